import Foundation
import Testing

@testable import ContractLint

@Suite("Reference of the rules")
struct RulePageTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../docs/reference/lint-rules.md").standardizedFileURL

    /// `BLESS=1` writes the page instead of comparing it; `make bless` does that.
    @Test("docs/reference/lint-rules.md says what the rules say")
    func isUpToDate() throws {
        if ProcessInfo.processInfo.environment["BLESS"] != nil {
            try FileManager.default.createDirectory(
                at: Self.file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(RulePage.markdown.utf8).write(to: Self.file)
        }
        let page = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(page == RulePage.markdown, "run 'make bless' and look at the difference")
    }

    @Test("Every rule has a section with both examples")
    func sections() {
        let page = RulePage.markdown
        for rule in RuleCatalogue.all where !page.contains("### `\(rule.id)`\n") {
            Issue.record("\(rule.id) has no section")
        }
        #expect(page.components(separatedBy: "Breaks the rule").count == RuleCatalogue.all.count + 1)
    }
}
