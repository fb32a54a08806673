import JSON

/// Reads the text of a query.
struct SelectorParser {
    private let scalars: [Unicode.Scalar]
    private let isTooLong: Bool
    private(set) var offset = 0
    var depth = 0

    init(_ text: String) {
        isTooLong = text.utf8.count > JSONSelector.maximumByteCount
        scalars = isTooLong ? [] : Array(text.unicodeScalars)
    }

    mutating func parse() throws(JSONSelectorError) -> [SelectorStep] {
        if isTooLong { throw JSONSelectorError(.tooLong, at: 0) }
        try expect("$")
        var steps: [SelectorStep] = []
        while !isAtEnd {
            // Blanks may stand between two steps, never before the end.
            let start = offset
            skipBlanks()
            if skip("..") {
                steps.append(.descendants(try skip("[") ? brackets() : [dotted()]))
            } else if skip(".") {
                steps.append(.children([try dotted()]))
            } else if skip("[") {
                steps.append(.children(try brackets()))
            } else if skip("^") {
                steps.append(.parent)
            } else if skip("~") {
                steps.append(.names)
                guard isAtEnd else { throw unexpected("the end") }
            } else {
                back(to: start)
                throw unexpected("'.', '[', '^' or '~'")
            }
        }
        return steps
    }

    /// What follows a dot.
    mutating func dotted() throws(JSONSelectorError) -> ChildSelector {
        if skip("*") { return .wildcard }
        var name = ""
        while let scalar = peek, Self.isNameScalar(scalar) {
            name.unicodeScalars.append(scalar)
            offset += 1
        }
        guard !name.isEmpty else { throw unexpected("a name or '*'") }
        return .name(name)
    }

    /// What stands between brackets; the opening one is read already.
    mutating func brackets() throws(JSONSelectorError) -> [ChildSelector] {
        var selectors: [ChildSelector] = []
        repeat {
            skipBlanks()
            selectors.append(try bracketed())
            skipBlanks()
        } while skip(",")
        try expect("]")
        return selectors
    }

    private mutating func bracketed() throws(JSONSelectorError) -> ChildSelector {
        switch peek {
        case "*":
            offset += 1
            return .wildcard
        case "'", "\"": return .name(try quoted())
        case "?":
            offset += 1
            skipBlanks()
            return .filter(try filter())
        case ":", "-": return try indexOrSlice()
        case let scalar? where Self.isDigit(scalar): return try indexOrSlice()
        default: throw unexpected("a name in quotes, '*', an index or '?'")
        }
    }

    private mutating func indexOrSlice() throws(JSONSelectorError) -> ChildSelector {
        let start = peek == ":" ? nil : try integer()
        skipBlanks()
        guard skip(":") else { return .index(start ?? 0) }
        skipBlanks()
        let end = startsInteger ? try integer() : nil
        skipBlanks()
        var step = 1
        if skip(":") {
            skipBlanks()
            if startsInteger { step = try integer() }
        }
        return .slice(ArraySliceSelector(start: start, end: end, step: step))
    }

    private var startsInteger: Bool { peek == "-" || peek.map(Self.isDigit) ?? false }

    private mutating func integer() throws(JSONSelectorError) -> Int {
        let start = offset
        var text = ""
        if skip("-") { text = "-" }
        let first = offset
        while let scalar = peek, Self.isDigit(scalar) {
            text.unicodeScalars.append(scalar)
            offset += 1
        }
        // No array is longer than 2^53, and sums of two such numbers cannot overflow.
        guard let value = Int(text), abs(value) < 1 << 53 else { throw JSONSelectorError(.invalidNumber, at: start) }
        // Neither `01` nor `-0`.
        let hasLeadingZero = scalars[first] == "0" && (offset - first > 1 || first > start)
        if hasLeadingZero { throw JSONSelectorError(.invalidNumber, at: start) }
        return value
    }

    /// A text in single or double quotes.
    mutating func quoted() throws(JSONSelectorError) -> String {
        let start = offset
        let quote = peek
        offset += 1
        var text = ""
        while let scalar = peek {
            offset += 1
            if scalar == quote { return text }
            guard scalar == "\\" else {
                // Control characters must be escaped.
                if scalar.value < 0x20 { break }
                text.unicodeScalars.append(scalar)
                continue
            }
            guard let escaped = escape(in: quote) else { break }
            text.unicodeScalars.append(escaped)
        }
        throw JSONSelectorError(.invalidText, at: start)
    }

    /// What an escape stands for; a quote is escaped only inside of such quotes.
    private mutating func escape(in quote: Unicode.Scalar?) -> Unicode.Scalar? {
        guard let scalar = peek else { return nil }
        offset += 1
        switch scalar {
        case "'", "\"": return scalar == quote ? scalar : nil
        case "\\", "/": return scalar
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            guard let unit = hexadecimal() else { return nil }
            guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) }
            guard skip("\\u"), let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else { return nil }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        default: return nil
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard offset + 4 <= scalars.count else { return nil }
        var digits = ""
        digits.unicodeScalars.append(contentsOf: scalars[offset..<offset + 4])
        guard digits.utf8.first != UInt8(ascii: "+"), let value = UInt32(digits, radix: 16) else { return nil }
        offset += 4
        return value
    }

    // MARK: - The text

    var peek: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }
    var isAtEnd: Bool { offset == scalars.count }

    /// Whether a text stands here.
    func stands(_ text: String) -> Bool { scalars[offset...].starts(with: text.unicodeScalars) }

    /// Goes past a text if it stands here.
    mutating func skip(_ text: String) -> Bool {
        guard stands(text) else { return false }
        offset += text.unicodeScalars.count
        return true
    }

    mutating func skipBlanks() { while let scalar = peek, " \t\n\r".unicodeScalars.contains(scalar) { offset += 1 } }

    /// Goes back to an earlier place.
    mutating func back(to offset: Int) { self.offset = offset }

    mutating func expect(_ text: String) throws(JSONSelectorError) {
        guard skip(text) else { throw unexpected("'\(text)'") }
    }

    func unexpected(_ expected: String) -> JSONSelectorError {
        JSONSelectorError(.unexpected, at: offset, expected: expected)
    }

    /// What is read up to a scalar for which a condition does not hold.
    mutating func text(while condition: (Unicode.Scalar) -> Bool) -> String {
        var text = ""
        while let scalar = peek, condition(scalar) {
            text.unicodeScalars.append(scalar)
            offset += 1
        }
        return text
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// More than RFC 9535 allows after a dot: extensions such as `x-entity` need no brackets.
    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "$": true
        default: scalar.value >= 0x80
        }
    }
}
