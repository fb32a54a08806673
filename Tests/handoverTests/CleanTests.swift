import Foundation
import Testing

extension HandoverTests {
    @Suite("clean")
    struct CleanTests {
        private static let orders = "id,phone\n1,13800138000\n2,无\n3,139-0013-9000\n"
        private static let recipe = "columns: {phone: [trim, narrow, {phone: {reject: bad_phone}}]}\n"

        /// A folder with orders, a recipe and a file in GBK.
        private func scratch() throws -> Scratch {
            let scratch = Scratch("clean")
            try scratch.write(Self.orders, to: "orders.csv")
            try scratch.write(Self.recipe, to: "recipe.yaml")
            let names: [UInt8] = [0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB]
            let wang: [UInt8] = [0xCD, 0xF5, 0xCE, 0xB0]
            try scratch.write(
                Data(names + [0x0A, 0x31, 0x2C] + wang + [0x0A, 0x32, 0x2C] + wang + [0x0A]),
                to: "gbk.csv"
            )
            try scratch.write("", to: "empty.csv")
            return scratch
        }

        struct Run: Sendable, CustomTestStringConvertible {
            let arguments: String
            let status: Int32
            let said: String
            var testDescription: String { arguments }

            init(_ arguments: String, _ status: Int32, _ said: String) {
                self.arguments = arguments
                self.status = status
                self.said = said
            }
        }

        @Test(
            "The status and the words tell how a run ended",
            arguments: [
                Run("orders.csv --output out.csv", 0, "3 = 3 + 0 + 0"),
                Run("orders.csv --output out.csv --recipe recipe.yaml", 1, "3 = 2 + 1 + 0"),
                Run("orders.csv --output out.csv --recipe recipe.yaml --allow-rejects", 0, "bad_phone 1"),
                Run("orders.csv --output out.csv --recipe recipe.yaml --rejects bad.csv", 0, "1 → bad.csv"),
                Run("orders.csv --output out.csv --recipe recipe.yaml --lang zh --allow-rejects", 0, "剔除"),
                Run(
                    "orders.csv --output none.csv --recipe recipe.yaml --maximum-rejects 0",
                    1,
                    "clean.too-many-rejects"
                ),
                Run(
                    "orders.csv --output - --recipe recipe.yaml --maximum-rejects 0",
                    1,
                    "what was written by then is not the whole"
                ),
                Run("orders.csv --output none.csv --maximum-rejects many", 2, "command.invalid-value"),
                Run("orders.csv --dry-run 2 --recipe recipe.yaml", 0, "2 records: 0 repaired, 1 unchanged, 1 rejected"),
                Run("orders.csv --dry-run 0 --recipe recipe.yaml", 2, "command.invalid-value"),
                Run("orders.csv", 2, "command.missing-argument"),
                Run("empty.csv --output out.csv", 2, "source.empty"),
                Run("empty.csv --output none.csv --recipe recipe.yaml", 2, "source.no-header"),
                Run("missing.csv --output none.csv", 2, "file.unreadable"),
                Run(". --output none.csv", 2, "is a folder"),
                Run("orders.csv --output none.ods", 2, "clean.unknown-form"),
                Run("orders.csv --output none/out.csv", 2, "file.unwritable"),
                Run("gbk.csv --output none.csv --recipe recipe.yaml", 2, "recipe.yaml:1:11"),
                Run("gbk.csv --output out.csv --encoding klingon", 2, "source.unknown-encoding"),
                Run("orders.csv --output none.csv --recipe orders.csv", 2, "error"),
                Run("orders.csv --dry-run --recipe recipe.yaml", 0, "3 records: 1 repaired"),
                Run("--dry-run=1 orders.csv --recipe recipe.yaml", 0, "1 records: 0 repaired"),
                Run("orders.csv --output out.csv --set source.header=none", 0, "4 records"),
                Run("orders.csv --output none.csv --set source.headr=2", 2, "recipe.unknown-field"),
                Run("orders.csv --output none.csv --set header=2", 2, "command.invalid-value"),
                Run("orders.csv --output none.csv --header many", 2, "recipe.bad-parameter"),
                Run("orders.csv --output none.csv --workers 0", 2, "command.invalid-value"),
                Run("orders.csv --output none.csv --rejects none.csv", 2, "command.invalid-value"),
                Run("orders.csv --output out.csv --report r.html --report r.json", 0, "3 = 3 + 0 + 0"),
                Run("orders.csv --report r.json", 0, "3 = 3 + 0 + 0"),
                Run("orders.csv --recipe recipe.yaml --report r.json", 1, "bad_phone 1"),
                Run("orders.csv --output none.csv --report r.pdf", 2, "clean.unknown-form"),
                Run("orders.csv --output none.csv --report none.csv", 2, "clean.unknown-form"),
                Run("orders.csv --suggest", 0, "optional, phone]"),
                Run("orders.csv --suggest --lang zh --output suggested.yaml", 0, ""),
                Run("missing.csv --suggest", 2, "file.unreadable"),
                Run("gbk.csv --explain", 0, "GB18030"),
                Run("orders.csv --explain --format json", 0, "\"logLikelihood\""),
                Run("orders.csv --output /dev/full", 3, "file.no-space"),
            ]
        )
        func ends(_ run: Run) throws {
            let scratch = try scratch()
            let arguments = ["clean"] + run.arguments.split(separator: " ").map(String.init)
            let outcome = try HandoverProcess.run(arguments, in: scratch.path)
            #expect(outcome.status == run.status, "\(outcome.output)\(outcome.errors)")
            let said = outcome.output + outcome.errors
            #expect(run.said.isEmpty || said.contains(run.said), "\(said)")
            let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
            #expect(!files.contains { $0.hasPrefix("none") || $0.hasSuffix(".draft") })
        }

        @Test(
            "An interrupt, or the word to end, leaves nothing behind and ends with 130",
            arguments: [SIGINT, SIGTERM]
        )
        func interrupted(_ signal: Int32) throws {
            let scratch = try scratch()
            let pipe = scratch.path + "/pipe"
            #expect(mkfifo(pipe, 0o600) == 0)
            let process = try HandoverProcess(
                ["clean", "pipe", "--output", "none.csv", "--rejects", "none.rejects.csv"],
                in: scratch.path
            )
            // More than is looked at first: when all of it has been taken, the files have been started.
            let writer = try FileHandle(forWritingTo: URL(filePath: pipe))
            try writer.write(contentsOf: Data(String(repeating: "id,phone\n1,2\n", count: 100_000).utf8))
            let before = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
            #expect(before.count { $0.hasSuffix(".draft") } == 2)
            process.send(signal)
            #expect(process.outcome().status == 130)
            try writer.close()
            let after = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
            #expect(!after.contains { $0.hasPrefix("none") })
        }

        @Test("Text comes from standard input, and a workbook does not")
        func standardInput() throws {
            let scratch = try scratch()
            for (bytes, status, said) in [
                (Data("a;b\n1;2\n".utf8), 0 as Int32, "a,b\n1,2\n"),
                (Data([0x50, 0x4B, 3, 4, 0, 0, 0, 0]), 2, "<stdin>: error: a workbook cannot be read from a pipe"),
            ] {
                let pipe = Pipe()
                let process = try HandoverProcess(
                    ["clean", "-", "--output", "-", "--quiet"],
                    in: scratch.path,
                    standardInput: pipe.fileHandleForReading
                )
                try pipe.fileHandleForWriting.write(contentsOf: bytes)
                try pipe.fileHandleForWriting.close()
                let outcome = process.outcome()
                #expect(outcome.status == status && (outcome.output + outcome.errors).contains(said))
            }
        }

        @Test("A file in GBK becomes UTF-8 without being asked")
        func encoding() throws {
            let scratch = try scratch()
            let outcome = try HandoverProcess.run(["clean", "gbk.csv", "--output", "-", "--quiet"], in: scratch.path)
            #expect(outcome.output == "编号,姓名\n1,王伟\n2,王伟\n")
            #expect(outcome.errors.isEmpty && outcome.status == 0)
        }

        @Test("Programs get one object")
        func object() throws {
            let scratch = try scratch()
            let arguments = [
                "clean", "orders.csv", "--output", "out.csv", "--recipe", "recipe.yaml", "--format", "json",
            ]
            let outcome = try HandoverProcess.run(arguments, in: scratch.path)
            let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            let counts = object?["counts"] as? [String: Any]
            #expect(
                counts?["records"] as? Int == 3 && counts?["clean"] as? Int == 2 && counts?["rejected"] as? Int == 1
            )
            #expect(outcome.status == 1)
        }
    }
}
