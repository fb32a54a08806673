package import ContractLint
package import Diagnostics

/// Findings as commands that GitHub's runners turn into annotations of a change, one a line.
package struct GitHubReport: Sendable {
    private let language: Language

    /// A report with messages in a language.
    package init(language: Language) { self.language = language }

    /// The report as UTF-8, each line with a line feed.
    package func bytes(of result: LintResult) -> [UInt8] {
        var output: [UInt8] = []
        for finding in result.findings {
            output += line(for: finding).utf8
            output.append(UInt8(ascii: "\n"))
        }
        return output
    }

    private func line(for finding: LintFinding) -> String {
        let command =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        var properties = "file=\(WorkflowCommand.escapedProperty(finding.location.file))"
        if let position = finding.location.position { properties += ",line=\(position.line),col=\(position.column)" }
        properties += ",title=\(WorkflowCommand.escapedProperty(finding.rule))"
        let help = finding.remedy.map {
            "\n" + LocalizedText("help: ", zh: "办法：").text(in: language) + $0.text(in: language)
        }
        let message = finding.message.text(in: language) + (help ?? "")
        return "::\(command) \(properties)::\(WorkflowCommand.escapedMessage(message))"
    }
}
