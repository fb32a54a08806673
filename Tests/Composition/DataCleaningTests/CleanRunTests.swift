import Cleaning
import Diagnostics
import DocumentFiles
import Files
import Tabular
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("A run of cleaning")
struct CleanRunTests {
    private let folder = TemporaryFolder("cleaning")

    private let orders = "id,phone\n1,13800138000\n2,无\n1,13900139000\n3,139-0013-9000\n"
    private let recipe = """
        columns: {phone: [trim, narrow, {phone: {reject: bad_phone}}]}
        records: [{unique: [id], reject: same_id}]
        """

    private func run(
        _ text: String,
        recipe: String? = nil,
        output: String = "out.csv",
        _ change: (inout CleanOptions) -> Void = { _ in }
    ) async throws -> CleanResult {
        let input = try folder.write(text, to: "in.csv")
        var options = CleanOptions(input: input, output: path(output))
        if let recipe { options.recipe = try folder.write(recipe, to: "r.yaml") }
        change(&options)
        return try await CleanRun(options, language: .english).run()
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func text(_ name: String) throws -> String {
        String(decoding: try Files.read(path(name)), as: UTF8.self)
    }

    @Test("Without a recipe a file is written as it is, as RFC 4180 in UTF-8")
    func plain() async throws {
        let result = try await run("a;b\r\n1;\"x;y\"\r\n2;z, w\r\n3;q\r\n")
        #expect(try text("out.csv") == "a,b\n1,x;y\n2,\"z, w\"\n3,q\n")
        #expect(result.counts.records == 3 && result.counts.clean == 3 && result.shape.header == ["a", "b"])
    }

    @Test("By a recipe, clean records go to one file and rejects to another", arguments: [1, 2, 8])
    func recipe(_ workerCount: Int) async throws {
        let result = try await run(orders, recipe: recipe) { options in
            options.rejects = path("rejects.csv")
            options.rejectStyle = .plain
            options.workerCount = workerCount
        }
        #expect(try text("out.csv") == "id,phone\n1,13800138000\n3,13900139000\n")
        #expect(try text("rejects.csv") == "row,reason,id,phone\n2,bad_phone,2,无\n3,same_id,1,13900139000\n")
        #expect(result.counts.rejected == 2 && result.counts.isBalanced)
        #expect(result.reasons.map(\.code.name) == ["bad_phone", "same_id"])
    }

    @Test("Rejects tell the line and the byte where they stand")
    func places() async throws {
        _ = try await run("id,phone\n1,\"138\n\"\n2,x\n", recipe: recipe) {
            $0.rejects = path("rejects.ndjson"); $0.rejectStyle = .ndjson
        }
        let lines = try text("rejects.ndjson").split(separator: "\n")
        #expect(
            lines.map { $0.prefix(38) } == [
                "{\"line\":2,\"record\":1,\"byteOffset\":9,\"r", "{\"line\":4,\"record\":2,\"byteOffset\":18,\"",
            ]
        )
    }

    @Test("Records are JSON objects in a file of that ending")
    func objects() async throws {
        _ = try await run("id,note\n1,\"say \"\"hi\"\"\"\n2,x\n", output: "out.ndjson")
        #expect(try text("out.ndjson") == "{\"id\":\"1\",\"note\":\"say \\\"hi\\\"\"}\n{\"id\":\"2\",\"note\":\"x\"}\n")
    }

    @Test(
        "A file without anything is refused, and nothing is written",
        arguments: ["", "\n\n\n", "\u{FEFF}", " \r\n\t\r\n"]
    )
    func empty(_ nothing: String) async throws {
        for (recipe, code) in [(nil, TabularError.Code.empty), (recipe, .noHeader)] {
            let error = await #expect(throws: TabularError.self) { try await run(nothing, recipe: recipe) }
            #expect(error?.code == code && error?.file == path("in.csv"))
            #expect(Files.kind(of: path("out.csv")) == nil)
        }
    }

    @Test("Undecodable bytes are told with their number and their first offsets")
    func strays() async throws {
        let bytes = Array("姓名,城市\n王伟,北京\n李娜,上海\n".utf8) + [0xD5, 0xC5, 0x2C, 0xB9, 0x0A]
        let input = try folder.write(bytes, to: "stray.csv")
        let result = try await CleanRun(CleanOptions(input: input, output: path("out.csv")), language: .english).run()
        #expect(result.sourceCounts.strayBytes == 3)
        #expect(result.sourceCounts.strayOffsets.first == bytes.count - 5)
        #expect(result.text(in: .english).contains("3 bytes are no UTF-8, and read as U+FFFD; the first at offset 42"))
        #expect(result.json(in: .english).contains("\"strayOffsets\": ["))
    }

    @Test("An encoding that is decided far behind the beginning is the one that is told")
    func lateEncoding() async throws {
        let ascii = Array(("a,b\n" + String(repeating: "1,x\n", count: 100_000)).utf8)
        let input = try folder.write(ascii + [0x31, 0x2C, 0xCD, 0xF5, 0xCE, 0xB0, 0x0A], to: "late.csv")
        var options = CleanOptions(input: input, output: path("out.csv"))
        options.reports = [path("r.json")]
        let result = try await CleanRun(options, language: .english).run()
        #expect(result.shape.assumptions.first?.value == "GB18030")
        #expect(result.text(in: .english).contains("encoding GB18030, ASCII as far as byte \(ascii.count + 2)"))
        let report = String(decoding: try Files.read(path("r.json")), as: UTF8.self)
        #expect(report.contains("GB18030, ASCII as far as byte"))
    }

    @Test("An encoding that is contradicted starts the run again, unless somebody has seen what came of the first one")
    func contradictedEncoding() async throws {
        var bytes = Array("i,a\n".utf8)
        for number in 0..<10 {
            bytes += Array("\(number),caf".utf8) + [0xE9, 0x20, 0x63, 0x72, 0xE8, 0x6D, 0x65, 0x0A]
        }
        for number in 0..<60_000 { bytes += Array("\(number),x\n".utf8) }
        for number in 0..<3000 { bytes += Array("\(number),".utf8) + [0xCD, 0xF5, 0xCE, 0xB0, 0x0A] }
        let input = try folder.write(bytes, to: "two.csv")
        let file = CleanOptions(input: input, output: path("two.out.csv"))
        let result = try await CleanRun(file, language: .english).run()
        #expect(result.counts.records == 63_010 && result.shape.assumptions.first?.value == "GB18030")
        #expect(try text("two.out.csv").hasSuffix("2999,王伟\n"))
        for (output, rejects) in [("/dev/null", nil), (path("two.csv.out"), "/dev/null")] {
            var seen = CleanOptions(input: input, output: output)
            seen.rejects = rejects
            let error = await #expect(throws: TabularError.self) { try await CleanRun(seen, language: .english).run() }
            #expect(error?.code == .contradictedEncoding && error?.remedy?.english.contains("GB18030") == true)
            #expect(Files.kind(of: path("two.csv.out")) == nil)
        }
    }

    @Test("Of a header alone the header is written")
    func headerOnly() async throws {
        let result = try await run("id,phone\n", recipe: recipe)
        #expect(try text("out.csv") == "id,phone\n" && result.counts.records == 0)
    }

    @Test("With more rejects than allowed nothing is written")
    func limit() async throws {
        for (limit, isOver) in [("1", true), ("2", false), ("50%", false), ("49.9%", true), ("0", true)] {
            let result = try await run(orders, recipe: recipe, output: "limit \(limit).csv") {
                $0.maximumRejects = RejectLimit(limit)
            }
            #expect(result.isOverLimit == isOver, "\(limit)")
            #expect((Files.kind(of: path("limit \(limit).csv")) == nil) == isOver, "\(limit)")
        }
        for text in ["", "-1", "x", "101%", "1.5"] { #expect(RejectLimit(text) == nil, "\(text)") }
    }

    @Test("A column that is missing is reported with its place, and nothing is written")
    func unknownColumn() async throws {
        let error = await #expect(throws: RecipeError.self) {
            try await run(orders, recipe: "columns: {Telefon: [trim]}", output: "none.csv")
        }
        #expect(error?.diagnostics.first?.location?.description.hasSuffix("r.yaml:1:11") == true)
        #expect(Files.kind(of: path("none.csv")) == nil)
        #expect(try Files.names(in: folder.path).allSatisfy { !$0.hasSuffix(".draft") })
    }

    @Test("A folder, a missing file and a form that cannot be written are told")
    func refusals() async throws {
        for (input, output, code) in [
            (folder.path, "a.csv", "file.unreadable"), (path("nothing.csv"), "a.csv", "file.unreadable"),
            (path("in.csv"), "a.ods", "clean.unknown-form"), (path("in.csv"), "none/a.csv", "file.unwritable"),
        ] {
            _ = try folder.write(orders, to: "in.csv")
            let error = await #expect(throws: (any Error).self) {
                try await CleanRun(CleanOptions(input: input, output: path(output)), language: .english).run()
            }
            #expect((error as? any ExplainedError)?.diagnostics.first?.code == code, "\(input)")
        }
    }

    @Test("A dry run shows each change and each reason, and writes nothing")
    func dryRun() async throws {
        let input = try folder.write(orders, to: "in.csv")
        var options = CleanOptions(input: input, output: path("none.csv"))
        options.recipe = try folder.write(recipe, to: "r.yaml")
        let run = try CleanRun(options, language: .english)
        #expect(
            try await run.preview(recordCount: 4).text(in: .english) == """
                record 1, line 2    unchanged
                record 2, line 3    rejected  phone  '无' is not a mobile number of China: 11 digits from 13 to 19 [bad_phone]
                record 3, line 4    rejected  an earlier record has the same id [same_id]
                record 4, line 5
                    phone  "139-0013-9000" → "13900139000"    phone
                4 records: 1 repaired, 1 unchanged, 2 rejected, 0 dropped; nothing was written
                """
        )
        #expect(try await run.preview(recordCount: 1).text(in: .chinese).hasSuffix("没有写出任何内容"))
        #expect(Files.kind(of: path("none.csv")) == nil)
    }

    @Test("What is no record is counted in text and JSON")
    func leftOut() async throws {
        let text = "Report of May,,\n\n# c\nid,name,city\n1,Ann,Rome\n\n2,Bob,Oslo\n3,Cyd,Bonn\n合计,,\n"
        let result = try await run(text) { $0.settings = [SourceSetting("source.comment=#")].compactMap(\.self) }
        #expect(result.counts.records == 3)
        let told = "left out           5 lines: 2 before the table · 1 behind the table · 1 blank · 1 commented out\n"
        #expect(result.text(in: .english).contains(told))
        #expect(result.text(in: .chinese).contains("略去               5 行：2 表前 · 1 表后 · 1 空行 · 1 注释\n"))
        let json = result.json(in: .english)
        for member in ["preambleLines", "footerRecords", "blankLines", "commentLines"] {
            #expect(json.contains("\"\(member)\": \(member == "preambleLines" ? 2 : 1)"), "\(member)")
        }
        let skipped = try await run(orders) { $0.settings = [SourceSetting("source.skip=2")].compactMap(\.self) }
        #expect(skipped.text(in: .english).contains("left out           2 lines: 2 skipped\n"))
        #expect(skipped.json(in: .english).contains("\"skippedLines\": 2"))
        let all = try await run(orders)
        #expect(!all.text(in: .english).contains("left out"))
    }

    @Test("Without a recipe a record that is too long is a reject, and bytes that cannot be decoded are told")
    func losses() async throws {
        let long = try await run("id,name,v\n1,a,2\n2,\(String(repeating: "x", count: 2_000)),3\n3,c,4\n") {
            $0.settings = [SourceSetting("source.limits.recordByteCount=1000")].compactMap(\.self)
        }
        #expect(try text("out.csv") == "id,name,v\n1,a,2\n3,c,4\n")
        #expect(long.reasons.map(\.code.name) == ["source.record-too-long"] && long.counts.rejected == 1)
        let input = try folder.write(Array("id,name\n1,王伟\n2,李娜\n3,张敏\n4,caf".utf8) + [0xFF, 0x0A], to: "in.csv")
        var options = CleanOptions(input: input, output: path("out.csv"))
        options.settings = [SourceSetting("source.encoding=utf-8")].compactMap(\.self)
        let stray = try await CleanRun(options, language: .english).run()
        #expect(stray.counts.clean == 4)
        #expect(stray.notes.map(\.english) == ["1 record holds bytes that could not be decoded, as U+FFFD"])
    }

    @Test("Names for too few columns are refused, and a header that names too few is completed")
    func names() async throws {
        let recipe = "{source: {header: none, columns: [a, b]}, columns: {a: [trim]}}"
        let error = await #expect(throws: TabularError.self) { try await run("1,x,secret\n2,y,more\n", recipe: recipe) }
        #expect(error?.code == .tooFewNames)
        #expect(error?.message.english == "source.columns has 2 names, and records have 3 fields")
        _ = try await run("id,name\n1,x,p\n2,y,q\n3,z,r\n", recipe: "columns: {id: [trim]}")
        #expect(try text("out.csv") == "id,name,column3\n1,x,p\n2,y,q\n3,z,r\n")
    }

    @Test("A text whose encoding is hardly likelier than others is refused, unless that is allowed")
    func unclearEncoding() async throws {
        let input = try folder.write(
            Array("id,name\n1,x".utf8) + [0x83, 0x42, 0x0A] + Array("2,b\n3,c\n".utf8),
            to: "in.csv"
        )
        let error = await #expect(throws: TabularError.self) {
            try await CleanRun(CleanOptions(input: input, output: path("out.csv")), language: .english).run()
        }
        #expect(error?.code == .unclearEncoding && error?.message.english.contains("'1,x") == true)
        var options = CleanOptions(input: input, output: path("out.csv"))
        for setting in ["source.encoding=gbk", "source.minimumConfidence=0"] {
            options.settings = [SourceSetting(setting)].compactMap(\.self)
            #expect(try await CleanRun(options, language: .english).run().counts.clean == 3)
        }
        #expect(
            try await CleanRun(CleanOptions(input: input, output: nil), language: .english).explanation().encodings
                .count > 3
        )
    }

    @Test("The summary tells what was assumed, and accounts for every record")
    func summary() async throws {
        let result = try await run(orders, recipe: recipe)
        let english = result.text(in: .english)
        #expect(english.contains("4 records") && english.contains("4 = 2 + 2 + 0"))
        #expect(result.text(in: .chinese).contains("读取"))
        #expect(result.json(in: .english).contains("\"rejected\": 2"))
    }
}
