/// Well-formed UTF-8.
///
/// - SeeAlso: Unicode 16, table 3-7 (well-formed UTF-8 byte sequences).
package enum UTF8Sequence {
    /// The length of the sequence at an offset: 1 to 4, or 0 when it is not well-formed.
    @inline(__always)
    package static func byteCount(in text: Span<UInt8>, at offset: Int) -> Int {
        let lead = text[offset]
        if lead < 0x80 { return 1 }
        guard offset &+ 1 < text.count else { return 0 }
        let second = text[offset &+ 1]
        if lead < 0xE0 {
            return lead >= 0xC2 && second & 0xC0 == 0x80 ? 2 : 0
        }
        guard offset &+ 2 < text.count, text[offset &+ 2] & 0xC0 == 0x80 else { return 0 }
        if lead < 0xF0 {
            let isValid =
                switch lead {
                case 0xE0: second >= 0xA0 && second <= 0xBF
                case 0xED: second >= 0x80 && second <= 0x9F
                default: second & 0xC0 == 0x80
                }
            return isValid ? 3 : 0
        }
        guard offset &+ 3 < text.count, text[offset &+ 3] & 0xC0 == 0x80 else { return 0 }
        let isValid =
            switch lead {
            case 0xF0: second >= 0x90 && second <= 0xBF
            case 0xF1...0xF3: second & 0xC0 == 0x80
            case 0xF4: second >= 0x80 && second <= 0x8F
            default: false
            }
        return isValid ? 4 : 0
    }

    /// The offset of the first sequence in a range that is not well-formed; nil when all are.
    package static func firstInvalidOffset(in text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = byteCount(in: text, at: offset)
            if count == 0 { return offset }
            offset &+= count
        }
        return nil
    }

    private typealias Lanes = SIMD16<UInt8>
    private static let laneCount = 16

    /// Whether a whole text is well-formed, sixteen bytes at a time.
    ///
    /// Sixteen bytes of ASCII after three bytes of ASCII are passed over. In any others, each byte is compared with the
    /// three before it.
    package static func isValid(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        // Lanes look at three bytes before them, so the first few are read one by one.
        while offset < text.count, offset < 3 {
            let count = byteCount(in: text, at: offset)
            if count == 0 { return false }
            offset &+= count
        }
        let firstBlock = offset
        var errors = Lanes()
        while offset &+ laneCount <= text.count {
            let isASCII =
                (word(in: text, at: offset &- 3) | word(in: text, at: offset) | word(in: text, at: offset &+ 8))
                & 0x8080_8080_8080_8080 == 0
            if !isASCII { errors |= self.errors(in: text, at: offset) }
            offset &+= laneCount
        }
        // SAFETY: Both are sixteen bytes of which every pattern is valid.
        let halves = unsafe unsafeBitCast(errors, to: SIMD2<UInt64>.self)
        if (halves[0] | halves[1]) & 0x8080_8080_8080_8080 != 0 { return false }
        // What is left is read from the last sequence that begins before it: only its beginning has been checked.
        let end = offset
        offset = max(firstBlock, end &- 3)
        while offset < end, text[offset] & 0xC0 == 0x80 { offset &+= 1 }
        return firstInvalidOffset(in: text, offset..<text.count) == nil
    }

    /// The highest bit of each of sixteen bytes that does not go with the three before it.
    ///
    /// Sums and masks only, since comparing lanes is slow where the compiler has no instruction for it. Only the highest
    /// bit of each term counts; doubling moves the next bit there.
    ///
    /// - SeeAlso: Unicode 16, table 3-7: after C2–DF comes one continuation, after E0–EF two, after F0–F4 three; the
    ///   first after E0 is at least A0, after ED at most 9F, after F0 at least 90, after F4 at most 8F.
    @inline(__always)
    private static func errors(in text: Span<UInt8>, at offset: Int) -> Lanes {
        let byte = lanes(in: text, at: offset)
        let first = lanes(in: text, at: offset &- 1)
        let second = lanes(in: text, at: offset &- 2)
        let third = lanes(in: text, at: offset &- 3)
        let byteBit6 = byte &+ byte
        let secondBit6 = second &+ second
        let thirdBit6 = third &+ third
        let thirdBit5 = thirdBit6 &+ thirdBit6
        let continues = byte & ~byteBit6
        let mustContinue =
            (first & (first &+ first)) | (second & secondBit6 & (secondBit6 &+ secondBit6))
            | (third & thirdBit6 & thirdBit5 & (thirdBit5 &+ thirdBit5))
        // What continues is 80 to BF, so bits 5 and 4 are enough to compare it with A0 and 90.
        let isFromA0 = byteBit6 &+ byteBit6
        let isFrom90 = isFromA0 | (isFromA0 &+ isFromA0)
        let isFirstFromF4 = first & ((first & 0x7F) &+ 0x0C)
        let isFromF5 = byte & ((byte & 0x7F) &+ 0x0B)
        return (continues ^ mustContinue) | (isEqual(first, 0xE0) & ~isFromA0) | (isEqual(first, 0xED) & isFromA0)
            | (isEqual(first, 0xF0) & ~isFrom90) | (isFirstFromF4 & isFrom90) | isFromF5
            | isEqual(byte & 0xFE, 0xC0)
    }

    @inline(__always)
    private static func isEqual(_ lanes: Lanes, _ value: UInt8) -> Lanes {
        let difference = lanes ^ Lanes(repeating: value)
        return ~(((difference & 0x7F) &+ 0x7F) | difference)
    }

    @inline(__always)
    private static func lanes(in text: Span<UInt8>, at offset: Int) -> Lanes {
        precondition(offset >= 0 && offset &+ laneCount <= text.count, "lanes lie inside the text")
        // SAFETY: The precondition keeps all sixteen bytes inside the span, and any bytes are lanes.
        return unsafe text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Lanes.self)
    }
}
