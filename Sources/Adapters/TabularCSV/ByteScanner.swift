import Tabular

/// The places of three bytes in a text, eight bytes at a time.
struct ByteScanner: Sendable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let bytes: (UInt8, UInt8, UInt8)

    /// A scanner for any of three bytes; the same byte may be given twice.
    init(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
        bytes = (first, second, third)
        self.first = ByteWord.repeating(first)
        self.second = ByteWord.repeating(second)
        self.third = ByteWord.repeating(third)
    }

    /// The high bit of each of eight bytes that is one of the three; the first is at `trailingZeroBitCount >> 3`.
    @inline(__always)
    func hits(_ text: Span<UInt8>, at offset: Int) -> UInt64 {
        let word = ByteWord(text, at: offset)
        return word.matches(first) | word.matches(second) | word.matches(third)
    }

    /// The same for the less than eight bytes at the end of a text.
    func tailHits(_ text: Span<UInt8>, at offset: Int) -> UInt64 {
        var hits: UInt64 = 0
        for index in offset..<text.count {
            let byte = text[index]
            guard byte == bytes.0 || byte == bytes.1 || byte == bytes.2 else { continue }
            hits |= 0x80 << UInt64(8 * (index - offset))
        }
        return hits
    }

    /// The offset of the next of the three bytes from `offset` on; the text's count when there is none.
    func next(in text: Span<UInt8>, from offset: Int) -> Int {
        var base = offset
        while base &+ 8 <= text.count {
            let word = hits(text, at: base)
            if word != 0 { return base &+ (word.trailingZeroBitCount &>> 3) }
            base &+= 8
        }
        let word = base < text.count ? tailHits(text, at: base) : 0
        return word == 0 ? text.count : base &+ (word.trailingZeroBitCount &>> 3)
    }
}
