import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Names as bytes")
struct ByteNameTests {
    /// The same letter for Unicode, in two bytes and in three.
    private static let composed = "caf\u{E9}"
    private static let decomposed = "cafe\u{301}"

    @Test("Names that Unicode holds for the same are two")
    func equality() {
        #expect(Self.composed == Self.decomposed)
        #expect(ByteName(Self.composed) != ByteName(Self.decomposed))
        #expect(Set([ByteName(Self.composed), ByteName(Self.decomposed), ByteName(Self.composed)]).count == 2)
        #expect(Set((0..<40).map { ByteName(String(repeating: "\0", count: $0)) }).count == 40)
    }

    @Test("Names are ordered by their bytes, those that Unicode holds for the same included")
    func order() {
        let names = ["b", Self.composed, "", "Z", "a", Self.decomposed, "caf"]
        let sorted = names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(names.map { ByteName($0) }.sorted().map { Array($0.description.utf8) } == sorted)
    }

    @Test("Schemes, scopes, headers, encodings and properties are those of the same bytes")
    func parts() throws {
        let contract = try PartReaderTests.contract(
            """
            security: [{\(Self.composed): [], \(Self.decomposed): []}]
            paths:
              /a:
                post:
                  parameters:
                    - {name: \(Self.composed), in: query, schema: {type: string}}
                    - {name: \(Self.decomposed), in: query, schema: {type: integer}}
                  requestBody:
                    content:
                      application/x-www-form-urlencoded:
                        schema:
                          required: [\(Self.decomposed)]
                          properties: {\(Self.composed): {type: string}, \(Self.decomposed): {type: array}}
                        encoding: {\(Self.composed): {explode: false}, \(Self.decomposed): {explode: true}}
                  responses:
                    '204':
                      description: Done
                      headers: {\(Self.composed): {required: true}, \(Self.decomposed): {required: false}}
            components:
              securitySchemes:
                \(Self.composed): {type: http, scheme: basic}
                \(Self.decomposed):
                  type: oauth2
                  flows:
                    clientCredentials: {tokenUrl: /t, scopes: {\(Self.composed): a, \(Self.decomposed): b}}
            """
        )
        let names = [ByteName(Self.composed), ByteName(Self.decomposed)]
        #expect(contract.securitySchemes == [names[0]: .http(scheme: "basic"), names[1]: .oauth2])
        #expect(contract.declaredScopes == [names[1]: Set(names)])
        let operation = try #require(contract.operations.first)
        #expect(operation.security.map { Set($0.scopes.keys) } == [Set(names)])
        #expect(operation.parameters.count == 2)
        #expect(names.map { operation.responses[0].headers[$0]?.isRequired } == [true, false])
        let content = try #require(operation.requestBody?.content.first)
        #expect(names.map { content.encoding[$0]?.explode } == [false, true])
        let shape = SchemaShape(of: try #require(content.schema))
        #expect(names.map { shape[$0.description]?["type"]?.string } == ["string", "array"])
        #expect(shape.properties.count == 2 && shape.required == [names[1]])
    }

    @Test("A name of other bytes is not declared")
    func undeclared() throws {
        let schemes = "components: {securitySchemes: {\(Self.composed): {type: mutualTLS}}}\n"
        #expect(try PartReaderTests.codes("security: [{\(Self.composed): []}]\n" + schemes).isEmpty)
        let unknown = "security: [{\(Self.decomposed): []}]\n"
        #expect(try PartReaderTests.codes(unknown + schemes) == ["unknown-security-scheme"])
        let parameter = "{name: \(Self.decomposed), in: path, required: true, schema: {}}"
        for (name, codes) in [(Self.decomposed, []), (Self.composed, ["path-parameter", "path-parameter"])] {
            let text = "paths: {'/{\(name)}': {get: {parameters: [\(parameter)]}}}"
            #expect(try PartReaderTests.codes(text) == codes)
        }
    }

    private static func bundle(_ entry: String, _ files: [(path: String, text: String)]) throws -> AssembledContract {
        func document(_ text: String) throws -> JSONDocument { try YAMLReader().read(Array(text.utf8)) }
        var assembly = ContractAssembly(
            try document("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n" + entry),
            at: "api.yaml"
        )
        while let missing = assembly.missing.first {
            if let file = files.first(where: { ByteName($0.path) == ByteName(missing.path) }) {
                assembly.add(try document(file.text), at: file.path)
            } else {
                assembly.fail(missing.path, .notFound(near: nil))
            }
        }
        return assembly.finish()
    }

    @Test("Files whose names differ in their bytes are two files")
    func files() throws {
        let assembled = try Self.bundle(
            "components: {schemas: {A: {$ref: '\(Self.composed).yaml'}, B: {$ref: '\(Self.decomposed).yaml'}}}",
            [("\(Self.composed).yaml", "{const: 1}"), ("\(Self.decomposed).yaml", "{const: 2}")]
        )
        let schemas = try #require(assembled.document.root["components"]?["schemas"])
        #expect(schemas.text() == #"{"A":{"const":1},"B":{"const":2}}"#)
        #expect(assembled.findings.isEmpty)
    }

    @Test("A file that is missing does not stand for another")
    func missing() throws {
        let assembled = try Self.bundle(
            "components: {schemas: {A: {$ref: '\(Self.composed).yaml'}, B: {$ref: '\(Self.decomposed).yaml'}}}",
            [("\(Self.decomposed).yaml", "{const: 2}")]
        )
        #expect(assembled.document.root["components"]?["schemas"]?["B"]?.text() == #"{"const":2}"#)
        #expect(assembled.findings.map(\.code) == ["contract.missing-file"])
    }

    @Test(
        "References lead to the name of the same bytes",
        arguments: ["\(composed)", "\(decomposed)"]
    )
    func pointers(_ name: String) throws {
        let assembled = try Self.bundle(
            """
            components:
              schemas:
                A: {$ref: '#/components/schemas/\(name)'}
                \(Self.composed): {$anchor: \(Self.composed), const: \(Self.composed.utf8.count)}
                \(Self.decomposed): {$anchor: \(Self.decomposed), const: \(Self.decomposed.utf8.count)}
                B: {$ref: '#\(name)'}
            """,
            []
        )
        for site in ["A", "B"] {
            let schema = try #require(assembled.document.root["components"]?["schemas"]?[site])
            #expect(assembled.map.resolved(schema)["const"]?.integer == name.utf8.count)
        }
    }

    @Test("Where people would mix up two names, they are told so")
    func warnings() throws {
        let paths = "paths: {/a: {get: {operationId: \(Self.composed)}}, /b: {get: {operationId: \(Self.decomposed)}}}"
        let document = try YAMLReader().read(Array("openapi: 3.1.0\ninfo: {title: T, version: '1'}\n\(paths)".utf8))
        let findings = Corpus.reading(document).findings.filter { $0.code == "contract.duplicate-operation-id" }
        #expect(findings.map { $0.message.english.contains("only in Unicode form") } == [true])
    }
}
