import Diagnostics
import Testing

@testable import Cleaning

@Suite("Records by a schema")
struct SchemaRuleTests {
    private let header = ["id", "count", "paid", "tags", "day"]

    private func rejects(_ rows: [[String]], _ recipe: String = "schema: order.json") throws -> [String] {
        try Recipes.clean(recipe, header: header, rows: rows, style: .full).rejects
    }

    @Test("A record is checked as an object of typed values, and written as the texts that they were")
    func accepts() throws {
        let rows = [
            ["SO1", "1", "true", "[1]", "2024-05-01"], ["SO2", "1.0", "", "", ""],
            ["SO3", "1e2", "false", "[]", "2024-02-29"],
        ]
        let result = try Recipes.clean("schema: order.json", header: header, rows: rows)
        #expect(result.rejects == [])
        #expect(result.clean == ["SO1,1,true,[1],2024-05-01", "SO2,1.0,,,", "SO3,1e2,false,[],2024-02-29"])
    }

    @Test("Each failure is a reason with its column, and tells what was found and what is wanted")
    func reasons() throws {
        let rows = [
            ["1", "0", "", "", ""], ["SO1", "", "", "", ""], ["SO1", "007", "", "", ""], ["SO1", "1", "yes", "", ""],
            ["SO1", "1", "", "[1,2]", ""], ["SO1", "1", "", "", "2024-02-30"], ["SO1", "1", "", "[1]", ""],
            ["SO1", "1", "", "x", ""],
        ]
        let rejects = try rejects(rows)
        try #require(rejects.count == rows.count)
        #expect(rejects[0].contains("schema@id; schema@count"))
        for (reject, column) in zip(rejects.dropFirst(), ["count", "count", "paid", "tags", "day", "", "tags"]) {
            #expect(reject.contains(",schema,schema,") && reject.contains(",\(column),"), "\(column): \(reject)")
        }
        #expect(rejects[1].contains("'count' is empty, and the schema requires it"))
    }

    @Test("The schema sees what the steps have made, under the names that columns have at last")
    func afterSteps() throws {
        let recipe = """
            columns: {no: [upper], n: [{integer: {grouping: true}}]}
            order: {rename: {no: id, n: count}}
            schema: order.json
            """
        let result = try Recipes.clean(
            recipe,
            header: ["no", "n"],
            rows: [["so1", "1,000"], ["x", "1"], ["so2", "x"]]
        )
        #expect(result.clean == ["SO1,1000"])
        #expect(result.reasons.map(\.code.name) == ["bad_integer", "schema"])
    }

    @Test("A schema that cannot be had is told where the recipe names it")
    func findings() throws {
        #expect(try Recipes.findings("schema: none.json").map(\.code) == ["recipe.unusable-file"])
        #expect(try Recipes.findings("schema: 'order.json#x'").map(\.code) == ["recipe.bad-parameter"])
        #expect(try Recipes.findings("schema: [order.json]").map(\.code) == ["recipe.wrong-type"])
    }
}
