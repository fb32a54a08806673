import RecordsTesting
import Testing

@Suite("In-memory record store")
struct InMemoryRecordStoreTests {
    @Test("Keeps the promises of a record store", arguments: RecordStorePromise.allCases)
    func conforms(_ promise: RecordStorePromise) async throws {
        try await RecordStoreConformance { InMemoryRecordStore(time: $0) }.check(promise)
    }
}
