import Records
import SQLite
import Synchronization

/// Connections for reads by key, which never wait for one: when all are in use, another is opened.
///
/// There are as many at once as threads that read at once, and a few are kept. Each keeps its view of the database open
/// from one read to the next, since locking and unlocking the file costs more than the read itself; a commit makes all
/// views old. The writer lets go of the idle ones right before it commits, so that they never keep the log from being
/// moved into the database.
// 3 µs for a record whose pages are in memory.
final class ReaderPool: Sendable {
    private struct State: Sendable {
        var idle: [Reader] = []
        var collections: [ExactText: Int64] = [:]
        var isClosed = false
        /// Counts commits; a view that was opened at another count is old.
        var commitCount = 0
        /// Whether the writer is committing: a view that is given back meanwhile would keep the log from being moved.
        var isCommitting = false
    }

    private let state = Mutex(State())
    private let path: String
    private let settings: SQLiteRecordSettings

    init(path: String, settings: SQLiteRecordSettings) {
        self.path = path
        self.settings = settings
    }

    /// Makes collections known.
    func publish(_ collections: [ExactText: Int64]) { state.withLock { $0.collections = collections } }

    /// The number of a collection.
    func id(of collection: String) throws -> Int64 {
        try state.withLock { state throws in try Self.id(of: collection, in: state) }
    }

    func record(_ key: String, in collection: String) throws -> StoredRecord? {
        let (idle, id, commitCount) = try state.withLock { state throws in
            let id = try Self.id(of: collection, in: state)
            return (state.idle.popLast(), id, state.commitCount)
        }
        let reader = try idle ?? Reader(path: path, settings: settings)
        // A connection that failed is not used again: the next one may meet a disk that is well.
        try reader.look(at: commitCount)
        let record = try reader.record(key, in: id)
        takeBack(reader)
        return record
    }

    /// The writer is about to commit: no idle reader keeps a view of what was before.
    func willCommit() {
        state.withLock { state in
            state.isCommitting = true
            for reader in state.idle { reader.lookAway() }
        }
    }

    /// The writer has committed: every view is old.
    func didCommit() {
        state.withLock { state in
            state.commitCount += 1
            state.isCommitting = false
            for reader in state.idle { reader.lookAway() }
        }
    }

    func close() {
        let idle = state.withLock { state in
            state.isClosed = true
            return exchange(&state.idle, with: [])
        }
        // Connections close here, outside of the lock.
        withExtendedLifetime(idle) {}
    }

    private func takeBack(_ reader: Reader) {
        state.withLock { state in
            guard !state.isClosed, state.idle.count < settings.idleReaderCount else { return }
            if state.isCommitting || !reader.looks(at: state.commitCount) { reader.lookAway() }
            state.idle.append(reader)
        }
    }

    private static func id(of collection: String, in state: borrowing State) throws -> Int64 {
        if state.isClosed { throw StoreError.closed }
        guard let id = state.collections[ExactText(collection)] else {
            throw RecordError.unknownCollection(name: collection)
        }
        return id
    }
}

/// One connection that reads records by key.
// SAFETY: whoever takes a reader from the pool is its only user until it is given back.
private final class Reader: @unchecked Sendable {
    private let connection: Connection
    private var statements: [Int64: Statement] = [:]
    /// The commit count at which the view was opened; nil without a view.
    private var view: Int?

    init(path: String, settings: SQLiteRecordSettings) throws {
        connection = try Connection(path: path, mode: .readOnly, settings: settings)
    }

    func looks(at commitCount: Int) -> Bool { view == nil || view == commitCount }

    /// Opens a view that is no older than a commit.
    func look(at commitCount: Int) throws {
        if view == commitCount { return }
        lookAway()
        try connection.with("BEGIN") { _ = try $0.step() }
        view = commitCount
    }

    /// Closes the view.
    func lookAway() {
        guard view != nil else { return }
        view = nil
        // A transaction that only reads has nothing to lose; if it cannot end, the next read fails and says why.
        try? connection.with("COMMIT") { _ = try $0.step() }
    }

    func record(_ key: String, in collection: Int64) throws -> StoredRecord? {
        let statement = try statement(for: collection)
        defer { statement.reset() }
        try statement.bind(key, at: 1)
        guard try statement.step() else { return nil }
        return StoredRecord(key: key, revision: statement.integer(at: 0), body: statement.bytes(at: 1))
    }

    private func statement(for collection: Int64) throws -> Statement {
        if let known = statements[collection] { return known }
        let statement = try connection.database.prepare(TableStatements.select(collection))
        statements[collection] = statement
        return statement
    }
}

private func exchange<Value>(_ place: inout Value, with value: Value) -> Value {
    let old = place
    place = value
    return old
}
