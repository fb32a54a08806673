extension CellForm {
    private static let www = Array("www.".utf8)

    /// The kind of a cell that starts with a letter or a mark, if it is one with a form.
    func named(_ text: Span<UInt8>) -> CellKind? {
        if isBoolean(text) { return .boolean }
        if isNamedMonth(text) { return .date }
        if isURL(text) { return .url }
        if isMailAddress(text) { return .email }
        return isUUID(text) ? .uuid : nil
    }

    /// Letters, digits, bytes past ASCII, and `_ . - / + @ # ( )`, but nothing else.
    func isWord(_ text: Span<UInt8>) -> Bool {
        for offset in range {
            switch text[offset] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: continue
            case 0x5F, 0x2E, 0x2D, 0x2F, 0x2B, 0x40, 0x23, 0x28, 0x29: continue
            default: return false
            }
        }
        return true
    }

    /// `May 1, 2024`, the month by its name.
    private func isNamedMonth(_ text: Span<UInt8>) -> Bool {
        var position = range.lowerBound
        while position < range.upperBound, Self.isLetter(text[position]) { position += 1 }
        guard (3...9).contains(position - range.lowerBound), position < range.upperBound, text[position] == 0x20 else {
            return false
        }
        let day = Self.digits(text, position + 1, range.upperBound)
        guard (1...2).contains(day - position - 1), day + 6 == range.upperBound else { return false }
        guard text[day] == 0x2C, text[day + 1] == 0x20 else { return false }
        return Self.digits(text, day + 2, range.upperBound) == range.upperBound
    }

    private func hasBlank(_ text: Span<UInt8>, from start: Int) -> Bool {
        for offset in start..<range.upperBound where text[offset] <= 0x20 { return true }
        return false
    }

    private func isURL(_ text: Span<UInt8>) -> Bool {
        let start = range.lowerBound
        if begins(text, Self.www, start) { return range.count > 4 && !hasBlank(text, from: start) }
        guard text[start] &- 0x61 < 26 else { return false }
        var position = start + 1
        while position < range.upperBound {
            let byte = text[position]
            let isPart = byte &- 0x61 < 26 || Self.isDigit(byte) || byte == 0x2B || byte == 0x2E || byte == 0x2D
            guard isPart else { break }
            position += 1
        }
        guard (2...10).contains(position - start), position + 3 < range.upperBound else { return false }
        guard text[position] == 0x3A, text[position + 1] == 0x2F, text[position + 2] == 0x2F else { return false }
        return !hasBlank(text, from: position + 3)
    }

    private func isMailAddress(_ text: Span<UInt8>) -> Bool {
        var at: Int?
        var dot: Int?
        for offset in range {
            switch text[offset] {
            case 0x40:
                if at != nil || offset == range.lowerBound { return false }
                at = offset
            case 0x2E: dot = offset
            case 0...0x20, 0x2C, 0x3B: return false
            default: continue
            }
        }
        guard let at, let dot, dot > at + 1, range.upperBound - dot > 2 else { return false }
        return (dot + 1..<range.upperBound).allSatisfy { Self.isLetter(text[$0]) }
    }
}
