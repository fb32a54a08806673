package import ContractLint
package import Diagnostics

/// Findings as JUnit's XML, which every build server shows: one test case a finding, or one that passes.
package struct JUnitReport: Sendable {
    private let language: Language

    /// A report with messages in a language.
    package init(language: Language) { self.language = language }

    /// The report as UTF-8.
    ///
    /// - Parameters:
    ///   - result: What was found.
    ///   - entry: The contract's file, which names the suite.
    /// - Returns: The XML document.
    package func bytes(of result: LintResult, entry: String) -> [UInt8] {
        let count = max(1, result.findings.count)
        let counts = #"tests="\#(count)" failures="\#(result.findings.count)""#
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
        text += #"      <failure type="\#(finding.severity.rawValue)" message="\#(Self.attribute(message))">"#
        text += Self.content("\(finding.location): \(message)\(remedy ?? "")") + "</failure>\n"
        text += "    </testcase>\n"
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
