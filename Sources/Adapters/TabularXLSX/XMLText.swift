import Tabular

/// Text of XML as it is meant.
enum XMLText {
    /// Appends text with its references resolved and its line ends made LF.
    ///
    /// - Throws: ``TabularError/Code/malformedXML`` for a reference that is none of the five entities and no number.
    static func append(_ text: Span<UInt8>, to bytes: inout [UInt8], _ part: String) throws(TabularError) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\r") {
                bytes.append(0x0A)
                index += index + 1 < text.count && text[index + 1] == 0x0A ? 2 : 1
                continue
            }
            guard byte == UInt8(ascii: "&") else {
                bytes.append(byte)
                index &+= 1
                continue
            }
            var end = index + 1
            while end < text.count, text[end] != UInt8(ascii: ";"), end - index < 16 { end += 1 }
            guard end < text.count, text[end] == UInt8(ascii: ";"),
                let scalar = scalar(text.extracting(index + 1..<end))
            else { throw .malformedXML(in: part, "a reference is not known") }
            bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
            index = end + 1
        }
    }

    private static func scalar(_ name: Span<UInt8>) -> Unicode.Scalar? {
        var text = ""
        for index in name.indices { text.unicodeScalars.append(Unicode.Scalar(name[index])) }
        switch text {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard text.hasPrefix("#") else { return nil }
            let digits = text.dropFirst()
            let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init)
        }
    }

    /// Undoes `_xHHHH_`, by which workbooks write characters that XML cannot hold, in the bytes from an offset on.
    ///
    /// - SeeAlso: ECMA-376 part 1, section 22.9.2.19.
    static func undoEscapes(in bytes: inout [UInt8], from start: Int) {
        var read = start
        var written = start
        // A plain text is not touched: the first step is only a look.
        guard bytes[start...].contains(UInt8(ascii: "_")) else { return }
        while read < bytes.count {
            if let unit = escapedUnit(in: bytes, at: read) {
                var scalar = Unicode.Scalar(unit)
                var count = 7
                if unit & 0xFC00 == 0xD800, let low = escapedUnit(in: bytes, at: read + 7), low & 0xFC00 == 0xDC00 {
                    scalar = Unicode.Scalar(0x1_0000 + (UInt32(unit & 0x3FF) << 10) + UInt32(low & 0x3FF))
                    count = 14
                }
                if let encoded = scalar.flatMap(UTF8.encode) {
                    for byte in encoded {
                        bytes[written] = byte
                        written += 1
                    }
                    read += count
                    continue
                }
            }
            bytes[written] = bytes[read]
            read += 1
            written += 1
        }
        bytes.removeLast(bytes.count - written)
    }

    private static func escapedUnit(in bytes: [UInt8], at offset: Int) -> UInt16? {
        guard offset + 7 <= bytes.count, bytes[offset] == UInt8(ascii: "_"), bytes[offset + 1] == UInt8(ascii: "x"),
            bytes[offset + 6] == UInt8(ascii: "_")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[offset + 2..<offset + 6] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
