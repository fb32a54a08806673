import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("References that lead nowhere")
struct ReferenceReadingTests {
    private static func findings(_ text: String) throws -> [String] {
        try PartReaderTests.reading(text).findings.filter { $0.code.hasSuffix("reference") || $0.code.contains("kind") }
            .map { "\($0.code.dropFirst(9)) \($0.location?.position?.line ?? 0)" }
    }

    @Test(
        "What is no schema cannot stand for one, in one file or in another",
        arguments: [
            ("just text", false), ("5", false), ("[1]", false), ("null", false), ("true", true), ("{}", true),
        ]
    )
    func noSchemas(_ text: String, _ isSchema: Bool) throws {
        let set = FileSet.of(
            paths: "{/a: {get: {responses: {default: {description: d, content: {a/b: {schema: {$ref: s.yaml}}}}}}}}",
            ["s.yaml": text]
        )
        let expected = isSchema ? [] : ["contract.reference-kind"]
        #expect(try set.assembled().findings.map(\.code) == expected)
        let local = "paths: {}\nx-s: \(text)\ncomponents: {schemas: {A: {$ref: '#/x-s'}}}\n"
        #expect(try Self.findings(local) == (isSchema ? [] : ["reference-kind 5"]))
    }

    @Test(
        "References agree with what validates: relative to the nearest identifier, dynamic ones too",
        arguments: [
            ("A: {$id: 'https://x.test/a', $ref: '#/components/schemas/B'}, B: {}", ["dangling-reference 4"]),
            ("A: {$id: 'https://x.test/a', $ref: '#x'}, B: {$anchor: x}", ["dangling-reference 4"]),
            ("A: {$id: 'https://x.test/a', $ref: '#x', items: {$anchor: x}}", []),
            ("A: {$ref: 'https://x.test/b'}, B: {$id: 'https://x.test/b'}", []),
            ("A: {$id: 'https://x.test/a', $ref: b}, B: {$id: 'https://x.test/b'}", []),
            ("A: {$dynamicRef: '#zz'}", ["dangling-reference 4"]),
            ("A: {$dynamicRef: '#zz', items: {$dynamicAnchor: zz}}", []),
            ("A: {$ref: '#/info/title'}", ["reference-kind 4"]),
        ] as [(String, [String])]
    )
    func identifiers(_ schemas: String, _ expected: [String]) throws {
        #expect(try Self.findings("paths: {}\ncomponents: {schemas: {\(schemas)}}\n") == expected)
    }

    @Test("Schemas that a name may stand for are those with an identifier or an anchor")
    func named() throws {
        let text = """
            paths: {}
            components: {schemas: {A: {$id: 'https://x.test/a'}, B: {$anchor: b}, C: {items: {$dynamicAnchor: c}}, D: {}}}
            """
        let contract = try PartReaderTests.contract(text)
        #expect(
            contract.namedSchemas.map(\.pointer.description) == [
                "/components/schemas/A", "/components/schemas/B", "/components/schemas/C/items",
            ]
        )
    }

    @Test(
        "A description with a broken reference is not whole, wherever the reference stands",
        arguments: [
            ("A: {$ref: '#/components/schemas/B'}", ["#/components/schemas/B"]), ("A: {$ref: '#/info'}", ["#/info"]),
            ("A: {$dynamicRef: '#zz'}", ["#zz"]), ("A: {$ref: '#/components/schemas/B'}, B: {}", []),
            ("A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}", ["#/components/schemas/B"]),
            ("A: {properties: {a: {$recursiveRef: '#'}}}", []), ("A: {example: {$ref: '#/nowhere'}}", []),
            ("A: {discriminator: {propertyName: a, mapping: {b: B}}}", []),
        ] as [(String, [String])]
    )
    func broken(_ schemas: String, _ expected: [String]) throws {
        let assembled = try FileSet.of(components: "{schemas: {\(schemas)}}", [:]).bundled()
        #expect(assembled.brokenReferences.map(\.text) == expected)
        #expect(assembled.outwardReferences.isEmpty)
    }

    /// Parameters that refer to the next each, the last to something of its own.
    private static func chain(_ count: Int, last: String) -> String {
        let links = (1..<count).map { "p\($0): {$ref: '#/components/parameters/p\($0 + 1)'}" }
        let end = "p\(count): \(last)"
        return """
            paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/p1'}]}}}
            components: {parameters: {\((links + [end]).joined(separator: ", "))}}
            """
    }

    @Test("A long chain of references is no circle", arguments: [(64, []), (65, ["too-large"])])
    func chains(_ count: Int, _ codes: [String]) throws {
        let text = Self.chain(count, last: "{name: a, in: query, schema: {}}")
        #expect(try PartReaderTests.codes(text) == codes)
    }

    @Test("A chain that comes back to itself is one")
    func circles() throws {
        let text = Self.chain(3, last: "{$ref: '#/components/parameters/p2'}")
        #expect(try PartReaderTests.codes(text) == ["circular-reference"])
    }

    @Test("Each of many references along one chain says so once, in as many steps as there are")
    func growth() throws {
        // Each walk to the end would make a billion steps of these.
        let count = 50_000
        let uses = (1...count).map { "{$ref: '#/components/parameters/p\($0)'}" }.joined(separator: ", ")
        let text = Self.chain(count, last: "{name: a, in: query, schema: {}}")
            .replacing("parameters: [{$ref: '#/components/parameters/p1'}]", with: "parameters: [\(uses)]")
        let codes = Set(try PartReaderTests.codes(text))
        #expect(codes == ["too-large", "duplicate-parameter"])
    }

    @Test("An address of a file is no address of another host")
    func fileAddresses() throws {
        let reading = try PartReaderTests.reading(
            "paths: {}\ncomponents: {schemas: {A: {$ref: 'file:///etc/a.yaml'}, B: {$ref: 'https://x.test/a.yaml'}}}\n"
        )
        #expect(reading.findings.map(\.code) == ["contract.external-reference", "contract.remote-reference"])
    }

    @Test(
        "A version that is not whole is read, and said to be none",
        arguments: [
            ("3.1.0", []), ("3.0.10", []), ("3.1.0-rc1", []), ("3.1", ["invalid-value"]), ("3.1.0 ", ["invalid-value"]),
            ("3.1.0-", ["invalid-value"]), ("3.1.1x", ["invalid-value"]),
        ] as [(String, [String])]
    )
    func versions(_ version: String, _ codes: [String]) throws {
        let text = "openapi: '\(version)'\ninfo: {title: T, version: '1'}\npaths: {}\n"
        let findings = Corpus.reading(try YAMLReader().read(Array(text.utf8))).findings
        #expect(findings.map { String($0.code.dropFirst(9)) } == codes)
        #expect(findings.allSatisfy { $0.severity == .warning })
    }
}
