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

    @Test("The recommended rules are silent", arguments: samples)
    func isSilent(_ sample: Sample) throws {
        let found = try Contracts.result(sample.example.document).findings
        #expect(found.map { "\($0.location) \($0.rule) \($0.message.english)" } == [])
    }
}
