public import Tabular

/// The first of two passes over a source whose recipe says `keep: last`: finds the records that a later one repeats.
///
/// Compared are the records that pass everything but `unique`. Batches are added in their order, then the same source
/// is read again, and a ``RecordCollector`` is given what was found.
public struct RepeatSurvey: Sendable {
    /// A key and where it stands; keys are compared first, then the number of the record.
    private struct KeyedRecord: SpillEntry {
        let high: UInt64
        let low: UInt64
        let record: UInt64

        static func < (left: KeyedRecord, right: KeyedRecord) -> Bool {
            if left.high != right.high { return left.high < right.high }
            return left.low != right.low ? left.low < right.low : left.record < right.record
        }

        func hasKey(of other: KeyedRecord) -> Bool { high == other.high && low == other.low }
    }

    private let ruleCount: Int
    /// The rules that keep the last record, by their position among all rules `unique`.
    private let rules: [Int]
    private var keys: [SpillSorter<KeyedRecord>]
    private let memory: KeyMemory

    /// A survey for what one cleaner cleans.
    public init(_ cleaner: Cleaner, memory: KeyMemory = KeyMemory()) {
        let recipe = cleaner.recipe
        ruleCount = recipe.uniqueRules.count
        rules = recipe.uniqueRules.indices.filter { recipe.keepsLast(recipe.uniqueRules[$0]) }
        // A quarter is for the numbers of the records that are found.
        self.memory = memory
        let share = KeyMemory(byteCount: memory.byteCount / 4 * 3, store: memory.store).divided(among: rules.count)
        keys = rules.map { _ in SpillSorter(memory: share) }
    }

    /// Takes the next batch.
    public mutating func add(_ batch: RecordBatch, _ clean: CleanBatch) throws(TabularError) {
        if let failure = clean.failure { throw failure }
        for index in clean.indices.indices {
            let record = UInt64(batch.firstRecord + clean.indices[index])
            for (position, rule) in rules.enumerated() {
                let key = clean.keys[index * ruleCount + rule]
                if key == 0 { continue }
                let entry = KeyedRecord(
                    high: UInt64(truncatingIfNeeded: key >> 64),
                    low: UInt64(truncatingIfNeeded: key),
                    record: record
                )
                try keys[position].add(entry)
            }
        }
    }

    /// The records that a later one repeats.
    public consuming func finish() throws(TabularError) -> RepeatedRecords {
        var found = SpillSorter<UInt64>(memory: memory.divided(among: 4))
        for (position, rule) in rules.enumerated() {
            var entries = try keys[position].sorted()
            var last: KeyedRecord?
            while let entry = try entries.next() {
                if let last, last.hasKey(of: entry) { try found.add(RepeatedRecords.entry(last.record, rule: rule)) }
                last = entry
            }
        }
        return RepeatedRecords(try found.sorted())
    }
}

/// The records that a later one repeats, in the order in which they stand.
public struct RepeatedRecords: Sendable {
    private var entries: SortedEntries<UInt64>
    private var current: UInt64?
    private var isStarted = false

    /// The number of a record and, in the lowest byte, the first rule that it breaks.
    fileprivate static func entry(_ record: UInt64, rule: Int) -> UInt64 { record << 8 | UInt64(min(rule, 0xFF)) }

    fileprivate init(_ entries: SortedEntries<UInt64>) { self.entries = entries }

    /// The rule that a record breaks, by its position among all rules `unique`; nil for none.
    ///
    /// Records are asked for in ascending order, each once.
    mutating func rule(of record: Int) throws(TabularError) -> Int? {
        if !isStarted {
            isStarted = true
            current = try entries.next()
        }
        while let entry = current, entry >> 8 < UInt64(record) { current = try entries.next() }
        guard let entry = current, entry >> 8 == UInt64(record) else { return nil }
        return Int(entry & 0xFF)
    }
}
