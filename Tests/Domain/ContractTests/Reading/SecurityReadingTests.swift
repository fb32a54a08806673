import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Security requirements and servers")
struct SecurityReadingTests {
    private static let schemes = "components: {securitySchemes: {token: {type: http, scheme: bearer}}}\n"

    @Test(
        "What is no requirement lets nobody in",
        arguments: [
            ("[{token: []}]", []), ("[{}]", []), ("[]", []), ("[token]", ["wrong-type"]),
            ("[{token: []}, token]", ["wrong-type"]), ("[null]", ["wrong-type"]), ("[[token]]", ["wrong-type"]),
            ("{token: []}", ["wrong-type"]), ("[{token: read}]", ["wrong-type"]), ("[{token: null}]", ["wrong-type"]),
            ("[{token: [1]}]", ["wrong-type"]),
        ] as [(String, [String])]
    )
    func requirements(_ text: String, _ codes: [String]) throws {
        for place in ["security: \(text)\npaths: {}\n", "paths: {/a: {get: {security: \(text)}}}\n"] {
            #expect(try PartReaderTests.codes(place + Self.schemes) == codes, "\(place)")
        }
    }

    @Test("An element that is no requirement does not become an empty one")
    func closed() throws {
        let text = "paths: {/a: {get: {security: [{token: []}, token]}}}\n" + Self.schemes
        let contract = try PartReaderTests.contract(text)
        #expect(contract.operations.map { $0.security.map { Array($0.scopes.keys) } } == [[["token"]]])
    }

    @Test("A scheme that is not defined gets the nearest name, and no list of all")
    func unknownSchemes() throws {
        let names = (0..<500).map { "scheme\($0): {type: http, scheme: bearer}" }.joined(separator: ", ")
        let uses = (0..<500).map { "{skeme\($0): []}" }.joined(separator: ", ")
        let text = "paths: {}\nsecurity: [\(uses)]\ncomponents: {securitySchemes: {\(names)}}\n"
        let findings = try PartReaderTests.reading(text).findings.filter {
            $0.code == "contract.unknown-security-scheme"
        }
        #expect(findings.count == 500)
        #expect(findings.first?.remedy?.english.contains("did you mean 'scheme0'?") == true)
        #expect(findings.allSatisfy { ($0.remedy?.english.utf8.count ?? 0) < 200 })
        #expect(findings.filter { $0.remedy?.english.contains("did you mean") == true }.count == 50)
    }

    @Test(
        "Variables of a server are filled in once, whatever their values look like",
        arguments: [
            ("{a}/{b}", "{a: {default: '{b}'}, b: {default: '{a}'}}", "{b}/{a}"),
            ("https://{h}/{none}/{h", "{h: {default: x}}", "https://x/{none}/{h"),
            ("{{h}}", "{h: {default: x}}", "{x}"), ("{h}{h}", "{h: {default: ''}}", ""),
        ]
    )
    func variables(_ template: String, _ variables: String, _ url: String) throws {
        let text = "paths: {}\nservers: [{url: '\(template)', variables: \(variables)}]\n"
        #expect(try PartReaderTests.contract(text).servers.map(\.url) == [url])
    }

    @Test("Values that double each other stay small, and a URL has a largest size", arguments: [(0, 0), (1, 1)])
    func bounded(_ excess: Int, _ findings: Int) throws {
        let doubling = (0..<40).map { "v\($0): {default: '{v\($0 + 1)}{v\($0 + 1)}'}" }.joined(separator: ", ")
        let small = try PartReaderTests.contract("paths: {}\nservers: [{url: '{v0}', variables: {\(doubling)}}]\n")
        #expect(small.servers.map(\.url) == ["{v1}{v1}"])
        let half = PartReader.maximumURLByteCount / 2
        let value = String(repeating: "x", count: half)
        let rest = String(repeating: "y", count: excess)
        let text = "paths: {}\nservers: [{url: '{a}{a}\(rest)', variables: {a: {default: \(value)}}}]\n"
        #expect(try PartReaderTests.codes(text) == [String](repeating: "too-large", count: findings))
    }

    @Test(
        "Only ids that somebody wrote can be the same",
        arguments: [
            ("post: {}", "post: {}", []),
            ("post: {operationId: a}", "post: {operationId: a}", ["duplicate-operation-id"]),
            ("post: {operationId: a}", "post: {operationId: b}", []),
        ] as [(String, String, [String])]
    )
    func operationIDs(_ one: String, _ other: String, _ codes: [String]) throws {
        let callback = { (item: String) in "{post: {callbacks: {c: {'{$request.body#/url}': {\(item)}}}}}" }
        let text = "paths: {/a: \(callback(one)), /b: \(callback(other))}\n"
        #expect(try PartReaderTests.codes(text) == codes)
    }
}
