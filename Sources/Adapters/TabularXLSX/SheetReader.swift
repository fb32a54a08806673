import Tabular

/// What all sheets of a workbook share.
struct WorkbookContext: Sendable {
    var strings = SharedStrings()
    var formats = NumberFormats()
    var isFrom1904 = false
    var numbers = SourceOptions.Numbers.shortest
    var errorValues = SourceOptions.ErrorValues.reject
    var limits = WorkbookLimits()
    /// Whether rows that are written plainly are read without the tokenizer.
    var readsPlainRows = true
}

/// Reads a sheet row by row, in memory that does not grow with it.
///
/// - SeeAlso: ECMA-376 part 1, section 18.3.1.
struct SheetReader: Sendable {
    /// Formulas whose value the workbook does not hold.
    private(set) var uncachedFormulaCount = 0

    private var tokens: XMLTokenizer
    private let context: WorkbookContext
    private let name: String
    private var lastRow = 0
    private var isInRows = false
    /// The text of the cell that is read.
    private var value: [UInt8] = []

    init(_ bytes: PartBytes, part: String, name: String, context: WorkbookContext) {
        tokens = XMLTokenizer(bytes, part: part, limits: context.limits)
        self.context = context
        self.name = name
    }

    /// Reads the next row.
    ///
    /// - Parameters:
    ///   - row: Becomes the row.
    ///   - text: Grows by the text of its cells.
    /// - Returns: false behind the last row.
    /// - Throws: What is malformed, or what the part cannot be read by.
    mutating func next(_ row: inout SheetRow, text: inout [UInt8]) throws(TabularError) -> Bool {
        row.cells.removeAll(keepingCapacity: true)
        row.isTooLong = false
        while true {
            if isInRows, context.readsPlainRows, takePlain(&row, &text) { return true }
            switch try tokens.next() {
            case .start:
                if !isInRows {
                    if tokens.isElement("sheetData") {
                        isInRows = true
                    } else if tokens.depth > 1 {
                        try tokens.skipElement()
                    }
                } else if tokens.isElement("row") {
                    try read(&row, &text)
                    return true
                } else {
                    try tokens.skipElement()
                }
            case .end: if isInRows { return try finish() }
            case .text: break
            case .endOfDocument: return false
            }
        }
    }

    /// Reads the next row when it is written plainly; false leaves everything as it was.
    private mutating func takePlain(_ row: inout SheetRow, _ text: inout [UInt8]) -> Bool {
        guard let start = tokens.contentOffset else { return false }
        let textCount = text.count
        let end = PlainRow.take(tokens.buffer.span, from: start, after: lastRow, context, row: &row, text: &text)
        guard let end else {
            row.cells.removeAll(keepingCapacity: true)
            text.removeLast(text.count - textCount)
            return false
        }
        tokens.goOn(to: end)
        lastRow = row.number
        return true
    }

    /// Reads what stands behind the rows, so that a damaged end does not go unseen.
    private mutating func finish() throws(TabularError) -> Bool {
        isInRows = false
        while try tokens.next() != .endOfDocument {}
        return false
    }

    private mutating func read(_ row: inout SheetRow, _ text: inout [UInt8]) throws(TabularError) {
        row.number = lastRow + 1
        row.isHidden = false
        for attribute in tokens.attributes where !attribute.hasPrefix {
            let bytes = tokens.buffer.span.extracting(attribute.value)
            if tokens.isEqual(attribute.name, "r") {
                guard let number = CellReference.number(bytes) else { throw bad(attribute.value) }
                row.number = number
            } else if tokens.isEqual(attribute.name, "hidden") {
                row.isHidden = bytes.count > 0 && (bytes[0] == UInt8(ascii: "1") || bytes[0] == UInt8(ascii: "t"))
            }
        }
        guard row.number > lastRow, row.number <= context.limits.rowCount else {
            throw .badReference("\(row.number)", sheet: name)
        }
        lastRow = row.number
        let start = text.count
        var column = 0
        while true {
            switch try tokens.next() {
            case .start:
                if tokens.isElement("c"), !row.isTooLong {
                    let cell = try readCell(after: column, &text)
                    column = cell.column
                    if text.count - start > context.limits.rowByteCount {
                        row.cutOff(&text, from: start, limit: context.limits.rowKeptByteCount)
                    } else if cell.count > 0 || !cell.flags.isEmpty {
                        row.cells.append(cell)
                    }
                } else {
                    try tokens.skipElement()
                }
            case .end: return
            case .text: break
            case .endOfDocument: throw tokens.malformed("the document ends inside an element")
            }
        }
    }

    private func bad(_ range: Range<Int>) -> TabularError {
        .badReference(String(decoding: tokens.buffer[range].prefix(40), as: UTF8.self), sheet: name)
    }

    // MARK: Cells

    private enum CellType {
        case number, shared, text, inline, boolean, error, date
    }

    private mutating func readCell(after column: Int, _ text: inout [UInt8]) throws(TabularError) -> SheetCell {
        var cell = SheetCell(column: column + 1, start: text.count, count: 0, flags: [])
        var style = 0
        var type = CellType.number
        for attribute in tokens.attributes where !attribute.hasPrefix && attribute.name.count == 1 {
            let bytes = tokens.buffer.span.extracting(attribute.value)
            switch tokens.buffer[attribute.name.lowerBound] {
            case UInt8(ascii: "r"):
                guard let place = CellReference.place(bytes), place.column > column,
                    place.column <= context.limits.columnCount, place.row == lastRow
                else { throw bad(attribute.value) }
                cell.column = place.column
            case UInt8(ascii: "s"): style = CellReference.number(bytes) ?? 0
            case UInt8(ascii: "t"): type = cellType(attribute.value)
            default: break
            }
        }
        guard cell.column <= context.limits.columnCount else {
            throw .badReference("\(ColumnLetters.text(of: cell.column))\(lastRow)", sheet: name)
        }
        try readValue(type, style, &cell, &text)
        cell.count = text.count - cell.start
        return cell
    }

    private func cellType(_ range: Range<Int>) -> CellType {
        if tokens.isEqual(range, "s") { return .shared }
        if tokens.isEqual(range, "str") { return .text }
        if tokens.isEqual(range, "inlineStr") { return .inline }
        if tokens.isEqual(range, "b") { return .boolean }
        if tokens.isEqual(range, "e") { return .error }
        if tokens.isEqual(range, "d") { return .date }
        return .number
    }

    private mutating func readValue(
        _ type: CellType,
        _ style: Int,
        _ cell: inout SheetCell,
        _ text: inout [UInt8]
    ) throws(TabularError) {
        let limit = context.limits.cellByteCount
        var hasFormula = false
        var hasValue = false
        value.removeAll(keepingCapacity: true)
        if type != .inline, tokens.takePlainValue(into: &value, limit: limit) {
            if type == .text { XMLText.undoEscapes(in: &value, from: 0) }
            if !value.isEmpty { render(type, style, &cell, &text) }
            return
        }
        var isCut = false
        tokens.beginBounds()
        loop: while true {
            switch try tokens.next() {
            case .start:
                if tokens.isElement("v"), type != .inline {
                    isCut = try RichText.appendPlain(
                        &tokens,
                        to: &value,
                        limit: limit,
                        undoesEscapes: type == .text
                    )
                    hasValue = true
                } else if tokens.isElement("is"), type == .inline {
                    isCut = try RichText.append(&tokens, to: &text, limit: limit)
                } else {
                    if tokens.isElement("f") { hasFormula = true }
                    try tokens.skipElement()
                }
            case .end: break loop
            case .text: break
            case .endOfDocument: throw tokens.malformed("the document ends inside an element")
            }
        }
        tokens.endBounds()
        if isCut { cell.flags.insert(.cellTooLong) }
        if hasFormula, !hasValue { uncachedFormulaCount += 1 }
        guard hasValue, !value.isEmpty else { return }
        render(type, style, &cell, &text)
    }

    private func render(_ type: CellType, _ style: Int, _ cell: inout SheetCell, _ text: inout [UInt8]) {
        switch type {
        case .shared:
            guard let index = CellReference.number(value.span), context.strings.append(index, to: &text) else {
                cell.flags.insert(.badReference)
                return
            }
            if context.strings.isCut(index) { cell.flags.insert(.cellTooLong) }
        case .text: text += value
        case .inline: break
        case .boolean:
            let isTrue = value == [UInt8(ascii: "1")] || value.elementsEqual("true".utf8)
            text += Array((isTrue ? "TRUE" : "FALSE").utf8)
        case .error:
            if context.errorValues != .empty { text += value }
            if context.errorValues == .reject { cell.flags.insert(.errorValue) }
        case .date: text += ExcelDate.text(iso: value)
        case .number:
            let format = context.formats.kind(style)
            cell.flags.formUnion(CellRendering.append(number: value, format, context, to: &text))
        }
    }
}
