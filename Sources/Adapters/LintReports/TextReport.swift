package import ContractLint
package import Diagnostics

/// Findings for people: each with the line it is about, and the sum at the end.
package struct TextReport: Sendable {
    private let language: Language
    private let isColoured: Bool
    private let sources: SourceLines
    private let width: @Sendable (String) -> Int
    private let shown: @Sendable (String) -> String

    /// A report.
    ///
    /// - Parameters:
    ///   - language: The language of everything but rule names and quotations.
    ///   - isColoured: Whether a terminal shows it.
    ///   - sources: The files, for excerpts.
    ///   - width: How many columns of a terminal a text takes.
    ///   - shown: A text on one line, with what a terminal would obey escaped.
    package init(
        language: Language,
        isColoured: Bool,
        sources: SourceLines,
        width: @escaping @Sendable (String) -> Int,
        shown: @escaping @Sendable (String) -> String
    ) {
        self.language = language
        self.isColoured = isColoured
        self.sources = sources
        self.width = width
        self.shown = shown
    }

    /// The report as UTF-8, each line with a line feed.
    ///
    /// - Parameters:
    ///   - result: What was found.
    ///   - fileCount: How many files the contracts have.
    /// - Returns: The text.
    package func bytes(of result: LintResult, fileCount: Int) -> [UInt8] {
        var output: [UInt8] = []
        for finding in result.findings { append(finding, to: &output) }
        line(summary(of: result, fileCount: fileCount), &output)
        return output
    }

    private func append(_ finding: LintFinding, to output: inout [UInt8]) {
        let name = painted(word(for: finding.severity), colour(of: finding.severity))
        let rule = painted("[\(finding.rule)]", .grey)
        let message = shown(finding.message.text(in: language))
        let colon = language == .english ? ": " : "："
        line("\(shown(finding.location.description)): \(name)\(colon)\(message) \(rule)", &output)
        if let position = finding.location.position,
            let part = sources.part(around: position.column, ofLine: position.line, of: finding.location.file)
        {
            let excerpt = SourceExcerpt(of: part, width: width)
            let number = String(position.line)
            let margin = max(5, number.utf8.count)
            let padding = String(repeating: " ", count: margin - number.utf8.count)
            line(painted("\(padding)\(number) |", .grey) + " \(excerpt.text)", &output)
            let blanks = String(repeating: " ", count: excerpt.indentation)
            let bar = painted(String(repeating: " ", count: margin) + " |", .grey)
            line("\(bar) \(blanks)\(painted("^", colour(of: finding.severity)))", &output)
        }
        if let remedy = finding.remedy {
            let help = LocalizedText("help: ", zh: "办法：").text(in: language)
            line("  " + help + shown(remedy.text(in: language)), &output)
        }
    }

    private func summary(of result: LintResult, fileCount: Int) -> String {
        let errors = result.count(of: .error)
        let warnings = result.count(of: .warning)
        let notes = result.count(of: .note)
        let ignored = result.ignoredCount
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        let counts = "\(count(errors, "error")), \(count(warnings, "warning")), \(count(notes, "note"))"
        return LocalizedText(
            "\(counts) in \(count(fileCount, "file"))\(ignored > 0 ? ", \(ignored) ignored" : "") "
                + "(rules: \(result.ruleSetName))",
            zh: "\(errors) 个错误，\(warnings) 个警告，\(notes) 个提示，共 \(fileCount) 个文件"
                + "\(ignored > 0 ? "，忽略 \(ignored) 个" : "")（规则：\(result.ruleSetName)）"
        ).text(in: language)
    }

    private func word(for severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: LocalizedText("error", zh: "错误").text(in: language)
        case .warning: LocalizedText("warning", zh: "警告").text(in: language)
        case .note: LocalizedText("note", zh: "提示").text(in: language)
        }
    }

    private enum Colour: String {
        case red = "1;31"
        case yellow = "1;33"
        case blue = "1;34"
        case grey = "2"
    }

    private func colour(of severity: Diagnostic.Severity) -> Colour {
        switch severity {
        case .error: .red
        case .warning: .yellow
        case .note: .blue
        }
    }

    private func painted(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func line(_ text: String, _ output: inout [UInt8]) {
        output += text.utf8
        output.append(UInt8(ascii: "\n"))
    }
}
