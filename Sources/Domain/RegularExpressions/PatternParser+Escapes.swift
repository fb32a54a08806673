extension PatternParser {
    /// What an escape inside or outside a class stands for.
    enum ClassAtom {
        case scalar(UInt32)
        case set(ScalarSet)
    }

    /// Reads an escape outside classes.
    mutating func escape() throws(RegularExpressionError) -> PatternNode {
        let start = offset
        switch peek(1) {
        case "b":
            offset += 2
            return .assertion(.wordBoundary)
        case "B":
            offset += 2
            return .assertion(.notWordBoundary)
        case "1", "2", "3", "4", "5", "6", "7", "8", "9":
            offset += 1
            let number = number() ?? 0
            if number <= census.count {
                features.usesBackreferences = true
                return .backreference(number)
            }
            guard isPermissive else {
                throw RegularExpressionError(
                    .invalidBackreference,
                    at: start,
                    excerpt: excerpt(from: start, to: offset)
                )
            }
            offset = start
        case "k" where !isPermissive || !census.numbers.isEmpty:
            return try namedBackreference()
        default: break
        }
        switch try sharedEscape() {
        case .scalar(let value): return .scalar(value)
        case .set(let set): return .set(set)
        }
    }

    private mutating func namedBackreference() throws(RegularExpressionError) -> PatternNode {
        let start = offset
        offset += 2
        guard take("<") else {
            throw RegularExpressionError(.invalidEscape, at: start, excerpt: excerpt(from: start, to: offset))
        }
        let name = try groupName(from: start)
        guard let number = census.numbers[name] else {
            throw RegularExpressionError(.invalidBackreference, at: start, excerpt: excerpt(from: start, to: offset))
        }
        features.usesBackreferences = true
        return .backreference(number)
    }

    /// Reads an escape that means the same inside and outside a class.
    mutating func sharedEscape() throws(RegularExpressionError) -> ClassAtom {
        let start = offset
        offset += 1
        guard let scalar = peek() else {
            throw RegularExpressionError(.invalidEscape, at: start, excerpt: "\\")
        }
        offset += 1
        switch scalar {
        case "d": return .set(.digits)
        case "D": return .set(ScalarSet.digits.inverted)
        case "s": return .set(.whiteSpace)
        case "S": return .set(ScalarSet.whiteSpace.inverted)
        case "w": return .set(.word)
        case "W": return .set(ScalarSet.word.inverted)
        case "p", "P":
            guard let set = try property(from: start) else { return .scalar(scalar.value) }
            return .set(scalar == "P" ? set.inverted : set)
        case "f": return .scalar(0x0C)
        case "n": return .scalar(0x0A)
        case "r": return .scalar(0x0D)
        case "t": return .scalar(0x09)
        case "v": return .scalar(0x0B)
        case "0"..."9": return .scalar(try digitEscape(scalar, from: start))
        case "c": return .scalar(try controlEscape(from: start))
        case "x":
            if let value = hexadecimal(count: 2) { return .scalar(value) }
            return .scalar(try identity(scalar, from: start))
        case "u":
            if isPermissive, peek() != "{", hexadecimalAhead(count: 4) == nil { return .scalar(scalar.value) }
            return .scalar(try unicodeEscape(from: start))
        default: return .scalar(try identity(scalar, from: start))
        }
    }

    /// The scalar itself, when it may be escaped.
    private func identity(_ scalar: Unicode.Scalar, from start: Int) throws(RegularExpressionError) -> UInt32 {
        let isSyntax = scalar.isASCII && "^$\\.*+?()[]{}|/".unicodeScalars.contains(scalar)
        if isSyntax || (isPermissive && (scalar != "k" || census.numbers.isEmpty)) { return scalar.value }
        throw RegularExpressionError(.invalidEscape, at: start, excerpt: excerpt(from: start, to: offset))
    }

    /// `\0`; in permissive reading also octal numbers up to `\377`, and `\8` and `\9` as themselves.
    private mutating func digitEscape(_ digit: Unicode.Scalar, from start: Int) throws(RegularExpressionError) -> UInt32
    {
        let next = peek()
        let isFollowedByDigit = next.map { ("0"..."9").contains($0) } ?? false
        if digit == "0", !isFollowedByDigit { return 0 }
        guard isPermissive else {
            throw RegularExpressionError(.invalidEscape, at: start, excerpt: excerpt(from: start, to: offset))
        }
        guard digit < "8" else { return digit.value }
        var value = digit.value - 0x30
        let most = digit <= "3" ? 2 : 1
        for _ in 0..<most {
            guard let octal = peek(), ("0"..."7").contains(octal) else { break }
            value = value * 8 + octal.value - 0x30
            offset += 1
        }
        return value
    }

    private mutating func controlEscape(from start: Int) throws(RegularExpressionError) -> UInt32 {
        if let letter = peek(), letter.isASCII, letter.properties.isAlphabetic {
            offset += 1
            return letter.value & 0x1F
        }
        guard isPermissive else {
            throw RegularExpressionError(.invalidEscape, at: start, excerpt: excerpt(from: start, to: offset))
        }
        // Annex B: the backslash stands for itself, and the `c` is read again.
        offset = start + 1
        return UInt32(UInt8(ascii: "\\"))
    }

    /// Reads `{…}` after `\p`; nil when permissive reading takes the letter for itself.
    private mutating func property(from start: Int) throws(RegularExpressionError) -> ScalarSet? {
        guard take("{") else {
            if isPermissive { return nil }
            throw RegularExpressionError(.invalidProperty, at: start, excerpt: excerpt(from: start, to: offset))
        }
        let nameStart = offset
        while let scalar = peek(), scalar != "}" { offset += 1 }
        let name = excerpt(from: nameStart, to: offset)
        guard take("}"), let set = UnicodeProperty.set(named: name) else {
            throw RegularExpressionError(.invalidProperty, at: start, excerpt: excerpt(from: start, to: offset))
        }
        return set
    }

    /// Reads what follows `\u`: four digits, two such escapes that form a surrogate pair, or digits in braces.
    mutating func unicodeEscape(from start: Int) throws(RegularExpressionError) -> UInt32 {
        if take("{") {
            var value: UInt32 = 0
            let first = offset
            while let digit = hexadecimalDigit(at: offset) {
                value = min(value << 4 | digit, 0x0FFF_FFFF)
                offset += 1
            }
            if offset > first, value <= ScalarSet.maximum, take("}") { return value }
        } else if let unit = hexadecimal(count: 4) {
            guard unit & 0xFC00 == 0xD800, peek() == "\\", peek(1) == "u" else { return unit }
            let next = offset
            offset += 2
            if let low = hexadecimal(count: 4), low & 0xFC00 == 0xDC00 {
                return 0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF)
            }
            offset = next
            return unit
        }
        throw RegularExpressionError(.invalidEscape, at: start, excerpt: excerpt(from: start, to: offset))
    }

    private func hexadecimalDigit(at index: Int) -> UInt32? {
        guard index < scalars.count else { return nil }
        switch scalars[index] {
        case let digit where digit &- 0x30 < 10: return digit - 0x30
        case let letter where (letter | 0x20) &- 0x61 < 6: return (letter | 0x20) - 0x57
        default: return nil
        }
    }

    private func hexadecimalAhead(count: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in offset..<(offset + count) {
            guard let digit = hexadecimalDigit(at: index) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private mutating func hexadecimal(count: Int) -> UInt32? {
        guard let value = hexadecimalAhead(count: count) else { return nil }
        offset += count
        return value
    }
}
