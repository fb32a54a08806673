/// The name of a signature algorithm for tokens.
///
/// Open, since national algorithms have names that no registry lists.
///
/// - SeeAlso: RFC 7518, section 3.1; RFC 8037, section 3.1.
public struct TokenAlgorithm: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The value of the header parameter `alg`, compared byte by byte.
    public let rawValue: String

    /// The algorithm of that name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// HMAC with SHA-256.
    public static let hs256 = Self(rawValue: "HS256")
    /// ECDSA on P-256 with SHA-256.
    public static let es256 = Self(rawValue: "ES256")
    /// EdDSA; here always on Curve25519.
    public static let edDSA = Self(rawValue: "EdDSA")

    /// The algorithm's name.
    public var description: String { rawValue }
}

/// A key that checks signatures of one algorithm.
///
/// The key alone says which algorithm that is. A token that names another one is refused before the key is asked, so
/// that a public key is never taken for the secret of a symmetric algorithm.
public protocol VerificationKey: Sendable {
    /// The name by which a token's header parameter `kid` selects the key.
    var keyID: String { get }
    /// The only algorithm the key is used with.
    var algorithm: TokenAlgorithm { get }
    /// Whether the holder of the key signed exactly these bytes.
    ///
    /// False for signatures of the wrong length or form; comparisons with secrets take constant time.
    func isValid(signature: [UInt8], for signingInput: [UInt8]) -> Bool
}

/// A key that makes signatures of one algorithm.
public protocol SigningKey: Sendable {
    /// The name that tokens carry in the header parameter `kid`.
    var keyID: String { get }
    /// The only algorithm the key is used with.
    var algorithm: TokenAlgorithm { get }
    /// The signature of some bytes, in the form that JWS gives the algorithm.
    func signature(for signingInput: [UInt8]) throws -> [UInt8]
}
