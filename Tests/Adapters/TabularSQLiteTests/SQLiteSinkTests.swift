import Diagnostics
import Foundation
import SQLite
import Tabular
import TestEnvironment
import Testing

@testable import TabularSQLite

@Suite("Tables in database files")
struct SQLiteSinkTests {
    private let folder = TemporaryFolder("sqlite")

    private var path: String { folder.path + "/out.sqlite" }

    private static func fields(_ rows: [[String]]) -> FieldTable {
        var table = FieldTable()
        for row in rows {
            for cell in row {
                table.text += cell.utf8
                table.fieldEnds.append(UInt32(table.text.count))
            }
            table.recordEnds.append(UInt32(table.fieldEnds.count))
        }
        return table
    }

    private func write(_ rows: [[String]], columns: [String], table: String = "t") throws {
        var sink = try SQLiteSink(SQLiteTarget(path: path, table: table))
        try sink.begin(columns: columns)
        try sink.write(Self.fields(rows))
        try sink.finish()
    }

    /// All rows, cells divided by `|`, null as `∅`, as another connection reads them.
    private func rows(_ table: String = "t") throws -> [String] {
        let database = try Database(path: path, mode: .readOnly)
        let columns = try database.texts("SELECT name FROM pragma_table_info('\(table)')")
        let cells = columns.map { "ifnull(\(ColumnNames.quoted($0)), '∅')" }.joined(separator: " || '|' || ")
        return [columns.joined(separator: "|")]
            + (try database.texts("SELECT \(cells) FROM \"\(table)\" ORDER BY rowid"))
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("Records are there in their order, all as texts, and nothing else is in the folder")
    func records() throws {
        try write([["1", "王 O'Brien"], ["007", ""], ["3", "a\"b\nc"]], columns: ["id", "名称"])
        #expect(try rows() == ["id|名称", "1|王 O'Brien", "007|", "3|a\"b\nc"])
        let database = try Database(path: path, mode: .readOnly)
        #expect(try database.texts("SELECT DISTINCT typeof(id) FROM t") == ["text"])
        #expect(try database.texts("PRAGMA integrity_check") == ["ok"])
        #expect(try names() == ["out.sqlite"])
    }

    @Test("Short records end with nulls, longer ones give the table more columns")
    func ragged() throws {
        try write([["1"], ["2", "b", "c"], ["3", "d"]], columns: ["id", "n"])
        #expect(try rows() == ["id|n|column3", "1|∅|∅", "2|b|c", "3|d|∅"])
    }

    @Test("Without a header columns are counted, and a table without records is there")
    func headless() throws {
        try write([["1", "2"], ["3"]], columns: [])
        #expect(try rows() == ["column1|column2", "1|2", "3|∅"])
        try write([], columns: [])
        #expect(try rows() == ["column1"])
        try write([], columns: ["a"])
        #expect(try rows() == ["a"])
    }

    @Test("More records than one transaction holds", arguments: [0, 1, 2])
    func transactions(_ more: Int) throws {
        let count = TableWriter.transactionRecordCount + more - 1
        try write((0..<count).map { [String($0)] }, columns: ["n"])
        let database = try Database(path: path, mode: .readOnly)
        #expect(try database.integer("SELECT count(*) FROM t") == Int64(count))
    }

    @Test("The same command writes the same file again; nothing else is replaced")
    func replacing() throws {
        try write([["1"]], columns: ["a"])
        try write([["2"]], columns: ["b"])
        #expect(try rows() == ["b", "2"])
        #expect(throws: TabularError.self) { try write([["3"]], columns: ["c"], table: "other") }
        try Data("id,name\n".utf8).write(to: URL(filePath: path))
        let error = #expect(throws: TabularError.self) { try write([["3"]], columns: ["c"]) }
        #expect(error?.message.english == "'\(path)' is there already and is no database")
        #expect(try names() == ["out.sqlite"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "id,name\n")
    }

    @Test("A database that a program is writing to is left alone", arguments: ["-wal", "-journal"])
    func inUse(_ ending: String) throws {
        try write([["1"]], columns: ["a"])
        try Data().write(to: URL(filePath: path + ending))
        #expect(throws: TabularError.self) { try write([["2"]], columns: ["a"]) }
        #expect(try names() == ["out.sqlite", "out.sqlite" + ending])
    }

    @Test("Until it is finished nothing is seen, and what is abandoned is gone")
    func abandoning() throws {
        var sink = try SQLiteSink(SQLiteTarget(path: path, table: "t"))
        try sink.begin(columns: ["a"])
        try sink.write(Self.fields([["1"]]))
        #expect(try !names().contains("out.sqlite"))
        sink.abandon()
        #expect(try names() == [])
    }

    @Test("Names that SQLite keeps for itself, and too many columns, are refused")
    func refusals() throws {
        for table in ["", "sqlite_x", "SQLITE_Y", "a\0b"] {
            #expect(throws: TabularError.self) { try SQLiteSink(SQLiteTarget(path: path, table: table)) }
        }
        try write([], columns: (0..<2_000).map { "c\($0)" })
        let error = #expect(throws: TabularError.self) { try write([], columns: (0..<2_001).map { "c\($0)" }) }
        #expect(error?.code == .tooManyFields)
        #expect(throws: TabularError.self) { try SQLiteSink(SQLiteTarget(path: folder.path, table: "t")) }
        let missing = folder.path + "/nowhere/x.db"
        #expect(throws: TabularError.self) { try SQLiteSink(SQLiteTarget(path: missing, table: "t")) }
        #expect(try names() == ["out.sqlite"])
    }

    @Test(
        "The command of SQLite reads the table",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "sqlite3 is not installed")
    )
    func command() throws {
        try write([["1", "北京"], ["2", "x"]], columns: ["id", "city"], table: "my table")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = ["-json", path, "SELECT * FROM \"my table\" ORDER BY id"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(output == "[{\"id\":\"1\",\"city\":\"北京\"},\n{\"id\":\"2\",\"city\":\"x\"}]\n")
    }
}
