/// A path of a contract, for example `/patients/{id}`.
public struct PathTemplate: Hashable, Sendable, CustomStringConvertible {
    /// A piece of one segment.
    public enum Part: Hashable, Sendable {
        case literal(String)
        /// A name in braces.
        case parameter(String)
    }

    /// What stands between two slashes.
    public struct Segment: Hashable, Sendable {
        /// The pieces in order, without percent-encoding; two in `{id}.json`, none in an empty segment.
        public let parts: [Part]

        /// The text of a segment without names; nil for any other.
        public var literal: String? {
            if parts.isEmpty { return "" }
            if parts.count == 1, case .literal(let text) = parts[0] { return text }
            return nil
        }

        /// The name, when the segment is nothing but one in braces.
        public var parameter: String? {
            if parts.count == 1, case .parameter(let name) = parts[0] { return name }
            return nil
        }
    }

    /// A path without the names of its parameters.
    ///
    /// A slash or a brace that is written percent-encoded is part of a segment's text, so that segments are kept apart.
    public struct Pattern: Hashable, Sendable {
        /// The pieces of each segment; nil for a name in braces.
        let segments: [[ByteName?]]

        /// Whether a name in braces stands anywhere.
        package var hasNames: Bool { segments.contains { $0.contains(nil) } }

        /// The pattern without its last segment; nil when nothing would be left.
        package var parent: Pattern? { segments.count > 1 ? Pattern(segments: segments.dropLast()) : nil }

        /// The segments that have text, in order: a name beside it is `{}`, and a slash in it is percent-encoded.
        package var words: [String] {
            segments.compactMap { segment in
                if segment.isEmpty || segment == [nil] { return nil }
                return segment.map { part in part?.description.replacing("/", with: "%2F") ?? "{}" }.joined()
            }
        }

        /// The pattern with all letters in lower case.
        package var lowercased: Pattern {
            Pattern(segments: segments.map { $0.map { $0.map { ByteName($0.description.lowercased()) } } })
        }
    }

    /// The path as written.
    public let description: String
    /// The segments in order; `/` has one that is empty.
    public let segments: [Segment]

    /// From its text; nil unless it starts with `/` and its braces match.
    public init?(_ text: String) {
        guard text.hasPrefix("/") else { return nil }
        var segments: [Segment] = []
        for part in Self.split(text) {
            guard let segment = Self.segment(part) else { return nil }
            segments.append(segment)
        }
        description = text
        self.segments = segments
    }

    /// What stands in place of a path where requests go out: a webhook's name or a callback's expression.
    ///
    /// It has no segments, so no request matches it.
    init(outgoing text: String) {
        description = text
        segments = []
    }

    /// The names in braces, in order.
    public var parameterNames: [String] {
        segments.flatMap { $0.parts }.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// What is left of the path without its names: two paths of one pattern match the same requests.
    public var pattern: Pattern {
        Pattern(
            segments: segments.map { segment in
                segment.parts.map { part in
                    switch part {
                    case .literal(let text): ByteName(text)
                    case .parameter: nil
                    }
                }
            }
        )
    }

    /// The path below another one.
    public func mounted(under basePath: String) -> PathTemplate {
        // Both start with a slash and have matching braces, so the sum does.
        PathTemplate(basePath + description) ?? self
    }

    /// Splits at the slashes that stand outside of braces.
    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var depth = 0
        for character in text.unicodeScalars.dropFirst() {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            if character == "/", depth <= 0 {
                parts.append(current)
                current = ""
            } else {
                current.unicodeScalars.append(character)
            }
        }
        return parts + [current]
    }

    /// Authors write `/caf%C3%A9` or `/café` for one path.
    private static func plain(_ text: Substring) -> String { PercentEncoding.decoded(text) ?? String(text) }

    private static func segment(_ text: String) -> Segment? {
        var parts: [Part] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) else {
                parts.append(.literal(plain(rest)))
                break
            }
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty, !name.contains("{") else { return nil }
            if open > rest.startIndex { parts.append(.literal(plain(rest[..<open]))) }
            // Two names side by side cannot be told apart in a request.
            if open == rest.startIndex, case .parameter = parts.last { return nil }
            parts.append(.parameter(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        return Segment(parts: parts)
    }
}
