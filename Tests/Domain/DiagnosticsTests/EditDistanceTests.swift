import Testing

@testable import Diagnostics

@Suite("Words that are near")
struct EditDistanceTests {
    @Test(
        "A near word is near by its letters",
        arguments: [
            ("srve", "serve"), ("SERVE", "serve"), ("shwo", "show"), ("tokne", "token"), ("dance", nil), ("s", nil),
            ("", nil),
        ]
    )
    func nearest(_ text: String, _ word: String?) {
        #expect(EditDistance.nearest(to: text, among: ["serve", "token", "show"]) == word)
    }

    @Test(
        "Changes, letters more or less and exchanged neighbours count one each",
        arguments: [
            ("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "abd", 1), ("--prot", "--port", 1), ("订单", "单订", 1),
            ("abcd", "badc", 2), ("kitten", "sitting", 3),
        ]
    )
    func between(_ left: String, _ right: String, _ distance: Int) {
        #expect(EditDistance.between(left, right) == distance)
        #expect(EditDistance.between(right, left) == distance)
    }
}
