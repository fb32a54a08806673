import ArgumentParser
import CommandLine
import ContractLint
import Diagnostics
import HandoverService

extension ContractCommand {
    /// `handover contract lint`: what breaks a rule, with file, line and column.
    struct Lint: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "lint",
                abstract: Speech.text("Checks contracts against rules.", zh: "按照规则检查契约。"),
                discussion: Speech.text(
                    """
                    Rule sets are minimal, recommended and strict; a rule file (YAML) extends them, changes what \
                    rules matter, adds rules of its own and ignores findings for a reason and a time. Exits with 1 \
                    when there is a finding that --fail-on names, or a graver one.
                    """,
                    zh: """
                        规则集有 minimal、recommended 和 strict；规则文件（YAML）可以扩展它们、改变规则的级别、\
                        添加自定义规则，并在说明理由和期限后忽略问题。存在达到 --fail-on 级别的问题时，退出码为 1。
                        """
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover contract lint openapi.yaml",
                    LocalizedText("Shows each finding with the line it is about.", zh: "显示每个问题及其所在的行。")
                ),
                CommandExample(
                    "handover contract lint openapi.yaml --rules our-rules.yaml --fail-on warning",
                    LocalizedText("With the rules of the house.", zh: "使用自定义规则。")
                ),
                CommandExample(
                    "handover contract lint openapi.yaml --since released.yaml --format github",
                    LocalizedText("Only what is new, as annotations on GitHub.", zh: "只报告新问题，输出为 GitHub 注释。")
                ),
            ]
        }

        /// What makes the command end with 1.
        enum Threshold: String, ExpressibleByArgument, CaseIterable {
            case error, warning, note

            var severity: Diagnostic.Severity {
                switch self {
                case .error: .error
                case .warning: .warning
                case .note: .note
                }
            }
        }

        @Argument(
            help: ArgumentHelp(
                Speech.text("The contracts, JSON or YAML; - for standard input.", zh: "契约文件，JSON 或 YAML；- 表示标准输入。"),
                valueName: Speech.text("contract", zh: "契约")
            )
        )
        var contracts: [String]

        @Option(
            help: ArgumentHelp(
                Speech.text("minimal, recommended, strict or a rule file.", zh: "minimal、recommended、strict 或规则文件。"),
                valueName: Speech.text("rules", zh: "规则")
            )
        )
        var rules = "recommended"

        @Option(
            help: ArgumentHelp(
                Speech.text(
                    "An earlier version: only what is new since then is reported; may be repeated.",
                    zh: "较早的版本：只报告此后新出现的问题；可重复。"
                ),
                valueName: Speech.text("old", zh: "旧版本")
            )
        )
        var since: [String] = []

        @Option(
            help: ArgumentHelp(
                Speech.text("What ends with 1: error, warning or note.", zh: "导致退出码 1 的级别：error、warning 或 note。"),
                valueName: Speech.text("severity", zh: "级别")
            )
        )
        var failOn: Threshold = .error

        @Option(
            help: ArgumentHelp(
                Speech.text(
                    "Form of results: text, json, junit, github or sarif.",
                    zh: "结果的格式：text、json、junit、github 或 sarif。"
                ),
                valueName: Speech.text("format", zh: "格式")
            )
        )
        var format: ContractLintReport.Format = .text

        @OptionGroup var files: ContractFileOptions
        @OptionGroup var speech: SpeechOptions

        func run() async throws {
            let report = try ContractLintTask(contracts, rules: rules, since: since, root: files.root).run()
            var results = ResultStream(isJSON: format == .json || format == .sarif)
            results.bytes = report.bytes(
                format,
                language: Speech.language,
                isColoured: Speech.isColoured,
                version: Version.number,
                failingOn: failOn.severity
            )
            try results.flush()
            if report.isUnusable { throw CommandEnd(status: .unusable) }
            if report.result.reaches(failOn.severity) { throw CommandEnd(status: .no) }
        }
    }
}

extension ContractLintReport.Format: ExpressibleByArgument {}
