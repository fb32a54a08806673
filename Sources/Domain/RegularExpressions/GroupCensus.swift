/// The capturing groups of a pattern, counted before it is parsed.
struct GroupCensus {
    private(set) var count = 0
    /// Group numbers by name.
    private(set) var numbers: [String: Int] = [:]

    init() {}

    /// Counts the groups of the pattern that a parser is about to read.
    init(of parser: PatternParser) throws(RegularExpressionError) {
        var reader = parser
        var isInClass = false
        while let scalar = reader.peek() {
            let start = reader.offset
            reader.offset += 1
            switch scalar {
            case "\\": reader.offset += 1
            case "[": isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass:
                guard reader.take("?") else {
                    count += 1
                    continue
                }
                guard reader.take("<"), reader.peek() != "=", reader.peek() != "!" else { continue }
                count += 1
                let name = try reader.groupName(from: start)
                guard numbers.updateValue(count, forKey: name) == nil else {
                    throw RegularExpressionError(.duplicateGroupName, at: start, excerpt: name)
                }
            default: break
            }
        }
    }
}

extension PatternParser {
    /// Reads a group's name and the `>` after it; `start` is where the construct begins, for the error.
    mutating func groupName(from start: Int) throws(RegularExpressionError) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek(), scalar != ">" {
            var value = scalar.value
            offset += 1
            if scalar == "\\" {
                guard take("u"), let escaped = try? unicodeEscape(from: offset) else {
                    // The reason does not matter: whatever is wrong with the escape, this is no name.
                    throw RegularExpressionError(
                        .invalidGroupName,
                        at: start,
                        excerpt: excerpt(from: start, to: offset)
                    )
                }
                value = escaped
            }
            guard let part = Unicode.Scalar(value), Self.isNamePart(part, isFirst: name.isEmpty) else {
                throw RegularExpressionError(.invalidGroupName, at: start, excerpt: excerpt(from: start, to: offset))
            }
            name.append(part)
        }
        guard !name.isEmpty, take(">") else {
            throw RegularExpressionError(.invalidGroupName, at: start, excerpt: excerpt(from: start, to: offset + 1))
        }
        return String(name)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
        if scalar == "$" || scalar == "_" { return true }
        if isFirst { return scalar.properties.isIDStart }
        return scalar.properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}"
    }
}
