import Records
import SQLite

/// The statements that write one collection.
struct TableStatements {
    let select: String
    let insert: String
    let replace: String
    let delete: String
    /// Whether another record has a value, by unique field.
    let holders: [FieldPath: String]
    /// Whether another record refers to a key, by field that refers.
    let referrers: [FieldPath: String]

    init(_ collectionID: Int64, _ definition: CollectionDefinition) {
        let table = Self.table(collectionID)
        select = Self.select(collectionID)
        insert = "INSERT INTO \(table) (position, key, revision, body) VALUES (?, ?, ?, ?)"
        replace = "UPDATE \(table) SET revision = ?, body = ? WHERE key = ?"
        delete = "DELETE FROM \(table) WHERE key = ?"
        let unique = definition.unique.map { field in
            (field, "SELECT 1 FROM \(table) WHERE \(SQLText.value(of: field)) = ? AND key <> ? LIMIT 1")
        }
        holders = Dictionary(unique) { first, _ in first }
        let references = definition.references.map { reference in
            let key = SQLText.reference(of: reference.field)
            return (reference.field, "SELECT 1 FROM \(table) WHERE \(key) = ? AND key IS NOT ? LIMIT 1")
        }
        referrers = Dictionary(references) { first, _ in first }
    }

    static func select(_ collectionID: Int64) -> String {
        "SELECT revision, body FROM \(table(collectionID)) WHERE key = ?"
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
}
