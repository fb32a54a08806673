import Diagnostics
import Foundation
import Tabular
import TabularTesting
import Testing
import YAMLDocuments

@testable import Cleaning

@Suite("Suggested recipes")
struct RecipeSuggestionTests {
    private func suggestion(_ header: [String], _ rows: [[String]]) throws -> String {
        var suggestion = RecipeSuggestion(header: header)
        var source = InMemorySource(header: header, rows: rows)
        var batch = RecordBatch()
        while try source.next(into: &batch) { suggestion.add(batch) }
        return suggestion.yaml(source: "a.csv", in: .english)
    }

    /// The line of a column, and the comments above it.
    private func column(_ name: String, _ cells: [String]) throws -> [String] {
        let yaml = try suggestion([name], cells.map { [$0] })
        // What is proposed is a recipe that can be used.
        let result = try Recipes.clean(yaml, header: [name], rows: cells.map { [$0] })
        #expect(result.counts.clean * 100 >= result.counts.records * 90)
        return yaml.split(separator: "\n").drop { !$0.hasPrefix("  ") }.map { $0.drop { $0 == " " }.description }
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let cells: [String]
        let line: String
        var testDescription: String { line }

        init(_ name: String, _ cells: [String], _ line: String) {
            self.name = name
            self.cells = cells
            self.line = line
        }
    }

    @Test(
        "A column gets the step that its cells pass",
        arguments: [
            Sample("d", ["2024-05-01", "2024/5/2", "2024年5月3日"], "d: [required, {date: {from: [ymd]}}]"),
            Sample("d", ["2024-05-01", "20240502"], "d: [required, {date: {from: [ymd, yyyyMMdd]}}]"),
            Sample("d", ["31/12/2024", "1/2/2024"], "d: [required, {date: {from: [dmy]}}]"),
            Sample("d", ["12/31/2024", "1/2/2024"], "d: [required, {date: {from: [mdy]}}]"),
            Sample("d", ["2024-05-01 08:00", "2024-05-02 09:30"], "d: [required, datetime]"),
            Sample("t", ["08:00", "09:30:15"], "t: [required, time]"),
            Sample("p", ["13800138000", "+86 139-0013-9000"], "p: [required, phone]"),
            Sample("p", ["010-62345678", "13800138000"], "p: [required, {phone: {kind: any}}]"),
            Sample("c", ["11010519491231002X", "440308199901101512"], "c: [required, identityCard]"),
            Sample("c", ["91350100M000100Y43"], "c: [required, creditCode]"),
            Sample("m", ["a@example.cn", "b@example.cn"], "m: [required, email]"),
            Sample("u", ["https://example.cn/a", "http://b.cn"], "u: [required, url]"),
            Sample("i", ["10.0.0.1", "10.0.0.2"], "i: [required, ipv4]"),
            Sample("v", ["1", "2", "-3"], "v: [required, integer]"),
            Sample("v", ["1", "2.5"], "v: [required, number]"),
            Sample("price", ["1", "2.5"], "price: [required, {money: {scale: 2}}]"),
            Sample("v", ["¥1", "2.5元"], "v: [required, {money: {scale: 2}}]"),
            Sample("v", ["12%", "3.5%"], "v: [required, percent]"),
            Sample("b", ["是", "否", "是"], "b: [required, boolean]"),
            Sample("s", ["北京", "上海"], "s: [required]"),
            Sample("s", [" 北京", "上海　"], "s: [trim, required]"),
            Sample("s", ["１２", "13"], "s: [narrow, required, integer]"),
            Sample("s", ["请发货，谢谢", "b"], "s: [required]"),
            Sample("s", ["1", "N/A", "无"], "s: [{\"null\": [\"N/A\", \"无\"]}, optional, integer]"),
            Sample("s", ["1", ""], "s: [optional, integer]"),
            Sample("s", ["x", ""], "# s: []"),
            Sample("s", ["", ""], "# s: []"),
        ]
    )
    func steps(_ sample: Sample) throws {
        #expect(try column(sample.name, sample.cells).last == sample.line)
    }

    @Test("A step is proposed from nineteen of twenty cells on, and the others are told")
    func share() throws {
        let cells = (0..<19).map { String($0) }
        let lines = try column("v", cells + ["x"])
        #expect(lines.contains("# integer: 19 of 20; not: 'x'"))
        #expect(lines.last == "v: [required, integer]")
        #expect(try column("v", cells.dropLast() + ["x", "y"]).last == "v: [required]")
    }

    @Test("A column is required from ninety-eight of a hundred filled cells on")
    func required() throws {
        let cells = Array(repeating: "x", count: 98)
        #expect(try column("v", cells + ["", ""]).last == "v: [required]")
        #expect(try column("v", cells.dropLast() + ["", "", ""]).last == "# v: []")
    }

    @Test("Twenty different values among five hundred are an enumeration, the rare ones told")
    func enumeration() throws {
        let values = (0..<20).map { "城\($0)" }
        func cells(_ values: [String], _ count: Int) -> [String] { (0..<count).map { values[$0 % values.count] } }
        let line = try #require(try column("v", cells(values, 500)).last)
        #expect(line.hasPrefix("v: [required, {enum: [") && line.contains("\"城19\""))
        #expect(try column("v", cells(values, 499)).last == "v: [required]")
        #expect(try column("v", cells(values + ["x"], 600)).last == "v: [required]")
        let rare = try column("v", cells(values, 2_000) + ["北就"])
        #expect(!rare.contains { $0.contains("北就") && $0.hasPrefix("# rare") })
        let few = try column("v", cells(["a", "b"], 2_000) + ["c"])
        #expect(few.contains("# rare, perhaps mistakes: 'c' 1"))
    }

    @Test("A key is proposed when its name is that of one and no two records have the same")
    func keys() throws {
        let cells = (0..<50).map { "SO\($0)" }
        for name in ["id", "order_id", "orderId", "订单号", "编号", "ID"] {
            #expect(try column(name, cells).contains { $0.hasPrefix("- {unique:") }, "\(name)")
        }
        for name in ["paid", "name"] { #expect(try !column(name, cells).contains { $0.hasPrefix("- {unique:") }) }
        #expect(try !column("id", cells + ["SO1"]).contains { $0.hasPrefix("- {unique:") })
    }

    @Test("Whatever columns are called, the recipe is YAML that names them")
    func names() throws {
        let header = [
            "a: b", "\"quoted\"", "it's", "姓名", "😀", "", "dup", "dup", "true", "null", "- x", "#", "#3", "*", "&a",
            "a\nb",
            "\u{202E}rtl", "\u{85}", "1", "{x}", "[y]", "a\\b", "Dup", " ", "　全角　", "%", "@", "`", "!t", "? k", "|",
            ">", "~",
            "\u{FEFF}bom", "e\u{301}", "\u{e9}", String(repeating: "长", count: 400), "\u{1}", "\u{7F}", "\u{FFFE}",
        ]
        let rows = (0..<3).map { row in header.indices.map { " \(row * 100 + $0)" } }
        let yaml = try suggestion(header, rows)
        let recipe = try Recipes.recipe(yaml)
        let cleaner = try Cleaner(recipe, columns: header)
        #expect(cleaner.outputColumns.count == header.count)
        #expect(recipe.columns.count >= header.count - 1)
        let result = try Recipes.clean(yaml, header: header, rows: rows)
        #expect(result.counts.clean == 3)
    }

    @Test("Hostile cells stay inside their comments")
    func hostileCells() throws {
        let evil = "x\ncolumns: {a: [{enum: [y]}]}\u{85}z\u{2028}"
        let cells = (0..<40).map { String($0) } + [evil]
        let yaml = try suggestion(["a"], cells.map { [$0] })
        #expect(try Recipes.recipe(yaml).columns.count == 1)
        #expect(yaml.contains("'x\\x0acolumns"))
    }

    @Test("Only so many records are looked at, and those that were not read well are left out")
    func limits() throws {
        var suggestion = RecipeSuggestion(header: ["a"])
        var batch = RecordBatch()
        let count = RecipeSuggestion.recordLimit + 1
        batch.text = Array(repeating: UInt8(ascii: "1"), count: count)
        batch.fields = (0..<count).map { FieldRange(start: $0, count: 1) }
        batch.records = (0..<count).map { index in
            RecordEntry(
                start: index,
                fieldEnd: index + 1,
                lineDistance: index,
                flags: index == 0 ? .missingFields : []
            )
        }
        suggestion.add(batch)
        #expect(suggestion.isFull)
        let yaml = suggestion.yaml(source: "a", in: .english)
        #expect(yaml.contains("99,999 of its records") && yaml.contains("# 1 records were not read well"))
        #expect(RecipeSuggestion(header: []).yaml(source: "a", in: .chinese).contains("version: 1"))
    }

    @Test("The recipe that is proposed for the orders cleans them", .enabled(if: Orders.folder != nil))
    func orders() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "suggestion-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system empties the folder of itself one day.
        _ = try Orders.python(["gen_data.py", "3000", folder.path(percentEncoded: false), "--no-xlsx"])
        let text = try Array(Data(contentsOf: folder.appending(path: "orders_3000.csv")))
        var suggestion = RecipeSuggestion(header: Orders.columns)
        for batch in Orders.batches(of: text, count: 500) { suggestion.add(batch) }
        let yaml = suggestion.yaml(source: "orders.csv", in: .english)
        #expect(yaml.contains("phone: [trim, narrow") && yaml.contains("{date: {from: [ymd, yyyyMMdd]}}"))
        #expect(try Cleaner(try Recipes.recipe(yaml), columns: Orders.columns).outputColumns == Orders.columns)
    }
}
