import Cleaning
import Diagnostics
import DocumentFiles
import Files
import Tabular

extension CleanRun {
    /// Reads and judges the whole source; then reads it again, and sends what is clean.
    func deliver(to receiver: any RecordReceiver) async throws -> CleanResult {
        guard options.input != "-", Files.kind(of: options.input) != .other else { throw Self.pipedSource }
        try await receiver.open(
            source: RecordOrigin(path: options.input, part: "\(recipe.source.sheet) \(recipe.source.table)")
        )
        return try await opening.read { opened in try await deliver(opened, to: receiver) }
    }

    private static let pipedSource = ServiceError(
        "clean.piped-source",
        LocalizedText(
            "records of a pipe cannot go to a service: the source is read twice, and known again by its bytes",
            zh: "无法将管道中的记录发送到服务：数据源需读取两次，并按其内容识别"
        ),
        remedy: LocalizedText("write it to a file, and give the file's name", zh: "请先保存为文件，再指定文件名")
    )

    private func deliver(_ opened: OpenedSource, to receiver: any RecordReceiver) async throws -> CleanResult {
        let start = ContinuousClock.now
        var source = opened.records
        let shape = try source.shape()
        var outputs = try CleanOutputs(options, recipe.output)
        do {
            let cleaner = try cleaner(for: receiver, columns: try columns(of: shape))
            let memory = KeyMemory(store: TemporarySpills())
            var repeated: RepeatedRecords?
            if cleaner.needsTwoPasses {
                repeated = try await repeats(in: source, cleaner, memory)
                source = try opened.again()
                _ = try source.shape()
            }
            func collector(rejects: RejectStyle?) -> RecordCollector {
                RecordCollector(
                    cleaner,
                    rejects: rejects,
                    source: shape.form,
                    language: language,
                    memory: memory,
                    repeated: repeated,
                    hasReport: outputs.hasReports
                )
            }
            let judging = CleaningPipeline(
                source,
                cleaner,
                JudgingStage(collector: collector(rejects: nil)),
                workerCount: options.workerCount,
                profiledColumnCount: outputs.hasReports ? shape.columnCount : nil,
                progress: nil
            )
            try await judging.run()
            try opened.checkUnchanged()
            var result = CleanResult(options, try judging.shape(), judging.sourceCounts, judging.stage.collector)
            result.outputColumns = cleaner.outputColumns
            result.byteCount = opened.readByteCount
            result.notes = opened.notes
            try check(result)
            if let limit = options.maximumRejects, !limit.allows(result.counts) {
                (result.unsentCount, result.counts.clean) = (result.counts.clean, 0)
                result.isOverLimit = true
                try end(result, judging.profile, judging.stage.collector, &outputs, since: start)
                return result
            }
            let style = options.rejects == nil ? nil : options.rejectStyle ?? recipe.rejects.style ?? .full
            var pass = DeliveryPass(
                receiver,
                cleaner,
                collector(rejects: style),
                outputs,
                expected: result.counts,
                limit: options.maximumRejects,
                profiledColumnCount: outputs.hasReports ? shape.columnCount : nil
            )
            do {
                return try await send(&pass, opened, result, since: start)
            } catch {
                throw pass.accounted(error)
            }
        } catch {
            outputs.abandon()
            throw error
        }
    }

    private func cleaner(for receiver: any RecordReceiver, columns: [String]) throws -> Cleaner {
        var cleaner = try Cleaner(recipe, columns: columns, form: .fields, readsTwice: true)
        if let check = try receiver.check(columns: cleaner.outputColumns) {
            cleaner = cleaner.checked(by: check, code: Cleaner.schemaCode)
        }
        return cleaner.received(refusing: receiver.codes)
    }

    /// Sends the clean records of a source that was found to be good.
    private func send(
        _ pass: inout DeliveryPass,
        _ opened: OpenedSource,
        _ judged: CleanResult,
        since start: ContinuousClock.Instant
    ) async throws -> CleanResult {
        var source = try opened.again()
        _ = try source.shape()
        try pass.outputs.begin(columns: judged.outputColumns, rejects: pass.collector.rejectHeader)
        let end = try await pass.run(&source, progress: progress(expected: judged.counts.records))
        if case .stopped(let error) = end { throw error }
        var result = judged
        if case .overLimit = end {
            result.counts = pass.counts
            result.unsentCount = pass.unsentCount
            result.isOverLimit = true
            if let refusal = pass.firstRefusal { result.notes.append(Self.note(refusal)) }
            // The report tells what the source is like, and why so much was refused as far as it was sent.
            try self.end(result, pass.worker.profile, pass.collector, &pass.outputs, since: start)
            return result
        }
        result = CleanResult(options, judged.shape, source.counts, pass.collector)
        result.outputColumns = judged.outputColumns
        result.byteCount = judged.byteCount
        result.notes = judged.notes
        result.unsentCount = 0
        try check(result)
        if pass.replayCount > 0 { result.notes.append(Self.note(replayed: pass.replayCount)) }
        if let profile = pass.worker.profile {
            try pass.outputs.write(try report(on: result, profile, pass.collector, since: start), in: language)
        }
        try pass.outputs.prepare()
        try pass.outputs.finish()
        return result
    }

    /// Ends a run that has too many rejects: only reports are written.
    private func end(
        _ result: CleanResult,
        _ profile: SourceProfile?,
        _ collector: RecordCollector,
        _ outputs: inout CleanOutputs,
        since start: ContinuousClock.Instant
    ) throws {
        if let profile {
            try outputs.write(try report(on: result, profile, collector, since: start), in: language)
        }
        try outputs.finishReports()
    }

    private func progress(expected: Int) -> (@Sendable (_ recordCount: Int) -> Void)? {
        guard let progress = options.progress else { return nil }
        return { count in
            var state = CleanProgress(recordCount: count, readByteCount: nil, byteCount: nil)
            state.expectedRecordCount = expected
            progress(state)
        }
    }

    private static func note(_ refusal: LocalizedText) -> LocalizedText {
        LocalizedText(
            "the service said about the first record that it refused: \(refusal.english)",
            zh: "服务对第一条被拒记录的说明：\(refusal.chinese)"
        )
    }

    private static func note(replayed count: Int) -> LocalizedText {
        LocalizedText(
            "\(count) of the records had been stored by an earlier run",
            zh: "其中 \(count) 条记录已由先前的运行存入"
        )
    }
}
