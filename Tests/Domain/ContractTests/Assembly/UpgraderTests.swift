import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("From OpenAPI 3.0 to 3.1")
struct UpgraderTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let before: String
        let after: String
        var steps: [UpgradeStep.Kind] = []
        var findings: [String] = []
        /// Other schemas, by name.
        var others = ""
        var testDescription: String { before }
    }

    static let samples = [
        Sample(before: "{type: string}", after: #"{"type":"string"}"#),
        // Null.
        Sample(
            before: "{title: a, type: string, nullable: true}",
            after: #"{"title":"a","type":["string","null"]}"#,
            steps: [.nullableType]
        ),
        Sample(
            before: "{nullable: true, title: a, type: string}",
            after: #"{"type":["string","null"],"title":"a"}"#,
            steps: [.nullableType]
        ),
        Sample(
            before: "{type: string, nullable: true, enum: [a]}",
            after: #"{"type":["string","null"],"enum":["a",null]}"#,
            steps: [.nullableType, .nullableEnum],
            findings: ["upgrade.nullable-enum"]
        ),
        Sample(
            before: "{type: string, nullable: true, enum: [a, null]}",
            after: #"{"type":["string","null"],"enum":["a",null]}"#,
            steps: [.nullableType]
        ),
        Sample(
            before: "{nullable: true, enum: [a]}",
            after: #"{"enum":["a",null]}"#,
            steps: [.nullableEnum],
            findings: ["upgrade.nullable-enum"]
        ),
        Sample(
            before: "{nullable: true, anyOf: [{type: string}]}",
            after: #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#,
            steps: [.nullableBranch],
            findings: ["upgrade.nullable-without-type"]
        ),
        Sample(
            before: "{type: object, nullable: true, oneOf: [{$ref: '#/components/schemas/B'}]}",
            after: ##"{"type":["object","null"],"oneOf":[{"$ref":"#/components/schemas/B"},{"type":"null"}]}"##,
            steps: [.nullableType, .nullableBranch],
            others: "B: {type: object}"
        ),
        Sample(
            before: "{type: object, nullable: true, oneOf: [{$ref: '#/components/schemas/B'}]}",
            after: ##"{"type":["object","null"],"oneOf":[{"$ref":"#/components/schemas/B"}]}"##,
            steps: [.nullableType],
            others: "B: {type: object, enum: [null]}".replacing("type: object, ", with: "")
        ),
        Sample(
            before: "{nullable: true, allOf: [{type: string}], title: a}",
            after: #"{"anyOf":[{"allOf":[{"type":"string"}]},{"type":"null"}],"title":"a"}"#,
            steps: [.nullableBranch],
            findings: ["upgrade.nullable-without-type"]
        ),
        Sample(
            before: "{nullable: true, allOf: [{type: string}], anyOf: [{type: string}]}",
            after: #"{"allOf":[{"type":"string"}],"anyOf":[{"type":"string"},{"type":"null"}]}"#,
            steps: [.nullableBranch],
            findings: ["upgrade.nullable-without-type", "upgrade.nullable-no-effect"]
        ),
        Sample(
            before: "{type: object, nullable: true, allOf: [{type: object}]}",
            after: #"{"type":["object","null"],"allOf":[{"type":"object"}]}"#,
            steps: [.nullableType],
            findings: ["upgrade.nullable-no-effect"]
        ),
        Sample(before: "{nullable: true, title: a}", after: #"{"title":"a"}"#, steps: [.nullableUntyped]),
        Sample(
            before: "{type: string, nullable: false}",
            after: #"{"type":"string"}"#,
            steps: [.nullableFalse]
        ),
        // Bounds.
        Sample(
            before: "{minimum: 1, type: integer, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true}",
            after: #"{"exclusiveMinimum":1,"type":"integer","exclusiveMaximum":9}"#,
            steps: [.exclusiveBound, .exclusiveBound]
        ),
        Sample(
            before: "{exclusiveMaximum: true, type: integer, maximum: 1.5}",
            after: #"{"exclusiveMaximum":1.5,"type":"integer"}"#,
            steps: [.exclusiveBound]
        ),
        Sample(
            before: "{minimum: 1, exclusiveMinimum: false}",
            after: #"{"minimum":1}"#,
            steps: [.exclusiveFalse]
        ),
        Sample(
            before: "{type: integer, exclusiveMinimum: true}",
            after: #"{"type":"integer"}"#,
            findings: ["upgrade.exclusive-without-bound"]
        ),
        // Examples and bytes.
        Sample(
            before: "{example: {a: [1]}, title: a}",
            after: #"{"examples":[{"a":[1]}],"title":"a"}"#,
            steps: [.schemaExample]
        ),
        Sample(
            before: "{example: 1, examples: [2]}",
            after: #"{"examples":[1,2]}"#,
            steps: [.schemaExample],
            findings: ["upgrade.newer-keyword"]
        ),
        Sample(
            before: "{examples: [1, 2], example: 1}",
            after: #"{"examples":[1,2]}"#,
            steps: [.schemaExample],
            findings: ["upgrade.newer-keyword"]
        ),
        Sample(
            before: "{type: string, format: binary}",
            after: #"{"type":"string","contentMediaType":"application/octet-stream"}"#,
            steps: [.binary]
        ),
        Sample(
            before: "{type: string, format: base64}",
            after: #"{"type":"string","contentEncoding":"base64"}"#,
            steps: [.base64]
        ),
        Sample(
            before: "{format: byte, type: string}",
            after: #"{"format":"byte","contentEncoding":"base64","type":"string"}"#,
            steps: [.byte]
        ),
        Sample(before: "{type: integer, format: byte}", after: #"{"type":"integer","format":"byte"}"#),
        // References.
        Sample(
            before: "{$ref: '#/components/schemas/B', nullable: true, description: b, x-a: 1}",
            after: ##"{"$ref":"#/components/schemas/B"}"##,
            steps: [.referenceSiblings],
            findings: ["contract.ignored-siblings", "contract.ignored-siblings", "contract.ignored-siblings"],
            others: "B: {}"
        ),
        // What stays.
        Sample(
            before:
                "{description: d, deprecated: true, readOnly: true, xml: {name: a}, default: {nullable: true}, x-a: {nullable: true}}",
            after:
                #"{"description":"d","deprecated":true,"readOnly":true,"xml":{"name":"a"},"default":{"nullable":true},"x-a":{"nullable":true}}"#
        ),
        Sample(
            before: "{type: [string, 'null'], const: a, $defs: {}}",
            after: #"{"type":["string","null"],"const":"a","$defs":{}}"#,
            findings: ["upgrade.newer-keyword", "upgrade.newer-keyword", "upgrade.newer-keyword"]
        ),
        Sample(
            before: "{exclusiveMinimum: 1}",
            after: #"{"exclusiveMinimum":1}"#,
            findings: ["upgrade.newer-keyword"]
        ),
        // Below.
        Sample(
            before: "{properties: {nullable: {type: string, nullable: true}}, items: {allOf: [{example: 1}]}}",
            after: #"{"properties":{"nullable":{"type":["string","null"]}},"items":{"allOf":[{"examples":[1]}]}}"#,
            steps: [.nullableType, .schemaExample]
        ),
    ]

    private func assembled(_ schema: String, others: String = "", version: String = "3.0.3") throws -> AssembledContract
    {
        let text = "openapi: \(version)\ncomponents:\n  schemas:\n    A: \(schema)\n    \(others)\n"
        return try FileSet(files: ["api.yaml": text]).assembled()
    }

    @Test("A schema means what it meant", arguments: samples)
    func schemas(_ sample: Sample) throws {
        let assembled = try assembled(sample.before, others: sample.others)
        #expect(try assembled.text("/components/schemas/A") == sample.after)
        let steps = assembled.steps.flatMap { [UpgradeStep.Kind](repeating: $0.kind, count: $0.count) }
        #expect(steps.map(\.rawValue).sorted() == sample.steps.map(\.rawValue).sorted())
        #expect(assembled.findings.map(\.code).sorted() == sample.findings.sorted())
        #expect(assembled.findings.allSatisfy { $0.location?.position?.line == 4 && $0.severity != .error })
        #expect(assembled.document.root["openapi"]?.string == "3.1.0")
        #expect(assembled.writtenVersion == "3.0.3")
        #expect(assembled.map.version == .v31)
    }

    @Test("Made nodes stand where their cause does")
    func places() throws {
        let assembled = try assembled("{type: string, nullable: true, enum: [a]}")
        let schema = try #require(assembled.document.root["components"]?["schemas"]?["A"])
        let places = [schema["type"]?[0], schema["type"]?[1], schema["enum"]?[1]].map { $0?.position?.column }
        #expect(places == [15, 33, 33])
    }

    @Test("Only one thing of 3.1 is repaired: a flag that bounds")
    func repairs() throws {
        let flags = try assembled("{minimum: 1, exclusiveMinimum: true, nullable: true, example: 1}", version: "3.1.0")
        #expect(
            try flags.text("/components/schemas/A") == #"{"exclusiveMinimum":1,"nullable":true,"example":1}"#
        )
        #expect(flags.findings.map(\.code) == ["contract.invalid-keyword"])
        let others = try assembled(
            "{nullable: true, $ref: '#/components/schemas/B', title: a}",
            others: "B: {}",
            version: "3.1.0"
        )
        #expect(!others.isCopied)
        #expect(others.findings.isEmpty)
    }

    @Test("Parameters, headers and responses lose what stands beside a reference; path items do not")
    func references() throws {
        let text = """
            openapi: 3.0.0
            paths:
              /a:
                $ref: '#/x-items/a'
                summary: mine
                get:
                  parameters: [{$ref: '#/components/parameters/p', required: true}]
                  responses: {default: {description: d, headers: {h: {$ref: '#/components/headers/h', description: x}}}}
            components:
              parameters: {p: {name: a, in: query, example: 1, schema: {type: string}}}
              headers: {h: {schema: {type: string}, example: a}}
            x-items: {a: {}}
            """
        let assembled = try FileSet(files: ["api.yaml": text]).assembled()
        #expect(try assembled.text("/paths/~1a/summary") == #""mine""#)
        #expect(try assembled.text("/paths/~1a/get/parameters/0") == ##"{"$ref":"#/components/parameters/p"}"##)
        #expect(try assembled.text("/components/parameters/p/example") == "1")
        #expect(assembled.steps.map(\.count) == [2])
        #expect(
            assembled.summary == ["contract.ignored-siblings api.yaml:7:56", "contract.ignored-siblings api.yaml:8:91"]
        )
        #expect(assembled.findings.map(\.severity) == [.warning, .note])
    }

    @Test("Fields of later versions stay, and are reported")
    func newerFields() throws {
        let text = """
            openapi: 3.0.0
            info: {title: a, version: '1', summary: s, license: {name: MIT, identifier: MIT}}
            webhooks: {}
            security: [{key: [role]}]
            components:
              pathItems: {}
              securitySchemes: {tls: {type: mutualTLS}, key: {type: apiKey, name: a, in: header}}
            """
        let assembled = try FileSet(files: ["api.yaml": text]).assembled()
        #expect(assembled.findings.allSatisfy { $0.code == "contract.newer-field" })
        let places = assembled.findings.compactMap { $0.location?.position?.line }.sorted()
        #expect(places == [2, 2, 3, 4, 6, 7])
        let tags = try FileSet(files: ["api.yaml": "{openapi: 3.1.0, tags: [{name: a, kind: nav}]}"]).assembled()
        #expect(tags.summary == ["contract.newer-field api.yaml:1:35"])
        let newest = try FileSet(files: ["api.yaml": "{openapi: 3.2.0, tags: [{name: a, kind: nav}]}"]).assembled()
        #expect(newest.findings.isEmpty)
        #expect(!newest.isCopied)
    }

    @Test("A description keeps its version when it should")
    func keepsVersion() throws {
        let set = FileSet(files: ["api.yaml": "{openapi: 3.0.1, components: {schemas: {A: {nullable: true}}}}"])
        let assembled = try set.bundled()
        #expect(!assembled.isCopied)
        #expect(assembled.steps.isEmpty)
        #expect(assembled.map.version == .v30)
    }
}
