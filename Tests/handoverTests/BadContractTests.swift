import Foundation
import Testing

extension HandoverTests {
    @Suite("Contracts that cannot be used")
    struct BadContractTests {
        private static let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"

        private static let samples: [(Refusal, text: String)] = [
            (
                Refusal("malformed YAML", "yaml.syntax", ["bad.yaml:4:1", "line 2"], zh: ["bad.yaml:4:1"]),
                "openapi: 3.1.0\ninfo: {title: [\npaths: {}\n"
            ),
            (
                Refusal("duplicate key", "yaml.duplicate-key", ["bad.yaml:3:1"], zh: ["bad.yaml:3:1"]),
                "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nopenapi: 3.1.0\n"
            ),
            (
                Refusal("only comments", "file.empty", ["is empty"], zh: ["文件为空"]),
                "# nothing\n"
            ),
            (
                Refusal("no OpenAPI", "contract.not-openapi", ["'openapi'"], zh: ["没有“openapi”字段"]),
                "title: something else\n"
            ),
            (
                Refusal("only a text", "contract.not-openapi", ["no object"], zh: ["不是对象"]),
                "just some words\n"
            ),
            (
                Refusal(
                    "Swagger 2.0",
                    "contract.unsupported-version",
                    ["bad.yaml:1:10", "Swagger 2.0"],
                    zh: ["Swagger 2.0", "请先转换"]
                ),
                "swagger: '2.0'\n"
            ),
            (
                Refusal(
                    "OpenAPI 4.0",
                    "contract.unsupported-version",
                    ["bad.yaml:1:10", "4.0.0"],
                    zh: ["不支持 OpenAPI"]
                ),
                "openapi: 4.0.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
            ),
            (
                Refusal(
                    "dangling reference",
                    "schema.dangling-reference",
                    ["bad.yaml:10:", "did you mean '#/components/schemas/Order'?"],
                    zh: ["bad.yaml:10:", "#/components/schemas/Order"]
                ),
                head + """
                    paths:
                      /o:
                        get:
                          parameters: []
                          responses:
                            '200':
                              description: x
                              content: {application/json: {schema: {$ref: '#/components/schemas/Ordr'}}}
                    components: {schemas: {Order: {type: object}}}

                    """
            ),
            (
                Refusal("circular reference", "contract.circular-reference", ["bad.yaml:"], zh: ["指回了自身"]),
                head + """
                    paths:
                      /o:
                        parameters: [{$ref: '#/components/parameters/A'}]
                        get: {responses: {default: {description: x}}}
                    components:
                      parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}

                    """
            ),
            (
                Refusal("missing file", "contract.missing-file", ["bad.yaml:3:34", "other.yaml"], zh: ["没有文件"]),
                head
                    + "paths: {/o: {parameters: [{$ref: 'other.yaml#/P'}], get: {responses: {'200': {description: x}}}}}\n"
            ),
            (
                Refusal("bad pattern", "schema.invalid-pattern", ["bad.yaml:4:", "'(['"], zh: ["bad.yaml:4:"]),
                head + "paths:\n  /o: {get: {parameters: [{name: q, in: query, schema: {type: string, pattern: '(['}}],"
                    + " responses: {'200': {description: x}}}}\n"
            ),
            (
                Refusal(
                    "keyword of a wrong type",
                    "schema.invalid-keyword",
                    ["bad.yaml:4:", "minLength"],
                    zh: ["minLength"]
                ),
                head + "paths:\n  /o: {get: {parameters: [{name: q, in: query, schema: {minLength: many}}],"
                    + " responses: {'200': {description: x}}}}\n"
            ),
        ]

        private static let jsonSamples: [(Refusal, text: String)] = [
            (
                Refusal("malformed JSON", "json.unexpected-byte", ["bad.json:2:10"], zh: ["bad.json:2:"]),
                "{\"openapi\": \"3.1.0\",\n \"info\": nope }"
            ),
            (Refusal("empty file", "file.empty", ["is empty"], zh: ["文件为空"]), ""),
            (Refusal("only white space", "file.empty", ["is empty"], zh: ["文件为空"]), " \n\t\n"),
        ]

        @Test("Each is refused with its place, a remedy and status 2, in both languages")
        func refusals() throws {
            for (name, samples) in [("bad.yaml", Self.samples), ("bad.json", Self.jsonSamples)] {
                for (refusal, text) in samples {
                    let folder = Scratch()
                    try folder.write(text, to: name)
                    try refusal.check(["serve", name, "--port", "0"], in: folder.path)
                }
            }
        }

        @Test("A file of bytes, a missing one, one that cannot be read and a folder without a contract are refused")
        func files() throws {
            let folder = Scratch()
            try folder.write(Data((0...255).map { UInt8($0) }), to: "binary.yaml")
            try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
            try folder.write("contracts: [contracts/gone.yaml]\n", to: "gone/handover.yaml")
            for (path, refusal) in [
                (
                    "binary.yaml",
                    Refusal("binary", "yaml.invalid-utf8", ["binary.yaml:3:115", "0x80"], zh: ["binary.yaml:3:115"])
                ),
                ("none.yaml", Refusal("missing", "service.missing", ["'none.yaml'"], zh: ["“none.yaml”不存在"])),
                ("empty", Refusal("no contract", "service.no-contract", ["'empty/contracts'"], zh: ["没有契约"])),
                ("gone", Refusal("listed and missing", "file.unreadable", ["gone.yaml"], zh: ["无法读取", "请检查路径"])),
                ("/proc/self/mem", Refusal("unreadable", "file.unreadable", ["/proc/self/mem"], zh: ["无法读取"])),
            ] {
                try refusal.check(["serve", path, "--port", "0"], in: folder.path)
            }
        }

        @Test("What is wrong with several contracts is reported together")
        func several() throws {
            let folder = Scratch()
            try folder.write("openapi: 4.0.0\n", to: "contracts/a.yaml")
            try folder.write("swagger: '2.0'\n", to: "contracts/b.yaml")
            try folder.write(SampleContract.notes(), to: "contracts/c.yaml")
            try Refusal(
                "two of three",
                "contract.unsupported-version",
                ["contracts/a.yaml:1:10", "contracts/b.yaml:1:10"],
                zh: ["contracts/a.yaml:1:10", "contracts/b.yaml:1:10"]
            ).check(["serve", folder.path, "--port", "0"])
        }

        @Test("A path that two contracts describe is refused, since one of them could never answer")
        func sharedPath() throws {
            let folder = Scratch()
            try folder.write(SampleContract.notes("A"), to: "contracts/a.yaml")
            try folder.write(SampleContract.notes("B"), to: "contracts/b.yaml")
            try Refusal(
                "shared path",
                "service.shared-path",
                ["b.yaml:23:7", "a.yaml:6:7", "'/notes/{id}'"],
                zh: ["已由", "a.yaml:6:7"]
            ).check(["serve", folder.path, "--port", "0"])
        }
    }
}

extension Refusal {
    /// A refusal of input.
    init(_ subject: String, _ code: String, _ english: [String], zh chinese: [String]) {
        self.init(subject, 2, code, english, zh: chinese)
    }
}
