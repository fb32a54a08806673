public import Access
import Crypto
import Diagnostics
public import JSON

/// A public key that checks Ed25519 signatures.
///
/// - SeeAlso: RFC 8037, section 3.1.
public struct Ed25519VerificationKey: VerificationKey {
    /// The key's name.
    public let keyID: String
    private let key: Curve25519.Signing.PublicKey

    init(_ key: Curve25519.Signing.PublicKey, keyID: String?) {
        self.key = key
        self.keyID = keyID ?? Thumbprint.of(Self.members(of: key))
    }

    /// A key from its 32 bytes.
    ///
    /// - Throws: ``KeyError`` when there are more or fewer.
    init(x: [UInt8], keyID: String?) throws(KeyError) {
        do {
            self.init(try Curve25519.Signing.PublicKey(rawRepresentation: x), keyID: keyID)
        } catch {
            throw Ed25519SigningKey.invalidLength
        }
    }

    /// Always ``TokenAlgorithm/edDSA``.
    public var algorithm: TokenAlgorithm { .edDSA }

    /// The key as a JWK, for a key set that others read.
    public var jsonWebKey: JSONValue { .published(Self.members(of: key), keyID: keyID, algorithm: algorithm) }

    /// Whether the signature, 64 bytes, is the key's.
    public func isValid(signature: [UInt8], for signingInput: [UInt8]) -> Bool {
        signature.count == 64 && key.isValidSignature(signature, for: signingInput)
    }

    func isPoint(x: [UInt8]) -> Bool { [UInt8](key.rawRepresentation) == x }

    private static func members(of key: Curve25519.Signing.PublicKey) -> [JSONValue.Member] {
        [
            .init("crv", "Ed25519"), .init("kty", "OKP"),
            .init("x", .string(Base64URL.encode([UInt8](key.rawRepresentation)))),
        ]
    }
}

/// A private key that makes Ed25519 signatures.
public struct Ed25519SigningKey: SigningKey {
    /// The public half.
    public let verificationKey: Ed25519VerificationKey
    private let key: Secret<Curve25519.Signing.PrivateKey>

    private init(_ key: Curve25519.Signing.PrivateKey, keyID: String?) {
        self.key = Secret(key)
        verificationKey = Ed25519VerificationKey(key.publicKey, keyID: keyID)
    }

    /// A key that was drawn just now.
    public init(keyID: String? = nil) { self.init(Curve25519.Signing.PrivateKey(), keyID: keyID) }

    /// A key from its seed, 32 bytes.
    ///
    /// - Throws: ``KeyError`` when there are more or fewer.
    init(d: Secret<[UInt8]>, keyID: String?) throws(KeyError) {
        do {
            self.init(try d.use { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) }, keyID: keyID)
        } catch {
            throw Self.invalidLength
        }
    }

    /// The key's name.
    public var keyID: String { verificationKey.keyID }
    /// Always ``TokenAlgorithm/edDSA``.
    public var algorithm: TokenAlgorithm { .edDSA }

    /// The signature, 64 bytes.
    public func signature(for signingInput: [UInt8]) throws -> [UInt8] {
        try key.use { [UInt8](try $0.signature(for: signingInput)) }
    }

    /// The key as a JWK with its private half.
    var privateJSONWebKey: Secret<JSONValue> {
        key.use { key in
            var value = verificationKey.jsonWebKey
            value["d"] = .string(Base64URL.encode([UInt8](key.rawRepresentation)))
            return Secret(value)
        }
    }

    static var invalidLength: KeyError {
        KeyError(
            .invalid,
            LocalizedText("an Ed25519 key has 32 bytes", zh: "Ed25519 密钥应为 32 字节"),
            remedy: .exportAgain
        )
    }
}
