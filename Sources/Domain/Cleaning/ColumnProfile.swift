import Tabular

/// What is known of the cells of one column of a source, as they were read.
///
/// Up to a bound every different value is counted; beyond it their number is estimated, and the most frequent ones are
/// those of a ``RecordSample``. What several profiles have seen can be put together in any order, with one result.
struct ColumnProfile: Sendable {
    private(set) var emptyCount = 0
    private var totals = CellTotals()
    private var values: ValueCounts
    private var distinct = DistinctEstimate()
    /// Whether every value is counted by itself.
    private(set) var isExact = true
    private let valueLimit: Int

    /// A profile that counts up to so many different values each by itself.
    init(valueLimit: Int) {
        self.valueLimit = valueLimit
        values = ValueCounts(limit: valueLimit)
    }

    /// Takes a cell.
    ///
    /// Budget: 30 ns.
    mutating func add(_ text: Span<UInt8>) {
        if text.isEmpty {
            emptyCount &+= 1
            return
        }
        let hash = CellHash.hash(text)
        if isExact {
            if values.count(hash) { return }
            if !values.isFull { return values.insert(hash, text, CellMeasure(text)) }
            giveUp()
        }
        distinct.add(hash)
        totals.add(CellMeasure(text), times: 1)
    }

    /// Counts cells that a record has not.
    mutating func addEmpty(_ count: Int) { emptyCount &+= count }

    /// Goes over from counting values to estimating how many there are.
    private mutating func giveUp() {
        isExact = false
        take(values)
        values = ValueCounts(limit: valueLimit)
    }

    private mutating func take(_ values: ValueCounts) {
        var totals = totals
        var distinct = distinct
        values.forEach { hash, _, cell, count in
            totals.add(cell, times: count)
            distinct.add(hash)
        }
        self.totals = totals
        self.distinct = distinct
    }

    /// Takes what another one has seen, with the same limit.
    mutating func merge(_ other: ColumnProfile) {
        emptyCount += other.emptyCount
        if isExact, other.isExact {
            var merged = values
            if merged.merge(other.values) {
                values = merged
                return
            }
        }
        if isExact { giveUp() }
        totals.merge(other.totals)
        distinct.merge(other.distinct)
        take(other.values)
    }

    /// The sums over all cells that are not empty.
    var sums: CellTotals {
        var sums = totals
        values.forEach { _, _, cell, count in sums.add(cell, times: count) }
        return sums
    }

    /// How many different values there are; exactly when ``isExact``.
    var distinctCount: Int { isExact ? values.count : distinct.count }

    /// The different values with their counts, in no order; empty unless ``isExact``.
    var counted: [(text: [UInt8], cell: CellMeasure, count: Int)] {
        var counted: [(text: [UInt8], cell: CellMeasure, count: Int)] = []
        values.forEach { _, text, cell, count in counted.append((Array(text), cell, count)) }
        return counted
    }
}
