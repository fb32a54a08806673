import Synchronization
import Tabular

/// A row of a table on disk, found by the hash of its key.
struct KeyedRow: KeyedSpillEntry {
    private let high: UInt64
    private let low: UInt64
    /// Where the row is.
    let row: UInt64

    init(_ key: UInt128, row: UInt64) {
        high = UInt64(truncatingIfNeeded: key >> 64)
        low = UInt64(truncatingIfNeeded: key)
        self.row = row
    }

    var key: UInt128 { UInt128(high) << 64 | UInt128(low) }

    static func < (left: KeyedRow, right: KeyedRow) -> Bool {
        left.key != right.key ? left.key < right.key : left.row < right.row
    }
}

/// The same, with the hash of what is asked for, while rows are put in order.
private struct ValuedRow: SpillEntry {
    let entry: KeyedRow
    let values: UInt64

    static func < (left: ValuedRow, right: ValuedRow) -> Bool { left.entry < right.entry }
}

/// The rows of a table by their keys, both on disk.
///
/// Kept in memory are a filter, which answers for most keys that the table does not have, and one entry of some thousands.
/// Any other key costs one read of a page and one of the row.
final class SpilledLookup: Sendable {
    private let rows: SpilledRows
    private let keys: SortedKeys
    private let firstFailure = Mutex<TabularError?>(nil)

    /// Puts the keys of a table in order.
    ///
    /// - Throws: ``LookupTable/Failure``.
    init(
        _ table: RecipeTable,
        _ keyColumns: [Int],
        _ valueColumns: [Int],
        ignoresCase: Bool
    ) throws(LookupTable.Failure) {
        var ambiguous: [[UInt8]]?
        do throws(TabularError) {
            rows = try table.flushedRows()
            keys = try SortedKeys(rows, table.memory, keyColumns, valueColumns, ignoresCase: ignoresCase)
            if let place = keys.ambiguousRow {
                var row = TableRow()
                try rows.read(at: place, into: &row)
                ambiguous = keyColumns.map { Array(row.bytes[row.cells[$0]]) }
            }
        } catch {
            throw .unusable(error)
        }
        if let ambiguous { throw .ambiguous(ambiguous) }
    }

    var keyCount: Int { keys.count }
    var examples: [[UInt8]] { keys.examples }
    /// The first error of reading; nil as long as there was none.
    var failure: TabularError? { firstFailure.withLock { $0 } }

    /// Where the row of a key is; nil when there is none.
    func row(of key: Span<UInt8>, ignoresCase: Bool) -> Int? {
        let hash = keys.hash.hash(key, ignoresCase: ignoresCase)
        guard keys.filter.mayContain(hash) else { return nil }
        do throws(TabularError) {
            var page: [UInt8] = []
            return try keys.run.entry(of: hash, &page).map { Int($0.row) }
        } catch {
            fail(error)
            return nil
        }
    }

    /// Appends a cell of a row.
    func append(row place: Int, column: Int, to buffer: inout CellBuffer) {
        do throws(TabularError) {
            var row = TableRow()
            try rows.read(at: place, into: &row)
            buffer.append(row.bytes.span, row.cells[column])
        } catch {
            fail(error)
        }
    }

    /// Cells cannot tell what went wrong; whoever runs the steps asks for it behind each batch.
    private func fail(_ error: TabularError) { firstFailure.withLock { $0 = $0 ?? error } }
}

/// The keys of a table in order, each with the first row that has it.
private struct SortedKeys: Sendable {
    let hash = KeyedHash(.random(in: .min ... .max), .random(in: .min ... .max))
    let run: SpillRun<KeyedRow>
    private(set) var filter: KeyFilter
    private(set) var count = 0
    /// A row whose key an earlier one has that differs in what is asked for; then the keys behind it are missing.
    private(set) var ambiguousRow: Int?
    /// The first cells of the first few keys.
    private(set) var examples: [[UInt8]] = []

    init(
        _ rows: SpilledRows,
        _ memory: KeyMemory,
        _ keyColumns: [Int],
        _ valueColumns: [Int],
        ignoresCase: Bool
    ) throws(TabularError) {
        var sorter = SpillSorter<ValuedRow>(memory: KeyMemory(byteCount: memory.byteCount / 2, store: memory.store))
        var key = CellBuffer()
        var values = CellBuffer()
        var reader = SpilledRowReader(rows)
        while let place = try reader.next() {
            key.clear()
            values.clear()
            for column in keyColumns {
                key.append(key: reader.bytes.span.extracting(reader.cells[column]), isAlone: keyColumns.count == 1)
            }
            for column in valueColumns {
                values.append(key: reader.bytes.span.extracting(reader.cells[column]), isAlone: false)
            }
            if examples.count < LookupTable.exampleCount {
                examples.append(Array(reader.bytes[reader.cells[keyColumns[0]]]))
            }
            let entry = KeyedRow(hash.hash(key.bytes.span, ignoresCase: ignoresCase), row: UInt64(place))
            let value = UInt64(truncatingIfNeeded: hash.hash(values.bytes.span))
            try sorter.add(ValuedRow(entry: entry, values: value))
        }
        var entries = try sorter.sorted()
        // Sixteen bits for each key let hardly any other pass.
        filter = KeyFilter(byteCount: min(memory.byteCount / 4, rows.rowCount * 2))
        var writer = SpillRunWriter<KeyedRow>(to: try rows.store.makeSpace())
        var last: ValuedRow?
        while let entry = try entries.next() {
            if let last, last.entry.key == entry.entry.key {
                if last.values == entry.values { continue }
                ambiguousRow = Int(entry.entry.row)
                break
            }
            last = entry
            count += 1
            filter.insert(entry.entry.key)
            try writer.append(entry.entry)
        }
        run = try writer.finish()
    }
}

extension KeyedHash {
    /// The hash of a text, of which ASCII letters may be the same in either case.
    fileprivate func hash(_ text: Span<UInt8>, ignoresCase: Bool) -> UInt128 {
        guard ignoresCase else { return max(1, hash(text)) }
        var folded: [UInt8] = []
        folded.reserveCapacity(text.count)
        for offset in text.indices {
            let byte = text[offset]
            folded.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
        }
        return max(1, hash(folded.span))
    }
}
