public import Access
public import JSON

/// A key as it was found: what checks signatures, and what makes them if the private half is there.
public struct TokenKey: Sendable {
    /// The half that checks signatures.
    public let verification: any VerificationKey
    /// The half that makes them; nil when only the public half is known, or the key is not meant for it.
    public let signing: (any SigningKey)?
    /// The public half as a JWK; nil for a secret, which is never published.
    public let publicJSONWebKey: JSONValue?

    /// The key's name.
    public var keyID: String { verification.keyID }
    /// The only algorithm the key is used with.
    public var algorithm: TokenAlgorithm { verification.algorithm }

    /// A secret for HMAC-SHA-256.
    public init(_ key: HS256Key, signs: Bool = true) {
        verification = key
        signing = signs ? key : nil
        publicJSONWebKey = nil
    }

    /// A private key on P-256.
    public init(_ key: ES256SigningKey, signs: Bool = true) {
        verification = key.verificationKey
        signing = signs ? key : nil
        publicJSONWebKey = key.verificationKey.jsonWebKey
    }

    /// A public key on P-256.
    public init(_ key: ES256VerificationKey) {
        verification = key
        signing = nil
        publicJSONWebKey = key.jsonWebKey
    }

    /// A private Ed25519 key.
    public init(_ key: Ed25519SigningKey, signs: Bool = true) {
        verification = key.verificationKey
        signing = signs ? key : nil
        publicJSONWebKey = key.verificationKey.jsonWebKey
    }

    /// A public Ed25519 key.
    public init(_ key: Ed25519VerificationKey) {
        verification = key
        signing = nil
        publicJSONWebKey = key.jsonWebKey
    }
}
