extension YAMLWriter {
    /// What a text stands as.
    enum TextPlace {
        case root
        case value
        case key
    }

    /// How a text is written.
    enum TextStyle: Hashable {
        case plain
        /// In `'`, with nothing escaped.
        case singleQuoted
        /// In `"`, with escapes.
        case doubleQuoted
        /// After `|`, line by line as it is.
        case literal
    }

    /// Appends a number as readers of YAML 1.1 know it: an exponent follows a fraction and has a sign.
    static func append(number: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        guard let exponent = number.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
            bytes.append(contentsOf: number)
            return
        }
        let mantissa = number[..<exponent]
        bytes.append(contentsOf: mantissa)
        if !mantissa.contains(UInt8(ascii: ".")) { bytes.append(contentsOf: ".0".utf8) }
        bytes.append(number[exponent])
        let digits = number[(exponent + 1)...]
        if let first = digits.first, first &- UInt8(ascii: "0") <= 9 { bytes.append(UInt8(ascii: "+")) }
        bytes.append(contentsOf: digits)
    }

    /// Appends a text.
    ///
    /// - Parameters:
    ///   - text: UTF-8.
    ///   - style: A style that the text can have.
    ///   - indentation: Spaces before each line of a literal, two more than the collection around it has.
    ///   - bytes: What to append to. The line that the text ends on is left open.
    static func append(_ text: ArraySlice<UInt8>, _ style: TextStyle, indentation: Int, to bytes: inout [UInt8]) {
        switch style {
        case .plain: bytes.append(contentsOf: text)
        case .singleQuoted:
            bytes.append(UInt8(ascii: "'"))
            for byte in text {
                if byte == UInt8(ascii: "'") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "'"))
        case .doubleQuoted: appendEscaped(text, to: &bytes)
        case .literal: appendLiteral(text, indentation: indentation, to: &bytes)
        }
    }

    private static func appendLiteral(_ text: ArraySlice<UInt8>, indentation: Int, to bytes: inout [UInt8]) {
        let lineBreak = UInt8(ascii: "\n")
        bytes.append(UInt8(ascii: "|"))
        // Otherwise the first line that is not empty tells the indentation.
        if let first = text.first, isBlank(first) || first == lineBreak { bytes.append(UInt8(ascii: "2")) }
        var lines = text
        if text.last != lineBreak {
            bytes.append(UInt8(ascii: "-"))
        } else {
            lines = text.dropLast()
            if lines.last == lineBreak { bytes.append(UInt8(ascii: "+")) }
        }
        for line in lines.split(separator: lineBreak, omittingEmptySubsequences: false) {
            bytes.append(lineBreak)
            if line.isEmpty { continue }
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
            bytes.append(contentsOf: line)
        }
    }

    private static func appendEscaped(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let span = text.span
        var offset = 0
        while offset < span.count {
            let byte = span[offset]
            let count = unprintableByteCount(in: span, at: offset)
            switch (byte, count) {
            case (UInt8(ascii: "\""), _), (UInt8(ascii: "\\"), _): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case (0x00, _): bytes.append(contentsOf: #"\0"#.utf8)
            case (0x08, _): bytes.append(contentsOf: #"\b"#.utf8)
            case (0x09, _): bytes.append(contentsOf: #"\t"#.utf8)
            case (0x0A, _): bytes.append(contentsOf: #"\n"#.utf8)
            case (0x0C, _): bytes.append(contentsOf: #"\f"#.utf8)
            case (0x0D, _): bytes.append(contentsOf: #"\r"#.utf8)
            case (_, 0): bytes.append(byte)
            case (_, 1): appendHexadecimal(UInt16(byte), digitCount: 2, to: &bytes)
            case (_, 2): appendHexadecimal(UInt16(span[offset + 1]), digitCount: 2, to: &bytes)
            default:
                let bits = UInt16(span[offset + 1] & 0x3F) << 6 | UInt16(span[offset + 2] & 0x3F)
                appendHexadecimal(UInt16(byte & 0x0F) << 12 | bits, digitCount: 4, to: &bytes)
            }
            offset += max(count, 1)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func appendHexadecimal(_ scalar: UInt16, digitCount: Int, to bytes: inout [UInt8]) {
        let digits = String(scalar, radix: 16, uppercase: true).utf8
        bytes.append(contentsOf: (digitCount == 2 ? #"\x"# : #"\u"#).utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digitCount - digits.count))
        bytes.append(contentsOf: digits)
    }

    /// How many bytes the character at an offset has, when a text may hold it only as an escape; 0 when not.
    ///
    /// These are the controls except tab and line feed, the line breaks of YAML 1.1 (U+0085, U+2028, U+2029), the byte
    /// order mark, and U+FFFE and U+FFFF.
    ///
    /// - SeeAlso: YAML 1.1, sections 5.1 and 5.4.
    fileprivate static func unprintableByteCount(in text: Span<UInt8>, at offset: Int) -> Int {
        switch text[offset] {
        case 0x09, 0x0A: 0
        case 0x00..<0x20, 0x7F: 1
        // From U+0080 to U+009F.
        case 0xC2: text[offset + 1] < 0xA0 ? 2 : 0
        case 0xE2: text[offset + 1] == 0x80 && text[offset + 2] & 0xFE == 0xA8 ? 3 : 0
        case 0xEF:
            switch (text[offset + 1], text[offset + 2]) {
            case (0xBB, 0xBF), (0xBF, 0xBE), (0xBF, 0xBF): 3
            default: 0
            }
        default: 0
        }
    }

    fileprivate static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

extension YAMLWriter.TextStyle {
    /// The most readable style that keeps a text what it is.
    ///
    /// A literal needs a line with something on it, and at the root a first one that is not indented: readers differ
    /// about how much an indentation indicator means there.
    init(of content: ArraySlice<UInt8>, place: YAMLWriter.TextPlace) {
        let text = content.span
        var hasTab = false
        var hasLineBreak = false
        var isAllBlank = true
        var isPlain = Self.beginsPlain(text) && text[text.count - 1] != UInt8(ascii: " ") && !Self.isReserved(content)
        for offset in text.indices {
            switch text[offset] {
            case UInt8(ascii: "\t"): hasTab = true
            case UInt8(ascii: "\n"): hasLineBreak = true
            case UInt8(ascii: " "): break
            case UInt8(ascii: ":"):
                isAllBlank = false
                if offset + 1 == text.count || text[offset + 1] == UInt8(ascii: " ") { isPlain = false }
            case UInt8(ascii: "#"):
                isAllBlank = false
                if offset > 0, text[offset - 1] == UInt8(ascii: " ") { isPlain = false }
            default:
                isAllBlank = false
                if YAMLWriter.unprintableByteCount(in: text, at: offset) > 0 {
                    self = .doubleQuoted
                    return
                }
            }
        }
        if hasLineBreak {
            let isIndented = text[0] == UInt8(ascii: "\n") || YAMLWriter.isBlank(text[0])
            let canBeLiteral = !isAllBlank && place != .key && !(place == .root && isIndented)
            self = canBeLiteral ? .literal : .doubleQuoted
        } else if hasTab {
            self = .doubleQuoted
        } else {
            self = isPlain ? .plain : .singleQuoted
        }
    }

    /// Whether a text begins so that no reader takes it for a number, a date, an indicator or a document marker.
    private static func beginsPlain(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0 else { return false }
        switch text[0] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
        case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "$"), UInt8(ascii: "("): return true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return isVersion(text)
        case let byte: return byte >= 0x80
        }
    }

    /// Whether a text is three or more numbers with points between them, such as `3.1.0`.
    ///
    /// The letter of YAML 1.1 would allow a reader to take it for a float; none does, and versions are written so.
    private static func isVersion(_ text: Span<UInt8>) -> Bool {
        var pointCount = 0
        var isAfterDigit = false
        for offset in text.indices {
            let isDigit = text[offset] &- UInt8(ascii: "0") <= 9
            guard isDigit || text[offset] == UInt8(ascii: ".") && isAfterDigit else { return false }
            if !isDigit { pointCount += 1 }
            isAfterDigit = isDigit
        }
        return pointCount >= 2 && isAfterDigit
    }

    /// Whether a text is a word for null or a boolean in YAML 1.1 or 1.2, in whatever case.
    private static func isReserved(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= 5 else { return false }
        switch String(decoding: text.map { $0 | 0x20 }, as: UTF8.self) {
        case "null", "true", "false", "yes", "no", "on", "off", "y", "n": return true
        default: return false
        }
    }
}
