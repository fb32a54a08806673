import Foundation
import Testing

extension HandoverTests {
    @Suite("What handover schema validate refuses")
    struct SchemaRefusalTests {
        @Test("A schema that cannot be used is refused with its place and code, in both languages")
        func schemas() throws {
            let folder = Scratch("refused schemas")
            for (name, text, refusal) in [
                ("empty.json", "", Refusal("empty", "file.empty", ["empty.json: error: "], zh: ["文件为空"])),
                (
                    "broken.json", "{\"a\": }",
                    Refusal("JSON", "json.unexpected-byte", ["broken.json:1:7"], zh: ["意外的内容"])
                ),
                ("broken.yaml", "a: [1", Refusal("YAML", "yaml.syntax", ["broken.yaml:"], zh: ["broken.yaml:"])),
                ("number.json", "12", Refusal("none", "schema.not-a-schema", ["number.json:1:1"], zh: ["模式必须是对象或布尔值"])),
                (
                    "keyword.yaml", "type: object\nminLength: a\n",
                    Refusal("keyword", "schema.invalid-keyword", ["keyword.yaml:2:12"], zh: ["keyword.yaml:2:12"])
                ),
                (
                    "pattern.json", #"{"pattern": "(a"}"#,
                    Refusal("pattern", "schema.invalid-pattern", ["pattern.json:1:13"], zh: ["不是正则表达式"])
                ),
                (
                    "dialect.json", #"{"$schema": "https://none.example/meta"}"#,
                    Refusal(
                        "dialect",
                        "schema.unknown-dialect",
                        ["dialect.json:1:13", "--remotes https://none.example/=FOLDER"],
                        zh: ["未知的方言", "--remotes https://none.example/=文件夹"]
                    )
                ),
                (
                    "outside.json", #"{"$ref": "file:///etc/passwd"}"#,
                    Refusal(
                        "outside",
                        "schema.dangling-reference",
                        ["outside.json:1:10", "--remotes file:///etc/=FOLDER"],
                        zh: ["只会自动读取", "--remotes file:///etc/=文件夹"]
                    )
                ),
                (
                    "remote.json", #"{"$ref": "https://a.example/b/c.json#/d"}"#,
                    Refusal(
                        "remote",
                        "schema.dangling-reference",
                        ["'https://a.example/b/c.json'", "--remotes https://a.example/b/=FOLDER"],
                        zh: ["不会从网络获取"]
                    )
                ),
            ] {
                try folder.write(text, to: name)
                try refusal.check(["schema", "validate", name], in: folder.path)
                try folder.write("1", to: "instance.json")
                try refusal.check(["schema", "validate", name, "instance.json", "--format", "json"], in: folder.path)
            }
        }

        @Test("A command line that cannot be used is refused before anything is read")
        func options() throws {
            let folder = try SchemaValidateTests.folder()
            for (arguments, refusal) in [
                (["none.json"], Refusal("missing", "file.unreadable", ["check the path"], zh: ["请检查路径"])),
                ([], Refusal("no schema", "command.missing-argument", ["<schema>"], zh: ["<模式>"])),
                (
                    ["order.json", "--remotes", "x"],
                    Refusal("syntax", "schema.invalid-remotes", ["cannot be 'x'"], zh: ["不能是“x”"])
                ),
                (
                    ["order.json", "--remotes", "http://a/=none"],
                    Refusal("folder", "schema.missing-folder", ["'none'"], zh: ["路径不存在"])
                ),
                (
                    ["order.json", "--dialect", "draft5"],
                    Refusal("dialect", "schema.unknown-dialect", ["draft4, draft6"], zh: ["不能是“draft5”"])
                ),
                (
                    ["order.json", "--format", "xml"],
                    Refusal("format", "command.invalid-value", ["'xml'"], zh: ["“xml”"])
                ),
                (
                    ["order.json", "--max-findings", "0"],
                    Refusal("findings", "command.invalid-value", ["from 1 to"], zh: ["1 到"])
                ),
                (
                    ["order.json", "--max-depth", "10001"],
                    Refusal("depth", "command.invalid-value", ["to 10000"], zh: ["到 10000"])
                ),
                (
                    ["order.json", "--instances", "none.ndjson"],
                    Refusal("lines", "file.unreadable", ["'none.ndjson'"], zh: ["“none.ndjson”"])
                ),
                (
                    ["order.json", "--instances", "parts"],
                    Refusal("folder", "file.unreadable", ["'parts'", "not a folder"], zh: ["“parts”", "而不是文件夹"])
                ),
            ] {
                try refusal.check(["schema", "validate"] + arguments, in: folder.path)
            }
        }

        @Test("Documents are fetched only when that is allowed; each fetch is told; a failure has status 3")
        func network() throws {
            let server = LoopbackServer { target in
                switch target {
                case "/a.json": LoopbackServer.answer(#"{"properties": {"b": {"$ref": "b"}}}"#)
                case "/b": LoopbackServer.answer("type: integer\n", fields: "content-type: application/yaml\r\n")
                case "/moved": LoopbackServer.answer("", status: "302 Found", fields: "location: /b\r\n")
                case "/broken": LoopbackServer.answer("{")
                default: LoopbackServer.answer("", status: "404 Not Found")
                }
            }
            let folder = Scratch("fetched schemas")
            try folder.write(#"{"$ref": "\#(server.url("/a.json"))"}"#, to: "s.json")
            try folder.write(#"{"b": "x"}"#, to: "i.json")
            let refused = try SchemaValidateTests.run(["s.json", "i.json"], in: folder)
            #expect(refused.status == 2 && refused.errors.contains("nothing is fetched without '--allow-remote'"))
            #expect(server.asked.isEmpty)
            let outcome = try SchemaValidateTests.run(["s.json", "i.json", "--allow-remote"], in: folder)
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("schema: \(server.url("/b")):1:1 (#/type)"), "\(outcome.output)")
            #expect(
                outcome.errors == """
                    fetching \(server.url("/a.json"))
                    fetching \(server.url("/b"))
                    0 valid, 1 invalid

                    """
            )
            #expect(server.asked == ["/a.json", "/b"])
            try folder.write(#"{"$ref": "\#(server.url("/moved"))"}"#, to: "moved.json")
            #expect(try SchemaValidateTests.run(["moved.json", "--allow-remote"], in: folder).status == 0)
            try folder.write(#"{"$ref": "\#(server.url("/none"))"}"#, to: "none.json")
            try Refusal("status", 3, "schema.not-fetched", ["none.json:1:10", "status 404"], zh: ["状态 404"]).check(
                ["schema", "validate", "none.json", "--allow-remote"],
                in: folder.path
            )
            try folder.write(#"{"$ref": "http://127.0.0.1:1/x"}"#, to: "unreachable.json")
            try Refusal("unreachable", 3, "schema.not-fetched", ["unreachable.json:1:10"], zh: ["无法获取"]).check(
                ["schema", "validate", "unreachable.json", "--allow-remote"],
                in: folder.path
            )
            try folder.write(#"{"$ref": "\#(server.url("/broken"))"}"#, to: "broken.json")
            let broken = try SchemaValidateTests.run(["broken.json", "--allow-remote", "--quiet"], in: folder)
            #expect(broken.status == 2 && broken.errors.hasPrefix("\(server.url("/broken")):1:2: error: "))
        }
    }
}
