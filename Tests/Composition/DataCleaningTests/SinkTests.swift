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

    @Test("Of records with one key the last one stays when the recipe says so; a pipe cannot be read twice")
    func keepLast() async throws {
        let last = "records: [{unique: [id], reject: same_id, keep: last}]"
        _ = try await run("out.csv", last)
        let written = String(decoding: try Files.read(folder.path + "/out.csv"), as: UTF8.self)
        #expect(written == "id,note\n2,\n1,twice\n3,ｘ\n")
    }
}
