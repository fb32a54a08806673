public import JSON

/// Makes tokens with one key.
public struct TokenIssuer: Sendable {
    /// The key that signs.
    public let key: any SigningKey
    /// The claim `iss`; left out when nil.
    public let issuer: String?
    /// The claim `aud`; left out when empty.
    public let audiences: [String]

    /// Claims that only the issuer sets.
    private static let reservedClaims: Set = ["iss", "sub", "aud", "exp", "nbf", "iat", "scope", "scp", "scopes"]

    /// An issuer.
    public init(key: any SigningKey, issuer: String? = nil, audiences: [String] = []) {
        self.key = key
        self.issuer = issuer
        self.audiences = audiences
    }

    /// A token in compact serialisation.
    ///
    /// - Parameters:
    ///   - subject: Who it is for; not empty.
    ///   - scopes: What it is for; written sorted into `scope`, which is left out when there are none.
    ///   - lifetime: How long it lives; at least one second, whole seconds count.
    ///   - claims: Further members of the claims object, such as `jti`.
    ///   - now: Seconds since 1970-01-01T00:00:00Z.
    /// - Returns: Header, claims and signature, with dots between.
    /// - Throws: ``TokenError`` when the parameters make no token, or the key does not sign.
    public func token(
        subject: String,
        scopes: Set<String> = [],
        lifetime: Duration,
        claims: [JSONValue.Member] = [],
        now: Int64
    ) throws(TokenError) -> String {
        guard !subject.isEmpty else { throw TokenError(.invalidClaim, "sub") }
        if let scope = scopes.first(where: { !Self.isScope($0) }) { throw TokenError(.invalidScope, scope) }
        let seconds = lifetime.components.seconds
        let (expiry, overflow) = now.addingReportingOverflow(seconds)
        guard seconds >= 1, !overflow, expiry <= TokenClaims.latestTime else {
            throw TokenError(.invalidLifetime, String(seconds))
        }

        var names = Self.reservedClaims
        for claim in claims where !names.insert(claim.name).inserted { throw TokenError(.reservedClaim, claim.name) }

        var writer = JSONWriter()
        writer.beginObject()
        if let issuer { writer.member("iss", .string(issuer)) }
        writer.member("sub", .string(subject))
        if let only = audiences.first, audiences.count == 1 {
            writer.member("aud", .string(only))
        } else if !audiences.isEmpty {
            writer.member("aud", .array(audiences.map(JSONValue.string)))
        }
        writer.member("iat", .integer(Int(now)))
        writer.member("exp", .integer(Int(expiry)))
        if !scopes.isEmpty { writer.member("scope", .string(scopes.sorted().joined(separator: " "))) }
        for claim in claims { writer.member(claim.name, claim.value) }
        writer.endObject()
        return try sign(writer.bytes)
    }

    /// The compact serialisation of a payload, whatever it is.
    package func sign(_ payload: [UInt8]) throws(TokenError) -> String {
        var header = JSONWriter()
        header.beginObject()
        header.member("alg", .string(key.algorithm.rawValue))
        header.member("kid", .string(key.keyID))
        header.member("typ", "JWT")
        header.endObject()
        let signingInput = "\(Base64URL.encode(header.bytes)).\(Base64URL.encode(payload))"
        do {
            let signature = try key.signature(for: Array(signingInput.utf8))
            return "\(signingInput).\(Base64URL.encode(signature))"
        } catch {
            // The key's own words may say more about the key than a caller should learn.
            throw TokenError(.signingFailed, key.keyID)
        }
    }

    /// Whether a text is a scope-token (RFC 6749, section 3.3).
    private static func isScope(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: JSONValue) {
        self.name(name)
        self.value(value)
    }
}
