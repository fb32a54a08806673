package import ContractLint
package import Diagnostics

/// Findings as JUnit's XML, which every build server shows: one test case a finding, or one that passes.
///
/// A finding that does not matter enough to fail is a case that passes, with its message as output.
package struct JUnitReport: Sendable {
    private let language: Language
    private let threshold: Diagnostic.Severity

    /// A report.
    ///
    /// - Parameters:
    ///   - language: The language of messages.
    ///   - threshold: The least severity that is a failure.
    package init(language: Language, failingOn threshold: Diagnostic.Severity = .error) {
        self.language = language
        self.threshold = threshold
    }

    /// The report as UTF-8.
    ///
    /// - Parameters:
    ///   - result: What was found.
    ///   - entry: The contract's file, which names the suite.
    /// - Returns: The XML document.
    package func bytes(of result: LintResult, entry: String) -> [UInt8] {
        let count = max(1, result.findings.count)
        let counts = #"tests="\#(count)" failures="\#(result.findings.count(where: isFailure))""#
        var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
        text += #"<testsuites name="contract lint" \#(counts)>"# + "\n"
        text += #"  <testsuite name="\#(Self.attribute(entry))" \#(counts)>"# + "\n"
        if result.findings.isEmpty {
            text += #"    <testcase classname="\#(Self.attribute(result.ruleSetName))" name="all rules"/>"# + "\n"
        }
        for finding in result.findings { append(finding, to: &text) }
        text += "  </testsuite>\n</testsuites>\n"
        return Array(text.utf8)
    }

    private func append(_ finding: LintFinding, to text: inout String) {
        let message = finding.message.text(in: language)
        let remedy = finding.remedy.map {
            "\n" + LocalizedText("help: ", zh: "办法：").text(in: language) + $0.text(in: language)
        }
        let name = Self.attribute("\(finding.rule) \(finding.location)")
        text += #"    <testcase classname="\#(Self.attribute(finding.rule))" name="\#(name)">"# + "\n"
        let content = Self.content("\(finding.location): \(message)\(remedy ?? "")")
        if isFailure(finding) {
            let type = finding.severity.rawValue
            text +=
                #"      <failure type="\#(type)" message="\#(Self.attribute(message))">\#(content)</failure>"# + "\n"
        } else {
            text += "      <system-out>\(finding.severity.rawValue): \(content)</system-out>\n"
        }
        text += "    </testcase>\n"
    }

    private func isFailure(_ finding: LintFinding) -> Bool {
        switch threshold {
        case .error: finding.severity == .error
        case .warning: finding.severity != .note
        case .note: true
        }
    }

    private static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }
    private static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

    /// XML 1.0 has no place for most control characters, not even escaped.
    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where isAttribute: result += "&quot;"
            case "\t" where isAttribute: result += "&#9;"
            case "\n" where isAttribute: result += "&#10;"
            case "\r": result += "&#13;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
