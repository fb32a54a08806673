/// Base64 with the URL-safe alphabet and without padding, as JOSE uses it.
///
/// - SeeAlso: RFC 4648, section 5; RFC 7515, section 2.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The text of some bytes.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var buffer: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(alphabet[Int(buffer >> bitCount & 63)])
            }
        }
        if bitCount > 0 { text.append(alphabet[Int(buffer << (6 - bitCount) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil unless it is the one text that ``encode(_:)`` gives for them.
    ///
    /// Padding, white space, the alphabet of plain base64 and stray bits in the last character are all refused, because
    /// two texts for the same bytes are two tokens for the same signature.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let count = text.count
        guard count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 3 / 4)
        var buffer: UInt32 = 0
        var bitCount: UInt32 = 0
        for character in text {
            guard let digit = digit(of: character) else { return nil }
            buffer = buffer << 6 | digit
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bitCount))
            }
        }
        return buffer & (1 << bitCount - 1) == 0 ? bytes : nil
    }

    /// The bytes of a text; nil unless it is the one text that ``encode(_:)`` gives for them.
    package static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }

    private static func digit(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
