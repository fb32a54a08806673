import Foundation
import Testing

extension HandoverTests {
    @Suite("Results of handover clean that cannot be written")
    struct CleanFailureTests {
        /// A folder with more records than the limits of the tests let through.
        private func scratch() throws -> Scratch {
            let scratch = Scratch("clean failures")
            let rows = (0..<20_000).map { "\($0),\($0 &* 7919 % 100_003)x\($0 &* 104_729 % 999_983)\n" }
            try scratch.write("id,note\n" + rows.joined(), to: "in.csv")
            try scratch.write("columns: {note: [{enum: {values: [none], reject: bad}}]}\n", to: "bad.yaml")
            return scratch
        }

        /// Runs a line of the shell, in which `$0` is the executable.
        private func shell(_ line: String, in folder: Scratch) throws -> (status: Int32, errors: String) {
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/bash")
            shell.arguments = ["-c", line, try #require(HandoverProcess.executable?.path())]
            shell.currentDirectoryURL = URL(filePath: folder.path)
            shell.environment = ["PATH": "/usr/bin:/bin", "TMPDIR": folder.path]
            let errors = Pipe()
            shell.standardError = errors
            shell.standardOutput = FileHandle.nullDevice
            try shell.run()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            return (shell.terminationStatus, text)
        }

        private func names(_ scratch: Scratch) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
        }

        @Test(
            "A file that may not grow is told as a full disk, and nothing is left of any result",
            arguments: [
                "--output out.csv", "--output out.tsv", "--output out.ndjson", "--output out.xlsx",
                "--output out.sqlite", "--recipe bad.yaml --output out.csv --rejects rejects.csv",
                "--recipe bad.yaml --output out.csv --rejects rejects.ndjson --rejects-format ndjson",
                "--output /dev/null --report report.html", "--output out.sqlite:t --report report.json",
            ]
        )
        func full(_ arguments: String) throws {
            let scratch = try scratch()
            let blocks = arguments.contains("--report report.html") ? 1 : 16
            let outcome = try shell("ulimit -f \(blocks); exec \"$0\" clean in.csv \(arguments) --quiet", in: scratch)
            #expect(outcome.status == 3, "\(outcome)")
            // To SQLite a limit is a failed write; only a disk without room is a full one.
            let code = arguments.contains("sqlite") ? "[file.unwritable]" : "[file.no-space]"
            #expect(outcome.errors.contains(code), "\(outcome)")
            #expect(try names(scratch) == ["bad.yaml", "in.csv"])
        }

        @Test("What a killed run leaves has another name, and the next run clears it away")
        func killed() throws {
            let scratch = try scratch()
            #expect(mkfifo(scratch.path + "/pipe", 0o600) == 0)
            for output in ["out.csv", "out.xlsx", "out.sqlite"] {
                let process = try HandoverProcess(
                    ["clean", "pipe", "--output", output, "--rejects", "rejects.csv"],
                    in: scratch.path
                )
                let writer = try FileHandle(forWritingTo: URL(filePath: scratch.path + "/pipe"))
                // More than is looked at first: when all of it has been taken, the files have been started.
                try writer.write(contentsOf: Data(String(repeating: "id,note\n1,2\n", count: 100_000).utf8))
                #expect(process.kill9().wasKilled)
                try writer.close()
                let left = try names(scratch)
                #expect(left.count { $0.hasSuffix(".draft") } >= 2, "\(left)")
                #expect(!left.contains(output) && !left.contains("rejects.csv"), "\(left)")
                let next = try HandoverProcess.run(
                    ["clean", "in.csv", "--output", output, "--rejects", "rejects.csv"],
                    in: scratch.path
                )
                #expect(next.status == 0, "\(next.errors)")
                #expect(try names(scratch) == ["bad.yaml", "in.csv", output, "pipe", "rejects.csv"].sorted())
                for name in [output, "rejects.csv"] {
                    try FileManager.default.removeItem(atPath: scratch.path + "/" + name)
                }
            }
        }

        @Test(
            "No result overwrites another one, or what is read",
            arguments: [
                "--output a.csv --rejects ./a.csv", "--output f/../a.csv --rejects a.csv",
                "--output a.csv --rejects link",
                "--output a.db:one --rejects a.db", "--output a.csv --rejects in.csv",
                "--output a.csv --report f/../bad.json",
                "--output in.csv --rejects in.csv", "--recipe bad.yaml --output bad.yaml",
                "--report r.html --report ./r.html",
                "--output - --rejects -",
            ]
        )
        func places(_ arguments: String) throws {
            let scratch = try scratch()
            try scratch.write("{}", to: "bad.json")
            try scratch.write("", to: "f/empty")
            #expect(symlink("a.csv", scratch.path + "/link") == 0)
            let before = try names(scratch)
            let recipe = arguments.contains("bad.json") ? "--recipe bad.json " : ""
            let words = "clean in.csv \(recipe)\(arguments)".split(separator: " ").map(String.init)
            let outcome = try HandoverProcess.run(words, in: scratch.path)
            #expect(outcome.status == 2 && outcome.errors.contains("[command.invalid-value]"), "\(outcome)")
            #expect(try names(scratch) == before)
        }

        @Test("A link leads where it leads, also to nothing yet; a reader that leaves early is no error")
        func links() throws {
            let scratch = try scratch()
            #expect(symlink("target.csv", scratch.path + "/link.csv") == 0)
            let outcome = try HandoverProcess.run(["clean", "in.csv", "--output", "link.csv"], in: scratch.path)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path + "/link.csv") == "target.csv"
            )
            #expect(try names(scratch).contains("target.csv"))
            let piped = try shell("\"$0\" clean in.csv --output - | head -1; exit ${PIPESTATUS[0]}", in: scratch)
            #expect(piped.status == 141 && piped.errors.isEmpty, "\(piped)")
            let own = try HandoverProcess.run(["clean", "in.csv", "--output", "in.csv"], in: scratch.path)
            #expect(own.status == 0, "\(own.errors)")
        }
    }
}
