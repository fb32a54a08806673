import Diagnostics
import Testing

@testable import ContractLint

@Suite("What looks wrong and is right")
struct FalseAlarmTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let what: String
        let example: RuleExample
        var testDescription: String { what }

        init(_ what: String, _ place: RuleExample.Place, _ text: String) {
            self.what = what
            example = RuleExample(place, text)
        }
    }

    static let samples = [
        Sample("int64 as a text, as protobuf writes it", .schema, "type: string\nformat: int64"),
        Sample(
            "a property that must not be there, and is not described",
            .schema,
            "type: object\nproperties: {a: {type: string}}\nnot: {anyOf: [{required: [b]}, {required: [c]}]}"
        ),
        Sample(
            "one address with other values of its variables",
            .servers,
            """
            - {url: 'https://{r}.shop.test', variables: {r: {default: eu}}}
            - {url: 'https://{r}.shop.test', variables: {r: {default: us}}}
            """
        ),
        Sample(
            "names of other bytes that Unicode holds for the same",
            .schemas,
            """
            Order:
              type: object
              required: [caf\u{E9}]
              properties: {caf\u{E9}: {type: string}, cafe\u{301}: {$ref: '#/components/schemas/Order'}}
            """
        ),
        Sample(
            "an encoded slash, and one that divides",
            .paths,
            PathRules.list("/orders/{id}/a%2Fb", "/orders/{number}/a/b")
        ),
        Sample("the access key of a manual", .schema, "type: string\nexamples: [AKIAIOSFODNN7EXAMPLE]"),
        Sample(
            "operations by other methods",
            .root,
            """
            openapi: 3.2.0
            paths:
              /orders:
                additionalOperations:
                  COPY: {operationId: copy, summary: Copies, responses: {default: {description: Done}}}
            """
        ),
        Sample(
            "branches that the schema around them leaves room for",
            .schema,
            "type: number\nminimum: 5\nanyOf: [{maximum: 5}, {maximum: 9}]"
        ),
        Sample(
            "a property that need not be there",
            .schema,
            "type: object\nproperties: {a: false, k: {const: a}}\noneOf: [{properties: {k: {const: b}}}, {required: [k]}]"
        ),
        Sample("a text, or what is no text", .schema, "type: [string, 'null']\nnot: {type: string}"),
        Sample(
            "what is read, beside what is written",
            .schemas,
            "Order: {properties: {a: {readOnly: true, type: string}, b: {writeOnly: true, type: string}}}"
        ),
        Sample(
            "paths that cannot be mistaken",
            .paths,
            paths("/a/{b}.json", "/a/{c}.xml", "/b/{e}/c", "/b/{f}/d")
        ),
        Sample("code XXX in prose", .operation, "description: XXX is the code of no currency"),
        Sample(
            "a callback to an address",
            .pathItem,
            LinkRules.callback("{$request.query.url}/orders?id={$response.body#/id}")
        ),
        Sample("eval in code", .operation, "description: Do not call `eval(answer)`"),
        Sample("a script element in code", .operation, "description: 'Write `<script>` yourself'"),
        Sample("the name of a language before a colon", .operation, "description: 'For JavaScript: see below'"),
        Sample("a comparison in prose", .operation, "description: 'Orders with a<b and on = 3'"),
        Sample("a state called TODO", .operation, "description: The state is TODO or DONE"),
        Sample("an id with a slash", .operation, "operationId: orders/list"),
        Sample("tags where none are declared", .operation, "tags: [orders]"),
        Sample(
            "a webhook without an id and without an error",
            .root,
            "webhooks: {changed: {post: {summary: Tells, responses: {'204': {description: Done}}}}}"
        ),
        Sample(
            "a nullable enum of 3.0",
            .root,
            "openapi: 3.0.3\n" + answer("{type: string, nullable: true, enum: [a, b, null]}")
        ),
        Sample(
            "required in branches, beside the properties",
            .schema,
            "type: object\nproperties: {a: {type: string}, b: {type: string}}\nanyOf: [{required: [a]}, {required: [b]}]"
        ),
        Sample(
            "properties that are called like keywords",
            .schema,
            """
            type: object
            properties:
              $ref: {type: string}
              type: {type: integer}
              example: {type: integer}
              default: {type: integer, enum: [1]}
              x-day: {type: integer}
              description: {type: integer}
              nullable: {type: boolean}
            required: [$ref, type, example, default, x-day]
            """
        ),
        Sample(
            "recursion that ends",
            .schemas,
            "Order: {type: object, required: [parts], properties: {parts: {type: array, items: {$ref: '#/components/schemas/Order'}}}}"
        ),
        Sample("a local server without encryption", .servers, "- url: http://localhost:8080"),
        Sample("the root as server", .servers, "- url: /"),
        Sample("a single slash after the host", .servers, "- url: https://api.shop.test/"),
        Sample("a token that turns pages", .parameters, "- {name: next_page_token, in: query, schema: {type: string}}"),
        Sample("security that is left open on purpose", .root, "security: []\n" + post),
        Sample("a special case of a path", .paths, PathRules.list("/orders/{id}", "/orders/newest")),
        Sample("an address with an encoded blank", .paths, PathRules.list("/new%20orders")),
        Sample("letters beyond ASCII", .paths, PathRules.list("/订单")),
        Sample(
            "components that only extensions name",
            .root,
            "x-webhooks: {a: {$ref: '#/components/schemas/Other'}}\n" + answer("{type: boolean}")
                + "\n    Other: {type: boolean}"
        ),
        Sample("a script element behind a backslash", .operation, "description: 'Write \\<script> yourself'"),
        Sample("a script element in indented code", .operation, "description: \"Write\\n\\n    <script>\""),
        Sample("a pattern of a path", .schema, "type: string\npattern: '/v1/'"),
        Sample(
            "a rate that is called token",
            .parameters,
            "- {name: shipping_rate_token, in: query, schema: {type: string}}"
        ),
        Sample(
            "an error of the server",
            .responses,
            "'200': {description: The orders}\n'500': {description: Our fault}"
        ),
        Sample(
            "a form as it is sent",
            .pathItem,
            """
            post:
              operationId: addOrder
              summary: Adds an order
              security: []
              requestBody:
                content:
                  application/x-www-form-urlencoded:
                    schema: {type: object, properties: {a: {type: integer}}}
                    example: a=1
              responses: {'204': {description: Done}, default: {description: Something went wrong}}
            """
        ),
        Sample(
            "a property that another one asks for",
            .schema,
            "type: object\nproperties: {b: {type: string}}\ndependentSchemas: {a: {required: [b]}}"
        ),
        Sample(
            "a base that others complete",
            .schemas,
            """
            Order: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {id: {type: string}}}]}
            Base: {type: object, required: [id], properties: {name: {type: string}}}
            """
        ),
        Sample(
            "a base that others complete beside the reference",
            .schemas,
            """
            Order: {$ref: '#/components/schemas/Base', properties: {id: {type: string}}}
            Base: {type: object, required: [id], properties: {name: {type: string}}}
            """
        ),
        Sample(
            "branches of branches that share the property of the discriminator",
            .schemas,
            """
            Order:
              oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/S'}]
              discriminator: {propertyName: t}
            B: {oneOf: [{$ref: '#/components/schemas/N'}, {$ref: '#/components/schemas/P'}]}
            N: {allOf: [{type: object, required: [k], properties: {k: {const: n}}}, {$ref: '#/components/schemas/Base'}]}
            P: {allOf: [{type: object, required: [k], properties: {k: {const: p}}}, {$ref: '#/components/schemas/Base'}]}
            Base: {type: object, required: [t], properties: {t: {type: string, enum: [b]}}}
            S: {type: object, required: [t], properties: {t: {type: string, enum: [s]}}}
            """
        ),
        Sample(
            "a child that its parent's discriminator names",
            .schemas,
            """
            Order: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
            Gift: {allOf: [{$ref: '#/components/schemas/Order'}, {type: object, properties: {note: {type: string}}}]}
            """
        ),
    ]

    private static let post = """
        paths:
          /orders:
            post: {operationId: addOrder, summary: Adds, responses: {'201': {description: Made}, default: {description: No}}}
        """

    private static func answer(_ schema: String) -> String {
        """
        paths:
          /orders:
            get:
              operationId: listOrders
              summary: Lists orders
              responses:
                '200':
                  description: The orders
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
                default: {description: Something went wrong}
        components:
          schemas:
            Order: \(schema)
        """
    }

    private static func paths(_ paths: String...) -> String {
        paths.enumerated().map { number, path in
            let name = path.split(separator: "{")[1].prefix { $0 != "}" }
            return """
                \(path):
                  parameters: [{name: \(name), in: path, required: true, schema: {type: string}}]
                  get: {operationId: get\(number), summary: A, responses: {'200': {description: A}, default: {description: B}}}
                """
        }
        .joined(separator: "\n")
    }

    struct StrictSample: Sendable, CustomTestStringConvertible {
        let rule: String
        let example: RuleExample
        var testDescription: String { rule }
    }

    /// What the strict rules say nothing about, by the rule that would.
    static let strictSamples = [
        StrictSample(
            rule: "path.versioned",
            example: RuleExample(
                .root,
                "servers: [{url: 'https://api.shop.test/v{n}', variables: {n: {default: '2'}}}]\n"
                    + answer("{type: string}")
            )
        ),
        StrictSample(
            rule: "path.file-extension",
            example: RuleExample(.paths, "/.well-known/jwks.json: {get: {operationId: a, summary: A}}")
        ),
        StrictSample(
            rule: "limit.string",
            example: RuleExample(.schema, "allOf: [{type: string}, {maxLength: 5}]")
        ),
        StrictSample(
            rule: "limit.string",
            example: RuleExample(.schema, "type: string\npattern: '^(a|[*+]b){1,3}\\*?$'")
        ),
        StrictSample(
            rule: "limit.array",
            example: RuleExample(.schema, "maxItems: 5\nallOf: [{type: array}]")
        ),
        StrictSample(
            rule: "limit.array",
            example: RuleExample(.schema, "type: array\nprefixItems: [{type: boolean}]\nitems: false")
        ),
        StrictSample(
            rule: "schema.array-without-items",
            example: RuleExample(.schema, "allOf: [{type: array}, {items: {type: boolean}}]")
        ),
        StrictSample(
            rule: "schema.contradictory-bounds",
            example: RuleExample(.schema, "type: array\nitems: {}\nminContains: 3\nmaxContains: 2")
        ),
        StrictSample(
            rule: "path.versioned",
            example: RuleExample(
                .root,
                "servers: [{url: 'https://api.shop.test/{v}', variables: {v: {default: v2}}}]\n"
                    + answer("{type: string}")
            )
        ),
        StrictSample(
            rule: "schema.single-branch",
            example: RuleExample(
                .root,
                "openapi: 3.0.3\n"
                    + answer("{nullable: true, allOf: [{$ref: '#/components/schemas/Other'}]}")
                    + "\n    Other: {type: string}"
            )
        ),
        StrictSample(
            rule: "schema.pattern-unanchored",
            example: RuleExample(.schema, "type: string\npattern: '^a$|^(b|c)[|]\\|$'")
        ),
    ]

    @Test("The rule is silent, though everything is asked for", arguments: strictSamples)
    func isStrictlySilent(_ sample: StrictSample) throws {
        let found = try Contracts.result(sample.example.document, .strict).findings.filter { $0.rule == sample.rule }
        #expect(found.map(\.message.english) == [])
    }

    @Test("The recommended rules are silent", arguments: samples)
    func isSilent(_ sample: Sample) throws {
        let found = try Contracts.result(sample.example.document).findings
        #expect(found.map { "\($0.location) \($0.rule) \($0.message.english)" } == [])
    }
}
