import Diagnostics
import Tabular
import TabularTesting
import Testing

@testable import Cleaning

@Suite("Columns that are masked")
struct MaskTests {
    private let header = ["id", "phone", "note"]
    private let mask = "phone: [{mask: phone}]"

    private func clean(_ recipe: String, _ rows: [[String]], style: RejectStyle = .plain) throws -> Recipes.Result {
        try Recipes.clean(recipe, header: header, rows: rows, style: style)
    }

    @Test("Cells are masked when all that looks at them is done: steps, expressions, rules")
    func last() throws {
        let recipe = """
            columns: {phone: [trim, {mask: phone}, phone, {length: {min: 11}}], id: [fillDown]}
            records: [{unique: [phone]}, {check: phone != '13800138001'}]
            """
        let rows = [
            ["1", " 13800138000", ""], ["", "13812348000", ""], ["3", "13812348000", ""], ["4", "13800138001", ""],
        ]
        let result = try clean(recipe, rows)
        #expect(result.clean == ["1,138****8000,", "1,138****8000,"])
        #expect(
            result.rejects.map { String($0.prefix(11)) }
                == ["3,duplicate", "4,failed_che"].map { String($0.prefix(11)) }
        )
    }

    @Test("What fills down is the cell before it was masked, and then masked in its turn")
    func fillsDown() throws {
        let result = try clean(
            "columns: {phone: [fillDown, phone, {mask: phone}]}",
            [["1", "13800138000", ""], ["2", "", ""], ["3", "", ""]]
        )
        #expect(result.clean.map { $0.dropFirst(2) } == Array(repeating: "138****8000,", count: 3))
    }

    struct Made: Sendable, CustomTestStringConvertible {
        let columns: String
        let clean: String
        var testDescription: String { columns }
    }

    @Test(
        "What is made of masked cells is masked: as they are, or whole when they are masked in several ways",
        arguments: [
            Made(columns: "note: [{default: {column: phone}}]", clean: "1,138****8000,138****8000"),
            Made(columns: "all: [{merge: [id, phone]}]", clean: "1,138****8000,,1 1******8000"),
            Made(columns: "id: [{mask: name}], all: [{merge: [id, phone]}]", clean: "*,138****8000,,*************"),
            Made(columns: "all: [{merge: [id, phone]}, {mask: {keep: 1}}]", clean: "1,138****8000,,************0"),
            Made(columns: "note: [{compute: 'substring(phone, 1, 4)'}]", clean: "1,138****8000,****"),
            Made(
                columns: "note: [{compute: {value: 'substring(phone, 1, 4)', from: unmasked}}]",
                clean: "1,138****8000,1380"
            ),
            Made(columns: "all: [{merge: [id]}]", clean: "1,138****8000,,1"),
            Made(columns: "phone: [{split: {by: '00', into: [a, b]}}, mask]", clean: "1,***,******,"),
        ]
    )
    func made(_ made: Made) throws {
        let own = made.columns.contains("phone: [") ? "" : ", \(mask)"
        let result = try clean("columns: {\(made.columns)\(own)}", [["1", "13800138000", ""]])
        #expect(result.clean == [made.clean])
    }

    @Test("A computed column that names a masked one is masked unless it says 'from: unmasked'")
    func computed() throws {
        func clean(_ more: String) throws -> [String] {
            try self.clean(
                "columns: {\(mask)}\ncomputed: [{name: area, value: 'substring(phone, 1, 3)'\(more)}, {name: b, value: area & id}]",
                [["1", "13800138000", ""]]
            ).clean
        }
        #expect(try clean("") == ["1,138****8000,,***,****"])
        #expect(try clean(", from: masked") == ["1,138****8000,,***,****"])
        #expect(try clean(", from: unmasked") == ["1,138****8000,,138,1381"])
        let findings = try Recipes.findings("computed: [{name: x, value: id, from: nowhere}]")
        #expect(findings.map(\.code) == ["recipe.bad-parameter"] && findings[0].location?.position?.column == 39)
    }

    @Test("A computed or looked-up column can be masked by a step of its own")
    func ownSteps() throws {
        let recipe = """
            columns: {x: [mask], city: [{mask: name}]}
            computed: [{name: x, value: id & 'b'}]
            records: [{lookup: cities.csv, on: {note: short}, take: {city: name}}]
            """
        #expect(try clean(recipe, [["1", "2", "京"]]).clean == ["1,2,京,**,北**"])
    }

    @Test("A column that is only hidden from people is written as it is, and so is what is made of it")
    func reportOnly() throws {
        let steps = "phone: [{mask: {kind: phone, report: only}}], all: [{merge: [id, phone]}, {length: {max: 13}}]"
        let rows = [["1", "13800138000", ""], ["12", "13800138000", ""]]
        let result = try clean("columns: {\(steps)}", rows, style: .full)
        #expect(result.clean == ["1,13800138000,,1 13800138000"])
        #expect(result.rejects[0].contains(",12 *******8000,length,"))
    }

    @Test("Of a record whose fields are not in their places nothing is shown")
    func displaced() throws {
        let recipe = "source: {long: reject}\ncolumns: {\(mask)}\nrejects: {mask: true}"
        let cleaner = try Cleaner(try Recipes.recipe(recipe), columns: header)
        var batch = RecordBatch()
        batch.text = Array("1x13800138000".utf8)
        batch.fields = [
            FieldRange(start: 0, count: 1), FieldRange(start: 0, count: 0), FieldRange(start: 1, count: 1),
            FieldRange(start: 2, count: 11),
        ]
        batch.records = [RecordEntry(start: 0, fieldEnd: 4, lineDistance: 0, flags: .extraFields)]
        var worker = cleaner.makeWorker(profiledColumnCount: 3)
        for style in RejectStyle.allCases {
            var collector = RecordCollector(cleaner, rejects: style, hasReport: true)
            var clean = CleanBatch()
            cleaner.clean(batch, with: &worker, into: &clean)
            try collector.collect(batch, clean)
            #expect(!String(decoding: collector.rejectBytes, as: UTF8.self).contains("13800138000"))
            #expect(collector.quality?.examples.flatMap { $0 }.map(\.raw) == [["*", "", "*", "***********"]])
        }
        #expect(worker.profile?.recordCount == 0)
    }

    @Test("A column is masked in one way")
    func twice() throws {
        #expect(
            try Recipes.findings("columns: {a: [mask, trim, {mask: phone}]}").map(\.code) == ["recipe.bad-parameter"]
        )
    }
}
