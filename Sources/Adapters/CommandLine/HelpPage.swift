package import Diagnostics

/// A command to copy, and what it does.
package struct CommandExample: Sendable {
    let command: String
    let purpose: LocalizedText

    /// An example.
    package init(_ command: String, _ purpose: LocalizedText) {
        self.command = command
        self.purpose = purpose
    }
}

/// The help of one command.
package struct HelpPage {
    private let command: CommandDescription
    private let examples: [CommandExample]
    private let language: Language

    /// The columns of a page that goes to no terminal.
    package static let standardWidth = 80
    private static let indentation = 2
    private static let maximumLabelWidth = 24
    /// Longer lines are hard to read, however wide the terminal is.
    private static let maximumWidth = 100

    /// The help of a command in one language.
    package init(_ command: CommandDescription, examples: [CommandExample], language: Language) {
        self.command = command
        self.examples = examples
        self.language = language
    }

    /// The page for a terminal of some width.
    package func text(width: Int) -> String {
        let width = max(40, min(width, Self.maximumWidth))
        var parts = [WrappedText.lines(command.abstract, width: width), usage(width)]
        if !command.discussion.isEmpty { parts.append(WrappedText.lines(command.discussion, width: width)) }
        let positional = command.arguments.filter { $0.kind == .positional }
        let named = command.arguments.filter { $0.kind != .positional }
        parts.append(
            section("Commands", zh: "命令", command.subcommands.map { ($0.words.last ?? "", $0.abstract) }, width)
        )
        parts.append(section("Arguments", zh: "参数", positional.map { ($0.label, text(of: $0)) }, width))
        parts.append(section("Options", zh: "选项", named.map { ($0.label, text(of: $0)) }, width))
        parts.append(exampleLines(width))
        parts.append(section("Exit codes", zh: "退出码", Self.exitCodes.map { ($0, $1.text(in: language)) }, width))
        if !command.subcommands.isEmpty {
            let call = (command.words + [word("<command>", zh: "<命令>"), "--help"]).joined(separator: " ")
            parts.append([word("More about a command: \(call)", zh: "查看某个命令的帮助：\(call)")])
        }
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private func usage(_ width: Int) -> [String] {
        var words = [command.words.joined(separator: " ")]
        if command.subcommands.isEmpty {
            words += command.arguments.filter { $0.kind == .positional || $0.isRequired }.map(\.synopsis)
            words.append(word("[options]", zh: "[选项]"))
        } else {
            words.append(word("<command>", zh: "<命令>"))
        }
        return WrappedText.lines(word("Usage: ", zh: "用法：") + words.joined(separator: " "), width: width)
    }

    private func text(of argument: CommandDescription.Argument) -> String {
        if argument.names.contains("--help") { return word("Shows this help.", zh: "显示本帮助。") }
        if argument.names.contains("--version") { return word("Shows the version.", zh: "显示版本。") }
        guard let value = argument.defaultValue, !value.isEmpty else { return argument.abstract }
        return argument.abstract + word(" Default: \(value).", zh: "缺省：\(value)。")
    }

    private func section(_ title: String, zh chinese: String, _ entries: [(String, String)], _ width: Int) -> [String] {
        guard !entries.isEmpty else { return [] }
        let labelWidth = min(Self.maximumLabelWidth, entries.map { DisplayWidth.of($0.0) }.max() ?? 0)
        let indentation = String(repeating: " ", count: Self.indentation)
        let column = Self.indentation + labelWidth + 2
        var lines = [word("\(title):", zh: "\(chinese)：")]
        for (label, text) in entries {
            var broken = WrappedText.lines(text, width: width - column)
            var first = indentation + DisplayWidth.padded(label, to: labelWidth + 2)
            // A long label stands alone on its line.
            if DisplayWidth.of(label) <= labelWidth, !broken.isEmpty { first += broken.removeFirst() }
            lines.append(WrappedText.trimmed(first))
            lines += broken.map { String(repeating: " ", count: column) + $0 }
        }
        return lines
    }

    private func exampleLines(_ width: Int) -> [String] {
        guard !examples.isEmpty else { return [] }
        let lines = examples.flatMap { example in
            example.command.split(separator: "\n").map { "  \($0)" }
                + WrappedText.lines(example.purpose.text(in: language), width: width - 6).map { "      \($0)" }
        }
        return [word("Examples:", zh: "示例：")] + lines
    }

    private static let exitCodes = [
        ("0", LocalizedText("done", zh: "完成")),
        ("1", LocalizedText("the answer is no", zh: "答案为否")),
        ("2", LocalizedText("the command or its input could not be used", zh: "命令或其输入无法使用")),
        ("3", LocalizedText("the system failed: port, disk, data or network", zh: "系统出错：端口、磁盘、数据或网络")),
    ]

    private func word(_ english: String, zh chinese: String) -> String {
        LocalizedText(english, zh: chinese).text(in: language)
    }
}
