import Foundation
import Testing

extension HandoverTests {
    @Suite("Help, languages and results")
    struct CommandLineTests {
        private static let pages = [
            ["--help"], ["serve", "-h"], ["token"], ["token", "create", "--help"], ["config"],
            ["clean", "--help"], ["config", "show", "--help"], ["schema"], ["schema", "validate", "--help"],
        ]

        @Test("Every command has a page with usage, options, examples and exit codes, in both languages")
        func help() throws {
            for arguments in Self.pages {
                for (language, titles) in [
                    ("en", ["Usage: handover", "Options:", "Examples:", "Exit codes:"]),
                    ("zh", ["用法：handover", "选项：", "示例：", "退出码："]),
                ] {
                    let outcome = try HandoverProcess.run(["--lang", language] + arguments)
                    #expect(outcome.status == 0 && outcome.errors.isEmpty)
                    for title in titles where !outcome.output.contains(title) {
                        Issue.record("\(arguments): no '\(title)' in: \(outcome.output)")
                    }
                }
            }
        }

        @Test("A Chinese page has no English words but names, and no line is wider than the terminal")
        func chinesePages() throws {
            for arguments in Self.pages {
                let outcome = try HandoverProcess.run(arguments, environment: ["LANG": "zh_CN.UTF-8", "COLUMNS": "60"])
                for word in [
                    "USAGE", "Usage", "OPTIONS", "Options", "Show", "default", "OVERVIEW", "SUBCOMMANDS", "See ",
                ]
                where outcome.output.contains(word) {
                    Issue.record("\(arguments): '\(word)' in: \(outcome.output)")
                }
                for line in outcome.output.split(separator: "\n") where !line.hasPrefix("  ") && line.count > 60 {
                    Issue.record("\(arguments): '\(line)' is too wide")
                }
            }
        }

        @Test("No command at all prints the page, as 'help' does")
        func noCommand() throws {
            let page = try HandoverProcess.run(["--help"]).output
            #expect(try HandoverProcess.run([]).output == page)
            #expect(try HandoverProcess.run(["help"]).output == page)
            let serve = try HandoverProcess.run(["serve", "--help"]).output
            #expect(try HandoverProcess.run(["help", "serve"]).output == serve)
            #expect(try HandoverProcess.run(["--quiet", "serve", "--port", "1", "--help"]).output == serve)
        }

        @Test("The version is one line")
        func version() throws {
            let outcome = try HandoverProcess.run(["--version"])
            #expect(outcome.status == 0)
            #expect(outcome.output.wholeMatch(of: /handover [0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
        }

        @Test("A shell can be taught to complete the commands")
        func completions() throws {
            let outcome = try HandoverProcess.run(["--generate-completion-script", "bash"])
            #expect(outcome.status == 0 && outcome.output.contains("complete") && outcome.output.contains("serve"))
        }

        @Test("A command line that cannot be understood is refused with status 2 and what may have been meant")
        func mistakes() throws {
            for (arguments, refusal) in [
                (
                    ["srve"],
                    Refusal(
                        "command",
                        "command.unknown-command",
                        ["'srve'", "did you mean 'serve'?"],
                        zh: ["没有命令“srve”", "是否为“serve”？"]
                    )
                ),
                (
                    ["dance"],
                    Refusal(
                        "far",
                        "command.unknown-command",
                        ["'serve', 'contract', 'schema', 'clean', 'token', 'config'"],
                        zh: ["serve、contract、schema、clean、token、config"]
                    )
                ),
                (
                    ["config", "shwo"],
                    Refusal("sub", "command.unknown-command", ["did you mean 'show'?"], zh: ["是否为“show”？"])
                ),
                (
                    ["serve", "--prot", "1"],
                    Refusal("option", "command.unknown-option", ["did you mean '--port'?"], zh: ["没有选项“--prot”"])
                ),
                (
                    ["serve", "-p", "1"],
                    Refusal("short", "command.unknown-option", ["'-p'", "handover serve --help"], zh: ["“-p”"])
                ),
                (
                    ["serve", "--port"],
                    Refusal("value", "command.missing-value", ["'--port <port>' needs a value"], zh: ["缺少值"])
                ),
                (["serve", "a", "b"], Refusal("two", "command.unexpected-argument", ["'b'"], zh: ["多余的参数“b”"])),
                (["serve", "a", "b", "c d"], Refusal("three", "command.unexpected-argument", ["'b'"], zh: ["“b”"])),
                (
                    ["serve", "--format", "xml"],
                    Refusal(
                        "format",
                        "command.invalid-value",
                        ["'--format' cannot be 'xml'", "text or json"],
                        zh: ["text 或 json"]
                    )
                ),
                (
                    ["serve", "--quiet=yes"],
                    Refusal("flag", "command.unexpected-value", ["'--quiet' takes no value"], zh: ["不接受值“yes”"])
                ),
                (
                    ["token", "create"],
                    Refusal(
                        "subject",
                        "command.missing-argument",
                        ["'--subject <subject>' is missing"],
                        zh: ["缺少“--subject <主体>”"]
                    )
                ),
            ] {
                try refusal.check(arguments)
            }
            let language = try HandoverProcess.run(["serve", "--lang", "fr"])
            #expect(language.status == 2 && language.errors.contains("write en or zh"))
        }

        @Test("--lang wins over the locale, wherever it stands; problems follow it unless the client asks")
        func languages() throws {
            let chinese = ["LC_ALL": "zh_CN.UTF-8"]
            #expect(
                try HandoverProcess.run(["serve", "none", "--lang", "en"], environment: chinese).errors.hasPrefix(
                    "error"
                )
            )
            #expect(try HandoverProcess.run(["--lang=zh", "serve", "none"]).errors.hasPrefix("错误"))
            #expect(
                try HandoverProcess.run(["serve", "none"], environment: ["LANG": "C.UTF-8"]).errors.hasPrefix("error")
            )
            let data = Scratch()
            let service = try ServiceProcess(Example.orders, ["--data", data.path, "--lang", "zh"])
            #expect(try service.send("GET", "/none").text.contains("没有"))
            #expect(try service.send("GET", "/none", ["Accept-Language": "en"]).text.contains("nothing is served"))
            service.process.kill9()
        }

        @Test("The settings are a table in a terminal's width and an object for programs")
        func config() throws {
            let environment = ["HANDOVER_SERVER_PORT": "99", "COLUMNS": "80"]
            for language in ["en", "zh"] {
                let table = try HandoverProcess.run(
                    ["config", "show", Example.clinic, "--lang", language, "--profile", "prod"],
                    environment: environment
                )
                #expect(table.status == 0 && table.errors.isEmpty)
                let lines = table.output.split(separator: "\n").map(String.init)
                #expect(lines.allSatisfy { $0.count <= 80 }, "\(table.output)")
                #expect(lines.contains { $0.hasPrefix("server.port ") && $0.hasSuffix("HANDOVER_SERVER_PORT") })
                #expect(lines.contains { $0.hasPrefix("server.host ") && $0.contains("prod, handover.yaml:7:20") })
                let ends = lines.filter { $0.hasSuffix(" default") || $0.hasSuffix(" 缺省") }
                let indexes = Set(ends.compactMap { $0.lastIndex(of: " ")?.utf16Offset(in: $0) })
                #expect(indexes.count == 1, "\(table.output)")
            }
            let object = try HandoverProcess.run(["config", "show", Example.clinic, "--format", "json"])
            #expect(try JSONSerialization.jsonObject(with: Data(object.output.utf8)) is [String: [String: Any]])
        }

        @Test("Results alone go to standard output; --quiet leaves only them and errors")
        func streams() throws {
            let data = Scratch()
            let arguments = ["serve", Example.orders, "--port", "0", "--data", data.path]
            let loud = try HandoverProcess(arguments)
            #expect(loud.outputLine()?.hasPrefix("orders is served at http://127.0.0.1:") == true)
            #expect(loud.outputLine(8)?.hasPrefix("  curl 'http://127.0.0.1:") == true)
            let outcome = loud.stop()
            #expect(outcome.errors.isEmpty && outcome.status == 0)

            let quiet = try ServiceProcess(Example.orders, ["--data", data.path, "--quiet"])
            #expect(try quiet.send("GET", "/api/order?id=ORD-001").status == 200)
            let silent = quiet.process.stop()
            #expect(silent.errors.isEmpty && silent.output.split(separator: "\n").count == 1)
        }
    }
}
