import ContractLint
import Testing

@Suite("Categories of rules")
struct LintCategoryTests {
    @Test("The part before the point says the category", arguments: LintCategory.allCases)
    func readsID(_ category: LintCategory) {
        #expect(LintCategory(ofRule: "\(category.rawValue).some-rule") == category)
    }

    @Test("Other ids have none", arguments: ["", "path", "our.order-id", ".path"])
    func refuses(_ id: String) {
        #expect(LintCategory(ofRule: id) == nil)
    }
}
