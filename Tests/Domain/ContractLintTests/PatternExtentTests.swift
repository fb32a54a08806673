import Testing

@testable import ContractLint

@Suite("How long the texts of a pattern are")
struct PatternExtentTests {
    @Test(
        "A pattern has an end when all of it has",
        arguments: [
            ("^a$", true), ("^a{1,3}$", true), ("^a{3}$", true), ("^[*+{]$", true), ("^a\\*$", true), ("^(a|b)$", true),
            ("^a$|^b$", true), ("^[\\]*]$", true), ("^(?=.*a).{8,20}$", true), ("^$", true), ("^a?$", true),
            ("^(?:a|b)c$", true), ("a", false), ("^a", false), ("a$", false), ("^a*$", false), ("^a+$", false),
            ("^a{2,}$", false), ("^a$|b$", false), ("^a|b$", false), ("^a\\$", false), ("^a\\\\$", true), ("", false),
            ("^(?<n>a+)$", false),
        ]
    )
    func extent(_ pattern: String, _ isBounded: Bool) {
        #expect(PatternExtent.isBounded(pattern) == isBounded)
    }
}
