import Foundation
import Testing

extension HandoverTests {
    @Suite("handover schema validate")
    struct SchemaValidateTests {
        static let schema = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "required": ["id"],
              "properties": {"id": {"type": "string"}, "line": {"$ref": "parts/line.json"}}
            }
            """

        /// A folder with a schema of two files, and instances.
        static func folder() throws -> Scratch {
            let folder = Scratch("schemas of 模式")
            try folder.write(schema, to: "order.json")
            try folder.write(#"{"minimum": 1}"#, to: "parts/line.json")
            try folder.write(#"{"id": "a", "line": 1}"#, to: "good.json")
            try folder.write("id: a\nline: 0\n", to: "bad.yaml")
            try folder.write("{\"id\":\"a\"}\n\n{\"line\":0}\n{]\n{\"id\":\"b\"}\n", to: "orders.ndjson")
            return folder
        }

        static func run(
            _ arguments: [String],
            in folder: Scratch,
            language: String = "en"
        ) throws
            -> HandoverProcess.Outcome
        {
            try HandoverProcess.run(["schema", "validate", "--lang", language] + arguments, in: folder.path)
        }

        static func objects(_ text: String) throws -> [[String: Any]] {
            try text.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }

        @Test("Valid instances are named and counted, and the status is 0")
        func valid() throws {
            let folder = try Self.folder()
            let outcome = try Self.run(["order.json", "good.json", "good.json"], in: folder)
            #expect(outcome.status == 0)
            #expect(outcome.output == "good.json: valid\ngood.json: valid\n")
            #expect(outcome.errors == "2 valid, 0 invalid\n")
            let quiet = try Self.run(["order.json", "good.json", "--quiet"], in: folder)
            #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
        }

        @Test("An invalid instance is told with place, value, expectation, schema and remedy, in both languages")
        func invalid() throws {
            let folder = try Self.folder()
            let english = try Self.run(["order.json", "bad.yaml"], in: folder)
            #expect(english.status == 1 && english.errors == "0 valid, 1 invalid\n")
            let expected = """
                bad.yaml:2:7: error: 0 is below the minimum 1 [schema.minimum]
                  found: 0
                  expected: a number of at least 1
                  schema: parts/line.json:1:2 (#/minimum)
                  help: use 1 or more

                """
            #expect(english.output == expected)
            let chinese = try Self.run(["order.json", "bad.yaml"], in: folder, language: "zh")
            #expect(chinese.status == 1 && chinese.errors == "0 个有效，1 个无效\n")
            for text in ["bad.yaml:2:7: 错误: ", "实际：0", "应为：", "模式：parts/line.json:1:2", "办法："] {
                #expect(chinese.output.contains(text), "\(text) in \(chinese.output)")
            }
        }

        @Test("Lines have one object each, in order; one that is no JSON makes the status 2")
        func lines() throws {
            let folder = try Self.folder()
            let outcome = try Self.run(
                ["order.json", "--instances", "orders.ndjson", "--format", "json"],
                in: folder
            )
            #expect(outcome.status == 2 && outcome.errors.isEmpty)
            let objects = try Self.objects(outcome.output)
            #expect(objects.map { $0["instance"] as? Int } == [1, 2, 3, 4])
            #expect(objects.map { $0["valid"] as? Bool } == [true, false, false, true])
            let errors = objects.map { $0["errors"] as? [[String: Any]] ?? [] }
            #expect(errors.map(\.count) == [0, 2, 1, 0])
            #expect(errors[2][0]["code"] as? String == "json.unexpected-byte" && errors[2][0]["line"] as? Int == 4)
            #expect(Set(errors[1].compactMap { $0["keyword"] as? String }) == ["required", "minimum"])
            #expect(errors[1].allSatisfy { $0["line"] as? Int == 3 })
            let files = try Self.run(["order.json", "good.json", "bad.yaml", "--format", "json"], in: folder)
            #expect(files.status == 1)
            #expect(try Self.objects(files.output).map { $0["instance"] as? String } == ["good.json", "bad.yaml"])
        }

        @Test("Everything may come from standard input, once")
        func standardInput() throws {
            let folder = try Self.folder()
            for (input, arguments, output) in [
                (Self.schema, ["-", "good.json"], "good.json: valid\n"),
                (#"{"id": "a"}"#, ["order.json", "-"], "<stdin>: valid\n"),
                (
                    "{\"id\":\"a\"}\n{\"id\":\"b\"}", ["order.json", "--instances", "-"],
                    "<stdin>:1: valid\n<stdin>:2: valid\n"
                ),
            ] {
                let file = try folder.write(input, to: "input")
                let outcome = try HandoverProcess(
                    ["schema", "validate"] + arguments,
                    in: folder.path,
                    standardInput: try #require(FileHandle(forReadingAtPath: file))
                ).outcome()
                #expect(outcome.status == 0 && outcome.output == output, "\(arguments): \(outcome.errors)")
            }
            let refusal = Refusal("twice", "command.standard-input-twice", ["given twice"], zh: ["出现了两次"])
            for arguments in [["-", "-"], ["order.json", "-", "--instances", "-"], ["-", "--instances", "-"]] {
                try refusal.check(["schema", "validate"] + arguments, in: folder.path)
            }
        }

        @Test("The standard's outputs have one object for each instance")
        func standardOutputs() throws {
            let folder = try Self.folder()
            for (format, member) in [
                ("flag", nil), ("list", "details"), ("hierarchical", "details"), ("basic", "errors"),
            ]
                as [(String, String?)]
            {
                let arguments = ["order.json", "good.json", "bad.yaml", "--format", format]
                let outcome = try Self.run(arguments, in: folder)
                #expect(outcome.status == 1)
                let objects = try Self.objects(outcome.output)
                #expect(objects.map { $0["valid"] as? Bool } == [true, false], "\(format)")
                if let member { #expect(objects[1][member] is [Any], "\(format)") }
                let check = try Self.run(["order.json", "--format", format], in: folder)
                #expect(check.status == 0)
                #expect(try Self.objects(check.output).first?["valid"] as? Bool == true)
            }
        }

        @Test("--fast counts and measures, as lines and as an object, for lines and for files")
        func fast() throws {
            let folder = try Self.folder()
            let text = try Self.run(["order.json", "--instances", "orders.ndjson", "--fast"], in: folder)
            #expect(text.status == 2 && text.errors.hasPrefix("orders.ndjson:4:2: error: "))
            for line in [
                "documents: 2 valid, 1 invalid, 1 unusable", "invalid lines: 3", "validation: ", "parsing: ",
                "compiling: ",
            ] {
                #expect(text.output.contains(line), "\(text.output)")
            }
            let json = try Self.run(["order.json", "good.json", "bad.yaml", "--fast", "--format", "json"], in: folder)
            #expect(json.status == 1)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect(object["documents"] as? Int == 2 && object["valid"] as? Int == 1 && object["invalid"] as? Int == 1)
            #expect(object["firstInvalid"] as? [String] == ["bad.yaml"])
            for name in ["documentsPerSecond", "validationSeconds", "parseSeconds", "compileSeconds"] {
                #expect(object[name] is NSNumber, "\(name)")
            }
            try Refusal("standard", "command.invalid-value", ["'flag' together with '--fast'"], zh: ["不能是“flag”"])
                .check(
                    ["schema", "validate", "order.json", "good.json", "--fast", "--format", "flag"],
                    in: folder.path
                )
        }

        @Test("Without an instance the schema itself is checked, and what it is is said")
        func check() throws {
            let folder = try Self.folder()
            let text = try Self.run(["order.json"], in: folder)
            #expect(text.status == 0 && text.errors.isEmpty)
            #expect(
                text.output == """
                    order.json: valid schema of https://json-schema.org/draft/2020-12/schema, 4 subschemas
                      refers to parts/line.json

                    """
            )
            let json = try Self.run(["order.json", "--format", "json"], in: folder)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect(object["valid"] as? Bool == true && object["subschemas"] as? Int == 4)
            #expect(object["documents"] as? [String] == ["order.json", "parts/line.json"])
            try folder.write(#"{"title": 5}"#, to: "title.json")
            let title = try Self.run(["title.json"], in: folder)
            #expect(title.status == 1 && title.output.hasPrefix("title.json:1:11: error: expected a string"))
        }

        @Test("Results that nobody reads any more end the command")
        func closedOutput() throws {
            let folder = try Self.folder()
            try folder.write(String(repeating: "{\"id\":\"a\"}\n", count: 200_000), to: "many.ndjson")
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments = ["-c", "\"$0\" schema validate order.json --instances many.ndjson | head -1"]
            let executable = try #require(HandoverProcess.executable?.path())
            shell.arguments?.append(executable)
            shell.currentDirectoryURL = URL(filePath: folder.path)
            let pipe = Pipe()
            shell.standardOutput = pipe
            shell.standardError = FileHandle.nullDevice
            try shell.run()
            let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            #expect(output == "many.ndjson:1: valid\n")
        }
    }
}
