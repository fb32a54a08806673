import Diagnostics
import Foundation
import JSON
import JSONSchema
import Testing

@Suite("The use that the guide shows")
struct LibraryUseTests {
    @Test("The guide's example does what it says")
    func example() throws {
        let schema = try JSONParser().parse(#"{"$ref": "https://example.com/quantity"}"#)
        let quantity = try JSONParser().parse(#"{"type": "integer", "minimum": 1}"#)
        var registry = SchemaRegistry()
        registry.add(quantity, at: "https://example.com/quantity")
        let compiled = try Schema(schema.root, in: registry, options: SchemaOptions(assertsFormat: true))

        let instance = try JSONParser().parse("0")
        let isValid = try compiled.accepts(instance.root)
        let report = try compiled.report(on: instance.root, limit: 10)
        let lines = report.findings.map { "\($0.instancePointer): \($0.message.english), \($0.expected.english)" }
        let output = try compiled.evaluate(instance.root).output(.list).text()
        #expect(!isValid && !report.isValid && report.isComplete)
        #expect(lines == [": 0 is below the minimum 1, a number of at least 1"])
        #expect(output.contains(#""errors":{"minimum":"0 is below the minimum 1"}"#))
    }

    @Test("The example in the guide is the one that is tested")
    func guide() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let guide = try String(contentsOf: root.appending(path: "docs/guide/json-schema.md"), encoding: .utf8)
        let block = try #require(guide.components(separatedBy: "```swift\n").dropFirst().first)
        let lines = try #require(block.components(separatedBy: "```").first).split(separator: "\n")
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        #expect(lines.count > 8)
        for line in lines where !source.contains("        \(line)\n") { Issue.record("not tested: \(line)") }
    }

    @Test("Documents that the registry lacks are named, each once")
    func missingDocuments() throws {
        let text =
            #"{"$schema":"https://m.example/x","allOf":[{"$ref":"https://a.example/b#c"},{"$ref":"https://a.example/b"}]}"#
        let schema = try JSONParser().parse(text)
        let error = #expect(throws: InvalidSchema.self) { _ = try Schema(schema.root) }
        #expect(error?.missingDocuments == ["https://a.example/b", "https://m.example/x"])
        let local = try JSONParser().parse(##"{"$ref":"#/none"}"##)
        let other = #expect(throws: InvalidSchema.self) { _ = try Schema(local.root) }
        #expect(other?.missingDocuments == [])
    }

    @Test("A summary says dialect, subschemas and documents; a schema is found by its URI")
    func summary() throws {
        var registry = SchemaRegistry()
        let inner = try JSONParser().parse(##"{"$id":"https://a.example/b","items":{}}"##)
        registry.add(inner, at: "file:///b.json")
        let schema = try Schema(try JSONParser().parse(#"{"$ref":"https://a.example/b"}"#).root, in: registry)
        #expect(schema.summary.dialect == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema.summary.subschemaCount == 3)
        #expect(schema.summary.documents == ["file:///b.json", SchemaRegistry.anonymousURI])
        #expect(registry.schema(at: "https://a.example/b")?.count == 2)
        #expect(registry.schema(at: "file:///b.json#")?.count == 2)
        #expect(registry.schema(at: "https://a.example/none") == nil)
        #expect(registry.dialect(named: "http://json-schema.org/draft-07/schema#") == .draft7)
        #expect(registry.dialect(named: "https://a.example/none") == nil)
    }
}
