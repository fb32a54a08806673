import Diagnostics
import Testing

@Suite("Whole numbers as people read them")
struct DigitGroupsTests {
    @Test(
        "Three digits make a group",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234, "-1,234"), (-123, "-123"), (1_234_567, "1,234,567"),
            (Int.min, "-9,223,372,036,854,775,808"),
        ]
    )
    func groups(_ number: Int, _ text: String) { #expect(DigitGroups.text(number) == text) }
}
