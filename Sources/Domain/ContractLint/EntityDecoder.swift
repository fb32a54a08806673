/// Writes addresses as browsers take them.
enum EntityDecoder {
    private static let names: [String: UInt8] = [
        "colon": 0x3A, "tab": 0x09, "newline": 0x0A, "sol": 0x2F, "amp": 0x26, "lpar": 0x28, "rpar": 0x29,
        "comma": 0x2C, "semi": 0x3B, "period": 0x2E,
    ]
    private static let maximumCount = 20

    /// The beginning of an address in lower case, references to signs replaced, without blanks and backslashes, which
    /// browsers and Markdown take away.
    static func plain(_ bytes: ArraySlice<UInt8>, isEnd: (UInt8) -> Bool) -> [UInt8] {
        var plain: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex, plain.count < maximumCount, !isEnd(bytes[index]) {
            var byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "&"), let (sign, next) = decoded(bytes, from: index) {
                (byte, index) = (sign, next)
            }
            if byte > 0x20, byte != UInt8(ascii: "\\") { plain.append(MarkdownProse.lower(byte)) }
        }
        return plain
    }

    /// The sign that a reference stands for, and what follows it; nil when it is none of ASCII.
    private static func decoded(_ bytes: ArraySlice<UInt8>, from start: Int) -> (byte: UInt8, next: Int)? {
        let end = bytes.endIndex
        let isNumber = start < end && bytes[start] == UInt8(ascii: "#")
        var first = isNumber ? start + 1 : start
        let isHexadecimal = isNumber && first < end && MarkdownProse.lower(bytes[first]) == UInt8(ascii: "x")
        if isHexadecimal { first += 1 }
        if isNumber {
            let zeroCount = bytes[min(end, first)...].prefix { $0 == 0x30 }.count
            first += zeroCount
        }
        let digits = bytes[min(end, first)...].prefix(12).prefix {
            let isDecimal = (0x30...0x39).contains($0)
            if !isNumber { return UnicodeScalar($0).isAlphanumeric }
            return isDecimal || isHexadecimal && (0x61...0x66).contains(MarkdownProse.lower($0))
        }
        let text = String(decoding: digits, as: UTF8.self)
        let code = isNumber ? Int(text, radix: isHexadecimal ? 16 : 10) : names[text.lowercased()].map { Int($0) }
        guard let code, let byte = UInt8(exactly: code), byte < 0x80 else { return nil }
        let isEnded = digits.endIndex < end && bytes[digits.endIndex] == UInt8(ascii: ";")
        return isNumber || isEnded ? (byte, digits.endIndex + (isEnded ? 1 : 0)) : nil
    }
}
