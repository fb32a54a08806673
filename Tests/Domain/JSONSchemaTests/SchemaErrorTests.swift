import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("Schemas that cannot be compiled")
struct SchemaErrorTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let code: SchemaError.Code
        let pointer: String
        var remedy: String?
        var testDescription: String { schema }
    }

    @Test(
        "Each error has its code, its place and a remedy",
        arguments: [
            Sample(
                schema: ##"{"items":{"$ref":"#/$defs/Pets"},"$defs":{"Pet":{}}}"##,
                code: .danglingReference,
                pointer: "/items/$ref",
                remedy: "did you mean '#/$defs/Pet'?"
            ),
            Sample(
                schema: ##"{"properties":{"a":{"$ref":"#%FF"}}}"##,
                code: .danglingReference,
                pointer: "/properties/a/$ref"
            ),
            Sample(
                schema: ##"{"$ref":"#nmae","$defs":{"a":{"$anchor":"name"}}}"##,
                code: .danglingReference,
                pointer: "/$ref",
                remedy: "did you mean '#name'?"
            ),
            Sample(
                schema: #"{"$ref":"https://elsewhere.example/a"}"#,
                code: .danglingReference,
                pointer: "/$ref",
                remedy: "register the document; nothing is fetched"
            ),
            Sample(
                schema:
                    ##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"allOf":[{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}"##,
                code: .endlessReference,
                pointer: "/$defs/b/allOf/0/$ref"
            ),
            Sample(schema: ##"{"not":{"$ref":"#"}}"##, code: .endlessReference, pointer: "/not/$ref"),
            Sample(schema: #"{"minLength":"3"}"#, code: .invalidKeyword, pointer: "/minLength"),
            Sample(schema: #"{"maxItems":-1}"#, code: .invalidKeyword, pointer: "/maxItems"),
            Sample(schema: #"{"maxItems":1.5}"#, code: .invalidKeyword, pointer: "/maxItems"),
            Sample(schema: #"{"multipleOf":0}"#, code: .invalidKeyword, pointer: "/multipleOf"),
            Sample(schema: #"{"exclusiveMinimum":true}"#, code: .invalidKeyword, pointer: "/exclusiveMinimum"),
            Sample(schema: #"{"required":true}"#, code: .invalidKeyword, pointer: "/required"),
            Sample(schema: #"{"required":["a",1]}"#, code: .invalidKeyword, pointer: "/required"),
            Sample(schema: #"{"allOf":{}}"#, code: .invalidKeyword, pointer: "/allOf"),
            Sample(schema: #"{"anyOf":[]}"#, code: .invalidKeyword, pointer: "/anyOf"),
            Sample(schema: #"{"properties":[]}"#, code: .invalidKeyword, pointer: "/properties"),
            Sample(
                schema: #"{"type":"strnig"}"#,
                code: .invalidKeyword,
                pointer: "/type",
                remedy: "did you mean 'string'?"
            ),
            Sample(schema: #"{"pattern":"a(b"}"#, code: .invalidPattern, pointer: "/pattern"),
            Sample(schema: #"{"patternProperties":{"[":{}}}"#, code: .invalidPattern, pointer: "/patternProperties/["),
            Sample(schema: #"{"items":[{}]}"#, code: .notASchema, pointer: "/items"),
            Sample(schema: "3", code: .notASchema, pointer: ""),
            Sample(schema: #"{"$schema":"https://no.example/x"}"#, code: .unknownDialect, pointer: "/$schema"),
        ]
    )
    func refuses(_ sample: Sample) throws {
        let node = try parsed(sample.schema)
        do {
            _ = try Schema(node, baseURI: "https://example.com/s.json")
            Issue.record("compiled")
        } catch {
            let first = try #require(error.errors.first)
            #expect(first.code == sample.code)
            #expect(first.pointer.description == sample.pointer)
            #expect(first.documentURI == "https://example.com/s.json")
            #expect(first.position != nil)
            if let remedy = sample.remedy { #expect(first.remedy?.english == remedy) }
        }
    }

    @Test("All errors are reported at once, each in its document")
    func collects() throws {
        let node = try parsed(##"{"type":1,"items":{"minimum":"a"},"properties":{"a":{"$ref":"#/no"}}}"##)
        do {
            _ = try Schema(node)
            Issue.record("compiled")
        } catch {
            #expect(error.errors.map(\.pointer.description) == ["/type", "/items/minimum", "/properties/a/$ref"])
            #expect(error.diagnostics.allSatisfy { $0.code.hasPrefix("schema.") })
        }
    }

    @Test("A vocabulary that is required and unknown is an error, an optional one is not")
    func vocabularies() throws {
        for (isRequired, compiles) in [(true, false), (false, true)] {
            var registry = SchemaRegistry()
            let metaschema = """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","$vocabulary":{
                "https://json-schema.org/draft/2020-12/vocab/core":true,"https://own.example/vocab":\(isRequired)}}
                """
            registry.add(try JSONParser().parse(metaschema), at: "https://own.example/meta")
            let node = try parsed(#"{"$schema":"https://own.example/meta","minimum":"ignored"}"#)
            do {
                _ = try Schema(node, in: registry)
                #expect(compiles)
            } catch {
                #expect(!compiles)
                #expect(error.errors.first?.code == .unknownVocabulary)
            }
        }
    }
}
