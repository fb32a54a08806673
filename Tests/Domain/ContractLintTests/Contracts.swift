import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract
@testable import ContractLint

/// Contracts of tests, read from YAML.
enum Contracts {
    private static let today = CalendarDay("2026-06-01")

    /// What a linter says of a text, and of the files that it refers to.
    static func result(
        _ text: String,
        _ ruleSet: RuleSet = .recommended,
        file: String = "api.yaml",
        files: [String: String] = [:],
        others: [Diagnostic] = []
    ) throws -> LintResult {
        var assembly = ContractAssembly(try document(text), at: file)
        while let missing = assembly.missing.first {
            if let text = files[missing.path] {
                assembly.add(try document(text), at: missing.path)
            } else {
                assembly.fail(missing.path, .notFound(near: nil))
            }
        }
        let reader = ContractReader(assembly.finish())
        let input = LintInput(reader.reading(), others: others)
        return Linter(ruleSet, today: try #require(today)).result(for: [input])
    }

    /// The rules that an example breaks, of those that are on by default and the one that it shows.
    static func broken(by example: RuleExample, with rule: LintRule) throws -> Set<String> {
        var set = RuleSet.recommended
        if let severity = rule.severities.recommended ?? rule.severities.strict { set.set(rule.id, to: severity) }
        return Set(try result(example.document, set, files: example.files).findings.map(\.rule))
    }

    /// A rule set from the text of a file, and of others that it extends.
    static func ruleSet(_ text: String, others: [String: String] = [:]) throws -> RuleSet {
        var reader = RuleSetReader { path throws(RuleFileError) in
            guard let text = path == "rules.yaml" ? text : others[path] else {
                throw RuleFileError([Diagnostic(code: "file.unreadable", LocalizedText("'\(path)'", zh: "“\(path)”"))])
            }
            do {
                return try document(text)
            } catch {
                throw RuleFileError([Diagnostic(code: "yaml", LocalizedText("\(error)", zh: "\(error)"))])
            }
        }
        return try reader.ruleSet("rules.yaml")
    }

    static func document(_ text: String) throws -> JSONDocument { try YAMLReader().read(Array(text.utf8)) }
}
