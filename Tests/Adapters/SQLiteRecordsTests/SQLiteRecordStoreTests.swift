import Foundation
import Records
import RecordsTesting
import SQLiteRecords
import Testing

@Suite("SQLite record store")
struct SQLiteRecordStoreTests {
    @Test("Keeps the promises of a record store", arguments: RecordStorePromise.allCases)
    func conforms(_ promise: RecordStorePromise) async throws {
        let folder = TemporaryFolder()
        try await RecordStoreConformance { time in
            var settings = SQLiteRecordSettings(folder: folder.path)
            settings.durability = .normal
            settings.now = { time.milliseconds }
            return try SQLiteRecordStore(settings)
        }
        .check(promise)
    }
}
