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
