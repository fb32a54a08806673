import Foundation
import Testing

extension HandoverTests {
    @Suite("Settings and seeds that cannot be used")
    struct BadSettingsTests {
        @Test("What handover.yaml says wrong is refused with its place")
        func manifest() throws {
            for (text, refusal) in [
                (
                    "server: {prot: 1}\n",
                    Refusal("unknown", "setting.unknown", ["handover.yaml:1:16", "server.port"], zh: ["没有名为"])
                ),
                (
                    "server: {port: x}\n",
                    Refusal("type", "setting.invalid-value", ["handover.yaml:1:16", "0 to 65535"], zh: ["整数"])
                ),
                ("server: {port: [1]}\n", Refusal("list", "setting.wrong-type", ["handover.yaml:1:16"], zh: ["不能是"])),
                (
                    "log: {requests: maybe}\n",
                    Refusal("bool", "setting.invalid-value", ["true or false"], zh: ["true 或 false"])
                ),
                (
                    "profiles: {prod: {server: {port: 70000}}}\n",
                    Refusal("profile", "setting.invalid-value", [":1:34"], zh: [":1:34"])
                ),
                ("profiles: [prod]\n", Refusal("profiles", "setting.wrong-type", [":1:11"], zh: ["“profiles”"])),
                (
                    "profiles: {prod: yes}\n",
                    Refusal("one profile", "setting.wrong-type", ["'profiles.prod'"], zh: [":1:18"])
                ),
                ("- a\n", Refusal("list of settings", "setting.not-an-object", [":1:1"], zh: ["设置列表"])),
                ("name: [\n", Refusal("malformed", "yaml.syntax", ["handover.yaml:"], zh: ["handover.yaml:"])),
            ] {
                let folder = Scratch()
                try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
                try folder.write(text, to: "handover.yaml")
                try refusal.check(["serve", folder.path, "--port", "0"])
                try refusal.check(["config", "show", folder.path])
            }
        }

        @Test("An empty handover.yaml says nothing, which is allowed")
        func emptyManifest() throws {
            let folder = Scratch()
            try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
            try folder.write("# later\n", to: "handover.yaml")
            #expect(try HandoverProcess.run(["config", "show", folder.path]).status == 0)
        }

        @Test("Options, variables and profiles that cannot be used are refused by their own names")
        func values() throws {
            let orders = Example.orders
            let invalid = "setting.invalid-value"
            for (arguments, environment, refusal) in [
                (
                    ["--port", "abc"], [:],
                    Refusal("port", invalid, ["'--port' cannot be 'abc'"], zh: ["“--port”不能是“abc”"])
                ),
                (["--port", "99999"], [:], Refusal("large port", invalid, ["'99999'", "65535"], zh: ["65535"])),
                (["--port", "-1"], [:], Refusal("negative port", invalid, ["'--port' cannot be '-1'"], zh: ["“-1”"])),
                (
                    [], ["HANDOVER_SERVER_PORT": "x"],
                    Refusal("variable", invalid, ["HANDOVER_SERVER_PORT"], zh: ["不能是“x”"])
                ),
                (
                    [], ["HANDOVER_LOG_REQUESTS": "on"],
                    Refusal("flag", invalid, ["true or false"], zh: ["true 或 false"])
                ),
                (
                    ["--profile", "live"], [:],
                    Refusal("profile", "setting.unknown-profile", ["dev, staging, prod"], zh: ["没有配置档“live”"])
                ),
                (
                    [], ["HANDOVER_PROFILE": "x"],
                    Refusal("profile variable", "setting.unknown-profile", ["'x'"], zh: ["“x”"])
                ),
                (
                    ["--host", "no.such.host.invalid"], [:],
                    Refusal("host", 3, "serve.unknown-host", ["no.such"], zh: ["不是本机地址"])
                ),
                (
                    ["--host", "192.0.2.1"], [:],
                    Refusal("foreign host", 3, "serve.cannot-listen", ["192.0.2.1"], zh: ["无法监听"])
                ),
            ] as [([String], [String: String], Refusal)] {
                let data = Scratch()
                let port = arguments.first == "--port" || !environment.isEmpty ? [] : ["--port", "0"]
                try refusal.check(["serve", orders, "--data", data.path] + port + arguments, environment: environment)
            }
        }

        @Test("A profile of handover.yaml can be chosen; a variable that is no setting is warned of")
        func profile() throws {
            let folder = Scratch()
            try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
            try folder.write("profiles: {demo: {server: {port: 81}}}\n", to: "handover.yaml")
            let outcome = try HandoverProcess.run(
                ["config", "show", folder.path, "--profile", "demo", "--format", "json"],
                environment: ["HANDOVER_SERVER_PROT": "1"]
            )
            #expect(outcome.status == 0)
            let settings = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: [String: Any]]
            #expect(settings?["server.port"]?["value"] as? String == "81")
            #expect((settings?["server.port"]?["origin"] as? String)?.hasPrefix("demo, ") == true)
            #expect(outcome.errors.contains("HANDOVER_SERVER_PROT"))
            #expect(outcome.errors.contains("[setting.unknown-variable]"))
        }

        private static let seeds: [(name: String, text: String, Refusal)] = [
            (
                "notes.ndjson", "{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\",\"text\":5}\n{\"id\":\"c\"}\n",
                Refusal(
                    "records",
                    "seed.invalid-record",
                    ["notes.ndjson:3:1", "notes.ndjson:4:1", "/text"],
                    zh: ["记录不符合契约"]
                )
            ),
            (
                "notes.ndjson", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\n",
                Refusal("syntax", "json.unexpected-end", ["notes.ndjson:2:"], zh: ["notes.ndjson:2:"])
            ),
            (
                "notes.ndjson", "[1]\n",
                Refusal("no object", "seed.invalid-record", ["notes.ndjson:1:1"], zh: ["JSON 对象"])
            ),
            (
                "notes.json", "{\"id\":\"a\",\"text\":\"x\"}",
                Refusal("no list", "seed.no-list", ["notes.json:1:1"], zh: ["不是记录列表"])
            ),
            (
                "notes.ndjson",
                "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\"}\n{\"id\":\"a\",\"text\":\"z\"}\n",
                Refusal("key", "seed.duplicate-key", ["notes.ndjson:3:1", "'a' stands in line 1"], zh: ["第 1 行"])
            ),
            (
                "notes.ndjson", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\",\"parent\":\"zz\"}\n",
                Refusal("reference", "record.dangling-reference", ["notes.ndjson:2:1", "'zz'"], zh: ["“zz”"])
            ),
            (
                "nots.ndjson", "{}\n",
                Refusal("collection", "seed.unknown-collection", ["nots.ndjson", "notes"], zh: ["没有契约包含集合“nots”"])
            ),
        ]

        @Test("A seed with a record that cannot be stored is refused whole, with the record's line")
        func seeds() throws {
            for (name, text, refusal) in Self.seeds {
                let folder = Scratch()
                try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
                try folder.write(text, to: "seed/\(name)")
                try refusal.check(["serve", folder.path, "--port", "0"])
                // Once it is right it is loaded, since nothing of it was kept.
                try FileManager.default.removeItem(atPath: "\(folder.path)/seed/\(name)")
                try folder.write("- {id: a, text: x}\n", to: "seed/notes.yaml")
                let service = try ServiceProcess(folder.path)
                #expect(service.announcement["seeds"] as? [String: Int] == ["notes": 1])
                service.process.kill9()
            }
        }

        @Test("Two seeds of one collection are refused; a file of another kind is warned of")
        func seedFiles() throws {
            let folder = Scratch()
            try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
            try folder.write("[]", to: "seed/notes.json")
            try folder.write("id,text\n", to: "seed/more.txt")
            let service = try ServiceProcess(folder.path)
            #expect(service.process.waitForErrors(containing: "more.txt: warning: "))
            service.process.kill9()
            try folder.write("", to: "seed/notes.ndjson")
            try Refusal("two", "seed.several-files", ["notes.ndjson", "notes.json"], zh: ["“notes”的记录"])
                .check(["serve", folder.path, "--port", "0"])
        }
    }
}
