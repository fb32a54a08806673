import Diagnostics
import JSON
import Testing

@testable import Contract

@Suite("Contract reader (OpenAPI 3.1)")
struct ContractReaderTests {
    /// Reads a document in JSON.
    static func read(_ text: String) throws -> Contract {
        let reader = ContractReader(document: try JSONParser().parse(text), file: "api.json")
        return try reader.read()
    }

    /// A document with some paths and components.
    static func document(_ paths: String, components: String = "{}", rest: String = "") -> String {
        """
        {"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":\(paths),
        "components":\(components)\(rest)}
        """
    }

    /// The codes and places of what a document is refused for; warnings do not refuse anything.
    static func refusals(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as ContractError {
            return error.diagnostics.filter { $0.severity == .error }.map { diagnostic in
                let position = diagnostic.location?.position
                return "\(diagnostic.code) \(position?.line ?? 0):\(position?.column ?? 0)"
            }
        } catch {
            return ["\(error)"]
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let expected: [String]
        var testDescription: String { name }
    }

    @Test(
        "What cannot serve is refused, with its place",
        arguments: [
            Refusal(name: "no object", text: "\n [1]", expected: ["contract.not-openapi 2:2"]),
            Refusal(name: "no version", text: "{}", expected: ["contract.not-openapi 1:1"]),
            Refusal(name: "Swagger", text: #"{"swagger": "2.0"}"#, expected: ["contract.unsupported-version 1:13"]),
            Refusal(name: "4.0", text: #"{"openapi": "4.0.0"}"#, expected: ["contract.unsupported-version 1:13"]),
            Refusal(name: "3.10", text: #"{"openapi": "3.10.0"}"#, expected: ["contract.unsupported-version 1:13"]),
            Refusal(name: "a number", text: #"{"openapi": 3.1}"#, expected: ["contract.unsupported-version 1:13"]),
            Refusal(
                name: "no info",
                text: #"{"openapi":"3.1.0","paths":{}}"#,
                expected: ["contract.missing-field 1:1"]
            ),
            Refusal(
                name: "no title",
                text: #"{"openapi":"3.1.0","info":{"version":"1"},"paths":{}}"#,
                expected: ["contract.missing-field 1:27"]
            ),
            Refusal(
                name: "no paths",
                text: #"{"openapi":"3.1.0","info":{"title":"a","version":"1"}}"#,
                expected: ["contract.missing-field 1:1"]
            ),
            Refusal(
                name: "paths of the wrong type",
                text: #"{"openapi":"3.1.0","info":{"title":"a","version":"1"},"paths":[]}"#,
                expected: ["contract.wrong-type 1:63"]
            ),
        ]
    )
    func refusesDocuments(_ sample: Refusal) { #expect(Self.refusals(sample.text) == sample.expected) }

    @Test(
        "What is wrong in paths is refused, with its place",
        arguments: [
            Refusal(name: "no slash", text: #"{"a":{}}"#, expected: ["contract.invalid-path 1:64"]),
            Refusal(name: "braces", text: #"{"/{a":{}}"#, expected: ["contract.invalid-path 1:64"]),
            Refusal(name: "names side by side", text: #"{"/{a}{b}":{}}"#, expected: ["contract.invalid-path 1:64"]),
            Refusal(name: "no name", text: #"{"/{}":{}}"#, expected: ["contract.invalid-path 1:64"]),
            Refusal(name: "no path item", text: #"{"/a":1}"#, expected: ["contract.wrong-type 1:69"]),
            Refusal(name: "no operation", text: #"{"/a":{"get":1}}"#, expected: ["contract.wrong-type 1:76"]),
            Refusal(
                name: "undeclared name",
                text: #"{"/{a}":{"get":{}}}"#,
                expected: ["contract.path-parameter 1:78"]
            ),
            Refusal(
                name: "a name twice",
                text: #"{"/{a}/{a}":{"get":{"parameters":[{"name":"a","in":"path","required":true}]}}}"#,
                expected: ["contract.path-parameter 1:82"]
            ),
            Refusal(
                name: "a name too many",
                text: #"{"/a":{"get":{"parameters":[{"name":"x","in":"path","required":true}]}}}"#,
                expected: ["contract.path-parameter 1:91"]
            ),
            Refusal(
                name: "not required",
                text: #"{"/{a}":{"get":{"parameters":[{"name":"a","in":"path"}]}}}"#,
                expected: ["contract.missing-field 1:93"]
            ),
            Refusal(
                name: "place",
                text: #"{"/a":{"get":{"parameters":[{"name":"x","in":"body"}]}}}"#,
                expected: ["contract.invalid-value 1:108"]
            ),
            Refusal(
                name: "style",
                text: #"{"/a":{"get":{"parameters":[{"name":"x","in":"query","style":"label"}]}}}"#,
                expected: ["contract.invalid-value 1:124"]
            ),
            Refusal(
                name: "a parameter twice",
                text: #"{"/a":{"get":{"parameters":[{"name":"x","in":"query"},{"name":"x","in":"query"}]}}}"#,
                expected: ["contract.duplicate-parameter 1:117"]
            ),
            Refusal(
                name: "same requests",
                text: #"{"/{a}":{"trace":{"parameters":[{"name":"a","in":"path","required":true}]}},"#
                    + "\n"
                    + #""/{b}":{"trace":{"parameters":[{"name":"b","in":"path","required":true}]}}}"#,
                expected: ["contract.ambiguous-operation 2:17"]
            ),
            Refusal(
                name: "operationId twice",
                text: #"{"/a":{"get":{"operationId":"x"},"put":{"operationId":"x"}}}"#,
                expected: ["contract.duplicate-operation-id 1:117"]
            ),
            Refusal(
                name: "status",
                text: #"{"/a":{"get":{"responses":{"600":{}}}}}"#,
                expected: ["contract.invalid-value 1:90"]
            ),
            Refusal(
                name: "schema",
                text: #"{"/a":{"get":{"parameters":[{"name":"x","in":"query","schema":[]}]}}}"#,
                expected: ["contract.wrong-type 1:125"]
            ),
            Refusal(
                name: "flag",
                text: #"{"/a":{"get":{"parameters":[{"name":"x","in":"query","required":1}]}}}"#,
                expected: ["contract.wrong-type 1:127"]
            ),
            Refusal(
                name: "unknown scheme",
                text: #"{"/a":{"get":{"security":[{"jwt":[]}]}}}"#,
                expected: ["contract.unknown-security-scheme 1:90"]
            ),
            Refusal(
                name: "security of the wrong type",
                text: #"{"/a":{"get":{"security":{}}}}"#,
                expected: ["contract.wrong-type 1:88"]
            ),
            Refusal(
                name: "dangling",
                text: ##"{"/a":{"$ref":"#/components/pathItems/x"}}"##,
                expected: ["contract.dangling-reference 1:77"]
            ),
            Refusal(
                name: "another file",
                text: #"{"/a":{"get":{"parameters":[{"$ref":"other.json#/x"}]}}}"#,
                expected: ["contract.external-reference 1:99"]
            ),
            Refusal(
                name: "a reference of the wrong type",
                text: #"{"/a":{"get":{"parameters":[{"$ref":1}]}}}"#,
                expected: ["contract.wrong-type 1:99"]
            ),
        ]
    )
    func refusesPaths(_ sample: Refusal) { #expect(Self.refusals(Self.document(sample.text)) == sample.expected) }

    @Test("A schema in another file is refused where it is asked for, unless schemas have identifiers of their own")
    func filesOfSchemas() {
        let schemas =
            #"{"schemas":{"A":{"properties":{"b":{"$ref":"./other.yaml#/B"}}},"B":{"example":{"$ref":"x.json"}}}}"#
        #expect(Self.refusals(Self.document("{}", components: schemas)) == ["contract.external-reference 2:57"])
        let named = #"{"schemas":{"A":{"$id":"https://a.example/a.json"},"B":{"$ref":"https://a.example/a.json"}}}"#
        #expect(Self.refusals(Self.document("{}", components: named)) == [])
    }

    @Test("References in a circle are refused")
    func circles() {
        let text = Self.document(
            ##"{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/A"}]}}}"##,
            components:
                ##"{"parameters":{"A":{"$ref":"#/components/parameters/B"},"B":{"$ref":"#/components/parameters/A"}}}"##
        )
        #expect(Self.refusals(text) == ["contract.circular-reference 2:41"])
    }

    @Test("Everything that is wrong is reported, in the order of the file")
    func collects() {
        let text = Self.document(
            #"{"x":{},"/a":{"get":{"operationId":1,"parameters":{}},"put":2}}"#,
            components: #"{"securitySchemes":{"s":{"type":"magic"},"k":{"type":"apiKey","name":"k","in":"body"}}}"#
        )
        let codes = Self.refusals(text).map { $0.split(separator: " ")[0] }
        #expect(
            codes == [
                "contract.invalid-path", "contract.wrong-type", "contract.wrong-type", "contract.wrong-type",
                "contract.invalid-value", "contract.invalid-value",
            ]
        )
    }

    @Test("Refusals say what to do, in two languages")
    func remedies() throws {
        let text = Self.document(
            ##"{"/a":{"get":{"parameters":[{"$ref":"#/components/parameters/Lmit"}]}}}"##,
            components: #"{"parameters":{"Limit":{"name":"limit","in":"query"}}}"#
        )
        let error = try #require(throws: ContractError.self) { try Self.read(text) }
        let remedy = try #require(error.diagnostics.first?.remedy)
        #expect(remedy.english == "define it under '#/components/parameters', or did you mean 'Limit'?")
        #expect(remedy.chinese.contains("Limit"))
        let old = try #require(throws: ContractError.self) { try Self.read(#"{"openapi":"2.0.0"}"#) }
        #expect(old.diagnostics.allSatisfy { $0.remedy != nil && !$0.message.chinese.isEmpty })
    }

    @Test("References lead through chains and encoded pointers to what they name")
    func references() throws {
        let contract = try Self.read(
            Self.document(
                ##"{"/a":{"$ref":"#/components/pathItems/one%7E1two"}}"##,
                components: ##"""
                    {"pathItems":{"one/two":{"get":{"parameters":[{"$ref":"#/components/parameters/A%20b"}],
                    "responses":{"200":{"$ref":"#/components/responses/R"}}}}},
                    "parameters":{"A b":{"$ref":"#/components/parameters/C"},"C":{"name":"c","in":"query"}},
                    "responses":{"R":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/S"}}}}},
                    "schemas":{"S":{"type":"integer"}}}
                    """##
            )
        )
        let operation = try #require(contract.operations.first)
        #expect(operation.parameters.map(\.name) == ["c"])
        let schema = try #require(operation.response(for: 200)?.content.first?.schema)
        #expect(SchemaShape(of: schema).types == .integer)
    }

    @Test("Operations inherit parameters and override them by name and place")
    func inheritance() throws {
        let contract = try Self.read(
            Self.document(
                #"""
                {"/a/{x}":{"parameters":[{"name":"x","in":"path","required":true,"schema":{"type":"string"}},
                {"name":"q","in":"query","schema":{"type":"string"}},{"name":"q","in":"header"}],
                "get":{"parameters":[{"name":"q","in":"query","schema":{"type":"integer"}},{"name":"Accept","in":"header"}]},
                "post":{}}}
                """#
            )
        )
        let get = try #require(contract.operations.first { $0.method == "GET" })
        #expect(get.parameters.map { "\($0.place.rawValue) \($0.name)" } == ["path x", "header q", "query q"])
        #expect(get.parameters[2].schema.map { SchemaShape(of: $0).types } == .integer)
        #expect(contract.operations.first { $0.method == "POST" }?.parameters.count == 3)
        #expect(get.operationID == "get /a/{x}")
    }

    @Test("Servers give base paths, with variables replaced by their defaults")
    func servers() throws {
        let contract = try Self.read(
            Self.document(
                "{}",
                rest: #"""
                    ,"servers":[{"url":"https://{host}.example.com/{v}/","variables":{"host":{"default":"a"},"v":{"default":"v1"}}},
                    {"url":"/"},{"url":"api?x#y"},{"url":"//host/b"},{"url":"https://example.com"}]
                    """#
            )
        )
        #expect(contract.servers.map(\.url).first == "https://a.example.com/v1/")
        #expect(contract.servers.map(\.basePath) == ["/v1", "", "/api", "/b", ""])
    }

    @Test("Security is inherited, replaced, or switched off")
    func security() throws {
        let contract = try Self.read(
            Self.document(
                #"""
                {"/a":{"get":{},"put":{"security":[]},"post":{"security":[{"key":[]},{"jwt":["w"],"key":[]}]}}}
                """#,
                components: #"""
                    {"securitySchemes":{"jwt":{"type":"http","scheme":"Bearer"},"key":{"type":"apiKey","name":"k","in":"query"},
                    "o":{"type":"oauth2","flows":{}},"c":{"type":"openIdConnect","openIdConnectUrl":"x"},"m":{"type":"mutualTLS"}}}
                    """#,
                rest: #","security":[{"jwt":["r"]}]"#
            )
        )
        let byMethod = Dictionary(
            uniqueKeysWithValues: contract.operations.map { ($0.method, $0.security.map(\.scopes)) }
        )
        #expect(byMethod["GET"] == [["jwt": ["r"]]])
        #expect(byMethod["PUT"] == [])
        #expect(byMethod["POST"] == [["key": []], ["jwt": ["w"], "key": []]])
        #expect(contract.securitySchemes["jwt"] == .http(scheme: "bearer"))
        #expect(contract.securitySchemes.values.filter(\.takesBearerToken).count == 3)
    }

    @Test("A response is found by its code, else its range, else the default")
    func responses() throws {
        let contract = try Self.read(
            Self.document(##"{"/a":{"get":{"responses":{"default":{},"2XX":{},"201":{},"4xx":{}}}}}"##)
        )
        let operation = try #require(contract.operations.first)
        #expect(operation.response(for: 201)?.status == .code(201))
        #expect(operation.response(for: 200)?.status == .range(2))
        #expect(operation.response(for: 404)?.status == .range(4))
        #expect(operation.response(for: 500)?.status == .default)
        #expect(operation.successCodes == [201])
    }
}
