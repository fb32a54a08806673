import ArgumentParser
import CommandLine
import Diagnostics

/// `handover contract`: OpenAPI descriptions.
struct ContractCommand: DocumentedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "contract",
            abstract: Speech.text("OpenAPI descriptions: what they say, and how well.", zh: "OpenAPI 描述：内容与质量。"),
            subcommands: [Lint.self, Show.self, Bundle.self, Digest.self, Rules.self]
        )
    }

    static var examples: [CommandExample] { Array(Lint.examples.prefix(2)) }
}
