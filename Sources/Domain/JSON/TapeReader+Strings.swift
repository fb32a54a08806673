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
    /// Reads a string from the offset after its opening quote, eight bytes at a time while they are plain ASCII.
    @inline(__always)
    mutating func scanString(_ text: Span<UInt8>, from start: Int) throws(JSONFailure) -> ScannedString {
        var offset = start
        while true {
            offset = skipPlain(text, from: offset)
            guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") {
                return ScannedString(start: start, count: offset - start, end: offset + 1, isDecoded: false)
            }
            if byte == UInt8(ascii: "\\") { return try decodeString(text, from: start, firstEscape: offset) }
            if byte < 0x20 { throw JSONFailure(code: .controlCharacter, offset: offset) }
            offset = try skipMultibyte(text, from: offset)
        }
    }

    /// The first offset that is a quote, a backslash, a control character or not ASCII.
    @inline(__always)
    private func skipPlain(_ text: Span<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var offset = start
        while offset &+ 8 <= text.count {
            let word = word(in: text, at: offset)
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            // Each term has a byte's high bit set where that byte stops the scan. A borrow can set one too many, but
            // only above a true one, and the lowest is the one that counts.
            let stops =
                ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
                | ((word &- ones &* 0x20) & ~word) | word
            let mask = stops & highs
            if mask != 0 { return offset &+ mask.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        while offset < text.count {
            let byte = text[offset]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return offset }
            offset &+= 1
        }
        return offset
    }

    /// Checks a run of characters beyond ASCII; returns the offset of the first ASCII byte after it.
    ///
    /// - SeeAlso: Unicode 16, table 3-7 (well-formed UTF-8 byte sequences).
    @inline(__always)
    private func skipMultibyte(_ text: Span<UInt8>, from start: Int) throws(JSONFailure) -> Int {
        var offset = start
        while offset < text.count, text[offset] >= 0x80 {
            let count = UTF8Sequence.byteCount(in: text, at: offset)
            guard count > 0 else { throw JSONFailure(code: .invalidUTF8, offset: offset) }
            offset &+= count
        }
        return offset
    }

    /// Reads a string with escapes from its start into the unescaped bytes.
    private mutating func decodeString(
        _ text: Span<UInt8>,
        from start: Int,
        firstEscape: Int
    ) throws(JSONFailure) -> ScannedString {
        noteDecodedString(at: start - 1)
        let first = decoded.count
        var copied = start
        var offset = firstEscape
        while true {
            guard offset < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            let byte = text[offset]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                append(text, from: copied, to: offset)
                offset = try escape(text, at: offset)
                copied = offset
            } else if byte < 0x20 {
                throw JSONFailure(code: .controlCharacter, offset: offset)
            } else {
                offset = try skipMultibyte(text, from: offset)
            }
            offset = skipPlain(text, from: offset)
        }
        append(text, from: copied, to: offset)
        return ScannedString(
            start: text.count + first,
            count: decoded.count - first,
            end: offset + 1,
            isDecoded: true
        )
    }

    private mutating func append(_ text: Span<UInt8>, from start: Int, to end: Int) {
        for index in start..<end { decoded.append(text[index]) }
    }

    /// Reads one escape sequence; returns the offset after it.
    private mutating func escape(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> Int {
        guard offset + 1 < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
        switch text[offset + 1] {
        case UInt8(ascii: "\""): decoded.append(0x22)
        case UInt8(ascii: "\\"): decoded.append(0x5C)
        case UInt8(ascii: "/"): decoded.append(0x2F)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): return try unicodeEscape(text, at: offset)
        default: throw JSONFailure(code: .invalidEscape, offset: offset)
        }
        return offset + 2
    }

    private mutating func unicodeEscape(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> Int {
        let unit = try hexadecimal(text, at: offset)
        var scalar = UInt32(unit)
        var end = offset + 6
        if unit & 0xFC00 == 0xD800 {
            guard end + 1 < text.count, text[end] == UInt8(ascii: "\\"), text[end + 1] == UInt8(ascii: "u") else {
                throw JSONFailure(code: .loneSurrogate, offset: offset)
            }
            let low = try hexadecimal(text, at: end)
            guard low & 0xFC00 == 0xDC00 else { throw JSONFailure(code: .loneSurrogate, offset: offset) }
            scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
            end += 6
        }
        guard let character = Unicode.Scalar(scalar) else {
            throw JSONFailure(code: .loneSurrogate, offset: offset)
        }
        decoded.append(contentsOf: UTF8.encode(character) ?? .encodedReplacementCharacter)
        return end
    }

    /// The four digits of a `\u` escape.
    private func hexadecimal(_ text: Span<UInt8>, at offset: Int) throws(JSONFailure) -> UInt16 {
        var value: UInt16 = 0
        for index in (offset + 2)..<(offset + 6) {
            guard index < text.count else { throw JSONFailure(code: .unexpectedEnd, offset: text.count) }
            guard let digit = hexadecimalValue(of: text[index]) else {
                throw JSONFailure(code: .invalidEscape, offset: offset)
            }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}

/// The value of a hexadecimal digit.
func hexadecimalValue(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// Well-formed UTF-8, one sequence at a time.
package enum UTF8Sequence {
    /// The length of the sequence at an offset: 1 to 4, or 0 when it is not well-formed.
    ///
    /// - SeeAlso: Unicode 16, table 3-7.
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
}
