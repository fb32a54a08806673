/// A media type, or a range of them such as `image/*`.
///
/// - SeeAlso: RFC 9110, sections 8.3.1 and 12.5.1.
public struct MediaRange: Hashable, Sendable, CustomStringConvertible {
    /// The part before the slash, lower case; `*` for any.
    public let type: String
    /// The part after the slash, lower case; `*` for any.
    public let subtype: String
    /// The parameters in order, names lower case.
    public let parameters: [Parameter]

    /// One parameter of a media type, such as `charset=utf-8`.
    public struct Parameter: Hashable, Sendable {
        /// The name, lower case.
        public let name: String
        /// The value without quotes.
        public let value: String
    }

    /// From its text; nil when that is no media type, as `*/json` is none.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        let name = Self.trimmed(parts[0]).lowercased()
        let halves = name.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isTokenByte) }),
            halves[0] != "*" || halves[1] == "*"
        else { return nil }
        type = String(halves[0])
        subtype = String(halves[1])
        var parameters: [Parameter] = []
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            var value = Self.trimmed(pair[1])
            if value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 { value = value.dropFirst().dropLast() }
            parameters.append(Parameter(name: Self.trimmed(pair[0]).lowercased(), value: String(value)))
        }
        self.parameters = parameters
    }

    /// The value of a parameter.
    public subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Whether the body is JSON: `application/json`, or any type that ends in `+json`.
    public var isJSON: Bool { subtype == "json" || subtype.hasSuffix("+json") }

    /// Whether no part of it is `*`.
    public var isConcrete: Bool { type != "*" && subtype != "*" }

    /// Whether a concrete media type lies in this range; parameters do not count, but for `*/*`-like ranges.
    public func includes(_ other: MediaRange) -> Bool {
        (type == "*" || type == other.type) && (subtype == "*" || subtype == other.subtype)
    }

    /// How closely the range describes what it includes: 0 for `*/*`, 1 for `image/*`, 2 for one type.
    public var specificity: Int { type == "*" ? 0 : subtype == "*" ? 1 : 2 }

    /// The media type with its parameters.
    public var description: String {
        "\(type)/\(subtype)" + parameters.map { "; \($0.name)=\($0.value)" }.joined()
    }

    /// The media type without its parameters.
    public var essence: String { "\(type)/\(subtype)" }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        var text = Substring(text)
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$&-^_.+*'`|~%".utf8.contains(byte)
        }
    }
}
