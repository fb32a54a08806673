import Diagnostics
import Foundation
import JSON
import Testing
import YAMLDocuments

@testable import Contract
@testable import ContractLint

@Suite("Schemas and examples of real contracts")
struct SchemaRuleCorpusTests {
    /// What another implementation of the same rules counts in these documents.
    static let expected: [String: [String: Int]] = [
        "cloudflare-3.0.json": [
            "example.schema": 24, "schema.default-invalid": 10, "schema.required-undefined": 20,
            // Failures are written as an answer of success and one of failure in one.
            "schema.impossible": 826,
            "schema.unknown-keyword": 2, "schema.array-without-items": 2,
        ],
        "github-3.0.json": [
            "example.media-type": 6, "example.schema": 1, "schema.required-undefined": 2,
            "schema.array-without-items": 8,
        ],
        "discord-3.1.json": ["schema.enum-empty": 2, "schema.single-branch": 159],
        "figma-3.1.yaml": ["schema.required-undefined": 4, "schema.discriminator-property": 1],
        "openai-3.1.yaml": [
            "schema.nullable-in-3.1": 112, "schema.default-invalid": 23, "example.schema": 13,
            "schema.one-of-overlap": 4, "schema.impossible-branch": 1, "schema.unknown-keyword": 3,
            "schema.other-draft": 4, "schema.required-undefined": 12, "schema.discriminator-property": 10,
        ],
        "redoc-demo-3.1.yaml": [
            "schema.pattern-delimiters": 2, "schema.default-invalid": 1, "example.schema": 2, "schema.impossible": 1,
        ],
        "schema-types-3.1.yaml": [
            "schema.default-invalid": 4, "schema.nullable-in-3.1": 3, "schema.impossible": 3,
            "schema.array-without-items": 1,
        ],
        "museum-3.1.yaml": ["example.schema": 0, "example.media-type": 0],
        "train-travel-3.1.yaml": ["example.schema": 0, "example.media-type": 0],
    ]

    @Test("What is found is what is there", arguments: expected.keys.sorted())
    func counts(_ name: String) throws {
        guard let folder = Corpus.folder, let today = CalendarDay("2026-06-01") else { return }
        let reading = try Corpus.reading(name, in: folder)
        let strict = Linter(.strict, today: today).result(for: [LintInput(reading)])
        let recommended = Linter(.recommended, today: today).result(for: [LintInput(reading)])
        var found = Dictionary(grouping: strict.findings, by: \.rule)
        // Strict looks further here; and what counts is schemas, not names.
        let undefined = recommended.findings.filter { $0.rule == "schema.required-undefined" }
        let bySchema = Dictionary(grouping: undefined) { $0.pointer.tokens.dropLast() }
        found["schema.required-undefined"] = bySchema.values.compactMap(\.first)
        for (rule, count) in Self.expected[name, default: [:]].sorted(by: { $0.key < $1.key })
        where found[rule]?.count ?? 0 != count {
            let first = found[rule]?.prefix(20).map { "\n  \($0.diagnostic.rendered(in: .english))" }.joined() ?? ""
            Issue.record("\(name): \(rule) \(found[rule]?.count ?? 0) times instead of \(count)\(first)")
        }
    }
}
