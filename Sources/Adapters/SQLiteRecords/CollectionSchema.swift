import Records
import SQLite

/// Brings the tables and indexes of collections in line with their definitions, inside an open transaction.
struct CollectionSchema {
    private enum Kind: String {
        case value
        case reference
    }

    /// One index, as it is or as it should be.
    private struct FieldIndex: Hashable {
        let kind: Kind
        let field: FieldPath

        var expression: String {
            switch kind {
            case .value: SQLText.value(of: field)
            case .reference: SQLText.reference(of: field)
            }
        }
    }

    let connection: Connection

    /// Creates what a collection lacks and drops what it no longer needs.
    func apply(_ definition: CollectionDefinition) throws {
        let id = try id(of: definition.name)
        let table = TableStatements.table(id)
        try connection.database.execute(TableStatements.creation(id))
        let present = try indexes(of: id)
        let wanted = Self.wanted(by: definition)
        for (index, state) in present where wanted[index] == nil { try drop(index, state.id) }
        for (index, isUnique) in wanted {
            let known = present[index]
            if known == nil { try create(index, isUnique: isUnique, of: id, on: table) }
            if isUnique, known?.isUnique != true {
                try checkUnique(index.field, of: definition.name, in: table)
            }
            if let known, known.isUnique != isUnique { try mark(known.id, isUnique: isUnique) }
        }
    }

    /// The number of a collection; it gets one when it is new.
    func id(of collection: String) throws -> Int64 {
        let known: Int64? = try connection.with("SELECT id FROM collections WHERE name = ?") { statement in
            try statement.bind(collection, at: 1)
            return try statement.step() ? statement.integer(at: 0) : nil
        }
        if let known { return known }
        return try connection.with("INSERT INTO collections (name) VALUES (?) RETURNING id") { statement in
            try statement.bind(collection, at: 1)
            _ = try statement.step()
            return statement.integer(at: 0)
        }
    }

    private static func wanted(by definition: CollectionDefinition) -> [FieldIndex: Bool] {
        var wanted: [FieldIndex: Bool] = [:]
        for field in definition.indexed { wanted[FieldIndex(kind: .value, field: field)] = false }
        for field in definition.unique { wanted[FieldIndex(kind: .value, field: field)] = true }
        for reference in definition.references {
            wanted[FieldIndex(kind: .reference, field: reference.field)] = false
        }
        return wanted
    }

    private func indexes(of collection: Int64) throws -> [FieldIndex: (id: Int64, isUnique: Bool)] {
        let sql = "SELECT id, kind, pointer, is_unique FROM field_indexes WHERE collection = ?"
        return try connection.with(sql) { statement in
            try statement.bind(collection, at: 1)
            var indexes: [FieldIndex: (id: Int64, isUnique: Bool)] = [:]
            while try statement.step() {
                guard let kind = Kind(rawValue: statement.text(at: 1)) else { continue }
                let index = FieldIndex(kind: kind, field: FieldPointer.field(statement.text(at: 2)))
                indexes[index] = (statement.integer(at: 0), statement.integer(at: 3) != 0)
            }
            return indexes
        }
    }

    private func create(_ index: FieldIndex, isUnique: Bool, of collection: Int64, on table: String) throws {
        let sql = """
            INSERT INTO field_indexes (collection, kind, pointer, is_unique) VALUES (?, ?, ?, ?) RETURNING id
            """
        let id = try connection.with(sql) { statement in
            try statement.bind(collection, at: 1)
            try statement.bind(index.kind.rawValue, at: 2)
            try statement.bind(FieldPointer.text(of: index.field), at: 3)
            try statement.bind(Int64(isUnique ? 1 : 0), at: 4)
            _ = try statement.step()
            return statement.integer(at: 0)
        }
        try connection.database.execute("CREATE INDEX field_index_\(id) ON \(table) (\(index.expression))")
    }

    private func drop(_ index: FieldIndex, _ id: Int64) throws {
        try connection.database.execute(
            "DROP INDEX IF EXISTS field_index_\(id); DELETE FROM field_indexes WHERE id = \(id)"
        )
    }

    private func mark(_ id: Int64, isUnique: Bool) throws {
        try connection.database.execute(
            "UPDATE field_indexes SET is_unique = \(isUnique ? 1 : 0) WHERE id = \(id)"
        )
    }

    private func checkUnique(_ field: FieldPath, of collection: String, in table: String) throws {
        let expression = SQLText.value(of: field)
        let sql = """
            SELECT body FROM \(table) WHERE \(expression) > ?
            GROUP BY \(expression) HAVING count(*) > 1 LIMIT 1
            """
        let example: [UInt8]? = try connection.with(sql) { statement in
            try statement.bind(blob: FieldKey.null.bytes, at: 1)
            return try statement.step() ? statement.bytes(at: 0) : nil
        }
        guard let example else { return }
        let value = FieldLocator(field).quotedText(in: example.span)
        throw RecordError.duplicateValues(collection: collection, field: field, value: value)
    }
}
