import Diagnostics
import Testing

@testable import ContractLint

@Suite("What is wrong and easily missed")
struct MissedFindingTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let rule: String
        let example: RuleExample
        var testDescription: String { "\(rule): \(example.text)" }

        init(_ rule: String, _ place: RuleExample.Place, _ text: String) {
            self.rule = rule
            example = RuleExample(place, text)
        }
    }

    static let samples = [
        Sample("description.script", .operation, "description: '```a``` <script>alert(1)</script>'"),
        Sample("description.script", .operation, "externalDocs: {url: 'java&#115;cript:alert(1)'}"),
        Sample("description.script", .info, "termsOfService: 'javascript:alert(1)'"),
        Sample("description.script", .info, "contact: {url: 'javascript:alert(1)'}"),
        Sample("description.script", .info, "license: {name: Own, url: 'javascript:alert(1)'}"),
        Sample("description.placeholder", .operation, "description: 待补充"),
        Sample(
            "schema.closed-all-of",
            .schema,
            "additionalProperties: false\nproperties: {c: {type: string}}\nallOf: [{properties: {a: {type: string}}}]"
        ),
        Sample(
            "schema.closed-all-of",
            .schema,
            """
            allOf:
              - {properties: {a: {type: boolean}}, unevaluatedProperties: false}
              - {properties: {b: {type: boolean}}}
            """
        ),
        Sample("schema.impossible", .schema, "allOf: [{minimum: 5}, {maximum: 4}]\ntype: integer"),
        Sample("schema.impossible", .schema, "allOf: [{const: a}, {const: b}]"),
        Sample("schema.impossible", .schema, "allOf: [{enum: [a, b]}, {enum: [c]}]"),
        Sample("schema.impossible", .schema, "type: string\nallOf: [{maxLength: 3}, {minLength: 5}]"),
        Sample("schema.impossible", .schema, "type: object\nrequired: [a]\nadditionalProperties: false"),
        Sample("schema.impossible", .schema, "type: string\nenum: [abc]\nmaxLength: 2"),
        Sample("schema.impossible", .schema, "not: {}"),
        Sample("schema.one-of-overlap", .schema, "oneOf: [{type: string}, {}]"),
        Sample(
            "schema.one-of-overlap",
            .schema,
            "oneOf: [{type: [string, 'null'], minLength: 1}, {type: [integer, 'null'], minimum: 1}]"
        ),
        Sample("schema.one-of-overlap", .schema, "oneOf: [{enum: [a, b]}, {enum: [b, c]}]"),
        Sample("schema.contradictory-bounds", .schema, "type: integer\nexclusiveMinimum: 5\nexclusiveMaximum: 6"),
        Sample(
            "schema.contradictory-bounds",
            .schema,
            "type: object\nrequired: [a, b, c]\nmaxProperties: 2\nadditionalProperties: {type: string}"
        ),
        Sample(
            "schema.infinite",
            .schemas,
            "Order: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Order'}}"
        ),
        Sample(
            "schema.required-undefined",
            .schema,
            "type: object\nproperties: {caf\u{E9}: {type: string}}\nrequired: [cafe\u{301}]"
        ),
        Sample(
            "schema.contradictory-bounds",
            .schema,
            """
            type: object
            required: [caf\u{E9}, cafe\u{301}]
            properties: {caf\u{E9}: {type: string}, cafe\u{301}: {type: string}}
            maxProperties: 1
            """
        ),
        Sample(
            "schema.impossible",
            .schema,
            "type: object\nproperties: {caf\u{E9}: {type: string}}\nrequired: [cafe\u{301}]\nadditionalProperties: false"
        ),
        Sample("tag.undefined", .root, TagRules.tagged("[cafe\u{301}]", declared: "{name: caf\u{E9}}, {name: orders}")),
        Sample("schema.dangling-conditional", .schema, "if: {minLength: 1}"),
        Sample(
            "schema.required-undefined",
            .schema,
            "type: object\nproperties: {card: {type: string}}\ndependentRequired: {card: [ownr]}"
        ),
        Sample(
            "schema.required-undefined",
            .schemas,
            """
            Any: {oneOf: [{$ref: '#/components/schemas/A', deprecated: true}, {$ref: '#/components/schemas/B'}]}
            A: {type: object, required: [id, call], properties: {id: {type: string}}}
            B: {type: object, properties: {call: {type: string}}}
            """
        ),
        Sample("schema.pattern-delimiters", .schema, "type: string\npattern: '/^a$/i'"),
        Sample("schema.pattern-unanchored", .schema, "type: string\npattern: '^a|b$'"),
        Sample(
            "path.characters",
            .paths,
            "/a%2: {get: {operationId: a, summary: A, responses: {default: {description: A}}}}"
        ),
        Sample("server.plain-http", .servers, "- url: ws://api.shop.test"),
        Sample(
            "example.secret",
            .schema,
            """
            type: string
            examples:
              - eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1gFWFOEjXk3q
            """
        ),
        Sample("example.secret", .schema, "type: string\nexamples: [AIzaSyA1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU1v]"),
        Sample(
            "operation.delete-body",
            .root,
            """
            paths:
              /orders:
                $ref: '#/components/pathItems/Orders'
                delete: {operationId: a, summary: A, requestBody: {content: {application/json: {}}}}
            components: {pathItems: {Orders: {get: {operationId: b, summary: B}}}}
            """
        ),
        Sample(
            "operation.get-body",
            .root,
            """
            paths:
              /orders:
                get: {$ref: '#/components/x-operations/get'}
            components:
              x-operations: {get: {operationId: a, summary: A, requestBody: {content: {application/json: {}}}}}
            """
        ),
        Sample(
            "component.unused",
            .root,
            """
            paths:
              /orders:
                get:
                  operationId: listOrders
                  summary: Lists
                  responses:
                    default:
                      description: A
                      content: {application/json: {example: {$ref: '#/components/schemas/Other'}}}
            components: {schemas: {Other: {type: boolean}}}
            """
        ),
    ]

    /// Schemas that look as if something were valid.
    static let schemaSamples = [
        Sample(
            "schema.impossible-branch",
            .schema,
            "type: number\nminimum: 5\nanyOf: [{maximum: 3}, {maximum: 9}]"
        ),
        Sample("schema.impossible-branch", .schema, "enum: [a, b]\nanyOf: [{const: a}, {const: c}]"),
        Sample("schema.impossible-branch", .schema, "enum: [1, 2]\nanyOf: [{minimum: 2}, {minimum: 3}]"),
        Sample(
            "schema.impossible-branch",
            .schema,
            """
            type: object
            required: [k]
            properties: {k: {const: a}}
            oneOf: [{properties: {k: {const: b}}}, {properties: {k: {const: a}}}]
            """
        ),
        Sample("schema.impossible", .schema, "type: object\nrequired: [a]\nproperties: {a: false}"),
        Sample("schema.impossible", .schema, "type: string\nnot: {type: string, description: Nothing}"),
        Sample("schema.impossible", .schema, "type: integer\nnot: {type: number}"),
        Sample(
            "schema.impossible",
            .schema,
            """
            type: object
            allOf:
              - {required: [k], properties: {k: {enum: [a, b]}}}
              - {properties: {k: {const: c}}}
            """
        ),
        Sample(
            "schema.infinite",
            .schemas,
            """
            Order:
              type: object
              allOf: [{required: [next]}, {properties: {next: {$ref: '#/components/schemas/Order'}}}]
            """
        ),
        Sample(
            "schema.read-and-write-only",
            .schemas,
            """
            Order: {properties: {id: {$ref: '#/components/schemas/Id', writeOnly: true}}}
            Id: {type: string, readOnly: true}
            """
        ),
        Sample(
            "schema.read-and-write-only",
            .schema,
            "allOf: [{type: string, readOnly: true}, {minLength: 1, writeOnly: true}]"
        ),
        Sample("limit.string", .schema, "type: string\npattern: '^a*$'"),
        Sample("limit.string", .schema, "type: string\npattern: '^a|b$'"),
        Sample("limit.string", .schema, "type: string\npattern: '^[a-z]{2,}$'"),
        Sample("limit.string", .schema, "type: string\npattern: '^a\\$'"),
    ]

    static let otherSamples = [
        Sample("description.placeholder", .operation, "description: tbd"),
        Sample("description.placeholder", .operation, "description: 'XXX'"),
        Sample("description.placeholder", .operation, "description: Some lorem ipsum dolor"),
        Sample("parameter.default-on-required", .paths, path("{default: a}")),
        Sample(
            "security.basic-over-http",
            .root,
            """
            servers: [{url: '{s}://api.shop.test', variables: {s: {default: http}}}]
            components: {securitySchemes: {a: {type: http, scheme: basic}}}
            """
        ),
        Sample("server.plain-http", .servers, "- {url: '{s}://api.shop.test', variables: {s: {default: http}}}"),
        Sample("callback.expression", .pathItem, LinkRules.callback("{request.body#/url}")),
        Sample("callback.expression", .pathItem, LinkRules.callback("request.body#/url")),
        Sample("tag.undefined", .root, "openapi: 3.2.0\ntags: [{name: a, parent: b}]"),
        Sample("path.same-template", .paths, PathRules.twins("name")),
    ]

    private static func path(_ schema: String) -> String {
        """
        /a/{b}:
          parameters: [{name: b, in: path, required: true, schema: \(schema)}]
          get: {operationId: getA, summary: A, responses: {default: {description: A}}}
        """
    }

    @Test("It is found", arguments: samples + schemaSamples + otherSamples)
    func isFound(_ sample: Sample) throws {
        let found = try Contracts.result(sample.example.document, .strict).findings.map(\.rule)
        #expect(found.contains(sample.rule), "only \(found)")
    }
}
