package import JSON

/// The value of a field as bytes whose order is the order of values.
///
/// The first byte says the kind; none of these bytes occurs in UTF-8, so a search for text never finds one. What
/// follows orders values of that kind exactly: no number is rounded, so two keys are equal when the JSON values are.
package struct FieldKey: Hashable, Sendable, Comparable {
    /// The kinds in their order.
    package enum Kind: UInt8, Sendable {
        case null = 0xF8
        case boolean
        case number
        case string
        case array
        case object
        /// Above all kinds.
        case end
    }

    package let bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// The key of what is missing or null; it comes before all others.
    package static let null = FieldKey(bytes: [Kind.null.rawValue])

    /// The least key of a kind.
    package static func first(of kind: UInt8) -> FieldKey { FieldKey(bytes: [kind]) }

    package var isNull: Bool { bytes.first == Kind.null.rawValue }
    package var isString: Bool { bytes.first == Kind.string.rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension FieldKey {
    package init(_ value: JSONValue) {
        var bytes: [UInt8] = []
        Self.append(value, to: &bytes)
        self.init(bytes: bytes)
    }

    /// The key of a value from its JSON text.
    ///
    /// Text that is no JSON has the key of null: a body is checked when it is made, not here.
    package init(text: Span<UInt8>) {
        guard text.count > 0 else {
            self = .null
            return
        }
        switch text[0] {
        case UInt8(ascii: "\""):
            if let content = Self.plainContent(of: text) {
                self.init(bytes: content)
                return
            }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            var bytes = [Kind.number.rawValue]
            DecimalKey.append(text, to: &bytes)
            self.init(bytes: bytes)
            return
        case UInt8(ascii: "t"):
            self.init(bytes: [Kind.boolean.rawValue, 1])
            return
        case UInt8(ascii: "f"):
            self.init(bytes: [Kind.boolean.rawValue, 0])
            return
        case UInt8(ascii: "n"):
            self = .null
            return
        default: break
        }
        self.init(FieldLocator.value(of: text))
    }

    /// The kind and the bytes of a string without escapes; nil when it has one.
    private static func plainContent(of text: Span<UInt8>) -> [UInt8]? {
        guard text.count >= 2, text[text.count - 1] == UInt8(ascii: "\"") else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count - 1)
        bytes.append(Kind.string.rawValue)
        for offset in 1..<(text.count - 1) {
            let byte = text[offset]
            if byte == UInt8(ascii: "\\") { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(Kind.null.rawValue)
        case .boolean(let flag): bytes += [Kind.boolean.rawValue, flag ? 1 : 0]
        case .number(let number):
            bytes.append(Kind.number.rawValue)
            DecimalKey.append(Array(number.text.utf8).span, to: &bytes)
        case .string(let text):
            bytes.append(Kind.string.rawValue)
            bytes += text.utf8
        case .array(let elements):
            bytes.append(Kind.array.rawValue)
            for element in elements { append(part: FieldKey(element).bytes, to: &bytes) }
        case .object(let members):
            bytes.append(Kind.object.rawValue)
            let named = members.map { (name: Array($0.name.utf8), value: $0.value) }
            for member in named.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
                append(part: member.name, to: &bytes)
                append(part: FieldKey(member.value).bytes, to: &bytes)
            }
        }
    }

    /// Parts carry their length, so that no two lists of parts have the same bytes.
    private static func append(part: [UInt8], to bytes: inout [UInt8]) {
        let count = UInt32(truncatingIfNeeded: part.count)
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
        bytes += part
    }
}
