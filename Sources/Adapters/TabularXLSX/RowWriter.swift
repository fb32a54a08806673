import Tabular

/// Writes rows as XML.
struct RowWriter: Sendable {
    /// What was written since it was last taken away.
    var xml: [UInt8] = []
    /// Strings that cells refer to.
    private(set) var strings = RepeatedStrings()

    /// `<c r="A`, `<c r="B` and so on, one behind the other.
    private var prefixes: [UInt8] = []
    private var prefixEnds: [Int] = []
    /// The digits of the row's number.
    private var row: [UInt8] = []
    /// How often strings of a column were looked up, and found.
    private var lookups: [(count: Int, found: Int)] = []

    private let sharedType = Array("\" s=\"1\" t=\"s\"><v>".utf8)
    private let inlineType = Array("\" s=\"1\" t=\"inlineStr\"><is><t>".utf8)
    private let spacedType = Array("\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8)
    private let headerType = Array("\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8)
    private let numberType = Array("\"><v>".utf8)
    private let inlineEnd = Array("</t></is></c>".utf8)
    private let valueEnd = Array("</v></c>".utf8)
    private let rowStart = Array("<row r=\"".utf8)
    private let rowEnd = Array("</row>".utf8)

    /// Starts a row, from 1.
    mutating func begin(row number: Int) {
        row.removeAll(keepingCapacity: true)
        row += String(number).utf8
        xml += rowStart
        xml += row
        xml += [UInt8(ascii: "\""), UInt8(ascii: ">")]
    }

    /// Ends the row.
    mutating func end() { xml += rowEnd }

    /// Writes a cell of text; column from 0.
    mutating func append(text: Span<UInt8>, column: Int) {
        appendStart(column)
        if let index = repeated(text, column) {
            xml += sharedType
            appendDigits(index)
            xml += valueEnd
        } else {
            xml += WrittenText.needsSpace(text) ? spacedType : inlineType
            WrittenText.append(text, to: &xml)
            xml += inlineEnd
        }
    }

    /// Writes the name of a column, from 0.
    mutating func append(header text: Span<UInt8>, column: Int) {
        appendStart(column)
        xml += headerType
        WrittenText.append(text, to: &xml)
        xml += inlineEnd
    }

    /// Writes a number that is plain.
    mutating func append(number: Span<UInt8>, column: Int) {
        appendStart(column)
        xml += numberType
        for index in number.indices { xml.append(number[index]) }
        xml += valueEnd
    }

    private mutating func appendStart(_ column: Int) {
        while prefixEnds.count <= column {
            prefixes += "<c r=\"\(ColumnLetters.text(of: prefixEnds.count + 1))".utf8
            prefixEnds.append(prefixes.count)
        }
        xml += prefixes[(column == 0 ? 0 : prefixEnds[column - 1])..<prefixEnds[column]]
        xml += row
    }

    private mutating func appendDigits(_ number: Int) {
        var rest = number
        var digits: InlineArray<20, UInt8> = .init(repeating: 0)
        var start = 20
        repeat {
            start -= 1
            digits[start] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
            rest /= 10
        } while rest > 0
        for index in start..<20 { xml.append(digits[index]) }
    }

    /// Strings of a column are looked up as long as that pays.
    private static let trialCount = 1024

    private mutating func repeated(_ text: Span<UInt8>, _ column: Int) -> Int? {
        while lookups.count <= column { lookups.append((0, 0)) }
        let (count, found) = lookups[column]
        guard count < Self.trialCount || found * 2 >= Self.trialCount else { return nil }
        let known = strings.index(of: text)
        if count < Self.trialCount { lookups[column] = (count + 1, found + (known?.isKnown == true ? 1 : 0)) }
        return known?.index
    }

    // MARK: Strings

    /// Appends the elements of some of the repeated strings, to be written behind the sheets.
    mutating func appendStrings(_ range: Range<Int>) {
        let strings = strings
        for index in range {
            let text = strings.text.span.extracting(strings.range(of: index))
            xml += WrittenText.needsSpace(text) ? "<si><t xml:space=\"preserve\">".utf8 : "<si><t>".utf8
            WrittenText.append(text, to: &xml)
            xml += "</t></si>".utf8
        }
    }
}

/// Texts that say a number and nothing else.
enum PlainNumber {
    /// More digits are not kept by a workbook.
    private static let digitCount = 15

    /// Whether a text is digits without zeros in front, with at most a sign and a fraction.
    static func isPlain(_ text: Span<UInt8>) -> Bool {
        var index = 0
        let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        if isNegative { index = 1 }
        let start = index
        var digits = 0
        var point: Int?
        var isZero = true
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "."), point == nil, index > start {
                point = index
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                digits += 1
                if byte != UInt8(ascii: "0") { isZero = false }
            } else {
                return false
            }
            index += 1
        }
        guard digits > 0, digits <= digitCount, point != text.count - 1, !(isNegative && isZero) else { return false }
        return text[start] != UInt8(ascii: "0") || (point ?? text.count) == start + 1
    }
}
