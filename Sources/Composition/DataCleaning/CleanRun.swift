import Cleaning
package import Diagnostics
import DocumentFiles
import Files
import Tabular
import TabularCSV
import TextEncoding

/// One run of `handover clean`: from a source to clean records and explained rejects.
///
/// Nothing can be seen at the places of the results before all records have been read, cleaned and counted.
package struct CleanRun: Sendable {
    private let options: CleanOptions
    private let recipe: Recipe
    private let language: Language

    /// Reads the recipe.
    ///
    /// - Throws: ``ServiceError`` when it cannot be read, and ``RecipeError`` when it cannot be used.
    package init(_ options: CleanOptions, language: Language) throws {
        self.options = options
        self.language = language
        var recipe =
            if let file = options.recipe {
                try RecipeReader.recipe(
                    from: try DocumentFile.read(file),
                    file: file,
                    files: RecipeFolder(ofRecipe: file).files
                )
            } else {
                Recipe()
            }
        options.source.apply(to: &recipe.source)
        self.recipe = recipe
    }

    /// Does it.
    ///
    /// - Throws: ``ServiceError``, ``TabularError`` and ``RecipeError``; then the places of the results are as they were.
    package func run() async throws -> CleanResult {
        let start = ContinuousClock.now
        var result: CleanResult
        do {
            result = try await attempt(insteadIn: nil)
        } catch let again as OtherEncoding {
            result = try await attempt(insteadIn: again.encoding)
        }
        result.time = ContinuousClock.now - start
        return result
    }

    /// The source has to be read once more from its beginning.
    private struct OtherEncoding: Error {
        let encoding: TextEncoding
    }

    private func attempt(insteadIn encoding: TextEncoding?) async throws -> CleanResult {
        let bytes = try SourceBytes(options.input)
        let text = try decoded(bytes, insteadIn: encoding)
        do {
            var result = try await clean(CSVSource(text, options: recipe.source))
            result.byteCount = bytes.readCount
            return result
        } catch let error as TabularError {
            // A pipe cannot be read again.
            if error.code == .contradictedEncoding, encoding == nil, options.input != "-",
                let better = text.betterEncoding
            {
                throw OtherEncoding(encoding: better)
            }
            throw error.located(in: options.input)
        }
    }

    private func decoded(_ bytes: SourceBytes, insteadIn encoding: TextEncoding?) throws(TabularError) -> WatchedText {
        let reader: DecodedText.ByteReader = { count throws(TabularError) in try bytes.read(count) }
        if let encoding { return WatchedText(DecodedText(insteadIn: encoding, reader: reader)) }
        do throws(TabularError) {
            return WatchedText(try DecodedText(options: recipe.source, reader: reader))
        } catch {
            throw error.located(in: options.input)
        }
    }

    /// Shows what would become of the first records; nothing is written.
    ///
    /// - Throws: ``ServiceError``, ``TabularError`` and ``RecipeError``.
    package func preview(recordCount: Int) throws -> DryRun {
        let bytes = try SourceBytes(options.input)
        let text = try decoded(bytes, insteadIn: nil)
        do {
            return DryRun(previews: try previews(of: text, recordCount))
        } catch let error as TabularError {
            throw error.located(in: options.input)
        }
    }

    private func previews(of text: WatchedText, _ count: Int) throws -> [RecordPreview] {
        var source = CSVSource(text, options: recipe.source)
        let shape = try source.shape()
        let cleaner = try Cleaner(recipe, columns: try columns(of: shape))
        var previewer = RecordPreviewer(cleaner)
        var previews: [RecordPreview] = []
        var batch = RecordBatch()
        while previews.count < count, try source.next(into: &batch) {
            previews += previewer.previews(of: batch, limit: count - previews.count)
        }
        return previews
    }

    private func clean(_ opened: CSVSource<WatchedText>) async throws -> CleanResult {
        var source = opened
        let shape: SourceShape
        do throws(TabularError) {
            shape = try source.shape()
        } catch {
            // Without a recipe an empty source is an empty result.
            guard error.code == .empty, !recipe.judges else { throw error }
            shape = SourceShape(form: .csv, columnCount: 0)
        }
        let cleaner = try Cleaner(recipe, columns: try columns(of: shape), form: recipe.output.applied(to: try form()))
        var outputs = try CleanOutputs(options)
        var collector = RecordCollector(
            cleaner,
            rejects: options.rejectStyle ?? recipe.rejects.style ?? .full,
            language: language
        )
        let hasHeader = !shape.header.isEmpty || recipe.judges
        try outputs.begin(cleaner.headerBytes(hasHeader: hasHeader), rejects: collector.rejectHeader)
        if shape.columnCount > 0 { try await pump(&source, cleaner, &collector, &outputs) }
        let result = CleanResult(options, shape, source.counts, collector, outputColumns: cleaner.outputColumns)
        guard result.counts.isBalanced, result.counts.records == source.counts.records else {
            throw ServiceError(
                "clean.miscount",
                LocalizedText(
                    "\(source.counts.records) records were read, and \(result.counts.records) accounted for",
                    zh: "读取了 \(source.counts.records) 条记录，只核算了 \(result.counts.records) 条"
                ),
                remedy: LocalizedText("report this mistake of the program", zh: "这是程序错误，请报告"),
                isOutside: true
            )
        }
        if let limit = options.maximumRejects, !limit.allows(result.counts) {
            var refused = result
            refused.isOverLimit = true
            return refused
        }
        try outputs.finish()
        return result
    }

    private func columns(of shape: SourceShape) throws(TabularError) -> [String] {
        if shape.columnCount == 0, recipe.judges {
            throw TabularError(
                .noHeader,
                LocalizedText("there is nothing in the source, not even a header", zh: "数据源为空，连表头也没有"),
                remedy: LocalizedText("check that this is the right file", zh: "请确认文件是否正确")
            )
        }
        if !recipe.source.columnNames.isEmpty { return recipe.source.columnNames }
        if !shape.header.isEmpty || !recipe.judges { return shape.header }
        return Recipe.columnNames(count: shape.columnCount)
    }

    /// The form of clean records, by the ending of the file.
    private func form() throws(ServiceError) -> RecordForm {
        let name = options.output.lowercased()
        if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") { return .ndjson }
        var style = CSVStyle()
        if name.hasSuffix(".tsv") { style.delimiter = 0x09 }
        for ending in [".xlsx", ".sqlite", ".db"] where name.hasSuffix(ending) {
            throw ServiceError(
                "clean.unknown-form",
                LocalizedText("'\(ending)' files cannot be written", zh: "无法写出“\(ending)”文件"),
                remedy: LocalizedText("write to a .csv, .tsv or .ndjson file", zh: "请写到 .csv、.tsv 或 .ndjson 文件")
            )
        }
        return .csv(style)
    }

    /// Reads, cleans and writes until the source ends: one batch for each worker at a time, in their order.
    private func pump(
        _ source: inout CSVSource<WatchedText>,
        _ cleaner: Cleaner,
        _ collector: inout RecordCollector,
        _ outputs: inout CleanOutputs
    ) async throws {
        let count = cleaner.isSequential ? 1 : max(1, options.workerCount)
        let lanes = (0..<count).map { _ in CleaningLane(cleaner) }
        var isOpen = true
        while isOpen {
            try Task.checkCancellation()
            var filled = 0
            while filled < count, isOpen {
                isOpen = try lanes[filled].fill(from: &source)
                if isOpen { filled += 1 }
            }
            await withTaskGroup(of: Void.self) { group in
                for lane in lanes.prefix(filled) { group.addTask { lane.clean(by: cleaner) } }
            }
            for lane in lanes.prefix(filled) {
                lane.collect(by: &collector)
                try outputs.write(collector.cleanBytes, rejects: collector.rejectBytes)
            }
        }
    }
}
