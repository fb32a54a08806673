import Diagnostics
import Tabular
import Testing

@testable import Cleaning

@Suite("Output and rejects of a recipe")
struct OutputOptionsTests {
    @Test("The form, line ends and marks are those of the recipe, else those of the file")
    func forms() throws {
        func form(_ output: String, _ other: RecordForm) throws -> RecordForm {
            try Recipes.recipe("output: \(output)").output.applied(to: other)
        }
        var tabs = CSVStyle()
        tabs.delimiter = 0x09
        #expect(try form("{}", .csv(tabs)) == .csv(tabs))
        #expect(try form("{form: tsv}", .csv(CSVStyle())) == .csv(tabs))
        #expect(try form("{form: csv}", .csv(tabs)) == .csv(CSVStyle()))
        #expect(try form("{form: csv}", .ndjson) == .csv(CSVStyle()))
        #expect(try form("{form: ndjson}", .csv(tabs)) == .ndjson)
        #expect(try form("{}", .fields) == .fields)
        for name in ["xlsx", "sqlite"] { #expect(try form("{form: \(name)}", .csv(tabs)) == .fields) }
        var excel = CSVStyle()
        excel.carriageReturn = true
        excel.byteOrderMark = true
        excel.formulaGuard = true
        #expect(
            try form("{lineEnds: crlf, byteOrderMark: true, formulaGuard: true}", .csv(CSVStyle())) == .csv(excel)
        )
    }

    @Test("A sheet and a table have names; a name that none can have is refused where it stands")
    func names() throws {
        let output = try Recipes.recipe("output: {form: xlsx, sheet: 订单, table: orders}").output
        #expect(output.sheet == "订单" && output.table == "orders")
        for bad in ["sheet: ''", "sheet: a/b", "sheet: \"'a\"", "sheet: '\(String(repeating: "s", count: 32))'"] {
            #expect(try Recipes.findings("output: {\(bad)}").map(\.code) == ["recipe.bad-parameter"], "\(bad)")
        }
        #expect(try Recipes.findings("output: {sheet: '\(String(repeating: "s", count: 31))'}").isEmpty)
        for bad in ["''", "sqlite_x", "SQLite_x", "\"a\\0b\""] {
            #expect(try Recipes.findings("output: {table: \(bad)}").map(\.code) == ["recipe.bad-parameter"], "\(bad)")
        }
        #expect(try Recipes.findings("output: {table: 1}").map(\.code) == ["recipe.wrong-type"])
    }

    @Test("Columns are written in the order of the recipe, those that are not listed only behind *")
    func columns() throws {
        func names(_ recipe: String) throws -> [String] {
            try Cleaner(try Recipes.recipe(recipe), columns: ["a", "b", "c"]).outputColumns
        }
        #expect(try names("{output: {columns: [c, a]}, columns: {a: [trim]}}") == ["c", "a"])
        #expect(try names("{output: {columns: [c, '*']}, columns: {a: [trim]}}") == ["c", "a", "b"])
        #expect(try names("{output: {columns: [b]}, order: {rename: {b: x}}, columns: {a: [trim]}}") == ["x"])
        let both = "{output: {columns: [b]}, order: {drop: [a]}}"
        #expect(try Recipes.findings(both).map(\.code) == ["recipe.bad-parameter"])
    }

    @Test("Members that have no meaning are reported with the nearest that has one")
    func findings() throws {
        func remedies(_ recipe: String) throws -> [String] {
            try Recipes.findings(recipe).map { "\($0.code) \($0.remedy?.english ?? "")" }
        }
        #expect(try remedies("output: {lineEnd: lf}") == ["recipe.unknown-field did you mean 'lineEnds'?"])
        #expect(try remedies("rejects: {formats: full}") == ["recipe.unknown-field did you mean 'format'?"])
        #expect(try remedies("rejcts: {}") == ["recipe.unknown-field did you mean 'rejects'?"])
        #expect(
            try remedies("output: {form: xml}") == ["recipe.bad-parameter write one of csv, tsv, ndjson, xlsx, sqlite"]
        )
        #expect(try remedies("output: [csv]") == ["recipe.wrong-type "])
        #expect(try remedies("rejects: {mask: maybe}") == ["recipe.bad-parameter write true or false"])
    }

    @Test("What a column hides is hidden in messages and previews, and in raw fields when asked")
    func masks() throws {
        let steps = "columns: {phone: [{mask: {kind: phone, report: only}}, phone]}"
        let rows = [["13800138000"], ["12800138000"]]
        let open = try Recipes.clean(steps, header: ["phone"], rows: rows, style: .full)
        #expect(open.clean == ["13800138000"])
        #expect(open.rejects[0].contains(",128****8000,phone,") && open.rejects[0].hasSuffix(",12800138000"))
        for style in RejectStyle.allCases {
            let hidden = try Recipes.clean(
                steps + "\nrejects: {mask: true}",
                header: ["phone"],
                rows: rows,
                style: style
            )
            #expect(!hidden.rejects[0].contains("12800138000") && hidden.rejects[0].contains("128****8000"))
        }
    }

    @Test("A recipe says the form of the list of rejects")
    func rejects() throws {
        #expect(try Recipes.recipe("rejects: {format: plain}").rejects.style == .plain)
        #expect(try Recipes.recipe("{}").rejects.style == nil)
    }
}
