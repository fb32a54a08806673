import RegularExpressions

/// White space at the ends of a cell and inside it.
///
/// It is what Unicode calls White_Space, and also U+200B (zero width space) and U+FEFF (byte order mark), which people
/// cannot see either.
///
/// - SeeAlso: Unicode Character Database, PropList.txt, White_Space.
enum WhiteSpace {
    /// The ends that a trim looks at.
    enum Sides: String, Sendable, CaseIterable, BitwiseCopyable {
        case both
        case left
        case right
    }

    /// How many bytes of white space begin at an offset; 0 when there is none.
    @inline(__always)
    static func byteCount(in text: Span<UInt8>, at offset: Int) -> Int {
        let byte = text[offset]
        if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
        guard byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF else { return 0 }
        return wideByteCount(in: text, at: offset)
    }

    private static func wideByteCount(in text: Span<UInt8>, at offset: Int) -> Int {
        guard offset + 1 < text.count else { return 0 }
        let second = text[offset + 1]
        if text[offset] == 0xC2 { return second == 0x85 || second == 0xA0 ? 2 : 0 }
        guard offset + 2 < text.count else { return 0 }
        return isWide(text[offset], second, text[offset + 2]) ? 3 : 0
    }

    private static func isWide(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second) {
        case (0xE1, 0x9A): third == 0x80
        case (0xE2, 0x80): third <= 0x8B || third == 0xA8 || third == 0xA9 || third == 0xAF
        case (0xE2, 0x81): third == 0x9F
        case (0xE3, 0x80): third == 0x80
        case (0xEF, 0xBB): third == 0xBF
        default: false
        }
    }

    /// How many bytes of white space end before an offset, which is past 0.
    @inline(__always)
    private static func byteCount(in text: Span<UInt8>, before offset: Int) -> Int {
        let byte = text[offset - 1]
        if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
        if offset >= 2, text[offset - 2] == 0xC2 { return byte == 0x85 || byte == 0xA0 ? 2 : 0 }
        guard offset >= 3 else { return 0 }
        return isWide(text[offset - 3], text[offset - 2], byte) ? 3 : 0
    }

    /// A text without the white space at its ends.
    @inline(__always)
    static func trimmed(_ text: Span<UInt8>, _ sides: Sides = .both) -> Range<Int> {
        var start = 0
        var end = text.count
        if sides != .right {
            while start < end {
                let count = byteCount(in: text, at: start)
                if count == 0 { break }
                start &+= count
            }
        }
        if sides != .left {
            while end > start {
                let count = byteCount(in: text, before: end)
                if count == 0 { break }
                end &-= count
            }
        }
        return start..<end
    }

    /// A text without some characters at its ends.
    static func trimmed(_ text: Span<UInt8>, of scalars: [UInt32], _ sides: Sides) -> Range<Int> {
        var start = 0
        var end = text.count
        while sides != .right, start < end {
            let scalar = text.repairedScalar(at: start)
            guard scalars.contains(scalar.value) else { break }
            start += scalar.byteCount
        }
        while sides != .left, end > start {
            var offset = end - 1
            while offset > start, end - offset < 4, text[offset] & 0xC0 == 0x80 { offset -= 1 }
            let scalar = text.repairedScalar(at: offset)
            guard offset + scalar.byteCount == end, scalars.contains(scalar.value) else { break }
            end = offset
        }
        return start..<end
    }

    /// Makes one blank of each run of white space, at the ends too; what has no width vanishes.
    static func squeeze(_ text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var copied = 0
        var offset = 0
        var hasChanged = false
        while offset < text.count {
            let start = offset
            var isSeen = false
            while offset < text.count {
                let count = byteCount(in: text, at: offset)
                if count == 0 { break }
                if !isZeroWidth(text, at: offset) { isSeen = true }
                offset += count
            }
            if offset == start {
                offset += 1
            } else if offset - start > 1 || text[start] != 0x20 {
                output.append(text, copied..<start)
                if isSeen { output.append(0x20) }
                copied = offset
                hasChanged = true
            }
        }
        guard hasChanged else { return text.whole }
        output.append(text, copied..<text.count)
        return .written
    }

    /// Whether U+200B or U+FEFF begins at an offset.
    private static func isZeroWidth(_ text: Span<UInt8>, at offset: Int) -> Bool {
        text.has(0xE2, 0x80, 0x8B, at: offset) || text.has(0xEF, 0xBB, 0xBF, at: offset)
    }
}
