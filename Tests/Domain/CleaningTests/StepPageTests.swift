import Foundation
import Testing

@testable import Cleaning

@Suite("Reference of the steps")
struct StepPageTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../docs/reference/cleaning-steps.md").standardizedFileURL

    /// `BLESS=1` writes the page instead of comparing it; `make bless` does that.
    @Test("docs/reference/cleaning-steps.md says what the steps say")
    func isUpToDate() throws {
        if ProcessInfo.processInfo.environment["BLESS"] != nil {
            try Data(StepPage.markdown.utf8).write(to: Self.file)
        }
        let page = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(page == StepPage.markdown, "run 'make bless' and look at the difference")
    }

    @Test("Every step has a section")
    func sections() {
        let page = StepPage.markdown
        for step in StepCatalogue.all where !page.contains("\n## \(step.name)\n") {
            Issue.record("\(step.name) has no section")
        }
    }
}
