import Tabular
import TabularTesting
import Testing

@Suite("Spaces beside memory")
struct SpillStoreTests {
    @Test("The store of tests keeps what every store promises, and gives room back")
    func conformance() throws {
        let store = InMemorySpillStore()
        try SpillStoreConformance(store).keepsItsPromises()
        #expect(store.spaceCount == 2)
        #expect(store.byteCount == 0)
    }

    @Test("A store without room says so")
    func full() throws {
        let space = try InMemorySpillStore(maximumByteCount: 3).makeSpace()
        try space.append([1, 2, 3])
        #expect(throws: TabularError.self) { try space.append([4]) }
    }
}
