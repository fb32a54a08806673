import JSON
import JSONSchema
import Testing

@testable import Contract

@Suite("Identifiers of a document")
struct IdentifierIndexTests {
    private func index(_ text: String) throws -> (IdentifierIndex, NodeParents, JSONDocument) {
        let document = try JSONParser().parse(text)
        let parents = NodeParents(document)
        return (IdentifierIndex(document, at: URIReference(""), parents: parents), parents, document)
    }

    @Test("The resource around a node is the innermost, wherever its identifier is written")
    func innermost() throws {
        let (index, _, document) = try index(
            """
            {"a":{"in":{"deep":{},"$id":"b"},"after":{},"$id":"https://x.test/a"},"c":{"$id":"https://x.test/c"},"d":{}}
            """
        )
        let samples = [
            ("/a", "https://x.test/a"), ("/a/in", "https://x.test/b"), ("/a/in/deep", "https://x.test/b"),
            ("/a/after", "https://x.test/a"), ("/c", "https://x.test/c"), ("/d", ""), ("", ""),
        ]
        for (text, uri) in samples {
            let pointer = try #require(JSONPointer(text))
            let node = try #require(document.root[pointer]?.index)
            #expect(index.resources[index.resource(containing: node)].uri.description == uri, "\(text)")
        }
    }

    @Test("A fragment is looked for in its own resource and nowhere else")
    func fragments() throws {
        let (index, parents, document) = try index(
            """
            {"A":{"$id":"https://x.test/a","$anchor":"one","q":{}},"B":{"$id":"https://x.test/b","$anchor":"two"}}
            """
        )
        let resource = try #require(index.resource(of: URIReference("https://x.test/a")))
        let root = try #require(document.root["A"]?.index)
        #expect(index.node(of: "one", in: resource, parents.children) == root)
        #expect(index.node(of: "", in: resource, parents.children) == root)
        #expect(index.node(of: "/q", in: resource, parents.children) == document.root["A"]?["q"]?.index)
        for fragment in ["two", "/A/q", "/A", "%zz"] {
            #expect(index.node(of: fragment, in: resource, parents.children) == nil, "\(fragment)")
        }
    }

    @Test("Schemas with an identifier each are read as fast as many as there are")
    func growth() throws {
        // Each asks for its resource and its URI; looking at all of them each time would take minutes.
        let count = 100_000
        let schemas = (0..<count).map { "\"s\($0)\":{\"$id\":\"https://x.test/\($0)\",\"$ref\":\"\($0)\"}" }
        let text = """
            {"openapi":"3.1.0","info":{"title":"a","version":"1"},
            "components":{"schemas":{\(schemas.joined(separator: ","))}}}
            """
        let map = ContractMap(try JSONParser().parse(text), version: .v31)
        #expect(map.references.count == count)
        #expect(map.references.allSatisfy { $0.target == $0.site })
        #expect(map.namedSchemas.count == count)
    }
}
