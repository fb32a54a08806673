import Diagnostics
import Tabular
import Testing

@testable import Cleaning

@Suite("What people are told about rejected records")
struct RejectMessageTests {
    /// The messages of the first reject, in English and Chinese.
    private func messages(
        _ recipe: String,
        _ row: [String],
        header: [String] = ["a", "b"]
    ) throws -> [LocalizedText] {
        let cleaner = try Cleaner(try Recipes.recipe(recipe), columns: header)
        var previewer = RecordPreviewer(cleaner, limit: 1)
        var batch = RecordBatch()
        for cell in row {
            batch.fields.append(FieldRange(start: batch.text.count, count: cell.utf8.count))
            batch.text += Array(cell.utf8)
        }
        batch.records = [RecordEntry(start: 0, fieldEnd: row.count, lineDistance: 0)]
        _ = previewer.add(batch)
        return previewer.finish()[0].refusals.map(\.message)
    }

    @Test(
        "Every step says what was found and what it wants, in both languages",
        arguments: StepCatalogue.all.filter { $0.code != nil }.map(\.name)
    )
    func steps(_ name: String) throws {
        let step = try #require(StepCatalogue.step(name))
        let message = try #require(try messages("columns: {a: [\(step.bad.step)]}", [step.bad.cell, "x"]).first)
        #expect(!message.english.contains("what '\(name)' takes"), "\(message.english)")
        #expect(message.english.contains(step.bad.cell.isEmpty ? "'a' is empty" : "'\(step.bad.cell)'"))
        #expect(message.chinese.contains(step.bad.cell.isEmpty ? "“a”为空" : "“\(step.bad.cell)”"))
        #expect(message.chinese != message.english)
    }

    @Test("Limits that a recipe sets are told")
    func limits() throws {
        let rows: [(step: String, cell: String, message: String)] = [
            (
                "{integer: {minimum: 1, maximum: 99}}", "100",
                "'100' is not a whole number from 1 to 99"
            ),
            (
                "{integer: {minimum: 5}}", "",
                "'a' is empty, and has to be a whole number of at least 5 with at most 18 digits"
            ),
            ("{number: {scale: 1}}", "1.25", "'1.25' is not a number with at most 1 decimal"),
            ("money", "-1", "'-1' is not an amount of zero or more with at most 12 digits and 2 decimals"),
            ("{length: {max: 2}}", "abc", "'abc' is not a text of at most 2 characters"),
            ("{pattern: '[a-c]+'}", "d", "'d' is not a text that '[a-c]+' matches"),
            ("{enum: [x, y]}", "z", "'z' is not one of x, y"),
            ("{range: {max: 2024-01-01}}", "2024-01-02", "'2024-01-02' is not a day of at most 2024-01-01"),
            (
                "{date: {from: [ymd, yyyyMMdd], minimum: 2024-01-01}}", "2024-02-30",
                "'2024-02-30' is not a real day of at least 2024-01-01 written as ymd (1900 to 2099), yyyyMMdd (1900 to 2099)"
            ),
            (
                "{split: {by: '-', into: [c], more: reject}}", "x-y",
                "'x-y' is not at most 1 part with '-' between them"
            ),
            ("{required: {code: no_a, en: Fill it in., zh: 请填写。}}", "", "Fill it in."),
        ]
        for row in rows {
            let message = try messages("columns: {a: [\(row.step)]}", [row.cell, "x"]).first?.english
            if message != row.message { Issue.record("\(row.step): \(message ?? "none")") }
        }
    }

    @Test("Rules about records say which cells are wrong")
    func rules() throws {
        func message(_ rule: String, _ row: [String]) throws -> String {
            try messages("records: [\(rule)]", row).map(\.english).joined(separator: " | ")
        }
        #expect(try message("{require: [a, b]}", ["x", ""]) == "'b' is empty, and a, b have to be filled")
        #expect(
            try message("{together: [a, b]}", ["", "x"]) == "'a' is empty, and of a, b all or none have to be filled"
        )
        #expect(try message("{oneOf: [a, b]}", ["", ""]) == "none of a, b is filled, and exactly one has to be")
        #expect(try message("{oneOf: [a, b]}", ["1", "2"]) == "several of a, b are filled, and exactly one has to be")
        #expect(
            try message("{lookup: cities.csv, on: {a: short}, take: {c: name}}", ["x", ""])
                == "'cities.csv' has no row for 'x'"
        )
    }

    @Test("A condition is told with the cells that it looks at")
    func checks() throws {
        let messages = try messages("records: [{check: number(a) < number(b)}]", ["5", "3"])
        #expect(messages.map(\.english) == ["'number(a) < number(b)' is not true of the record: a is '5', b is '3'"])
        #expect(messages.map(\.chinese) == ["此记录不满足“number(a) < number(b)”：a 为“5”，b 为“3”"])
        let own = "records: [{check: a == b, reject: {code: other, en: They differ., zh: 两者不同。}}]"
        #expect(try self.messages(own, ["5", "3"]).map(\.english) == ["They differ."])
    }

    @Test("A rule that is always looked at adds its reason to refused records")
    func always() throws {
        let recipe = "columns: {a: [integer]}\nrecords: [{require: [b], always: true}, {require: [b], reject: later}]"
        let rows = [["x", ""], ["1", ""], ["x", "y"]]
        let result = try Recipes.clean(recipe, header: ["a", "b"], rows: rows, style: .full)
        #expect(
            result.rejects.map { $0.split(separator: ",").filter { $0.contains("@") }.map(String.init) } == [
                ["bad_integer@a; incomplete@b"], ["incomplete@b; later@b"], ["bad_integer@a"],
            ]
        )
        #expect(try Recipes.findings("records: [{require: [a], always: 1}]").map(\.code) == ["recipe.bad-parameter"])
        #expect(try Recipes.findings("records: [{unique: [a], always: true}]").map(\.code) == ["recipe.unknown-field"])
    }

    @Test("A long cell is quoted in part")
    func long() throws {
        let cell = String(repeating: "x", count: 1 << 20)
        let message = try #require(try messages("columns: {a: [integer]}", [cell, ""]).first)
        #expect(message.english.utf8.count < 300 && message.chinese.utf8.count < 300)
    }

    @Test("A share of records is the same each time and about as large as asked")
    func sample() throws {
        let rows = (1...10_000).map { [String($0), ""] }
        func clean(_ sample: String, _ batchCount: Int = 1_000) throws -> [String] {
            try Recipes.clean("records: [{sample: \(sample)}]", header: ["a", "b"], rows: rows, batchCount: batchCount)
                .clean
        }
        let tenth = try clean("{share: 0.1, seed: 7}")
        #expect((850...1_150).contains(tenth.count))
        #expect(try clean("{share: 0.1, seed: 7}", 37) == tenth)
        #expect(try clean("{share: 0.1, seed: 8}") != tenth)
        #expect(try clean("{share: 1}").count == 10_000 && clean("{share: 0}").isEmpty)
        for wrong in ["{share: 2}", "{share: -0.1}", "{share: x}", "{share: 0.5, seed: x}"] {
            #expect(try Recipes.findings("records: [{sample: \(wrong)}]").map(\.code) == ["recipe.bad-parameter"])
        }
    }
}
