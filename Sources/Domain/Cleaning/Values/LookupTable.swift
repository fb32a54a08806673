import Tabular

/// The rows of a table by the cells of some of its columns: in memory when the table is, else on disk.
struct LookupTable: Sendable {
    private enum Rows: Sendable {
        /// The table, its keys, and the row of each key.
        case memory(RecipeTable, TextIndex, [Int32])
        case disk(SpilledLookup)
    }

    /// Why a table cannot be looked up.
    enum Failure: Error {
        /// Two rows have this key, and differ in what is asked for.
        case ambiguous([[UInt8]])
        /// There is no room for what does not fit into memory.
        case unusable(TabularError)
    }

    /// How many keys are kept for people.
    static let exampleCount = 11

    private let rows: Rows
    /// Whether ASCII letters of either case are the same in keys.
    private let ignoresCase: Bool
    /// How many keys there are.
    let keyCount: Int
    /// The first cells of the first few keys.
    private(set) var examples: [[UInt8]] = []

    /// - Parameters:
    ///   - table: The table.
    ///   - keyColumns: The columns that tell rows apart, at least one.
    ///   - valueColumns: The columns that are asked for.
    ///   - ignoresCase: Whether ASCII letters of either case are the same in keys.
    /// - Throws: ``Failure``.
    init(
        _ table: RecipeTable,
        keyColumns: [Int],
        valueColumns: [Int],
        ignoresCase: Bool = false
    ) throws(Failure) {
        self.ignoresCase = ignoresCase
        if table.isSpilled {
            let lookup = try SpilledLookup(table, keyColumns, valueColumns, ignoresCase: ignoresCase)
            rows = .disk(lookup)
            keyCount = lookup.keyCount
            examples = lookup.examples
            return
        }
        var index = TextIndex(ignoresCase: ignoresCase)
        var rows: [Int32] = []
        var key = CellBuffer()
        for row in 0..<table.rowCount {
            key.clear()
            for column in keyColumns {
                let cell = table.text.span.extracting(table.range(row: row, column: column))
                key.append(key: cell, isAlone: keyColumns.count == 1)
            }
            let (position, isNew) = index.insert(key.bytes.span)
            guard !isNew else {
                rows.append(Int32(row))
                if examples.count < Self.exampleCount {
                    examples.append(Array(table.cell(row: row, column: keyColumns[0])))
                }
                continue
            }
            let first = Int(rows[position])
            let differs = valueColumns.contains { column in
                table.cell(row: row, column: column) != table.cell(row: first, column: column)
            }
            if differs { throw .ambiguous(keyColumns.map { Array(table.cell(row: row, column: $0)) }) }
        }
        self.rows = .memory(table, index, rows)
        keyCount = rows.count
    }

    /// Whether rows are read from disk.
    var isOnDisk: Bool { if case .disk = rows { true } else { false } }

    /// What kept the table from being read; nil as long as nothing has.
    var failure: TabularError? { if case .disk(let lookup) = rows { lookup.failure } else { nil } }

    /// Where the row of a key is that was put together by ``CellBuffer/append(key:isAlone:)``; nil when there is none.
    func row(of key: Span<UInt8>) -> Int? {
        switch rows {
        case .memory(_, let index, let rows): index.index(of: key).map { Int(rows[$0]) }
        case .disk(let lookup): lookup.row(of: key, ignoresCase: ignoresCase)
        }
    }

    /// Appends a cell of a row that was found.
    func append(row: Int, column: Int, to buffer: inout CellBuffer) {
        switch rows {
        case .memory(let table, _, _): buffer.append(table.text.span, table.range(row: row, column: column))
        case .disk(let lookup): lookup.append(row: row, column: column, to: &buffer)
        }
    }
}

/// A column of a table, and what finds its rows.
struct TableColumn: Sendable {
    let table: LookupTable
    let column: Int

    /// What the table has for a text; nil when it does not know it.
    func value(of text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome? {
        guard let row = table.row(of: text) else { return nil }
        table.append(row: row, column: column, to: &output)
        guard text.equals(output.bytes, ignoringCase: false) else { return .written }
        output.clear()
        return text.whole
    }
}

extension CellBuffer {
    /// Appends one cell of a key; no byte of UTF-8 is FF, so no two rows of cells make the same key.
    mutating func append(key cell: Span<UInt8>, isAlone: Bool) {
        append(cell)
        if !isAlone { append(0xFF) }
    }

    mutating func append(key buffer: CellBuffer, _ range: Range<Int>, isAlone: Bool) {
        append(buffer, range)
        if !isAlone { append(0xFF) }
    }
}
