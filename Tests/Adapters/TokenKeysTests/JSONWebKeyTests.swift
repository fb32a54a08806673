import Access
import Diagnostics
import JSON
import Testing
import TokenKeys

@Suite("JSON web keys (RFC 7517)")
struct JSONWebKeyTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let key: String
        let code: KeyError.Code
        var testDescription: String { key }
    }

    static let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    static let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    static let point = #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)""#
    static let edwardsX = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    static let secret = String(repeating: "A", count: 43)

    func read(_ text: String) throws -> TokenKey { try TokenKey(jsonWebKey: Array(text.utf8), file: "keys.json") }

    @Test("Each kind is read, with its algorithm, halves and name")
    func reads() throws {
        let hmac = try read(PublishedKeys.hmac)
        #expect(hmac.algorithm == .hs256 && hmac.signing != nil && hmac.publicJSONWebKey == nil)
        let curve = try read(#"{\#(Self.point),"kid":"2011-04-29","use":"sig","alg":"ES256","x5t":"unused"}"#)
        #expect(curve.algorithm == .es256 && curve.signing == nil && curve.keyID == "2011-04-29")
        #expect(try read(PublishedKeys.curve).signing != nil)
        let edwards = try read(PublishedKeys.edwards)
        #expect(edwards.algorithm == .edDSA && edwards.signing != nil)
        #expect(edwards.keyID == PublishedKeys.edwardsThumbprint)
        #expect(edwards.signing?.keyID == edwards.keyID)
    }

    @Test("'key_ops' narrows what a key does")
    func operations() throws {
        let members = PublishedKeys.edwards.dropLast()
        #expect(try read(#"\#(members),"key_ops":["verify"]}"#).signing == nil)
        #expect(try read(#"\#(members),"key_ops":["sign","verify"]}"#).signing != nil)
        #expect(try read(#"{\#(Self.point),"key_ops":["verify"]}"#).signing == nil)
    }

    @Test("A published key can be read back and holds nothing private")
    func publishes() throws {
        let keys = try [PublishedKeys.hmac, PublishedKeys.curve, PublishedKeys.edwards].map(read)
        let published = JSONWebKeySet.published(keys)
        #expect(!published.text().contains(#""d""#) && !published.text().contains(#""k""#))
        let back = try JSONWebKeySet(Array(published.text().utf8))
        #expect(back.findings.isEmpty)
        #expect(back.keys.map(\.keyID) == keys.dropFirst().map(\.keyID))
        #expect(back.keys.allSatisfy { $0.signing == nil })
    }

    static let refused = [
        Sample(key: "", code: .malformed),
        Sample(key: "[]", code: .malformed),
        Sample(key: "null", code: .malformed),
        Sample(key: #"{"kty":"oct","kty":"oct","k":"\#(secret)"}"#, code: .malformed),
        Sample(key: "{}", code: .unsupported),
        Sample(key: #"{"kty":5}"#, code: .invalid),
        Sample(key: #"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#, code: .unsupported),
        Sample(key: #"{"kty":"OKP","crv":"X25519","x":"\#(edwardsX)"}"#, code: .unsupported),
        Sample(key: #"{"kty":"OKP","crv":"Ed448","x":"\#(edwardsX)"}"#, code: .unsupported),
        Sample(key: #"{"kty":"EC","crv":"P-384","x":"\#(x)","y":"\#(y)"}"#, code: .unsupported),
        Sample(key: #"{"kty":"EC","x":"\#(x)","y":"\#(y)"}"#, code: .unsupported),
        Sample(key: #"{"kty":"ec","crv":"P-256","x":"\#(x)","y":"\#(y)"}"#, code: .unsupported),
        Sample(key: #"{"kty":"EC","crv":"SM2","x":"\#(x)","y":"\#(y)"}"#, code: .unsupported),
        Sample(key: #"{\#(point),"alg":"ES512"}"#, code: .unsupported),
        Sample(key: #"{\#(point),"alg":"HS256"}"#, code: .unsupported),
        Sample(key: #"{"kty":"oct","k":"\#(secret)","alg":"A256GCM"}"#, code: .unsupported),
        Sample(key: #"{"kty":"oct","k":"\#(secret)","alg":"none"}"#, code: .unsupported),
        Sample(key: #"{\#(point),"use":"enc"}"#, code: .wrongUse),
        Sample(key: #"{\#(point),"key_ops":["encrypt","decrypt"]}"#, code: .wrongUse),
        Sample(key: #"{\#(point),"key_ops":[]}"#, code: .wrongUse),
        Sample(key: #"{\#(point),"key_ops":"verify"}"#, code: .invalid),
        Sample(key: #"{\#(point),"kid":7}"#, code: .invalid),
        Sample(key: #"{"kty":"oct"}"#, code: .invalid),
        Sample(key: #"{"kty":"oct","k":""}"#, code: .tooShort),
        Sample(key: #"{"kty":"oct","k":"\#(String(repeating: "A", count: 42))"}"#, code: .tooShort),
        Sample(key: #"{"kty":"oct","k":"\#(secret)="}"#, code: .invalid),
        Sample(key: #"{"kty":"oct","k":"\#(secret.dropLast())B"}"#, code: .invalid),
        Sample(key: #"{"kty":"EC","crv":"P-256","x":"\#(x)"}"#, code: .invalid),
        Sample(key: #"{"kty":"EC","crv":"P-256","x":"\#(y)","y":"\#(x)"}"#, code: .invalid),
        Sample(key: #"{"kty":"EC","crv":"P-256","x":"AA","y":"\#(y)"}"#, code: .invalid),
        Sample(key: #"{"kty":"EC","crv":"P-256","x":"AA\#(x)","y":"\#(y)"}"#, code: .invalid),
        Sample(key: #"{"kty":"EC","crv":"P-256","x":"\#(secret)","y":"\#(secret)"}"#, code: .invalid),
        Sample(key: #"{\#(point),"d":"\#(secret)"}"#, code: .invalid),
        Sample(key: #"{\#(point),"d":"AA"}"#, code: .invalid),
        Sample(key: #"{\#(point),"d":null}"#, code: .invalid),
        Sample(key: #"{\#(point),"d":"\#(edwardsX)"}"#, code: .invalid),
        Sample(key: #"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#, code: .invalid),
        Sample(key: #"{"kty":"OKP","crv":"Ed25519","x":"\#(edwardsX)","d":"AA"}"#, code: .invalid),
        Sample(key: #"{"kty":"OKP","crv":"Ed25519","x":"\#(edwardsX)","d":"\#(edwardsX)"}"#, code: .invalid),
        Sample(key: #"{"kty":"OKP","crv":"Ed25519","d":"\#(edwardsX)"}"#, code: .invalid),
    ]

    @Test("A key that cannot be used says why, and quotes none of its bytes", arguments: refused)
    func refuses(_ sample: Sample) throws {
        let error = try #require(#expect(throws: KeyError.self) { try read(sample.key) })
        #expect(error.code == sample.code)
        #expect(error.location?.file == "keys.json")
        let printed = error.diagnostics.map { $0.rendered(in: .english) + $0.rendered(in: .chinese) }.joined()
        #expect(printed.contains("[key.\(sample.code.rawValue)]"))
        for part in [Self.secret.dropLast(3), Self.x.dropLast(3), Self.edwardsX.dropLast(3)] {
            #expect(!printed.contains(part))
        }
    }

    @Test("A set gives the keys it can, and a finding with its place for each other")
    func sets() throws {
        let text = """
            {"keys": [
              {"kty":"RSA","n":"AQAB","e":"AQAB","kid":"old"},
              {\(Self.point),"kid":"a"},
              {\(Self.point),"kid":"b","use":"enc"},
              {"kty":"oct","k":"AA"},
              7,
              \(PublishedKeys.edwards)
            ], "more": 1}
            """
        let set = try JSONWebKeySet(Array(text.utf8), file: "jwks.json")
        #expect(set.keys.map(\.keyID) == ["a", PublishedKeys.edwardsThumbprint])
        let places = set.findings.map { $0.location.map { "\($0)" } ?? "" }
        #expect(places == ["jwks.json:2:3", "jwks.json:4:3", "jwks.json:5:3", "jwks.json:6:3"])
        #expect(set.findings.map(\.severity) == [.warning, .warning, .error, .error])
        #expect(
            set.findings.map(\.code) == ["key.unsupported", "key.wrong-use", "key.too-short", "key.malformed"]
        )
        #expect(try JSONWebKeySet(Array(#"{"keys":[]}"#.utf8)).keys.isEmpty)
    }

    @Test(
        "What is no key set is refused as a whole",
        arguments: ["", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[]"#, #"{"keys":[],"keys":[]}"#]
    )
    func refusesSets(_ text: String) {
        let error = #expect(throws: KeyError.self) { try JSONWebKeySet(Array(text.utf8)) }
        #expect(error?.code == .malformed)
    }

    @Test("Two keys of one name are read, and refused where they would be used")
    func duplicateNames() throws {
        let text =
            #"{"keys":[{\#(Self.point),"kid":"a"},{\#(PublishedKeys.edwards.dropFirst().dropLast()),"kid":"a"}]}"#
        let keys = try JSONWebKeySet(Array(text.utf8)).keys
        #expect(keys.count == 2)
        let error = #expect(throws: TokenError.self) { try VerificationKeySet(keys.map(\.verification)) }
        #expect(error?.code == .duplicateKeyID)
    }
}
