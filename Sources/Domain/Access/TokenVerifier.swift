import JSON

/// Decides whether a token is to be believed, and who its bearer is.
///
/// - SeeAlso: RFC 7515, section 5.2; RFC 7519, section 7.2; RFC 8725.
public struct TokenVerifier: Sendable {
    /// What a token must say, beside being signed.
    public struct Settings: Hashable, Sendable {
        /// The only `iss` that is accepted; nil accepts any, and none.
        public var issuer: String?
        /// Names of this service; `aud` must hold one of them, unless the set is empty.
        public var audiences: Set<String>
        /// How far the clocks of issuer and service may differ; whole seconds count.
        public var leeway: Duration
        /// Whether a token without `exp` is refused.
        public var requiresExpiry: Bool
        /// How many bytes a token may have.
        public var maximumByteCount: Int

        /// Settings; the defaults believe any issuer whose key is known.
        public init(
            issuer: String? = nil,
            audiences: Set<String> = [],
            leeway: Duration = .seconds(30),
            requiresExpiry: Bool = true,
            maximumByteCount: Int = 16_384
        ) {
            self.issuer = issuer
            self.audiences = audiences
            self.leeway = leeway
            self.requiresExpiry = requiresExpiry
            self.maximumByteCount = maximumByteCount
        }
    }

    /// The keys whose signatures count.
    public let keys: VerificationKeySet
    /// What a token must say.
    public let settings: Settings

    /// A verifier.
    public init(keys: VerificationKeySet, settings: Settings = Settings()) {
        self.keys = keys
        self.settings = settings
    }

    /// The bearer of a token.
    ///
    /// - Parameters:
    ///   - token: The compact serialisation, without `Bearer`.
    ///   - now: Seconds since 1970-01-01T00:00:00Z.
    /// - Returns: Who acts, and what for.
    /// - Throws: ``TokenError`` with the first rule that the token breaks; claims are read only once the signature is
    ///   known to be good.
    public func principal(of token: String, now: Int64) throws(TokenError) -> Principal {
        let verified = try verify(token)
        try verified.checkTime(now)
        return verified.principal
    }

    /// Checks everything but the clock.
    func verify(_ token: String) throws(TokenError) -> VerifiedToken {
        let compact = try CompactToken(token, maximumByteCount: settings.maximumByteCount)
        let claims = try TokenClaims(keys.payload(of: compact))
        if let issuer = settings.issuer, claims.issuer?.utf8.elementsEqual(issuer.utf8) != true {
            throw TokenError(.wrongIssuer)
        }
        let isMeant = claims.audiences.contains { audience in
            settings.audiences.contains { $0.utf8.elementsEqual(audience.utf8) }
        }
        guard isMeant || settings.audiences.isEmpty else { throw TokenError(.wrongAudience) }
        if settings.requiresExpiry, claims.expiresAt == nil { throw TokenError(.missingClaim, "exp") }
        let leeway = max(0, settings.leeway.components.seconds)
        return VerifiedToken(
            principal: Principal(
                subject: claims.subject,
                scopes: claims.scopes,
                claims: claims.value,
                expiresAt: claims.expiresAt
            ),
            validFrom: claims.notBefore.map { $0.subtractingSaturated(leeway) } ?? .min,
            validUntil: claims.expiresAt.map { $0.addingSaturated(leeway) }
        )
    }
}

/// A token that is believed between two moments.
struct VerifiedToken: Sendable {
    let principal: Principal
    /// The first second of its life, leeway included.
    let validFrom: Int64
    /// The first second after its life, leeway included; nil when it never ends.
    let validUntil: Int64?

    func checkTime(_ now: Int64) throws(TokenError) {
        if let validUntil, now >= validUntil { throw TokenError(.expired) }
        if now < validFrom { throw TokenError(.notYetValid) }
    }
}

extension Int64 {
    fileprivate func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? .min : difference
    }
}
