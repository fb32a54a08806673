import Tabular

/// Rows as nearly all programs write them, read without looking at the XML more closely than that takes.
///
/// What is read here is exactly what ``XMLTokenizer`` would find; anything else, and any error, is left to it: a row that
/// is not all there, prefixes, quotes other than `"`, comments, CDATA, formulas, runs, error values.
enum PlainRow {
    private enum CellType {
        case number, shared, text, inline, boolean
    }

    /// Attributes of a row that are looked at before it counts as odd.
    private static let attributeCount = 32

    /// Reads the row that starts at an offset, or behind white space there.
    ///
    /// - Parameters:
    ///   - bytes: What is there of the sheet.
    ///   - start: Where the row starts, inside `sheetData`.
    ///   - lastRow: The number of the row before.
    ///   - context: What the sheets of the workbook share.
    ///   - row: Becomes the row.
    ///   - text: Grows by the text of its cells.
    /// - Returns: The offset behind the row; nil when it has to be read strictly. Then row and text are undefined.
    static func take(
        _ bytes: Span<UInt8>,
        from start: Int,
        after lastRow: Int,
        _ context: borrowing WorkbookContext,
        row: inout SheetRow,
        text: inout [UInt8]
    ) -> Int? {
        var index = start
        skipSpace(bytes, &index)
        guard index &+ 8 <= bytes.count, ByteWord(bytes, at: index).hasPrefix(rowStart, count: 4) else { return nil }
        index &+= 4
        row.number = lastRow &+ 1
        row.isHidden = false
        guard let isEmpty = takeRowAttributes(bytes, &index, &row) else { return nil }
        guard row.number > lastRow, row.number <= context.limits.rowCount else { return nil }
        if isEmpty { return index }
        var column = 0
        let last = text.count &+ context.limits.rowByteCount
        while true {
            guard text.count <= last else { return nil }
            skipSpace(bytes, &index)
            guard index &+ 8 <= bytes.count else { return nil }
            guard bytes[index &+ 1] == UInt8(ascii: "c") else {
                return ByteWord(bytes, at: index).hasPrefix(rowEnd, count: 6) ? index &+ 6 : nil
            }
            guard takeCell(bytes, &index, &column, context, &row, &text) else { return nil }
        }
    }

    private static let rowStart = ByteWord.word("<row")
    private static let rowEnd = ByteWord.word("</row>")
    private static let valueEnd = ByteWord.word("</v></c>")

    @inline(__always)
    private static func skipSpace(_ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index &+= 1
        }
    }

    /// Reads up to the end of the start tag.
    ///
    /// - Returns: Whether the element is empty; nil when the tag is odd.
    private static func takeRowAttributes(_ bytes: Span<UInt8>, _ index: inout Int, _ row: inout SheetRow) -> Bool? {
        for _ in 0..<attributeCount {
            guard index &+ 4 < bytes.count else { return nil }
            switch bytes[index] {
            case UInt8(ascii: ">"):
                index &+= 1
                return false
            case UInt8(ascii: "/"):
                guard bytes[index &+ 1] == UInt8(ascii: ">") else { return nil }
                index &+= 2
                return true
            case 0x20: index &+= 1
            default: return nil
            }
            let name = index
            while index < bytes.count, isNameByte(bytes[index]) { index &+= 1 }
            let nameCount = index &- name
            guard nameCount > 0, index &+ 1 < bytes.count, bytes[index] == UInt8(ascii: "="),
                bytes[index &+ 1] == UInt8(ascii: "\"")
            else { return nil }
            index &+= 2
            let value = index
            while index < bytes.count, isValueByte(bytes[index]) { index &+= 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
            if nameCount == 1, bytes[name] == UInt8(ascii: "r") {
                guard let number = CellReference.number(bytes.extracting(value..<index)) else { return nil }
                row.number = number
            } else if nameCount == 6, bytes[name] == UInt8(ascii: "h") {
                guard ByteWord(bytes, at: name).hasPrefix(ByteWord.word("hidden"), count: 6) else { return nil }
                row.isHidden = value < index && (bytes[value] == UInt8(ascii: "1") || bytes[value] == UInt8(ascii: "t"))
            }
            index &+= 1
        }
        return nil
    }

    @inline(__always)
    private static func isNameByte(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z") || byte >= 0x30 && byte <= 0x3A
    }

    @inline(__always)
    private static func isValueByte(_ byte: UInt8) -> Bool {
        byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
            && byte != UInt8(ascii: "&")
    }

    // MARK: Cells

    /// Reads the cell at the offset, which has the name `c…`; false when it is odd.
    private static func takeCell(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ column: inout Int,
        _ context: borrowing WorkbookContext,
        _ row: inout SheetRow,
        _ text: inout [UInt8]
    ) -> Bool {
        guard bytes[index] == UInt8(ascii: "<") else { return false }
        index &+= 2
        var place = column &+ 1
        var style = 0
        var type = CellType.number
        while true {
            guard index &+ 8 <= bytes.count else { return false }
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") { break }
            if byte == UInt8(ascii: "/") {
                guard bytes[index &+ 1] == UInt8(ascii: ">"), place <= context.limits.columnCount else { return false }
                index &+= 2
                column = place
                return true
            }
            guard byte == 0x20, bytes[index &+ 2] == UInt8(ascii: "="), bytes[index &+ 3] == UInt8(ascii: "\"") else {
                return false
            }
            let name = bytes[index &+ 1]
            index &+= 4
            switch name {
            case UInt8(ascii: "r"):
                guard let found = takeReference(bytes, &index, row: row.number), found > column else { return false }
                place = found
            case UInt8(ascii: "s"):
                guard let number = takeNumber(bytes, &index) else { return false }
                style = number
            case UInt8(ascii: "t"):
                guard let found = takeType(bytes, &index) else { return false }
                type = found
            default: return false
            }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return false }
            index &+= 1
        }
        index &+= 1
        guard place <= context.limits.columnCount else { return false }
        column = place
        let start = text.count
        guard takeContent(bytes, &index, type, style, context, &text) else { return false }
        if text.count > start {
            row.cells.append(SheetCell(column: place, start: start, count: text.count &- start, flags: []))
        }
        return true
    }

    /// The column of a reference to a row.
    @inline(__always)
    private static func takeReference(_ bytes: Span<UInt8>, _ index: inout Int, row: Int) -> Int? {
        var column = 0
        let start = index
        while index < bytes.count {
            let letter = bytes[index] &- 0x40
            guard letter >= 1, letter <= 26 else { break }
            column = column &* 26 &+ Int(letter)
            index &+= 1
            guard index &- start <= 3 else { return nil }
        }
        guard column > 0, takeNumber(bytes, &index) == row else { return nil }
        return column
    }

    /// A number of at most nine digits.
    @inline(__always)
    private static func takeNumber(_ bytes: Span<UInt8>, _ index: inout Int) -> Int? {
        var number = 0
        let start = index
        while index < bytes.count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { break }
            number = number &* 10 &+ Int(digit)
            index &+= 1
            guard index &- start <= 9 else { return nil }
        }
        return index > start ? number : nil
    }

    private static let inlineType = ByteWord.word("inlineSt")

    @inline(__always)
    private static func takeType(_ bytes: Span<UInt8>, _ index: inout Int) -> CellType? {
        guard index &+ 10 < bytes.count else { return nil }
        let isShort = bytes[index &+ 1] == UInt8(ascii: "\"")
        switch bytes[index] {
        case UInt8(ascii: "s"):
            if isShort {
                index &+= 1
                return .shared
            }
            guard bytes[index &+ 1] == UInt8(ascii: "t"), bytes[index &+ 2] == UInt8(ascii: "r") else { return nil }
            index &+= 3
            return .text
        case UInt8(ascii: "n"):
            index &+= 1
            return .number
        case UInt8(ascii: "b"):
            index &+= 1
            return .boolean
        case UInt8(ascii: "i"):
            guard ByteWord(bytes, at: index).hasPrefix(inlineType, count: 8), bytes[index &+ 8] == UInt8(ascii: "r")
            else { return nil }
            index &+= 9
            return .inline
        default: return nil
        }
    }

    /// Reads from behind the start tag to behind the end tag.
    private static func takeContent(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ type: CellType,
        _ style: Int,
        _ context: borrowing WorkbookContext,
        _ text: inout [UInt8]
    ) -> Bool {
        if type == .inline { return takeInline(bytes, &index, context, &text) }
        guard index &+ 11 <= bytes.count, bytes[index] == UInt8(ascii: "<"), bytes[index &+ 1] == UInt8(ascii: "v"),
            bytes[index &+ 2] == UInt8(ascii: ">")
        else { return false }
        index &+= 3
        let start = index
        if type == .shared {
            guard let number = takeNumber(bytes, &index), takeValueEnd(bytes, &index) else { return false }
            return !context.strings.isCut(number) && context.strings.append(number, to: &text)
        }
        guard let isPlain = PlainText.skip(bytes, &index) else { return false }
        let end = index
        guard takeValueEnd(bytes, &index), end &- start <= context.limits.cellByteCount else { return false }
        if start == end { return true }
        let value = bytes.extracting(start..<end)
        switch type {
        case .text:
            let first = text.count
            guard PlainText.append(value, isPlain: isPlain, to: &text) else { return false }
            XMLText.undoEscapes(in: &text, from: first)
            return true
        case .boolean:
            guard value.count == 1 else { return false }
            PlainText.append(value[0] == UInt8(ascii: "1") ? trueText.span : falseText.span, to: &text)
            return true
        default:
            guard isPlain else { return false }
            return CellRendering.append(number: value, context.formats.kind(style), context, to: &text)
        }
    }

    private static let trueText = Array("TRUE".utf8)
    private static let falseText = Array("FALSE".utf8)

    @inline(__always)
    private static func takeValueEnd(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        guard index &+ 8 <= bytes.count, ByteWord(bytes, at: index).hasPrefix(valueEnd, count: 8) else { return false }
        index &+= 8
        return true
    }

    private static let inlineStart = ByteWord.word("<is><t")
    private static let inlineEnd = ByteWord.word("</t></is")

    private static func takeInline(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ context: borrowing WorkbookContext,
        _ text: inout [UInt8]
    ) -> Bool {
        guard index &+ 8 <= bytes.count, ByteWord(bytes, at: index).hasPrefix(inlineStart, count: 6) else {
            return false
        }
        index &+= 6
        guard PlainText.skipTagEnd(bytes, &index) else { return false }
        let start = index
        guard let isPlain = PlainText.skip(bytes, &index) else { return false }
        let end = index
        guard end &- start <= context.limits.cellByteCount, end &+ 13 <= bytes.count,
            ByteWord(bytes, at: end).hasPrefix(inlineEnd, count: 8), bytes[end &+ 8] == UInt8(ascii: ">"),
            bytes[end &+ 9] == UInt8(ascii: "<"), bytes[end &+ 10] == UInt8(ascii: "/"),
            bytes[end &+ 11] == UInt8(ascii: "c"), bytes[end &+ 12] == UInt8(ascii: ">")
        else { return false }
        index = end &+ 13
        let first = text.count
        guard PlainText.append(bytes.extracting(start..<end), isPlain: isPlain, to: &text) else { return false }
        XMLText.undoEscapes(in: &text, from: first)
        return true
    }
}
