/// A hash of 128 bits that nobody can foretell who does not know its key: SipHash-2-4.
///
/// Two texts among a thousand million have the same one with a chance below 10⁻²⁰.
///
/// - SeeAlso: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012), and its 128-bit variant.
struct KeyedHash: Sendable, BitwiseCopyable {
    private let first: UInt64
    private let second: UInt64

    /// A hash of a key; one is drawn for each run.
    init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    private struct State {
        var v0: UInt64
        var v1: UInt64
        var v2: UInt64
        var v3: UInt64

        @inline(__always)
        mutating func round() {
            v0 = v0 &+ v1
            v2 = v2 &+ v3
            v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
            v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
            v0 = v0 &<< 32 | v0 &>> 32
            v2 = v2 &+ v1
            v0 = v0 &+ v3
            v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
            v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
            v2 = v2 &<< 32 | v2 &>> 32
        }

        @inline(__always)
        mutating func take(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        @inline(__always)
        mutating func finish() -> UInt64 {
            for _ in 0..<4 { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }
    }

    @inline(__always)
    private static func word(in text: Span<UInt8>, at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset &+ 8 <= text.count, "a word must lie inside the text")
        // SAFETY: The precondition keeps all eight bytes inside the span, and any bit pattern is a UInt64.
        return unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The hash of a text; its first eight bytes are the low half.
    func hash(_ text: Span<UInt8>) -> UInt128 {
        var state = State(
            v0: first ^ 0x736f_6d65_7073_6575,
            v1: second ^ 0x646f_7261_6e64_6f6d ^ 0xEE,
            v2: first ^ 0x6c79_6765_6e65_7261,
            v3: second ^ 0x7465_6462_7974_6573
        )
        var offset = 0
        while offset &+ 8 <= text.count {
            state.take(Self.word(in: text, at: offset))
            offset &+= 8
        }
        var last = UInt64(truncatingIfNeeded: text.count) &<< 56
        var shift: UInt64 = 0
        while offset < text.count {
            last |= UInt64(text[offset]) &<< shift
            shift &+= 8
            offset &+= 1
        }
        state.take(last)
        state.v2 ^= 0xEE
        let low = state.finish()
        state.v1 ^= 0xDD
        let high = state.finish()
        return UInt128(high) << 64 | UInt128(low)
    }
}
