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
    private var workbook: WorkbookOpening?
    private var window = CellWindow()
    private var sheetRows: SheetRows?
    private var sheet = RecordBatch.Sheet(name: "")
    /// The sheets that go on with the table, the last one first.
    private var continuations: [SheetContinuation] = []
    /// Formulas without a value in the sheets before.
    private var formerFormulaCount = 0
    private var found: SourceShape?
    private var footer: SheetFooter?
    /// Rows that were read for the shape, and their text.
    private var rows: [SheetRow] = []
    private var rowText: [UInt8] = []
    private var nextRow = 0
    private var width = 0
    /// What the rows of the batch were besides.
    private var marks: [RowMark] = []
    private var held = HeldRecords()

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
            let shape = try readShape()
            found = shape
            return shape
        } catch {
            throw error.located(in: path)
        }
    }

    /// Fills `batch` with the next rows that have a cell, all of one sheet.
    ///
    /// - Throws: ``TabularError``.
    public mutating func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        if found == nil { _ = try shape() }
        do throws(TabularError) {
            while true {
                batch.removeAll()
                marks.removeAll(keepingCapacity: true)
                batch.sheet = sheet
                batch.quoting = RecordBatch.Quoting()
                batch.firstRecord = counts.records + 1
                try fill(&batch)
                holdBack(&batch)
                guard batch.isEmpty, try goOn() else { break }
            }
        } catch {
            throw error.located(in: path)
        }
        counts.records += batch.count
        for mark in marks where !mark.isDisjoint(with: [.isLong, .isShort]) {
            if mark.contains(.isLong) { counts.longRecords += 1 }
            if mark.contains(.isShort) { counts.shortRecords += 1 }
        }
        counts.uncachedFormulas = formerFormulaCount + (sheetRows?.uncachedFormulaCount ?? 0)
        return !batch.isEmpty
    }

    /// Rows of few and short cells make small records; a batch of them is bounded, too.
    private static let batchRecordCount = 8192

    // MARK: Sheets

    private mutating func readShape() throws(TabularError) -> SourceShape {
        let workbook = try WorkbookOpening(path, options: options, readsPlainly: readsPlainRows)
        self.workbook = workbook
        let wanted = try workbook.sheets(options.sheet)
        if let range = options.range {
            guard let window = CellWindow(range) else { throw .badReference(range, sheet: wanted[0].name) }
            self.window = window
        }
        // The first sheet that holds anything says what the table looks like.
        var index = 0
        while true {
            var sheetRows = try SheetRows(wanted[index], of: workbook, window: window, options: options)
            try sheetRows.sample(&rows, &rowText, rowCount: options.limits.sampleRecordCount)
            self.sheetRows = sheetRows
            if !rows.isEmpty || index == wanted.count - 1 { break }
            index += 1
        }
        let survey = SheetSurvey(
            rows,
            rowText,
            window: window,
            options: options,
            isWhole: sheetRows?.isAtEnd ?? true
        )
        width = survey.width
        sheet = RecordBatch.Sheet(name: wanted[index].name, firstColumn: survey.firstColumn)
        nextRow = survey.firstDataRow
        footer = SheetFooter(structure: survey.structure, width: width, given: options.skippedFooterCount)
        var shape = survey.shape
        counts.preambleLines = shape.preambleCount
        try findContinuations(Array(wanted[(index + 1)...]), of: wanted[index], in: workbook, &shape)
        return shape
    }

    /// Looks for sheets that go on with the table, and tells what is read and what is not.
    private mutating func findContinuations(
        _ others: [SheetPart],
        of first: SheetPart,
        in workbook: WorkbookOpening,
        _ shape: inout SourceShape
    ) throws(TabularError) {
        var unlike: [SheetPart] = []
        for other in others {
            let rows = try SheetRows(other, of: workbook, window: window, options: options)
            switch try SheetContinuation.find(other, rows, of: shape, window: window) {
            case .continuation(let continuation): continuations.append(continuation)
            case .empty: break
            case .otherColumns: unlike.append(other)
            }
        }
        shape.assumptions.insert(SheetNotes.assumption([first.name] + continuations.map(\.sheet.name)), at: 0)
        if !unlike.isEmpty { shape.notes.append(SheetNotes.otherColumns(unlike, than: first.name)) }
        switch options.sheet {
        case .all:
            let hidden = workbook.parts.sheets.filter { $0.isHidden && $0 != first }
            if !hidden.isEmpty { shape.notes.append(SheetNotes.hidden(hidden)) }
        case .firstVisible:
            let unread = workbook.parts.sheets.filter { $0 != first }
            if !unread.isEmpty { shape.notes.append(SheetNotes.unread(unread)) }
        case .name, .number: break
        }
        continuations.reverse()
    }

    /// Whether all rows of the sheet have been taken.
    private var isAtEndOfSheet: Bool { nextRow >= rows.count && sheetRows?.isAtEnd != false }

    /// Goes on with the sheet, or with the next one; false behind the last.
    private mutating func goOn() throws(TabularError) -> Bool {
        guard isAtEndOfSheet else { return true }
        guard let workbook, let next = continuations.popLast() else { return false }
        formerFormulaCount += sheetRows?.uncachedFormulaCount ?? 0
        var sheetRows = try SheetRows(next.sheet, of: workbook, window: window, options: options)
        sheetRows.firstRow = max(sheetRows.firstRow, next.firstRow)
        self.sheetRows = sheetRows
        sheet = RecordBatch.Sheet(name: next.sheet.name, firstColumn: next.firstColumn)
        return true
    }

    // MARK: Records

    private mutating func fill(_ batch: inout RecordBatch) throws(TabularError) {
        // What was held back counts for nothing, so that there is room for what follows it.
        let byteCount = options.limits.batchByteCount + held.textCount
        let recordCount = Self.batchRecordCount + held.count
        let fieldCount = SheetRows.fieldCount + held.fieldCount
        held.giveBack(to: &batch, &marks)
        var row = SheetRow()
        while batch.text.count < byteCount, batch.count < recordCount, batch.fields.count < fieldCount {
            if nextRow < rows.count {
                row = take(nextRow, into: &batch.text)
                nextRow += 1
            } else {
                if !rows.isEmpty {
                    rows = []
                    rowText = []
                    nextRow = 0
                }
                guard try sheetRows?.next(&row, &batch.text) == true else { break }
            }
            append(row, to: &batch)
            if batch.records.last?.flags.contains(.tooLong) == true { batch.shrinkText() }
        }
    }

    /// Takes the records at the end of a batch out of it that are a footer, or would be if nothing followed.
    private mutating func holdBack(_ batch: inout RecordBatch) {
        guard let footer, !batch.isEmpty else { return }
        var count = footer.count(in: batch, marks)
        let isFirst = counts.records == 0 && found?.headerCount == 0 && options.skippedFooterCount == nil
        if isFirst, count == batch.count { count -= 1 }
        held.take(count, from: &batch, &marks)
        guard isAtEndOfSheet else { return }
        counts.footerRecords += held.count
        held.removeAll()
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

    /// Appends a row as a record; cells left of the table stand behind all others.
    private mutating func append(_ row: SheetRow, to batch: inout RecordBatch) {
        guard !row.isBlank else {
            counts.blankLines += 1
            return
        }
        let start = row.cells.first?.start ?? batch.text.count
        var flags: RecordEntry.Flags = row.isTooLong ? .tooLong : []
        var mark: RowMark = row.isBehindBlankRow ? .isBehindBlankRow : []
        var column = sheet.firstColumn
        let end = column + width
        var leftCount = 0
        var filledCount = 0
        for cell in row.cells {
            flags.formUnion(cell.flags)
            if cell.isFilled { filledCount += 1 }
            guard cell.column >= sheet.firstColumn else {
                leftCount += 1
                continue
            }
            if cell.column >= end {
                mark.insert(.isLong)
                guard isKept(cell, batch.text) else { continue }
                flags.insert(.extraFields)
            }
            while column < cell.column {
                batch.fields.append(FieldRange(start: cell.start, count: 0))
                column += 1
            }
            batch.fields.append(FieldRange(start: cell.start, count: cell.count))
            column += 1
        }
        if column < end, options.short == .reject, !row.isTooLong {
            mark.insert(.isShort)
            flags.insert(.missingFields)
        }
        while column < end {
            batch.fields.append(FieldRange(start: batch.text.count, count: 0))
            column += 1
        }
        for cell in row.cells.prefix(leftCount) {
            mark.insert(.isLong)
            guard isKept(cell, batch.text) else { continue }
            flags.insert(.extraFields)
            batch.fields.append(FieldRange(start: cell.start, count: cell.count))
        }
        if filledCount > 0, filledCount == row.cells.count - 1 { mark.insert(.isSpread) }
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
        marks.append(mark)
    }

    /// Whether a cell outside the columns of the table is a field of the record.
    private func isKept(_ cell: SheetCell, _ text: [UInt8]) -> Bool {
        options.long != .dropEmpty || !CellKind.isBlank(text.span, cell.start..<cell.start + cell.count)
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
