import RegularExpressions

/// JSON Pointers.
enum Pointers {
    /// RFC 6901, section 3.
    static func isPointer(_ text: Span<UInt8>, from start: Int) -> Bool {
        guard start == text.count || text.has("/", at: start) else { return false }
        var offset = start
        while offset < text.count {
            guard let scalar = text.scalar(at: offset) else { return false }
            offset += scalar.byteCount
            if scalar.value == 0x7E, !text.has("0", at: offset), !text.has("1", at: offset) { return false }
        }
        return true
    }

    /// Section 3 of draft-bhutton-relative-json-pointer-00, whose examples also write `0-1#`.
    static func isRelativePointer(_ text: Span<UInt8>) -> Bool {
        guard var offset = number(text, from: 0) else { return false }
        if text.has("+", at: offset) || text.has("-", at: offset) {
            guard let end = number(text, from: offset + 1) else { return false }
            offset = end
        }
        if text.has("#", at: offset) { return offset + 1 == text.count }
        return isPointer(text, from: offset)
    }

    /// The end of a decimal number without leading zeros.
    private static func number(_ text: Span<UInt8>, from start: Int) -> Int? {
        let end = text.end(of: .digits, from: start)
        guard end > start, end == start + 1 || !text.has("0", at: start) else { return nil }
        return end
    }
}
