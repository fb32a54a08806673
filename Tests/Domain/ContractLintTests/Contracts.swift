import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract
@testable import ContractLint

/// Contracts of tests, read from YAML.
enum Contracts {
    static let today = CalendarDay("2026-06-01")

    /// What a linter says of a text.
    static func result(
        _ text: String,
        _ ruleSet: RuleSet = .recommended,
        file: String = "api.yaml"
    ) throws -> LintResult {
        let document = try YAMLReader().read(Array(text.utf8))
        let version = document.root["openapi"]?.string.flatMap { OpenAPIVersion($0) } ?? .v31
        let subject = LintSubject(
            map: ContractMap(document, version: version),
            writtenVersion: version,
            findings: [],
            location: { SourceLocation(file: file, position: $0.position) }
        )
        return Linter(ruleSet, today: try #require(today)).result(for: subject)
    }

    /// The rules that an example breaks, of those that are on by default and the one that it shows.
    static func broken(by example: RuleExample, with rule: LintRule) throws -> Set<String> {
        var set = RuleSet.recommended
        if let severity = rule.severities.recommended ?? rule.severities.strict { set.set(rule.id, to: severity) }
        return Set(try result(example.document, set).findings.map(\.rule))
    }
}
