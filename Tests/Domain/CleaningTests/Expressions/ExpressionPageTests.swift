import Foundation
import Testing

@testable import Cleaning

@Suite("Reference of expressions")
struct ExpressionPageTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../docs/reference/expressions.md").standardizedFileURL

    /// `BLESS=1` writes the page instead of comparing it; `make bless` does that.
    @Test("docs/reference/expressions.md says what the functions say")
    func isUpToDate() throws {
        if ProcessInfo.processInfo.environment["BLESS"] != nil {
            try Data(ExpressionPage.markdown.utf8).write(to: Self.file)
        }
        let page = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(page == ExpressionPage.markdown, "run 'make bless' and look at the difference")
    }

    @Test("The examples of operators have the values that they say")
    func operators() throws {
        for row in ExpressionPage.operators {
            #expect(try ExpressionTests.value(row.example) == row.value, "\(row.example)")
        }
    }

    @Test("The recipe of the page can be used")
    func recipe() throws {
        let parts = ExpressionPage.markdown.components(separatedBy: "```yaml\n")
        let recipe = try #require(parts.last?.components(separatedBy: "```").first)
        _ = try Cleaner(
            Recipes.recipe(recipe),
            columns: ["amount", "price", "quantity", "order_date", "paid_at", "status"]
        )
    }
}
