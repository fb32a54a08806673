import Foundation
import Testing

extension HandoverTests {
    @Suite("contract lint and contract rules")
    struct ContractLintTests {
        private static let clean = """
            openapi: 3.1.0
            info: {title: Shop, version: '1.0', description: Orders of a shop}
            servers: [{url: 'https://api.shop.test'}]
            paths:
              /orders:
                get:
                  operationId: listOrders
                  summary: Lists orders
                  responses: {'200': {description: The orders}, default: {description: Something went wrong}}
            """

        private static let untidy = clean.replacingOccurrences(of: "/orders:", with: "/orders/:")
        private static let broken = clean.replacingOccurrences(of: "{description: The orders}", with: "{$ref: '#/no'}")

        private func folder(_ files: [String: String]) throws -> Scratch {
            let scratch = Scratch()
            for (name, text) in files { try scratch.write(text, to: name) }
            return scratch
        }

        private func lint(_ files: [String: String], _ arguments: String...) throws -> HandoverProcess.Outcome {
            let scratch = try folder(files)
            return try HandoverProcess.run(["contract", "lint"] + arguments, in: scratch.path)
        }

        @Test("A clean contract ends with 0, an error with 1, and what is no contract with 2")
        func exitCodes() throws {
            let clean = try lint(["a.yaml": Self.clean], "a.yaml")
            #expect(clean.status == 0 && clean.errors.isEmpty)
            #expect(clean.output == "0 errors, 0 warnings, 0 notes in 1 file (rules: recommended)\n")
            let broken = try lint(["a.yaml": Self.broken], "a.yaml")
            #expect(broken.status == 1 && broken.errors.isEmpty)
            #expect(broken.output.contains("a.yaml:9:33: error: '#/no' is not defined [contract.dangling-reference]\n"))
            let swagger = try lint(["a.yaml": "swagger: '2.0'"], "a.yaml")
            #expect(swagger.status == 2 && swagger.output.contains("[contract.unsupported-version]"))
            let cut = try lint(["a.yaml": "openapi: ["], "a.yaml")
            #expect(cut.status == 2 && cut.errors.isEmpty && cut.output.contains("a.yaml:2:1: error: "))
            let missing = try lint([:], "a.yaml")
            #expect(missing.status == 2 && missing.output.contains("a.yaml: error: ") && missing.errors.isEmpty)
            #expect(missing.output.contains("[file.unreadable]"))
        }

        @Test("A file that cannot be read is a finding in every format, beside those of others")
        func unreadable() throws {
            let files = ["a.yaml": Self.broken, "b.yaml": "openapi: ["]
            for format in ["text", "json", "junit", "github", "sarif"] {
                let outcome = try lint(files, "a.yaml", "b.yaml", "none.yaml", "--format", format)
                #expect(outcome.status == 2 && outcome.errors.isEmpty, "\(format)")
                for text in ["contract.dangling-reference", "b.yaml", "file.unreadable"] {
                    #expect(outcome.output.contains(text), "\(format)")
                }
            }
        }

        @Test("All files of a contract are counted")
        func countsFiles() throws {
            let text = Self.clean + "\ncomponents: {schemas: {A: {$ref: m.yaml}}}\n"
            let outcome = try lint(["a.yaml": text, "m.yaml": "type: object"], "a.yaml")
            #expect(outcome.output.contains(" in 2 files (rules: recommended)"), "\(outcome.output)")
        }

        @Test("--fail-on says what ends with 1")
        func failOn() throws {
            let files = ["a.yaml": Self.untidy]
            #expect(try lint(files, "a.yaml").status == 0)
            #expect(try lint(files, "a.yaml", "--fail-on", "warning").status == 1)
            #expect(try lint(files, "a.yaml", "--fail-on", "note").status == 1)
            #expect(try lint(files, "a.yaml", "--fail-on", "warning", "--rules", "minimal").status == 0)
        }

        @Test("A finding is shown with its line, a caret and what to do, in both languages")
        func text() throws {
            let english = try lint(["a.yaml": Self.untidy], "a.yaml").output
            #expect(
                english == """
                    a.yaml:5:3: warning: '/orders/' ends with a slash [path.trailing-slash]
                        5 |   /orders/:
                          |   ^
                      help: write '/orders'
                    0 errors, 1 warning, 0 notes in 1 file (rules: recommended)

                    """
            )
            let chinese = try lint(["a.yaml": Self.untidy], "a.yaml", "--lang", "zh").output
            #expect(chinese.contains("警告：“/orders/”以斜杠结尾 [path.trailing-slash]"))
            #expect(chinese.hasSuffix("0 个错误，1 个警告，0 个提示，共 1 个文件（规则：recommended）\n"))
        }

        @Test("Rule files change what matters, and their mistakes end with 2")
        func rules() throws {
            let files = [
                "a.yaml": Self.untidy, "off.yaml": "rules: {path.trailing-slash: off}",
                "loud.yaml": "extends: off.yaml\nrules: {path.trailing-slash: error}",
                "wrong.yaml": "rules: {path.slash: off}",
                "old.yaml": "ignore: [{rule: path.trailing-slash, reason: Old, expires: 2020-01-01}]",
            ]
            #expect(try lint(files, "a.yaml", "--rules", "off.yaml", "--fail-on", "note").status == 0)
            #expect(try lint(files, "a.yaml", "--rules", "loud.yaml").status == 1)
            let wrong = try lint(files, "a.yaml", "--rules", "wrong.yaml")
            #expect(wrong.status == 2 && wrong.errors.contains("wrong.yaml:1:9: error: there is no rule 'path.slash'"))
            let old = try lint(files, "a.yaml", "--rules", "old.yaml")
            #expect(old.output.contains("old.yaml:1:10: warning:") && old.output.contains("[lint.expired-ignore]"))
            let misspelt = try lint(files, "a.yaml", "--rules", "recomended")
            #expect(misspelt.status == 2 && misspelt.errors.contains("did you mean 'recommended'?"))
        }

        @Test("--since leaves what was there before")
        func since() throws {
            let more = Self.untidy + "\ntags: [{name: a}, {name: a}]"
            let files = ["old.yaml": Self.untidy, "new.yaml": more]
            let outcome = try lint(files, "new.yaml", "--since", "old.yaml")
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("[tag.duplicate]"))
            #expect(!outcome.output.contains("[path.trailing-slash]"))
            #expect(try lint(files, "old.yaml", "--since", "new.yaml", "--fail-on", "note").status == 0)
            let none = try lint(
                files.merging(["none.yaml": "swagger: '2.0'"]) { $1 },
                "new.yaml",
                "--since",
                "none.yaml"
            )
            #expect(none.status == 2 && none.errors.contains("none.yaml:1:10: error: "))
        }

        @Test("Every format says the same on every run", arguments: ["text", "json", "junit", "github", "sarif"])
        func formats(_ format: String) throws {
            let files = ["a.yaml": Self.untidy, "b.yaml": Self.broken]
            let first = try lint(files, "a.yaml", "b.yaml", "--format", format)
            let second = try lint(files, "b.yaml", "a.yaml", "--format", format, "--quiet")
            #expect(first.status == 1 && first.errors.isEmpty)
            #expect(
                first.output.contains("path.trailing-slash") && first.output.contains("contract.dangling-reference")
            )
            if format != "junit" { #expect(first.output == second.output) }
        }

        @Test("Rules are listed, and one is shown with its examples")
        func listsRules() throws {
            let all = try HandoverProcess.run(["contract", "rules"])
            #expect(all.status == 0 && all.output.contains("path.trailing-slash"))
            let one = try HandoverProcess.run(["contract", "rules", "path.trailing-slash"])
            #expect(one.output.contains("minimal: -  recommended: W  strict: E") && one.output.contains("/orders/:"))
            let json = try HandoverProcess.run(["contract", "rules", "tag", "--format", "json"])
            let list = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
            #expect(list?.allSatisfy { $0["category"] as? String == "tag" } == true)
            let unread = try HandoverProcess.run(["contract", "rules", "yaml.syntax"])
            #expect(unread.status == 0 && unread.output.contains("an error in every set"), "\(unread.output)")
            let files = try HandoverProcess.run(["contract", "rules", "file", "path.overlap"])
            #expect(files.output.contains("file.empty") && files.output.contains("path.overlap"), "\(files.output)")
            let wrong = try HandoverProcess.run(["contract", "rules", "tags"])
            #expect(wrong.status == 2 && wrong.errors.contains("did you mean 'tag'?"))
        }
    }
}
