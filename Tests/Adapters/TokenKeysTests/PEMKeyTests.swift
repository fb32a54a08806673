import Access
import Diagnostics
import JSON
import Testing
import TokenKeys

@Suite("Keys in PEM (RFC 7468)")
struct PEMKeyTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let code: KeyError.Code
    }

    @Test("Private and public Ed25519 keys are read, in both envelopes")
    func edwards() throws {
        let keys = try [
            PublishedKeys.edwardsPKCS8, PublishedKeys.edwardsOneAsymmetricKey, PublishedKeys.edwardsPublic,
        ].map { try TokenKey(pem: $0) }
        #expect(keys.map { $0.signing != nil } == [true, true, false])
        #expect(keys.allSatisfy { $0.algorithm == .edDSA && $0.keyID == keys[0].keyID })
        let x = try #require(keys[0].publicJSONWebKey?["x"]?.string)
        #expect(x == "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE")
    }

    @Test("Private and public keys on P-256 are read, as PKCS#8 and as SEC 1")
    func curve() throws {
        let expected = try TokenKey(jsonWebKey: Array(PublishedKeys.curve.utf8))
        for text in [PublishedKeys.curvePKCS8, PublishedKeys.curveSEC1, PublishedKeys.curvePublic] {
            let key = try TokenKey(pem: text)
            #expect(key.publicJSONWebKey == expected.publicJSONWebKey)
            #expect((key.signing == nil) == (text == PublishedKeys.curvePublic))
        }
    }

    @Test("A name that is given counts more than the thumbprint")
    func named() throws {
        let key = try TokenKey(pem: PublishedKeys.edwardsPKCS8, keyID: "2026")
        #expect(key.keyID == "2026" && key.signing?.keyID == "2026")
    }

    @Test("Line endings, blanks and text around the block do not matter")
    func layout() throws {
        let text = PublishedKeys.curvePublic
        for variant in [
            text + "\n", text.replacing("\n", with: "\r\n"), text.replacing("\n", with: " \n\t"),
            "Key of the clinic: 2026\n\n" + text + "\nend", text.replacing("\n6e8T", with: "6e8T"),
        ] {
            #expect(try TokenKey(pem: variant).algorithm == .es256)
        }
    }

    static let edwardsBody = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC"

    static func block(_ label: String, _ body: String) -> String {
        "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
    }

    static let refused = [
        Sample(testDescription: "nothing", text: "", code: .malformed),
        Sample(testDescription: "base64 alone", text: edwardsBody, code: .malformed),
        Sample(testDescription: "no end", text: "-----BEGIN PRIVATE KEY-----\n\(edwardsBody)", code: .malformed),
        Sample(
            testDescription: "another end",
            text: block("PRIVATE KEY", edwardsBody).replacing("END PRIVATE", with: "END PUBLIC"),
            code: .malformed
        ),
        Sample(testDescription: "empty body", text: block("PRIVATE KEY", ""), code: .malformed),
        Sample(testDescription: "no base64", text: block("PRIVATE KEY", "MC4*"), code: .malformed),
        Sample(
            testDescription: "base64url",
            text: block("PRIVATE KEY", edwardsBody.replacing("+", with: "-")),
            code: .malformed
        ),
        Sample(testDescription: "cut short", text: block("PRIVATE KEY", "MC4CAQAwBQYDK2VwBCIEINTu"), code: .malformed),
        Sample(testDescription: "bytes after", text: block("PRIVATE KEY", edwardsBody + "AAAA"), code: .malformed),
        Sample(
            testDescription: "short seed",
            text: block("PRIVATE KEY", "MC0CAQAwBQYDK2VwBCEEH9Tuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVg="),
            code: .invalid
        ),
        Sample(
            testDescription: "private bytes labelled public",
            text: block("PUBLIC KEY", edwardsBody),
            code: .malformed
        ),
        Sample(
            testDescription: "two keys",
            text: PublishedKeys.edwardsPKCS8 + "\n" + PublishedKeys.edwardsPublic,
            code: .malformed
        ),
        Sample(testDescription: "P-384", text: PublishedKeys.otherCurvePublic, code: .unsupported),
        Sample(testDescription: "X25519", text: PublishedKeys.agreementPrivate, code: .unsupported),
        Sample(testDescription: "RSA", text: block("RSA PRIVATE KEY", "MAA="), code: .unsupported),
        Sample(testDescription: "certificate", text: block("CERTIFICATE", "MAA="), code: .unsupported),
        Sample(testDescription: "encrypted SEC 1", text: PublishedKeys.encrypted, code: .encrypted),
        Sample(testDescription: "encrypted PKCS#8", text: PublishedKeys.encryptedPKCS8, code: .encrypted),
    ]

    @Test("What is no key for tokens is refused with the reason", arguments: refused)
    func refuses(_ sample: Sample) throws {
        let error = try #require(
            #expect(throws: KeyError.self) { try TokenKey(pem: sample.text, file: "key.pem") }
        )
        #expect(error.code == sample.code)
        #expect(error.location?.file == "key.pem")
        #expect(!error.diagnostics[0].rendered(in: .english).contains("INTu"))
    }

    @Test("No change of a byte of the envelope crashes the reader")
    func mutations() throws {
        for text in [PublishedKeys.edwardsOneAsymmetricKey, PublishedKeys.edwardsPublic, PublishedKeys.curvePKCS8] {
            let bytes = Array(text.utf8)
            for index in bytes.indices {
                for replacement in [UInt8(ascii: "A"), UInt8(ascii: "/"), UInt8(ascii: "w"), 0x0A, 0xFF] {
                    var changed = bytes
                    changed[index] = replacement
                    // Reading or refusing are both right, since some changes make another key.
                    _ = try? TokenKey(pem: String(decoding: changed, as: UTF8.self))
                }
            }
        }
    }
}
