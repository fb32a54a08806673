/// Eight bytes as one integer, the first byte lowest.
@inlinable
@inline(__always)
package func byteWord(in bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= bytes.count, "a word must lie inside the bytes")
    // SAFETY: The precondition keeps all eight bytes inside the span, and any bit pattern is a UInt64.
    return unsafe UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}
