import Access
import Crypto
import Diagnostics
import JSON

/// The name of a public key that has none: the same wherever the key is read, and of use to nobody.
///
/// - SeeAlso: RFC 7638.
enum Thumbprint {
    /// The thumbprint of a key's required members, which must come sorted by name.
    static func of(_ members: [JSONValue.Member]) -> String {
        Base64URL.encode(Array(SHA256.hash(data: Array(JSONValue.object(members).text().utf8))))
    }
}

extension JSONValue {
    /// A public key as a member of a key set.
    static func published(_ members: [Member], keyID: String, algorithm: TokenAlgorithm) -> JSONValue {
        .object(
            members + [
                Member("kid", .string(keyID)), Member("alg", .string(algorithm.rawValue)), Member("use", "sig"),
            ]
        )
    }
}

extension LocalizedText {
    static let exportAgain = LocalizedText("export the key again", zh: "请重新导出该密钥")
}
