import Foundation
import SQLite
import Testing

@Suite("SQLite")
struct DatabaseTests {
    private static func makePath() -> String {
        FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString).db").path()
    }

    private static func failure(_ body: () throws -> Void) -> SQLiteError? {
        do {
            try body()
            return nil
        } catch {
            return error as? SQLiteError
        }
    }

    @Test("Every kind of value comes back as it was bound, empty and null ones too")
    func roundTrip() throws {
        let database = try Database(path: Self.makePath(), mode: .create)
        try database.execute("CREATE TABLE t(i, d, s, b, e, z, n)")
        let insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)")
        try insert.bind(Int64.min, at: 1)
        try insert.bind(0.1, at: 2)
        try insert.bind("é\u{0}表", at: 3)
        try insert.bind(blob: [0, 255], at: 4)
        try insert.bind("", at: 5)
        try insert.bind(blob: [], at: 6)
        try insert.bindNull(at: 7)
        try insert.run()
        let select = try database.prepare("SELECT i, d, s, b, e, z, n, typeof(e), typeof(z) FROM t")
        #expect(try select.step())
        #expect(select.integer(at: 0) == .min)
        #expect(select.double(at: 1) == 0.1)
        #expect(select.text(at: 2) == "é\u{0}表")
        #expect(select.bytes(at: 2) == Array("é\u{0}表".utf8))
        #expect(select.bytes(at: 3) == [0, 255])
        #expect(select.text(at: 4).isEmpty && !select.isNull(at: 4))
        #expect(select.bytes(at: 5).isEmpty && !select.isNull(at: 5))
        #expect(select.isNull(at: 6) && select.text(at: 6).isEmpty)
        #expect(select.text(at: 7) == "text" && select.text(at: 8) == "blob")
        #expect(try !select.step())
    }

    @Test("A statement runs again after a reset, without its old parameters")
    func resets() throws {
        let database = try Database(path: Self.makePath(), mode: .create)
        let statement = try database.prepare("SELECT ?1")
        try statement.bind(Int64(7), at: 1)
        #expect(try statement.step() && statement.integer(at: 0) == 7)
        statement.reset()
        #expect(try statement.step() && statement.isNull(at: 0))
    }

    @Test("An added function sees its arguments and can be indexed")
    func functions() throws {
        let database = try Database(path: Self.makePath(), mode: .create)
        try database.addFunction("reversed", argumentCount: 1) { call in .blob(call.bytes(at: 0).reversed()) }
        try database.execute("CREATE TABLE t(s TEXT); CREATE INDEX x ON t(reversed(s))")
        try database.execute("INSERT INTO t VALUES ('abc'), ('xyz'), ('')")
        #expect(try database.texts("SELECT s FROM t WHERE reversed(s) = x'636262'").isEmpty)
        #expect(try database.texts("SELECT s FROM t WHERE reversed(s) = CAST('cba' AS BLOB)") == ["abc"])
        let plan = try database.prepare("EXPLAIN QUERY PLAN SELECT s FROM t WHERE reversed(s) = ?")
        #expect(try plan.step() && plan.text(at: 3).contains("USING INDEX x"))
        #expect(try database.integer("SELECT count(*) FROM t WHERE reversed(s) = x''") == 1)
    }

    @Test("Failures carry the extended code's name")
    func errors() throws {
        let path = Self.makePath()
        let missing = Self.failure { _ = try Database(path: path, mode: .readOnly) }
        #expect(missing?.kind == .unwritable)
        let database = try Database(path: path, mode: .create)
        try database.execute("CREATE TABLE t(k TEXT PRIMARY KEY); INSERT INTO t VALUES ('a')")
        let twice = Self.failure { try database.execute("INSERT INTO t VALUES ('a')") }
        #expect(twice?.kind == .constraint)
        #expect(twice?.name == "SQLITE_CONSTRAINT_PRIMARYKEY")
        let syntax = Self.failure { try database.execute("SELEC") }
        #expect(syntax?.name == "SQLITE_ERROR" && syntax?.kind == .other)
        try Data("this is no database at all, but long enough to have a header".utf8)
            .write(to: URL(filePath: path + "x"))
        let foreign = Self.failure {
            _ = try Database(path: path + "x", mode: .readWrite).integer("PRAGMA user_version")
        }
        #expect(foreign?.kind == .corrupt)
        #expect(foreign?.name == "SQLITE_NOTADB")
    }

    @Test("A second writer waits no longer than it was told, and is told that the database is busy")
    func busy() throws {
        let path = Self.makePath()
        let first = try Database(path: path, mode: .create)
        try first.execute("PRAGMA journal_mode = WAL; CREATE TABLE t(k); BEGIN IMMEDIATE")
        #expect(first.isInTransaction)
        let second = try Database(path: path, mode: .readWrite, busyTimeout: .milliseconds(1))
        #expect(Self.failure { try second.execute("BEGIN IMMEDIATE") }?.kind == .busy)
        try first.execute("COMMIT")
        try second.execute("BEGIN IMMEDIATE; COMMIT")
    }
}
