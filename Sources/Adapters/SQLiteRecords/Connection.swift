import JSON
import Records
import SQLite

/// A connection with the functions that indexes need, and the statements it has prepared.
final class Connection {
    /// More different statements than this come only from clients that combine filters at will.
    private static let maximumStatementCount = 128

    let database: Database
    private var statements: [String: Statement] = [:]

    init(path: String, mode: Database.Mode, settings: SQLiteRecordSettings) throws(SQLiteError) {
        database = try Database(path: path, mode: mode, busyTimeout: settings.busyTimeout)
        try database.execute("PRAGMA cache_size = -\(max(64, settings.cacheByteCount / 1024))")
        // No scratch files: the root of a container may be empty, and the disk full.
        try database.execute("PRAGMA temp_store = MEMORY")
        try Self.addFunctions(to: database)
    }

    /// Runs a statement that is kept for the next time.
    func with<Result>(_ sql: String, _ body: (Statement) throws -> Result) throws -> Result {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try body(statement)
    }

    func statement(_ sql: String) throws(SQLiteError) -> Statement {
        if let known = statements[sql] { return known }
        let statement = try database.prepare(sql)
        if statements.count >= Self.maximumStatementCount { statements.removeAll(keepingCapacity: true) }
        statements[sql] = statement
        return statement
    }

    private static func addFunctions(to database: Database) throws(SQLiteError) {
        try database.addFunction("field_key", argumentCount: 2) { call in
            let locator = call.locator
            return .blob(call.withBytes(at: 0) { locator.key(in: $0).bytes })
        }
        try database.addFunction("reference_key", argumentCount: 2) { call in
            let locator = call.locator
            return call.withBytes(at: 0) { locator.referenceKey(in: $0) }.map(FunctionResult.text) ?? .null
        }
        try database.addFunction("field_contains", argumentCount: 3) { call in
            let locator = call.locator
            let part = call.made(from: 2) { Made(FieldKey(bytes: call.bytes(at: 2))) }.value
            return .boolean(call.withBytes(at: 0) { locator.contains(part, in: $0) })
        }
    }
}

/// What a statement keeps from row to row.
private final class Made<Value> {
    let value: Value

    init(_ value: Value) { self.value = value }
}

extension FunctionCall {
    /// The second argument of every function: a field.
    fileprivate var locator: FieldLocator {
        made(from: 1) { Made(FieldLocator(FieldPointer.field(text(at: 1)))) }.value
    }
}
