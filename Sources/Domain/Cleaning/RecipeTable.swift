public import Tabular

/// A table that a recipe names: names of columns, and rows of texts; what does not fit into memory goes to disk.
public struct RecipeTable: Sendable {
    /// The most bytes of cells that are taken when there is nothing but memory to keep them in.
    public static let maximumByteCount = 64 << 20
    /// The most columns.
    public static let maximumColumnCount = 1_000

    /// The names of the columns.
    public let columns: [String]
    /// What it may take in memory together with what finds its rows, and where it goes beyond that.
    let memory: KeyMemory
    /// All cells, one behind the other.
    private(set) var text: [UInt8] = []
    /// The offset behind each cell.
    private var ends: [UInt32] = []
    private var spilled: SpilledRows?

    /// A table without rows; it has at least one column.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - memory: What the table may take in memory, and where it goes beyond that.
    public init(columns: [String], memory: KeyMemory = KeyMemory()) {
        precondition(!columns.isEmpty, "a table has columns")
        self.columns = columns
        self.memory = memory
    }

    /// The number of rows.
    public var rowCount: Int { spilled?.rowCount ?? ends.count / columns.count }

    /// Whether the rows are on disk.
    public var isSpilled: Bool { spilled != nil }

    /// How many bytes cells may take in memory: their index takes about twice as much again, and all of it grows by
    /// doubling.
    private var residentByteCount: Int { memory.byteCount / 4 }

    /// Appends the next cell of the row at hand; after the last one the next row begins.
    ///
    /// Of a table that has gone to disk there is one: no copy of it may be appended to.
    ///
    /// - Returns: false when there is nothing but memory, and more than ``maximumByteCount`` of it would be taken; then
    ///   nothing is appended.
    /// - Throws: Why there is no room on disk.
    public mutating func append(_ cell: some Collection<UInt8>) throws(TabularError) -> Bool {
        if let store = memory.store {
            if spilled == nil, text.count + cell.count + (ends.count + 1) * 4 > residentByteCount {
                try spill(to: store)
            }
            if spilled != nil {
                try spilled?.append(cell)
                return true
            }
        }
        guard text.count + cell.count <= Self.maximumByteCount, ends.count < Int(Int32.max) else { return false }
        text.append(contentsOf: cell)
        ends.append(UInt32(text.count))
        return true
    }

    private mutating func spill(to store: any SpillStore) throws(TabularError) {
        var rows = try SpilledRows(in: store, columnCount: columns.count)
        var start = 0
        for end in ends {
            try rows.append(text[start..<Int(end)])
            start = Int(end)
        }
        text = []
        ends = []
        spilled = rows
    }

    /// The rows on disk, all of them written.
    func flushedRows() throws(TabularError) -> SpilledRows {
        guard var rows = spilled else { preconditionFailure("only a table on disk has rows there") }
        try rows.flush()
        return rows
    }

    /// Calls `body` with the cells of a column, as long as it returns true.
    ///
    /// - Throws: Why rows on disk cannot be read.
    func forEach(inColumn column: Int, _ body: (ArraySlice<UInt8>) -> Bool) throws(TabularError) {
        guard isSpilled else {
            for row in 0..<rowCount where !body(cell(row: row, column: column)) { return }
            return
        }
        var reader = SpilledRowReader(try flushedRows())
        while try reader.next() != nil { guard body(reader.bytes[reader.cells[column]]) else { return } }
    }

    /// Where a cell of a table in memory is in ``text``.
    func range(row: Int, column: Int) -> Range<Int> {
        let index = row * columns.count + column
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    /// A cell of a table in memory.
    func cell(row: Int, column: Int) -> ArraySlice<UInt8> { text[range(row: row, column: column)] }
}
