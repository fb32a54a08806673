import Tabular
import TabularTesting
import Testing

@testable import Cleaning

/// Numbers that look random and are the same each time: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

@Suite("Keys in memory and on disk")
struct UniqueKeysTests {
    /// Keys as hashes are: spread over all numbers, none of them 0.
    static func keys(_ count: Int, seed: UInt64 = 1) -> [UInt128] {
        var generator = SeededGenerator(state: seed)
        return (0..<count).map { _ in UInt128.random(in: 1...UInt128.max, using: &generator) }
    }

    /// All answers about some keys.
    private func answers(
        _ keys: inout UniqueKeys,
        _ asked: some Sequence<UInt128>,
        isInserting: Bool = true
    ) throws -> Set<Bool> {
        var answers: Set<Bool> = []
        for key in asked { answers.insert(isInserting ? try keys.insert(key) : try keys.contains(key)) }
        return answers
    }

    @Test("A key is new once, also when the table has grown many times")
    func inMemory() throws {
        var keys = UniqueKeys()
        for round in 0..<2 {
            for key in Self.keys(20_000) where try keys.insert(key) != (round == 0) {
                Issue.record("\(key)")
                return
            }
        }
        #expect(keys.count == 20_000)
        #expect(!keys.isSpilled)
        #expect(try answers(&keys, [1], isInserting: false) == [false])
    }

    @Test("Without a store all keys stay in memory, whatever the limit is")
    func withoutStore() throws {
        var keys = UniqueKeys(memory: KeyMemory(byteCount: 1))
        #expect(try answers(&keys, Self.keys(5_000)) == [true])
        #expect(!keys.isSpilled)
    }

    @Test("Keys go to disk when the table is three quarters full, not before")
    func limit() throws {
        let store = InMemorySpillStore()
        // Five eighths of it are 1,024 places of 16 bytes.
        let memory = KeyMemory(byteCount: 1024 * 16 * 8 / 5 + 8, store: store)
        var keys = UniqueKeys(memory: memory)
        let all = Self.keys(1_000)
        #expect(try answers(&keys, all[..<768]) == [true])
        #expect(!keys.isSpilled)
        #expect(store.spaceCount == 0)
        #expect(try answers(&keys, all[768...768]) == [true])
        #expect(keys.isSpilled)
        #expect(store.byteCount == 768 * 16)
        #expect(try answers(&keys, all[...768]) == [false])
        #expect(try answers(&keys, all[769...], isInserting: false) == [false])
        #expect(keys.count == 769)
    }

    @Test("Every answer is that of a set, however often keys went to disk", arguments: [400, 4_000, 40_000])
    func model(_ byteCount: Int) throws {
        let store = InMemorySpillStore()
        var keys = UniqueKeys(memory: KeyMemory(byteCount: byteCount, store: store))
        var model: Set<UInt128> = []
        let known = Self.keys(8_000, seed: UInt64(byteCount))
        var generator = SeededGenerator(state: 7)
        for _ in 0..<20_000 {
            let key = known[Int.random(in: 0..<known.count, using: &generator)]
            let isNew = model.insert(key).inserted
            if try keys.insert(key) != isNew {
                Issue.record("\(key) is \(isNew ? "new" : "known")")
                return
            }
        }
        #expect(keys.count == model.count)
        #expect(keys.isSpilled)
        for key in known where try keys.contains(key) != model.contains(key) { Issue.record("\(key)") }
    }

    @Test("The filter answers for nearly all new keys, so that the disk is not asked")
    func filter() throws {
        let store = InMemorySpillStore()
        var keys = UniqueKeys(memory: KeyMemory(byteCount: 64 << 10, store: store))
        for key in Self.keys(5_000) { _ = try keys.insert(key) }
        let before = store.readCount
        #expect(try answers(&keys, Self.keys(5_000, seed: 2), isInserting: false) == [false])
        #expect(store.readCount - before < 500)
    }

    @Test("A disk without room ends the run with the store's own words")
    func full() throws {
        let store = InMemorySpillStore(maximumByteCount: 100)
        var keys = UniqueKeys(memory: KeyMemory(byteCount: 1_000, store: store))
        let error = #expect(throws: TabularError.self) {
            for key in Self.keys(1_000) { _ = try keys.insert(key) }
        }
        #expect(error?.code == .noSpace)
    }

    @Test("A table gives its keys in order, also those that stand past their places")
    func sorted() {
        // All of them belong to the last place.
        let crowded = (0..<40).map { UInt128.max - UInt128($0 * 7) }
        var table = KeyTable(capacity: 1024)
        for key in crowded + Self.keys(500) {
            let isNew = table.insert(key)
            #expect(isNew)
        }
        #expect(table.sorted() == (crowded + Self.keys(500)).sorted())
        #expect(KeyTable().sorted() == [])
    }
}

@Suite("Sorted runs")
struct SpillRunTests {
    private func run(of entries: [UInt128]) throws -> SpillRun<UInt128> {
        var writer = SpillRunWriter<UInt128>(to: try InMemorySpillStore().makeSpace())
        for entry in entries { try writer.append(entry) }
        return try writer.finish()
    }

    @Test(
        "Keys of a run are found, and those between them are not",
        arguments: [0, 1, 255, 256, 257, 4096, 4097, 9_000]
    )
    func lookups(_ count: Int) throws {
        var page: [UInt8] = []
        let even = Array(Set(UniqueKeysTests.keys(count).map { $0 & ~1 })).sorted()
        // Spread unevenly, as no hash is, the answers are still right.
        let crowded = (0..<UInt128(count)).map { $0 < UInt128(count / 2) ? $0 * 2 : UInt128.max / 2 + $0 * $0 * 2 + 1 }
        for entries in [even, crowded] {
            let run = try run(of: entries)
            #expect(run.count == entries.count)
            for entry in entries where try !run.contains(entry, &page) { Issue.record("\(entry) is missing") }
            for entry in entries where try run.contains(entry + 1, &page) { Issue.record("\(entry + 1) was found") }
            #expect(try !run.contains(.max, &page))
        }
    }

    @Test("Runs are merged when there are eight of a size, and their room is given back")
    func merging() throws {
        let store = InMemorySpillStore()
        var runs = SpillRuns<UInt64>(in: store)
        for number in 0..<70 { try runs.add((0..<10).map { UInt64($0 * 100 + number) }) }
        #expect(runs.all.map(\.count) == [10, 10, 10, 10, 10, 10, 640])
        #expect(store.byteCount == 700 * 8)
        var merger = try SpillMerger(runs.all)
        var entries: [UInt64] = []
        while let entry = try merger.next() { entries.append(entry) }
        #expect(entries == entries.sorted())
        #expect(Set(entries).count == 700)
    }

    @Test("A sorter gives all entries in order, from memory or from disk", arguments: [0, 1, 62, 63, 64, 5_000])
    func sorter(_ count: Int) throws {
        let store = InMemorySpillStore()
        // Room for 62 entries.
        var sorter = SpillSorter<UInt64>(memory: KeyMemory(byteCount: 800, store: store))
        let entries = UniqueKeysTests.keys(count).map { UInt64(truncatingIfNeeded: $0) % 1_000 }
        for entry in entries { try sorter.add(entry) }
        #expect((store.spaceCount > 0) == (count > 62))
        var sorted = try sorter.sorted()
        var output: [UInt64] = []
        while let entry = try sorted.next() { output.append(entry) }
        #expect(output == entries.sorted())
        let behind = try sorted.next()
        #expect(behind == nil)
    }
}
