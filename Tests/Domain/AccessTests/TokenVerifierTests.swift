import Access
import Diagnostics
import JSON
import Testing

@Suite("Token verification (RFC 7515, RFC 7519)")
struct TokenVerifierTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let token: String
        let code: TokenError.Code
        var detail: String?
        var settings = TokenVerifier.Settings()
        var testDescription: String { name }
    }

    static let now: Int64 = 1_800_000_000
    static let key = ChecksumKey()

    static func payload(_ more: String = "") -> String { #"{"sub":"ann","exp":1800000100\#(more)}"# }

    static func sample(header: String, _ code: TokenError.Code, _ detail: String? = nil) -> Sample {
        Sample(name: header, token: key.token(header: header, payload: payload()), code: code, detail: detail)
    }

    static func sample(payload: String, _ code: TokenError.Code, _ detail: String? = nil) -> Sample {
        Sample(name: payload, token: key.token(payload: payload), code: code, detail: detail)
    }

    func principal(
        of token: String,
        settings: TokenVerifier.Settings = .init(),
        now: Int64 = now
    ) throws -> Principal {
        try TokenVerifier(keys: VerificationKeySet([Self.key]), settings: settings).principal(of: token, now: now)
    }

    @Test("A good token names its bearer, scopes, claims and end")
    func accepts() throws {
        let token = Self.key.token(payload: Self.payload(#","scope":"a b","scp":["c"],"scopes":["b","d"],"n":1.50"#))
        let principal = try principal(of: token)
        #expect(principal.subject == "ann")
        #expect(principal.scopes == ["a", "b", "c", "d"])
        #expect(principal.expiresAt == 1_800_000_100)
        #expect(principal.claims["n"] == .number(try #require(JSONNumber("1.50"))))
    }

    @Test("A token without 'kid' is accepted when there is nothing to choose")
    func onlyKey() throws {
        let token = Self.key.token(header: #"{"alg":"TEST","typ":"JWT"}"#, payload: Self.payload())
        #expect(try principal(of: token).subject == "ann")
        let two = try VerificationKeySet([Self.key, ChecksumKey(keyID: "k2")])
        let error = #expect(throws: TokenError.self) {
            try TokenVerifier(keys: two).principal(of: token, now: Self.now)
        }
        #expect(error?.code == .missingKeyID)
        let none = try VerificationKeySet([])
        #expect(throws: TokenError.self) { try TokenVerifier(keys: none).principal(of: token, now: Self.now) }
    }

    @Test("Among several keys 'kid' selects, and the others are not tried")
    func selects() throws {
        let other = ChecksumKey(keyID: "k2", salt: 7)
        let verifier = TokenVerifier(keys: try VerificationKeySet([Self.key, other]))
        let good = other.token(header: #"{"alg":"TEST","kid":"k2"}"#, payload: Self.payload())
        #expect(try verifier.principal(of: good, now: Self.now).subject == "ann")
        let crossed = other.token(header: #"{"alg":"TEST","kid":"k1"}"#, payload: Self.payload())
        let error = #expect(throws: TokenError.self) { try verifier.principal(of: crossed, now: Self.now) }
        #expect(error?.code == .invalidSignature)
    }

    @Test("Two keys of one name are refused")
    func duplicateKeyID() {
        let error = #expect(throws: TokenError.self) {
            try VerificationKeySet([Self.key, ChecksumKey(algorithm: .hs256)])
        }
        #expect(error?.code == .duplicateKeyID)
    }

    static let headers = [
        sample(header: #"{"alg":"none","kid":"k1"}"#, .unsigned),
        sample(header: #"{"alg":"nOnE"}"#, .unsigned),
        sample(header: #"{"alg":"HS256","kid":"k1"}"#, .algorithmMismatch, "HS256"),
        sample(header: #"{"alg":"test","kid":"k1"}"#, .algorithmMismatch, "test"),
        sample(header: #"{"alg":"","kid":"k1"}"#, .algorithmMismatch, ""),
        sample(header: #"{"alg":null,"kid":"k1"}"#, .invalidHeader),
        sample(header: #"{"alg":["TEST"],"kid":"k1"}"#, .invalidHeader),
        sample(header: #"{"kid":"k1"}"#, .invalidHeader),
        sample(header: #"{"alg":"TEST","alg":"TEST","kid":"k1"}"#, .invalidHeader),
        sample(header: #"{"alg":"TEST","\u0061lg":"none","kid":"k1"}"#, .invalidHeader),
        sample(header: #"["TEST"]"#, .invalidHeader),
        sample(header: #"{"alg":"TEST","kid":"k1"} "x""#, .invalidHeader),
        sample(header: "", .invalidHeader),
        sample(header: "\u{FEFF}{\"alg\":\"TEST\"}", .invalidHeader),
        sample(header: #"{"alg":"TEST","kid":1}"#, .invalidHeader),
        sample(header: #"{"alg":"TEST","kid":null}"#, .invalidHeader),
        sample(header: #"{"alg":"TEST","typ":5}"#, .invalidHeader),
        sample(header: #"{"alg":"TEST","kid":"k2"}"#, .unknownKey, "k2"),
        sample(header: #"{"alg":"TEST","kid":""}"#, .unknownKey, ""),
        sample(header: #"{"alg":"TEST","kid":"K1"}"#, .unknownKey),
        sample(header: #"{"alg":"TEST","kid":"../../../dev/null"}"#, .unknownKey, "../../../dev/null"),
        sample(header: #"{"alg":"TEST","kid":"k1\u0000\u001b[2J"}"#, .unknownKey, "k1[2J"),
        sample(header: #"{"alg":"TEST","kid":"k1","crit":["exp"],"exp":1}"#, .refusedHeader, "crit"),
        sample(header: #"{"alg":"TEST","kid":"k1","crit":[]}"#, .refusedHeader, "crit"),
        sample(header: #"{"alg":"TEST","kid":"k1","b64":false}"#, .refusedHeader, "b64"),
        sample(header: #"{"alg":"TEST","jwk":{"kty":"oct","k":"AA"}}"#, .refusedHeader, "jwk"),
        sample(header: #"{"alg":"TEST","kid":"k1","jku":"https://evil.example/keys"}"#, .refusedHeader, "jku"),
        sample(header: #"{"alg":"TEST","kid":"k1","x5u":null}"#, .refusedHeader, "x5u"),
        sample(header: #"{"alg":"TEST","kid":"k1","x5c":["MIIB"]}"#, .refusedHeader, "x5c"),
        sample(
            header: #"{"alg":"TEST","a":\#(String(repeating: "[", count: 40) + String(repeating: "]", count: 40))}"#,
            .invalidHeader
        ),
    ]

    static let payloads = [
        sample(payload: "", .invalidClaims),
        sample(payload: "[]", .invalidClaims),
        sample(payload: #""sub""#, .invalidClaims),
        sample(payload: #"{"sub":"ann","exp":1800000100,"exp":9900000100}"#, .invalidClaims),
        sample(payload: #"{"sub":"ann","exp":1800000100"#, .invalidClaims),
        sample(payload: #"{"sub":"ann","exp":"1800000100"}"#, .invalidClaim, "exp"),
        sample(payload: #"{"sub":"ann","exp":null}"#, .invalidClaim, "exp"),
        sample(payload: #"{"sub":"ann","exp":true}"#, .invalidClaim, "exp"),
        sample(payload: #"{"sub":"ann","exp":[1800000100]}"#, .invalidClaim, "exp"),
        sample(payload: #"{"sub":"ann","exp":1e400}"#, .invalidClaim, "exp"),
        sample(payload: #"{"sub":"ann","exp":9007199254740994}"#, .invalidClaim, "exp"),
        sample(payload: #"{"sub":"ann","exp":1e999999999999}"#, .invalidClaim, "exp"),
        sample(payload: payload(#","nbf":"1""#), .invalidClaim, "nbf"),
        sample(payload: payload(#","iat":{}"#), .invalidClaim, "iat"),
        sample(payload: #"{"sub":"ann"}"#, .missingClaim, "exp"),
        sample(payload: #"{"exp":1800000100}"#, .missingClaim, "sub"),
        sample(payload: #"{"sub":"","exp":1800000100}"#, .invalidClaim, "sub"),
        sample(payload: #"{"sub":7,"exp":1800000100}"#, .invalidClaim, "sub"),
        sample(payload: payload(#","iss":["a"]"#), .invalidClaim, "iss"),
        sample(payload: payload(#","aud":{"a":1}"#), .invalidClaim, "aud"),
        sample(payload: payload(#","aud":["a",1]"#), .invalidClaim, "aud"),
        sample(payload: payload(#","scope":5"#), .invalidClaim, "scope"),
        sample(payload: payload(#","scopes":["a",null]"#), .invalidClaim, "scopes"),
        sample(payload: #"{"sub":"ann","exp":1799999970}"#, .expired),
        sample(payload: #"{"sub":"ann","exp":-1}"#, .expired),
        sample(payload: payload(#","nbf":1800000031"#), .notYetValid),
    ]

    static let good = key.token(payload: payload())

    static func mangled(_ name: String, _ code: TokenError.Code, _ mangle: (String) -> String) -> Sample {
        Sample(name: name, token: mangle(good), code: code)
    }

    static let texts = [
        mangled("nothing", .malformed) { _ in "" },
        mangled("two dots", .invalidHeader) { _ in ".." },
        mangled("two parts", .malformed) { String($0[..<($0.lastIndex(of: ".") ?? $0.endIndex)]) },
        mangled("trailing dot", .malformed) { $0 + "." },
        mangled("leading dot", .malformed) { "." + $0 },
        mangled("five parts, as JWE", .malformed) { $0 + ".AA.AA" },
        mangled("JSON serialisation", .malformed) { _ in #"{"payload":"e30","signatures":[]}"# },
        mangled("empty signature", .unsigned) { String($0[...($0.lastIndex(of: ".") ?? $0.startIndex)]) },
        mangled("padding", .invalidEncoding) { $0 + "=" },
        mangled("space after", .invalidEncoding) { $0 + " " },
        mangled("line ending after", .invalidEncoding) { $0 + "\n" },
        mangled("scheme before", .invalidEncoding) { "Bearer " + $0 },
        mangled("plain base64", .invalidEncoding) { $0.replacing("J", with: "+") },
        mangled("stray bits at the end", .invalidEncoding) { $0.dropLast() + Self.next(after: $0.last) },
        mangled("another signature", .invalidSignature) { $0.dropLast(4) + "AAAA" },
        mangled("signature cut short", .invalidSignature) { String($0.dropLast(3)) },
        mangled("signature with more", .invalidSignature) { $0.dropLast() + "AAAAA" },
        mangled("another payload", .invalidSignature) { good in
            let parts = good.split(separator: ".")
            return "\(parts[0]).\(Base64URL.encode(Array(payload(#","admin":true"#).utf8))).\(parts[2])"
        },
        mangled("no ASCII", .invalidEncoding) { $0.replacing("e", with: "é") },
        mangled("huge", .tooLarge) { _ in String(repeating: "A", count: 16_385) },
    ]

    /// The character whose six bits differ in the last one, which no byte uses.
    static func next(after character: Character?) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        return alphabet.firstIndex { $0 == character }.map { String(alphabet[$0 ^ 1]) } ?? ""
    }

    static let configured = [
        Sample(name: "other issuer", token: key.token(payload: payload(#","iss":"b""#)), code: .wrongIssuer),
        Sample(name: "no issuer", token: good, code: .wrongIssuer),
        Sample(
            name: "issuer that Swift alone takes for equal",
            token: key.token(payload: payload(",\"iss\":\"caf\u{65}\u{301}\"")),
            code: .wrongIssuer
        ),
    ].map { sample in
        var sample = sample
        sample.settings.issuer = sample.name.hasPrefix("issuer") ? "caf\u{e9}" : "a"
        return sample
    }

    static let audiences = [
        Sample(name: "no audience", token: good, code: .wrongAudience),
        Sample(name: "other audience", token: key.token(payload: payload(#","aud":"b""#)), code: .wrongAudience),
        Sample(name: "other audiences", token: key.token(payload: payload(#","aud":["b","A"]"#)), code: .wrongAudience),
        Sample(name: "empty audiences", token: key.token(payload: payload(#","aud":[]"#)), code: .wrongAudience),
    ].map { sample in
        var sample = sample
        sample.settings.audiences = ["a"]
        return sample
    }

    @Test("A hostile or broken token is refused by the rule it breaks")
    func refuses() throws {
        for sample in Self.headers + Self.payloads + Self.texts + Self.configured + Self.audiences {
            do {
                _ = try principal(of: sample.token, settings: sample.settings)
                Issue.record("accepted: \(sample.name)")
            } catch let error as TokenError {
                if error.code != sample.code { Issue.record("\(sample.name): \(error.code)") }
                if let detail = sample.detail, error.detail.english != detail {
                    Issue.record("\(sample.name): '\(error.detail.english)'")
                }
            }
        }
    }

    @Test("The configured issuer and one of the audiences are accepted")
    func acceptsConfigured() throws {
        let settings = TokenVerifier.Settings(issuer: "a", audiences: ["x", "y"])
        for audience in [#""x""#, #"["z","y"]"#] {
            let token = Self.key.token(payload: Self.payload(#","iss":"a","aud":\#(audience)"#))
            #expect(try principal(of: token, settings: settings).subject == "ann")
        }
    }

    @Test("A token without end is accepted when the settings say so")
    func withoutExpiry() throws {
        let token = Self.key.token(payload: #"{"sub":"ann"}"#)
        let settings = TokenVerifier.Settings(requiresExpiry: false)
        #expect(try principal(of: token, settings: settings).expiresAt == nil)
    }

    @Test("A token ends with the second it names, and begins with it, give or take the leeway")
    func clock() throws {
        let token = Self.key.token(payload: #"{"sub":"ann","exp":2000.9,"nbf":999.1}"#)
        for (leeway, first, last) in [(0, 1000, 1999), (10, 990, 2009), (-5, 1000, 1999)] {
            let settings = TokenVerifier.Settings(leeway: .seconds(leeway))
            for now in [first, last] { _ = try principal(of: token, settings: settings, now: Int64(now)) }
            for (now, code) in [(first - 1, TokenError.Code.notYetValid), (last + 1, .expired)] {
                let error = #expect(throws: TokenError.self) {
                    try principal(of: token, settings: settings, now: Int64(now))
                }
                #expect(error?.code == code)
            }
        }
        let patient = TokenVerifier.Settings(leeway: .seconds(Int64.max))
        _ = try principal(of: token, settings: patient, now: .max - 1)
        _ = try principal(of: token, settings: patient, now: -1000)
    }

    @Test("A token may have as many bytes as the setting allows, and not one more")
    func size() throws {
        let token = Self.good
        var settings = TokenVerifier.Settings(maximumByteCount: token.utf8.count)
        _ = try principal(of: token, settings: settings)
        settings.maximumByteCount -= 1
        let error = #expect(throws: TokenError.self) { try principal(of: token, settings: settings) }
        #expect(error?.code == .tooLarge)
    }

    @Test("No other text than the issued one is accepted")
    func flips() throws {
        let token = Array(Self.good.utf8)
        for position in token.indices {
            for bit in 0..<8 {
                var changed = token
                changed[position] ^= 1 << bit
                let text = String(decoding: changed, as: UTF8.self)
                if (try? principal(of: text)) != nil {  // The code does not matter, the refusal does.
                    Issue.record("accepted with bit \(bit) of byte \(position) changed")
                }
            }
        }
    }

    @Test("Every error explains itself in both languages under a code of its own")
    func explains() {
        var codes: Set<String> = []
        for sample in Self.headers + Self.payloads + Self.texts + Self.configured + Self.audiences {
            let error = #expect(throws: TokenError.self) { try principal(of: sample.token, settings: sample.settings) }
            for diagnostic in error?.diagnostics ?? [] {
                codes.insert(diagnostic.code)
                #expect(diagnostic.message.chinese.unicodeScalars.contains { $0.value > 0x4E00 })
                #expect(diagnostic.remedy != nil)
                #expect(!diagnostic.rendered(in: .english).contains("\u{1b}"))
            }
        }
        #expect(codes.count == 16)
        #expect(codes.contains("token.expired"))
    }
}
