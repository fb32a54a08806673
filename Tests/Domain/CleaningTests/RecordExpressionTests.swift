import Diagnostics
import Testing

@testable import Cleaning

@Suite("Expressions in recipes")
struct RecordExpressionTests {
    private let header = ["id", "price", "count", "day"]

    private func clean(_ recipe: String, _ rows: [[String]]) throws -> Recipes.Result {
        try Recipes.clean(recipe, header: header, rows: rows)
    }

    @Test("A step computes a cell from itself and from others, which are as the steps before have made them")
    func compute() throws {
        let recipe = """
            columns:
              count: [trim, narrow]
              price: [trim, {compute: "round(number(value) * count, 2)"}, {compute: "value & '元'"}]
              id: [{compute: upper(value) & '-' & day}]
            """
        let result = try clean(recipe, [["a", " 1.50 ", "２", "d"], ["b", "", "3", ""], ["c", "x", "1", ""]])
        #expect(result.clean == ["A-d,3.00元,2,d", "B-,元,3,"])
        #expect(result.rejects == ["3,bad_expression_value,c,x,1,"])
    }

    @Test("A computed column stands behind all, or where it is told to, and can be made of an earlier one")
    func computed() throws {
        let recipe = """
            columns: {price: [trim]}
            computed:
              - {name: total, value: price * count, after: count}
              - {name: size, value: "if(total > 10, 'big', 'small')"}
              - {name: first, value: today, after: id}
              - {name: second, value: '2', after: id}
            """
        let result = try clean(recipe, [["a", " 2.5", "4", "d"], ["b", "5", "3", "e"]])
        #expect(result.clean == ["a,2026-03-01,2,2.5,4,10.0,d,small", "b,2026-03-01,2,5,3,15,e,big"])
        let cleaner = try Cleaner(Recipes.recipe(recipe), columns: header)
        #expect(cleaner.outputColumns == ["id", "first", "second", "price", "count", "total", "day", "size"])
    }

    @Test("Computed columns can be renamed, left out and be the key of a record")
    func computedOrder() throws {
        let recipe = """
            computed: [{name: key, value: lower(id)}, {name: n, value: length(id)}]
            order: {rename: {n: length}, drop: [day], reorder: [n, '*']}
            records: [{unique: [key], reject: twice}]
            """
        let result = try clean(recipe, [["Ab", "", "", ""], ["aB", "", "", ""], ["c", "", "", ""]])
        #expect(result.clean == ["2,Ab,,,ab", "1,c,,,c"])
        #expect(result.rejects == ["2,twice,aB,,,"])
    }

    @Test(
        "A record for which a column has no value is refused, with a reason of its own; the reject has the source's columns"
    )
    func failures() throws {
        let recipe = """
            columns: {id: [required]}
            computed:
              - {name: unit, value: price / count, reject: no_unit}
              - {name: born, value: date(day)}
            """
        let rows = [["a", "6", "4", "2024-05-01"], ["b", "6", "0", "x"], ["", "x", "1", "2024-05-01"]]
        let result = try Recipes.clean(recipe, header: header, rows: rows, style: .full)
        #expect(result.clean == ["a,6,4,2024-05-01,1.5,2024-05-01"])
        #expect(
            result.rejects == [
                "3,2,,unit,,compute,no_unit,'price / count' has no value for 'unit' here,no_unit@unit; bad_expression_value@born,b,6,0,x",
                #"4,3,,id,,required,missing,"'id' is empty, and has to be filled",missing@id,,x,1,2024-05-01"#,
            ]
        )
    }

    @Test("A check refuses records of which it is not true")
    func check() throws {
        let recipe = """
            records:
              - {check: price <= 100 and count > 0, reject: bad_order}
              - check: "day == empty or date(day) <= today"
            """
        let rows = [
            ["a", "99.9", "1", "2026-03-01"], ["b", "100.1", "1", ""], ["c", "1", "", ""],
            ["d", "1", "1", "2026-03-02"],
            ["e", "?", "1", ""], ["f", "1", "1", "x"],
        ]
        let result = try clean(recipe, rows)
        #expect(result.clean == ["a,99.9,1,2026-03-01"])
        #expect(
            result.rejects.map { String($0.prefix { $0 != " " }) } == [
                "2,bad_order,b,100.1,1,", "3,bad_order,c,1,,", "4,failed_check,d,1,1,2026-03-02",
                "5,bad_expression_value,e,?,1,", "6,bad_expression_value,f,1,1,x",
            ]
        )
    }

    @Test("A record that a rule drops is counted apart; one refused before is told as refused")
    func drop() throws {
        let recipe = "records: [{require: [id]}, {drop: \"day in ('test', 'demo')\"}, {check: count > 0}]"
        let rows = [["a", "", "1", "test"], ["", "", "1", "demo"], ["b", "", "1", ""], ["c", "", "0", "test"]]
        let result = try clean(recipe, rows)
        #expect(result.clean == ["b,,1,"])
        #expect(result.rejects == ["2,incomplete,,,1,demo"])
        #expect(result.counts.dropped == 2 && result.counts.rejected == 1 && result.counts.isBalanced)
    }

    @Test("Columns are required of records of which a condition is true")
    func requireWhen() throws {
        let recipe = "records: [{require: [price, day], when: count > 0, reject: unpaid}]"
        let rows = [
            ["a", "1", "1", "d"], ["b", "", "0", ""], ["c", "", "1", "d"], ["d", "", "", ""], ["e", "", "x", ""],
        ]
        let result = try clean(recipe, rows)
        #expect(result.clean == ["a,1,1,d", "b,,0,", "d,,,"])
        #expect(result.rejects == ["3,unpaid,c,,1,d", "5,bad_expression_value,e,,x,"])
    }

    @Test("A pattern or a text that takes too much is told as such")
    func tooCostly() throws {
        let long = String(repeating: "a", count: 3_000)
        let result = try clean("records: [{check: \"not matches(id, '(a+)+\\\\1b')\"}]", [[long, "", "", ""]])
        #expect(result.reasons.map(\.code.name) == ["pattern_too_costly"])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let recipe: String
        let code: String
        let place: String
        var testDescription: String { recipe }
    }

    @Test(
        "A column that the source does not have is reported inside the expression",
        arguments: [
            Mistake(
                recipe: "records: [{check: price > 0 and cuont > 0}]",
                code: "recipe.unknown-column",
                place: "1:33"
            ),
            Mistake(
                recipe: "records: [{drop: 'id == ''x'' or no'' == 1'}]",
                code: "recipe.bad-expression",
                place: "1:36"
            ),
            Mistake(recipe: "columns: {id: [{compute: value & valu}]}", code: "recipe.unknown-column", place: "1:34"),
            Mistake(recipe: "computed: [{name: x, value: x}]", code: "recipe.unknown-column", place: "1:29"),
            Mistake(
                recipe: "computed: [{name: x, value: y}, {name: y, value: '1'}]",
                code: "recipe.unknown-column",
                place: "1:29"
            ),
            Mistake(recipe: "computed: [{name: id, value: '1'}]", code: "recipe.duplicate-column", place: "1:19"),
            Mistake(
                recipe: "computed: [{name: x, value: id, after: no}]",
                code: "recipe.unknown-column",
                place: "1:40"
            ),
            Mistake(
                recipe: "records:\n- check: |\n    price > 0\n\n    and   不存在 > 0",
                code: "recipe.unknown-column",
                place: "5:11"
            ),
            Mistake(
                recipe: "records:\n- check: \"price > 0 \\\n    and\\x20[no\\u006e] > 0\"",
                code: "recipe.unknown-column",
                place: "3:12"
            ),
            Mistake(
                recipe: "records:\n- check: price > 0\n    and nix > 0",
                code: "recipe.unknown-column",
                place: "3:9"
            ),
        ]
    )
    func mistakes(_ mistake: Mistake) throws {
        let error = #expect(throws: RecipeError.self) { try Cleaner(Recipes.recipe(mistake.recipe), columns: header) }
        let found = error?.diagnostics.map { "\($0.code) \($0.location?.description ?? "")" }
        #expect(found == ["\(mistake.code) r.yaml:\(mistake.place)"])
    }

    @Test("Who uses 'today' has to be told which day it is")
    func today() throws {
        var recipe = try Recipes.recipe("records: [{check: date(day) <= today}]")
        recipe.today = nil
        let error = #expect(throws: RecipeError.self) { try Cleaner(recipe, columns: header) }
        #expect(error?.diagnostics.map(\.code) == ["recipe.unknown-today"])
        #expect(RunDay("2024-02-30") == nil && RunDay("2024-02-29")?.text == "2024-02-29" && RunDay("2024-2-9") == nil)
        #expect(RunDay(localSecondsSince1970: 86_399).text == "1970-01-01")
        #expect(RunDay(localSecondsSince1970: -1).text == "1969-12-31")
    }
}
