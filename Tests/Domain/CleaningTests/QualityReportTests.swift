import Diagnostics
import Tabular
import Testing

@testable import Cleaning

@Suite("What a report tells about a run")
struct QualityReportTests {
    private let header = ["id", "phone", "amount"]
    private let recipe = """
        columns:
          id: [trim, {required: no_id}]
          phone: [trim, narrow, {phone: {reject: bad_phone}}]
          amount: [{money: {reject: bad_amount}}]
        records:
          - {unique: [id], reject: duplicate}
        """
    private let rows = [
        ["1", "１３８００１３８０００", "1"], [" ", "13800138000", "1"], ["2", "无", "x"], ["3", "13800138000", "x"],
        ["1 ", " 13800138000", "2"], ["4", "13800138000", "3"],
    ]

    @Test("Each record is held back once, by its first reason; what is left is clean")
    func funnel() throws {
        let report = try Reports.report(recipe, header: header, rows: rows)
        #expect(
            report.funnel.map { "\($0.column) \($0.rule) \($0.code) \($0.incoming) \($0.outgoing)" } == [
                "id required no_id 6 5", "phone phone bad_phone 5 4", "amount money bad_amount 4 3",
                " unique duplicate 3 2",
            ]
        )
        #expect(report.counts.clean == 2 && report.funnel.last?.outgoing == 2)
        #expect(report.reasons.map(\.code) == ["bad_amount", "no_id", "bad_phone", "duplicate"])
        #expect(report.reasons.map(\.count) == [2, 1, 1, 1])
        #expect(report.reasons.map(\.firstCount) == [1, 1, 1, 1])
    }

    @Test("Records that cannot be read well, and those left out, have their place in the funnel")
    func otherStages() throws {
        let report = try Reports.report(
            "columns: {a: [{required: no_a}]}\nrecords: [{sample: {first: 2}}]",
            header: ["a"],
            rows: [["1"], [""], ["2"], ["3"]]
        )
        #expect(
            report.funnel.map { "\($0.kind) \($0.rule) \($0.incoming) \($0.outgoing)" } == [
                "column required 4 3", "drop sample 3 1",
            ]
        )
        #expect(report.counts.clean == 1)
    }

    @Test("The first five rejects of each reason are shown, with all their reasons")
    func examples() throws {
        let report = try Reports.report(recipe, header: header, rows: (0..<7).map { [String($0), "无", "x"] })
        let reason = try #require(report.reasons.first { $0.code == "bad_amount" })
        #expect(reason.examples.map(\.place.record) == [1, 2, 3, 4, 5])
        #expect(reason.examples[0].reasons.map(\.code) == ["bad_phone", "bad_amount"])
        #expect(reason.examples[0].reasons.map(\.value) == ["无", "x"])
        #expect(reason.examples[0].reasons[0].message.english.contains("'无'"))
        #expect(reason.examples[0].raw == ["0", "无", "x"])
    }

    @Test("The first three changes of each step are shown, as the cell came to the step")
    func changes() throws {
        let rows = (0..<9).map { [" \($0)", " １３８００１３８００\($0) ", "1"] }
        for batchCount in [1, 2, 100] {
            let report = try Reports.report(recipe, header: header, rows: rows, batchCount: batchCount)
            let steps = report.columns[1].steps
            #expect(steps.map(\.rule) == ["trim", "narrow", "phone"])
            #expect(steps.map(\.changedCount) == [9, 9, 0])
            #expect(steps[1].examples.map(\.record) == [1, 2, 3])
            #expect(steps[1].examples[0].before == "１３８００１３８００0" && steps[1].examples[0].after == "13800138000")
            #expect(report.columns[2].steps[0].examples[0].after == "1.00")
        }
    }

    @Test("A later batch can hold the first change of a step")
    func lateChange() throws {
        let rows = (0..<250).map { [String($0), $0 == 220 ? " 13800138000" : "13800138000", "1.00"] }
        let steps = try Reports.report(recipe, header: header, rows: rows).columns[1].steps
        #expect(steps[0].examples.map(\.record) == [221])
    }

    @Test("What is masked is masked everywhere in a report")
    func masks() throws {
        let report = try Reports.report(
            "columns: {phone: [trim, phone, {mask: {kind: phone}}], amount: [{default: {column: phone}}]}",
            header: header,
            rows: [["1", " 13812345678", ""], ["2", "13812345678", ""], ["3", "13912345670x", "1"]]
        )
        var told: [String] = []
        for column in report.columns.dropFirst() {
            #expect(column.isMasked && column.numbers == nil)
            told += column.top.map(\.value) + column.examples
            told += column.steps.flatMap(\.examples).flatMap { [$0.before, $0.after] }
        }
        for example in report.reasons.flatMap(\.examples) {
            told += example.raw.dropFirst()
            told += example.reasons.flatMap { [$0.value, $0.message.english, $0.message.chinese] }
        }
        #expect(!told.isEmpty && told.allSatisfy { !$0.contains("12345") })
        #expect(report.columns[0].examples == ["1", "2", "3"])
    }

    @Test("Long cells are cut")
    func longCells() throws {
        let long = String(repeating: "x", count: 200)
        let report = try Reports.report("columns: {id: [integer]}", header: ["id"], rows: [[long]])
        let example = try #require(report.reasons.first?.examples.first)
        #expect(example.raw == [String(repeating: "x", count: 120) + "…"])
        #expect(example.reasons[0].value == example.raw[0])
    }

    @Test("Repairs are counted by kind and shown")
    func repairs() throws {
        let cleaner = try Cleaner(Recipe(), columns: ["a", "b"])
        var collector = RecordCollector(cleaner, hasReport: true)
        var batch = RecordBatch()
        batch.text = Array("x,\"y\nz\n".utf8)
        batch.fields = [FieldRange(start: 0, count: 1), FieldRange(start: 2, count: 2), FieldRange(start: 5, count: 1)]
        batch.records = [
            RecordEntry(start: 0, fieldEnd: 2, lineDistance: 0), RecordEntry(start: 5, fieldEnd: 3, lineDistance: 1),
        ]
        batch.repairs = [Repair(record: 0, kind: .strayQuote), Repair(record: 1, kind: .missingFields)]
        var worker = cleaner.makeWorker(profiledColumnCount: 2)
        var clean = CleanBatch()
        cleaner.clean(batch, with: &worker, into: &clean)
        try collector.collect(batch, clean)
        let report = QualityReport(
            input: QualityReport.Input(name: "a.csv", byteCount: 7, form: .csv),
            shape: SourceShape(form: .csv, columnCount: 2, header: ["a", "b"]),
            counts: SourceCounts(),
            profile: try #require(worker.profile),
            collector: collector
        )
        #expect(report.repairs.map(\.kind) == [.strayQuote, .missingFields])
        #expect(report.repairs.map(\.count) == [1, 1])
        #expect(report.repairs[0].examples[0].before == "x,\"y")
        #expect(report.repairs[0].examples[0].after == ["x", "\"y"])
        #expect(report.repairs[1].examples[0].place.record == 2)
    }
}
