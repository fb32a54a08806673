import JSON
import Testing

@testable import JSONSchema

@Suite("Schemas in OpenAPI documents")
struct SchemaDirectionTests {
    private let text = ##"""
        {"openapi":"3.1.0","components":{"schemas":{
          "ID":{"type":"string","readOnly":true},
          "Secret":{"allOf":[{"type":"string"},{"writeOnly":true}]},
          "Pet":{"type":"object","required":["id","name","secret","tag"],
            "properties":{"id":{"$ref":"#/components/schemas/ID"},"name":{"type":"string"},
              "secret":{"$ref":"#/components/schemas/Secret"},"tag":{"readOnly":false}}},
          "Dog":{"allOf":[{"$ref":"#/components/schemas/Pet"}],"required":["id","bark"],"properties":{"bark":true}},
          "Named":{"$anchor":"named","type":"string"},
          "Owner":{"properties":{"pet":{"$ref":"#named"}}}
        }},
        "paths":{"/pets":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Pet"}}}}}
        """##

    private func document() throws -> JSONDocument { try JSONParser().parse(text) }

    @Test("A required property that the other side gives is not asked for")
    func directions() throws {
        let document = try document()
        let pet = try #require(document.root[JSONPointer("/components/schemas/Pet") ?? JSONPointer()])
        func accepts(_ direction: SchemaOptions.Direction, _ instance: String) throws -> Bool {
            let schema = try Schema(pet, options: SchemaOptions(direction: direction))
            return try schema.accepts(parsed(instance))
        }
        let all = #"{"id":"1","name":"a","secret":"s","tag":1}"#
        let request = #"{"name":"a","secret":"s","tag":1}"#
        let response = #"{"id":"1","name":"a","tag":1}"#
        for direction in [SchemaOptions.Direction.none, .request, .response, .either] {
            #expect(try accepts(direction, all))
            #expect(try accepts(direction, request) == (direction == .request || direction == .either))
            #expect(try accepts(direction, response) == (direction == .response || direction == .either))
            #expect(try !accepts(direction, #"{"id":"1","name":"a","secret":"s"}"#))
        }
    }

    @Test("'dependencies' means nothing in the dialects of OpenAPI, which never had it")
    func dependencies() throws {
        let schema = try JSONParser().parse(#"{"dependencies":{"a":["b"]}}"#)
        for (name, isAccepted) in [
            ("https://spec.openapis.org/oas/3.1/dialect/base", true),
            ("https://spec.openapis.org/oas/3.1/dialect/2024-11-10", true),
            ("https://json-schema.org/draft/2020-12/schema", false), ("http://json-schema.org/draft-07/schema#", false),
        ] {
            let dialect = try #require(Dialect(uri: name))
            var registry = SchemaRegistry()
            registry.add(schema, at: "file:///a.json", dialect: dialect)
            let compiled = try Schema(schema.root, baseURI: "file:///a.json", in: registry)
            #expect(try compiled.accepts(parsed(#"{"a":1}"#)) == isAccepted, "\(name)")
        }
    }

    @Test("The property may be declared by the schema that is built upon")
    func inherited() throws {
        let document = try document()
        let dog = try #require(document.root[JSONPointer("/components/schemas/Dog") ?? JSONPointer()])
        let instance = try parsed(#"{"name":"a","secret":"s","tag":1,"bark":1}"#)
        #expect(try Schema(dog, options: SchemaOptions(direction: .request)).accepts(instance))
        #expect(try !Schema(dog).accepts(instance))
    }

    @Test("A schema anywhere in a document refers to the rest of it, and is compiled on its own")
    func references() throws {
        let document = try document()
        var registry = SchemaRegistry()
        let schemas = try #require(document.root[JSONPointer("/components/schemas") ?? JSONPointer()])
        registry.add(
            document,
            at: "file:///shop/openapi.json",
            dialect: .openAPI,
            schemas: schemas.members.map(\.value)
        )
        let list = try #require(document.root[JSONPointer("/paths/~1pets/schema") ?? JSONPointer()])
        let schema = try Schema(list, in: registry)
        let findings = try schema.findings(in: parsed(#"[{"id":1,"name":"a","secret":"s","tag":1}]"#))
        #expect(findings.map(\.schemaLocation) == ["file:///shop/openapi.json#/components/schemas/ID/type"])
        #expect(
            findings.map(\.evaluationPath.description) == ["/items/$ref/properties/id/$ref/type"]
        )
        let owner = try #require(schemas["Owner"])
        #expect(try !Schema(owner, in: registry).accepts(parsed(#"{"pet":1}"#)))
        let both = try Schema.compile([list, owner], in: registry)
        #expect(both.count == 2)
        #expect(try both[1].accepts(parsed(#"{"pet":"a"}"#)))
        #expect(try !both[0].accepts(parsed(#"{"pet":"a"}"#)))
    }

    @Test("The dialect of OpenAPI is known, with and without a date")
    func dialects() throws {
        for uri in [
            "https://spec.openapis.org/oas/3.1/dialect/base", "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
            "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
        ] {
            let schema = try Schema(
                parsed(#"{"$schema":"\#(uri)","type":"object","discriminator":{"propertyName":"a"},"example":1}"#)
            )
            #expect(try schema.accepts(parsed("{}")))
            #expect(try !schema.accepts(parsed("1")))
        }
    }

    @Test(
        "The formats of OpenAPI for numbers hold in its dialect, when formats are asserted",
        arguments: [
            ("int32", "2147483647", true), ("int32", "2147483648", false), ("int32", "-2147483649", false),
            ("int32", "1.0", true), ("int32", "1.5", false), ("int32", "\"a\"", true),
            ("int64", "9223372036854775807", true), ("int64", "9223372036854775808", false),
            ("int64", "-9223372036854775808", true), ("int64", "-9223372036854775809", false),
            ("uint8", "255", true), ("uint8", "256", false), ("uint8", "-1", false),
            ("uint64", "18446744073709551615", true), ("uint64", "18446744073709551616", false),
            ("double", "1.5", true),
        ]
    )
    func numberFormats(_ format: String, _ instance: String, _ isValid: Bool) throws {
        let node = try parsed(#"{"format":"\#(format)"}"#)
        var registry = SchemaRegistry()
        registry.add(node.document, at: "https://example.com/a", dialect: .openAPI)
        let schema = try Schema(node, in: registry, options: SchemaOptions(assertsFormat: true))
        #expect(try schema.accepts(parsed(instance)) == isValid)
        #expect(try schema.findings(in: parsed(instance)).map(\.keyword) == (isValid ? [] : ["format"]))
        #expect(try Schema(node, in: registry).accepts(parsed(instance)))
        #expect(try Schema(node, options: SchemaOptions(assertsFormat: true)).accepts(parsed(instance)))
    }

    @Test("Every metaschema accepts itself, and refuses a schema with a wrong keyword")
    func metaschemas() throws {
        let registry = SchemaRegistry()
        for dialect in [Dialect.draft2020, .draft2019, .draft7, .draft6, .draft4] {
            let reference = try parsed(#"{"$ref":"\#(dialect.uri)"}"#)
            let schema = try Schema(reference, in: registry)
            let resource = try #require(registry.resourcesByURI[dialect.uri])
            let metaschema = registry.document(registry.resources[resource].document).root
            #expect(try schema.findings(in: metaschema).isEmpty)
            #expect(try !schema.accepts(parsed(#"{"properties":{"a":{"minLength":"1"}}}"#)))
            #expect(try !schema.accepts(parsed(#"{"type":"strnig"}"#)))
        }
    }
}
