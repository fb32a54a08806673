import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("Schemas that lead back to themselves")
struct EndlessReferenceTests {
    private func errors(_ text: String) throws -> [SchemaError] {
        let node = try parsed(text)
        do {
            _ = try Schema(node, baseURI: "https://e.org/s")
            return []
        } catch {
            return error.errors
        }
    }

    @Test(
        "A loop on one instance is reported with its whole chain",
        arguments: [
            (##"{"$ref":"#"}"##, "# → #"), (##"{"not":{"$ref":"#"}}"##, "# → #/not → #"),
            (##"{"allOf":[{},{"$ref":"#"}]}"##, "# → #/allOf/1 → #"),
            (##"{"anyOf":[{"$ref":"#"}]}"##, "# → #/anyOf/0 → #"),
            (##"{"oneOf":[{"$ref":"#"}]}"##, "# → #/oneOf/0 → #"), (##"{"if":{"$ref":"#"}}"##, "# → #/if → #"),
            (##"{"if":true,"then":{"$ref":"#"}}"##, "# → #/then → #"),
            (##"{"if":true,"else":{"$ref":"#"}}"##, "# → #/else → #"),
            (##"{"dependentSchemas":{"a":{"$ref":"#"}}}"##, "# → #/dependentSchemas/a → #"),
            (##"{"dependencies":{"a":{"$ref":"#"}}}"##, "# → #/dependencies/a → #"),
            (##"{"$dynamicRef":"#"}"##, "# → #"), (##"{"$dynamicRef":"#a","$dynamicAnchor":"a"}"##, "# → #"),
            (
                ##"{"$id":"/a","$dynamicRef":"#n","$dynamicAnchor":"n","$defs":{"b":{"$id":"b","$dynamicAnchor":"n","$ref":"/a"}}}"##,
                "# → #"
            ),
            (
                ##"{"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveAnchor":true,"$recursiveRef":"#"}"##,
                "# → #"
            ),
            (
                ##"{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##,
                "#/$defs/a → #/$defs/a/allOf/0 → #/$defs/b → #/$defs/b/not → #/$defs/a"
            ),
        ]
    )
    func endless(_ schema: String, _ chain: String) throws {
        let found = try errors(schema)
        #expect(found.map(\.code) == [.endlessReference])
        #expect(found.first?.message.english.hasSuffix("instance: \(chain)") == true, "\(found)")
        #expect(found.first?.position != nil)
    }

    @Test("A loop through two documents names both")
    func documents() throws {
        var registry = SchemaRegistry()
        registry.add(try JSONParser().parse(##"{"$ref":"s#/$defs/a"}"##), at: "https://e.org/t")
        let node = try parsed(##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"t"}}}"##)
        let error = #expect(throws: InvalidSchema.self) { try Schema(node, baseURI: "https://e.org/s", in: registry) }
        #expect(error?.errors.first?.documentURI == "https://e.org/t")
        #expect(
            error?.errors.first?.message.english.hasSuffix("https://e.org/s#/$defs/a → # → https://e.org/s#/$defs/a")
                == true
        )
    }

    @Test(
        "Recursion that looks into the instance is fine",
        arguments: [
            ##"{"properties":{"a":{"$ref":"#"}}}"##, ##"{"patternProperties":{"a":{"$ref":"#"}}}"##,
            ##"{"additionalProperties":{"$ref":"#"}}"##, ##"{"items":{"$ref":"#"}}"##,
            ##"{"prefixItems":[{"$ref":"#"}]}"##, ##"{"contains":{"$ref":"#"}}"##,
            ##"{"propertyNames":{"$ref":"#"}}"##, ##"{"unevaluatedItems":{"$ref":"#"}}"##,
            ##"{"unevaluatedProperties":{"$ref":"#"}}"##, ##"{"not":{"items":{"$ref":"#"}}}"##,
            ##"{"items":{"$dynamicRef":"#a"},"$dynamicAnchor":"a"}"##,
            ##"{"dependentSchemas":{"a":{"properties":{"b":{"$ref":"#"}}}}}"##,
            // The reference may lead to the schema in 'b', which ends.
            ##"{"$id":"/a","$dynamicRef":"#n","$dynamicAnchor":"n","$defs":{"b":{"$id":"b","$dynamicAnchor":"n"}},"$ref":"b"}"##,
        ]
    )
    func fine(_ schema: String) throws {
        #expect(try errors(schema).isEmpty)
    }

    @Test("A loop that shows at run time only ends at the depth limit")
    func runTime() throws {
        let schema = try Schema(
            parsed(
                ##"""
                {"$id":"/a","$dynamicAnchor":"n","$ref":"b","$defs":{"b":{"$id":"b","allOf":[{"$dynamicRef":"#n"}],
                "$defs":{"n":{"$dynamicAnchor":"n"}}}}}
                """##
            )
        )
        #expect(throws: SchemaLimitError(limit: .depth)) { try schema.accepts(parsed("1")) }
        #expect(throws: SchemaLimitError(limit: .depth)) { try schema.findings(in: parsed("1")) }
    }
}
