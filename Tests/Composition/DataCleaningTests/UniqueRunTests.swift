import Cleaning
import Diagnostics
import DocumentFiles
import SQLite
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("Runs that compare records, and runs into tables")
struct UniqueRunTests {
    private let folder = TemporaryFolder("unique")

    private func options(_ text: String, recipe: String, output: String = "out.csv") throws -> CleanOptions {
        var options = CleanOptions(input: try folder.write(text, to: "in.csv"), output: folder.path + "/" + output)
        options.recipe = try folder.write(recipe, to: "r.yaml")
        options.rejects = folder.path + "/rejects.csv"
        options.rejectStyle = .plain
        return options
    }

    private func read(_ name: String) throws -> String {
        let bytes = try DocumentFileReader.bytes(folder.path + "/" + name)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("The last record of a key is kept: the file is read twice")
    func last() async throws {
        let options = try options(
            "id,n\n1,a\n2,b\n1,c\n3,d\n2,e\n",
            recipe: "records: [{unique: [id], keep: last, reject: replaced}]"
        )
        let result = try await CleanRun(options, language: .english).run()
        #expect(result.counts.clean == 3)
        #expect(try read("out.csv") == "id,n\n1,c\n3,d\n2,e\n")
        #expect(try read("rejects.csv") == "row,reason,id,n\n1,replaced,1,a\n2,replaced,2,b\n")
    }

    @Test("A table is written when the output is a database file")
    func table() async throws {
        var options = try options("id,n\n1,a\n2,b\n1,c\n", recipe: "records: [{unique: [id]}]", output: "out.sqlite")
        let result = try await CleanRun(options, language: .english).run()
        #expect(result.counts.clean == 2)
        let database = try Database(path: folder.path + "/out.sqlite", mode: .readOnly)
        // Named after the source.
        #expect(try database.texts("SELECT id || n FROM \"in\" ORDER BY rowid") == ["1a", "2b"])
        options.output = folder.path + "/out.sqlite:other"
        let run = try CleanRun(options, language: .english)
        let error = await #expect(throws: ServiceError.self) { try await run.run() }
        #expect(error?.diagnostics.first?.code == "file.unwritable")
    }
}

/// Reads what a run has written.
private enum DocumentFileReader {
    static func bytes(_ path: String) throws -> [UInt8] { try SourceBytes(path).read(1 << 20) }
}
