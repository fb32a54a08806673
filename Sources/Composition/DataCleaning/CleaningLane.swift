import Cleaning
import Synchronization
import Tabular

/// A batch and what one task needs to clean it; only one at a time holds it, so nothing of it is ever copied.
final class CleaningLane: Sendable {
    private struct Work: Sendable {
        var worker: CleaningWorker
        var batch = RecordBatch()
        var result = CleanBatch()
        var flagged = FlaggedRecords()
    }

    private let work: Mutex<Work>

    init(_ cleaner: Cleaner, profiledColumnCount: Int?) {
        work = Mutex(Work(worker: cleaner.makeWorker(profiledColumnCount: profiledColumnCount)))
    }

    /// What a report tells about the records that this lane has seen.
    var profile: SourceProfile? { work.withLock { $0.worker.profile } }

    /// The records among them in which something could not be read well.
    var flagged: FlaggedRecords { work.withLock { $0.flagged } }

    /// Reads the next batch; false at the end.
    func fill(from source: inout any RecordSource) throws(TabularError) -> Bool {
        try work.withLock { (work) throws(TabularError) in try source.next(into: &work.batch) }
    }

    func clean(by cleaner: Cleaner) {
        work.withLock { work in
            cleaner.clean(work.batch, with: &work.worker, into: &work.result)
            work.flagged.add(work.batch)
        }
    }

    /// Hands the batch, and what became of it, to the last stage.
    func finish(by stage: inout some CleaningStage) throws {
        try work.withLock { work in
            try stage.take(work.batch, work.result)
            // What long records have taken is not held until the lane is needed again.
            work.batch.removeAll()
            work.result.removeAll()
        }
    }
}
