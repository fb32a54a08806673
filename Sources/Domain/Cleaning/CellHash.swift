/// A fast hash of a cell, the same in every run, by which reports tell values apart.
///
/// Nothing depends on it but what a report says: a source made to collide makes its own report wrong, and no record.
enum CellHash {
    private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let second: UInt64 = 0xA076_1D64_78BD_642F

    /// Both halves of a product, folded.
    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    @inline(__always)
    private static func word(_ text: Span<UInt8>, _ offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset &+ 8 <= text.count, "a word must lie inside the text")
        // SAFETY: The precondition keeps all eight bytes inside the span, and any bit pattern is a UInt64.
        return unsafe UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The hash of a text; never 0.
    static func hash(_ text: Span<UInt8>) -> UInt64 {
        let count = text.count
        var state = first &+ UInt64(truncatingIfNeeded: count) &* second
        if count >= 8 {
            var offset = 0
            while offset &+ 8 < count {
                state = fold(state ^ word(text, offset), second) &+ first
                offset &+= 8
            }
            // The last eight bytes, some of them perhaps once more.
            state = fold(state ^ word(text, count &- 8), second) &+ first
        } else {
            var last: UInt64 = 0
            for offset in 0..<count { last = last &<< 8 | UInt64(text[offset]) }
            state = fold(state ^ last, second) &+ first
        }
        return max(1, mixed(state))
    }

    /// A number whose every bit depends on every bit of another one; no two numbers have the same.
    ///
    /// - SeeAlso: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
    @inline(__always)
    static func mixed(_ number: UInt64) -> UInt64 {
        var state = number
        state = (state ^ state &>> 30) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ state &>> 27) &* 0x94D0_49BB_1331_11EB
        return state ^ state &>> 31
    }
}
