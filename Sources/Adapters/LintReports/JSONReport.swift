package import ContractLint
package import Diagnostics
import JSON

/// Findings for programs, as one JSON object.
///
/// `version` counts up when a member changes its meaning; members may be added without.
package struct JSONReport: Sendable {
    private let language: Language

    /// A report with messages in a language.
    package init(language: Language) { self.language = language }

    /// The report as UTF-8, with a line feed at the end.
    package func bytes(of result: LintResult) -> [UInt8] {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.name("version")
        writer.integer(1)
        writer.name("rules")
        writer.string(result.ruleSetName)
        writer.name("summary")
        writer.beginObject()
        for (name, severity) in [("errors", Diagnostic.Severity.error), ("warnings", .warning), ("notes", .note)] {
            writer.name(name)
            writer.integer(result.count(of: severity))
        }
        writer.name("ignored")
        writer.integer(result.ignoredCount)
        writer.endObject()
        writer.name("findings")
        writer.beginArray()
        for finding in result.findings { append(finding, to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private func append(_ finding: LintFinding, to writer: inout JSONWriter) {
        writer.beginObject()
        func member(_ name: String, _ value: String) {
            writer.name(name)
            writer.string(value)
        }
        member("rule", finding.rule)
        member("severity", finding.severity.rawValue)
        member("category", finding.category)
        member("message", finding.message.text(in: language))
        if let remedy = finding.remedy { member("remedy", remedy.text(in: language)) }
        member("file", finding.location.file)
        if let position = finding.location.position {
            writer.name("line")
            writer.integer(position.line)
            writer.name("column")
            writer.integer(position.column)
        }
        member("pointer", finding.pointer.description)
        member("fingerprint", finding.fingerprint)
        writer.endObject()
    }
}
