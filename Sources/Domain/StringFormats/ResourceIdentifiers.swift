import RegularExpressions

/// URIs of RFC 3986 and IRIs of RFC 3987.
enum ResourceIdentifiers {
    private static let unreserved = ByteClass.alphanumerics + ByteClass("-._~")
    private static let registeredName = unreserved + ByteClass("!$&'()*+,;=")
    private static let userInformation = registeredName + ByteClass(":")
    private static let path = registeredName + ByteClass(":@/")
    private static let query = path + ByteClass("?")
    private static let scheme = ByteClass.alphanumerics + ByteClass("+-.")

    /// Which scalars beyond ASCII a part may hold.
    private enum Beyond {
        case nothing
        /// What `ucschar` allows.
        case publicScalars
        /// What `ucschar` or `iprivate` allows.
        case all
    }

    static func accepts(_ text: Span<UInt8>, isInternational: Bool, allowsRelative: Bool) -> Bool {
        let schemeEnd = endOfScheme(text)
        guard schemeEnd != nil || allowsRelative else { return false }
        let start = schemeEnd ?? 0
        let queryEnd = text.firstOffset(of: "#", in: start..<text.count)
        let hierarchyEnd = text.firstOffset(of: "?", in: start..<queryEnd)
        let beyond = isInternational ? Beyond.publicScalars : .nothing
        var pathStart = start
        if text.has("/", at: start), text.has("/", at: start + 1) {
            pathStart = text.firstOffset(of: "/", in: (start + 2)..<hierarchyEnd)
            guard isAuthority(text, in: (start + 2)..<pathStart, beyond: beyond) else { return false }
        } else if schemeEnd == nil {
            // Else `1:b` would look as if it had a scheme.
            let segmentEnd = text.firstOffset(of: "/", in: 0..<hierarchyEnd)
            guard text.firstOffset(of: ":", in: 0..<segmentEnd) == segmentEnd else { return false }
        }
        guard holdsOnly(text, path, in: pathStart..<hierarchyEnd, beyond: beyond) else { return false }
        if hierarchyEnd < queryEnd {
            let beyondQuery = isInternational ? Beyond.all : .nothing
            guard holdsOnly(text, query, in: (hierarchyEnd + 1)..<queryEnd, beyond: beyondQuery) else { return false }
        }
        guard queryEnd < text.count else { return true }
        return holdsOnly(text, query, in: (queryEnd + 1)..<text.count, beyond: beyond)
    }

    /// The offset after `scheme:`.
    private static func endOfScheme(_ text: Span<UInt8>) -> Int? {
        guard let first = text.byte(at: 0), ByteClass.letters.contains(first) else { return nil }
        let end = text.end(of: scheme, from: 1)
        return text.has(":", at: end) ? end + 1 : nil
    }

    private static func isAuthority(_ text: Span<UInt8>, in range: Range<Int>, beyond: Beyond) -> Bool {
        var start = range.lowerBound
        let at = text.firstOffset(of: "@", in: range)
        if at < range.upperBound {
            guard holdsOnly(text, userInformation, in: start..<at, beyond: beyond) else { return false }
            start = at + 1
        }
        var hostEnd = text.firstOffset(of: ":", in: start..<range.upperBound)
        if start < range.upperBound, text.has("[", at: start) {
            let close = text.firstOffset(of: "]", in: start..<range.upperBound)
            guard close < range.upperBound, isAddress(text, in: (start + 1)..<close) else { return false }
            hostEnd = close + 1
        } else if !holdsOnly(text, registeredName, in: start..<hostEnd, beyond: beyond) {
            return false
        }
        guard hostEnd < range.upperBound else { return true }
        return text.has(":", at: hostEnd) && text.end(of: .digits, from: hostEnd + 1) >= range.upperBound
    }

    /// What stands in brackets: an IPv6 address or `IPvFuture`.
    private static func isAddress(_ text: Span<UInt8>, in range: Range<Int>) -> Bool {
        guard text.has("v", at: range.lowerBound) || text.has("V", at: range.lowerBound) else {
            return Addresses.isIPv6(text, in: range)
        }
        let dot = text.end(of: .hexadecimals, from: range.lowerBound + 1)
        return dot > range.lowerBound + 1 && text.has(".", at: dot) && dot + 1 < range.upperBound
            && text.end(of: userInformation, from: dot + 1) >= range.upperBound
    }

    private static func holdsOnly(
        _ text: Span<UInt8>,
        _ members: ByteClass,
        in range: Range<Int>,
        beyond: Beyond
    ) -> Bool {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = text[offset]
            if members.contains(byte) {
                offset &+= 1
            } else if byte == UInt8(ascii: "%") {
                guard text.hasEscape(at: offset), offset + 3 <= range.upperBound else { return false }
                offset &+= 3
            } else {
                guard beyond != .nothing, let scalar = text.scalar(at: offset), scalar.byteCount > 1,
                    isPublic(scalar.value) || (beyond == .all && isPrivate(scalar.value))
                else { return false }
                offset &+= scalar.byteCount
            }
        }
        return true
    }

    /// `ucschar` of RFC 3987, section 2.2, without the formatting characters that section 4.1 forbids.
    static func isPublic(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x200E, 0x200F, 0x202A...0x202E: false
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x1_0000...0xD_FFFF: scalar & 0xFFFF <= 0xFFFD
        case 0xE_1000...0xE_FFFD: true
        default: false
        }
    }

    /// `iprivate` of RFC 3987, section 2.2.
    static func isPrivate(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xE000...0xF8FF, 0xF_0000...0xF_FFFD, 0x10_0000...0x10_FFFD: true
        default: false
        }
    }
}
