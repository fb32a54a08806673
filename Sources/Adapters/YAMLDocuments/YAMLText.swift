import Diagnostics
import JSON

/// The encodings that YAML text comes in.
///
/// - SeeAlso: YAML 1.2.2, section 5.2.
enum YAMLText {
    /// The text as checked UTF-8 without byte order mark.
    static func utf8(from text: [UInt8]) throws(YAMLError) -> [UInt8] {
        if text.starts(with: [0xFE, 0xFF]) { return try transcoded(text, highByte: 0) }
        if text.starts(with: [0xFF, 0xFE]) { return try transcoded(text, highByte: 1) }
        let plain = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text[3...]) : text
        if let offset = firstInvalidOffset(in: plain.span) {
            throw .invalidUTF8(byte: plain[offset], at: SourcePosition(ofByte: offset, in: plain.span))
        }
        return plain
    }

    private static func firstInvalidOffset(in text: Span<UInt8>) -> Int? {
        var offset = 0
        while offset < text.count {
            if text[offset] < 0x80 {
                offset &+= 1
                continue
            }
            let count = UTF8Sequence.byteCount(in: text, at: offset)
            if count == 0 { return offset }
            offset &+= count
        }
        return nil
    }

    /// UTF-16 after its byte order mark, as UTF-8; `highByte` is 0 or 1, the place of the high byte in a unit.
    private static func transcoded(_ text: [UInt8], highByte: Int) throws(YAMLError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var offset = 2
        while offset < text.count {
            guard let first = unit(in: text, at: offset, highByte) else {
                throw .invalidUTF16(at: SourcePosition(ofByte: result.count, in: result.span))
            }
            var scalar = UInt32(first)
            offset += 2
            if first & 0xFC00 == 0xD800, let second = unit(in: text, at: offset, highByte), second & 0xFC00 == 0xDC00 {
                scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                offset += 2
            }
            guard let character = Unicode.Scalar(scalar) else {
                throw .invalidUTF16(at: SourcePosition(ofByte: result.count, in: result.span))
            }
            result.append(contentsOf: UTF8.encode(character) ?? .encodedReplacementCharacter)
        }
        return result
    }

    private static func unit(in text: [UInt8], at offset: Int, _ highByte: Int) -> UInt16? {
        guard offset + 1 < text.count else { return nil }
        return UInt16(text[offset + highByte]) << 8 | UInt16(text[offset + 1 - highByte])
    }

    /// A quotation of the text from a scalar on: at most one line and 24 scalars; empty at the end of a line.
    static func excerpt(of text: [UInt8], fromScalar index: Int) -> String {
        let rest = String(decoding: text, as: UTF8.self).unicodeScalars.dropFirst(index)
        return String(String.UnicodeScalarView(rest.prefix { $0 != "\n" && $0 != "\r" }.prefix(24)))
    }
}
