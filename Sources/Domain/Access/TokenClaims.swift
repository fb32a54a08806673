import Diagnostics
import JSON

/// The claims of a token whose signature is good, with their types checked.
///
/// - SeeAlso: RFC 7519, sections 2 and 4.1; RFC 8693, section 4.2 (`scope`).
struct TokenClaims {
    let subject: String
    let issuer: String?
    let audiences: [String]
    let scopes: Set<String>
    /// Seconds since 1970; a fraction is cut off, so that a token never lives longer than it says.
    let expiresAt: Int64?
    /// Seconds since 1970; a fraction counts as a whole second.
    let notBefore: Int64?
    let value: JSONValue

    init(_ payload: [UInt8]) throws(TokenError) {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONParser(limits: JSONLimits(maximumDepth: CompactToken.maximumDepth)).parse(payload).root
        } catch {
            throw TokenError(.invalidClaims, error.message.english, zh: error.message.chinese)
        }
        guard root.kind == .object else {
            throw TokenError(.invalidClaims, "they are no JSON object", zh: "不是 JSON 对象")
        }
        expiresAt = try Self.time("exp", in: root, rounding: .down)
        notBefore = try Self.time("nbf", in: root, rounding: .up)
        _ = try Self.time("iat", in: root, rounding: .down)
        issuer = try Self.text("iss", in: root)
        audiences = try Self.texts("aud", in: root) ?? []
        guard let subject = try Self.text("sub", in: root) else { throw TokenError(.missingClaim, "sub") }
        guard !subject.isEmpty else { throw TokenError(.invalidClaim, "sub") }
        self.subject = subject
        var scopes: Set<String> = []
        for name in ["scope", "scp", "scopes"] {
            if let list = root[name]?.string {
                scopes.formUnion(list.unicodeScalars.split(separator: " ").map { String($0) })
            } else {
                scopes.formUnion(try Self.texts(name, in: root) ?? [])
            }
        }
        self.scopes = scopes
        value = JSONValue(root)
    }

    /// The last second that a claim may name, 2^53: what a double counts exactly, in some 285 million years.
    static let latestTime: Int64 = 1 << 53

    private static func text(_ name: String, in root: JSONNode) throws(TokenError) -> String? {
        guard let node = root[name] else { return nil }
        guard let text = node.string else { throw TokenError(.invalidClaim, name) }
        return text
    }

    /// The strings of an array, or the one string that stands for it.
    private static func texts(_ name: String, in root: JSONNode) throws(TokenError) -> [String]? {
        guard let node = root[name] else { return nil }
        if let text = node.string { return [text] }
        guard node.kind == .array else { throw TokenError(.invalidClaim, name) }
        var texts: [String] = []
        for element in node.elements {
            guard let text = element.string else { throw TokenError(.invalidClaim, name) }
            texts.append(text)
        }
        return texts
    }

    /// A NumericDate; it may have a fraction.
    private static func time(
        _ name: String,
        in root: JSONNode,
        rounding: FloatingPointRoundingRule
    ) throws(TokenError) -> Int64? {
        guard let node = root[name] else { return nil }
        guard let seconds = node.number?.double.rounded(rounding), abs(seconds) <= Double(latestTime) else {
            throw TokenError(.invalidClaim, name)
        }
        return Int64(seconds)
    }
}
