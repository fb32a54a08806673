import Foundation
import JSON
import Records
import SQLite
import Testing

@testable import SQLiteRecords

@Suite("Page statements")
struct PageStatementTests {
    private struct Sample: CustomTestStringConvertible {
        let testDescription: String
        let query: RecordQuery
        /// What SQLite says it does, step by step.
        let plan: String
    }

    private static func cursor(_ query: RecordQuery, _ keys: [FieldKey]) -> RecordQuery {
        var query = query
        query.cursor = RecordCursor(digest: query.digest(in: "people"), position: 7, keys: keys)
        return query
    }

    private static let status = RecordFilter("status", .equal, ["open"])
    private static let falling = [RecordSort("status", isDescending: true)]
    private static let byIndex = "SEARCH records_1 USING INDEX field_index_1"

    private static let samples = [
        Sample(testDescription: "plain", query: RecordQuery(), plan: "SCAN records_1"),
        Sample(
            testDescription: "plain, from a cursor",
            query: cursor(RecordQuery(), []),
            plan: "SEARCH records_1 USING INTEGER PRIMARY KEY (rowid>?)"
        ),
        Sample(testDescription: "filter", query: RecordQuery(filters: [status]), plan: byIndex + " (<expr>=?)"),
        Sample(
            testDescription: "filter, from a cursor",
            query: cursor(RecordQuery(filters: [status]), []),
            plan: byIndex + " (<expr>=? AND rowid>?)"
        ),
        Sample(
            testDescription: "prefix",
            query: RecordQuery(filters: [RecordFilter("status", .hasPrefix, ["o"])], sort: falling),
            plan: byIndex + " (<expr>>? AND <expr><?)"
        ),
        Sample(
            testDescription: "sort",
            query: RecordQuery(sort: [RecordSort("status")]),
            plan: "SCAN records_1 USING INDEX field_index_1"
        ),
        Sample(
            testDescription: "falling sort, from a cursor",
            query: cursor(RecordQuery(sort: falling), ["open"].map { FieldKey($0) }),
            plan: byIndex + " (<expr><?)"
        ),
    ]

    @Test("An indexed field is entered through its index, in order, at the cursor")
    func plans() async throws {
        let folder = TemporaryFolder()
        let settings = SQLiteRecordSettings(folder: folder.path)
        let store = try SQLiteRecordStore(settings)
        try await store.declare([CollectionDefinition(name: "people", indexed: ["status"])])
        await store.close()
        let path = folder.file("records.db").path()
        let connection = try Connection(path: path, mode: .readOnly, settings: settings)
        for sample in Self.samples {
            let sql = try PageStatement(sample.query, in: "people", id: 1).selection.sql
            let statement = try connection.database.prepare("EXPLAIN QUERY PLAN " + sql)
            var steps: [String] = []
            while try statement.step() { steps.append(statement.text(at: 3)) }
            #expect(steps == [sample.plan], "\(sample.testDescription)")
        }
    }
}
