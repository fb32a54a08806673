import ContractSupport
import Testing

@Suite("Constructs that a part may leave out")
struct SupportConstructTests {
    @Test("Each has a name of small letters, digits, hyphens and points", arguments: SupportConstruct.allCases)
    func hasStableName(_ construct: SupportConstruct) {
        let letters = "abcdefghijklmnopqrstuvwxyz0123456789-."
        #expect(construct.rawValue.allSatisfy { letters.contains($0) })
    }
}
