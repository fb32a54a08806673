import Cleaning
import Diagnostics
import Tabular
import TabularTesting
import Testing
import YAMLDocuments

/// Reports of tests.
enum SampleReports {
    static let recipe = """
        columns:
          id: [trim, {required: no_id}]
          phone: [trim, narrow, {phone: {reject: {code: bad_phone, en: no mobile number, zh: 非手机号}}}]
          amount: [{money: {reject: bad_amount}}]
        records:
          - {unique: [id], reject: duplicate}
        """

    static let rows = [
        ["1", "１３８００１３８０００", "1"], [" ", "13800138000", "1"], ["2", "无", "x"], ["3", "13800138000", "x"],
        ["1 ", " 13800138000", "2"], ["4", "13800138000", "3.50"],
    ]

    /// The report of cleaning rows.
    static func report(
        _ recipe: String = recipe,
        header: [String] = ["id", "phone", "amount"],
        rows: [[String]] = rows,
        name: String = "orders.csv",
        assumptions: [Assumption] = []
    ) throws -> QualityReport {
        let document = try YAMLReader().read(Array(recipe.utf8))
        let cleaner = try Cleaner(try RecipeReader.recipe(from: document, file: "r.yaml"), columns: header)
        var worker = cleaner.makeWorker(profiledColumnCount: header.count)
        var collector = RecordCollector(cleaner, hasReport: true)
        var source = InMemorySource(header: header, rows: rows)
        var shape = try source.shape()
        shape.assumptions = assumptions
        var batch = RecordBatch()
        var clean = CleanBatch()
        while try source.next(into: &batch) {
            cleaner.clean(batch, with: &worker, into: &clean)
            try collector.collect(batch, clean)
        }
        var report = QualityReport(
            input: QualityReport.Input(name: name, byteCount: 1_234, form: .csv),
            shape: shape,
            counts: source.counts,
            profile: try #require(worker.profile),
            collector: collector
        )
        report.seconds = 0.5
        report.recipe = QualityReport.RecipeFile(name: "r.yaml", digest: String(repeating: "ab", count: 32))
        return report
    }

    static let assumptions = [
        Assumption(
            .delimiter,
            ",",
            confidence: 0.97,
            alternatives: [Assumption.Alternative(value: ";", score: 0.02)],
            text: LocalizedText("delimiter ','", zh: "分隔符“,”")
        ),
        Assumption(.header, "1", text: LocalizedText("header line 1", zh: "表头 1 行")),
    ]
}
