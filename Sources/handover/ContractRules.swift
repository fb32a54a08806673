import ArgumentParser
import CommandLine
import ContractLint
import Diagnostics
import DocumentFiles
import JSON

extension ContractCommand {
    /// `handover contract rules`: what `contract lint` checks.
    struct Rules: DocumentedCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "rules",
                abstract: Speech.text("Lists the rules of contract lint.", zh: "列出 contract lint 的规则。"),
                discussion: Speech.text(
                    "E is an error, W a warning, N a note; - means that the set does not ask for it.",
                    zh: "E 表示错误，W 表示警告，N 表示提示；- 表示该规则集不要求。"
                )
            )
        }

        static var examples: [CommandExample] {
            [
                CommandExample(
                    "handover contract rules",
                    LocalizedText("All rules, with their severity in each set.", zh: "全部规则及其在各规则集中的级别。")
                ),
                CommandExample(
                    "handover contract rules path.overlap",
                    LocalizedText("One rule, with a bad and a good example.", zh: "一条规则，附反例和正例。")
                ),
            ]
        }

        /// How the rules look.
        enum Format: String, ExpressibleByArgument, CaseIterable {
            case text, json, markdown
        }

        @Argument(
            help: ArgumentHelp(
                Speech.text(
                    "Names of rules, categories or errors of reading; otherwise all rules.",
                    zh: "规则、类别或读取错误的名称；未指定时为全部规则。"
                ),
                valueName: Speech.text("rule", zh: "规则")
            )
        )
        var names: [String] = []

        @Option(
            help: ArgumentHelp(
                Speech.text("Form of results: text, json or markdown.", zh: "结果的格式：text、json 或 markdown。"),
                valueName: Speech.text("format", zh: "格式")
            )
        )
        var format: Format = .text

        @OptionGroup var speech: SpeechOptions

        func run() async throws {
            let chosen = try chosen()
            var results = ResultStream(isJSON: format == .json)
            switch format {
            case .markdown: results.bytes = Array(RulePage.markdown.utf8)
            case .json: results.bytes = Array((Self.value(chosen).text(indentation: 2) + "\n").utf8)
            case .text: results.bytes = Array((Self.text(chosen) + "\n").utf8)
            }
            try results.flush()
        }

        /// What is shown.
        private struct Chosen {
            let rules: [LintRule]
            let errors: [ReadingError]
        }

        private func chosen() throws -> Chosen {
            guard !names.isEmpty else { return Chosen(rules: RuleCatalogue.all, errors: []) }
            let rules = RuleCatalogue.all.map { [$0.id, $0.category.rawValue] }
            let errors = ReadingError.all.map { [$0.code, $0.category] }
            let known = (rules + errors).flatMap { $0 } + LintCategory.allCases.map(\.rawValue)
            for name in names where !known.contains(name) {
                throw ServiceError(
                    "lint.unknown-rule",
                    LocalizedText("there is no rule '\(name)'", zh: "没有规则“\(name)”"),
                    remedy: EditDistance.nearest(to: name, among: known)
                        .map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                )
            }
            return Chosen(
                rules: RuleCatalogue.all.filter { names.contains($0.id) || names.contains($0.category.rawValue) },
                errors: ReadingError.all.filter { names.contains($0.code) || names.contains($0.category) }
            )
        }

        private static func text(_ chosen: Chosen) -> String {
            if chosen.rules.count == 1, chosen.errors.isEmpty { return page(chosen.rules[0]) }
            if chosen.errors.count == 1, chosen.rules.isEmpty { return page(chosen.errors[0]) }
            var table = TextTable(headings: [
                Speech.text("rule", zh: "规则"), "minimal", "recommended", "strict", Speech.text("why", zh: "理由"),
            ])
            for rule in chosen.rules {
                table.append([rule.id] + letters(rule) + [rule.rationale.text(in: Speech.language)])
            }
            for error in chosen.errors {
                table.append([error.code, "E", "E", "E", error.meaning.text(in: Speech.language)])
            }
            return table.lines(width: Speech.terminalWidth ?? Int.max).joined(separator: "\n")
        }

        private static func page(_ error: ReadingError) -> String {
            [
                error.code, "  " + Speech.text("an error in every set", zh: "在各规则集中均为错误"), "",
                "  " + error.meaning.text(in: Speech.language), "  " + error.remedy.text(in: Speech.language),
            ].joined(separator: "\n")
        }

        private static func page(_ rule: LintRule) -> String {
            let sets = zip(["minimal", "recommended", "strict"], letters(rule)).map { "\($0): \($1)" }
            func indented(_ text: String) -> String {
                text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
            }
            return [
                rule.id, "  " + sets.joined(separator: "  "), "", indented(rule.rationale.text(in: Speech.language)),
                "",
                Speech.text("Instead of", zh: "不要写"), "", indented(rule.bad.text), "",
                Speech.text("write", zh: "应写"), "", indented(rule.good.text),
            ].joined(separator: "\n")
        }

        private static func letters(_ rule: LintRule) -> [String] {
            [rule.severities.minimal, rule.severities.recommended, rule.severities.strict]
                .map { $0.map { String($0.rawValue.prefix(1)).uppercased() } ?? "-" }
        }

        private static func value(_ chosen: Chosen) -> JSONValue {
            let rules = chosen.rules.map { rule -> JSONValue in
                func severity(_ severity: Diagnostic.Severity?) -> JSONValue { .string(severity?.rawValue ?? "off") }
                return [
                    "id": .string(rule.id), "category": .string(rule.category.rawValue),
                    "severities": [
                        "minimal": severity(rule.severities.minimal),
                        "recommended": severity(rule.severities.recommended),
                        "strict": severity(rule.severities.strict),
                    ], "rationale": .string(rule.rationale.text(in: Speech.language)),
                    "bad": .string(rule.bad.text), "good": .string(rule.good.text),
                ]
            }
            let errors = chosen.errors.map { error -> JSONValue in
                [
                    "id": .string(error.code), "category": .string(error.category),
                    "severities": ["minimal": "error", "recommended": "error", "strict": "error"],
                    "rationale": .string(error.meaning.text(in: Speech.language)),
                    "remedy": .string(error.remedy.text(in: Speech.language)),
                ]
            }
            return .array(rules + errors)
        }
    }
}
