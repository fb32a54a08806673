package import Cleaning
package import Diagnostics
import DocumentFiles
import Files
import JSON
import Tabular

/// One run of `handover clean`: from a source to clean records and explained rejects.
///
/// Nothing can be seen at the places of the results before all records have been read, cleaned and counted.
package struct CleanRun: Sendable {
    let options: CleanOptions
    let recipe: Recipe
    let language: Language

    /// Reads the recipe.
    ///
    /// - Throws: ``ServiceError`` when it cannot be read, and ``RecipeError`` when it, or what is said about the source
    ///   beside it, cannot be used.
    package init(_ options: CleanOptions, language: Language) throws {
        self.options = options
        self.language = language
        var recipe =
            if let file = options.recipe {
                try Self.recipe(file)
            } else if options.destination != nil || options.receiver != nil {
                // Records of a collection have one width, as those of a recipe have.
                try RecipeReader.recipe(from: JSONDocument(.object([])), file: "")
            } else {
                Recipe()
            }
        for setting in options.settings { recipe = try setting.applied(to: recipe) }
        if options.masksRejects { recipe.rejects.masksFields = true }
        self.recipe = recipe.dated(options.today)
    }

    /// Reads a recipe, and the files that it names.
    ///
    /// - Throws: ``ServiceError`` and ``RecipeError``.
    package static func recipe(_ file: String) throws -> Recipe {
        let bytes = try DocumentFile.bytes(of: file)
        return try RecipeReader.recipe(
            from: try DocumentFile.parse(bytes, named: file),
            file: file,
            files: RecipeFolder(ofRecipe: file).files,
            source: DocumentFile.withoutByteOrderMark(bytes)
        )
    }

    /// A run with a recipe that has been read; what the options say about one does not matter.
    package init(_ options: CleanOptions, recipe: Recipe, language: Language) {
        self.options = options
        self.recipe = recipe.dated(options.today)
        self.language = language
    }

    /// The day that the recipe calls today; nil when nobody knows.
    var today: RunDay? { recipe.today }

    /// From now on an interrupt of this process removes what is half written, and ends it with status 130.
    package static func leavesNothingWhenInterrupted() { Drafts.areRemovedWhenInterrupted() }

    var opening: SourceOpening { SourceOpening(input: options.input, options: recipe.source) }

    /// What was written directly cannot be taken back and written once more.
    private var openingOnce: SourceOpening {
        var opening = opening
        opening.canStartAgain = !options.isWrittenDirectly
        return opening
    }

    /// Does it.
    ///
    /// - Throws: ``ServiceError``, ``TabularError``, ``RecipeError`` and `CancellationError`; then the places of the
    ///   results are as they were.
    package func run() async throws -> CleanResult {
        let start = ContinuousClock.now
        var result =
            if let receiver = options.receiver {
                try await deliver(to: receiver)
            } else {
                try await openingOnce.read { source in try await clean(source) }
            }
        result.time = ContinuousClock.now - start
        return result
    }

    /// Shows what would become of the first records; nothing is written.
    ///
    /// - Throws: ``ServiceError``, ``TabularError`` and ``RecipeError``.
    package func preview(recordCount: Int) async throws -> DryRun {
        try await opening.read { source in
            var records = source.records
            let shape = try records.shape()
            let columns = try columns(of: shape)
            var cleaner = try Cleaner(recipe, columns: columns, form: previewForm, readsTwice: source.state != nil)
            if let check = try options.receiver?.check(columns: cleaner.outputColumns) {
                cleaner = cleaner.checked(by: check, code: Cleaner.schemaCode)
            }
            var previewer = RecordPreviewer(cleaner, limit: recordCount)
            var batch = RecordBatch()
            var isWhole = true
            while isWhole, try records.next(into: &batch) { isWhole = previewer.add(batch) }
            if let failure = cleaner.failure { throw ServiceError(writing: failure) }
            return DryRun(
                previews: previewer.finish(),
                form: shape.form,
                notes: source.notes + shape.notes,
                isBlind: cleaner.needsTwoPasses && !isWhole
            )
        }
    }

    /// Whoever takes records as fields sees them as such before they go there, too.
    private var previewForm: RecordForm { options.receiver == nil ? .csv(CSVStyle()) : .fields }

    private func clean(_ opened: OpenedSource) async throws -> CleanResult {
        let start = ContinuousClock.now
        var source = opened.records
        let shape = try source.shape()
        let columns = try columns(of: shape)
        var outputs = try CleanOutputs(options, recipe.output)
        do {
            let cleaner = try Cleaner(
                recipe,
                columns: columns,
                form: outputs.form,
                readsTwice: opened.state != nil
            ).checked(for: options.destination)
            let memory = KeyMemory(store: TemporarySpills())
            var repeated: RepeatedRecords?
            if cleaner.needsTwoPasses {
                repeated = try await repeats(in: source, cleaner, memory)
                source = try opened.again()
                _ = try source.shape()
            }
            let collector = RecordCollector(
                cleaner,
                rejects: options.rejects == nil ? nil : options.rejectStyle ?? recipe.rejects.style ?? .full,
                source: shape.form,
                language: language,
                memory: memory,
                repeated: repeated,
                hasReport: outputs.hasReports
            )
            try outputs.begin(columns: header(shape, cleaner), rejects: collector.rejectHeader)
            let pipeline = CleaningPipeline(
                source,
                cleaner,
                CollectingStage(collector: collector, outputs: outputs),
                workerCount: options.workerCount,
                profiledColumnCount: outputs.hasReports ? shape.columnCount : nil,
                progress: progress(of: opened)
            )
            try await pipeline.run()
            outputs = pipeline.stage.outputs
            var result = CleanResult(options, try pipeline.shape(), pipeline.sourceCounts, pipeline.stage.collector)
            result.outputColumns = cleaner.outputColumns
            result.byteCount = opened.readByteCount
            result.notes = opened.notes + pipeline.flagged.notes(of: cleaner.keptFlags)
            if let note = cleaner.namesNote { result.notes.append(note) }
            try check(result)
            try opened.checkUnchanged()
            if let profile = pipeline.profile {
                let report = try report(on: result, profile, pipeline.stage.collector, since: start)
                try outputs.write(report, in: language)
            }
            if let limit = options.maximumRejects, !limit.allows(result.counts) {
                result.isOverLimit = true
                try outputs.finishReports()
            } else {
                try outputs.prepare()
                try await options.destination?.commit()
                try outputs.finish()
            }
            return result
        } catch {
            outputs.abandon()
            throw error
        }
    }

    /// The report of a run.
    func report(
        on result: CleanResult,
        _ profile: SourceProfile,
        _ collector: RecordCollector,
        since start: ContinuousClock.Instant
    ) throws -> QualityReport {
        var report = QualityReport(
            input: QualityReport.Input(
                name: inputName,
                byteCount: result.byteCount,
                form: result.shape.form
            ),
            shape: result.shape,
            counts: result.sourceCounts,
            profile: profile,
            collector: collector
        )
        if let file = options.recipe, let digest = options.digest {
            report.recipe = QualityReport.RecipeFile(
                name: Self.name(of: file),
                digest: digest(try DocumentFile.bytes(of: file))
            )
        }
        report.seconds = (ContinuousClock.now - start) / .seconds(1)
        return report
    }

    /// The source's name for people.
    var inputName: String { options.input == "-" ? "<stdin>" : Self.name(of: options.input) }

    /// The language that the source is probably in; nil for Chinese.
    var sourceLanguage: String? { recipe.source.language }

    /// A file's name without its folders, which are nobody's business who reads a report.
    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The records that later ones repeat: the source is read, and cleaned, a first time.
    func repeats(
        in source: any RecordSource,
        _ cleaner: Cleaner,
        _ memory: KeyMemory
    ) async throws -> RepeatedRecords {
        let pipeline = CleaningPipeline(
            source,
            cleaner,
            SurveyingStage(survey: RepeatSurvey(cleaner, memory: memory)),
            workerCount: options.workerCount,
            progress: nil
        )
        try await pipeline.run()
        return try pipeline.stage.survey.finish()
    }

    func columns(of shape: SourceShape) throws(TabularError) -> [String] {
        if shape.columnCount == 0 {
            throw TabularError(
                recipe.judges ? .noHeader : .empty,
                LocalizedText("there is nothing in the source, not even a header", zh: "数据源为空，连表头也没有"),
                remedy: LocalizedText("check that this is the right file", zh: "请确认文件是否正确")
            )
        }
        let names = recipe.source.columnNames
        if !names.isEmpty {
            guard names.count >= shape.columnCount else {
                throw .tooFewNames(names.count, columnCount: shape.columnCount)
            }
            return names
        }
        guard recipe.judges else { return shape.header }
        // A header can name less columns than records have.
        return shape.header + Recipe.columnNames(count: shape.columnCount).dropFirst(shape.header.count)
    }

    /// The names that are written above the records; a table has to have some.
    private func header(_ shape: SourceShape, _ cleaner: Cleaner) -> [String] {
        if !shape.header.isEmpty || recipe.judges || !recipe.source.columnNames.isEmpty { return cleaner.outputColumns }
        return cleaner.form == .fields ? Recipe.columnNames(count: shape.columnCount) : []
    }

    private func progress(of source: OpenedSource) -> (@Sendable (_ recordCount: Int) -> Void)? {
        guard let progress = options.progress else { return nil }
        let (bytes, byteCount) = (source.bytes, source.byteCount)
        return { count in
            progress(CleanProgress(recordCount: count, readByteCount: bytes?.readCount, byteCount: byteCount))
        }
    }

    /// Accounts for every record.
    func check(_ result: CleanResult) throws(ServiceError) {
        let read = result.sourceCounts.records
        guard !result.counts.isBalanced || result.counts.records != read else { return }
        throw ServiceError(
            "clean.miscount",
            LocalizedText(
                "\(read) records were read, and \(result.counts.records) accounted for",
                zh: "读取了 \(read) 条记录，只核算了 \(result.counts.records) 条"
            ),
            remedy: LocalizedText("report this mistake of the program", zh: "这是程序错误，请报告"),
            isOutside: true
        )
    }
}

extension TabularError {
    fileprivate static func tooFewNames(_ count: Int, columnCount: Int) -> TabularError {
        TabularError(
            .tooFewNames,
            LocalizedText(
                "source.columns has \(count) names, and records have \(columnCount) fields",
                zh: "source.columns 有 \(count) 个列名，而记录有 \(columnCount) 个字段"
            ),
            remedy: LocalizedText("name all columns", zh: "请写出全部列名")
        )
    }
}
