import Dispatch
import Records
import Synchronization

/// Where changes wait for the writer, which takes all that wait at once.
final class ChangeQueue: Sendable {
    private struct Job: Sendable {
        let changes: [RecordChange]
        let continuation: CheckedContinuation<[ChangeOutcome], any Error>
    }

    private struct State: Sendable {
        var jobs: [Job] = []
        var waitingCount = 0
        var isScheduled = false
        var isClosed = false

        /// Takes the jobs of the next group: at least one if any waits.
        mutating func takeGroup(maximumCount: Int) -> [Job] {
            var changeCount = 0
            let end = jobs.firstIndex { job in
                changeCount += job.changes.count
                return changeCount > maximumCount
            }
            let group = Array(jobs.prefix(max(1, end ?? jobs.count)))
            jobs.removeFirst(group.count)
            waitingCount -= group.reduce(0) { $0 + $1.changes.count }
            return group
        }
    }

    private let state = Mutex(State())
    private let maximumWaitingCount: Int
    private let maximumGroupCount: Int
    /// Nil after the end.
    private let writer: QueueConfined<RecordWriter?>

    init(_ writer: sending RecordWriter, settings: SQLiteRecordSettings) {
        self.writer = QueueConfined(writer, label: "handover.records.writer")
        maximumWaitingCount = settings.maximumWaitingChangeCount
        maximumGroupCount = max(1, settings.maximumGroupCount)
    }

    /// Makes changes, all or none, and returns when they are on disk.
    func apply(_ changes: [RecordChange]) async throws -> [ChangeOutcome] {
        try await withCheckedThrowingContinuation { continuation in
            let refusal = state.withLock { state in
                if state.isClosed { return StoreError.closed as StoreError? }
                let isFull = state.waitingCount + changes.count > maximumWaitingCount
                // Many changes at once have to be taken some time, so they are when nothing else waits.
                if isFull, state.waitingCount > 0 { return StoreError.overloaded }
                state.jobs.append(Job(changes: changes, continuation: continuation))
                state.waitingCount += changes.count
                if !state.isScheduled {
                    state.isScheduled = true
                    writer.queue.async { self.writeGroup() }
                }
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Runs something between two groups.
    func perform<Value: Sendable>(_ body: @escaping @Sendable (RecordWriter) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            writer.queue.async {
                guard let writer = self.writer.value else { return continuation.resume(throwing: StoreError.closed) }
                continuation.resume(with: Result { try body(writer) })
            }
        }
    }

    /// Writes what waits, refuses everything else, and gives the writer's connection back.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            writer.queue.async {
                while self.writeOnce() {}
                // What stays in the log is found there when the database is opened again.
                try? self.writer.value?.finish()
                self.writer.value = nil
                continuation.resume()
            }
        }
    }

    private func writeGroup() {
        // One group at a time, so that whatever else waits for the queue has its turn.
        if writeOnce() { writer.queue.async { self.writeGroup() } }
    }

    /// Writes one group; false when nothing waits.
    private func writeOnce() -> Bool {
        let group = state.withLock { state in
            guard !state.jobs.isEmpty else {
                state.isScheduled = false
                return [Job]()
            }
            return state.takeGroup(maximumCount: maximumGroupCount)
        }
        guard !group.isEmpty else { return false }
        guard let writer = writer.value else {
            for job in group { job.continuation.resume(throwing: StoreError.closed) }
            return true
        }
        for (job, answer) in zip(group, writer.apply(group.map(\.changes))) { job.continuation.resume(with: answer) }
        return true
    }
}
