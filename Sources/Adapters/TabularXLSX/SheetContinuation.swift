import Tabular

/// Where another sheet goes on with a table: behind the same header, or at its first row when there is none.
struct SheetContinuation: Sendable {
    let sheet: SheetPart
    /// The column of the first field.
    let firstColumn: Int
    /// The first row of a record.
    let firstRow: Int

    /// Rows in which the header is looked for.
    private static let rowCount = 128

    /// What another sheet is to a table.
    enum Finding: Sendable {
        case continuation(SheetContinuation)
        /// It holds nothing.
        case empty
        /// Its columns are others.
        case otherColumns
    }

    /// Looks at the first rows of a sheet.
    ///
    /// - Parameters:
    ///   - sheet: The sheet.
    ///   - rows: Its rows.
    ///   - shape: What the first sheet looks like.
    ///   - window: The cells that are asked for.
    /// - Returns: Where its records start, or why it has none of this table.
    /// - Throws: What is wrong with the sheet.
    static func find(
        _ sheet: SheetPart,
        _ rows: SheetRows,
        of shape: SourceShape,
        window: CellWindow
    ) throws(TabularError) -> Finding {
        var rows = rows
        var sample: [SheetRow] = []
        var text: [UInt8] = []
        try rows.sample(&sample, &text, rowCount: rowCount)
        sample.removeAll(where: \.isBlank)
        guard let first = sample.first else { return .empty }
        let count = shape.headerCount
        if count == 0 {
            let column = window.firstColumn ?? sample.compactMap { $0.cells.first?.column }.min() ?? 1
            let last = sample.compactMap { $0.cells.last?.column }.max() ?? column
            guard last - column + 1 <= shape.columnCount else { return .otherColumns }
            return .continuation(SheetContinuation(sheet: sheet, firstColumn: column, firstRow: first.number))
        }
        let names = Array(shape.header.reversed().drop(while: \.isEmpty).reversed())
        let leadingCount = names.prefix(while: \.isEmpty).count
        for start in sample.indices where start + count <= sample.count {
            let header = Array(sample[start..<start + count])
            let leftmost = header.compactMap { $0.cells.first?.column }.min() ?? 1
            let column = window.firstColumn ?? leftmost - leadingCount
            guard column >= 1 else { continue }
            let found = SheetSurvey.names(of: header, text, firstColumn: column)
            guard found.reversed().drop(while: \.isEmpty).reversed().elementsEqual(names) else { continue }
            let row = sample[start + count - 1].number + 1
            return .continuation(SheetContinuation(sheet: sheet, firstColumn: column, firstRow: row))
        }
        return .otherColumns
    }
}
