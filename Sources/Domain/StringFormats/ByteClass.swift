/// A set of ASCII characters, as a bitmap.
struct ByteClass: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ characters: String) {
        for byte in characters.utf8 { insert(byte) }
    }

    private mutating func insert(_ byte: UInt8) {
        if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let word = byte & 0x40 == 0 ? low : high
        return byte < 0x80 && word >> UInt64(byte & 0x3F) & 1 == 1
    }

    static func + (left: ByteClass, right: ByteClass) -> ByteClass {
        var union = left
        union.low |= right.low
        union.high |= right.high
        return union
    }

    static let digits = ByteClass("0123456789")
    static let letters = ByteClass("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    static let alphanumerics = letters + digits
    static let hexadecimals = digits + ByteClass("ABCDEFabcdef")
}

extension Span where Element == UInt8 {
    /// The byte at an offset, or nil past the end.
    @inline(__always)
    func byte(at offset: Int) -> UInt8? {
        offset < count ? self[offset] : nil
    }

    /// Whether a byte at an offset is a certain ASCII character.
    @inline(__always)
    func has(_ character: Unicode.Scalar, at offset: Int) -> Bool {
        offset < count && UInt32(self[offset]) == character.value
    }

    /// Where an ASCII character stands first in a range, or the range's end.
    func firstOffset(of character: Unicode.Scalar, in range: Range<Int>) -> Int {
        var offset = range.lowerBound
        while offset < range.upperBound, !has(character, at: offset) { offset &+= 1 }
        return offset
    }

    /// Where the first byte outside a class stands, or the end.
    func end(of members: ByteClass, from start: Int) -> Int {
        var offset = start
        while offset < count, members.contains(self[offset]) { offset &+= 1 }
        return offset
    }

    /// Whether a percent sign and two hexadecimal digits stand at an offset.
    func hasEscape(at offset: Int) -> Bool {
        offset &+ 2 < count && has("%", at: offset) && ByteClass.hexadecimals.contains(self[offset &+ 1])
            && ByteClass.hexadecimals.contains(self[offset &+ 2])
    }
}
