/// The 56-bit hash of a member name, computed once while parsing and compared as an integer ever after.
///
/// A name of up to seven bytes *is* its hash, so equal hashes and lengths mean equal names; longer names need one
/// comparison of bytes when their hashes agree. The seed differs from process to process, so that nobody outside can
/// prepare names that collide.
public enum KeyHash {
    /// Names of at most this many bytes are told apart by hash and length alone.
    public static let exactByteCount = 7

    package static let seed = UInt64.random(in: .min ... .max)

    /// The hash of a name given as text.
    public static func hash(_ name: String) -> UInt64 {
        let bytes = Array(name.utf8)
        return hash(bytes.span, from: 0, count: bytes.count, seed: seed)
    }

    /// The hash of `count` bytes from `start`.
    @inline(__always)
    static func hash(_ bytes: Span<UInt8>, from start: Int, count: Int, seed: UInt64) -> UInt64 {
        if count <= exactByteCount { return shortHash(bytes, from: start, count: count) }
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        var offset = start
        let last = start + count - 8
        while offset < last {
            hash = mix(hash ^ word(in: bytes, at: offset))
            offset += 8
        }
        return mix(hash ^ word(in: bytes, at: last)) >> 8
    }

    /// The bits of a hash spread so that nobody who does not know the seed can tell where they go.
    @inline(__always)
    package static func spread(_ hash: UInt64, seed: UInt64) -> UInt64 {
        let product = (hash ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return (product.high ^ product.low) >> 20
    }

    @inline(__always)
    private static func shortHash(_ bytes: Span<UInt8>, from start: Int, count: Int) -> UInt64 {
        if start + 8 <= bytes.count {
            return word(in: bytes, at: start) & ((1 << UInt64(truncatingIfNeeded: count * 8)) &- 1)
        }
        var hash: UInt64 = 0
        for index in 0..<count { hash |= UInt64(bytes[start + index]) << UInt64(index * 8) }
        return hash
    }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}

/// Eight bytes as one integer, the first byte lowest.
@inline(__always)
func word(in bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= bytes.count, "a word must lie inside the bytes")
    // SAFETY: The precondition keeps all eight bytes inside the span, and any bit pattern is a UInt64.
    return unsafe UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}
