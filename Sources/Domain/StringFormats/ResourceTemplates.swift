import RegularExpressions

/// URI templates of RFC 6570, section 2, with erratum 6937.
enum ResourceTemplates {
    /// ASCII that stands for itself: no controls, space, `"`, `%`, `<`, `>`, `\`, `^`, `` ` ``, `{`, `|` or `}`.
    private static let literals = ByteClass.alphanumerics + ByteClass("!#$&'()*+,-./:;=?@[]_~")
    private static let operators = ByteClass("+#./;?&=,!@|")
    private static let nameCharacters = ByteClass.alphanumerics + ByteClass("_")

    static func isTemplate(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < text.count {
            if literals.contains(text[offset]) {
                offset += 1
            } else if text.has("{", at: offset) {
                guard let end = endOfExpression(text, from: offset + 1) else { return false }
                offset = end
            } else if text.hasEscape(at: offset) {
                offset += 3
            } else {
                guard let scalar = text.scalar(at: offset), scalar.byteCount > 1,
                    isBeyondASCII(scalar.value)
                else { return false }
                offset += scalar.byteCount
            }
        }
        return true
    }

    private static func isBeyondASCII(_ scalar: UInt32) -> Bool {
        switch scalar {
        // A template is no IRI yet, so its grammar alone decides about formatting characters.
        case 0x200E, 0x200F, 0x202A...0x202E: true
        default: ResourceIdentifiers.isPublic(scalar) || ResourceIdentifiers.isPrivate(scalar)
        }
    }

    /// The offset after `}`.
    private static func endOfExpression(_ text: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        if let first = text.byte(at: offset), operators.contains(first) { offset += 1 }
        while true {
            guard let nameEnd = endOfName(text, from: offset), let end = endOfModifier(text, from: nameEnd) else {
                return nil
            }
            if text.has("}", at: end) { return end + 1 }
            guard text.has(",", at: end) else { return nil }
            offset = end + 1
        }
    }

    private static func endOfName(_ text: Span<UInt8>, from start: Int) -> Int? {
        var offset = start
        var needsCharacter = true
        while let byte = text.byte(at: offset) {
            if nameCharacters.contains(byte) {
                offset += 1
                needsCharacter = false
            } else if text.hasEscape(at: offset) {
                offset += 3
                needsCharacter = false
            } else if byte == UInt8(ascii: "."), !needsCharacter {
                offset += 1
                needsCharacter = true
            } else {
                break
            }
        }
        return needsCharacter ? nil : offset
    }

    /// The offset after `*` or after `:` and a number from 1 to 9999, if any is there.
    private static func endOfModifier(_ text: Span<UInt8>, from start: Int) -> Int? {
        if text.has("*", at: start) { return start + 1 }
        guard text.has(":", at: start) else { return start }
        let end = text.end(of: .digits, from: start + 1)
        return (1...4).contains(end - start - 1) && !text.has("0", at: start + 1) ? end : nil
    }
}
