import Testing

@testable import ContractLint

@Suite("Names that were probably meant")
struct NameSuggestionsTests {
    @Test("They are told until enough names were compared")
    func budget() {
        var suggestions = NameSuggestions(5)
        #expect(suggestions.nearest(to: "ordr", among: ["order", "item"]) == "order")
        #expect(suggestions.nearest(to: "itm", among: ["order", "item", "shop"]) == "item")
        #expect(suggestions.nearest(to: "ordr", among: ["order"]) == nil)
    }

    @Test("Of more names than may be compared none is told")
    func tooMany() {
        var suggestions = NameSuggestions(1)
        #expect(suggestions.nearest(to: "ordr", among: ["order", "item"]) == nil)
    }
}
