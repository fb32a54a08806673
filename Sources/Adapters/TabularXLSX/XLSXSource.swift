import Diagnostics
public import Tabular

/// The records of one sheet of a workbook.
///
/// The sheet is read as a stream: neither its cells nor the rectangle that they span is ever kept. A row without cells
/// is a blank line; cells that are missing at a row's end are empty fields.
///
/// - SeeAlso: ECMA-376 part 1, section 12.3.24.
public struct XLSXSource: RecordSource {
    /// What was counted so far.
    public private(set) var counts = SourceCounts()

    private let path: String
    private let options: SourceOptions
    private let readsPlainRows: Bool
    private var window = CellWindow()
    private var reader: SheetReader?
    private var merges = SheetMerges()
    private var sheet = RecordBatch.Sheet(name: "")
    private var found: SourceShape?
    /// Rows that were read for the shape, and their text.
    private var rows: [SheetRow] = []
    private var rowText: [UInt8] = []
    private var nextRow = 0
    private var isAtEnd = false
    private var width = 0

    /// The workbook at a path; it is opened when its shape is asked for.
    public init(_ path: String, options: SourceOptions = SourceOptions()) {
        self.init(path, options: options, readsPlainRows: true)
    }

    /// The same workbook, all of it read by the tokenizer when `readsPlainRows` is false; the records are the same.
    package init(_ path: String, options: SourceOptions, readsPlainRows: Bool) {
        self.path = path
        self.options = options
        self.readsPlainRows = readsPlainRows
    }

    /// Opens the workbook and looks at the first rows of the sheet.
    ///
    /// - Throws: ``TabularError``: `xlsx.…` for what is wrong with the workbook.
    public mutating func shape() throws(TabularError) -> SourceShape {
        if let found { return found }
        do throws(TabularError) {
            try open()
            try readSample()
        } catch {
            throw error.located(in: path)
        }
        let survey = SheetSurvey(rows, rowText, window: window, options: options, isWhole: isAtEnd)
        width = survey.width
        sheet.firstColumn = survey.firstColumn
        nextRow = survey.firstDataRow
        rows.removeLast(survey.footerCount)
        counts.footerRecords = survey.footerCount
        var shape = survey.shape
        shape.assumptions.insert(
            Assumption(
                .sheet,
                sheet.name,
                text: LocalizedText("sheet '\(sheet.name)'", zh: "工作表“\(sheet.name)”")
            ),
            at: 0
        )
        found = shape
        return shape
    }

    /// Fills `batch` with the next rows that have a cell.
    ///
    /// - Throws: ``TabularError``.
    public mutating func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        if found == nil { _ = try shape() }
        batch.removeAll()
        batch.sheet = sheet
        batch.quoting = RecordBatch.Quoting()
        batch.firstRecord = counts.records + 1
        do throws(TabularError) {
            var row = SheetRow()
            while batch.text.count < options.limits.batchByteCount, batch.count < Self.batchRecordCount,
                batch.fields.count < Self.batchFieldCount
            {
                if nextRow < rows.count {
                    row = take(nextRow, into: &batch.text)
                    nextRow += 1
                } else {
                    if !rows.isEmpty {
                        rows = []
                        rowText = []
                        nextRow = 0
                    }
                    guard try read(&row, &batch.text) else { break }
                }
                append(row, to: &batch)
                if batch.records.last?.flags.contains(.tooLong) == true { batch.shrinkText() }
            }
        } catch {
            throw error.located(in: path)
        }
        counts.uncachedFormulas = reader?.uncachedFormulaCount ?? 0
        return !batch.isEmpty
    }

    /// Rows of few and short cells make small records; a batch of them is bounded, too.
    private static let batchRecordCount = 8192
    /// So does a cell in the last column of each row, which makes many fields without text.
    private static let batchFieldCount = 1 << 17

    // MARK: Reading

    private mutating func open() throws(TabularError) {
        let workbook = try WorkbookOpening(path, options: options, readsPlainly: readsPlainRows)
        let part = try workbook.sheet(options.sheet)
        sheet = RecordBatch.Sheet(name: part.name)
        if let range = options.range {
            guard let window = CellWindow(range) else { throw .badReference(range, sheet: part.name) }
            self.window = window
        }
        reader = try workbook.reader(of: part)
        if options.fillsMergedCells {
            let bytes = try workbook.parts.stream(of: part.part)
            merges = try SheetMerges(bytes, part: part.part, limits: workbook.context.limits)
        }
    }

    private mutating func readSample() throws(TabularError) {
        var text: [UInt8] = []
        var row = SheetRow()
        var fieldCount = 0
        while rows.count < options.limits.sampleRecordCount, text.count < options.limits.sampleByteCount,
            fieldCount < Self.batchFieldCount, try read(&row, &text)
        {
            rows.append(row)
            fieldCount += row.cells.last?.column ?? 0
        }
        rowText = text
    }

    /// The next row that is asked for; false at the end.
    private mutating func read(_ row: inout SheetRow, _ text: inout [UInt8]) throws(TabularError) -> Bool {
        while !isAtEnd {
            guard try reader?.next(&row, text: &text) == true else {
                isAtEnd = true
                return false
            }
            if options.fillsMergedCells { merges.fill(&row, text: &text) }
            if row.isHidden, options.skipsHiddenRows { continue }
            if row.number > options.skippedLineCount, window.clip(&row) { return true }
        }
        return false
    }

    /// A row of the sample, its text moved to `text`.
    private func take(_ index: Int, into text: inout [UInt8]) -> SheetRow {
        var row = rows[index]
        for place in row.cells.indices {
            let cell = row.cells[place]
            row.cells[place].start = text.count
            text += rowText[cell.start..<cell.start + cell.count]
        }
        return row
    }

    // MARK: Records

    private mutating func append(_ row: SheetRow, to batch: inout RecordBatch) {
        guard row.isTooLong || row.cells.contains(where: { $0.count > 0 || !$0.flags.isEmpty }) else {
            counts.blankLines += 1
            return
        }
        let start = row.cells.first?.start ?? batch.text.count
        var flags: RecordEntry.Flags = row.isTooLong ? .tooLong : []
        var column = sheet.firstColumn
        let end = column + width
        for cell in row.cells {
            flags.formUnion(cell.flags)
            guard cell.column >= column else { continue }
            if cell.column >= end, !flags.contains(.extraFields) {
                counts.longRecords += 1
                flags.insert(.extraFields)
            }
            while column < cell.column {
                batch.fields.append(FieldRange(start: cell.start, count: 0))
                column += 1
            }
            batch.fields.append(FieldRange(start: cell.start, count: cell.count))
            column += 1
        }
        while column < end {
            batch.fields.append(FieldRange(start: batch.text.count, count: 0))
            column += 1
        }
        if options.long == .keep { flags.remove(.extraFields) }
        if batch.isEmpty { batch.firstLine = row.number }
        batch.records.append(
            RecordEntry(
                start: start,
                fieldEnd: batch.fields.count,
                lineDistance: row.number - batch.firstLine,
                flags: flags
            )
        )
        counts.records += 1
    }
}

extension RecordBatch {
    /// Gives back the room of a record of which only the start was kept.
    fileprivate mutating func shrinkText() {
        var kept: [UInt8] = []
        kept.reserveCapacity(text.count)
        kept += text
        text = kept
    }
}
