import Foundation
import JSON
import Testing

@testable import JSONSchema

@Suite("The official annotation tests", Corpora.installed("json-schema-test-suite"))
struct AnnotationSuiteTests {
    private static let dialects: [(release: Int, dialect: Dialect)] = [
        (4, .draft4), (6, .draft6), (7, .draft7), (2019, .draft2019), (2020, .draft2020),
    ]

    /// Whether a case is meant for a release: `7` is that one and later, `<=7` and earlier, `=7` that one alone.
    private static func isCompatible(_ constraints: String?, _ release: Int) -> Bool {
        (constraints ?? "").split(separator: ",").allSatisfy { constraint in
            let number = Int(constraint.drop { $0 == "<" || $0 == "=" }) ?? 0
            if constraint.hasPrefix("<=") { return release <= number }
            return constraint.hasPrefix("=") ? release == number : release >= number
        }
    }

    @Test("Every assertion holds in every dialect that its case is meant for")
    func suite() throws {
        let folder = try Corpora.required("json-schema-test-suite/annotations/tests")
        var count = 0
        for file in Corpora.files(below: folder) {
            for group in try Corpora.document(at: file).root["suite"]?.elements.map({ $0 }) ?? [] {
                let constraints = group["compatibility"]?.string
                for (release, dialect) in Self.dialects where Self.isCompatible(constraints, release) {
                    count += try check(group, dialect, "\(file.lastPathComponent) \(release)")
                }
            }
        }
        #expect(count > 200)
    }

    /// Checks all assertions of a case and returns how many there are.
    private func check(_ group: JSONNode, _ dialect: Dialect, _ name: String) throws -> Int {
        let text = JSONDocument(JSONValue(try #require(group["schema"])))
        var registry = SchemaRegistry()
        for (uri, schema) in group["externalSchemas"]?.members.map({ $0 }) ?? [] {
            registry.add(JSONDocument(JSONValue(schema)), at: uri, dialect: dialect)
        }
        registry.add(text, at: "https://suite.example/schema.json", dialect: dialect)
        let schema = try Schema(text.root, in: registry)
        var count = 0
        for test in group["tests"]?.elements.map({ $0 }) ?? [] {
            let instance = JSONDocument(JSONValue(try #require(test["instance"])))
            let evaluation = try schema.evaluate(instance.root)
            #expect(try evaluation.isValid == schema.accepts(instance.root))
            for assertion in test["assertions"]?.elements.map({ $0 }) ?? [] {
                count += 1
                let location = try #require(JSONPointer(assertion["location"]?.string ?? ""))
                let keyword = assertion["keyword"]?.string ?? ""
                var expected: [String: JSONValue] = [:]
                for (place, value) in assertion["expected"]?.members.map({ $0 }) ?? [] {
                    expected[try canonical(place, text, schema.program.registry)] = JSONValue(value)
                }
                var found: [String: JSONValue] = [:]
                for annotation in evaluation.annotations(at: location, of: keyword) {
                    found[annotation.schemaLocation] = annotation.value
                }
                if found != expected {
                    let title = "\(name): \(group["description"]?.string ?? "")"
                    Issue.record("\(title): \(keyword) at '\(location)': \(found), but expected \(expected)")
                }
            }
        }
        return count
    }

    /// The location of a subschema from its own resource; the suite gives it from the root of the document.
    private func canonical(_ place: String, _ text: JSONDocument, _ registry: SchemaRegistry) throws -> String {
        let pointer = try #require(JSONPointer(URIReference(place).decodedFragment ?? ""))
        let node = try #require(text.root[pointer])
        let document = try #require(registry.documentID(of: text))
        let resource = registry.resource(containing: node.index, in: document)
        let inner = registry.pointer(to: node.index, in: resource)
        return "\(registry.resources[resource].uri)#\(URIReference.fragment(of: inner))"
    }
}
