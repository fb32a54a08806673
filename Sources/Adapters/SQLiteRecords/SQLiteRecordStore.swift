import DataFolder
public import Records
import SQLite

/// Records in one SQLite file of a data folder, which no other process may use at the same time.
///
/// Changes wait for one writer, which puts all that wait into one transaction and syncs the disk once. Reads by key run
/// where they are asked for, lists on threads of their own; neither waits for the writer.
public final class SQLiteRecordStore: ImmediateRecordStore {
    private let settings: SQLiteRecordSettings
    private let lock: FolderLock
    private let changes: ChangeQueue
    private let readers: ReaderPool
    private let queries: QueryWorkers

    /// Opens the store of a data folder; folder and file are created when missing.
    ///
    /// Blocks for a few milliseconds, longer after a crash.
    /// - Throws: ``StoreError`` when the folder cannot be written, is in use, or holds no data that can be read.
    public init(_ settings: SQLiteRecordSettings) throws(StoreError) {
        let file = StoreFile(settings)
        do {
            try file.folder.create()
            lock = try FolderLock(file.folder, fileName: "records.lock")
        } catch {
            throw StoreError(error, in: settings.folder)
        }
        let connection = try file.openForWriting()
        let readers = ReaderPool(path: file.path, settings: settings)
        do {
            let writer = try RecordWriter(connection, settings: settings, readers: readers)
            changes = ChangeQueue(writer, settings: settings)
        } catch {
            throw StoreError(error, in: settings.folder)
        }
        self.settings = settings
        self.readers = readers
        queries = QueryWorkers(path: file.path, settings: settings)
    }

    /// Makes collections known.
    public func declare(_ collections: [CollectionDefinition]) async throws {
        readers.publish(try await changes.perform { try $0.declare(collections) })
    }

    /// The record of that key; nil when there is none.
    public func record(_ key: String, in collection: String) async throws -> StoredRecord? {
        try immediateRecord(key, in: collection)
    }

    /// The record of that key; nil when there is none.
    public func immediateRecord(_ key: String, in collection: String) throws -> StoredRecord? {
        do {
            return try readers.record(key, in: collection)
        } catch {
            throw StoreError.translated(error, in: settings.folder)
        }
    }

    /// One page of the records that meet a query.
    public func page(_ query: RecordQuery, in collection: String) async throws -> RecordPage {
        let statement = try PageStatement(query, in: collection, id: readers.id(of: collection))
        do {
            return try await queries.run { try statement.page(on: $0) }
        } catch {
            throw StoreError.translated(error, in: settings.folder)
        }
    }

    /// Makes one change in one transaction; what is returned is on disk.
    public func apply(_ change: RecordChange) async throws -> ChangeOutcome {
        try await changes.apply([change])[0]
    }

    /// Makes all changes in order, or none when one fails.
    public func apply(_ changes: [RecordChange]) async throws -> [ChangeOutcome] {
        try await self.changes.apply(changes)
    }

    /// How many records a collection has.
    public func count(in collection: String) async throws -> Int {
        let id = try readers.id(of: collection)
        do {
            return try await queries.run { connection in
                try connection.with("SELECT count(*) FROM \(TableStatements.table(id))") { statement in
                    _ = try statement.step()
                    return Int(statement.integer(at: 0))
                }
            }
        } catch {
            throw StoreError.translated(error, in: settings.folder)
        }
    }

    /// Writes what was accepted, empties the log into the database, and gives the folder back.
    public func close() async {
        await queries.close()
        readers.close()
        await changes.close()
        lock.release()
    }
}
