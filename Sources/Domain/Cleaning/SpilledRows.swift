import Tabular

/// A row of a table that was read from disk.
struct TableRow: Sendable {
    var bytes: [UInt8] = []
    /// Where each cell is in ``bytes``.
    var cells: [Range<Int>] = []
}

/// The rows of a table on disk: in front of each cell stands its length, in four bytes, the lowest first.
struct SpilledRows: Sendable {
    /// How many bytes are gathered before they are written, and read at once when all rows are.
    static let blockByteCount = 64 << 10
    /// How many bytes of a row are read before its length is known.
    private static let guessedByteCount = 256

    let store: any SpillStore
    private let space: any SpillSpace
    private let columnCount: Int
    private var buffer: [UInt8] = []
    private var cellCount = 0
    private(set) var byteCount = 0

    init(in store: any SpillStore, columnCount: Int) throws(TabularError) {
        self.store = store
        self.columnCount = columnCount
        space = try store.makeSpace()
    }

    /// How many rows are complete.
    var rowCount: Int { cellCount / columnCount }

    mutating func append(_ cell: some Collection<UInt8>) throws(TabularError) {
        var length = UInt32(clamping: cell.count)
        for _ in 0..<4 {
            buffer.append(UInt8(truncatingIfNeeded: length))
            length >>= 8
        }
        buffer.append(contentsOf: cell)
        byteCount += cell.count + 4
        cellCount += 1
        if buffer.count >= Self.blockByteCount { try flush() }
    }

    /// Writes what has been gathered; before it nothing can be read.
    mutating func flush() throws(TabularError) {
        if !buffer.isEmpty { try space.append(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Reads the row at an offset.
    func read(at offset: Int, into row: inout TableRow) throws(TabularError) {
        var count = Self.guessedByteCount
        while true {
            row.bytes.removeAll(keepingCapacity: true)
            try space.read(offset..<min(offset + count, byteCount), into: &row.bytes)
            guard let missing = find(in: row.bytes, from: 0, &row.cells) else { return }
            precondition(row.bytes.count < byteCount - offset, "a row that is asked for is complete")
            count = row.bytes.count + missing
        }
    }

    /// Reads a part of all rows.
    fileprivate func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(TabularError) {
        try space.read(range.clamped(to: 0..<byteCount), into: &bytes)
    }

    /// Finds the cells of a row.
    ///
    /// - Returns: nil; else how many bytes are missing at least.
    fileprivate func find(in bytes: [UInt8], from start: Int, _ cells: inout [Range<Int>]) -> Int? {
        cells.removeAll(keepingCapacity: true)
        var offset = start
        for _ in 0..<columnCount {
            guard offset + 4 <= bytes.count else { return offset + 4 - bytes.count }
            var length = 0
            for index in 0..<4 { length |= Int(bytes[offset + index]) << (8 * index) }
            guard offset + 4 + length <= bytes.count else { return offset + 4 + length - bytes.count }
            cells.append(offset + 4..<offset + 4 + length)
            offset += 4 + length
        }
        return nil
    }
}

/// Reads all rows, one after the other.
struct SpilledRowReader {
    private let rows: SpilledRows
    private(set) var bytes: [UInt8] = []
    /// Where each cell of the row at hand is in ``bytes``.
    private(set) var cells: [Range<Int>] = []
    /// Where ``bytes`` begin.
    private var base = 0
    /// The offset in ``bytes`` behind the row at hand.
    private var offset = 0

    init(_ rows: SpilledRows) { self.rows = rows }

    /// Where the next row is; nil at the end.
    mutating func next() throws(TabularError) -> Int? {
        guard base + offset < rows.byteCount else { return nil }
        var count = SpilledRows.blockByteCount
        while let missing = rows.find(in: bytes, from: offset, &cells) {
            base += offset
            let left = bytes.count - offset
            guard base + left + missing <= rows.byteCount else { return nil }
            offset = 0
            bytes.removeAll(keepingCapacity: true)
            count = max(count, left + missing)
            try rows.read(base..<base + count, into: &bytes)
        }
        let place = base + offset
        offset = cells.last?.upperBound ?? bytes.count
        return place
    }
}
