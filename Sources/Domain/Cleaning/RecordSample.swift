import Tabular

/// Some records of a source, taken by chance but the same ones in every run and for any number of workers.
///
/// A record's number decides whether it belongs to the sample: those stay whose mixed numbers are the least.
struct RecordSample: Sendable {
    private struct Entry: Sendable {
        let rank: UInt64
        let record: Int
        let cells: [Range<Int>]
    }

    private let columnCount: Int
    private let capacity: Int
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// No record with this rank or a greater one belongs to the sample.
    private var bound = UInt64.max

    /// A sample of at most so many records.
    init(columnCount: Int, capacity: Int) {
        self.columnCount = columnCount
        self.capacity = capacity
    }

    /// Takes a record of a batch if it belongs to the sample.
    @inline(__always)
    mutating func add(_ index: Int, of batch: RecordBatch) {
        let number = batch.firstRecord &+ index
        let rank = CellHash.mixed(UInt64(truncatingIfNeeded: number))
        if rank < bound { take(index, of: batch, number, rank) }
    }

    private mutating func take(_ index: Int, of batch: RecordBatch, _ number: Int, _ rank: UInt64) {
        var cells: [Range<Int>] = []
        cells.reserveCapacity(columnCount)
        for position in batch.fieldIndices(of: index).prefix(columnCount) {
            let start = bytes.count
            batch.append(field: batch.fields[position], to: &bytes)
            let kept = ValueCounts.keptCount(bytes.span.extracting(start..<bytes.count))
            if start + kept < bytes.count {
                bytes.removeLast(bytes.count - start - kept)
                bytes += ValueCounts.ellipsis
            }
            cells.append(start..<bytes.count)
        }
        entries.append(Entry(rank: rank, record: number, cells: cells))
        if entries.count >= capacity * 2 { shrink() }
    }

    /// Drops what does not belong to the sample any more.
    private mutating func shrink() {
        guard entries.count > capacity else { return }
        let kept = entries.sorted { $0.rank < $1.rank }
        bound = kept[capacity].rank
        let old = bytes
        entries = []
        bytes = []
        for entry in kept.prefix(capacity) { take(entry, from: old) }
    }

    private mutating func take(_ entry: Entry, from source: [UInt8]) {
        let cells = entry.cells.map { range in
            let start = bytes.count
            bytes.append(contentsOf: source[range])
            return start..<bytes.count
        }
        entries.append(Entry(rank: entry.rank, record: entry.record, cells: cells))
    }

    /// Takes what another one has, with the same capacity.
    mutating func merge(_ other: RecordSample) {
        bound = min(bound, other.bound)
        let old = self
        entries = []
        bytes = []
        for entry in old.entries where entry.rank < bound { take(entry, from: old.bytes) }
        for entry in other.entries where entry.rank < bound { take(entry, from: other.bytes) }
        shrink()
    }

    /// The cells of a column, in the order of their records; cut behind ``ValueCounts/byteCount`` bytes.
    func cells(of column: Int) -> [[UInt8]] {
        var sample = self
        sample.shrink()
        return sample.entries.sorted { $0.record < $1.record }
            .map { column < $0.cells.count ? Array(sample.bytes[$0.cells[column]]) : [] }
    }
}
