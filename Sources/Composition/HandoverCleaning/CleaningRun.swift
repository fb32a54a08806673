public import Cleaning
import DataCleaning
public import Diagnostics
public import Tabular

/// Rules by which records are cleaned.
public typealias Recipe = Cleaning.Recipe
/// A recipe bound to the columns of a source.
public typealias Cleaner = Cleaning.Cleaner
/// A file, or anything else, that gives records in batches.
public typealias RecordSource = Tabular.RecordSource
/// Where a record stands in its source.
public typealias RecordPlace = Tabular.RecordPlace
/// What has become of all records.
public typealias CleaningCounts = Cleaning.CleaningCounts
/// How often records were refused for one reason.
public typealias ReasonCount = Cleaning.ReasonCount
/// The day of a run.
public typealias RunDay = Cleaning.RunDay
/// The language of messages.
public typealias Language = Diagnostics.Language

/// Cleans one file: CSV as people write it, or an Excel workbook.
///
/// ```swift
/// let run = try CleaningRun(input: "orders.csv", recipe: Recipe(contentsOf: "orders.yaml"))
/// let summary = try await run.write(to: "clean.csv", rejects: "rejects.csv")
/// ```
///
/// Whatever is thrown is an `ExplainedError`: its `diagnostics` say what was found, where, and what to do about it.
public struct CleaningRun: Sendable {
    /// The file; `-` is standard input.
    public let input: String
    /// How it is read and cleaned.
    public let recipe: Recipe
    /// The language of messages about rejects.
    public var language = Language.english
    /// How many tasks clean at the same time, at least 1.
    public var workerCount = 2
    /// The day that the recipe calls `today`; nil: the recipe's own, else that of this moment in the zone that the recipe
    /// names, else in the time zone of this process.
    public var today: RunDay?

    /// A run over a file; without a recipe its records stay as they are.
    public init(input: String, recipe: Recipe = Recipe()) {
        self.input = input
        self.recipe = recipe
    }

    /// Writes clean records, and rejected ones with their reasons.
    ///
    /// Nothing can be seen at either place before all records have been read, cleaned and counted.
    ///
    /// - Parameters:
    ///   - output: The file, whose form follows its ending: `.csv`, `.tsv`, `.ndjson`, `.sqlite`; `-` is standard output.
    ///   - rejects: The file of rejected records; nil to count them only.
    /// - Returns: What has become of the records.
    /// - Throws: An `ExplainedError`, or `CancellationError`; then both places are as they were.
    public func write(to output: String, rejects: String? = nil) async throws -> CleaningSummary {
        var options = CleanOptions(input: input, output: output)
        options.rejects = rejects
        options.workerCount = workerCount
        options.today = today
        let result = try await CleanRun(options, recipe: recipe, language: language).run()
        return CleaningSummary(counts: result.counts, reasons: result.reasons, columns: result.outputColumns)
    }

    /// The clean records, in memory.
    ///
    /// - Throws: An `ExplainedError`.
    public func records() async throws -> CleanedRecords {
        var recipe = recipe
        recipe.today = today ?? recipe.today
        let file = try await CleanedFile(input, recipe: recipe) { _ in nil }
        return CleanedRecords(
            columns: file.columns,
            records: file.records.map { CleanedRecords.Record(place: $0.place, cells: $0.cells) },
            rejects: file.rejects.map(\.place),
            counts: file.counts,
            reasons: file.reasons
        )
    }
}

/// What has become of the records of a run.
public struct CleaningSummary: Hashable, Sendable {
    /// How many were read, clean, rejected and dropped.
    public let counts: CleaningCounts
    /// Why records were rejected, the most frequent reason first.
    public let reasons: [ReasonCount]
    /// The columns that were written.
    public let columns: [String]
}

/// Clean records in memory, in the order in which they stand.
public struct CleanedRecords: Hashable, Sendable {
    /// A clean record.
    public struct Record: Hashable, Sendable {
        /// Where it stands.
        public let place: RecordPlace
        /// Its cells, one for each of ``CleanedRecords/columns``.
        public let cells: [String]
    }

    /// The names of the columns.
    public let columns: [String]
    /// The records.
    public let records: [Record]
    /// Where the rejected records stand.
    public let rejects: [RecordPlace]
    /// How many were read, clean, rejected and dropped.
    public let counts: CleaningCounts
    /// Why records were rejected, the most frequent reason first.
    public let reasons: [ReasonCount]
}
