public import Access
import Crypto
import Diagnostics

/// A secret that makes and checks HMAC-SHA-256 signatures.
///
/// - SeeAlso: RFC 7518, section 3.2.
public struct HS256Key: SigningKey, VerificationKey {
    /// How many bytes a secret has at least: as many as the hash, as RFC 7518 demands.
    public static let minimumByteCount = 32

    /// The key's name.
    public let keyID: String
    private let secret: Secret<SymmetricKey>

    /// A key from its secret.
    ///
    /// - Parameters:
    ///   - secret: At least ``minimumByteCount`` bytes, drawn at random.
    ///   - keyID: The key's name; when nil, one is derived that tells no more about the secret than a token does.
    /// - Throws: ``KeyError`` when the secret is too short.
    public init(secret: Secret<[UInt8]>, keyID: String? = nil) throws(KeyError) {
        guard secret.use({ $0.count >= Self.minimumByteCount }) else {
            throw KeyError(
                .tooShort,
                LocalizedText(
                    "the HS256 secret has fewer than \(Self.minimumByteCount) bytes",
                    zh: "HS256 密钥少于 \(Self.minimumByteCount) 字节"
                ),
                remedy: LocalizedText("draw one, with 'openssl rand -base64 32'", zh: "请用“openssl rand -base64 32”生成")
            )
        }
        let key = secret.use { SymmetricKey(data: $0) }
        self.secret = Secret(key)
        self.keyID =
            keyID
            ?? Base64URL.encode(
                Array(HMAC<SHA256>.authenticationCode(for: Array("key ID".utf8), using: key).prefix(16))
            )
    }

    /// Always ``TokenAlgorithm/hs256``.
    public var algorithm: TokenAlgorithm { .hs256 }

    /// The 32 bytes of the authentication code.
    public func signature(for signingInput: [UInt8]) -> [UInt8] {
        secret.use { Array(HMAC<SHA256>.authenticationCode(for: signingInput, using: $0)) }
    }

    /// Whether the authentication code is the right one, compared in constant time.
    public func isValid(signature: [UInt8], for signingInput: [UInt8]) -> Bool {
        secret.use { HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signingInput, using: $0) }
    }
}
