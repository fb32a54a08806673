import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract
@testable import ContractSupport

@Suite("What a service does not honour")
struct SupportReportTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let text: String
        let expected: [String]
        var version = "3.1.0"
        var testDescription: String { text }
    }

    static func findings(_ text: String, version: String = "3.1.0") throws -> [String] {
        let head = "openapi: \(version)\ninfo: {title: T, version: '1'}\n"
        let document = try YAMLReader().read(Array((head + text).utf8))
        let reader = ContractReader(document: document, file: "a.yaml")
        let contract = try #require(reader.reading().contract)
        let lines = (head + text).split(separator: "\n")
        return try SupportReport(contract).findings.map { finding in
            let position = try #require(finding.location.position)
            let rest = lines[position.line - 1].unicodeScalars.dropFirst(position.column - 1)
            let word = String(String.UnicodeScalarView(rest.prefix { !":,}'".unicodeScalars.contains($0) }))
            return "\(finding.construct.rawValue) \(finding.effect.rawValue) \(word)"
        }
    }

    /// An operation with members of its own; a place is given by the word that stands there.
    static func operation(_ members: String, method: String = "post") -> String {
        "paths: {/a: {\(method): {\(members)}}}"
    }

    @Test(
        "Each construct is found where it stands",
        arguments: [
            Sample(text: "webhooks: {a: {post: {}}}", expected: ["outgoing ignored a"]),
            Sample(text: operation("callbacks: {c: {'{$url}': {post: {}}}}"), expected: ["outgoing ignored c"]),
            Sample(
                text: operation("responses: {'200': {description: a, links: {l: {operationId: b}}}}"),
                expected: ["link ignored l"]
            ),
            Sample(
                text: "servers: [{url: '/{v}', variables: {v: {enum: [a, b], default: a}}}]\npaths: {}",
                expected: ["server-variable partly v"]
            ),
            Sample(
                text: "servers: [{url: '/{v}', variables: {v: {default: a}}}]\npaths: {}",
                expected: ["server-variable partly v"]
            ),
            Sample(text: operation("servers: [{url: /b}, {url: /c}]"), expected: ["local-servers ignored servers"]),
            Sample(text: "paths: {/a: {servers: [{url: /b}]}}", expected: ["local-servers ignored servers"]),
            Sample(
                text: "components: {securitySchemes: {o: {type: oauth2, flows: {}}}}",
                expected: ["token-issuer partly o"]
            ),
            Sample(
                text: "components: {securitySchemes: {o: {type: openIdConnect, openIdConnectUrl: /a}}}",
                expected: ["token-issuer partly o"]
            ),
            Sample(
                text: "components: {securitySchemes: {o: {type: mutualTLS}}}",
                expected: ["unprovable-security refused o"]
            ),
            Sample(
                text: "components: {securitySchemes: {o: {type: http, scheme: digest}}}",
                expected: ["unprovable-security refused o"]
            ),
            Sample(
                text: "components: {securitySchemes: {o: {type: http, scheme: bearer}, "
                    + "b: {type: http, scheme: Basic}, k: {type: apiKey, name: k, in: header}}}",
                expected: []
            ),
            Sample(
                text: operation("requestBody: {content: {application/xml: {}}}"),
                expected: ["opaque-media-type partly application/xml"]
            ),
            Sample(
                text: operation(
                    "requestBody: {content: {application/json: {}, text/csv: {}, '*/*': {}, "
                        + "application/x-www-form-urlencoded: {}, a/b+json: {}}}"
                ),
                expected: []
            ),
            Sample(
                text: operation(
                    "requestBody: {content: {'*/*': {schema: {type: object}}, text/csv: {schema: {type: array}}, "
                        + "multipart/related: {}, text/plain: {schema: {type: string}}}}"
                ),
                expected: [
                    "opaque-media-type partly ", "opaque-media-type partly text/csv",
                    "opaque-media-type partly multipart/related",
                ]
            ),
            Sample(
                text: operation("responses: {'200': {description: a, content: {text/csv: {schema: {type: array}}}}}"),
                expected: ["opaque-media-type partly text/csv"]
            ),
            Sample(
                text: "servers: [{url: 'https://{a}.{b}/', variables: {a: {default: x}, b: {default: y, enum: [y]}}}]",
                expected: ["server-variable partly a"]
            ),
            Sample(
                text: operation("parameters: [{name: accept, in: header, schema: {}}]"),
                expected: ["reserved-header ignored {name"]
            ),
            Sample(
                text: operation("responses: {'200': {description: a, content: {text/event-stream: {}}}}"),
                expected: ["stream partly text/event-stream"]
            ),
            Sample(
                text: operation(
                    "requestBody: {content: {multipart/form-data: {encoding: {f: {contentType: image/png}}}}}"
                ),
                expected: ["encoding ignored f"]
            ),
            Sample(
                text: operation(
                    "responses: {'200': {description: a, headers: {X-A: {required: true, schema: {}}, "
                        + "ETag: {required: true, schema: {}}, X-B: {schema: {}}}}}"
                ),
                expected: ["response-header ignored X-A"]
            ),
            Sample(
                text: "components: {examples: {e: {externalValue: a.json}}}",
                expected: ["external-example ignored externalValue"]
            ),
            Sample(
                text: operation("parameters: [{name: p, in: query, content: {application/xml: {}}}]"),
                expected: ["parameter-content partly content"]
            ),
            Sample(
                text: operation("parameters: [{name: p, in: query, content: {application/json: {}}}]"),
                expected: []
            ),
            Sample(text: "paths: {'/a?b=c': {get: {}, put: {}}}", expected: ["unreachable-path refused "]),
            Sample(
                text:
                    "components: {schemas: {A: {format: zip}, B: {format: zip}, C: {format: uuid}, D: {format: int32}}}",
                expected: ["format ignored format"]
            ),
            Sample(
                text: "components: {schemas: {A: {contentEncoding: base64}, "
                    + "B: {contentEncoding: base64, format: byte}, C: {contentMediaType: application/octet-stream}}}",
                expected: ["content-keywords ignored contentEncoding"]
            ),
            Sample(text: "components: {schemas: {A: {xml: {name: a}}}}", expected: ["xml ignored xml"]),
            Sample(
                text: "components: {schemas: {A: {$schema: 'https://a.example/b'}}}",
                expected: ["dialect refused $schema"]
            ),
            Sample(
                text: "components: {schemas: {A: {$schema: 'http://json-schema.org/draft-07/schema#'}}}",
                expected: ["dialect ignored $schema"]
            ),
            Sample(
                text: "components: {schemas: {A: {$id: 'https://a.example/a', "
                    + "$schema: 'http://json-schema.org/draft-07/schema#', items: [true]}}}",
                expected: []
            ),
            Sample(
                text: "jsonSchemaDialect: http://json-schema.org/draft-07/schema#\n"
                    + "components: {schemas: {A: {$schema: 'http://json-schema.org/draft-07/schema#'}}}",
                expected: []
            ),
            Sample(
                text: "jsonSchemaDialect: https://a.example/b\npaths: {}",
                expected: ["dialect refused jsonSchemaDialect"]
            ),
            Sample(
                text: "components: {schemas: {A: {$ref: 'https://a.example/b.json'}}}",
                expected: ["remote-reference refused $ref"]
            ),
            Sample(
                text: operation("requestBody: {content: {application/json: {}}}", method: "get"),
                expected: ["get-body partly requestBody"]
            ),
            Sample(
                text: "paths: {/a: {query: {}, additionalOperations: {LINK: {}}}}",
                expected: ["openapi-3.2 refused query", "openapi-3.2 refused additionalOperations"],
                version: "3.2.0"
            ),
            Sample(
                text: operation("parameters: [{name: p, in: querystring, content: {application/json: {}}}]"),
                expected: ["openapi-3.2 ignored in"],
                version: "3.2.0"
            ),
            Sample(
                text: operation("parameters: [{name: p, in: cookie, style: cookie, schema: {}}]"),
                expected: ["openapi-3.2 partly style"],
                version: "3.2.0"
            ),
            Sample(
                text: operation("responses: {'200': {description: a, content: {application/json: {itemSchema: {}}}}}"),
                expected: ["stream partly itemSchema"],
                version: "3.2.0"
            ),
            Sample(
                text:
                    "components: {schemas: {A: {oneOf: [true], discriminator: {propertyName: a, defaultMapping: b}}}}",
                expected: ["openapi-3.2 ignored defaultMapping"],
                version: "3.2.0"
            ),
        ]
    )
    func constructs(_ sample: Sample) throws {
        #expect(try Self.findings(sample.text, version: sample.version) == sample.expected)
    }

    @Test("Every construct has a sample")
    func completeness() {
        // A construct without a row above would be one that nobody has seen at work.
        #expect(SupportConstruct.allCases.count == 21)
    }

    @Test("What is shared is reported once")
    func shared() throws {
        let text =
            "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}, "
            + "put: {responses: {'200': {$ref: '#/components/responses/R'}}}}}\n"
            + "components: {responses: {R: {description: a, content: {application/pdf: {}}}}}"
        #expect(try Self.findings(text) == ["opaque-media-type partly application/pdf"])
    }
}
