import Records
import SQLite

/// The statements that write one collection, prepared when they are first needed.
struct TableStatements {
    let select: String
    let insert: String
    let replace: String
    let delete: String
    private let table: String

    init(_ collectionID: Int64) {
        table = Self.table(collectionID)
        select = "SELECT revision, body FROM \(table) WHERE key = ?"
        insert = "INSERT INTO \(table) (position, key, revision, body) VALUES (?, ?, ?, ?)"
        replace = "UPDATE \(table) SET revision = ?, body = ? WHERE key = ?"
        delete = "DELETE FROM \(table) WHERE key = ?"
    }

    static func table(_ collectionID: Int64) -> String { "records_\(collectionID)" }

    /// Records lie in the order of their insertion, which is the revision they began with.
    static func creation(_ collectionID: Int64) -> String {
        """
        CREATE TABLE IF NOT EXISTS \(table(collectionID)) (
            position INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            revision INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT
        """
    }

    func holder(of field: FieldPath) -> String {
        "SELECT 1 FROM \(table) WHERE \(SQLText.value(of: field)) = ? AND key <> ? LIMIT 1"
    }

    func referrer(at field: FieldPath) -> String {
        "SELECT 1 FROM \(table) WHERE \(SQLText.reference(of: field)) = ? AND key IS NOT ? LIMIT 1"
    }
}
