/// Divides a cell into parts, each for a column of its own.
struct SplitRule: Sendable {
    /// What becomes of the parts that have no column.
    enum Rest: String, Sendable, CaseIterable, BitwiseCopyable {
        /// They stay in the last one, with what divides them.
        case last
        case reject
    }

    /// The text between two parts; not empty.
    let separator: [UInt8]
    /// How many columns there are; at least one.
    let partCount: Int
    let rest: Rest
    /// Whether the column that is divided is written, too.
    let keepsCell: Bool

    /// Finds the parts of what is in a buffer.
    func find(in buffer: CellBuffer, _ range: Range<Int>, into parts: inout [Range<Int>]) -> Bool {
        find(in: buffer.bytes.span.extracting(range), into: &parts)
    }

    /// Finds the parts; an empty cell has none.
    ///
    /// - Returns: Whether there are no more than there are columns.
    func find(in text: Span<UInt8>, into parts: inout [Range<Int>]) -> Bool {
        parts.removeAll(keepingCapacity: true)
        if text.isEmpty { return true }
        var start = 0
        var offset = 0
        while offset + separator.count <= text.count {
            guard text.has(separator, at: offset) else {
                offset += 1
                continue
            }
            if parts.count + 1 == partCount {
                if rest == .last { break }
                return false
            }
            parts.append(start..<offset)
            offset += separator.count
            start = offset
        }
        parts.append(start..<text.count)
        return true
    }
}

/// Joins the cells of several columns.
struct MergeRule: Sendable {
    /// What is written between two cells.
    let separator: [UInt8]
    let skipsEmpty: Bool
}

/// The rows of a table by the cells of some of its columns.
struct LookupTable: Sendable {
    private let table: RecipeTable
    private let index: TextIndex
    /// The row of each key.
    private let rows: [Int32]

    /// - Parameters:
    ///   - table: The table.
    ///   - keyColumns: The columns that tell rows apart.
    ///   - valueColumns: The columns that are asked for.
    /// - Throws: ``AmbiguousKey`` when two rows with one key differ in what is asked for.
    init(_ table: RecipeTable, keyColumns: [Int], valueColumns: [Int]) throws(AmbiguousKey) {
        var index = TextIndex(ignoresCase: false)
        var rows: [Int32] = []
        var key = CellBuffer()
        for row in 0..<table.rowCount {
            key.clear()
            for column in keyColumns {
                key.append(key: table.text.span.extracting(table.range(row: row, column: column)))
            }
            let (position, isNew) = index.insert(key.bytes.span)
            if isNew {
                rows.append(Int32(row))
            } else {
                let first = Int(rows[position])
                let differs = valueColumns.contains { column in
                    table.cell(row: row, column: column) != table.cell(row: first, column: column)
                }
                if differs {
                    throw AmbiguousKey(key: keyColumns.map { Array(table.cell(row: row, column: $0)) })
                }
            }
        }
        self.table = table
        self.index = index
        self.rows = rows
    }

    /// Two rows have one key.
    struct AmbiguousKey: Error {
        /// The cells of the key.
        let key: [[UInt8]]
    }

    /// The row of a key that was put together by ``CellBuffer/append(key:)``; nil when there is none.
    func row(of key: Span<UInt8>) -> Int? { index.index(of: key).map { Int(rows[$0]) } }

    /// Appends a cell.
    func append(row: Int, column: Int, to buffer: inout CellBuffer) {
        buffer.append(table.text.span, table.range(row: row, column: column))
    }
}

extension CellBuffer {
    /// Appends one cell of a key; no byte of UTF-8 is FF, so no two rows of cells make the same key.
    mutating func append(key cell: Span<UInt8>) {
        append(cell)
        append(0xFF)
    }

    mutating func append(key buffer: CellBuffer, _ range: Range<Int>) {
        append(buffer, range)
        append(0xFF)
    }
}
