/// One scalar of a text, and how many bytes it takes.
package struct DecodedScalar {
    package let value: UInt32
    package let byteCount: Int
}

extension Span where Element == UInt8 {
    /// The scalar at an offset, or nil when the bytes there are not well-formed UTF-8.
    ///
    /// - SeeAlso: The Unicode Standard, table 3-7.
    @inline(__always)
    package func scalar(at offset: Int) -> DecodedScalar? {
        let lead = self[offset]
        if lead < 0x80 { return DecodedScalar(value: UInt32(lead), byteCount: 1) }
        return multibyteScalar(at: offset, lead: lead)
    }

    /// Like ``scalar(at:)``, but reads each ill-formed byte as U+FFFD.
    @inline(__always)
    package func repairedScalar(at offset: Int) -> DecodedScalar {
        scalar(at: offset) ?? DecodedScalar(value: 0xFFFD, byteCount: 1)
    }

    /// The scalar that ends at an offset, at which another one begins or the text ends; ill-formed bytes as above.
    @inline(__always)
    package func repairedScalar(before end: Int) -> DecodedScalar {
        let last = self[end &- 1]
        if last < 0x80 { return DecodedScalar(value: UInt32(last), byteCount: 1) }
        return multibyteScalar(before: end)
    }

    private func multibyteScalar(before end: Int) -> DecodedScalar {
        // No scalar begins inside another one, so the one that ends here is the right one.
        for byteCount in 2...4 where byteCount <= end {
            if let found = scalar(at: end &- byteCount), found.byteCount == byteCount { return found }
        }
        return DecodedScalar(value: 0xFFFD, byteCount: 1)
    }

    private func multibyteScalar(at offset: Int, lead: UInt8) -> DecodedScalar? {
        switch lead {
        case 0xC2...0xDF:
            guard let second = continuation(at: offset &+ 1, within: 0x80...0xBF) else { return nil }
            return DecodedScalar(value: UInt32(lead & 0x1F) << 6 | second, byteCount: 2)
        case 0xE0...0xEF:
            let allowed: ClosedRange<UInt8> = lead == 0xE0 ? 0xA0...0xBF : lead == 0xED ? 0x80...0x9F : 0x80...0xBF
            guard let second = continuation(at: offset &+ 1, within: allowed),
                let third = continuation(at: offset &+ 2, within: 0x80...0xBF)
            else { return nil }
            return DecodedScalar(value: UInt32(lead & 0x0F) << 12 | second << 6 | third, byteCount: 3)
        case 0xF0...0xF4:
            let allowed: ClosedRange<UInt8> = lead == 0xF0 ? 0x90...0xBF : lead == 0xF4 ? 0x80...0x8F : 0x80...0xBF
            guard let second = continuation(at: offset &+ 1, within: allowed),
                let third = continuation(at: offset &+ 2, within: 0x80...0xBF),
                let fourth = continuation(at: offset &+ 3, within: 0x80...0xBF)
            else { return nil }
            let value = UInt32(lead & 0x07) << 18 | second << 12 | third << 6 | fourth
            return DecodedScalar(value: value, byteCount: 4)
        default: return nil
        }
    }

    private func continuation(at offset: Int, within allowed: ClosedRange<UInt8>) -> UInt32? {
        guard offset < count, allowed.contains(self[offset]) else { return nil }
        return UInt32(self[offset] & 0x3F)
    }
}
