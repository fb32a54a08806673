/// Reads the text of a number.
enum NumberScanner {
    struct Result {
        let node: TapeNode
        /// Offset after the last digit.
        let end: Int
    }

    /// Reads the number at an offset, as RFC 8259 section 6 writes it.
    @inline(__always)
    static func scan(_ text: Span<UInt8>, from start: Int) throws(JSONFailure) -> Result {
        var offset = start
        let isNegative = text[offset] == UInt8(ascii: "-")
        if isNegative { offset &+= 1 }
        let digits = offset
        var value: UInt64 = 0
        while let digit = digit(text, at: offset) {
            value = value &* 10 &+ UInt64(digit)
            offset &+= 1
        }
        let digitCount = offset &- digits
        if digitCount == 0 || (digitCount > 1 && text[digits] == UInt8(ascii: "0")) {
            throw failure(text, at: digitCount == 0 ? offset : start, start: start)
        }
        guard offset < text.count else { return integer(start, offset, digitCount, value, isNegative) }
        let next = text[offset]
        if next != UInt8(ascii: "."), next | 0x20 != UInt8(ascii: "e") {
            return integer(start, offset, digitCount, value, isNegative)
        }
        return try fraction(text, from: start, at: offset)
    }

    private static func fraction(_ text: Span<UInt8>, from start: Int, at point: Int) throws(JSONFailure) -> Result {
        var offset = point
        if text[offset] == UInt8(ascii: ".") {
            offset = try digits(text, from: offset &+ 1, start: start)
        }
        if offset < text.count, text[offset] | 0x20 == UInt8(ascii: "e") {
            offset &+= 1
            if offset < text.count, text[offset] == UInt8(ascii: "+") || text[offset] == UInt8(ascii: "-") {
                offset &+= 1
            }
            offset = try digits(text, from: offset, start: start)
        }
        return Result(node: TapeNode(kind: .number, offset: start, length: offset &- start), end: offset)
    }

    /// Skips one digit or more.
    @inline(__always)
    private static func digits(_ text: Span<UInt8>, from first: Int, start: Int) throws(JSONFailure) -> Int {
        var offset = first
        while digit(text, at: offset) != nil { offset &+= 1 }
        if offset == first { throw failure(text, at: offset, start: start) }
        return offset
    }

    @inline(__always)
    private static func digit(_ text: Span<UInt8>, at offset: Int) -> UInt8? {
        guard offset < text.count else { return nil }
        let digit = text[offset] &- UInt8(ascii: "0")
        return digit <= 9 ? digit : nil
    }

    private static func failure(_ text: Span<UInt8>, at offset: Int, start: Int) -> JSONFailure {
        offset >= text.count
            ? JSONFailure(code: .unexpectedEnd, offset: text.count) : JSONFailure(code: .invalidNumber, offset: start)
    }

    @inline(__always)
    private static func integer(
        _ start: Int,
        _ end: Int,
        _ digitCount: Int,
        _ value: UInt64,
        _ isNegative: Bool
    ) -> Result {
        var flags = TapeNode.integerSyntaxFlag
        var payload: UInt64 = 0
        // Sixteen digits fit into the 56 bits of the payload.
        if digitCount <= 16 {
            flags |= TapeNode.inlineIntegerFlag
            payload = isNegative ? 0 &- value : value
        }
        return Result(
            node: TapeNode(kind: .number, offset: start, length: end &- start, flags: flags, payload: payload),
            end: end
        )
    }
}
