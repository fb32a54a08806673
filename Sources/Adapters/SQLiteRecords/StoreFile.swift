import DataFolder
import Records
import SQLite

/// The database file of a data folder: created whole, and checked before it is used.
struct StoreFile {
    static let name = "records.db"
    private static let newName = "records.db.new"

    let folder: DataFolder
    private let settings: SQLiteRecordSettings

    init(_ settings: SQLiteRecordSettings) {
        folder = DataFolder(path: settings.folder)
        self.settings = settings
    }

    var path: String { folder.file(Self.name) }

    /// Opens the connection that writes; the caller holds the folder's lock.
    func openForWriting() throws(StoreError) -> Connection {
        do {
            if folder.byteCount(of: Self.name) == nil { try create() }
            return try open()
        } catch let error as SQLiteError {
            throw StoreError(error, in: settings.folder)
        } catch let error as FolderError {
            throw StoreError(error, in: settings.folder)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .failed("\(type(of: error))", in: settings.folder)
        }
    }

    /// A database appears under its name only when it is complete, so an empty file is always a damaged one.
    private func create() throws {
        for suffix in ["", "-journal", "-wal", "-shm"] { try folder.remove(Self.newName + suffix) }
        // A log whose database is gone belongs to no other.
        for suffix in ["-wal", "-shm"] { try folder.remove(Self.name + suffix) }
        // The log and its index get the rights of the database.
        try folder.createFile(Self.newName)
        try StoreSchema.migrate(try Database(path: folder.file(Self.newName), mode: .readWrite))
        try folder.rename(Self.newName, to: Self.name)
    }

    private func open() throws -> Connection {
        guard let byteCount = folder.byteCount(of: Self.name), byteCount > 0 else {
            throw StoreError.corrupt("its file is empty", zh: "数据文件为空", in: settings.folder)
        }
        let connection = try Connection(path: path, mode: .readWrite, settings: settings)
        let database = connection.database
        // Before anything is written: a database of a later version, or of another program, stays as it is.
        let version = try database.integer("PRAGMA user_version") ?? 0
        guard try database.integer("PRAGMA application_id") == StoreSchema.applicationID else {
            throw StoreError.corrupt(
                "'\(Self.name)' is not a record store",
                zh: "“\(Self.name)”不是记录存储",
                in: settings.folder
            )
        }
        guard version <= StoreSchema.version else { throw StoreError.newerVersion(version, in: settings.folder) }
        try check(database, byteCount: byteCount)
        guard try database.texts("PRAGMA journal_mode = WAL") == ["wal"] else {
            throw StoreError.unsuitableFileSystem(in: settings.folder)
        }
        try database.execute("PRAGMA synchronous = \(settings.durability == .full ? "FULL" : "NORMAL")")
        try database.execute("PRAGMA journal_size_limit = \(4 << 20)")
        if let limit = settings.maximumPageCount { try database.execute("PRAGMA max_page_count = \(limit)") }
        try StoreSchema.migrate(database)
        return connection
    }

    private func check(_ database: Database, byteCount: Int) throws {
        // A log may still hold the end of the file; without one the last page must be whole.
        if (folder.byteCount(of: Self.name + "-wal") ?? 0) == 0 {
            let pageSize = try database.integer("PRAGMA page_size") ?? 4096
            let pageCount = try database.integer("PRAGMA page_count") ?? 0
            guard Int64(byteCount) >= pageCount * pageSize, Int64(byteCount) % pageSize == 0 else {
                throw StoreError.corrupt("its file is cut short", zh: "数据文件被截断", in: settings.folder)
            }
        }
        guard byteCount <= settings.quickCheckByteCount else { return }
        guard try database.texts("PRAGMA quick_check(1)") == ["ok"] else {
            throw StoreError.corrupt("a check of its file failed", zh: "数据文件未通过检查", in: settings.folder)
        }
    }
}
