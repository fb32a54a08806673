/// Internet addresses.
enum Addresses {
    /// Four decimal numbers without leading zeros: RFC 2673, section 3.2, as `IPv4address` of RFC 3986 writes it.
    static func isIPv4(_ text: Span<UInt8>) -> Bool {
        isIPv4(text, in: 0..<text.count, allowsLeadingZeros: false)
    }

    /// The same in part of a text; `Snum` of RFC 5321 allows leading zeros.
    static func isIPv4(_ text: Span<UInt8>, in range: Range<Int>, allowsLeadingZeros: Bool) -> Bool {
        let digits = ByteClass.digits
        var offset = range.lowerBound
        for index in 0..<4 {
            if index > 0 {
                guard offset < range.upperBound, text.has(".", at: offset) else { return false }
                offset += 1
            }
            let start = offset
            var value = 0
            while offset < range.upperBound, offset - start < 3, digits.contains(text[offset]) {
                value = value * 10 + Int(text[offset] - UInt8(ascii: "0"))
                offset += 1
            }
            guard offset > start, value <= 255 else { return false }
            if !allowsLeadingZeros, offset - start > 1, text.has("0", at: start) { return false }
        }
        return offset == range.upperBound
    }

    /// The text forms of RFC 4291, section 2.2.
    static func isIPv6(_ text: Span<UInt8>) -> Bool {
        isIPv6(text, in: 0..<text.count)
    }

    static func isIPv6(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
        let hexadecimals = ByteClass.hexadecimals
        let end = range.upperBound
        var offset = range.lowerBound
        var groupCount = 0
        var isCompressed = false
        if end - offset >= 2, text.has(":", at: offset), text.has(":", at: offset + 1) {
            isCompressed = true
            offset += 2
        }
        while offset < end {
            let start = offset
            while offset < end, hexadecimals.contains(text[offset]) { offset += 1 }
            if offset < end, text.has(".", at: offset) {
                guard isIPv4(text, in: start..<end, allowsLeadingZeros: false) else { return false }
                groupCount += 2
                break
            }
            guard (1...4).contains(offset - start) else { return false }
            groupCount += 1
            if offset == end { break }
            guard text.has(":", at: offset), offset + 1 < end else { return false }
            offset += 1
            if text.has(":", at: offset) {
                if isCompressed { return false }
                isCompressed = true
                offset += 1
            }
        }
        return isCompressed ? groupCount <= 7 : groupCount == 8
    }
}
