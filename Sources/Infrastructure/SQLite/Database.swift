import CSQLite

/// One connection to a database file.
///
/// A connection and its statements belong to one thread at a time; who shares one guards it.
package final class Database {
    /// What a connection may do.
    package enum Mode: Sendable {
        case readOnly
        case readWrite
        /// Reads and writes, and creates a missing file.
        case create
    }

    let handle: OpaquePointer

    /// Opens a file, waiting at most `busyTimeout` for the locks of other connections, then and later.
    ///
    /// SQLite's URI syntax has no meaning in `path`.
    package init(path: String, mode: Mode, busyTimeout: Duration = .zero) throws(SQLiteError) {
        let access =
            switch mode {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        // A leading `./` keeps SQLite builds with URI names from reading a path as one.
        let plainPath = path.hasPrefix("/") ? path : "./" + path
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(plainPath, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let error = SQLiteError(code: code, of: opened)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        sqlite3_busy_timeout(handle, Int32(max(0, min(busyTimeout / .milliseconds(1), Double(Int32.max)))))
    }

    deinit { sqlite3_close_v2(handle) }

    /// Whether a transaction is open; SQLite ends one by itself after some failures.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// How many rows the last statement inserted, changed or deleted.
    package var changeCount: Int { Int(sqlite3_changes64(handle)) }

    /// Runs statements that return nothing of interest.
    package func execute(_ sql: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteError(code: code, of: handle) }
    }

    /// The first statement of a text, prepared; a persistent one is meant to be kept and run many times.
    package func prepare(_ sql: String, isPersistent: Bool = true) throws(SQLiteError) -> Statement {
        var prepared: OpaquePointer?
        let flags = isPersistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let code = sqlite3_prepare_v3(handle, sql, -1, flags, &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw SQLiteError(code: code, of: handle) }
        return Statement(prepared, of: self)
    }

    /// The first column of the first row, as a whole number; nil when there is no row, or null in it.
    package func integer(_ sql: String) throws(SQLiteError) -> Int64? {
        let statement = try prepare(sql, isPersistent: false)
        return try statement.step() && !statement.isNull(at: 0) ? statement.integer(at: 0) : nil
    }

    /// The first column of all rows, as text.
    package func texts(_ sql: String) throws(SQLiteError) -> [String] {
        let statement = try prepare(sql, isPersistent: false)
        var texts: [String] = []
        while try statement.step() { texts.append(statement.text(at: 0)) }
        return texts
    }

    /// Moves what the write-ahead log holds into the database, and empties the log.
    package func truncateLog() throws(SQLiteError) {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteError(code: code, of: handle) }
    }

    /// The version of the linked library, for example `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
