public import Access
import Crypto
import Diagnostics
public import JSON

/// A public key that checks ECDSA signatures on P-256 with SHA-256.
///
/// - SeeAlso: RFC 7518, section 3.4.
public struct ES256VerificationKey: VerificationKey {
    /// The key's name.
    public let keyID: String
    private let key: P256.Signing.PublicKey

    init(_ key: P256.Signing.PublicKey, keyID: String?) {
        self.key = key
        self.keyID = keyID ?? Thumbprint.of(Self.members(of: key))
    }

    /// A key from the point's coordinates, 32 bytes each.
    ///
    /// - Throws: ``KeyError`` when they are no point of the curve.
    init(x: [UInt8], y: [UInt8], keyID: String?) throws(KeyError) {
        guard x.count == 32, y.count == 32 else { throw Self.invalidPoint }
        do {
            self.init(try P256.Signing.PublicKey(rawRepresentation: x + y), keyID: keyID)
        } catch {
            throw Self.invalidPoint
        }
    }

    /// Always ``TokenAlgorithm/es256``.
    public var algorithm: TokenAlgorithm { .es256 }

    /// The key as a JWK, for a key set that others read.
    public var jsonWebKey: JSONValue { .published(Self.members(of: key), keyID: keyID, algorithm: algorithm) }

    /// Whether the signature, 64 bytes `r ‖ s`, is the key's; no other form counts, such as ASN.1.
    public func isValid(signature: [UInt8], for signingInput: [UInt8]) -> Bool {
        guard signature.count == 64 else { return false }
        do {
            let signature = try P256.Signing.ECDSASignature(rawRepresentation: signature)
            return key.isValidSignature(signature, for: signingInput)
        } catch {
            return false  // Numbers that are no signature are no valid one; there is nothing else to say.
        }
    }

    func isPoint(x: [UInt8], y: [UInt8]) -> Bool { [UInt8](key.rawRepresentation) == x + y }

    private static func members(of key: P256.Signing.PublicKey) -> [JSONValue.Member] {
        let point = [UInt8](key.rawRepresentation)
        return [
            .init("crv", "P-256"), .init("kty", "EC"), .init("x", .string(Base64URL.encode(point[..<32]))),
            .init("y", .string(Base64URL.encode(point[32...]))),
        ]
    }

    private static var invalidPoint: KeyError {
        KeyError(
            .invalid,
            LocalizedText("the coordinates are no point of P-256", zh: "坐标不是 P-256 曲线上的点"),
            remedy: .exportAgain
        )
    }
}

/// A private key that makes ECDSA signatures on P-256 with SHA-256.
public struct ES256SigningKey: SigningKey {
    /// The public half.
    public let verificationKey: ES256VerificationKey
    private let key: Secret<P256.Signing.PrivateKey>

    init(_ key: P256.Signing.PrivateKey, keyID: String?) {
        self.key = Secret(key)
        verificationKey = ES256VerificationKey(key.publicKey, keyID: keyID)
    }

    /// A key that was drawn just now.
    public init(keyID: String? = nil) { self.init(P256.Signing.PrivateKey(), keyID: keyID) }

    /// A key from its private number, 32 bytes.
    ///
    /// - Throws: ``KeyError`` when the number is out of range.
    init(d: Secret<[UInt8]>, keyID: String?) throws(KeyError) {
        do {
            self.init(try d.use { try P256.Signing.PrivateKey(rawRepresentation: $0) }, keyID: keyID)
        } catch {
            throw KeyError(
                .invalid,
                LocalizedText("the private number is none of P-256", zh: "私钥数值不属于 P-256"),
                remedy: .exportAgain
            )
        }
    }

    /// The key's name.
    public var keyID: String { verificationKey.keyID }
    /// Always ``TokenAlgorithm/es256``.
    public var algorithm: TokenAlgorithm { .es256 }

    /// The signature, 64 bytes `r ‖ s`; another one each time.
    public func signature(for signingInput: [UInt8]) throws -> [UInt8] {
        try key.use { [UInt8](try $0.signature(for: signingInput).rawRepresentation) }
    }
}
