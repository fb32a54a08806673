/// What a plain scalar means.
///
/// - SeeAlso: YAML 1.2.2, section 10.3.2 (tag resolution of the core schema).
enum CoreSchema {
    enum Meaning: Hashable {
        case null
        case boolean(Bool)
        /// A whole number in decimal.
        case integer(isJSON: Bool)
        /// A whole number after `0o` or `0x`.
        case radix(Int)
        case float(isJSON: Bool)
        /// Infinity or not-a-number.
        case notFinite
        case string
    }

    /// The meaning of a plain scalar, byte by byte.
    static func meaning(of text: Span<UInt8>) -> Meaning {
        guard text.count > 0 else { return .null }
        switch text[0] {
        case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
        case UInt8(ascii: "n"), UInt8(ascii: "N"): return isWord(text, "null") ? .null : .string
        case UInt8(ascii: "t"), UInt8(ascii: "T"): return isWord(text, "true") ? .boolean(true) : .string
        case UInt8(ascii: "f"), UInt8(ascii: "F"): return isWord(text, "false") ? .boolean(false) : .string
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text)
        default: return .string
        }
    }

    /// Whether the text is a word in lower case, in upper case, or with one capital.
    private static func isWord(_ text: Span<UInt8>, from start: Int = 0, _ word: StaticString) -> Bool {
        guard text.count - start == word.utf8CodeUnitCount else { return false }
        let isCapital = text[start] & 0x20 == 0
        let isUpper = isCapital && text[start + 1] & 0x20 == 0
        return word.withUTF8Buffer { expected in
            for index in expected.indices {
                let isUpperHere = index == 0 ? isCapital : isUpper
                // SAFETY: The index comes from the buffer itself, and the buffer is a literal.
                let letter = unsafe expected[index]
                if text[start + index] != (isUpperHere ? letter & ~0x20 : letter) { return false }
            }
            return true
        }
    }

    private static func number(_ text: Span<UInt8>) -> Meaning {
        let isSigned = text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-")
        let start = isSigned ? 1 : 0
        if !isSigned, text.count > 2, text[0] == UInt8(ascii: "0") {
            if text[1] == UInt8(ascii: "x") { return allDigits(text, from: 2, radix: 16) ? .radix(16) : .string }
            if text[1] == UInt8(ascii: "o") { return allDigits(text, from: 2, radix: 8) ? .radix(8) : .string }
        }
        if text.count - start == 4, text[start] == UInt8(ascii: ".") {
            if isWord(text, from: start + 1, "inf") { return .notFinite }
            if !isSigned, isNotANumber(text) { return .notFinite }
        }
        return decimal(text, from: start, isJSON: text[0] != UInt8(ascii: "+"))
    }

    /// Whether the letters after the dot are `nan`, `NaN` or `NAN`.
    private static func isNotANumber(_ text: Span<UInt8>) -> Bool {
        switch (text[1], text[2], text[3]) {
        case (0x6E, 0x61, 0x6E), (0x4E, 0x61, 0x4E), (0x4E, 0x41, 0x4E): true
        default: false
        }
    }

    private static func decimal(_ text: Span<UInt8>, from start: Int, isJSON: Bool) -> Meaning {
        var isJSON = isJSON
        var offset = skipDigits(text, from: start)
        let wholeCount = offset - start
        if wholeCount > 1, text[start] == UInt8(ascii: "0") { isJSON = false }
        if offset == text.count { return wholeCount > 0 ? .integer(isJSON: isJSON) : .string }
        if text[offset] == UInt8(ascii: ".") {
            let end = skipDigits(text, from: offset + 1)
            let fractionCount = end - offset - 1
            if wholeCount == 0, fractionCount == 0 { return .string }
            if wholeCount == 0 || fractionCount == 0 { isJSON = false }
            offset = end
        } else if wholeCount == 0 {
            return .string
        }
        if offset < text.count, text[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < text.count, text[offset] == UInt8(ascii: "+") || text[offset] == UInt8(ascii: "-") {
                offset += 1
            }
            let end = skipDigits(text, from: offset)
            if end == offset { return .string }
            offset = end
        }
        return offset == text.count ? .float(isJSON: isJSON) : .string
    }

    private static func skipDigits(_ text: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while offset < text.count, text[offset] &- UInt8(ascii: "0") <= 9 { offset += 1 }
        return offset
    }

    private static func allDigits(_ text: Span<UInt8>, from start: Int, radix: UInt8) -> Bool {
        for offset in start..<text.count where Numeral.value(of: text[offset]) ?? .max >= radix { return false }
        return true
    }
}
