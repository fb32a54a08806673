import Diagnostics
import Tabular
import Testing

@Suite("Tabular error")
struct TabularErrorTests {
    @Test("An error names its file as soon as someone knows it, and the first name stays")
    func located() throws {
        let error = TabularError(.empty, LocalizedText("there is nothing in it", zh: "内容为空"), line: 3)
        #expect(error.diagnostics.first?.location == nil)
        let located = error.located(in: "a.csv").located(in: "b.csv")
        let finding = try #require(located.diagnostics.first)
        #expect(finding.rendered(in: .english) == "a.csv:3:1: error: there is nothing in it [source.empty]")
    }

    @Test(
        "Control characters as delimiters have names",
        arguments: [
            (",", "','"), ("\t", "TAB"), (" ", "blank"), ("\t\t", "'\\t\\t'"), ("\u{1F}", "U+001F"), ("", "none"),
        ]
    )
    func delimiterNames(_ delimiter: String, _ name: String) {
        #expect(Dialect(delimiter).delimiterName == name)
    }
}
