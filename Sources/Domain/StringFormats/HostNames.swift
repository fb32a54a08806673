import RegularExpressions

/// Host names of RFC 1123, section 2.1, and their international form of RFC 5890.
enum HostNames {
    private static let labelCharacters = ByteClass.alphanumerics + ByteClass("-")

    /// Octets of a label and of a name: RFC 1035, section 2.3.4, without the root's dot and length bytes.
    static let maximumLabelCount = 63
    static let maximumCount = 253

    static func isHostName(_ text: Span<UInt8>) -> Bool {
        guard text.count <= maximumCount else { return false }
        var start = 0
        while true {
            let end = text.firstOffset(of: ".", in: start..<text.count)
            guard isASCIILabel(text, in: start..<end) else { return false }
            if InternationalLabel.isEncoded(text, in: start..<end) {
                guard let label = InternationalLabel(encoded: text, in: start..<end), label.isValid() else {
                    return false
                }
            }
            if end == text.count { return true }
            start = end + 1
        }
    }

    /// A label of letters, digits and hyphens, with no hyphen at its ends.
    static func isASCIILabel(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
        guard (1...maximumLabelCount).contains(range.count), !text.has("-", at: range.lowerBound),
            !text.has("-", at: range.upperBound - 1)
        else { return false }
        let members = labelCharacters
        for offset in range where !members.contains(text[offset]) { return false }
        return true
    }

    /// Labels between any of the dots of RFC 3490, section 3.1; each an A-label, a U-label or plain ASCII.
    static func isInternationalHostName(_ text: Span<UInt8>) -> Bool {
        if isPlainHostName(text) { return true }
        var labels: [InternationalLabel] = []
        var byteCount = -1
        var start = 0
        while true {
            guard let separator = nextSeparator(text, from: start),
                let label = label(text, in: start..<separator.lowerBound)
            else { return false }
            byteCount += label.encodedCount + 1
            guard byteCount <= maximumCount else { return false }
            labels.append(label)
            if separator.isEmpty { break }
            start = separator.upperBound
        }
        // One label from right to left puts the Bidi rule on all of them.
        guard labels.contains(where: \.hasRightToLeft) else { return true }
        return labels.allSatisfy { BidiRule.accepts($0.scalars) }
    }

    /// A short way for most names: labels of ASCII of which none is encoded or reserved.
    private static func isPlainHostName(_ text: Span<UInt8>) -> Bool {
        guard text.count <= maximumCount else { return false }
        var start = 0
        while true {
            let end = text.firstOffset(of: ".", in: start..<text.count)
            guard isASCIILabel(text, in: start..<end), !hasReservedHyphens(text, in: start..<end) else { return false }
            if end == text.count { return true }
            start = end + 1
        }
    }

    /// Whether two hyphens stand where those of `xn--` do: RFC 5890, section 2.3.1.
    private static func hasReservedHyphens(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
        range.count > 3 && text.has("-", at: range.lowerBound + 2) && text.has("-", at: range.lowerBound + 3)
    }

    private static func label(_ text: Span<UInt8>, in range: Range<Int>) -> InternationalLabel? {
        guard isASCIILabel(text, in: range) else {
            guard let label = InternationalLabel(text, in: range), label.isValid() else { return nil }
            return label
        }
        if InternationalLabel.isEncoded(text, in: range) {
            guard let label = InternationalLabel(encoded: text, in: range), label.isValid() else { return nil }
            return label
        }
        if hasReservedHyphens(text, in: range) { return nil }
        return InternationalLabel(plain: text, in: range)
    }

    /// The next dot, empty at the end of the text; nil when the text is not well-formed.
    private static func nextSeparator(_ text: Span<UInt8>, from start: Int) -> Range<Int>? {
        var offset = start
        while offset < text.count {
            guard let scalar = text.scalar(at: offset) else { return nil }
            switch scalar.value {
            case 0x2E, 0x3002, 0xFF0E, 0xFF61: return offset..<(offset + scalar.byteCount)
            default: offset += scalar.byteCount
            }
        }
        return offset..<offset
    }
}
