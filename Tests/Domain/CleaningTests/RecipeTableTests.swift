import Diagnostics
import Testing

@testable import Cleaning

@Suite("Tables that recipes name")
struct RecipeTableTests {
    private func column(_ recipe: String, _ cells: [String]) throws -> [String] {
        try Recipes.clean("columns: {a: [\(recipe)]}", header: ["a", "n"], rows: cells.map { [$0, "1"] }).clean
    }

    @Test("A table replaces whole cells that it knows, and the others as it is asked to")
    func replaces() throws {
        let cells = ["京", "沪", "京沪", ""]
        #expect(try column("{replace: {table: cities.csv}}", cells) == ["北京市,1", "上海市,1", "京沪,1", ",1"])
        #expect(try column("{replace: {table: cities.csv, otherwise: empty}}", cells).suffix(2) == [",1", ",1"])
        #expect(try column("{replace: {table: cities.csv, otherwise: reject}}", cells) == ["北京市,1", "上海市,1"])
        #expect(try column("{replace: {table: cities.csv, from: name, to: code}}", ["上海市"]) == ["310000,1"])
        #expect(try column("{replace: {table: cities.csv, from: code, to: short}}", ["110000"]) == ["京,1"])
    }

    @Test("A recipe can hold a small table itself, which comes before one of a file")
    func maps() throws {
        let step = "{replace: {map: {京: Beijing, 津: Tianjin}, table: cities.csv, otherwise: empty}}"
        #expect(try column(step, ["京", "津", "沪", "x"]) == ["Beijing,1", "Tianjin,1", "上海市,1", ",1"])
        #expect(try Recipes.findings("columns: {a: [{replace: {map: [x]}}]}").map(\.code) == ["recipe.wrong-type"])
        #expect(try Recipes.findings("columns: {a: [{replace: {map: {x: [y]}}}]}").map(\.code) == ["recipe.wrong-type"])
    }

    @Test("A table can hold the values of 'enum', and what is written for them")
    func chooses() throws {
        #expect(try column("{enum: {table: cities.csv, from: name}}", ["北京市", "京"]) == ["北京市,1"])
        #expect(try column("{enum: {values: [京, 沪], map: {京: 北京}}}", ["京", "沪", "津"]) == ["北京,1", "沪,1"])
        #expect(try column("{enum: {table: cities.csv, to: name}}", ["京", "北京市"]) == ["北京市,1"])
        #expect(try column("{enum: {values: [x], table: cities.csv}}", ["x", "沪", "y"]) == ["x,1", "沪,1"])
    }

    @Test("Case does not matter when that is asked for, however many values there are")
    func ignoresCase() throws {
        let values = (0..<100).map { "v\($0)" }.joined(separator: ", ")
        #expect(try column("{enum: {values: [\(values)], ignoreCase: true}}", ["V7", "V100"]) == ["v7,1"])
        #expect(try column("{enum: [\(values)]}", ["V7", "v99"]) == ["v99,1"])
    }

    @Test("What is wrong with a table is told where the recipe names it")
    func findings() throws {
        func finding(_ step: String) throws -> String {
            let finding = try #require(try Recipes.findings("columns:\n  a: [\(step)]").first)
            return "\(finding.location?.description ?? "") \(finding.code)"
        }
        #expect(try finding("{replace: {table: none.csv}}") == "r.yaml:2:25 recipe.unusable-file")
        #expect(try finding("{replace: {table: cities.csv, from: shrot}}") == "r.yaml:2:43 recipe.unknown-column")
        #expect(try finding("{replace: {table: twice.csv}}") == "r.yaml:2:25 recipe.ambiguous-table")
        #expect(try finding("{replace: {table: cities.csv, otherwise: drop}}") == "r.yaml:2:48 recipe.bad-parameter")
        #expect(try finding("{replace: {table: one.csv}}") == "r.yaml:2:8 recipe.missing-parameter")
    }

    @Test("Rows of another table fill columns by a key of one column or several")
    func lookups() throws {
        let rows = [["京", "x"], ["沪", "y"], ["津", "z"], ["", ""]]
        func clean(_ rule: String, _ more: String = "") throws -> Recipes.Result {
            try Recipes.clean("\(more)records: [\(rule)]", header: ["short", "b"], rows: rows, style: .full)
        }
        let required = try clean("{lookup: cities.csv, on: {short: short}, take: {city: name, code: code}}")
        #expect(required.clean == ["京,x,北京市,110000", "沪,y,上海市,310000"])
        #expect(
            required.rejects[0] == "4,3,,short,津,lookup,not_found,'cities.csv' has no row for '津',not_found@short,津,z"
        )
        let lenient = try clean("{lookup: cities.csv, on: {short: short}, take: {b: name}, missing: empty}")
        #expect(lenient.clean == ["京,北京市", "沪,上海市", "津,", ","])
        let double = try clean("{lookup: pairs.csv, on: {short: one, b: two}, take: {n: number}, missing: empty}")
        #expect(double.clean == ["京,x,1", "沪,y,", "津,z,3", ",,"])
    }

    @Test("What a lookup fills can be required, put in order and renamed")
    func lookupThenRules() throws {
        let recipe = """
            records:
              - {lookup: cities.csv, on: {a: short}, take: {city: name}, missing: empty}
              - {require: [city], reject: no_city}
            order: {rename: {city: 城市}, reorder: [city, '*'], drop: [b]}
            """
        let result = try Recipes.clean(recipe, header: ["a", "b"], rows: [["京", "1"], ["x", "2"]])
        #expect(result.clean == ["北京市,京"])
        #expect(result.rejects == ["2,no_city,x,2"])
    }

    @Test("A rule that looks up is checked with the recipe")
    func lookupFindings() throws {
        func codes(_ rule: String) throws -> [String] { try Recipes.findings("records: [\(rule)]").map(\.code) }
        #expect(try codes("{lookup: cities.csv, take: {a: name}}") == ["recipe.missing-parameter"])
        #expect(try codes("{lookup: cities.csv, on: {a: shrot}, take: {b: name}}") == ["recipe.unknown-column"])
        #expect(try codes("{lookup: cities.csv, on: {a: short}, take: {b: nam}}") == ["recipe.unknown-column"])
        #expect(try codes("{lookup: none.csv, on: {a: short}, take: {b: name}}") == ["recipe.unusable-file"])
        #expect(try codes("{lookup: twice.csv, on: {a: from}, take: {b: to}}") == ["recipe.ambiguous-table"])
        #expect(try codes("{lookup: twice.csv, on: {a: from}, take: {}}") == [])
        #expect(
            try codes("{lookup: cities.csv, on: {a: short}, take: {b: name}, missing: no}") == ["recipe.bad-parameter"]
        )
    }

    @Test("Many texts are found, and others are not")
    func index() {
        var index = TextIndex(ignoresCase: false)
        for number in 0..<10_000 {
            let bytes = Array("text \(number)".utf8)
            let (place, isNew) = index.insert(bytes.span)
            if place != number || !isNew { Issue.record("\(number) is known already") }
        }
        for number in 0..<10_000 {
            let bytes = Array("text \(number)".utf8)
            if index.index(of: bytes.span) != number { Issue.record("\(number) is not found") }
            let other = Array("text \(number) ".utf8)
            if index.index(of: other.span) != nil { Issue.record("\(number) with a blank is found") }
        }
    }

    @Test("A table takes as many bytes as it may, and not one more")
    func limit() throws {
        var table = RecipeTable(columns: ["a"])
        let answers = try [RecipeTable.maximumByteCount - 1, 2, 1, 1].map {
            try table.append([UInt8](repeating: 65, count: $0))
        }
        #expect(answers == [true, false, true, false] && table.rowCount == 2)
    }
}
