import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("Identifiers of schemas")
struct SchemaIdentityTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let code: SchemaError.Code?
        var pointer = ""
        /// What the message says of the first of two.
        var first = ""
        var testDescription: String { schema }

        static func accepted(_ schema: String) -> Self { Sample(schema: schema, code: nil) }
    }

    @Test(
        "An identifier or anchor that is there twice, or is none, is reported where it stands",
        arguments: [
            Sample(
                schema: #"{"$defs":{"a":{"$id":"x"},"b":{"$id":"x","type":"null"}}}"#,
                code: .duplicateID,
                pointer: "/$defs/b/$id",
                first: "https://example.com/s.json:1:22 (#/$defs/a/$id)"
            ),
            Sample(
                schema: #"{"$id":"https://e.org/x","items":{"$id":"x"}}"#,
                code: .duplicateID,
                pointer: "/items/$id",
                first: "(#/$id)"
            ),
            Sample(
                schema:
                    #"{"$schema":"http://json-schema.org/draft-04/schema#","items":[{"id":"x"},{"id":"./x","a":1}]}"#,
                code: .duplicateID,
                pointer: "/items/1/id"
            ),
            Sample(
                schema: #"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#,
                code: .duplicateAnchor,
                pointer: "/$defs/b/$anchor",
                first: "https://example.com/s.json:1:26 (#/$defs/a/$anchor)"
            ),
            Sample(
                schema: #"{"$defs":{"a":{"$anchor":"x"},"b":{"$dynamicAnchor":"x"}}}"#,
                code: .duplicateAnchor,
                pointer: "/$defs/b/$dynamicAnchor"
            ),
            Sample(
                schema: ##"{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"$id":"#x"},{"$id":"#x"}]}"##,
                code: .duplicateAnchor,
                pointer: "/items/1/$id"
            ),
            Sample(schema: ##"{"$id":"a#b"}"##, code: .invalidID, pointer: "/$id"),
            Sample(schema: ##"{"items":{"$id":"#b"}}"##, code: .invalidID, pointer: "/items/$id"),
            Sample(schema: #"{"$id":"a b"}"#, code: .invalidID, pointer: "/$id"),
            Sample(schema: #"{"items":{"$id":"http://[x"}}"#, code: .invalidID, pointer: "/items/$id"),
            Sample(schema: #"{"$anchor":""}"#, code: .invalidAnchor, pointer: "/$anchor"),
            Sample(schema: #"{"$anchor":"1a"}"#, code: .invalidAnchor, pointer: "/$anchor"),
            Sample(schema: #"{"$anchor":"a:b"}"#, code: .invalidAnchor, pointer: "/$anchor"),
            Sample(schema: #"{"$dynamicAnchor":"a/b"}"#, code: .invalidAnchor, pointer: "/$dynamicAnchor"),
            Sample(
                schema: #"{"$schema":"https://json-schema.org/draft/2019-09/schema","$anchor":"_a"}"#,
                code: .invalidAnchor,
                pointer: "/$anchor"
            ),
            .accepted(#"{"$schema":"https://json-schema.org/draft/2019-09/schema","$anchor":"a:b"}"#),
            .accepted(#"{"$anchor":"_a.B-9"}"#), .accepted(##"{"$id":"a#"}"##),
            .accepted(#"{"$anchor":"a","$dynamicAnchor":"a"}"#),
            .accepted(#"{"$defs":{"a":{"$id":"x"},"b":{"$id":"x"}}}"#),
            .accepted(#"{"$defs":{"a":{"$id":"x","$anchor":"n"},"b":{"$id":"y","$anchor":"n"}}}"#),
            .accepted(#"{"enum":[{"$id":"x"},{"$id":"x","a":1}],"const":{"$anchor":"1"},"unknown":{"$id":"a b"}}"#),
            .accepted(
                #"{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"/x","$id":"a b","definitions":{"a":{"$id":"/x"}}}"#
            ),
        ]
    )
    func identifiers(_ sample: Sample) throws {
        let node = try parsed(sample.schema)
        do {
            _ = try Schema(node, baseURI: "https://example.com/s.json")
            #expect(sample.code == nil)
        } catch {
            let found = try #require(error.errors.first)
            #expect(error.errors.count == 1)
            #expect(found.code == sample.code)
            #expect(found.pointer.description == sample.pointer)
            #expect(found.position != nil)
            #expect(found.message.english.contains(sample.first), "\(found.message.english)")
        }
    }

    @Test("An identifier that a registered document has is reported, unless it is the same schema")
    func registered() throws {
        var registry = SchemaRegistry()
        registry.add(
            try JSONParser().parse(#"{"$id":"https://e.org/x","type":"null"}"#),
            at: "https://e.org/files/x.json"
        )
        #expect(throws: Never.self) {
            try Schema(parsed(#"{"type":"null","$id":"https://e.org/x"}"#), in: registry)
        }
        let error = #expect(throws: InvalidSchema.self) {
            try Schema(parsed("{\n  \"$id\":\"https://e.org/x\"}"), in: registry)
        }
        #expect(error?.errors.map(\.code) == [.duplicateID])
        #expect(error?.errors.first?.position == SourcePosition(line: 2, column: 9))
        #expect(error?.errors.first?.message.english.contains("https://e.org/files/x.json:1:8 (#/$id)") == true)
    }

    @Test("What is wrong in a document that no reference leads to does not matter")
    func unreached() throws {
        var registry = SchemaRegistry()
        registry.add(try JSONParser().parse(#"{"$anchor":"1","items":{"$id":"a b"}}"#), at: "https://e.org/bad")
        #expect(throws: Never.self) { try Schema(parsed("{}"), in: registry) }
        #expect(throws: InvalidSchema.self) { try Schema(parsed(#"{"$ref":"https://e.org/bad"}"#), in: registry) }
    }

    @Test("A metaschema of one's own may stand for one that is built in")
    func metaschemas() throws {
        let own = #"{"$id":"http://json-schema.org/draft-07/schema#","type":"object"}"#
        #expect(try Schema(parsed(own)).accepts(parsed("{}")))
    }
}
