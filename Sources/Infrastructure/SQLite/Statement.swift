import CSQLite

/// A prepared statement.
///
/// Parameters count from 1 and columns from 0, as in SQLite.
package final class Statement {
    private let handle: OpaquePointer
    /// Keeps the connection open as long as the statement is there.
    private let database: Database

    init(_ handle: OpaquePointer, of database: Database) {
        self.handle = handle
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    /// SQLite copies what it is given, since Swift may move it after the call.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    package func bind(_ value: Int64, at parameter: Int) throws(SQLiteError) {
        try check(sqlite3_bind_int64(handle, Int32(parameter), value))
    }

    package func bind(_ value: Double, at parameter: Int) throws(SQLiteError) {
        try check(sqlite3_bind_double(handle, Int32(parameter), value))
    }

    package func bindNull(at parameter: Int) throws(SQLiteError) {
        try check(sqlite3_bind_null(handle, Int32(parameter)))
    }

    package func bind(_ text: String, at parameter: Int) throws(SQLiteError) {
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                Self.withAddress(of: characters) { address in
                    sqlite3_bind_text64(
                        handle,
                        Int32(parameter),
                        address,
                        UInt64(characters.count),
                        Self.copied,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        }
        try check(code)
    }

    /// Binds UTF-8 bytes as text.
    package func bind(text bytes: [UInt8], at parameter: Int) throws(SQLiteError) {
        let code = bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                Self.withAddress(of: characters) { address in
                    sqlite3_bind_text64(
                        handle,
                        Int32(parameter),
                        address,
                        UInt64(characters.count),
                        Self.copied,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        }
        try check(code)
    }

    /// Binds UTF-8 bytes as text.
    package func bind(text bytes: Span<UInt8>, at parameter: Int) throws(SQLiteError) {
        let code = bytes.withUnsafeBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                Self.withAddress(of: characters) { address in
                    sqlite3_bind_text64(
                        handle,
                        Int32(parameter),
                        address,
                        UInt64(characters.count),
                        Self.copied,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        }
        try check(code)
    }

    package func bind(blob bytes: [UInt8], at parameter: Int) throws(SQLiteError) {
        let code =
            bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, Int32(parameter), 0)
            : bytes.withUnsafeBytes {
                sqlite3_bind_blob64(handle, Int32(parameter), $0.baseAddress, UInt64($0.count), Self.copied)
            }
        try check(code)
    }

    /// Moves to the next row; false after the last one.
    package func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw SQLiteError(code: code, of: database.handle)
        }
    }

    /// Runs a statement that returns no rows, and makes it ready for the next time.
    package func run() throws(SQLiteError) {
        defer { reset() }
        while try step() {}
    }

    /// Makes the statement ready for the next time; its parameters are null again.
    package func reset() {
        // What this returns is the failure that `step` has thrown.
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    package func isNull(at column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    package func integer(at column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

    package func double(at column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    package func text(at column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The bytes of a text or a blob.
    package func bytes(at column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw SQLiteError(code: code, of: database.handle) }
    }

    /// Without an address SQLite would bind null, and an empty text has none.
    private static func withAddress<Result>(
        of characters: UnsafeBufferPointer<CChar>,
        _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        if let address = characters.baseAddress { return body(address) }
        var nothing: CChar = 0
        return body(&nothing)
    }
}
