import Diagnostics
import Tabular
import TabularTesting
import Testing

@testable import Cleaning

@Suite("The day of a run")
struct TodayTests {
    private func column(_ step: String, _ cells: [String], today: String? = "2026-03-01") throws -> [String] {
        var recipe = try Recipes.recipe("columns: {a: [\(step)]}")
        recipe.today = today.flatMap { RunDay($0) }
        let cleaner = try Cleaner(recipe, columns: ["a"])
        var worker = cleaner.makeWorker()
        var source = InMemorySource(header: ["a"], rows: cells.map { [$0] })
        var batch = RecordBatch()
        var clean = CleanBatch()
        #expect(try source.next(into: &batch))
        cleaner.clean(batch, with: &worker, into: &clean)
        return String(decoding: clean.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "Limits of days can be the day of the run",
        arguments: [
            "{date: {maximum: today}}", "{range: {max: today}}", "{datetime: {maximum: today, to: yyyy-MM-dd}}",
        ]
    )
    func maximum(_ step: String) throws {
        #expect(try column(step, ["2026-02-28", "2026-03-01", "2026-03-02"]) == ["2026-02-28", "2026-03-01"])
        #expect(try column(step, ["2026-03-02", "2026-03-03"], today: "2026-03-02") == ["2026-03-02"])
    }

    @Test("The whole day is within the limit")
    func endOfDay() throws {
        let cells = ["2026-03-01 23:59:59", "2026-03-02 00:00:00"]
        #expect(try column("{datetime: {maximum: today}}", cells) == [cells[0]])
        #expect(try column("{datetime: {minimum: today}}", ["2026-02-28 23:59:59", "2026-03-01 00:00:00"]).count == 1)
        #expect(
            try column("{range: {min: today, max: 2026-03-03}}", ["2026-02-28", "2026-03-01", "2026-03-04"]).count == 1
        )
    }

    @Test("Nobody with an identity card is born behind it")
    func identityCard() throws {
        func number(_ start: String) -> String {
            let bytes = Array(start.utf8)
            return start + String(decoding: [IdentityCardRule.checkCharacter(of: bytes.span)], as: UTF8.self)
        }
        let cells = ["20260301", "20260302"].map { number("110101\($0)001") }
        #expect(try column("identityCard", cells) == [cells[0]])
        #expect(try column("identityCard", cells, today: "2026-03-02") == cells)
        #expect(try column("identityCard", cells, today: nil) == cells)
    }

    @Test("A limit that is the day of the run has to be known, and is no time of day")
    func findings() throws {
        #expect(throws: RecipeError.self) { try column("{date: {maximum: today}}", [""], today: nil) }
        #expect(throws: RecipeError.self) { try column("{range: {min: today}}", [""], today: nil) }
        #expect(
            try Recipes.findings("columns: {a: [{time: {maximum: today}}]}").map(\.code) == ["recipe.bad-parameter"]
        )
    }

    @Test("A recipe can name the zone whose day it is")
    func zone() throws {
        // 2024-05-01T16:00:00Z
        let moment = 1_714_579_200
        #expect(try Recipes.recipe("zone: Asia/Shanghai").day(ofSecondsSince1970: moment)?.text == "2024-05-02")
        #expect(try Recipes.recipe("zone: Asia/Shanghai").day(ofSecondsSince1970: moment - 1)?.text == "2024-05-01")
        #expect(try Recipes.recipe("zone: '-08:00'").day(ofSecondsSince1970: moment)?.text == "2024-05-01")
        #expect(try Recipes.recipe("{}").day(ofSecondsSince1970: moment) == nil)
        #expect(try Recipes.findings("zone: [x]").map(\.code) == ["recipe.bad-parameter"])
        #expect(try Recipes.findings("zone: Nowhere/Land").map(\.code) == ["recipe.unusable-file"])
    }

    @Test("A proposal and a report know it")
    func told() throws {
        var suggestion = RecipeSuggestion(header: ["a"], today: RunDay("2026-03-01"))
        let rows = (10..<50).map { number in
            let digits = Array("110101202603020\(number)".utf8)
            return [String(decoding: digits + [IdentityCardRule.checkCharacter(of: digits.span)], as: UTF8.self)]
        }
        var source = InMemorySource(header: ["a"], rows: rows)
        var batch = RecordBatch()
        #expect(try source.next(into: &batch))
        suggestion.add(batch)
        #expect(!suggestion.yaml(source: "a.csv", in: .english).contains("identityCard"))
        var later = RecipeSuggestion(header: ["a"], today: RunDay("2026-03-02"))
        later.add(batch)
        #expect(later.yaml(source: "a.csv", in: .english).contains("identityCard]"))
        #expect(try Reports.report("columns: {a: [trim]}", header: ["a"], rows: [["x"]]).today?.text == "2026-03-01")
    }
}
