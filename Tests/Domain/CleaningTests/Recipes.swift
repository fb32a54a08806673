import Diagnostics
import Tabular
import TabularTesting
import Testing
import YAMLDocuments

@testable import Cleaning

/// Recipes and records of tests.
enum Recipes {
    /// The recipe of a YAML text.
    static func recipe(_ text: String) throws -> Recipe {
        try RecipeReader.recipe(from: try YAMLReader().read(Array(text.utf8)), file: "r.yaml")
    }

    /// What is found wrong with a YAML text, each as `code line:column`.
    static func findings(_ text: String) throws -> [Diagnostic] {
        let document = try YAMLReader().read(Array(text.utf8))
        do throws(RecipeError) {
            _ = try RecipeReader.recipe(from: document, file: "r.yaml")
            return []
        } catch {
            return error.diagnostics
        }
    }

    /// What became of records.
    struct Result {
        var clean: [String] = []
        var rejects: [String] = []
        var counts = CleaningCounts()
        var reasons: [ReasonCount] = []
        var examples: [RejectExample] = []
    }

    /// Cleans rows.
    static func clean(
        _ text: String,
        header: [String],
        rows: [[String]],
        style: RejectStyle = .plain,
        batchCount: Int = 1_000
    ) throws -> Result {
        let recipe = try recipe(text)
        let cleaner = try Cleaner(recipe, columns: header)
        var worker = cleaner.makeWorker()
        var collector = RecordCollector(cleaner, rejects: style)
        var source = InMemorySource(header: header, rows: rows, batchCount: batchCount)
        var batch = RecordBatch()
        var clean = CleanBatch()
        var bytes: [UInt8] = []
        var rejects: [UInt8] = []
        while try source.next(into: &batch) {
            cleaner.clean(batch, with: &worker, into: &clean)
            try collector.collect(batch, clean)
            bytes += collector.cleanBytes
            rejects += collector.rejectBytes
        }
        var result = Result()
        result.clean = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        result.rejects = String(decoding: rejects, as: UTF8.self).split(separator: "\n").map(String.init)
        result.counts = collector.counts
        result.reasons = collector.reasons
        result.examples = collector.reasons.flatMap { collector.examples(of: $0.code) }
        #expect(result.counts.isBalanced)
        return result
    }
}
