import Records
import SQLite

/// The one that writes: groups of changes, each group in one transaction.
///
/// Lives on the queue of ``ChangeQueue`` alone.
final class RecordWriter {
    typealias Answer = Result<[ChangeOutcome], any Error>

    /// How many expired outcomes are removed at a time, so that no change waits long for it.
    private static let removalCount = 500
    private static let removalPause: Int64 = 1000

    private let connection: Connection
    private let settings: SQLiteRecordSettings
    private let readers: ReaderPool
    private var catalogue = RecordCatalogue()
    private var tables: [ExactText: TableStatements] = [:]
    private var revision: Int64
    private var nextRemoval: Int64 = 0

    init(_ connection: Connection, settings: SQLiteRecordSettings, readers: ReaderPool) throws(SQLiteError) {
        self.connection = connection
        self.settings = settings
        self.readers = readers
        revision = try connection.database.integer("SELECT revision FROM state") ?? 0
    }

    /// Makes collections known.
    ///
    /// - Returns: The ids of all known collections.
    func declare(_ definitions: [CollectionDefinition]) throws -> [ExactText: Int64] {
        var catalogue = catalogue
        try catalogue.declare(definitions)
        do {
            var ids: [ExactText: Int64] = [:]
            try transaction {
                let schema = CollectionSchema(connection: connection)
                for definition in definitions { _ = try schema.apply(definition) }
                for known in catalogue.definitions { ids[ExactText(known.name)] = try schema.id(of: known.name) }
            }
            self.catalogue = catalogue
            for known in catalogue.definitions {
                let name = ExactText(known.name)
                if let id = ids[name] { tables[name] = TableStatements(id, known) }
            }
            return ids
        } catch {
            throw StoreError.translated(error, in: settings.folder)
        }
    }

    /// Makes the changes of each entry, all or none of that entry; one that fails leaves the others alone.
    ///
    /// What this returns is on disk.
    func apply(_ group: [[RecordChange]]) -> [Answer] {
        do {
            return try applyTogether(group)
        } catch let error as SQLiteError where group.count > 1 && error.kind == .full {
            // One change too big for the disk must not take the others with it.
            return group.flatMap { apply([$0]) }
        } catch {
            return group.map { _ in .failure(StoreError.translated(error, in: settings.folder)) }
        }
    }

    /// Moves the log into the database.
    func finish() throws(SQLiteError) { try connection.database.truncateLog() }

    private func applyTogether(_ group: [[RecordChange]]) throws -> [Answer] {
        var answers: [Answer] = []
        let now = settings.now()
        var open = WriteTransaction(connection: connection, tables: tables, revision: revision, now: now)
        try transaction {
            for changes in group { answers.append(try answer(changes, in: &open)) }
            guard open.revision != revision || open.hasRemembered else { return }
            try connection.with("UPDATE state SET revision = ?") { statement in
                try statement.bind(open.revision, at: 1)
                _ = try statement.step()
            }
            if open.hasRemembered { try removeExpired(now) }
        }
        revision = open.revision
        return answers
    }

    /// - Throws: Only what ends the whole transaction.
    private func answer(_ changes: [RecordChange], in open: inout WriteTransaction) throws -> Answer {
        try connection.with("SAVEPOINT change") { _ = try $0.step() }
        let answer: Answer
        do {
            var outcomes: [ChangeOutcome] = []
            for change in changes { outcomes.append(try catalogue.apply(change, in: &open)) }
            answer = .success(outcomes)
        } catch {
            // After some failures SQLite has already taken everything back.
            guard connection.database.isInTransaction else { throw error }
            try connection.with("ROLLBACK TO change") { _ = try $0.step() }
            answer = .failure(StoreError.translated(error, in: settings.folder))
        }
        try connection.with("RELEASE change") { _ = try $0.step() }
        return answer
    }

    private func transaction(_ body: () throws -> Void) throws {
        try connection.with("BEGIN IMMEDIATE") { _ = try $0.step() }
        do {
            try body()
            readers.willCommit()
            // Before anybody is told that a change is made, every read after it sees the change.
            defer { readers.didCommit() }
            try connection.with("COMMIT") { _ = try $0.step() }
        } catch {
            if connection.database.isInTransaction {
                // The failure that led here says more than one of the way back.
                try? connection.database.execute("ROLLBACK")
            }
            throw error
        }
    }

    private func removeExpired(_ now: Int64) throws {
        guard now >= nextRemoval else { return }
        let sql = """
            DELETE FROM outcomes WHERE rowid IN
            (SELECT rowid FROM outcomes WHERE expiry <= ? ORDER BY expiry LIMIT \(Self.removalCount))
            """
        try connection.with(sql) { statement in
            try statement.bind(now, at: 1)
            _ = try statement.step()
        }
        let isDone = connection.database.changeCount < Self.removalCount
        nextRemoval = isDone ? now + Self.removalPause : now
    }
}
