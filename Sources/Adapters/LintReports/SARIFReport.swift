import Contract
package import ContractLint
package import Diagnostics
import JSON

/// Findings in the Static Analysis Results Interchange Format.
///
/// - SeeAlso: OASIS SARIF 2.1.0.
package struct SARIFReport: Sendable {
    private let language: Language
    private let toolVersion: String

    /// A report.
    ///
    /// - Parameters:
    ///   - language: The language of messages.
    ///   - toolVersion: The version of this program, for example `0.1.0`.
    package init(language: Language, toolVersion: String) {
        self.language = language
        self.toolVersion = toolVersion
    }

    /// The report as UTF-8, with a line feed at the end.
    package func bytes(of result: LintResult) -> [UInt8] {
        let found = Set(result.findings.map(\.rule))
        // The rules of a house follow those that come along, and the errors of reading.
        let known = (RuleCatalogue.all.map(\.id) + ReadingError.all.map(\.code)).filter { found.contains($0) }
        let ids = known + found.subtracting(known).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let positions = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        let driver: JSONValue = [
            "name": "handover", "version": .string(toolVersion), "rules": .array(ids.map { rule($0) }),
        ]
        let results = result.findings.map { self.result($0, index: positions[$0.rule] ?? 0) }
        let report: JSONValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": .array(results),
                ]
            ],
        ]
        var writer = JSONWriter(indentation: 2)
        writer.value(report)
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private func rule(_ id: String) -> JSONValue {
        if let error = ReadingError.named(id) { return self.rule(error) }
        guard let rule = RuleCatalogue.rule(id) else { return ["id": .string(id)] }
        let reason = rule.rationale.text(in: language)
        let bad = LocalizedText("Instead of", zh: "不要写").text(in: language)
        let good = LocalizedText("write", zh: "应写").text(in: language)
        let help = "\(reason)\n\n\(bad):\n\n\(rule.bad.text)\n\n\(good):\n\n\(rule.good.text)\n"
        let markdown =
            "\(reason)\n\n\(bad)\n\n```yaml\n\(rule.bad.text)\n```\n\n\(good)\n\n```yaml\n\(rule.good.text)\n```\n"
        return [
            "id": .string(id), "shortDescription": ["text": .string(reason)],
            "help": ["text": .string(help), "markdown": .string(markdown)],
            "defaultConfiguration": [
                "level": .string((rule.severities.recommended ?? rule.severities.strict).map(Self.level) ?? "none")
            ], "properties": ["category": .string(rule.category.rawValue)],
        ]
    }

    private func rule(_ error: ReadingError) -> JSONValue {
        let meaning = error.meaning.text(in: language)
        let remedy = error.remedy.text(in: language)
        // The same words as Markdown have names between backquotes.
        let help = "\(meaning)\n\n\(remedy)\n"
        return [
            "id": .string(error.code), "shortDescription": ["text": .string(meaning)],
            "help": ["text": .string(help.filter { $0 != "`" }), "markdown": .string(help)],
            "defaultConfiguration": ["level": "error"], "properties": ["category": .string(error.category)],
        ]
    }

    private func result(_ finding: LintFinding, index: Int) -> JSONValue {
        var message = finding.message.text(in: language)
        if let remedy = finding.remedy { message += "\n" + remedy.text(in: language) }
        var place: JSONValue = ["artifactLocation": ["uri": .string(Self.uri(of: finding.location.file))]]
        if let position = finding.location.position {
            place["region"] = ["startLine": .integer(position.line), "startColumn": .integer(position.column)]
        }
        let logical: JSONValue = ["fullyQualifiedName": .string(finding.pointer.description)]
        return [
            "ruleId": .string(finding.rule), "ruleIndex": .integer(index),
            "level": .string(Self.level(finding.severity)), "message": ["text": .string(message)],
            "locations": [["physicalLocation": place, "logicalLocations": [logical]]],
            "partialFingerprints": ["handover/v1": .string(finding.fingerprint)],
        ]
    }

    private static func level(_ severity: Diagnostic.Severity) -> String { severity.rawValue }

    /// A path as a reference: relative as it is, absolute with its scheme.
    private static func uri(of path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            // A colon in the first segment would be taken for the end of a scheme.
            PercentEncoding.encodedPath(segment).split(separator: ":", omittingEmptySubsequences: false)
                .joined(separator: "%3A")
        }
        return (path.hasPrefix("/") ? "file://" : "") + segments.joined(separator: "/")
    }
}
