import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

@Suite("Bundles of files")
struct BundlerTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        var paths = "{}"
        var components = "{}"
        let files: [String: String]
        /// Parts of the bundle by pointer; `-` for one that must not be there.
        let expected: [String: String]
        var findings: [String] = []
        var testDescription: String { name }
    }

    static let samples = [
        Sample(
            name: "a component is named by the last word of its way",
            components: "{schemas: {A: {items: {$ref: 'm/pet.yaml#/Pet'}}}}",
            files: ["m/pet.yaml": "{Pet: {type: object}}"],
            expected: [
                "/components/schemas": ##"{"A":{"items":{"$ref":"#/components/schemas/Pet"}},"Pet":{"type":"object"}}"##
            ]
        ),
        Sample(
            name: "a file as a whole is named by itself, a place by the words around it",
            components:
                "{schemas: {A: {allOf: [{$ref: m/pet.yaml}, {$ref: 'm/pet.yaml#/items'}, {$ref: 'm/pet.yaml#/allOf/0'}]}}}",
            files: ["m/pet.yaml": "{items: {type: string}, allOf: [{}]}"],
            expected: [
                "/components/schemas/A/allOf/0/$ref": ##""#/components/schemas/pet""##,
                "/components/schemas/A/allOf/1/$ref": ##""#/components/schemas/items""##,
                "/components/schemas/A/allOf/2/$ref": ##""#/components/schemas/allOf-0""##,
            ]
        ),
        Sample(
            name: "a name that is taken gets the file before it, then folders, then a number",
            components: """
                {schemas: {Pet: {}, a: {anyOf: [{$ref: 'm/x.yaml#/Pet'}, {$ref: 'n/x.yaml#/Pet'},
                {$ref: 'n/x.yaml#/$defs/Pet'}, {$ref: 'n/x.yaml#/w/Pet'}]}}}
                """,
            files: [
                "m/x.yaml": "{Pet: {title: m}}",
                "n/x.yaml": "{Pet: {title: n}, $defs: {Pet: {title: d}}, w: {Pet: {title: w}}}",
            ],
            expected: [
                "/components/schemas/x.Pet": #"{"title":"m"}"#, "/components/schemas/n.x.Pet": #"{"title":"n"}"#,
                "/components/schemas/n.x.Pet-2": #"{"title":"d"}"#,
                "/components/schemas/n.x.Pet-3": #"{"title":"w"}"#, "/components/schemas/Pet": "{}",
            ]
        ),
        Sample(
            name: "a component that is nothing but a reference keeps its name and gets the content",
            paths: "{/a: {get: {responses: {default: {$ref: 'r.yaml#/no'}}}}}",
            components: """
                {schemas: {B: {$ref: 'm.yaml#/Pet'}, A: {$ref: 'm.yaml#/Alias'}, C: {$ref: 'm.yaml#/Pet', title: c},
                D: {$ref: '#/components/schemas/B'}}, responses: {Error: {$ref: 'r.yaml#/no'}}}
                """,
            files: [
                "m.yaml": "{Pet: {properties: {mother: {$ref: '#/Pet'}}}, Alias: {$ref: '#/Pet'}}",
                "r.yaml": "{no: {description: No}}",
            ],
            expected: [
                "/components/schemas":
                    ##"{"B":{"properties":{"mother":{"$ref":"#/components/schemas/B"}}},"A":{"$ref":"#/components/schemas/B"},"##
                    + ##""C":{"$ref":"#/components/schemas/B","title":"c"},"D":{"$ref":"#/components/schemas/B"}}"##,
                "/components/responses": #"{"Error":{"description":"No"}}"#,
                "/paths/~1a/get/responses/default/$ref": ##""#/components/responses/Error""##,
            ]
        ),
        Sample(
            name: "letters that a name may not have become underscores",
            components: "{schemas: {A: {not: {$ref: 'm.yaml#/My%20Pet~1x'}}}}",
            files: ["m.yaml": "{My Pet/x: {}}"],
            expected: ["/components/schemas/A/not/$ref": ##""#/components/schemas/My_Pet_x""##]
        ),
        Sample(
            name: "one target is one component, whoever refers to it and through whatever",
            paths: "{/a: {get: {responses: {default: {$ref: 'r.yaml#/one'}, '200': {$ref: 'r.yaml#/two'}}}}}",
            files: ["r.yaml": "{one: {$ref: '#/two'}, two: {description: r}}"],
            expected: [
                "/paths/~1a/get/responses/default/$ref": ##""#/components/responses/two""##,
                "/paths/~1a/get/responses/200/$ref": ##""#/components/responses/two""##,
                "/components/responses": #"{"two":{"description":"r"}}"#,
            ]
        ),
        Sample(
            name: "a way back into the first file is a pointer",
            components: "{schemas: {A b: {type: object}, B: {not: {$ref: 'm.yaml#/M'}}}}",
            files: ["m.yaml": "{M: {items: {$ref: 'api.yaml#/components/schemas/A%20b'}}}"],
            expected: ["/components/schemas/M/items/$ref": ##""#/components/schemas/A%20b""##]
        ),
        Sample(
            name: "what stands beside a reference stays",
            paths: "{/a: {parameters: [{$ref: 'p.yaml', description: mine}]}}",
            files: ["p.yaml": "{name: a, in: query, schema: {}}"],
            expected: ["/paths/~1a/parameters/0/description": #""mine""#]
        ),
        Sample(
            name: "anchors and identifiers are found, and gone where nobody needs them",
            components: "{schemas: {A: {not: {$ref: 'm.yaml#pet'}}, B: {not: {$ref: 'https://example.com/pet'}}}}",
            files: [
                "m.yaml":
                    "{x: {$anchor: pet, items: {$ref: '#cat'}}, y: {$anchor: cat}, z: {$id: 'https://example.com/pet'}}"
            ],
            expected: [
                "/components/schemas/A/not/$ref": ##""#/components/schemas/x""##,
                "/components/schemas/x/items/$ref": ##""#/components/schemas/y""##,
                "/components/schemas/B/not/$ref": ##""#/components/schemas/z""##, "/components/schemas/z": "{}",
            ]
        ),
        Sample(
            name: "a schema of the first file loses its identifier when something in it leads out",
            components: """
                {schemas: {A: {$id: 'https://x.test/a', $defs: {q: {}}, properties: {m: {$ref: 'https://x.test/m'},
                q: {$ref: '#/$defs/q'}}}, B: {$ref: 'https://x.test/a'}, C: {$ref: 'm.yaml#/M'}}}
                """,
            files: ["m.yaml": "{M: {$id: 'https://x.test/m'}}"],
            expected: [
                "/components/schemas/A":
                    ##"{"$defs":{"q":{}},"properties":{"m":{"$ref":"#/components/schemas/C"},"##
                    + ##""q":{"$ref":"#/components/schemas/A/$defs/q"}}}"##,
                "/components/schemas/B/$ref": ##""#/components/schemas/A""##,
            ]
        ),
        Sample(
            name: "a path item of another file is written in place, and what stands beside the reference wins",
            paths: "{/a: {$ref: 'p.yaml', summary: mine, get: {responses: {default: {description: mine}}}}}",
            files: [
                "p.yaml":
                    "{summary: theirs, get: {}, parameters: [{$ref: '#/x-p'}], x-p: {name: a, in: query, schema: {}}}"
            ],
            expected: [
                "/paths/~1a/summary": #""mine""#, "/paths/~1a/get/responses/default/description": #""mine""#,
                "/paths/~1a/parameters/0/$ref": ##""#/components/parameters/x-p""##, "/paths/~1a/$ref": "-",
            ],
            findings: ["contract.conflicting-fields api.yaml:3:45"]
        ),
        Sample(
            name: "a path item that comes back through its callbacks becomes a component",
            paths: "{/a: {$ref: 'p.yaml'}}",
            files: ["p.yaml": "{post: {callbacks: {c: {'{$url}': {$ref: 'p.yaml'}}}}}"],
            expected: [
                "/paths/~1a/post/callbacks/c/{$url}/$ref": ##""#/components/pathItems/p""##,
                "/components/pathItems/p/post/callbacks/c/{$url}/$ref": ##""#/components/pathItems/p""##,
            ]
        ),
        Sample(
            name: "a reference where there is none is followed all the same",
            paths: "{/a: {get: {$ref: 'get.yaml'}}}",
            components:
                "{schemas: {$ref: 'all.yaml'}, parameters: {p: {name: a, in: query, schema: {properties: {$ref: all.yaml}}}}}",
            files: [
                "get.yaml": "{description: {$ref: 'text.yaml'}, responses: {default: {description: a}}}",
                "all.yaml": "{One: {items: {$ref: '#/Two'}}, Two: {}}", "text.yaml": "A long text",
            ],
            expected: [
                "/paths/~1a/get/description": #""A long text""#,
                "/components/schemas/One": ##"{"items":{"$ref":"#/components/schemas/Two"}}"##,
            ],
            findings: [
                "contract.misplaced-reference api.yaml:3:26", "contract.misplaced-reference get.yaml:1:22",
                "contract.misplaced-reference api.yaml:4:30", "contract.misplaced-reference api.yaml:4:108",
            ]
        ),
        Sample(
            name: "a misplaced reference that comes back to itself stays",
            paths: "{/a: {get: {$ref: 'get.yaml'}}}",
            files: ["get.yaml": "{$ref: 'get.yaml'}"],
            expected: ["/paths/~1a/get/$ref": #""get.yaml""#],
            findings: [
                "contract.misplaced-reference api.yaml:3:26", "contract.misplaced-reference get.yaml:1:8",
                "contract.circular-reference get.yaml:1:8",
            ]
        ),
        Sample(
            name: "data is taken from files as a whole, and stays data otherwise",
            components: """
                {schemas: {A: {example: {$ref: e.yaml}, default: {a: {$ref: e.yaml}}, enum: [{$ref: e.yaml}]}},
                examples: {E: {value: {$ref: '#/components/schemas/A'}}, F: {value: {$ref: gone.yaml}}},
                x-code: [{lang: c, source: {$ref: e.yaml}}, {$ref: 'https://example.com/e.yaml'}, {$ref: e.yaml, a: 1}]}
                """,
            files: ["e.yaml": "{e: 1}"],
            expected: [
                "/components/schemas/A":
                    ##"{"example":{"e":1},"default":{"a":{"$ref":"e.yaml"}},"enum":[{"$ref":"e.yaml"}]}"##,
                "/components/examples/E/value": ##"{"$ref":"#/components/schemas/A"}"##,
                "/components/examples/F/value": #"{"$ref":"gone.yaml"}"#,
                "/components/x-code":
                    #"[{"lang":"c","source":{"e":1}},{"$ref":"https://example.com/e.yaml"},{"$ref":"e.yaml","a":1}]"#,
            ],
            findings: [
                "contract.misplaced-reference api.yaml:4:44", "contract.misplaced-reference api.yaml:6:35",
            ]
        ),
        Sample(
            name: "mappings name what they named",
            components: """
                {schemas: {A: {oneOf: [{$ref: 'm.yaml#/Dog'}, {$ref: 'm.yaml#/Cat'}], discriminator: {propertyName: t,
                mapping: {dog: 'm.yaml#/Dog', cow: Dog}}}, Dog: {}, Cat: {}}}
                """,
            files: ["m.yaml": "{Dog: {}, Cat: {}}"],
            expected: [
                "/components/schemas/A/discriminator/mapping":
                    ##"{"dog":"#/components/schemas/m.Dog","cow":"Dog","Cat":"#/components/schemas/m.Cat"}"##
            ]
        ),
        Sample(
            name: "links lead into the first file or stay",
            paths: "{/a: {get: {responses: {default: {description: a}}}}}",
            components: "{links: {a: {$ref: 'l.yaml#/a'}, b: {$ref: 'l.yaml#/b'}}}",
            files: [
                "l.yaml":
                    "{a: {operationRef: 'api.yaml#/paths/~1a/get'}, b: {operationRef: 'other.yaml#/paths/~1a/get'}}"
            ],
            expected: [
                "/components/links/a/operationRef": ##""#/paths/~1a/get""##,
                "/components/links/b/operationRef": #""other.yaml#/paths/~1a/get""#,
            ]
        ),
        Sample(
            name: "links in other folders lead where they led",
            paths: "{/a: {get: {responses: {default: {description: a}}}}}",
            components: "{links: {a: {$ref: 'm/l.yaml#/a'}, b: {$ref: 'm/l.yaml#/b'}}}",
            files: [
                "m/l.yaml":
                    "{a: {operationRef: '../api.yaml#/paths/~1a/get'}, b: {operationRef: 'o%20p.yaml#/paths/~1a/get'}}"
            ],
            expected: [
                "/components/links/a/operationRef": ##""#/paths/~1a/get""##,
                "/components/links/b/operationRef": #""m/o%20p.yaml#/paths/~1a/get""#,
            ]
        ),
        Sample(
            name: "links lead to operations where they stand in the bundle, wherever the link is written",
            paths: "{/a: {$ref: 'p.yaml'}, /z: {$ref: 'm/q.yaml#/z'}}",
            components: "{links: {a: {operationRef: 'p.yaml#/get'}, b: {operationRef: 'm/q.yaml#/z/post'}}}",
            files: [
                "p.yaml": """
                {get: {responses: {'200': {description: a, links: {own: {operationRef: '#/get'},
                other: {operationRef: 'm/q.yaml#/z/post'}}}}}}
                """,
                "m/q.yaml": "{z: {post: {responses: {'200': {description: a}}}}}",
            ],
            expected: [
                "/components/links/a/operationRef": ##""#/paths/~1a/get""##,
                "/components/links/b/operationRef": ##""#/paths/~1z/post""##,
                "/paths/~1a/get/responses/200/links/own/operationRef": ##""#/paths/~1a/get""##,
                "/paths/~1a/get/responses/200/links/other/operationRef": ##""#/paths/~1z/post""##,
            ]
        ),
        Sample(
            name: "what a component names without detour has its name",
            components: "{schemas: {Item: {$ref: 'b.yaml#/X'}, Pet: {$ref: 'a.yaml#/Pet'}}}",
            files: ["a.yaml": "{Pet: {type: string}}", "b.yaml": "{X: {$ref: 'a.yaml#/Pet'}}"],
            expected: [
                "/components/schemas/Pet": #"{"type":"string"}"#,
                "/components/schemas/Item": ##"{"$ref":"#/components/schemas/Pet"}"##,
            ]
        ),
        Sample(
            name: "a file that names itself names the bundle",
            paths: "{/a: {get: {responses: {default: {description: a}}}}}",
            components: """
                {schemas: {A: {$ref: 'api.yaml#/components/schemas/B'}, B: {type: string},
                C: {oneOf: [{$ref: './api.yaml#/components/schemas/B'}], discriminator: {propertyName: a,
                mapping: {b: 'api.yaml#/components/schemas/B'}}}}, links: {a: {operationRef: 'api.yaml#/paths/~1a/get'}}}
                """,
            files: [:],
            expected: [
                "/components/schemas/A/$ref": ##""#/components/schemas/B""##,
                "/components/schemas/C/oneOf/0/$ref": ##""#/components/schemas/B""##,
                "/components/schemas/C/discriminator/mapping/b": ##""#/components/schemas/B""##,
                "/components/links/a/operationRef": ##""#/paths/~1a/get""##,
            ]
        ),
    ]

    @Test("A bundle has references within itself only", arguments: samples)
    func bundles(_ sample: Sample) throws {
        let set = FileSet.of(paths: sample.paths, components: sample.components, sample.files)
        let assembled = try set.bundled()
        for (pointer, text) in sample.expected {
            #expect(try assembled.text(pointer) ?? "-" == text, "\(pointer)")
        }
        #expect(assembled.summary == sample.findings)
        // The bundle of the bundle is the same document.
        let written = assembled.document.root.text()
        let again = try FileSet(files: ["api.yaml": written]).bundled()
        if sample.findings.isEmpty {
            #expect(again.document.root.text() == written)
            #expect(!again.isCopied)
        }
    }

    @Test("Names do not depend on the order of members")
    func order() throws {
        let files = [
            "m.yaml": "{Pet: {title: m, $anchor: pet}}", "n.yaml": "{Pet: {title: n, $anchor: pet}}",
        ]
        let first = "b: {not: {$ref: 'm.yaml#/Pet'}}"
        let second = "a: {not: {$ref: 'n.yaml#/Pet'}}"
        let one = try FileSet.of(components: "{schemas: {\(first), \(second)}}", files).bundled()
        let other = try FileSet.of(components: "{schemas: {\(second), \(first)}}", files).bundled()
        #expect(try one.text("/components/schemas/b") == other.text("/components/schemas/b"))
        #expect(try one.text("/components/schemas/Pet") == #"{"title":"n","$anchor":"pet"}"#)
        let forms = [one, other].map { CanonicalForm.exactBytes(of: $0.document.root) }
        #expect(forms[0] == forms[1])
    }

    @Test("Nodes stand where they were written")
    func places() throws {
        let set = FileSet.of(
            components: "{schemas: {A: {not: {$ref: 'm.yaml#/Pet'}}}}",
            ["m.yaml": "Pet:\n  type: object\n"]
        )
        let assembled = try set.assembled()
        let type = try #require(assembled.document.root["components"]?["schemas"]?["Pet"]?["type"])
        #expect(assembled.sources.location(of: type).description == "m.yaml:2:9")
        let reference = try #require(assembled.document.root["components"]?["schemas"]?["A"]?["not"]?["$ref"])
        #expect(assembled.sources.location(of: reference).description == "api.yaml:4:40")
    }

    @Test("Whole sections may lie in files, and local references lead into them")
    func sections() throws {
        let set = FileSet.of(
            paths: "{/a: {get: {responses: {default: {$ref: '#/components/responses/R'}}}}}",
            components: "{responses: {$ref: 'r.yaml'}}",
            ["r.yaml": "{R: {description: r}}"]
        )
        let assembled = try set.bundled()
        #expect(try assembled.text("/components/responses") == #"{"R":{"description":"r"}}"#)
        #expect(try assembled.text("/paths/~1a/get/responses/default/$ref") == ##""#/components/responses/R""##)
        #expect(assembled.map.references.allSatisfy { $0.failure == nil })
    }
}
