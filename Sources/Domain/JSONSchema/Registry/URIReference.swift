/// A URI or a relative reference, in its five parts.
///
/// - SeeAlso: RFC 3986, section 5.
public struct URIReference: Hashable, Sendable, CustomStringConvertible {
    /// The scheme without its colon; nil for a relative reference.
    public let scheme: String?
    /// The authority without its slashes; nil when there is none.
    public let authority: String?
    /// The path, perhaps empty.
    public let path: String
    /// The query without its question mark; nil when there is none.
    public let query: String?
    /// The fragment without its hash sign, as it was written; nil when there is none.
    public let fragment: String?

    /// The parts of a text; every text has them.
    public init(_ text: String) {
        // Bytes, since a delimiter and a combining mark after it are one character.
        var rest = text.utf8[...]
        fragment = Self.cut(&rest, at: "#")
        query = Self.cut(&rest, at: "?")
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(rest[..<colon]) {
            scheme = Substring(rest[..<colon]).lowercased()
            rest = rest[rest.index(after: colon)...]
        } else {
            scheme = nil
        }
        if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = String(Substring(rest[..<end]))
            rest = rest[end...]
        } else {
            authority = nil
        }
        path = String(Substring(rest))
    }

    /// Cuts off a part that begins with a delimiter, and returns it without that.
    private static func cut(_ rest: inout Substring.UTF8View, at delimiter: Unicode.Scalar) -> String? {
        guard let start = rest.firstIndex(of: UInt8(ascii: delimiter)) else { return nil }
        defer { rest = rest[..<start] }
        return String(Substring(rest[rest.index(after: start)...]))
    }

    private init(scheme: String?, authority: String?, path: String, query: String?, fragment: String?) {
        self.scheme = scheme
        self.authority = authority
        self.path = path
        self.query = query
        self.fragment = fragment
    }

    /// Whether the reference has a scheme, and so needs no base.
    public var isAbsolute: Bool { scheme != nil }

    /// The reference without its fragment.
    public var withoutFragment: Self {
        Self(scheme: scheme, authority: authority, path: path, query: query, fragment: nil)
    }

    /// The fragment with its percent-encoded bytes decoded; nil when there is none, or it is not UTF-8.
    public var decodedFragment: String? { fragment.flatMap(Self.percentDecoded) }

    /// The target of the reference, seen from a base.
    ///
    /// - SeeAlso: RFC 3986, section 5.2.2.
    public func resolved(against base: Self) -> Self {
        if scheme != nil {
            return Self(
                scheme: scheme,
                authority: authority,
                path: Self.removingDotSegments(path),
                query: query,
                fragment: fragment
            )
        }
        let target: (authority: String?, path: String, query: String?) =
            if authority != nil {
                (authority, Self.removingDotSegments(path), query)
            } else if path.isEmpty {
                (base.authority, base.path, query ?? base.query)
            } else if path.utf8.first == UInt8(ascii: "/") {
                (base.authority, Self.removingDotSegments(path), query)
            } else {
                (base.authority, Self.removingDotSegments(merged(with: base)), query)
            }
        return Self(
            scheme: base.scheme,
            authority: target.authority,
            path: target.path,
            query: target.query,
            fragment: fragment
        )
    }

    /// The reference as text.
    public var description: String {
        var text = scheme.map { $0 + ":" } ?? ""
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }

    private func merged(with base: Self) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(Substring(base.path.utf8[...slash])) + path
    }

    private static func isScheme(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first, isLetter(first) else { return false }
        return text.allSatisfy { byte in
            isLetter(byte) || byte &- UInt8(ascii: "0") <= 9 || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    /// - SeeAlso: RFC 3986, section 5.2.4.
    private static func removingDotSegments(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
        let isRooted = path.utf8.first == UInt8(ascii: "/")
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .dropFirst(isRooted ? 1 : 0).map { Substring($0) }
        var kept: [Substring] = []
        for (offset, segment) in segments.enumerated() {
            let isLast = offset == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return (isRooted ? "/" : "") + kept.joined(separator: "/")
    }

    private static func percentDecoded(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var offset = 0
        while offset < source.count {
            if source[offset] == UInt8(ascii: "%"), offset + 2 < source.count,
                let high = hexadecimalDigit(source[offset + 1]), let low = hexadecimalDigit(source[offset + 2])
            {
                bytes.append(high << 4 | low)
                offset += 3
            } else {
                bytes.append(source[offset])
                offset += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
