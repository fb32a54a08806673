import Access
import JSON
import Testing
import TokenKeys

@Suite("Signatures of tokens")
struct SignatureTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let key: String
        let token: String
        let payload: String
    }

    static let published = [
        Sample(
            testDescription: "HS256, RFC 7515 A.1",
            key: PublishedKeys.hmac,
            token: PublishedKeys.hmacToken,
            payload: PublishedKeys.joePayload
        ),
        Sample(
            testDescription: "ES256, RFC 7515 A.3",
            key: PublishedKeys.curve,
            token: PublishedKeys.curveToken,
            payload: PublishedKeys.joePayload
        ),
        Sample(
            testDescription: "EdDSA, RFC 8037 A.4",
            key: PublishedKeys.edwards,
            token: PublishedKeys.edwardsToken,
            payload: "Example of Ed25519 signing"
        ),
    ]

    static func key(_ text: String) throws -> TokenKey { try TokenKey(jsonWebKey: Array(text.utf8)) }

    @Test("The tokens of the standards are accepted, and no other bytes in their place", arguments: published)
    func accepts(_ sample: Sample) throws {
        let keys = try VerificationKeySet([Self.key(sample.key).verification])
        let token = try CompactToken(sample.token, maximumByteCount: 1000)
        #expect(String(decoding: try keys.payload(of: token), as: UTF8.self) == sample.payload)
        let key = try Self.key(sample.key).verification
        for index in token.signature.indices {
            var signature = token.signature
            signature[index] ^= 1
            #expect(!key.isValid(signature: signature, for: token.signingInput))
        }
        #expect(!key.isValid(signature: token.signature, for: token.signingInput + [0]))
        for count in [0, 1, 31, 33, 63, 65, 96] where count != token.signature.count {
            let signature = Array((token.signature + token.signature).prefix(count))
            #expect(!key.isValid(signature: signature, for: token.signingInput))
        }
    }

    @Test("HS256 and EdDSA sign as the standards print it")
    func deterministic() throws {
        for sample in Self.published where !sample.testDescription.hasPrefix("ES256") {
            let token = try CompactToken(sample.token, maximumByteCount: 1000)
            let signing = try #require(try Self.key(sample.key).signing)
            #expect(try signing.signature(for: token.signingInput) == token.signature)
        }
    }

    @Test("Every kind of key accepts what it issued, and nothing that another issued", arguments: published)
    func issues(_ sample: Sample) throws {
        let key = try Self.key(sample.key)
        let token = try TokenIssuer(key: #require(key.signing)).token(
            subject: "ann",
            lifetime: .seconds(60),
            now: 1000
        )
        let verifier = TokenVerifier(keys: try VerificationKeySet([key.verification]))
        #expect(try verifier.principal(of: token, now: 1001).subject == "ann")
        for other in Self.published where other.key != sample.key {
            let others = try VerificationKeySet([Self.key(other.key).verification])
            #expect(throws: TokenError.self) { try TokenVerifier(keys: others).principal(of: token, now: 1001) }
        }
    }

    @Test("Numbers outside the curve's order and the ASN.1 form are no ES256 signatures")
    func curveSignatures() throws {
        let key = try Self.key(PublishedKeys.curve).verification
        let order: [UInt8] = [
            0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD,
            0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
        ]
        let zero = [UInt8](repeating: 0, count: 32)
        let one = Array(zero.dropLast()) + [1]
        let most = [UInt8](repeating: 0xFF, count: 32)
        let numbers: [[UInt8]] = [zero, one, order, most]
        for r in numbers {
            for s in numbers {
                #expect(!key.isValid(signature: r + s, for: Array("x".utf8)))
            }
        }
        let token = try CompactToken(PublishedKeys.curveToken, maximumByteCount: 1000)
        let der = [0x30, 0x45, 0x02, 0x20] + token.signature[..<32] + [0x02, 0x21, 0x00] + token.signature[32...]
        #expect(!key.isValid(signature: der, for: token.signingInput))
    }

    @Test("A public key is never taken for the secret of HS256")
    func algorithmConfusion() throws {
        let good = try Self.key(PublishedKeys.curve)
        let verifier = TokenVerifier(keys: try VerificationKeySet([good.verification]))
        let published = try #require(good.publicJSONWebKey).text()
        for guess in [PublishedKeys.curvePublic, PublishedKeys.curvePublic + "\n", published] {
            let secret = try HS256Key(secret: Secret(Array(guess.utf8)), keyID: good.keyID)
            let token = try TokenIssuer(key: secret).token(subject: "eve", lifetime: .seconds(60), now: 1000)
            let error = #expect(throws: TokenError.self) { try verifier.principal(of: token, now: 1000) }
            #expect(error?.code == .algorithmMismatch)
        }
        // The right name on the wrong kind of signature.
        let relabelled = RelabelledKey(
            key: try HS256Key(secret: Secret(Array(published.utf8)), keyID: good.keyID),
            algorithm: .es256
        )
        let token = try TokenIssuer(key: relabelled).token(subject: "eve", lifetime: .seconds(60), now: 1000)
        let error = #expect(throws: TokenError.self) { try verifier.principal(of: token, now: 1000) }
        #expect(error?.code == .invalidSignature)
    }

    private struct RelabelledKey: SigningKey {
        let key: HS256Key
        let algorithm: TokenAlgorithm
        var keyID: String { key.keyID }
        func signature(for signingInput: [UInt8]) -> [UInt8] { key.signature(for: signingInput) }
    }

    @Test("A secret has at least 32 bytes")
    func secretLength() throws {
        let error = #expect(throws: KeyError.self) { try HS256Key(secret: Secret(Array(repeating: 1, count: 31))) }
        #expect(error?.code == .tooShort)
        let key = try HS256Key(secret: Secret(Array(repeating: 1, count: 32)))
        #expect(key.keyID.utf8.count == 22)
        #expect(key.signature(for: []).count == 32)
    }

    @Test("No way of printing a key shows its private half")
    func printsNothing() throws {
        for (text, member) in [(PublishedKeys.hmac, "k"), (PublishedKeys.curve, "d"), (PublishedKeys.edwards, "d")] {
            let key = try Self.key(text)
            let secret = try #require(JSONParser().parse(text).root[member]?.string)
            let bytes = try #require(Base64URL.decode(secret))
            var dumped = ""
            dump(key, to: &dumped)
            for printed in ["\(key)", String(reflecting: key), dumped, key.publicJSONWebKey?.text() ?? ""] {
                #expect(!printed.contains(secret))
                #expect(!printed.contains("\(bytes[0]), \(bytes[1])"))
            }
        }
    }
}
