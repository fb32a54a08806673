import Diagnostics
import JSON
import Testing

@testable import ContractLint

@Suite("Real contracts")
struct CorpusTests {
    /// What other programs and people count in these documents too.
    static let counts: [String: [String: Int]] = [
        "cloudflare-3.0.json": [
            "component.unused": 258, "path.overlap": 15, "path.query-or-fragment": 1, "response.error-missing": 91,
            "operation.delete-body": 141, "component.case-variant": 3, "tag.undefined": 232,
        ],
        "discord-3.1.json": [
            "path.overlap": 25, "operation.undescribed": 225, "security.optional": 22, "security.implicit-flow": 1,
        ],
        "figma-3.1.yaml": ["component.unused": 0, "security.secret-in-url": 1],
        "github-3.0.json": [
            "response.error-missing": 322, "path.overlap": 26, "tag.unused": 1, "security.none": 1,
            "component.unused": 0, "operation.id-url-safe": 0,
        ],
        "museum-3.1.yaml": ["security.basic": 1],
        "openai-3.1.yaml": [
            "component.unused": 201, "path.query-or-fragment": 6, "response.error-missing": 118, "tag.undefined": 21,
            "tag.unused": 1,
        ],
        "parameters-style-3.1.yaml": ["path.query-or-fragment": 2, "response.none": 25, "operation.get-body": 1],
        "redoc-demo-3.1.yaml": [
            "component.unused": 1, "response.none": 2, "response.success-missing": 5, "security.implicit-flow": 1,
            "operation.id-url-safe": 2,
        ],
        "schema-types-3.1.yaml": ["response.none": 23],
        "stripe-3.0.yaml": ["operation.get-body": 210, "component.unused": 0, "server.trailing-slash": 2],
        "train-travel-3.1.yaml": ["server.example-host": 1, "response.error-missing": 0],
    ]

    @Test("What is found in real contracts is what is there", arguments: Corpus.names)
    func counts(_ name: String) throws {
        guard let folder = Corpus.folder, let today = CalendarDay("2026-06-01") else { return }
        let reading = try Corpus.reading(name, in: folder)
        let result = Linter(.strict, today: today).result(for: [LintInput(reading)])
        let found = Dictionary(grouping: result.findings, by: \.rule).mapValues(\.count)
        for (rule, count) in Self.counts[name, default: [:]].sorted(by: { $0.key < $1.key })
        where found[rule, default: 0] != count {
            Issue.record("\(name): \(rule) \(found[rule, default: 0]) times instead of \(count)")
        }
        #expect(result.findings.allSatisfy { $0.location.position != nil })
        #expect(result.findings == result.findings.sorted(by: LintFinding.precedes))
        // Nothing of a value is lost on the way to its name in reports.
        #expect(result.findings.allSatisfy { $0.fingerprint.hasPrefix($0.rule + " /") || $0.pointer.tokens.isEmpty })
    }

    @Test("Every document of the table is there, once one is")
    func table() {
        guard !Corpus.names.isEmpty else { return }
        #expect(Set(Self.counts.keys).isSubset(of: Set(Corpus.names)))
    }
}
