import Diagnostics
import Testing

@testable import Cleaning

@Suite("Divisions in the numbers of identity cards (GB 11643, 4.2)")
struct IdentityCardDivisionTests {
    private func card(_ division: String, born day: String = "19900101") -> String {
        let digits = Array("\(division)\(day)001".utf8)
        return String(decoding: digits + [IdentityCardRule.checkCharacter(of: digits.span)], as: UTF8.self)
    }

    private func passes(_ parameters: String, _ number: String) throws -> Bool {
        let recipe = "columns: {a: [{identityCard: {\(parameters)}}]}"
        return try Recipes.clean(recipe, header: ["a", "b"], rows: [[number, ""]]).clean.count == 1
    }

    @Test("Every division of the table is one, and so is every one that is gone")
    func all() {
        for code in Divisions.shared.codes where !DivisionCodes.published.contains(code) {
            Issue.record("\(code) is not known")
        }
        let count = (0..<1_000_000).count { DivisionCodes.published.contains($0) }
        #expect(count > 7_000 && count < 7_500)
        for code in [0, 100_000, 110_199, 659_999, 999_999] { #expect(!DivisionCodes.published.contains(code)) }
    }

    @Test(
        "Codes that cards still carry pass: of today, of districts and prefectures that are gone, of residence permits",
        arguments: [
            "110105", "110104", "310103", "441900", "512923", "422801", "132201", "810000", "820000", "830000",
            "710000",
        ]
    )
    func passes(_ division: String) throws {
        #expect(try passes("division: true", card(division)) && passes("division: province", card(division)))
    }

    @Test("A code that no division ever had is refused; that of a province alone can be asked for")
    func refusals() throws {
        #expect(try !passes("division: true", card("110199")) && passes("division: province", card("110199")))
        #expect(try !passes("division: province", card("160101")) && passes("", card("160101")))
        #expect(try passes("division: false", card("160101")))
    }

    @Test("Of people born behind the table, and of foreigners' cards, the province is looked at")
    func newer() throws {
        #expect(try passes("division: true", card("110199", born: "\(DivisionTable.year + 1)0101")))
        #expect(try !passes("division: true", card("110199", born: "\(DivisionTable.year)1231")))
        #expect(try !passes("division: true", card("160101", born: "\(DivisionTable.year + 1)0101")))
        #expect(try passes("division: true", card("911840")) && !passes("division: true", card("916840")))
    }

    @Test("A table adds codes")
    func table() throws {
        #expect(try passes("division: true, table: codes.csv", card("110199")))
        #expect(try passes("table: codes.csv, from: old", card("110198")))
        #expect(try !passes("table: codes.csv", card("110197")))
    }

    @Test("What cannot be a table of codes is told where the recipe names it")
    func findings() throws {
        func finding(_ parameters: String) throws -> String {
            let finding = try #require(
                try Recipes.findings("columns:\n  a: [{identityCard: {\(parameters)}}]").first
            )
            return "\(finding.code) \(finding.location?.position?.column ?? 0)"
        }
        #expect(try finding("table: cities.csv") == "recipe.unusable-file 30")
        #expect(try finding("table: codes.csv, from: new") == "recipe.unknown-column 47")
        #expect(try finding("division: false, table: codes.csv") == "recipe.bad-parameter 47")
        #expect(try finding("division: province, table: codes.csv") == "recipe.bad-parameter 33")
        #expect(try finding("division: county") == "recipe.bad-parameter 33")
    }
}
