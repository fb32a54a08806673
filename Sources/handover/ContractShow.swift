import ArgumentParser
import CommandLine
import Diagnostics
import HandoverService
import JSON

extension ContractCommand {
    /// `handover contract show`: what a contract holds, and what a service would not honour of it.
    struct Show: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: Speech.text("Shows what a contract holds.", zh: "显示契约的内容。"),
                discussion: Speech.text(
                    """
                    The operations with their parameters, bodies and responses, and at the end all that 'serve' does \
                    not honour as it is described. A contract with errors is shown as far as it can be read.
                    """,
                    zh: """
                        列出各操作及其参数、请求体和响应，最后是“serve”不按描述支持的全部内容。\
                        有错误的契约会尽可能地显示。
                        """
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover contract show openapi.yaml",
                    LocalizedText("The operations, and what a service leaves out.", zh: "各操作，以及服务未支持的内容。")
                )
            ]
        }

        @Argument(
            help: ArgumentHelp(
                Speech.text("The contract, JSON or YAML; - for standard input.", zh: "契约文件，JSON 或 YAML；- 表示标准输入。"),
                valueName: Speech.text("contract", zh: "契约")
            )
        )
        var contract: String

        @Flag(
            help: ArgumentHelp(
                Speech.text(
                    "Show every place that is not honoured, not five of each kind.",
                    zh: "显示所有未完全支持的位置，而不是每种只显示五处。"
                )
            )
        )
        var all = false

        @OptionGroup var files: ContractFileOptions
        @OptionGroup var shared: SharedOptions

        func run() async throws {
            let overview = try ContractOverview(ContractFiles.reading(contract, root: files.root))
            switch shared.format {
            case .text:
                let width = Speech.terminalWidth ?? Int.max
                try Speech.say(overview.text(in: Speech.language, width: width, showsAll: all))
            case .json: try Speech.say(overview.value.text(indentation: 2))
            }
        }
    }
}
