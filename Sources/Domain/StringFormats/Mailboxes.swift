import RegularExpressions

/// `Mailbox` of RFC 5321, section 4.1.2, which RFC 6531, section 3.3, opens to all of Unicode.
enum Mailboxes {
    private static let atomText = ByteClass.alphanumerics + ByteClass("!#$%&'*+-/=?^_`{|}~")

    /// Octets of a local part, of a domain and of both: RFC 5321, section 4.5.3.1; a path has two more for `<>`.
    private static let maximumLocalCount = 64
    private static let maximumDomainCount = 255
    private static let maximumCount = 254

    static func isMailbox(_ text: Span<UInt8>, isInternational: Bool) -> Bool {
        guard text.count <= maximumCount, !isInternational || text.isWellFormed else { return false }
        let localEnd =
            text.has("\"", at: 0)
            ? endOfQuotedString(text, isInternational) : endOfDotString(text, isInternational)
        guard let localEnd, localEnd <= maximumLocalCount, text.has("@", at: localEnd) else { return false }
        let domain = (localEnd + 1)..<text.count
        guard !domain.isEmpty, domain.count <= maximumDomainCount else { return false }
        if text.has("[", at: domain.lowerBound) { return isAddressLiteral(text, in: domain) }
        return isDomain(text, in: domain, isInternational)
    }

    private static func endOfDotString(_ text: Span<UInt8>, _ isInternational: Bool) -> Int? {
        var offset = 0
        var needsAtom = true
        while let byte = text.byte(at: offset) {
            if atomText.contains(byte) || (isInternational && byte >= 0x80) {
                needsAtom = false
            } else if byte == UInt8(ascii: "."), !needsAtom {
                needsAtom = true
            } else {
                break
            }
            offset += 1
        }
        return needsAtom ? nil : offset
    }

    private static func endOfQuotedString(_ text: Span<UInt8>, _ isInternational: Bool) -> Int? {
        var offset = 1
        while let byte = text.byte(at: offset) {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return offset
            case UInt8(ascii: "\\"):
                guard let escaped = text.byte(at: offset), (0x20...0x7E).contains(escaped) else { return nil }
                offset += 1
            case 0x20...0x7E: break
            case 0x80... where isInternational: break
            default: return nil
            }
        }
        return nil
    }

    /// Of the tags in brackets, IANA has registered `IPv6` alone.
    private static func isAddressLiteral(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
        let content = (range.lowerBound + 1)..<max(range.upperBound - 1, range.lowerBound + 1)
        guard range.count >= 2, text.has("]", at: content.upperBound) else { return false }
        if Addresses.isIPv4(text, in: content, allowsLeadingZeros: true) { return true }
        guard content.count > 5, text[content.lowerBound] | 0x20 == UInt8(ascii: "i"),
            text[content.lowerBound + 1] | 0x20 == UInt8(ascii: "p"),
            text[content.lowerBound + 2] | 0x20 == UInt8(ascii: "v"),
            text.has("6", at: content.lowerBound + 3), text.has(":", at: content.lowerBound + 4)
        else { return false }
        return Addresses.isIPv6(text, in: (content.lowerBound + 5)..<content.upperBound)
    }

    private static func isDomain(_ text: Span<UInt8>, in range: Range<Int>, _ isInternational: Bool) -> Bool {
        var start = range.lowerBound
        while true {
            let end = text.firstOffset(of: ".", in: start..<range.upperBound)
            guard isLabel(text, in: start..<end, isInternational) else { return false }
            if end == range.upperBound { return true }
            start = end + 1
        }
    }

    private static func isLabel(_ text: Span<UInt8>, in range: Range<Int>, _ isInternational: Bool) -> Bool {
        if HostNames.isASCIILabel(text, in: range) { return true }
        guard isInternational, let label = InternationalLabel(text, in: range) else { return false }
        // A mailbox may be typed in any normalisation form; the mail system normalises it before a look-up.
        return label.isValid(requiringNormalForm: false)
    }
}
