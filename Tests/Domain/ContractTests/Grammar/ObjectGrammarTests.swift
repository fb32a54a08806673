import JSON
import Testing

@testable import Contract

@Suite("Grammar of OpenAPI objects")
struct ObjectGrammarTests {
    @Test("Every field is found by its name, and names that are near are not", arguments: OpenAPIObject.allCases)
    func findsFields(_ kind: OpenAPIObject) {
        let grammar = ObjectGrammar.of(kind)
        #expect(grammar.kind == kind)
        for field in grammar.fields {
            let object = JSONDocument(.object([.init(field.name, .null), .init(field.name + "s_", .null)])).root
            let names = object.memberNodes.map(\.name)
            #expect(grammar.field(names[0])?.name == field.name)
            #expect(grammar.field(names[1]) == nil)
        }
        #expect(Set(grammar.fields.map(\.name)).count == grammar.fields.count)
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let kind: OpenAPIObject
        let field: String
        let since: OpenAPIVersion
        var required: ClosedRange<OpenAPIVersion>?
        var testDescription: String { "\(kind) \(field)" }
    }

    @Test(
        "A field says which versions know it and which ask for it",
        arguments: [
            Sample(kind: .openAPI, field: "paths", since: .v30, required: .v30 ... .v30),
            Sample(kind: .openAPI, field: "webhooks", since: .v31),
            Sample(kind: .openAPI, field: "$self", since: .v32),
            Sample(kind: .operation, field: "responses", since: .v30, required: .v30 ... .v30),
            Sample(kind: .response, field: "description", since: .v30, required: .v30 ... .v31),
            Sample(kind: .license, field: "identifier", since: .v31),
            Sample(kind: .components, field: "pathItems", since: .v31),
            Sample(kind: .mediaType, field: "encoding", since: .v30),
            Sample(kind: .encoding, field: "encoding", since: .v32),
            Sample(kind: .pathItem, field: "query", since: .v32),
            Sample(kind: .parameter, field: "name", since: .v30, required: .v30 ... .v32),
        ]
    )
    func versions(_ sample: Sample) throws {
        let field = try #require(ObjectGrammar.of(sample.kind).field(named: sample.field))
        #expect(field.versions.lowerBound == sample.since)
        #expect(field.requiredVersions == sample.required)
    }

    @Test("A version is known by its first two numbers")
    func readsVersions() {
        let read: [String: OpenAPIVersion?] = [
            "3.0.0": .v30, "3.0.3": .v30, "3.1.0": .v31, "3.1": .v31, "3.1.0-rc1": .v31, "3.2.0": .v32,
            "3.10.0": nil, "2.0": nil, "4.0.0": nil, "3": nil, "3.1.": nil, "3.1.x": nil, "": nil, " 3.1.0": nil,
        ]
        for (text, version) in read { #expect(OpenAPIVersion(text) == version, "\(text)") }
    }
}
