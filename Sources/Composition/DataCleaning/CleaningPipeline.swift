import Cleaning
import Synchronization
import Tabular

/// Reads, cleans and writes until the source ends: batches are read one after the other, cleaned at the same time, and
/// collected in their order.
///
/// Each worker reads a batch and cleans it while it is still in the processor's cache; reading is in nobody's hands for
/// longer than a batch. A batch that is cleaned before its turn waits; whoever brings the one that is next collects all
/// that follow it, and meanwhile the others read on. There are only so many batches, and their storage goes round.
final class CleaningPipeline<Stage: CleaningStage>: Sendable {
    private struct Reading: Sendable {
        var source: any RecordSource
        var nextNumber = 0
        var isOpen = true
    }

    private struct Order: Sendable {
        var free: [CleaningLane]
        /// Cleaned batches by their number.
        var cleaned: [Int: CleaningLane] = [:]
        var nextNumber = 0
        /// Whether somebody collects.
        var isCollecting = false
        var isStopped = false
        var waiting: [CheckedContinuation<CleaningLane?, Never>] = []
    }

    private let cleaner: Cleaner
    private let workerCount: Int
    private let progress: (@Sendable (_ recordCount: Int) -> Void)?
    private let reading: Mutex<Reading>
    private let order: Mutex<Order>
    private let collecting: Mutex<Stage>
    private let lanes: [CleaningLane]

    /// A pipeline; a recipe that looks at the record before is followed by one worker.
    init(
        _ source: any RecordSource,
        _ cleaner: Cleaner,
        _ stage: Stage,
        workerCount: Int,
        profiledColumnCount: Int? = nil,
        progress: (@Sendable (_ recordCount: Int) -> Void)?
    ) {
        self.cleaner = cleaner
        self.workerCount = cleaner.isSequential ? 1 : max(1, workerCount)
        self.progress = progress
        reading = Mutex(Reading(source: source))
        // One for each worker, and as many that wait for their turn.
        lanes = (0..<2 * self.workerCount).map { _ in
            CleaningLane(cleaner, profiledColumnCount: profiledColumnCount)
        }
        order = Mutex(Order(free: lanes))
        collecting = Mutex(stage)
    }

    /// Does it all.
    ///
    /// - Throws: What the source and the outputs throw, and `CancellationError`.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workerCount { group.addTask { try await self.work() } }
            try await group.waitForAll()
        }
    }

    /// What was counted while the source was read.
    var sourceCounts: SourceCounts { reading.withLock { $0.source.counts } }

    /// What the source looks like, as far as it has been read.
    ///
    /// - Throws: As the source does that cannot be read.
    func shape() throws(TabularError) -> SourceShape {
        try reading.withLock { (reading) throws(TabularError) in try reading.source.shape() }
    }

    /// What a report tells about all records; nil when nobody asked.
    var profile: SourceProfile? {
        var profile = lanes[0].profile
        for lane in lanes.dropFirst() {
            if let other = lane.profile { profile?.merge(other) }
        }
        return profile
    }

    /// The records in which something could not be read well.
    var flagged: FlaggedRecords {
        var flagged = FlaggedRecords()
        for lane in lanes { flagged.merge(lane.flagged) }
        return flagged
    }

    /// The last stage, as it is now.
    var stage: Stage { collecting.withLock { $0 } }

    // MARK: - Workers

    private func work() async throws {
        do {
            while let lane = await freeLane() {
                try Task.checkCancellation()
                guard let number = try read(into: lane) else { return release(lane) }
                lane.clean(by: cleaner)
                try deliver(lane, number)
            }
        } catch {
            stop()
            throw error
        }
    }

    /// Reads the next batch; nil at the end.
    private func read(into lane: CleaningLane) throws(TabularError) -> Int? {
        // Workers wait here for one another, for the time that a batch takes to be read and no longer.
        try reading.withLock { (reading) throws(TabularError) in
            guard reading.isOpen else { return nil }
            reading.isOpen = try lane.fill(from: &reading.source)
            guard reading.isOpen else { return nil }
            reading.nextNumber += 1
            return reading.nextNumber - 1
        }
    }

    /// Hands in a cleaned batch, and collects all whose turn it is unless somebody else does.
    private func deliver(_ lane: CleaningLane, _ number: Int) throws {
        let isMine = order.withLock { order in
            order.cleaned[number] = lane
            if order.isCollecting || order.cleaned[order.nextNumber] == nil { return false }
            order.isCollecting = true
            return true
        }
        guard isMine else { return }
        while let lane = nextLane() {
            let count = try collecting.withLock { stage in
                try lane.finish(by: &stage)
                return stage.recordCount
            }
            release(lane)
            progress?(count)
        }
    }

    /// The batch whose turn it is; nil when it is not there yet, and then somebody else may collect.
    private func nextLane() -> CleaningLane? {
        order.withLock { order in
            guard let lane = order.cleaned.removeValue(forKey: order.nextNumber) else {
                order.isCollecting = false
                return nil
            }
            order.nextNumber += 1
            return lane
        }
    }

    // MARK: - Lanes

    /// Storage for a batch, when there is some; nil when nothing more is to be done.
    private func freeLane() async -> CleaningLane? {
        await withCheckedContinuation { continuation in
            let lane: CleaningLane?? = order.withLock { order in
                if order.isStopped { return .some(nil) }
                if let lane = order.free.popLast() { return lane }
                order.waiting.append(continuation)
                return nil
            }
            if let lane { continuation.resume(returning: lane) }
        }
    }

    private func release(_ lane: CleaningLane) {
        let next = order.withLock { order -> CheckedContinuation<CleaningLane?, Never>? in
            if let next = order.waiting.popLast() { return next }
            order.free.append(lane)
            return nil
        }
        next?.resume(returning: lane)
    }

    /// Ends the others' waiting: one of them has failed.
    private func stop() {
        let waiting = order.withLock { order in
            order.isStopped = true
            defer { order.waiting = [] }
            return order.waiting
        }
        for continuation in waiting { continuation.resume(returning: nil) }
    }
}
