/// Text as it stands in a workbook's XML.
///
/// - SeeAlso: XML 1.0, section 2.2; ECMA-376 part 1, section 22.9.2.19.
enum WrittenText {
    /// Appends a text so that it is read again as it was.
    ///
    /// Characters that XML cannot hold become `_xHHHH_`, and so does the `_` of a text that would be taken for one of
    /// these; ill-formed UTF-8 becomes U+FFFD.
    static func append(_ text: Span<UInt8>, to xml: inout [UInt8]) {
        var isPlain = true
        var isASCII = true
        for index in text.indices {
            let byte = text[index]
            if byte >= 0x80 { isASCII = false }
            if isSpecial(byte) { isPlain = false }
        }
        if !isASCII, !isWellFormed(text) {
            let repaired = Array(String(decoding: bytes(of: text), as: UTF8.self).utf8)
            appendSpecial(repaired.span, to: &xml)
        } else if isPlain {
            for index in text.indices { xml.append(text[index]) }
        } else {
            appendSpecial(text, to: &xml)
        }
    }

    /// The text of a name, as XML.
    static func xml(_ name: String) -> String {
        var bytes: [UInt8] = []
        append(Array(name.utf8).span, to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains("\"")
            ? text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;") : text
    }

    /// Whether a text's ends have to be protected from programs that trim.
    static func needsSpace(_ text: Span<UInt8>) -> Bool {
        guard text.count > 0 else { return false }
        return text[0] <= 0x20 || text[text.count - 1] <= 0x20
    }

    /// The length as a workbook's limit counts it: UTF-16 code units.
    static func unitCount(_ text: Span<UInt8>) -> Int {
        var count = 0
        for index in text.indices {
            let byte = text[index]
            if byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 }
        }
        return count
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "_") || byte == 0xEF
    }

    private static func bytes(of text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in text.indices { bytes.append(text[index]) }
        return bytes
    }

    private static func isWellFormed(_ text: Span<UInt8>) -> Bool {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: text)
            return true
        } catch {
            return false
        }
    }

    private static func appendSpecial(_ text: Span<UInt8>, to xml: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "&"): xml += "&amp;".utf8
            case UInt8(ascii: "<"): xml += "&lt;".utf8
            case UInt8(ascii: ">"): xml += "&gt;".utf8
            case UInt8(ascii: "\r"): xml += "&#13;".utf8
            case UInt8(ascii: "\t"), UInt8(ascii: "\n"): xml.append(byte)
            case 0..<0x20: appendEscape(UInt16(byte), to: &xml)
            case UInt8(ascii: "_") where isEscape(text, at: index): appendEscape(UInt16(byte), to: &xml)
            case 0xEF where index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE:
                appendEscape(text[index + 2] == 0xBE ? 0xFFFE : 0xFFFF, to: &xml)
                index += 2
            default: xml.append(byte)
            }
            index += 1
        }
    }

    private static func isEscape(_ text: Span<UInt8>, at index: Int) -> Bool {
        guard index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_") else {
            return false
        }
        for place in index + 2..<index + 6 where !Character(Unicode.Scalar(text[place])).isHexDigit { return false }
        return true
    }

    private static func appendEscape(_ unit: UInt16, to xml: inout [UInt8]) {
        let digits = String(unit, radix: 16, uppercase: true)
        xml += "_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_".utf8
    }
}
