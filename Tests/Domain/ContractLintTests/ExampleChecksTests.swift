import Diagnostics
import JSON
import JSONSchema
import Testing
import YAMLDocuments

@testable import Contract
@testable import ContractLint

@Suite("Examples beside their schemas")
struct ExampleChecksTests {
    static func checks(_ text: String) throws -> ExampleChecks {
        let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        let document = try YAMLReader().read(Array((head + text).utf8))
        return ExampleChecks(ContractMap(document, version: .v31))
    }

    /// The values that are refused, as JSON.
    static func refused(_ text: String) throws -> [String] { try checks(text).refusals.map { $0.value.text() } }

    @Test("A broken keyword elsewhere does not keep examples from being judged")
    func tolerant() throws {
        let checks = try Self.checks(
            """
            components:
              schemas:
                A: {type: string, pattern: '('}
                B: {type: integer, examples: [1, a]}
                C: {allOf: [{$ref: '#/components/schemas/C'}]}
            """
        )
        #expect(checks.refusals.map { $0.value.text() } == [#""a""#])
        #expect(Set(checks.errors.map(\.code)) == [.invalidPattern, .endlessReference])
    }

    @Test("An example belongs to the side of the exchange that it stands on")
    func directions() throws {
        let schemas =
            """
            components:
              schemas:
                A:
                  type: object
                  required: [id, secret]
                  properties: {id: {type: integer, readOnly: true}, secret: {type: string, writeOnly: true}}
            """
        func operation(_ request: String, _ response: String) -> String {
            """
            paths:
              /a:
                post:
                  requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}, example: \(request)}}}
                  responses:
                    '200':
                      description: a
                      content: {application/json: {schema: {$ref: '#/components/schemas/A'}, example: \(response)}}

            """ + schemas
        }
        #expect(try Self.refused(operation("{secret: a}", "{id: 1}")) == [])
        #expect(try Self.refused(operation("{id: 1}", "{secret: a}")) == [#"{"id":1}"#, #"{"secret":"a"}"#])
        // A schema's own example does not say which side it is on.
        #expect(try Self.refused(schemas + "\n      examples: [{id: 1}, {secret: a}, {}, {id: a}]") == [#"{"id":"a"}"#])
    }

    @Test(
        "Examples are judged where the media type is understood",
        arguments: [
            ("application/json", true), ("application/problem+json", true), ("'*/*'", true), ("text/plain", true),
            ("application/x-www-form-urlencoded", true), ("multipart/form-data", true), ("application/xml", false),
            ("application/pdf", false), ("image/png", false), ("text/xml", false),
        ]
    )
    func mediaTypes(_ type: String, _ isJudged: Bool) throws {
        let text =
            "components: {requestBodies: {R: {content: {\(type): {schema: {type: string, maxLength: 1}, example: ab}}}}}"
        #expect(try Self.refused(text).isEmpty != isJudged)
    }

    @Test("Only the format is wrong, or more")
    func formats() throws {
        let checks = try Self.checks(
            "components: {schemas: {A: {format: date, examples: [a]}, B: {format: date, maxLength: 1, examples: [ab]}}}"
        )
        #expect(checks.refusals.map(\.isFormatOnly) == [true, false])
        #expect(checks.refusals.map(\.finding.keyword) == ["format", "maxLength"])
    }

    @Test("Examples of components are found through references, and those elsewhere are not looked at")
    func sources() throws {
        let text =
            """
            components:
              examples: {E: {value: a}, F: {externalValue: f.json}}
              parameters:
                P:
                  {name: p, in: query, schema: {type: integer}, examples: {e: {$ref: '#/components/examples/E'},
                  f: {$ref: '#/components/examples/F'}}}
              headers: {H: {schema: {type: integer}, example: b}}
              schemas: {S: {type: integer, default: c, example: d}}
            """
        #expect(Set(try Self.refused(text)) == [#""a""#, #""b""#, #""c""#, #""d""#])
    }
}
