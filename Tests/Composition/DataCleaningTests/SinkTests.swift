import Cleaning
import Diagnostics
import DocumentFiles
import Files
import SQLite
import Tabular
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("What clean records are written to")
struct SinkTests {
    private let folder = TemporaryFolder("sinks")

    private let text = "id,note\n1,\"a, \"\"b\"\"\"\n2,\n1,twice\n3,ｘ\n"
    private let recipe = "columns: {note: [narrow]}\nrecords: [{unique: [id], reject: same_id}]"

    private func run(_ output: String, _ recipe: String?) async throws -> CleanResult {
        var options = CleanOptions(input: try folder.write(text, to: "in.csv"), output: folder.path + "/" + output)
        options.recipe = try recipe.map { try folder.write($0, to: "r.yaml") }
        options.rejects = folder.path + "/rejects.csv"
        return try await CleanRun(options, language: .english).run()
    }

    private func rows(_ file: String, _ query: String) throws -> [String] {
        try Database(path: folder.path + "/" + file, mode: .readOnly).texts(query)
    }

    @Test("A table of a database gets the same records as a file")
    func table() async throws {
        let result = try await run("out.sqlite", recipe)
        #expect(result.counts.clean == 3 && result.counts.rejected == 1)
        #expect(try rows("out.sqlite", "SELECT id || '|' || note FROM \"in\"") == [#"1|a, "b""#, "2|", "3|x"])
    }

    @Test("The table can be named, and without a recipe records are entered as they are")
    func named() async throws {
        _ = try await run("out.db:orders", nil)
        #expect(try rows("out.db", "SELECT note FROM orders") == [#"a, "b""#, "", "twice", "ｘ"])
    }

    @Test("A file that is no database is not replaced, and nothing is left behind")
    func otherFile() async throws {
        _ = try folder.write("no database", to: "mine.sqlite")
        let error = await #expect(throws: ServiceError.self) { try await run("mine.sqlite", recipe) }
        #expect(error?.isOutside == false)
        #expect(try Files.read(folder.path + "/mine.sqlite") == Array("no database".utf8))
        #expect(try Files.names(in: folder.path) == ["in.csv", "mine.sqlite", "r.yaml"])
    }

    @Test("A workbook gets the same records, and can be cleaned again")
    func workbook() async throws {
        let result = try await run("out.xlsx", recipe)
        #expect(result.counts.clean == 3 && result.counts.rejected == 1)
        let again = CleanOptions(input: folder.path + "/out.xlsx", output: folder.path + "/again.csv")
        #expect(try await CleanRun(again, language: .english).run().shape.form == .xlsx)
        let written = String(decoding: try Files.read(again.output ?? ""), as: UTF8.self)
        #expect(written == "id,note\n1,\"a, \"\"b\"\"\"\n2,\n3,x\n")
    }

    struct Naming: Sendable, CustomTestStringConvertible {
        let output: String
        let options: String
        /// How what was written begins; nil when it is refused.
        let start: String?
        var testDescription: String { "\(output), {\(options)}" }
    }

    @Test(
        "The recipe and the file's name mean the same; where they differ nothing is written",
        arguments: [
            Naming(output: "out.csv", options: "form: csv", start: "id,note"),
            Naming(output: "out.CSV", options: "", start: "id,note"),
            Naming(output: "out.tsv", options: "form: tsv", start: "id\tnote"),
            Naming(output: "out.jsonl", options: "form: ndjson", start: "{\"id\""),
            Naming(output: "out.xlsx", options: "form: xlsx, sheet: 订单", start: "PK"),
            Naming(output: "out.xlsx", options: "sheet: 订单", start: "PK"),
            Naming(output: "out.sqlite", options: "form: sqlite, table: orders", start: "SQLite format 3"),
            Naming(output: "out.db:orders", options: "table: orders", start: "SQLite format 3"),
            // A name that says nothing.
            Naming(output: "out.txt", options: "", start: "id,note"),
            Naming(output: "out", options: "form: tsv", start: "id\tnote"),
            Naming(output: "out.txt", options: "form: ndjson", start: "{\"id\""),
            Naming(output: "out.data", options: "form: xlsx", start: "PK"),
            Naming(output: "out.data", options: "form: sqlite", start: "SQLite format 3"),
            Naming(output: "out.csv", options: "form: tsv", start: nil),
            Naming(output: "out.csv", options: "form: xlsx", start: nil),
            Naming(output: "out.tsv", options: "form: csv", start: nil),
            Naming(output: "out.xlsx", options: "form: sqlite", start: nil),
            Naming(output: "out.sqlite", options: "form: xlsx", start: nil),
            Naming(output: "out.ndjson", options: "form: csv", start: nil),
            Naming(output: "out.db:orders", options: "table: customers", start: nil),
            Naming(output: "out.json", options: "form: ndjson", start: nil),
        ]
    )
    func naming(_ naming: Naming) async throws {
        let recipe = recipe + "\noutput: {\(naming.options)}"
        if let start = naming.start {
            _ = try await run(naming.output, recipe)
            let bytes = try Files.read(folder.path + "/" + naming.output.prefix { $0 != ":" })
            #expect(bytes.starts(with: start.utf8))
            return
        }
        let error = await #expect(throws: ServiceError.self) { try await run(naming.output, recipe) }
        let code = naming.output.hasSuffix(".json") ? "clean.unknown-form" : "clean.form-conflict"
        #expect(error?.diagnostics.map(\.code) == [code] && error?.diagnostics.first?.remedy != nil)
        #expect(try Files.names(in: folder.path).sorted() == ["in.csv", "r.yaml"])
    }

    @Test("Columns that are members of objects have names of their own, and the result tells which were changed")
    func members() async throws {
        var options = CleanOptions(
            input: try folder.write("a,a,,\n1,2,3,4\n", to: "in.csv"),
            output: folder.path + "/out.ndjson"
        )
        options.settings = [SourceSetting(option: "--header", member: "header", value: "1")]
        let result = try await CleanRun(options, language: .english).run()
        let written = String(decoding: try Files.read(folder.path + "/out.ndjson"), as: UTF8.self)
        #expect(written == #"{"a":"1","a_2":"2","column3":"3","column4":"4"}"# + "\n")
        #expect(result.notes.count == 1 && result.notes[0].english.contains("'a' → 'a_2'"))
        #expect(result.text(in: .english).contains("'' → 'column3'"))
    }

    @Test("Without a recipe, too, records with too few or too many fields are refused when that is asked for")
    func widths() async throws {
        let rows = [
            ("source.short=reject", "1,2\n3,4,6\n", "source.missing-fields"),
            ("source.long=reject", "1,2\n5\n", "source.extra-fields"),
        ]
        for (setting, clean, code) in rows {
            var options = CleanOptions(
                input: try folder.write("a,b\n1,2\n3,4,6\n5\n", to: "in.csv"),
                output: folder.path + "/out.csv"
            )
            options.settings = [try #require(SourceSetting(setting)), try #require(SourceSetting("source.header=1"))]
            options.settings.append(try #require(SourceSetting("source.skipFooter=0")))
            let result = try await CleanRun(options, language: .english).run()
            #expect(String(decoding: try Files.read(folder.path + "/out.csv"), as: UTF8.self) == "a,b\n" + clean)
            #expect(result.counts.rejected == 1 && result.reasons.map(\.code.name) == [code])
        }
    }

    @Test("A sheet and a table have the names that the recipe gives them")
    func names() async throws {
        _ = try await run("out.sqlite", recipe + "\noutput: {table: orders}")
        #expect(try rows("out.sqlite", "SELECT name FROM sqlite_schema") == ["orders"])
        _ = try await run("out.xlsx", recipe + "\noutput: {form: xlsx, sheet: 订单}")
        var again = CleanOptions(input: folder.path + "/out.xlsx", output: folder.path + "/again.csv")
        again.settings = [SourceSetting(option: "--sheet", member: "sheet", value: "订单")]
        #expect(try await CleanRun(again, language: .english).run().counts.clean == 3)
    }

    @Test("A database is no stream")
    func pipedDatabase() async throws {
        var options = CleanOptions(input: try folder.write(text, to: "in.csv"), output: "-")
        options.recipe = try folder.write(recipe + "\noutput: {form: sqlite}", to: "r.yaml")
        let error = await #expect(throws: ServiceError.self) { try await CleanRun(options, language: .english).run() }
        #expect(error?.diagnostics.map(\.code) == ["clean.form-conflict"])
    }

    @Test("The guard against formulas sees names of columns as it sees cells", arguments: ["csv", "tsv"])
    func formulas(_ form: String) async throws {
        let names = ["=1+1", "+cmd", "-x", "@sum", "-5", "+1.5", "plain"]
        let header = names.map { "\"\($0)\"" }.joined(separator: ",")
        var options = CleanOptions(
            input: try folder.write(header + "\n" + header + "\n", to: "in.csv"),
            output: folder.path + "/out." + form
        )
        options.settings = [SourceSetting(option: "--header", member: "header", value: "1")]
        options.recipe = try folder.write("output: {formulaGuard: true}", to: "r.yaml")
        _ = try await CleanRun(options, language: .english).run()
        let lines = String(decoding: try Files.read(options.output ?? ""), as: UTF8.self).split(separator: "\n")
        try #require(lines.count == 2)
        #expect(lines[0] == lines[1])
        let guarded = ["'=1+1", "'+cmd", "'-x", "'@sum", "-5", "+1.5", "plain"]
        #expect(lines[1] == guarded.joined(separator: form == "csv" ? "," : "\t"))
    }

    @Test("Of records with one key the last one stays when the recipe says so; a pipe cannot be read twice")
    func keepLast() async throws {
        let last = "records: [{unique: [id], reject: same_id, keep: last}]"
        _ = try await run("out.csv", last)
        let written = String(decoding: try Files.read(folder.path + "/out.csv"), as: UTF8.self)
        #expect(written == "id,note\n2,\n1,twice\n3,ｘ\n")
    }
}
