/// A string that has been read: where its content stands and where the text goes on.
struct ScannedString {
    /// Offset of the content: in the text, or past its end among the unescaped strings.
    let start: Int
    let count: Int
    /// Offset after the closing quote.
    let end: Int
    let isDecoded: Bool

    @inline(__always)
    func node(payload: UInt64) -> TapeNode {
        TapeNode(
            kind: .string,
            offset: start,
            length: count,
            flags: isDecoded ? TapeNode.decodedFlag : 0,
            payload: payload
        )
    }
}

extension TapeReader {
    /// Reads a string from the offset after its opening quote, eight bytes at a time while nothing is special.
    ///
    /// `node` is the index that the string will have on the tape.
    @inline(__always)
    mutating func scanString(_ text: Span<UInt8>, from start: Int, node: Int) throws(JSONFailure) -> ScannedString {
        let offset = skipPlain(text, from: start)
        if offset < text.count, text[offset] == UInt8(ascii: "\""), isValidUTF8 {
            return ScannedString(start: start, count: offset &- start, end: offset &+ 1, isDecoded: false)
        }
        return try scanSpecialString(text, from: start, to: offset, node: node)
    }

    /// Reads a string that does not simply end at the first byte that is special.
    private mutating func scanSpecialString(
        _ text: Span<UInt8>,
        from start: Int,
        to offset: Int,
        node: Int
    ) throws(JSONFailure) -> ScannedString {
        if !isValidUTF8, let invalid = UTF8Sequence.firstInvalidOffset(in: text, start..<offset) {
            throw JSONFailure(code: .invalidUTF8, offset: invalid)
        }
        guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        switch text[offset] {
        case UInt8(ascii: "\""):
            return ScannedString(start: start, count: offset &- start, end: offset &+ 1, isDecoded: false)
        case UInt8(ascii: "\\"): return try decodeString(text, from: start, firstEscape: offset, node: node)
        default: throw JSONFailure(code: .controlCharacter, offset: offset)
        }
    }

    /// Reads a string with escapes from its start into the unescaped bytes.
    private mutating func decodeString(
        _ text: Span<UInt8>,
        from start: Int,
        firstEscape: Int,
        node: Int
    ) throws(JSONFailure) -> ScannedString {
        if decoded.isEmpty {
            decoded.reserveCapacity(text.count + (text.count - start) / 2 + 64)
            decoded.append(addingCapacity: text.count) { $0.append(text, 0..<text.count) }
        }
        let content = decoded.count
        decodedStrings.append(DecodedString(node: node, offset: start - 1, content: content))
        var unescaper = Unescaper(text: start, firstEscape: firstEscape, isValidUTF8: isValidUTF8)
        while !unescaper.isDone {
            let room = max(unescaper.neededCapacity, min(text.count - unescaper.offset, 4096))
            try decoded.append(addingCapacity: room) { (output: inout OutputSpan<UInt8>) throws(JSONFailure) in
                try unescaper.unescape(text, into: &output)
            }
        }
        return ScannedString(start: content, count: decoded.count - content, end: unescaper.offset + 1, isDecoded: true)
    }
}

/// Turns the escapes of one string into what they mean.
private struct Unescaper {
    /// Where reading goes on; at the end, the closing quote.
    private(set) var offset: Int
    private(set) var isDone = false
    /// Up to here the text has been written.
    private var copied: Int
    private let isValidUTF8: Bool
    /// The longest that one escape sequence can become.
    private static let escapeCapacity = 4

    init(text start: Int, firstEscape: Int, isValidUTF8: Bool) {
        copied = start
        offset = firstEscape
        self.isValidUTF8 = isValidUTF8
    }

    /// How many bytes the next step can write.
    var neededCapacity: Int { offset &- copied &+ Self.escapeCapacity }

    /// Writes the string up to its closing quote, or until the output is full.
    mutating func unescape(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) throws(JSONFailure) {
        while output.freeCapacity >= neededCapacity {
            guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            let byte = text[offset]
            if byte == UInt8(ascii: "\\") {
                output.append(text, copied..<offset)
                // Where there is one escape, there are often more.
                repeat {
                    offset = try escape(text, at: offset, into: &output)
                } while offset < text.count && text[offset] == UInt8(ascii: "\\")
                    && output.freeCapacity >= Self.escapeCapacity
                copied = offset
            } else if byte == UInt8(ascii: "\"") {
                output.append(text, copied..<offset)
                isDone = true
                return
            } else if byte < 0x20 {
                throw JSONFailure(code: .controlCharacter, offset: offset)
            }
            offset = skipPlain(text, from: offset)
            if !isValidUTF8, let invalid = UTF8Sequence.firstInvalidOffset(in: text, copied..<offset) {
                throw JSONFailure(code: .invalidUTF8, offset: invalid)
            }
        }
    }

    /// Writes what one escape sequence means; returns the offset after it.
    @inline(__always)
    private func escape(
        _ text: Span<UInt8>,
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(JSONFailure) -> Int {
        guard offset &+ 1 < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        let letter = text[offset &+ 1]
        if letter == UInt8(ascii: "u") { return try unicodeEscape(text, at: offset, into: &output) }
        switch letter {
        case UInt8(ascii: "\""): output.append(0x22)
        case UInt8(ascii: "\\"): output.append(0x5C)
        case UInt8(ascii: "/"): output.append(0x2F)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        default: throw JSONFailure(code: .invalidEscape, offset: offset)
        }
        return offset &+ 2
    }

    @inline(__always)
    private func unicodeEscape(
        _ text: Span<UInt8>,
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(JSONFailure) -> Int {
        let unit = try hexadecimal(text, at: offset)
        let end = offset &+ 6
        if unit & 0xF800 == 0xD800 {
            return try surrogatePair(text, high: unit, at: offset, into: &output)
        } else if unit < 0x80 {
            output.append(UInt8(truncatingIfNeeded: unit))
        } else if unit < 0x800 {
            output.append(0xC0 | UInt8(truncatingIfNeeded: unit &>> 6))
            output.append(0x80 | UInt8(truncatingIfNeeded: unit & 0x3F))
        } else {
            output.append(0xE0 | UInt8(truncatingIfNeeded: unit &>> 12))
            output.append(0x80 | UInt8(truncatingIfNeeded: unit &>> 6 & 0x3F))
            output.append(0x80 | UInt8(truncatingIfNeeded: unit & 0x3F))
        }
        return end
    }

    private func surrogatePair(
        _ text: Span<UInt8>,
        high: UInt32,
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(JSONFailure) -> Int {
        let next = offset + 6
        guard high & 0xFC00 == 0xD800, next + 1 < text.count, text[next] == UInt8(ascii: "\\"),
            text[next + 1] == UInt8(ascii: "u")
        else { throw JSONFailure(code: .loneSurrogate, offset: offset) }
        let low = try hexadecimal(text, at: next)
        guard low & 0xFC00 == 0xDC00 else { throw JSONFailure(code: .loneSurrogate, offset: offset) }
        let scalar = 0x10000 + ((high & 0x3FF) << 10 | low & 0x3FF)
        output.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
        output.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F))
        output.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
        output.append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
        return next + 6
    }

    /// The four digits of a `\u` escape.
    @inline(__always)
    private func hexadecimal(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> UInt32 {
        guard offset &+ 10 <= text.count else { return try lateHexadecimal(text, at: offset) }
        // All four digits at once, since whether one is a letter is anybody's guess.
        let digits = UInt32(truncatingIfNeeded: word(in: text, at: offset &+ 2))
        guard Self.areHexadecimal(digits) else { throw lateFailure(text, at: offset) }
        let values = (digits & 0x0F0F_0F0F) &+ (digits &>> 6 & 0x0101_0101) &* 9
        return (values & 0xF) &<< 12 | (values &>> 8 & 0xF) &<< 8 | (values &>> 16 & 0xF) &<< 4 | values &>> 24
    }

    /// Whether four bytes are 0–9, A–F or a–f each.
    ///
    /// Adding moves what is large enough into the highest bit of its byte; no byte carries into the next, since all have
    /// seven bits.
    @inline(__always)
    private static func areHexadecimal(_ digits: UInt32) -> Bool {
        let ones: UInt32 = 0x0101_0101
        let bytes = digits & (ones &* 0x7F)
        let letters = bytes | (ones &* 0x20)
        let isDigit = (bytes &+ ones &* 0x50) & ~(bytes &+ ones &* 0x46)
        let isLetter = (letters &+ ones &* 0x1F) & ~(letters &+ ones &* 0x19)
        return (isDigit | isLetter) & ~digits & (ones &* 0x80) == ones &* 0x80
    }

    /// The four digits near the end of the text, one by one.
    private func lateHexadecimal(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> UInt32 {
        var value: UInt32 = 0
        for index in (offset + 2)..<(offset + 6) {
            guard index < text.count, case let digit = hexadecimalDigit(text[index]), digit <= 15 else {
                throw lateFailure(text, at: offset)
            }
            value = value << 4 | digit
        }
        return value
    }

    /// What is wrong with the digits of a `\u` escape: one is none, or the text ends before.
    private func lateFailure(_ text: Span<UInt8>, at offset: Int) -> JSONFailure {
        for index in (offset + 2)..<min(offset + 6, text.count) where hexadecimalDigit(text[index]) > 15 {
            return JSONFailure(code: .invalidEscape, offset: offset)
        }
        return JSONFailure(code: .unexpectedEnd, offset: text.count)
    }
}

/// The value of a hexadecimal digit; more than 15 for any other byte.
@inline(__always)
private func hexadecimalDigit(_ byte: UInt8) -> UInt32 {
    let digit = byte &- UInt8(ascii: "0")
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    let letterValue: UInt8 = letter <= 5 ? letter &+ 10 : 0xFF
    return UInt32(digit <= 9 ? digit : letterValue)
}
