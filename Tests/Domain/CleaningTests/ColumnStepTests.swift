import Diagnostics
import Tabular
import TabularTesting
import Testing

@testable import Cleaning

@Suite("Steps between columns")
struct ColumnStepTests {
    private let header = ["id", "name", "note"]

    @Test("A cell is divided into new columns, which stand where it stood")
    func splits() throws {
        func clean(_ parameters: String, _ cells: [String]) throws -> [String] {
            try Recipes.clean(
                "columns: {name: [trim, {split: {\(parameters)}}]}",
                header: header,
                rows: cells.map { ["1", $0, "n"] }
            ).clean
        }
        let cells = [" a b ", "a", "a b c", "", "a  b"]
        #expect(
            try clean("by: ' ', into: [x, y]", cells) == ["1,a,b,n", "1,a,,n", "1,a,b c,n", "1,,,n", "1,a, b,n"]
        )
        #expect(try clean("by: ' ', into: [x, y], more: reject", cells) == ["1,a,b,n", "1,a,,n", "1,,,n"])
        #expect(try clean("by: ' ', into: [x, y], keep: true", ["a b"]) == ["1,a b,a,b,n"])
        #expect(try clean("by: 省, into: [x, y]", ["广东省深圳市"]) == ["1,广东,深圳市,n"])
        #expect(try clean("by: '||', into: [x]", ["a||b"]) == ["1,a||b,n"])
        #expect(try clean("pattern: '[,;] ?', into: [x, y, z]", ["a; b,c"]) == ["1,a,b,c,n"])
        #expect(try clean("pattern: 'x*', into: [x, y]", ["abxxc"]) == ["1,ab,c,n"])
        #expect(try clean("pattern: '[0-9]+', into: [x, y], more: reject", ["a1b2c", "a12b"]) == ["1,a,b,n"])
    }

    @Test("A column that is divided several times has all its parts where it stood, and no other column goes")
    func splitsAgain() throws {
        func clean(_ first: String, _ second: String, row: [String] = ["1-2/3", "keep"]) throws -> [String] {
            let steps = "{split: {by: '-', into: [b, c]\(first)}}, {split: {by: '/', into: [d, e]\(second)}}"
            let recipe = try Recipes.recipe("columns: {a: [\(steps)]}")
            let cleaner = try Cleaner(recipe, columns: ["a", "z"])
            let cells = try Recipes.clean("columns: {a: [\(steps)]}", header: ["a", "z"], rows: [row]).clean
            return cleaner.outputColumns + cells
        }
        #expect(try clean("", "") == ["b", "c", "d", "e", "z", "1,2/3,1-2,3,keep"])
        #expect(try clean(", keep: true", "") == ["b", "c", "d", "e", "z", "1,2/3,1-2,3,keep"])
        #expect(try clean(", keep: true", ", keep: true") == ["a", "b", "c", "d", "e", "z", "1-2/3,1,2/3,1-2,3,keep"])
        #expect(try clean("", ", keep: true") == ["b", "c", "d", "e", "z", "1,2/3,1-2,3,keep"])
    }

    @Test("A column whose name the source has twice is named by its number")
    func twins() throws {
        func codes(_ recipe: String, _ header: [String], _ form: RecordForm = .csv(CSVStyle())) throws -> [String] {
            let recipe = try Recipes.recipe(recipe)
            do throws(RecipeError) {
                return try Cleaner(recipe, columns: header, form: form).outputColumns
            } catch {
                return error.diagnostics.map { "\($0.code) \($0.location?.position?.column ?? 0)" }
            }
        }
        let twins = ["id", "id", "v"]
        #expect(try codes("columns: {id: [required]}", twins) == ["recipe.ambiguous-column 11"])
        #expect(try codes("columns: {'#1': [required], '#2': [trim]}", twins) == twins)
        #expect(try codes("columns: {v: [required], '*': [trim]}", twins) == twins)
        #expect(try codes("records: [{unique: [v, id]}]", twins) == ["recipe.ambiguous-column 24"])
        #expect(try codes("columns: {id: [required]}", ["id", "ID"]) == ["id", "ID"])
        #expect(try codes("columns: {Id: [required]}", ["id", "ID"]) == ["recipe.unknown-column 11"])
        #expect(try codes("order: {rename: {v: id}}", ["id", "v"]) == ["recipe.duplicate-column 18"])
        #expect(try codes("order: {rename: {v: id}, drop: [id]}", ["id", "v"]) == ["id"])
        #expect(try codes("order: {rename: {v: id, id: v}}", ["id", "v"]) == ["v", "id"])
        #expect(try codes("{}", twins) == twins)
        #expect(try codes("{}", twins, .ndjson) == twins)
        #expect(try codes("order: {rename: {'#2': other}}", twins, .ndjson) == ["id", "other", "v"])
    }

    @Test("A recipe that leaves no column is refused, whatever it says so by")
    func noColumns() throws {
        let recipes = [
            "order: {drop: [a, b]}", "order: {keep: [a], drop: [a]}", "order: {keep: []}", "output: {columns: []}",
            "{columns: {a: [{split: {by: x, into: [c]}}]}, order: {drop: [b, c]}}",
        ]
        for text in recipes {
            let recipe = try Recipes.recipe(text)
            let error = #expect(throws: RecipeError.self, "\(text)") { try Cleaner(recipe, columns: ["a", "b"]) }
            #expect(error?.diagnostics.map(\.message.english) == ["no column is left to be written"], "\(text)")
        }
        #expect(try Cleaner(try Recipes.recipe("order: {drop: [a]}"), columns: ["a", "b"]).outputColumns == ["b"])
    }

    @Test("Members of one object have names of their own, and what was changed is told")
    func members() throws {
        func objects(_ header: [String], _ row: [String], _ recipe: Recipe) throws -> (String, String?) {
            let cleaner = try Cleaner(recipe, columns: header, form: .ndjson)
            var worker = cleaner.makeWorker()
            var collector = RecordCollector(cleaner, rejects: nil)
            var source = InMemorySource(header: header, rows: [row])
            var batch = RecordBatch()
            var clean = CleanBatch()
            _ = try source.next(into: &batch)
            cleaner.clean(batch, with: &worker, into: &clean)
            try collector.collect(batch, clean)
            return (String(decoding: collector.cleanBytes, as: UTF8.self), cleaner.namesNote?.english)
        }
        let written = try objects(["a", "a", "", " ", "column6"], ["1", "2", "3", "4", "5", "6"], Recipe())
        #expect(written.0 == #"{"a":"1","a_2":"2","column3":"3","column4":"4","column6":"5","column6_2":"6"}"# + "\n")
        #expect(written.1?.hasSuffix("'a' → 'a_2', '' → 'column3', ' ' → 'column4'") == true)
        let recipe = try Recipes.recipe("columns: {'#2': [upper]}")
        #expect(try objects(["v", "v"], ["x", "y"], recipe).0 == #"{"v":"x","v_2":"Y"}"# + "\n")
        #expect(try objects(["a", "A"], ["1", "2"], recipe).1 == nil)
        #expect(try Cleaner(recipe, columns: ["v", "v"]).namesNote == nil)
    }

    @Test("What is filled is found as columns are that exist: by name, letters of either case, or number")
    func finds() throws {
        func columns(_ recipe: String) throws -> [String] {
            try Cleaner(try Recipes.recipe(recipe), columns: ["Short", "Name"]).outputColumns
        }
        #expect(
            try columns("records: [{lookup: cities.csv, on: {short: short}, take: {name: name}}]") == ["Short", "Name"]
        )
        #expect(
            try columns("records: [{lookup: cities.csv, on: {short: short}, take: {'#2': code}}]") == ["Short", "Name"]
        )
        #expect(try columns("columns: {name: [{merge: {of: [short, name]}}]}") == ["Short", "Name"])
        #expect(try columns("columns: {all: [{merge: {of: [short, name]}}]}") == ["Short", "Name", "all"])
    }

    @Test("Steps of new columns, rules and orders follow under their names")
    func steps() throws {
        let recipe = """
            columns:
              name: [{split: {by: '/', into: [given, family]}}]
              family: [trim, upper, {required: no_family}]
              whole: [{merge: {of: [family, given], with: ' '}}, lower]
            order: {reorder: [whole, id, '*'], drop: [note], rename: {given: 名}}
            records: [{unique: [family]}]
            """
        let rows = [["1", "ada/ lovelace ", ""], ["2", "ada", ""], ["3", "x/LOVELACE", ""]]
        let result = try Recipes.clean(recipe, header: header, rows: rows)
        #expect(result.clean == ["lovelace ada,1,ada,LOVELACE"])
        #expect(result.rejects == ["2,no_family,2,ada,", "3,duplicate,3,x/LOVELACE,"])
        let cleaner = try Cleaner(try Recipes.recipe(recipe), columns: header)
        #expect(cleaner.outputColumns == ["whole", "id", "名", "family"])
    }

    @Test("Cells are joined, empty ones left out unless they are asked for")
    func merges() throws {
        func clean(_ parameters: String) throws -> [String] {
            try Recipes.clean(
                "columns: {all: [{merge: {\(parameters)}}]}",
                header: header,
                rows: [["1", "", "n"], ["", "", ""]]
            ).clean
        }
        #expect(try clean("of: [id, name, note]") == ["1,,n,1 n", ",,,"])
        #expect(try clean("of: [id, name, note], with: '-', skipEmpty: false") == ["1,,n,1--n", ",,,--"])
        #expect(try clean("of: [note, note]") == ["1,,n,n n", ",,,"])
    }

    @Test("Columns that have other steps keep their places when records come in batches of any size")
    func batches() throws {
        let recipe = "columns: {name: [{split: {by: '-', into: [x, y]}}], x: [{default: none}]}"
        let rows = (0..<20).map { ["\($0)", $0 % 3 == 0 ? "" : "a\($0)-b", "n"] }
        let whole = try Recipes.clean(recipe, header: header, rows: rows).clean
        #expect(whole[0] == "0,none,,n" && whole[1] == "1,a1,b,n")
        for count in [1, 3, 7] {
            #expect(try Recipes.clean(recipe, header: header, rows: rows, batchCount: count).clean == whole)
        }
    }

    @Test("New columns have names of their own, and belong to one column")
    func findings() throws {
        func codes(_ recipe: String) throws -> [String] {
            let recipe = try Recipes.recipe(recipe)
            do throws(RecipeError) {
                _ = try Cleaner(recipe, columns: header)
                return []
            } catch {
                return error.diagnostics.map { "\($0.code) \($0.location?.position?.column ?? 0)" }
            }
        }
        #expect(try codes("columns: {name: [{split: {by: x, into: [id, z]}}]}") == ["recipe.duplicate-column 41"])
        #expect(try codes("columns: {name: [{split: {by: x, into: [z, z]}}]}") == ["recipe.duplicate-column 44"])
        #expect(try codes("columns: {y: [trim], name: [{split: {by: x, into: [y]}}]}") == ["recipe.unknown-column 11"])
        #expect(try codes("columns: {y: [{merge: [x]}]}") == ["recipe.unknown-column 24"])
        #expect(try Recipes.findings("columns: {'*': [{merge: [x]}]}").map(\.code) == ["recipe.bad-parameter"])
        #expect(
            try Recipes.findings("columns: {a: [{split: {by: '', into: [x]}}]}").map(\.code) == ["recipe.bad-parameter"]
        )
        #expect(try Recipes.findings("columns: {a: [{split: {by: x, into: []}}]}").map(\.code) == ["recipe.wrong-type"])
        #expect(
            try Recipes.findings("columns: {a: [{split: {pattern: '(', into: [x]}}]}").map(\.code) == [
                "recipe.bad-pattern"
            ]
        )
        #expect(
            try Recipes.findings("columns: {a: [{split: {by: x, pattern: y, into: [x]}}]}").map(\.code)
                == ["recipe.bad-parameter"]
        )
        #expect(try Recipes.findings("columns: {a: [{split: {by: x}}]}").map(\.code) == ["recipe.missing-parameter"])
    }
}
