import Tabular

/// The keys of all records so far, by their hashes: in memory up to a limit, beyond it also in sorted runs on disk.
///
/// Every answer is exact, however many keys there are. Before anything goes to disk the table takes up to five eighths
/// of the memory, since it is there twice for a moment when it grows; afterwards it has three eighths, and a filter of
/// half the memory answers for most new keys without any access to the disk.
struct UniqueKeys: Sendable {
    /// The fewest places of a table that keys go to disk from.
    static let minimumPlaceCount = 16

    private var table: KeyTable
    private var spilled: SpilledKeys?
    private let memory: KeyMemory
    private var maximumPlaceCount: Int
    /// How many keys there are.
    private(set) var count = 0

    init(memory: KeyMemory = KeyMemory()) {
        self.memory = memory
        maximumPlaceCount = max(Self.minimumPlaceCount, memory.byteCount / 8 * 5 / KeyTable.placeByteCount)
        // By doubling it comes to its greatest size exactly.
        var capacity = maximumPlaceCount
        while capacity >= 2048 { capacity /= 2 }
        maximumPlaceCount = maximumPlaceCount / capacity * capacity
        table = KeyTable(capacity: capacity)
    }

    /// Whether keys have gone to disk.
    var isSpilled: Bool { spilled != nil }

    /// Whether a key has been there before.
    mutating func contains(_ key: UInt128) throws(TabularError) -> Bool {
        if table.contains(key) { return true }
        return try spilled?.contains(key) ?? false
    }

    /// Takes a key.
    ///
    /// - Returns: Whether it is new.
    mutating func insert(_ key: UInt128) throws(TabularError) -> Bool {
        var place = table.place(of: key)
        if table.isTaken(place) { return false }
        if try spilled?.contains(key) ?? false { return false }
        while table.isFull(at: place) {
            try makeRoom()
            place = table.place(of: key)
        }
        table.put(key, at: place)
        count &+= 1
        return true
    }

    private mutating func makeRoom() throws(TabularError) {
        guard let store = memory.store, table.capacity * 2 > maximumPlaceCount else {
            table = table.grown()
            return
        }
        let keys = table
        // Nothing else holds the old table while its keys are sorted in place.
        table = KeyTable(capacity: Self.minimumPlaceCount)
        if spilled == nil {
            spilled = SpilledKeys(in: store, filterByteCount: memory.byteCount / 2)
            maximumPlaceCount = max(Self.minimumPlaceCount, memory.byteCount / 8 * 3 / KeyTable.placeByteCount)
        }
        try spilled?.add(consume keys)
        table = KeyTable(capacity: maximumPlaceCount)
    }
}

/// Keys that have gone to disk.
struct SpilledKeys: Sendable {
    private var runs: SpillRuns<UInt128>
    private var filter: KeyFilter?
    private let filterByteCount: Int
    /// What was last read.
    private var page: [UInt8] = []

    init(in store: any SpillStore, filterByteCount: Int) {
        runs = SpillRuns(in: store)
        self.filterByteCount = filterByteCount
    }

    /// Brings the keys of a table to disk.
    mutating func add(_ table: consuming KeyTable) throws(TabularError) {
        let keys = (consume table).sorted()
        try runs.add(keys)
        if filter != nil {
            for key in keys { filter?.insert(key) }
        }
    }

    mutating func contains(_ key: UInt128) throws(TabularError) -> Bool {
        if filter == nil { try makeFilter() }
        guard filter?.mayContain(key) ?? true else { return false }
        var page: [UInt8] = []
        swap(&page, &self.page)
        defer { swap(&page, &self.page) }
        return try runs.contains { (run) throws(TabularError) in try run.contains(key, &page) }
    }

    /// Makes the filter when the first table has been let go: both together would take more than there is.
    private mutating func makeFilter() throws(TabularError) {
        var made = KeyFilter(byteCount: filterByteCount)
        var merger = try SpillMerger(runs.all)
        while let key = try merger.next() { made.insert(key) }
        filter = made
    }
}

extension SpillRun where Entry: KeyedSpillEntry {
    /// How many entries are read at once.
    private static var pageCount: Int { 256 }

    /// Whether a key is in the run.
    func contains(_ key: UInt128, _ page: inout [UInt8]) throws(TabularError) -> Bool {
        try entry(of: key, &page) != nil
    }

    /// The entry of a key, of which there is at most one: where it must be between two fences follows from its value,
    /// since keys are spread evenly, so that one page is read and seldom a second one.
    func entry(of key: UInt128, _ page: inout [UInt8]) throws(TabularError) -> Entry? {
        guard let first = fences.first, let last = fences.last, key >= first.key, key <= last.key else { return nil }
        var low = 0
        var high = fences.count - 1
        // The last fence that is not above the key, the one behind all blocks left out.
        while high - low > 1 {
            let middle = (low + high) / 2
            if fences[middle].key <= key { low = middle } else { high = middle }
        }
        let block = low * Self.blockCount..<min(count, (low + 1) * Self.blockCount)
        let width = Double(UInt64((fences[low + 1].key - fences[low].key) >> 64))
        let share = width > 0 ? Double(UInt64((key - fences[low].key) >> 64)) / width : 0
        let guess = block.lowerBound + Int(share * Double(block.count)) - Self.pageCount / 2
        var start = max(block.lowerBound, min(guess, block.upperBound - Self.pageCount))
        while true {
            let end = min(start + Self.pageCount, block.upperBound)
            page.removeAll(keepingCapacity: true)
            try space.read(start * Self.stride..<end * Self.stride, into: &page)
            if key < Self.entry(at: 0, of: page).key {
                guard start > block.lowerBound else { return nil }
                // One key is read twice, so that a key between two pages is found to be in neither.
                start = max(block.lowerBound, start - Self.pageCount + 1)
            } else if key > Self.entry(at: end - start - 1, of: page).key {
                guard end < block.upperBound else { return nil }
                start = end - 1
            } else {
                return Self.entry(of: key, count: end - start, page)
            }
        }
    }

    private static func entry(of key: UInt128, count: Int, _ page: [UInt8]) -> Entry? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let entry = entry(at: middle, of: page)
            if entry.key == key { return entry }
            if entry.key < key { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
