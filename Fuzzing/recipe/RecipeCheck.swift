import Cleaning
import Diagnostics
import JSON
import Tabular
import TabularTesting
import YAMLDocuments

/// What has to hold for any recipe.
enum RecipeCheck {
    private static let header = ["id", "name", "phone", "amount", "day", "a b"]

    /// Cells that steps and expressions stumble over.
    private static let rows: [[String]] = [
        ["1", " 王伟\u{3000}", "１３８-0013 8000", "¥1,234.50", "2024年5月1日", ""],
        ["2", "e\u{301}\u{FF21}①", "+86 13800138000", "-0.005", "2024-02-30", "aaaaaaaaaaaaaaaaaaaaaaaa!"],
        ["", "", "", "", "", ""],
        ["9999999999999999999999999999", "'; --", "0", "1e400", "0000-00-00", "\u{202E}\u{0}\u{10FFFF}"],
        ["1", "壹佰贰拾元整", "()", ".", "9999-12-31 23:59:59", "\"a\n,b\""],
    ]

    private struct Outcome: Equatable {
        var clean: [UInt8] = []
        var rejects: [UInt8] = []
        var counts = CleaningCounts()
    }

    static func run(_ input: [UInt8]) {
        let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        guard let source = parts.first.map(Array.init), let recipe = recipe(source) else { return }
        var rows = rows
        if parts.count > 1 {
            let cells = parts[1].split(separator: 0, maxSplits: 12, omittingEmptySubsequences: false)
            let texts = cells.map { String(decoding: $0, as: UTF8.self) }
            for start in stride(from: 0, to: texts.count, by: header.count) {
                rows.append(Array(texts[start..<min(start + header.count, texts.count)]))
            }
        }
        guard let whole = clean(rows, recipe, batchCount: 100) else { return }
        precondition(whole.counts.isBalanced && whole.counts.records == rows.count, "every record is accounted for")
        precondition(clean(rows, recipe, batchCount: 1) == whole, "batches are cleaned alike, however they are cut")
    }

    private static func recipe(_ source: [UInt8]) -> Recipe? {
        // Most inputs are no YAML, and that is all there is to know about them.
        guard let document = try? YAMLReader().read(source) else { return nil }
        do throws(RecipeError) {
            return try RecipeReader.recipe(from: document, file: "recipe.yaml", source: source)
        } catch {
            check(error)
            return nil
        }
    }

    private static func check(_ error: RecipeError) {
        precondition(!error.diagnostics.isEmpty, "an error explains itself")
        for diagnostic in error.diagnostics {
            precondition(!diagnostic.message.english.isEmpty && !diagnostic.message.chinese.isEmpty, "in two languages")
        }
    }

    private static func clean(_ rows: [[String]], _ recipe: Recipe, batchCount: Int) -> Outcome? {
        var recipe = recipe
        recipe.today = RunDay("2026-03-01")
        let cleaner: Cleaner
        do throws(RecipeError) {
            cleaner = try Cleaner(recipe, columns: header)
        } catch {
            check(error)
            return nil
        }
        var worker = cleaner.makeWorker()
        var collector = RecordCollector(cleaner)
        var records = InMemorySource(header: header, rows: rows, batchCount: batchCount)
        var batch = RecordBatch()
        var clean = CleanBatch()
        var outcome = Outcome()
        do throws(TabularError) {
            while try records.next(into: &batch) {
                cleaner.clean(batch, with: &worker, into: &clean)
                try collector.collect(batch, clean)
                outcome.clean += collector.cleanBytes
                outcome.rejects += collector.rejectBytes
            }
        } catch {
            preconditionFailure("records in memory can be read")
        }
        outcome.counts = collector.counts
        return outcome
    }
}
