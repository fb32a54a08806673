public import JSON

/// Who acts, as a verified token says it.
public struct Principal: Hashable, Sendable {
    /// The claim `sub`: the name of the person or program, as its issuer knows it.
    public let subject: String
    /// What the token was issued for: the scopes of `scope`, `scp` and `scopes` together.
    public let scopes: Set<String>
    /// All claims, as an object.
    public let claims: JSONValue
    /// When the token ends, in seconds since 1970-01-01T00:00:00Z; nil when it never does.
    public let expiresAt: Int64?

    /// A principal.
    public init(subject: String, scopes: Set<String> = [], claims: JSONValue = [:], expiresAt: Int64? = nil) {
        self.subject = subject
        self.scopes = scopes
        self.claims = claims
        self.expiresAt = expiresAt
    }
}
