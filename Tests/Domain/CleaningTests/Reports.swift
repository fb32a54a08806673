import Tabular
import TabularTesting
import Testing

@testable import Cleaning

/// Reports of tests.
enum Reports {
    /// Cleans rows by several workers in turn, and reports.
    static func report(
        _ text: String,
        header: [String],
        rows: [[String]],
        workerCount: Int = 1,
        batchCount: Int = 100
    ) throws -> QualityReport {
        let cleaner = try Cleaner(try Recipes.recipe(text), columns: header)
        var workers = (0..<workerCount).map { _ in cleaner.makeWorker(profiledColumnCount: header.count) }
        var collector = RecordCollector(cleaner, hasReport: true)
        var source = InMemorySource(header: header, rows: rows, batchCount: batchCount)
        let shape = try source.shape()
        var batch = RecordBatch()
        var clean = CleanBatch()
        var number = 0
        while try source.next(into: &batch) {
            // Not the same number of batches for each.
            let worker = number % 3 == 0 ? 0 : number % workerCount
            cleaner.clean(batch, with: &workers[worker], into: &clean)
            try collector.collect(batch, clean)
            number += 1
        }
        var profile = try #require(workers[0].profile)
        for worker in workers.dropFirst() { profile.merge(try #require(worker.profile)) }
        return QualityReport(
            input: QualityReport.Input(name: "orders.csv", byteCount: 1_000, form: .csv),
            shape: shape,
            counts: source.counts,
            profile: profile,
            collector: collector
        )
    }

    /// The report of one column without a recipe.
    static func column(_ cells: [String], workerCount: Int = 1) throws -> QualityColumn {
        let report = try report("{}", header: ["a"], rows: cells.map { [$0] }, workerCount: workerCount)
        return try #require(report.columns.first)
    }
}
