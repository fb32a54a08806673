import Records
import SQLite

/// The open transaction of the writer.
struct WriteTransaction: RecordTransaction {
    let connection: Connection
    let now: Int64
    private let tables: [ExactText: TableStatements]
    /// The last revision that was given away; some are skipped when changes fail.
    private(set) var revision: Int64
    private(set) var hasRemembered = false

    init(connection: Connection, tables: [ExactText: TableStatements], revision: Int64, now: Int64) {
        self.connection = connection
        self.tables = tables
        self.revision = revision
        self.now = now
    }

    func record(_ key: String, in collection: String) throws -> StoredRecord? {
        try connection.with(try table(collection).select) { statement in
            try statement.bind(key, at: 1)
            guard try statement.step() else { return nil }
            return StoredRecord(key: key, revision: statement.integer(at: 0), body: statement.bytes(at: 1))
        }
    }

    func insert(_ record: StoredRecord, in collection: String) throws {
        try connection.with(try table(collection).insert) { statement in
            try statement.bind(record.revision, at: 1)
            try statement.bind(record.key, at: 2)
            try statement.bind(record.revision, at: 3)
            try statement.bind(text: record.body, at: 4)
            _ = try statement.step()
        }
    }

    func replace(_ record: StoredRecord, in collection: String) throws {
        try connection.with(try table(collection).replace) { statement in
            try statement.bind(record.revision, at: 1)
            try statement.bind(text: record.body, at: 2)
            try statement.bind(record.key, at: 3)
            _ = try statement.step()
        }
    }

    func delete(_ key: String, in collection: String) throws {
        try connection.with(try table(collection).delete) { statement in
            try statement.bind(key, at: 1)
            _ = try statement.step()
        }
    }

    func hasRecord(
        with value: FieldKey,
        at field: FieldPath,
        otherThan key: String,
        in collection: String
    ) throws -> Bool {
        guard let sql = try table(collection).holders[field] else { return false }
        return try connection.with(sql) { statement in
            try statement.bind(blob: value.bytes, at: 1)
            try statement.bind(key, at: 2)
            return try statement.step()
        }
    }

    func hasRecord(
        referringTo key: String,
        at field: FieldPath,
        otherThan own: String?,
        in collection: String
    ) throws -> Bool {
        guard let sql = try table(collection).referrers[field] else { return false }
        return try connection.with(sql) { statement in
            try statement.bind(key, at: 1)
            if let own { try statement.bind(own, at: 2) }
            return try statement.step()
        }
    }

    mutating func makeRevision() -> Int64 {
        revision += 1
        return revision
    }

    func sequence(_ name: String) throws -> Int64 {
        try connection.with("SELECT value FROM sequences WHERE name = ?") { statement in
            try statement.bind(name, at: 1)
            return try statement.step() ? statement.integer(at: 0) : 0
        }
    }

    func setSequence(_ name: String, to value: Int64) throws {
        try connection.with("INSERT OR REPLACE INTO sequences (name, value) VALUES (?, ?)") { statement in
            try statement.bind(name, at: 1)
            try statement.bind(value, at: 2)
            _ = try statement.step()
        }
    }

    func remembered(_ key: IdempotencyKey) throws -> RememberedOutcome? {
        let sql = """
            SELECT fingerprint, kind, record_key, record_revision, record_body FROM outcomes
            WHERE scope = ? AND key = ? AND expiry > ?
            """
        return try connection.with(sql) { statement in
            try statement.bind(key.scope, at: 1)
            try statement.bind(key.key, at: 2)
            try statement.bind(now, at: 3)
            guard try statement.step(), let kind = ChangeOutcome.Kind(rawValue: statement.text(at: 1)) else {
                return nil
            }
            let record =
                statement.isNull(at: 2)
                ? nil
                : StoredRecord(
                    key: statement.text(at: 2),
                    revision: statement.integer(at: 3),
                    body: statement.bytes(at: 4)
                )
            return RememberedOutcome(fingerprint: statement.bytes(at: 0), kind: kind, record: record)
        }
    }

    mutating func remember(_ outcome: ChangeOutcome, as key: IdempotencyKey) throws {
        hasRemembered = true
        let sql = """
            INSERT OR REPLACE INTO outcomes
            (scope, key, fingerprint, expiry, kind, record_key, record_revision, record_body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        try connection.with(sql) { statement in
            try statement.bind(key.scope, at: 1)
            try statement.bind(key.key, at: 2)
            try statement.bind(blob: key.fingerprint, at: 3)
            try statement.bind(key.expiry(now: now), at: 4)
            try statement.bind(outcome.kind.rawValue, at: 5)
            if let record = outcome.record {
                try statement.bind(record.key, at: 6)
                try statement.bind(record.revision, at: 7)
                try statement.bind(text: record.body, at: 8)
            }
            _ = try statement.step()
        }
    }

    private func table(_ collection: String) throws(RecordError) -> TableStatements {
        guard let table = tables[ExactText(collection)] else { throw .unknownCollection(name: collection) }
        return table
    }
}
