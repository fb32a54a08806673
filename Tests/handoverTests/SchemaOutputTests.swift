import Foundation
import Testing

extension HandoverTests {
    @Suite("Where the results of handover schema validate go")
    struct SchemaOutputTests {
        /// Runs a line of the shell, in which `$0` is the executable.
        private func shell(_ line: String, in folder: Scratch) throws -> (status: Int32, output: String, errors: String)
        {
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/bash")
            shell.arguments = ["-c", line, try #require(HandoverProcess.executable?.path())]
            shell.currentDirectoryURL = URL(filePath: folder.path)
            shell.environment = ["PATH": "/usr/bin:/bin"]
            let output = Pipe()
            let errors = folder.path + "/shell errors"
            try Data().write(to: URL(filePath: errors))
            shell.standardOutput = output
            shell.standardError = FileHandle(forWritingAtPath: errors)
            try shell.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            let told = FileManager.default.contents(atPath: errors) ?? Data()
            return (shell.terminationStatus, text, String(decoding: told, as: UTF8.self))
        }

        @Test(
            "Results that cannot be written are told, and the status is 3",
            arguments: [
                "schema validate order.json", "schema validate order.json --format json",
                "schema validate order.json --format flag", "schema validate order.json good.json",
                "schema validate order.json good.json --fast",
                "schema validate order.json good.json --fast --format json",
                "schema validate order.json bad.yaml --format list", "schema validate --help", "--version",
            ]
        )
        func unwritable(_ arguments: String) throws {
            let folder = try SchemaValidateTests.folder()
            let full = try shell("\"$0\" \(arguments) >/dev/full", in: folder)
            #expect(full.status == 3 && full.errors.contains("No space left on device"), "\(full)")
            #expect(full.errors.contains("[command.unwritable]"))
            let closed = try shell("\"$0\" \(arguments) >&-", in: folder)
            #expect(closed.status == 3 && closed.errors.contains("standard output is closed"), "\(closed)")
            #expect(closed.errors.contains("[command.unwritable]"))
        }

        @Test("Results that nobody reads any more end the command as a shell expects, never with 0")
        func readerLeft() throws {
            let folder = try SchemaValidateTests.folder()
            try folder.write(String(repeating: "{\"id\":\"a\"}\n", count: 200_000), to: "many.ndjson")
            let outcome = try shell(
                "\"$0\" schema validate order.json --instances many.ndjson | head -1; exit ${PIPESTATUS[0]}",
                in: folder
            )
            #expect(outcome.output == "many.ndjson:1: valid\n" && outcome.status == 141, "\(outcome)")
            #expect(outcome.errors.isEmpty)
        }

        @Test("A flag has no place for the reason why an instance is unusable, so it is told beside it")
        func flagReasons() throws {
            let folder = try SchemaValidateTests.folder()
            let outcome = try SchemaValidateTests.run(
                ["order.json", "--instances", "orders.ndjson", "--format", "flag"],
                in: folder
            )
            #expect(outcome.status == 2 && outcome.output.split(separator: "\n").count == 4)
            #expect(outcome.errors.hasPrefix("orders.ndjson:4:2: error: ") && outcome.errors.contains("[json."))
        }

        @Test("Lines are numbered by themselves, whatever files stand beside them")
        func numbers() throws {
            let folder = try SchemaValidateTests.folder()
            let outcome = try SchemaValidateTests.run(
                ["order.json", "good.json", "bad.yaml", "--instances", "orders.ndjson", "--format", "json"],
                in: folder
            )
            let objects = try SchemaValidateTests.objects(outcome.output)
            #expect(objects.map { $0["instance"] as? Int } == [nil, nil, 1, 2, 3, 4])
        }

        @Test("What a terminal obeys never reaches it as it is, from values, names and arguments")
        func controls() throws {
            let folder = Scratch("obeyed")
            try folder.write(#"{"type": "integer", "title": "x"}"#, to: "s.json")
            try folder.write("\"a\u{202E}\u{9B}31m\u{2028}b\"", to: "i.json")
            try folder.write("\"a\"", to: "x\u{1B}[31m\nerror: y.json")
            for format in ["text", "json", "flag", "list", "hierarchical", "basic"] {
                let outcome = try SchemaValidateTests.run(
                    ["s.json", "i.json", "x\u{1B}[31m\nerror: y.json", "none\u{9B}", "--format", format],
                    in: folder
                )
                #expect(outcome.status == 2)
                let scalars = (outcome.output + outcome.errors).unicodeScalars
                let obeyed: [Unicode.Scalar] = ["\u{1B}", "\u{202E}", "\u{9B}", "\u{2028}"]
                #expect(!scalars.contains { obeyed.contains($0) }, "\(format): \(outcome.output)")
                #expect(!outcome.output.contains("\nerror"), "\(format)")
            }
            let refused = try SchemaValidateTests.run(["s.json", "--remotes", "\u{1B}]0;x\u{7}"], in: folder)
            #expect(refused.status == 2 && refused.errors.contains("'\\u001b]0;x\\u0007'"), "\(refused.errors)")
        }
    }
}
