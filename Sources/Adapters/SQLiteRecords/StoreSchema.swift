import SQLite

/// The tables of the store's own, and how they came to be.
enum StoreSchema {
    /// What marks a database file as a record store: `HORS` in ASCII.
    static let applicationID: Int64 = 0x484F_5253

    /// The steps from an empty file; a database's `user_version` counts those it has been through.
    ///
    /// A released step never changes.
    static let migrations = [
        """
        CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            revision INTEGER NOT NULL
        ) STRICT;
        INSERT INTO state (id, revision) VALUES (1, 0);
        CREATE TABLE collections (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE field_indexes (
            id INTEGER PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collections (id),
            kind TEXT NOT NULL,
            pointer TEXT NOT NULL,
            is_unique INTEGER NOT NULL,
            UNIQUE (collection, kind, pointer)
        ) STRICT;
        CREATE TABLE sequences (
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE outcomes (
            scope TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            expiry INTEGER NOT NULL,
            kind TEXT NOT NULL,
            record_key TEXT,
            record_revision INTEGER,
            record_body TEXT,
            PRIMARY KEY (scope, key)
        ) STRICT;
        CREATE INDEX outcomes_by_expiry ON outcomes (expiry);
        """
    ]

    static var version: Int64 { Int64(migrations.count) }

    /// Takes the steps that are missing, all or none.
    static func migrate(_ database: Database) throws(SQLiteError) {
        let current = try database.integer("PRAGMA user_version") ?? 0
        guard current < version else { return }
        try database.execute("BEGIN IMMEDIATE")
        do {
            for step in migrations[Int(current)...] { try database.execute(step) }
            try database.execute("PRAGMA user_version = \(version); PRAGMA application_id = \(applicationID)")
            try database.execute("COMMIT")
        } catch {
            // The failure that led here says more than one of the way back.
            try? database.execute("ROLLBACK")
            throw error
        }
    }
}
