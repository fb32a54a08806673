import Diagnostics
import Files
import SQLite
import Synchronization
public import Tabular

/// Clean records as one table of a database file of its own; all columns are texts.
///
/// The file is written beside its place and takes it at the end, so that nobody sees a part of it. A file that is there
/// is replaced only when it holds nothing but a table of the same name, as it does when the same command has written it
/// before.
public struct SQLiteSink: RecordSink {
    private let target: SQLiteTarget
    private let box: WriterBox

    /// Starts a file.
    ///
    /// - Throws: ``TabularError`` when the table cannot have its name, and when the file is there and holds anything else.
    public init(_ target: SQLiteTarget) throws(TabularError) {
        self.target = target
        guard !target.table.isEmpty, !target.table.contains("\0"), !target.table.lowercased().hasPrefix("sqlite_")
        else { throw SQLiteFailure.badTable(target.table, target.path) }
        try Self.check(target)
        do {
            box = WriterBox(try TableWriter(target))
        } catch {
            throw SQLiteFailure.error(error, target.path)
        }
    }

    /// Fields as they are.
    public var form: RecordForm { .fields }

    /// Refuses a file that holds anything but the table.
    private static func check(_ target: SQLiteTarget) throws(TabularError) {
        // A journal beside the file would be taken for that of the new one.
        for ending in ["-wal", "-journal"] where Files.kind(of: target.path + ending) != nil {
            throw SQLiteFailure.otherContent(
                target.path,
                LocalizedText("a program is writing to it", zh: "有程序正在写入")
            )
        }
        guard Files.kind(of: target.path) == .file else { return }
        do {
            if try isReplaceable(target) { return }
        } catch {
            throw SQLiteFailure.otherContent(target.path, LocalizedText("is no database", zh: "不是数据库"))
        }
        throw SQLiteFailure.otherContent(
            target.path,
            LocalizedText("holds other tables than '\(target.table)'", zh: "含有“\(target.table)”以外的表")
        )
    }

    private static func isReplaceable(_ target: SQLiteTarget) throws(SQLiteError) -> Bool {
        let database = try Database(path: target.path, mode: .readOnly)
        let names = try database.texts("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        return names.allSatisfy { $0 == target.table }
    }

    /// Makes the table.
    public mutating func begin(columns: [String]) throws(TabularError) {
        try perform { try $0.begin(columns) }
    }

    /// Not used: records come as fields.
    public mutating func write(_ block: Span<UInt8>, recordCount: Int) throws(TabularError) {
        preconditionFailure("a table takes records as fields")
    }

    /// Adds records.
    ///
    /// One with fewer fields than columns has nulls at its end; one with more gives the table more columns.
    public mutating func write(_ records: FieldTable) throws(TabularError) {
        try perform { try $0.write(records) }
    }

    /// Puts the file in its place.
    public mutating func finish() throws(TabularError) {
        do {
            try box.take()?.finish()
        } catch {
            throw SQLiteFailure.error(error, target.path)
        }
    }

    /// Removes what was written.
    public mutating func abandon() { _ = box.take() }

    private func perform(_ work: (inout TableWriter) throws -> Void) throws(TabularError) {
        do {
            try box.withWriter(work)
        } catch {
            throw SQLiteFailure.error(error, target.path)
        }
    }
}

/// Holds a writer for whoever has the sink.
private final class WriterBox: Sendable {
    private let writer: Mutex<TableWriter?>

    init(_ writer: consuming sending TableWriter) { self.writer = Mutex(writer) }

    func withWriter(_ work: (inout TableWriter) throws -> Void) throws {
        try writer.withLock { writer in
            guard var held = writer.take() else { return }
            do {
                try work(&held)
            } catch {
                writer = consume held
                throw error
            }
            writer = consume held
        }
    }

    func take() -> TableWriter? { writer.withLock { $0.take() } }
}
