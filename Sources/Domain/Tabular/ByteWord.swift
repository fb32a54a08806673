/// Eight bytes of a text at once, the first byte lowest.
public struct ByteWord: Sendable {
    /// The high bit of each byte.
    @usableFromInline static let highBits: UInt64 = 0x8080_8080_8080_8080
    @usableFromInline static let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    /// The bytes.
    @usableFromInline let bits: UInt64

    /// The bytes from `offset` on; all eight lie inside `bytes`.
    @inlinable
    @inline(__always)
    public init(_ bytes: Span<UInt8>, at offset: Int) {
        precondition(offset >= 0 && offset &+ 8 <= bytes.count, "a word must lie inside the bytes")
        // SAFETY: The precondition keeps all eight bytes inside the span, and any bit pattern is a UInt64.
        let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
        bits = UInt64(littleEndian: word)
    }

    /// Eight times the same byte, as ``matches(_:)`` takes it.
    @inlinable
    @inline(__always)
    public static func repeating(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// The high bit of each byte that equals the one in `pattern`; the first is at `trailingZeroBitCount >> 3`.
    ///
    /// Exact for every byte, unlike the shorter test that borrows from one byte to the next.
    @inlinable
    @inline(__always)
    public func matches(_ pattern: UInt64) -> UInt64 {
        let difference = bits ^ pattern
        return ~(((difference & Self.lowBits) &+ Self.lowBits) | difference) & Self.highBits
    }

    /// Whether all eight bytes are ASCII.
    @inlinable
    @inline(__always)
    public var isASCII: Bool { bits & Self.highBits == 0 }
}
