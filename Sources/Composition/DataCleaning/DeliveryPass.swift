import Cleaning
import Diagnostics
import DocumentFiles
import Tabular

/// The last reading of a source, in which its clean records go to somebody who may refuse them.
struct DeliveryPass: Sendable {
    /// How the pass ended.
    enum End: Sendable {
        case complete
        /// More records were refused than are allowed.
        case overLimit
        case stopped(ServiceError)
    }

    /// How many records go out before the limits are looked at again.
    static let partCount = 100

    private let receiver: any RecordReceiver
    private let cleaner: Cleaner
    private let limit: RejectLimit?
    /// What the source was found to hold before anything was sent.
    private let expected: CleaningCounts
    private(set) var collector: RecordCollector
    private(set) var worker: CleaningWorker
    /// Where rejects go.
    var outputs: CleanOutputs
    /// The records that are there.
    private(set) var takenCount = 0
    /// Those of them that an earlier run has sent.
    private(set) var replayCount = 0
    /// The records that were refused there.
    private(set) var refusedCount = 0
    /// The records that may be there or not.
    private(set) var uncertainCount = 0
    /// What was said about the first record that was refused there.
    private(set) var firstRefusal: LocalizedText?

    init(
        _ receiver: any RecordReceiver,
        _ cleaner: Cleaner,
        _ collector: RecordCollector,
        _ outputs: CleanOutputs,
        expected: CleaningCounts,
        limit: RejectLimit?,
        profiledColumnCount: Int?
    ) {
        self.receiver = receiver
        self.cleaner = cleaner
        self.collector = collector
        self.outputs = outputs
        self.expected = expected
        self.limit = limit
        worker = cleaner.makeWorker(profiledColumnCount: profiledColumnCount)
    }

    /// Sends what is clean, batch by batch.
    ///
    /// - Parameters:
    ///   - source: The source, at its first record.
    ///   - progress: Told the number of the last record that was dealt with.
    /// - Returns: How it ended.
    /// - Throws: What the source and the outputs throw, and `CancellationError`.
    mutating func run(
        _ source: inout any RecordSource,
        progress: (@Sendable (_ recordCount: Int) -> Void)?
    ) async throws -> End {
        var batch = RecordBatch()
        var clean = CleanBatch()
        while try source.next(into: &batch) {
            cleaner.clean(batch, with: &worker, into: &clean)
            let records = try collector.outgoing(batch, clean)
            var position = 0
            while position < records.count {
                try Task.checkCancellation()
                let part = Array(records[position..<min(position + Self.partCount, records.count)])
                position += part.count
                let deliveries = await receiver.send(part, columns: cleaner.outputColumns)
                if let end = take(deliveries, of: part, &clean) { return end }
                if let last = part.last { progress?(last.number) }
            }
            try collector.collect(batch, clean)
            try outputs.write(collector)
        }
        return .complete
    }

    private mutating func take(
        _ deliveries: [Delivery],
        of records: [OutgoingRecord],
        _ clean: inout CleanBatch
    ) -> End? {
        var end: End?
        for (record, delivery) in zip(records, deliveries) {
            switch delivery {
            case .taken(let isReplay):
                takenCount += 1
                if isReplay { replayCount += 1 }
            case .refused(let refusal, let code):
                refusedCount += 1
                if firstRefusal == nil { firstRefusal = refusal.message }
                collector.refuse(record, refusal, code: code, in: &clean)
            case .unsent: break
            case .stopped(let error, let mayBeThere):
                if mayBeThere { uncertainCount += 1 }
                if end == nil { end = .stopped(error) }
            }
        }
        if let end { return end }
        var counts = expected
        counts.rejected += refusedCount
        return limit.map { $0.allows(counts) } ?? true ? nil : .overLimit
    }

    /// What has become of all records of the source, sent or not.
    var counts: CleaningCounts {
        var counts = expected
        counts.clean = takenCount
        counts.rejected += refusedCount
        return counts
    }

    /// The clean records that were not sent.
    var unsentCount: Int { expected.clean - takenCount - refusedCount - uncertainCount }

    /// An error with an account of what had been done when it happened.
    func accounted(_ error: any Error) -> any Error {
        guard let explained = error as? any ExplainedError else { return error }
        return ServiceError(
            explained.diagnostics + [account],
            isOutside: (error as? ServiceError)?.isOutside ?? false
        )
    }

    private var account: Diagnostic {
        let counts = counts
        let unknown =
            uncertainCount == 0
            ? LocalizedText("", zh: "")
            : LocalizedText(
                ", \(uncertainCount) sent without an answer",
                zh: "，已发送但未得到答复 \(uncertainCount) 条"
            )
        return Diagnostic(
            code: "delivery.account",
            severity: .note,
            LocalizedText(
                "of \(counts.records) records \(takenCount) are in the service, \(counts.rejected) were rejected, "
                    + "\(counts.dropped) dropped, \(unsentCount) not sent\(unknown.english)",
                zh: "共 \(counts.records) 条记录：已写入服务 \(takenCount) 条，剔除 \(counts.rejected) 条，"
                    + "丢弃 \(counts.dropped) 条，未发送 \(unsentCount) 条\(unknown.chinese)"
            ),
            remedy: LocalizedText(
                "run the same command again: a service that knows Idempotency-Key stores no record twice",
                zh: "请重新运行同一命令：支持 Idempotency-Key 的服务不会重复存储同一记录"
            )
        )
    }
}

/// Decides and counts, and writes nothing.
struct JudgingStage: CleaningStage {
    var collector: RecordCollector

    var recordCount: Int { collector.counts.records }

    mutating func take(_ batch: RecordBatch, _ clean: CleanBatch) throws {
        do throws(TabularError) {
            try collector.collect(batch, clean)
        } catch {
            throw ServiceError(writing: error)
        }
    }
}
