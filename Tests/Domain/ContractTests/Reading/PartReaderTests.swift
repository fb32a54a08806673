import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Parts of a contract")
struct PartReaderTests {
    static func reading(_ text: String) throws -> ContractReading {
        let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        return Corpus.reading(try YAMLReader().read(Array((head + text).utf8)))
    }

    static func contract(_ text: String) throws -> Contract { try #require(try reading(text).contract) }

    static func codes(_ text: String) throws -> [String] {
        try reading(text).findings.filter { $0.severity == .error }.map { String($0.code.dropFirst(9)) }
    }

    @Test("Beside a reference a path item may have members of its own, which win")
    func pathItems() throws {
        let contract = try Self.contract(
            """
            paths:
              /a: {$ref: '#/components/pathItems/shared', put: {operationId: own}}
            components:
              pathItems:
                shared:
                  parameters: [{name: q, in: query, schema: {type: string}}]
                  get: {operationId: shared}
                  put: {operationId: hidden}
            """
        )
        #expect(contract.operations.map(\.operationID) == ["shared", "own"])
        #expect(contract.operations.allSatisfy { $0.parameters.map(\.name) == ["q"] })
    }

    @Test("A slash or a brace that is encoded makes another path")
    func encodedPaths() throws {
        let text = """
            paths:
              /a%2Fb: {get: {}}
              /a/b: {get: {}}
              /%7B%7D: {get: {}}
              /{id}: {get: {parameters: [{name: id, in: path, required: true, schema: {}}]}}
              /{no}: {put: {parameters: [{name: no, in: path, required: true, schema: {}}]}}
            """
        #expect(!(try Self.codes(text)).contains("ambiguous-operation"))
        #expect(try Self.codes(text.replacing("put", with: "get")).contains("ambiguous-operation"))
    }

    @Test(
        "Braces of a server's URL that enclose no variable stay",
        arguments: [
            ("https://{b}.x", "https://B.x"), ("https://{a{b}.x/{c}/{d", "https://{aB.x/{c}/{d"), ("}{b}}", "}B}"),
            ("{}{b", "{}{b"), ("{{{b}}}", "{{B}}"),
        ]
    )
    func serverURLs(_ template: String, _ url: String) throws {
        let text = "paths: {}\nservers: [{url: '\(template)', variables: {b: {default: B}}}]"
        #expect(try Self.contract(text).servers.map(\.url) == [url])
    }

    @Test("A server's URL of nothing but braces costs as much as any other")
    func braces() throws {
        let long = String(repeating: "{", count: 200_000)
        #expect(try Self.codes("paths: {}\nservers: [{url: '\(long)'}]") == ["too-large"])
        let braces = "{url: '\(String(repeating: "{", count: PartReader.maximumURLByteCount))'}"
        let list = Array(repeating: braces, count: 5).joined(separator: ", ")
        #expect(try Self.codes("paths: {}\nservers: [\(list)]") == [])
        #expect(try Self.codes("paths: {}\nservers: [\(list.replacing("'}", with: "}'}"))]").contains("too-large"))
    }

    @Test("Webhooks, callbacks and links are read, and go out without a path of their own")
    func outgoing() throws {
        let contract = try Self.contract(
            """
            webhooks: {made: {post: {operationId: told}}}
            paths:
              /a:
                post:
                  callbacks: {done: {'{$request.body#/url}': {post: {operationId: called}}, x-a: 1}}
                  responses:
                    '201':
                      description: made
                      links: {self: {operationId: get, parameters: {id: $response.body#/id}}}
            """
        )
        #expect(contract.webhooks.map(\.name) == ["made"])
        #expect(contract.webhooks[0].operations.map(\.operationID) == ["told"])
        #expect(contract.webhooks[0].operations[0].path.segments.isEmpty)
        let operation = try #require(contract.operations.first)
        #expect(operation.callbacks.map(\.name) == ["done"])
        #expect(operation.callbacks[0].expression == "{$request.body#/url}")
        #expect(contract.callbackOperations.map(\.operationID) == ["called"])
        let link = try #require(operation.response(for: 201)?.links.first)
        #expect(link.name == "self" && link.operationID == "get" && link.parameters.map(\.name) == ["id"])
    }

    @Test("Callbacks that lead to themselves end")
    func callbackCircles() throws {
        let contract = try Self.contract(
            """
            paths: {/a: {post: {callbacks: {c: {$ref: '#/components/callbacks/c'}}}}}
            components:
              callbacks:
                c: {'{$url}': {post: {operationId: again, callbacks: {c: {$ref: '#/components/callbacks/c'}}}}}
            """
        )
        #expect(contract.operations[0].callbacks[0].operations[0].callbacks[0].operations.isEmpty)
        #expect(contract.callbackOperations.map(\.operationID) == ["again"])
    }

    @Test("An operationId is unique over paths, callbacks and webhooks; a shared callback is one")
    func identifiers() throws {
        #expect(
            try Self.codes("webhooks: {w: {post: {operationId: a}}}\npaths: {/a: {get: {operationId: a}}}")
                == ["duplicate-operation-id"]
        )
        let shared =
            "paths: {/a: {get: {callbacks: {c: {$ref: '#/components/callbacks/c'}}}, "
            + "put: {callbacks: {c: {$ref: '#/components/callbacks/c'}}}}}\n"
            + "components: {callbacks: {c: {'{$url}': {post: {operationId: a}}}}}"
        #expect(try Self.codes(shared) == [])
    }

    @Test("Header parameters compare without case")
    func headers() throws {
        let parameters = "[{name: X-A, in: header, schema: {}}, {name: x-a, in: header, schema: {}}]"
        #expect(try Self.codes("paths: {/a: {get: {parameters: \(parameters)}}}") == ["duplicate-parameter"])
        let contract = try Self.contract(
            """
            paths:
              /a:
                parameters: [{name: X-A, in: header, schema: {type: string}}]
                get: {parameters: [{name: x-a, in: header, deprecated: true, schema: {}, example: 1}]}
            """
        )
        let parameter = try #require(contract.operations.first?.parameters.first)
        #expect(contract.operations[0].parameters.count == 1)
        #expect(parameter.isDeprecated && parameter.examples.map(\.integer) == [1])
    }

    @Test("Servers are those of the operation, else of the path, else of the document")
    func servers() throws {
        let contract = try Self.contract(
            """
            servers: [{url: 'https://{r}.a.test', variables: {r: {default: eu, enum: [eu, us]}}, description: All}]
            paths:
              /a: {get: {}, put: {servers: [{url: /c}]}}
              /b: {servers: [{url: /b}], get: {}}
            """
        )
        #expect(contract.operations.map { $0.servers.map(\.url) } == [["https://eu.a.test"], ["/c"], ["/b"]])
        let server = try #require(contract.servers.first)
        #expect(server.template == "https://{r}.a.test" && server.description == "All")
        #expect(server.variables == [ServerVariable(name: "r", defaultValue: "eu", values: ["eu", "us"])])
    }

    @Test("Tags, scopes and the dialect are read")
    func rest() throws {
        let contract = try Self.contract(
            """
            jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
            tags: [{name: a, description: b}, {name: c}]
            paths: {}
            components:
              securitySchemes:
                o:
                  type: oauth2
                  flows:
                    implicit: {authorizationUrl: /a, scopes: {r: read}}
                    password: {tokenUrl: /b, scopes: {w: write}}
            """
        )
        #expect(contract.tags.map(\.name) == ["a", "c"])
        #expect(contract.declaredScopes == ["o": ["r", "w"]])
        #expect(contract.jsonSchemaDialect == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test("A media type that is none is left out with a warning, and the rest is used")
    func mediaTypes() throws {
        let text = "paths: {/a: {get: {responses: {'200': {description: a, content: {json: {}, text/plain: {}}}}}}}"
        let reading = try Self.reading(text)
        #expect(reading.findings.map(\.code) == ["contract.media-type"])
        let contract = try reading.usable()
        #expect(contract.operations[0].responses[0].content.map(\.mediaType.description) == ["text/plain"])
        #expect(contract.warnings.map(\.code) == ["contract.media-type"])
    }

    @Test(
        "References that lead nowhere are found in parts that nobody uses, as warnings",
        arguments: [
            ("{A: {$ref: '#/components/schemas/Bx'}, B: {}}", "dangling-reference"),
            ("{A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}", "circular-reference"),
            ("{A: {$ref: '#/components/responses/R'}}", "reference-kind"),
            ("{A: {$ref: 'https://a.example/b'}}", "remote-reference"),
            ("{A: {$schema: 'https://a.example/b'}}", "unknown-dialect"),
        ]
    )
    func references(_ schemas: String, _ code: String) throws {
        let text = "components: {responses: {R: {description: a}}, schemas: \(schemas)}"
        let findings = try Self.reading(text).findings
        #expect(findings.map(\.code) == ["contract.\(code)"])
        #expect(findings.allSatisfy { $0.severity == .warning && $0.remedy != nil })
    }

    @Test("A reference in a place that knows none is followed, with a warning")
    func misplaced() throws {
        let reading = try Self.reading(
            """
            paths: {/a: {get: {$ref: '#/x-shared'}}}
            x-shared: {operationId: shared}
            """
        )
        #expect(reading.findings.map(\.code) == ["contract.misplaced-reference"])
        #expect(try reading.usable().operations.map(\.operationID) == ["shared"])
    }
}
