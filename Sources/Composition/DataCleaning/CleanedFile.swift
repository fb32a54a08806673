package import Cleaning
package import Diagnostics
import DocumentFiles
import JSON
package import Tabular

/// A file that was cleaned into memory: for files of a size that somebody looks through, such as the seeds of a service.
package struct CleanedFile: Sendable {
    /// A clean record.
    package struct Record: Sendable {
        /// Where it stands in the file.
        package let place: RecordPlace
        /// Its cells, one for each column that is written.
        package let cells: [String]
    }

    /// A record that was refused.
    package struct Reject: Sendable {
        /// Where it stands in the file.
        package let place: RecordPlace
        /// Why, each with its column.
        package let reasons: [LocalizedText]
    }

    /// The names of the columns that are written.
    package private(set) var columns: [String] = []
    /// The clean records in their order.
    package private(set) var records: [Record] = []
    /// The other ones.
    package private(set) var rejects: [Reject] = []
    /// What has become of all records.
    package private(set) var counts = CleaningCounts()
    /// How often records were refused, by reason.
    package private(set) var reasons: [ReasonCount] = []

    /// Cleans a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - recipePath: The recipe's file; nil to take the file as it is.
    ///   - check: Makes what judges clean records, of the columns that are written.
    /// - Throws: ``ServiceError``, ``TabularError`` and ``RecipeError``.
    package init(
        _ path: String,
        recipeFile recipePath: String?,
        check: ([String]) throws -> (any RecordCheck)?
    ) async throws {
        try await self.init(path, recipe: try Self.recipe(recipePath), check: check)
    }

    /// Cleans a file by a recipe that has been read.
    ///
    /// - Throws: ``ServiceError``, ``TabularError`` and ``RecipeError``.
    package init(_ path: String, recipe: Recipe, check: ([String]) throws -> (any RecordCheck)?) async throws {
        self = try await SourceOpening(input: path, options: recipe.source).read { opened in
            try Self(opened, recipe.dated(), check)
        }
    }

    private static func recipe(_ path: String?) throws -> Recipe {
        guard let path else { return try RecipeReader.recipe(from: JSONDocument(.object([])), file: "") }
        return try CleanRun.recipe(path)
    }

    private init(
        _ opened: OpenedSource,
        _ recipe: Recipe,
        _ makeCheck: ([String]) throws -> (any RecordCheck)?
    ) throws {
        var source = opened.records
        let shape = try source.shape()
        var header = recipe.source.columnNames.isEmpty ? shape.header : recipe.source.columnNames
        if header.isEmpty { header = Recipe.columnNames(count: shape.columnCount) }
        var cleaner = try Cleaner(recipe, columns: header, form: .fields, readsTwice: opened.state != nil)
        columns = cleaner.outputColumns
        if let check = try makeCheck(columns) { cleaner = cleaner.checked(by: check, code: Cleaner.schemaCode) }
        var repeated: RepeatedRecords?
        if cleaner.needsTwoPasses {
            var first = try opened.again()
            _ = try first.shape()
            var survey = RepeatSurvey(cleaner)
            try Self.each(&first, cleaner) { try survey.add($0, $1) }
            repeated = try survey.finish()
        }
        var collector = RecordCollector(
            cleaner,
            rejects: nil,
            source: shape.form,
            repeated: repeated,
            listsRefusals: true
        )
        try Self.each(&source, cleaner) { batch, clean in
            try collector.collect(batch, clean)
            add(collector, batch)
        }
        counts = collector.counts
        reasons = collector.reasons
    }

    /// Cleans one batch after the other.
    private static func each(
        _ source: inout any RecordSource,
        _ cleaner: Cleaner,
        _ body: (RecordBatch, CleanBatch) throws -> Void
    ) throws {
        var worker = cleaner.makeWorker()
        var batch = RecordBatch()
        var clean = CleanBatch()
        while try source.next(into: &batch) {
            cleaner.clean(batch, with: &worker, into: &clean)
            try body(batch, clean)
        }
    }

    /// Takes over what became of the last batch.
    private mutating func add(_ collector: RecordCollector, _ batch: RecordBatch) {
        let table = collector.cleanTable
        for (record, index) in collector.cleanIndices.enumerated() {
            let cells = table.fieldIndices(of: record).map {
                String(decoding: table.text[table.range(of: $0)], as: UTF8.self)
            }
            records.append(Record(place: batch.place(of: index), cells: cells))
        }
        rejects += collector.refusals.map { refusal in
            Reject(place: refusal.place, reasons: refusal.reasons.map(Self.text))
        }
    }

    /// What a log may show: the cells themselves are nobody's business there.
    private static func text(_ reason: RejectNotice.Reason) -> LocalizedText {
        let code = reason.code.name
        guard let column = reason.column else { return LocalizedText(code, zh: code) }
        return LocalizedText("\(code): '\(column)'", zh: "\(code)：“\(column)”")
    }
}
