import Diagnostics
import Testing

@testable import ContractLint

@Suite("Ignores")
struct IgnoreListTests {
    static let contract = """
        openapi: 3.1.0
        info: {title: Shop, version: '1.0', description: Orders}
        paths:
          /orders/: {get: {operationId: a, summary: A, responses: {default: {description: Orders}}}}
          /items/: {get: {operationId: b, summary: B, responses: {default: {description: Items}}}}
        """

    private func result(_ ignore: String, file: String = "specs/api.yaml") throws -> LintResult {
        let set = try Contracts.ruleSet("ignore: [{rule: path.trailing-slash, reason: Old, \(ignore)}]")
        return try Contracts.result(Self.contract, set, file: file)
    }

    @Test(
        "An ignore hides what lies at and below its pointer, in its file",
        arguments: [
            ("pointer: ''", 2), ("pointer: /paths", 2), ("pointer: /paths/~1orders~1", 1),
            ("pointer: /paths/*", 2), ("pointer: /paths/~1orders", 0), ("pointer: /paths/*/get", 0),
            ("file: api.yaml", 2), ("file: specs/api.yaml", 2), ("file: i.yaml", 0), ("file: other.yaml", 0),
            ("file: api.yaml, pointer: /paths/~1items~1", 1),
        ]
    )
    func hides(_ ignore: String, _ count: Int) throws {
        let result = try result(ignore)
        #expect(result.ignoredCount == count)
        #expect(result.findings.count { $0.rule == "path.trailing-slash" } == 2 - count)
        #expect(result.findings.count { $0.rule == "lint.unused-ignore" } == (count == 0 ? 1 : 0))
    }

    @Test(
        "An ignore holds on its last day, and the day after it does not",
        arguments: [("2026-06-01", 2), ("2026-05-31", 0)]
    )
    func expires(_ day: String, _ count: Int) throws {
        let result = try result("expires: \(day)")
        #expect(result.ignoredCount == count)
        let over = result.findings.filter { $0.rule == "lint.expired-ignore" }
        #expect(over.count == (count == 0 ? 1 : 0))
        for finding in over { #expect(finding.location.description == "rules.yaml:1:10") }
    }

    @Test("Days exist or do not", arguments: ["2024-02-29", "2000-02-29", "2027-12-31", "0000-01-01"])
    func days(_ text: String) { #expect(CalendarDay(text)?.description == text) }

    @Test(
        "What is no day is refused",
        arguments: [
            "2027-02-29", "1900-02-29", "2027-04-31", "2027-13-01", "2027-00-01", "2027-01-00", "27-01-01", "2027-1-1",
            "2027-01-01T", "2027-0a-01", "",
        ]
    )
    func noDays(_ text: String) { #expect(CalendarDay(text) == nil) }
}
