import Access
import Diagnostics
import JSON
import Testing

@Suite("Token issuing")
struct TokenIssuerTests {
    private let key = ChecksumKey()
    private let now: Int64 = 1_800_000_000

    @Test("A token that was issued is accepted, with everything that was put into it")
    func roundTrip() throws {
        let issuer = TokenIssuer(key: key, issuer: "clinic", audiences: ["api", "admin"])
        let token = try issuer.token(
            subject: "王芳",
            scopes: ["orders:write", "orders:read"],
            lifetime: .seconds(600),
            claims: [.init("jti", "t-1"), .init("tenant", ["id": 7])],
            now: now
        )
        let verifier = TokenVerifier(
            keys: try VerificationKeySet([key]),
            settings: .init(issuer: "clinic", audiences: ["admin"], leeway: .zero)
        )
        let principal = try verifier.principal(of: token, now: now + 599)
        #expect(principal.subject == "王芳")
        #expect(principal.scopes == ["orders:read", "orders:write"])
        #expect(principal.expiresAt == now + 600)
        #expect(
            principal.claims == [
                "iss": "clinic", "sub": "王芳", "aud": ["api", "admin"], "iat": 1_800_000_000, "exp": 1_800_000_600,
                "scope": "orders:read orders:write", "jti": "t-1", "tenant": ["id": 7],
            ]
        )
        #expect(throws: TokenError.self) { try verifier.principal(of: token, now: now + 600) }
    }

    @Test("The header names algorithm and key; the same request gives the same token")
    func header() throws {
        let issuer = TokenIssuer(key: key, audiences: ["api"])
        let token = try issuer.token(subject: "ann", lifetime: .seconds(1), now: now)
        let parts = token.split(separator: ".").map { Base64URL.decode(String($0)) }
        let header = String(decoding: try #require(parts[0]), as: UTF8.self)
        #expect(header == #"{"alg":"TEST","kid":"k1","typ":"JWT"}"#)
        let claims = String(decoding: try #require(parts[1]), as: UTF8.self)
        #expect(claims == #"{"sub":"ann","aud":"api","iat":1800000000,"exp":1800000001}"#)
        #expect(try issuer.token(subject: "ann", lifetime: .seconds(1), now: now) == token)
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let code: TokenError.Code
        var subject = "ann"
        var scopes: Set<String> = []
        var seconds: Int64 = 60
        var claims: [String] = []
        var testDescription: String { "'\(subject)' \(scopes) \(seconds) \(claims)" }
    }

    @Test(
        "What would make no usable token is refused",
        arguments: [
            Sample(code: .invalidClaim, subject: ""),
            Sample(code: .invalidScope, scopes: [""]),
            Sample(code: .invalidScope, scopes: ["a b"]),
            Sample(code: .invalidScope, scopes: ["a\"b"]),
            Sample(code: .invalidScope, scopes: ["订单"]),
            Sample(code: .invalidLifetime, seconds: 0),
            Sample(code: .invalidLifetime, seconds: -60),
            Sample(code: .invalidLifetime, seconds: .max),
            Sample(code: .invalidLifetime, seconds: 1 << 53),
            Sample(code: .reservedClaim, claims: ["exp"]),
            Sample(code: .reservedClaim, claims: ["scopes"]),
            Sample(code: .reservedClaim, claims: ["jti", "jti"]),
        ]
    )
    func refuses(_ sample: Sample) {
        let error = #expect(throws: TokenError.self) {
            try TokenIssuer(key: key).token(
                subject: sample.subject,
                scopes: sample.scopes,
                lifetime: .seconds(sample.seconds),
                claims: sample.claims.map { .init($0, 1) },
                now: now
            )
        }
        #expect(error?.code == sample.code)
    }

    @Test("A key that fails is named, and its reason kept back")
    func failingKey() {
        let error = #expect(throws: TokenError.self) {
            try TokenIssuer(key: ChecksumKey(signs: false)).token(subject: "ann", lifetime: .seconds(60), now: now)
        }
        #expect(error?.code == .signingFailed)
        #expect(error?.detail.english == "k1")
    }
}
