import Diagnostics
import JSON

/// A JWS in compact serialisation, taken apart and not yet believed.
///
/// - SeeAlso: RFC 7515, sections 4, 5.2 and 7.1.
package struct CompactToken: Sendable {
    /// The header parameter `alg`.
    package let algorithm: String
    /// The header parameter `kid`; nil when there is none.
    package let keyID: String?
    /// What was signed, decoded.
    package let payload: [UInt8]
    /// The signature, decoded; empty when the token has none.
    package let signature: [UInt8]
    /// The bytes that the signature covers: header and payload as they were sent.
    package let signingInput: [UInt8]

    /// How deep a header or a claims object may nest.
    static let maximumDepth = 32

    /// Parameters that bring a key along or point at one, or that change what is signed; none is ever obeyed.
    private static let refusedParameters = ["crit", "b64", "jwk", "jku", "x5u", "x5c"]

    /// Takes a token apart.
    ///
    /// - Parameters:
    ///   - text: The token, without `Bearer`.
    ///   - maximumByteCount: How many bytes it may have.
    /// - Throws: ``TokenError`` for whatever can be refused without a key.
    package init(_ text: String, maximumByteCount: Int) throws(TokenError) {
        guard text.utf8.count <= maximumByteCount else { throw TokenError(.tooLarge, String(maximumByteCount)) }
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw TokenError(.malformed, String(parts.count)) }
        guard let header = Base64URL.decode(parts[0]) else { throw TokenError(.invalidEncoding, "header") }
        guard let payload = Base64URL.decode(parts[1]) else { throw TokenError(.invalidEncoding, "payload") }
        guard let signature = Base64URL.decode(parts[2]) else { throw TokenError(.invalidEncoding, "signature") }
        (algorithm, keyID) = try Self.selection(in: header)
        self.payload = payload
        self.signature = signature
        signingInput = Array(bytes[..<parts[1].endIndex])
    }

    private static func selection(in header: [UInt8]) throws(TokenError) -> (algorithm: String, keyID: String?) {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONParser(limits: JSONLimits(maximumDepth: maximumDepth)).parse(header).root
        } catch {
            throw TokenError(.invalidHeader, error.message.english, zh: error.message.chinese)
        }
        guard root.kind == .object else {
            throw TokenError(.invalidHeader, "it is no JSON object", zh: "它不是 JSON 对象")
        }
        for name in refusedParameters where root[name] != nil { throw TokenError(.refusedHeader, name) }
        for name in ["alg", "kid", "typ", "cty"] {
            if let node = root[name], node.kind != .string {
                throw TokenError(.invalidHeader, "'\(name)' is no string", zh: "“\(name)”不是字符串")
            }
        }
        guard let algorithm = root["alg"]?.string else {
            throw TokenError(.invalidHeader, "'alg' is missing", zh: "缺少“alg”")
        }
        guard algorithm.lowercased() != "none" else { throw TokenError(.unsigned) }
        return (algorithm, root["kid"]?.string)
    }
}
