import Diagnostics
import Tabular
import TabularTesting
import Testing

@testable import Cleaning

@Suite("Steps of columns that a recipe makes")
struct MadeColumnTests {
    private let header = ["id", "name", "note"]

    private func clean(_ recipe: String, _ rows: [[String]]) throws -> Recipes.Result {
        try Recipes.clean(recipe, header: header, rows: rows)
    }

    @Test("The steps of '*' are those of every column without its own: read, split, computed or looked up")
    func star() throws {
        let recipe = """
            columns:
              name: [{split: {by: '/', into: [given, family]}}]
              family: [lower]
              "*": [trim, upper]
            computed: [{name: label, value: "' <' & given & '> '"}]
            records: [{lookup: words.csv, on: {id: word}, take: {answer: meaning}}]
            """
        let result = try clean(recipe, [["y ", " ada / LOVE ", "n"]])
        #expect(result.clean == ["Y,ADA, love ,N,<ADA>,TWO"])
    }

    @Test("A column that is looked up has steps of its own, behind the lookup, which can refuse it")
    func lookups() throws {
        let recipe = """
            columns:
              city: [{replace: {text: 市, with: ''}}, {enum: {values: [北京], reject: elsewhere}}]
            records:
              - {lookup: cities.csv, on: {id: short}, take: {city: name, code: code}}
              - {check: length(city) == 2}
            """
        let result = try clean(recipe, [["京", "", ""], ["沪", "", ""], ["津", "", ""]])
        #expect(result.clean == ["京,,,北京,110000"])
        #expect(result.rejects == ["2,elsewhere,沪,,", "3,not_found,津,,"])
    }

    @Test("A computed column has steps of its own, which can divide it into columns with steps")
    func computed() throws {
        let recipe = """
            columns:
              label: [trim, {split: {by: '-', into: [first, second], keep: true}}]
              second: [{integer: {reject: no_number}}]
            computed:
              - {name: label, value: "id & '-' & note & ' '", after: id}
              - {name: twice, value: number(second) * 2}
            """
        let result = try clean(recipe, [["a", "n", "04"], ["b", "n", "x"]])
        #expect(result.clean == ["a,a-04,a,04,n,04,8"])
        #expect(result.rejects == ["2,no_number,b,n,x"])
        let cleaner = try Cleaner(try Recipes.recipe(recipe), columns: header)
        #expect(cleaner.outputColumns == ["id", "label", "first", "second", "name", "note", "twice"])
    }

    @Test("The funnel of a report ends with the clean records, whatever has refused the others")
    func funnel() throws {
        let recipe = """
            columns: {total: [{range: {max: 10, reject: too_much}}]}
            computed: [{name: total, value: number(id) * 2, reject: no_total}]
            """
        let report = try Reports.report(recipe, header: ["id"], rows: [["1"], ["x"], ["9"], ["2"]])
        #expect(report.funnel.map(\.code) == ["no_total", "too_much"] && report.funnel.map(\.outgoing) == [3, 2])
        #expect(report.counts.clean == 2)
    }

    @Test("What a recipe makes is shown by a preview, with what makes it")
    func previews() throws {
        let recipe = """
            columns: {name: [{split: {by: '/', into: [given, family]}}], given: [trim]}
            records: [{lookup: cities.csv, on: {id: short}, take: {note: name}}]
            """
        let cleaner = try Cleaner(try Recipes.recipe(recipe), columns: header)
        var source = InMemorySource(header: header, rows: [["京", "a /b", ""]])
        var batch = RecordBatch()
        #expect(try source.next(into: &batch))
        var previewer = RecordPreviewer(cleaner, limit: 1)
        _ = previewer.add(batch)
        let changes = previewer.finish()[0].changes.map {
            "\($0.column): \($0.after) (\($0.steps.joined(separator: ", ")))"
        }
        #expect(changes == ["given: a (split, trim)", "note: 北京市 (lookup)", "family: b (split)"])
    }

    @Test("A column that is made in two ways, or never, is a mistake")
    func findings() throws {
        func codes(_ recipe: String) throws -> [String] {
            let recipe = try Recipes.recipe(recipe)
            do throws(RecipeError) {
                _ = try Cleaner(recipe, columns: header)
                return []
            } catch {
                return error.diagnostics.map(\.code)
            }
        }
        let computed = "computed: [{name: x, value: id}]"
        #expect(try codes("columns: {x: [{merge: [id]}]}\n" + computed) == ["recipe.duplicate-column"])
        #expect(try codes("columns: {x: [{split: {by: a, into: [x]}}]}\n" + computed) == ["recipe.duplicate-column"])
        #expect(
            try codes("columns: {x: [{split: {by: a, into: [y]}}], y: [{split: {by: a, into: [x]}}]}\n" + computed)
                .count == 1
        )
        #expect(try codes("columns: {y: [trim]}\n" + computed) == ["recipe.unknown-column"])
        #expect(try codes("columns: {'*': [required]}\n" + computed) == [])
    }
}
