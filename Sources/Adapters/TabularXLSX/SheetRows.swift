import Tabular

/// The rows of one sheet that are asked for.
struct SheetRows: Sendable {
    /// Whether all rows have been read.
    private(set) var isAtEnd = false
    /// The first row that is asked for, from 1.
    var firstRow: Int

    private let window: CellWindow
    private let options: SourceOptions
    private var reader: SheetReader
    private var merges = SheetMerges()
    private var lastRow = 0
    private var isBehindBlankRow = false

    init(
        _ sheet: SheetPart,
        of workbook: WorkbookOpening,
        window: CellWindow,
        options: SourceOptions
    ) throws(TabularError) {
        self.window = window
        self.options = options
        firstRow = options.skippedLineCount + 1
        reader = try workbook.reader(of: sheet)
        if options.fillsMergedCells {
            let bytes = try workbook.parts.stream(of: sheet.part)
            merges = try SheetMerges(bytes, part: sheet.part, limits: workbook.context.limits)
        }
    }

    /// Formulas whose value the sheet does not hold.
    var uncachedFormulaCount: Int { reader.uncachedFormulaCount }

    /// Reads the next row.
    ///
    /// - Returns: false at the end.
    mutating func next(_ row: inout SheetRow, _ text: inout [UInt8]) throws(TabularError) -> Bool {
        while !isAtEnd {
            guard try reader.next(&row, text: &text) else {
                isAtEnd = true
                return false
            }
            if options.fillsMergedCells { merges.fill(&row, text: &text) }
            if row.number > lastRow + 1 { isBehindBlankRow = true }
            lastRow = row.number
            if row.isHidden, options.skipsHiddenRows { continue }
            guard row.number >= firstRow, window.clip(&row) else { continue }
            row.isBehindBlankRow = isBehindBlankRow
            isBehindBlankRow = row.isBlank
            return true
        }
        return false
    }

    /// The most fields of a sample, and of a batch: a cell in the last column of each row makes many without text.
    static let fieldCount = 1 << 17

    /// Reads the first rows, up to the limits of a sample.
    mutating func sample(
        _ rows: inout [SheetRow],
        _ text: inout [UInt8],
        rowCount: Int
    ) throws(TabularError) {
        var row = SheetRow()
        var fieldCount = 0
        while rows.count < rowCount, text.count < options.limits.sampleByteCount, fieldCount < Self.fieldCount,
            try next(&row, &text)
        {
            rows.append(row)
            fieldCount += row.cells.last?.column ?? 0
        }
    }
}
