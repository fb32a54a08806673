import Diagnostics
import JSON
import Testing

@testable import Contract

@Suite("Findings of several readers")
struct FindingCollectorTests {
    private static let place = SourceLocation(file: "a.yaml", position: SourcePosition(line: 1, column: 1))

    private func earlier(_ message: String) -> Diagnostic {
        Diagnostic(
            code: ContractRule.wrongType.code,
            severity: .warning,
            LocalizedText(message, zh: "x"),
            at: Self.place
        )
    }

    @Test(
        "The same words at the same place are one finding with the higher severity; other words are another",
        arguments: [("one", ["one!"]), ("two", ["one!", "two"])]
    )
    func merges(_ message: String, _ expected: [String]) throws {
        let document = try JSONParser().parse("1")
        var collector = FindingCollector { _ in Self.place }
        collector.report(.wrongType, LocalizedText("one", zh: "x"), at: document.root, severity: .error)
        collector.merge([earlier(message)])
        let found = collector.sorted.map { $0.message.english + ($0.severity == .error ? "!" : "") }
        #expect(found.sorted() == expected)
    }
}
