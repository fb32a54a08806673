import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Structure of a description (OpenAPI 3.1)")
struct StructureCheckTests {
    /// What was found in a description in YAML: code and place, errors with an exclamation mark.
    static func findings(_ text: String) throws -> [String] {
        let document = try YAMLReader().read(Array((text).utf8))
        let reader = ContractReader(document: document, file: "api.yaml")
        return reader.reading().findings.map { finding in
            let position = finding.location?.position
            let mark = finding.severity == .error ? "!" : ""
            return
                "\(finding.code.split(separator: ".").last ?? "")\(mark) \(position?.line ?? 0):\(position?.column ?? 0)"
        }
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        /// Lines from the fifth on.
        let text: String
        let expected: [String]
        var testDescription: String { text }
    }

    static let head = "openapi: 3.1.0\ninfo:\n  title: T\n  version: '1'\n"

    @Test(
        "A document's own fields",
        arguments: [
            Sample(text: "paths: {}\nserver: []", expected: ["unknown-field 6:1"]),
            Sample(text: "paths: {}\nx-server: 1", expected: []),
            Sample(text: "paths: {}\ntags: [{}]", expected: ["missing-field 6:8"]),
            Sample(text: "paths: {}\ntags: {}", expected: ["wrong-type! 6:7"]),
            Sample(text: "paths: {}\nservers: {url: /}", expected: ["wrong-type! 6:10"]),
            Sample(text: "paths: {}\nservers: [{}]", expected: ["missing-field! 6:11"]),
            Sample(text: "paths: {}\nexternalDocs: {}", expected: ["missing-field 6:15"]),
            Sample(text: "overlays: {}", expected: ["missing-field! 1:1", "unknown-field 5:1"]),
            Sample(text: "components: {}", expected: []),
            Sample(text: "webhooks: {}", expected: []),
            Sample(text: "paths: {a: {}}", expected: ["invalid-path! 5:9"]),
            Sample(text: "paths: {x-a: 1}", expected: []),
            Sample(
                text: "servers: [{url: '{a}', variables: {a: {enum: [], default: b}}}]\npaths: {}",
                expected: ["invalid-value 5:46"]
            ),
        ]
    )
    func documents(_ sample: Sample) throws { #expect(try Self.findings(Self.head + sample.text) == sample.expected) }

    /// A sample in `components`, on the sixth line.
    @Test(
        "Components that nobody uses",
        arguments: [
            Sample(text: "schemas: {'My Pet': {}}", expected: ["component-name 6:13"]),
            Sample(text: "schemas: {A: null}", expected: ["wrong-type 6:16"]),
            Sample(text: "schemas: {A: []}", expected: ["wrong-type 6:16"]),
            Sample(text: "schemas: {A: true, B: {x-any: 1}}", expected: []),
            Sample(text: "schema: {}", expected: ["unknown-field 6:3"]),
            Sample(text: "parameters: {A: {name: a, in: query}}", expected: ["missing-field 6:19"]),
            Sample(text: "parameters: {A: {name: a, in: body, schema: {}}}", expected: ["invalid-value 6:33"]),
            Sample(
                text: "parameters: {A: {name: a, in: query, schema: {}, content: {a/b: {}}}}",
                expected: ["conflicting-fields 6:52"]
            ),
            Sample(text: "parameters: {A: {name: a, in: query, content: {}}}", expected: ["invalid-value 6:49"]),
            Sample(
                text: "parameters: {A: {name: a, in: query, content: {a/b: {}, c/d: {}}}}",
                expected: ["invalid-value 6:49"]
            ),
            Sample(
                text: "parameters: {A: {name: a, in: query, content: {a/b: {}}, style: form}}",
                expected: ["conflicting-fields 6:60"]
            ),
            Sample(
                text: "parameters: {A: {name: a, in: query, schema: {}, examples: {}, example: 1}}",
                expected: ["conflicting-fields 6:66"]
            ),
            Sample(
                text: "parameters: {A: {name: a, in: query, schema: {}, style: simple}}",
                expected: ["invalid-value 6:59"]
            ),
            Sample(
                text: "parameters: {A: {name: a, in: cookie, schema: {}, style: cookie}}",
                expected: ["invalid-value 6:60"]
            ),
            Sample(
                text: "parameters: {A: {name: a, in: header, schema: {}, allowReserved: false}}",
                expected: ["unknown-field 6:53"]
            ),
            Sample(
                text: "parameters: {A: {name: a, in: header, schema: {}, allowEmptyValue: false}}",
                expected: ["unknown-field 6:53"]
            ),
            Sample(
                text: "parameters: {A: {name: a, in: query, schema: {}, allowReserved: true, allowEmptyValue: true}}",
                expected: []
            ),
            Sample(text: "parameters: {A: {name: a, in: path, schema: {}}}", expected: ["missing-field 6:19"]),
            Sample(
                text: "parameters: {A: {name: a, in: path, required: false, schema: {}}}",
                expected: ["invalid-value 6:49"]
            ),
            Sample(
                text: "parameters: {A: {name: '{a}', in: path, required: true, schema: {}}}",
                expected: ["invalid-value 6:26"]
            ),
            Sample(text: "headers: {A: {schema: {}, style: form}}", expected: ["invalid-value 6:36"]),
            Sample(text: "headers: {A: {schema: {}, name: a}}", expected: ["unknown-field 6:29"]),
            Sample(text: "headers: {A: {}}", expected: ["missing-field 6:16"]),
            Sample(text: "requestBodies: {A: {}}", expected: ["missing-field 6:22"]),
            Sample(text: "requestBodies: {A: {content: {json: {}}}}", expected: ["media-type 6:33"]),
            Sample(
                text: "requestBodies: {A: {content: {a/b: {encoding: {c: {style: simple}}}}}}",
                expected: ["invalid-value 6:61"]
            ),
            Sample(text: "responses: {A: {}}", expected: ["missing-field 6:18"]),
            Sample(text: "responses: {A: {description: 1}}", expected: ["wrong-type 6:32"]),
            Sample(text: "examples: {A: {value: 1, externalValue: a}}", expected: ["conflicting-fields 6:28"]),
            Sample(text: "links: {A: {}}", expected: ["missing-field 6:14"]),
            Sample(text: "links: {A: {operationId: a, operationRef: b}}", expected: ["conflicting-fields 6:31"]),
            Sample(text: "links: {A: {operationId: a, body: {}}}", expected: ["unknown-field 6:31"]),
            Sample(text: "links: {A: {operationId: a, parameters: {b: 1}}}", expected: []),
            Sample(text: "callbacks: {A: {'{$url}': 1, x-a: 1}}", expected: ["wrong-type 6:29"]),
            Sample(
                text: "pathItems: {A: {get: {responses: {}}, put: {responses: {4xx: {description: a}}}}}",
                expected: ["missing-field 6:36", "invalid-value 6:59"]
            ),
            Sample(text: "pathItems: {A: {get: {responses: {x-a: 1}}}}", expected: ["missing-field 6:36"]),
            Sample(text: "parameters: {A: {$ref: 1}}", expected: ["wrong-type 6:26"]),
        ]
    )
    func components(_ sample: Sample) throws {
        #expect(try Self.findings(Self.head + "components:\n  " + sample.text) == sample.expected)
    }

    @Test(
        "Security schemes",
        arguments: [
            Sample(text: "{type: apiKey, name: a, in: header}", expected: []),
            Sample(text: "{type: apiKey, in: header}", expected: ["missing-field! 7:8"]),
            Sample(text: "{type: apiKey, name: a, in: path}", expected: ["invalid-value! 7:36"]),
            Sample(text: "{type: http}", expected: ["missing-field! 7:8"]),
            Sample(text: "{type: http, scheme: Bearer, bearerFormat: JWT}", expected: []),
            Sample(text: "{type: http, scheme: basic, bearerFormat: JWT}", expected: ["unknown-field 7:36"]),
            Sample(text: "{type: mutualTLS, name: a}", expected: ["unknown-field 7:26"]),
            Sample(text: "{type: oauth2}", expected: ["missing-field 7:8"]),
            Sample(text: "{type: openIdConnect}", expected: ["missing-field 7:8"]),
            Sample(text: "{type: magic}", expected: ["invalid-value! 7:15"]),
            Sample(text: "{type: oauth2, flows: {implicit: {scopes: {}}}}", expected: ["missing-field 7:41"]),
            Sample(
                text: "{type: oauth2, flows: {implicit: {authorizationUrl: a, tokenUrl: b, scopes: {}}}}",
                expected: ["unknown-field 7:63"]
            ),
            Sample(
                text: "{type: oauth2, flows: {authorizationCode: {authorizationUrl: a, scopes: {a: 1}}}}",
                expected: ["missing-field 7:50", "wrong-type 7:84"]
            ),
            Sample(text: "{type: oauth2, flows: {device: {}}}", expected: ["unknown-field 7:31"]),
        ]
    )
    func securitySchemes(_ sample: Sample) throws {
        let text = Self.head + "components:\n  securitySchemes:\n    A: " + sample.text
        #expect(try Self.findings(text) == sample.expected)
    }

    @Test(
        "Keywords of schemas",
        arguments: [
            Sample(text: "{type: strin}", expected: ["invalid-keyword 7:15"]),
            Sample(text: "{type: [string, string]}", expected: ["invalid-keyword 7:15"]),
            Sample(text: "{type: []}", expected: ["invalid-keyword 7:15"]),
            Sample(text: "{type: [string, 'null']}", expected: []),
            Sample(text: "{minLength: -1}", expected: ["invalid-keyword 7:20"]),
            Sample(text: "{minLength: 1.5}", expected: ["invalid-keyword 7:20"]),
            Sample(text: "{minLength: 1.0, maxItems: 0}", expected: []),
            Sample(text: "{multipleOf: 0}", expected: ["invalid-keyword 7:21"]),
            Sample(text: "{minimum: 1, exclusiveMinimum: true}", expected: ["invalid-keyword 7:39"]),
            Sample(
                text: "{exclusiveMinimum: true}",
                expected: ["exclusive-without-bound 7:9", "invalid-keyword 7:27"]
            ),
            Sample(text: "{required: [a, a]}", expected: ["invalid-keyword 7:19"]),
            Sample(text: "{required: true}", expected: ["invalid-keyword 7:19"]),
            Sample(text: "{enum: a}", expected: ["invalid-keyword 7:15"]),
            Sample(text: "{enum: []}", expected: []),
            Sample(text: "{allOf: []}", expected: ["invalid-keyword 7:16"]),
            Sample(text: "{anyOf: [1]}", expected: ["wrong-type 7:17"]),
            Sample(text: "{items: [{}]}", expected: ["wrong-type 7:16"]),
            Sample(text: "{properties: []}", expected: ["invalid-keyword 7:21"]),
            Sample(text: "{properties: {a: 1}}", expected: ["wrong-type 7:25"]),
            Sample(text: "{additionalProperties: false, not: true}", expected: []),
            Sample(text: "{$anchor: '1a'}", expected: ["invalid-keyword 7:18"]),
            Sample(text: "{$recursiveAnchor: true}", expected: ["invalid-keyword 7:27"]),
            Sample(
                text:
                    "{$id: a, $schema: 'https://json-schema.org/draft/2019-09/schema', items: {$recursiveAnchor: true}}",
                expected: []
            ),
            Sample(
                text: "{$id: a, $schema: 'https://json-schema.org/draft/2019-09/schema', $recursiveAnchor: a}",
                expected: ["invalid-keyword 7:92"]
            ),
            Sample(
                text: "{$id: a, $schema: 'http://json-schema.org/draft-07/schema#', items: [{type: string}]}",
                expected: []
            ),
            Sample(
                text: "{$schema: 'http://json-schema.org/draft-07/schema#', items: [{type: string}]}",
                expected: ["wrong-type 7:68"]
            ),
            Sample(
                text: "{$id: a, $schema: 'http://json-schema.org/draft-07/schema#', items: [1]}",
                expected: ["wrong-type 7:76"]
            ),
            Sample(text: "{$id: 'a#b'}", expected: ["invalid-keyword 7:14"]),
            Sample(text: "{readOnly: 1}", expected: ["invalid-keyword 7:19"]),
            Sample(text: "{discriminator: {mapping: {}}}", expected: ["missing-field 7:24"]),
            Sample(text: "{discriminator: {propertyName: a, maping: {}}}", expected: ["unknown-field 7:42"]),
            Sample(text: "{xml: {name: a, atribute: true}}", expected: ["unknown-field 7:24"]),
            Sample(text: "{default: {type: 1}, example: {type: 1}, enum: [{type: 1}], x-a: {type: 1}}", expected: []),
            Sample(text: "{properties: {type: {type: string}, x-a: {type: 1}}}", expected: ["invalid-keyword 7:56"]),
            Sample(text: "{dependencies: {a: [b], c: {}, d: 1}}", expected: ["wrong-type 7:42"]),
            Sample(text: "{someAnnotation: {type: 1}}", expected: []),
        ]
    )
    func schemas(_ sample: Sample) throws {
        let text = Self.head + "components:\n  schemas:\n    A: " + sample.text
        #expect(try Self.findings(text) == sample.expected)
    }

    @Test("Versions differ in what they ask for")
    func versions() throws {
        let old = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n"
        #expect(try Self.findings(old) == ["missing-field! 1:1"])
        #expect(try Self.findings(old + "paths: {/a: {get: {}}}") == ["missing-field 3:19"])
        #expect(try Self.findings(Self.head + "paths: {/a: {get: {}}}") == [])
        let new = "openapi: 3.2.0\ninfo: {title: T, version: '1'}\n"
        let text =
            new
            + "paths: {/a: {get: {responses: {'200': {}}, parameters: [{name: c, in: cookie, style: cookie, schema: {}}]}}}"
        #expect(try Self.findings(text) == [])
    }

    @Test("What is misspelt gets the name that was probably meant")
    func remedies() throws {
        func remedy(_ text: String) throws -> String? {
            let reader = ContractReader(document: try YAMLReader().read(Array((Self.head + text).utf8)), file: "a")
            return reader.reading().findings.first?.remedy?.english
        }
        #expect(try remedy("paths: {}\ntag: []") == "did you mean 'tags'?")
        #expect(try remedy("components: {links: {A: {operationId: a, body: 1}}}") == "did you mean 'requestBody'?")
        #expect(try remedy("paths: {}\nsomething: 1") == "remove it, or let its name start with 'x-'")
        #expect(try remedy("components: {schemas: {A: {type: strnig}}}") == "did you mean 'string'?")
        #expect(
            try remedy("components: {pathItems: {A: {get: {responses: {4xx: {description: a}}}}}}") == "write '4XX'"
        )
    }

    @Test("What requests need is an error, and reported once")
    func severities() throws {
        let text = Self.head + "paths: {/a: {get: {parameters: [{name: 1, in: query}]}}}"
        #expect(try Self.findings(text) == ["missing-field 5:33", "wrong-type! 5:40"])
    }
}
