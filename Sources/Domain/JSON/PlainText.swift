/// The first offset of a quote, a backslash or a control character.
@inline(__always)
func skipPlain(_ text: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while offset &+ 8 <= text.count {
        let mask = stops(in: word(in: text, at: offset))
        if mask != 0 { return offset &+ mask.trailingZeroBitCount &>> 3 }
        offset &+= 8
    }
    while offset < text.count {
        let byte = text[offset]
        if byte == 0x22 || byte == 0x5C || byte < 0x20 { return offset }
        offset &+= 1
    }
    return offset
}

/// The high bit of each byte that is a quote, a backslash or a control character.
///
/// A borrow can set one too many, but only above a true one, and the lowest is the one that counts.
@inline(__always)
private func stops(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let found =
        ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word)
    return found & (ones &* 0x80)
}

extension OutputSpan<UInt8> {
    /// Appends a part of a text.
    @inline(__always)
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
        let part = text.extracting(range)
        guard part.count > 0 else { return }
        precondition(part.count <= freeCapacity, "the part fits")
        // The two cannot overlap, since the text is being read while the output is being written.
        // SAFETY: The source is used only inside the closure, and no byte beyond its count is read.
        unsafe part.withUnsafeBufferPointer { source in
            // SAFETY: The count grows by the bytes that are initialised below, no more and no less.
            unsafe withUnsafeMutableBufferPointer { buffer, count in
                // SAFETY: The precondition leaves room after the count for all of the source.
                _ = unsafe buffer.extracting(count..<(count + source.count)).initialize(fromContentsOf: source)
                count += source.count
            }
        }
    }
}
