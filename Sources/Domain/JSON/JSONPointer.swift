/// A path to one value of a document.
///
/// - SeeAlso: RFC 6901.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The reference tokens, unescaped; none for the whole document.
    public var tokens: [String]

    /// A pointer from unescaped tokens.
    public init(tokens: [String] = []) { self.tokens = tokens }

    /// A pointer from its text, for example `/paths/~1orders/get`; nil when the text is no pointer.
    public init?(_ text: String) {
        if text.isEmpty {
            tokens = []
            return
        }
        // Bytes, since a slash and a combining mark after it are one character.
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        var tokens: [String] = []
        for escaped in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let token = Self.unescape(Substring(escaped)) else { return nil }
            tokens.append(token)
        }
        self.tokens = tokens
    }

    /// The pointer's text.
    public var description: String { tokens.map { "/" + Self.escape($0) }.joined() }

    /// The pointer to a member or element below.
    public func appending(_ token: String) -> Self { JSONPointer(tokens: tokens + [token]) }

    /// The pointer to an element below.
    public func appending(_ index: Int) -> Self { appending(String(index)) }

    /// A token with `~` and `/` escaped.
    public static func escape(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        var escaped = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The position in an array that a token is; nil for any other.
    ///
    /// Positions have no leading zeros.
    ///
    /// - SeeAlso: RFC 6901, section 4.
    package static func position(of token: String) -> Int? {
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return nil }
        return token.utf8.count > 1 && token.utf8.first == UInt8(ascii: "0") ? nil : Int(token)
    }

    private static func unescape(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "~")) else { return String(text) }
        var token = ""
        var isEscape = false
        for scalar in text.unicodeScalars {
            switch (isEscape, scalar) {
            case (true, "0"): token += "~"
            case (true, "1"): token += "/"
            case (true, _): return nil
            case (false, "~"): break
            case (false, _): token.unicodeScalars.append(scalar)
            }
            isEscape = !isEscape && scalar == "~"
        }
        return isEscape ? nil : token
    }
}

extension JSONNode {
    /// The value that a pointer leads to from here; nil when there is none.
    public subscript(pointer: JSONPointer) -> JSONNode? {
        var node = self
        for token in pointer.tokens {
            let next: JSONNode? =
                switch node.kind {
                case .object where node.count >= JSONDocument.largeMemberCount:
                    document.member(token, ofLarge: node)
                case .object: node[token]
                case .array: JSONPointer.position(of: token).flatMap { node[$0] }
                default: nil
                }
            guard let next else { return nil }
            node = next
        }
        return node
    }

    /// The pointer from the root of the document to this value.
    ///
    /// - Complexity: O(*n*) in the nodes before the value; meant for findings, not for hot paths.
    public var pointer: JSONPointer {
        var tokens: [String] = []
        var node = document.root
        descent: while node.index < index {
            if node.kind == .array {
                for (position, element) in node.elements.enumerated() where index < document.end(of: element.index) {
                    tokens.append(String(position))
                    node = element
                    continue descent
                }
            }
            for (name, value) in node.memberNodes where index < document.end(of: value.index) {
                tokens.append(name.nameText)
                if index <= name.index { break descent }
                node = value
                continue descent
            }
            break
        }
        return JSONPointer(tokens: tokens)
    }
}
