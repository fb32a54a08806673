package import Diagnostics

/// A command line that cannot be understood, in our words and in both languages.
///
/// The argument parser keeps its errors to itself and hands out English sentences, so they are recognised by their
/// form; one that is not known is passed on as it is.
package struct UsageError: ExplainedError {
    package let diagnostics: [Diagnostic]

    /// An error from the argument parser's sentence.
    ///
    /// - Parameters:
    ///   - sentence: What the argument parser says.
    ///   - command: The command that was called, as far as it could be found out.
    package init(_ sentence: String, calling command: CommandDescription) {
        let sentence = String(sentence.prefix { $0 != "\n" })
        let finding = Self.finding(sentence, command)
        let help = (command.words + ["--help"]).joined(separator: " ")
        let see = LocalizedText("see '\(help)'", zh: "参见“\(help)”")
        let remedy = finding.remedy.map {
            let isQuestion = $0.english.hasSuffix("?")
            return LocalizedText(
                $0.english + (isQuestion ? " See '\(help)'" : "; \(see.english)"),
                zh: $0.chinese + (isQuestion ? "" : "；") + see.chinese
            )
        }
        diagnostics = [Diagnostic(code: "command.\(finding.code)", finding.message, remedy: remedy ?? see)]
    }

    private struct Finding {
        let code: String
        let message: LocalizedText
        var remedy: LocalizedText?
    }

    private static func finding(_ sentence: String, _ command: CommandDescription) -> Finding {
        if let text = sentence.between("Unknown option '", "'") { return unknownOption(text, command) }
        if let text = sentence.between("Invalid option: ", "") { return unknownOption(text, command) }
        if let name = sentence.between("Missing value for '", "'") {
            return Finding(
                code: "missing-value",
                message: LocalizedText("'\(name)' needs a value", zh: "“\(name)”缺少值")
            )
        }
        if let text = sentence.between("The option '", "' was specified."),
            let (name, value) = text.split(around: "' does not take any value, but '")
        {
            return Finding(
                code: "unexpected-value",
                message: LocalizedText(
                    "'\(name)' takes no value, but '\(value)' is given",
                    zh: "“\(name)”不接受值“\(value)”"
                )
            )
        }
        if let text = sentence.between("Unexpected argument '", "'") { return unexpected(text, command) }
        if let (_, list) = sentence.split(around: " unexpected arguments: '") {
            return unexpected(list.split(around: "', '")?.0 ?? String(list.dropLast()), command)
        }
        if let name = sentence.between("Missing expected argument '", "'") {
            return Finding(
                code: "missing-argument",
                message: LocalizedText("'\(name)' is missing", zh: "缺少“\(name)”")
            )
        }
        if let text = sentence.between("The value '", ""), let (value, rest) = text.split(around: "' is invalid for '")
        {
            return invalidValue(value, rest, command)
        }
        return Finding(code: "unusable", message: LocalizedText(sentence, zh: sentence))
    }

    private static func unknownOption(_ text: String, _ command: CommandDescription) -> Finding {
        // The parser's own suggestion knows no exchanged letters.
        let name = text.split(around: "'. Did you mean '")?.0 ?? text
        return Finding(
            code: "unknown-option",
            message: LocalizedText("there is no option '\(name)'", zh: "没有选项“\(name)”"),
            remedy: didYouMean(EditDistance.nearest(to: name, among: command.arguments.flatMap(\.names)))
        )
    }

    private static func unexpected(_ text: String, _ command: CommandDescription) -> Finding {
        guard !command.subcommands.isEmpty else {
            return Finding(
                code: "unexpected-argument",
                message: LocalizedText("'\(text)' is one argument too many", zh: "多余的参数“\(text)”"),
                remedy: text.contains(" ") || command.arguments.filter { $0.kind == .positional }.isEmpty
                    ? nil
                    : LocalizedText("put a name with spaces into quotes", zh: "带空格的名称请加引号")
            )
        }
        let names = command.subcommands.compactMap(\.words.last)
        let nearest = EditDistance.nearest(to: text, among: names)
        let list = names.map { "'\($0)'" }
        return Finding(
            code: "unknown-command",
            message: LocalizedText("there is no command '\(text)'", zh: "没有命令“\(text)”"),
            remedy: didYouMean(nearest)
                ?? LocalizedText("there are \(list.joined(separator: ", "))", zh: "可用：\(names.joined(separator: "、"))")
        )
    }

    private static func invalidValue(_ value: String, _ rest: String, _ command: CommandDescription) -> Finding {
        let name = rest.prefix { $0 != " " && $0 != "'" }
        var values = command.arguments.first { $0.names.contains(String(name)) }?.values ?? []
        if values.isEmpty, let (_, list) = rest.split(around: "Please provide one of '") {
            values = list.split(separator: "'").enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }
        }
        let remedy = values.last.map { last in
            let others = values.dropLast()
            return LocalizedText(
                "write \(others.isEmpty ? "" : others.joined(separator: ", ") + " or ")\(last)",
                zh: "请写 \(others.isEmpty ? "" : others.joined(separator: "、") + " 或 ")\(last)"
            )
        }
        return Finding(
            code: "invalid-value",
            message: LocalizedText("'\(name)' cannot be '\(value)'", zh: "“\(name)”不能是“\(value)”"),
            remedy: remedy
        )
    }

    private static func didYouMean(_ name: String?) -> LocalizedText? {
        name.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
    }
}

extension String {
    /// What stands between a beginning and an end; nil when the text has another form.
    fileprivate func between(_ beginning: String, _ end: String) -> String? {
        guard hasPrefix(beginning) else { return nil }
        let rest = dropFirst(beginning.count)
        // A sentence may go on after the end; the last one closes, since a quoted text may hold quotes.
        if end.isEmpty { return String(rest) }
        guard let last = rest.lastRange(of: end) else { return nil }
        let tail = rest[last.upperBound...]
        return tail.isEmpty || tail == "?" ? String(rest[..<last.lowerBound]) : nil
    }

    /// What stands before and after the first occurrence of a text.
    fileprivate func split(around text: String) -> (String, String)? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) {
                return (String(self[..<start]), String(self[start...].dropFirst(text.count)))
            }
            start = index(after: start)
        }
        return nil
    }
}

extension Substring {
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        var start = endIndex
        while start > startIndex {
            start = index(before: start)
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
        }
        return nil
    }
}
