import Dispatch
import Records
import SQLite
import Synchronization

/// The threads on which lists and counts run, so that a long one holds up nobody but others of its kind.
final class QueryWorkers: Sendable {
    /// A queue and its connection, opened by the first query.
    private typealias Worker = QueueConfined<Connection?>

    private struct State: Sendable {
        var waitingCounts: [Int]
        var isClosed = false
    }

    private let workers: [Worker]
    private let state: Mutex<State>
    private let path: String
    private let settings: SQLiteRecordSettings

    init(path: String, settings: SQLiteRecordSettings) {
        let count = max(1, settings.queryWorkerCount)
        workers = (0..<count).map { Worker(nil, label: "handover.records.query-\($0)") }
        state = Mutex(State(waitingCounts: Array(repeating: 0, count: count)))
        self.path = path
        self.settings = settings
    }

    /// Runs a query on the worker with the least to do.
    func run<Value: Sendable>(_ query: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        let index = try state.withLock { state throws in
            if state.isClosed { throw StoreError.closed }
            guard state.waitingCounts.reduce(0, +) < settings.maximumWaitingQueryCount else {
                throw StoreError.overloaded
            }
            let index = state.waitingCounts.indices.min { state.waitingCounts[$0] < state.waitingCounts[$1] } ?? 0
            state.waitingCounts[index] += 1
            return index
        }
        let worker = workers[index]
        return try await withCheckedThrowingContinuation { continuation in
            worker.queue.async {
                let result = Result { try self.run(query, on: worker) }
                self.state.withLock { $0.waitingCounts[index] -= 1 }
                continuation.resume(with: result)
            }
        }
    }

    /// Answers what waits, refuses everything else, and closes the connections.
    func close() async {
        state.withLock { $0.isClosed = true }
        for worker in workers {
            await withCheckedContinuation { continuation in
                worker.queue.async {
                    worker.value = nil
                    continuation.resume()
                }
            }
        }
    }

    private func run<Value>(_ query: (Connection) throws -> Value, on worker: Worker) throws -> Value {
        let connection =
            try worker.value ?? Connection(path: path, mode: .readOnly, settings: settings)
        worker.value = connection
        do {
            return try query(connection)
        } catch let error as SQLiteError {
            // The next query begins with a new connection, which may find the disk well again.
            worker.value = nil
            throw error
        }
    }
}
