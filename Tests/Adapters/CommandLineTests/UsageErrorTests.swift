import CommandLine
import Diagnostics
import JSON
import Testing

@Suite("A command line that cannot be understood")
struct UsageErrorTests {
    /// What the argument parser would say about a small tool.
    private static let description = """
        {"command":{"commandName":"tool","subcommands":[
          {"commandName":"serve","arguments":[{"kind":"positional","valueName":"service","isOptional":true},
            {"kind":"option","valueName":"form","names":[{"kind":"long","name":"form"}],
             "allValueStrings":["text","json","flag"]},
            {"kind":"option","valueName":"port","names":[{"kind":"long","name":"port"}]}]},
          {"commandName":"token","subcommands":[{"commandName":"create"}]},{"commandName":"help"}]}}
        """

    private static func root() throws -> CommandDescription {
        try #require(CommandDescription(try JSONParser().parse(description).root))
    }

    @Test("Each sentence of the argument parser becomes a finding with a code of its own")
    func sentences() throws {
        let serve = try Self.root().called(by: ["serve"])
        for (sentence, code, message) in [
            ("Unknown option '--prot'. Did you mean '--port'?", "unknown-option", "there is no option '--prot'"),
            ("Unknown option '-x'", "unknown-option", "there is no option '-x'"),
            ("Missing value for '--port <port>'", "missing-value", "'--port <port>' needs a value"),
            (
                "The option '--quiet' does not take any value, but 'it's' was specified.", "unexpected-value",
                "'--quiet' takes no value, but 'it's' is given"
            ),
            ("Unexpected argument 'it's'", "unexpected-argument", "'it's' is one argument too many"),
            ("2 unexpected arguments: 'b', 'c'", "unexpected-argument", "'b' is one argument too many"),
            ("Missing expected argument '--subject <subject>'", "missing-argument", "'--subject <subject>' is missing"),
            (
                "The value 'xml' is invalid for '--format <format>'. Please provide one of 'text' and 'json'.",
                "invalid-value", "'--format' cannot be 'xml'"
            ),
            ("The value '' is invalid for '<service>'", "invalid-value", "'<service>' cannot be ''"),
            ("Something new.\nUsage: tool", "unusable", "Something new."),
        ] {
            let finding = try #require(UsageError(sentence, calling: serve).diagnostics.first)
            #expect(finding.code == "command.\(code)", "\(sentence)")
            #expect(finding.message.english == message)
            #expect(finding.remedy?.english.lowercased().contains("see 'tool serve --help'") == true)
        }
    }

    @Test("What may have been meant is said in both languages")
    func suggestions() throws {
        let option = UsageError(
            "Unknown option '--prot'. Did you mean '--port'?",
            calling: try Self.root().called(by: ["serve"])
        )
        #expect(option.diagnostics[0].remedy?.english == "did you mean '--port'? See 'tool serve --help'")
        #expect(option.diagnostics[0].remedy?.chinese == "是否为“--port”？参见“tool serve --help”")
        let value = UsageError(
            "The value 'c' is invalid for '--x <x>'. Please provide one of 'a', 'b' or 'd'.",
            calling: try Self.root().called(by: ["serve"])
        )
        #expect(value.diagnostics[0].remedy?.english == "write a, b or d; see 'tool serve --help'")
        let list = UsageError(
            "The value 'c' is invalid for '--form <form>'. Please provide one of the following:\n  - text\n  - json",
            calling: try Self.root().called(by: ["serve"])
        )
        #expect(list.diagnostics[0].remedy?.english == "write text, json or flag; see 'tool serve --help'")
        #expect(list.diagnostics[0].remedy?.chinese == "请写 text、json 或 flag；参见“tool serve --help”")
        let command = UsageError("Unexpected argument 'srve'", calling: try Self.root())
        #expect(command.diagnostics[0].code == "command.unknown-command")
        #expect(command.diagnostics[0].remedy?.chinese == "是否为“serve”？参见“tool --help”")
        let far = UsageError("Unexpected argument 'dance'", calling: try Self.root())
        #expect(far.diagnostics[0].remedy?.english == "there are 'serve', 'token'; see 'tool --help'")
    }

    @Test("The command is found by the words that name subcommands")
    func commands() throws {
        for (arguments, words) in [
            ([], ["tool"]), (["serve", "token"], ["tool", "serve"]),
            (["token", "--x", "create", "y"], ["tool", "token", "create"]),
            (["help", "token"], ["tool", "token"]), (["srve"], ["tool"]),
        ] {
            #expect(try Self.root().called(by: arguments).words == words)
        }
    }
}
