import Tabular

/// Puts entries in ascending order within a limit of memory.
struct SpillSorter<Entry: SpillEntry>: Sendable {
    private let maximumCount: Int
    private let store: (any SpillStore)?
    private var entries: [Entry] = []
    private var runs: SpillRuns<Entry>?

    init(memory: KeyMemory) {
        store = memory.store
        // Sorting takes half as much again.
        maximumCount = max(16, memory.byteCount / 8 * 5 / MemoryLayout<Entry>.stride)
    }

    mutating func add(_ entry: Entry) throws(TabularError) {
        if entries.count >= maximumCount, let store { try spill(to: store) }
        entries.append(entry)
    }

    private mutating func spill(to store: any SpillStore) throws(TabularError) {
        var runs = runs ?? SpillRuns(in: store)
        entries.sort()
        try runs.add(entries)
        entries.removeAll(keepingCapacity: true)
        self.runs = runs
    }

    /// All entries in their order; equal ones stay as often as they were added.
    consuming func sorted() throws(TabularError) -> SortedEntries<Entry> {
        guard let store, runs != nil else {
            entries.sort()
            return SortedEntries(entries)
        }
        if !entries.isEmpty { try spill(to: store) }
        return SortedEntries(try SpillMerger(runs?.all ?? []))
    }
}

/// Entries in ascending order, handed out once.
struct SortedEntries<Entry: SpillEntry>: Sendable {
    private var entries: [Entry] = []
    private var position = 0
    private var merger: SpillMerger<Entry>?

    init(_ entries: [Entry]) { self.entries = entries }

    init(_ merger: SpillMerger<Entry>) { self.merger = merger }

    /// The next entry; nil at the end.
    mutating func next() throws(TabularError) -> Entry? {
        if merger != nil { return try merger?.next() ?? nil }
        guard position < entries.count else { return nil }
        defer { position += 1 }
        return entries[position]
    }
}
