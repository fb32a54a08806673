import Records
import SQLite

/// A query as SQL, with its parameters in order.
struct PageStatement: Sendable {
    enum Parameter {
        case blob([UInt8])
        case integer(Int64)
    }

    /// A part of a statement and the parameters that it names.
    struct Fragment {
        var sql: String
        var parameters: [Parameter] = []

        static func joined(_ fragments: [Fragment], by word: String) -> Fragment {
            Fragment(
                sql: SQLText.joined(fragments.map(\.sql), by: word),
                parameters: fragments.flatMap(\.parameters)
            )
        }
    }

    private let query: RecordQuery
    private let order: RecordOrder
    private let table: String

    init(_ query: RecordQuery, in collection: String, id: Int64) throws(RecordError) {
        self.query = query
        order = try RecordOrder(query, in: collection)
        table = TableStatements.table(id)
    }

    /// Runs the query; a count belongs to the same moment as the records.
    func page(on connection: Connection) throws -> RecordPage {
        guard query.countsTotal else { return try records(on: connection, total: nil) }
        try connection.database.execute("BEGIN")
        defer {
            // A transaction that only reads has nothing to lose.
            try? connection.database.execute("COMMIT")
        }
        return try records(on: connection, total: try total(on: connection))
    }

    private func total(on connection: Connection) throws -> Int {
        let condition = condition
        return try connection.with("SELECT count(*) FROM \(table) WHERE \(condition.sql)") { statement in
            try Self.bind(condition.parameters, to: statement)
            _ = try statement.step()
            return Int(statement.integer(at: 0))
        }
    }

    private func records(on connection: Connection, total: Int?) throws -> RecordPage {
        let limit = max(0, query.limit)
        guard limit > 0 else { return RecordPage(records: [], next: nil, total: total) }
        let select = selection
        return try connection.with(select.sql) { statement in
            try Self.bind(select.parameters, to: statement)
            var records: [StoredRecord] = []
            var lastPosition: Int64 = 0
            while try statement.step() {
                guard records.count < limit else {
                    let place = records.last.map { order.place(of: $0.body.span, at: lastPosition) }
                    return RecordPage(records: records, next: place.map { order.cursor(after: $0) }, total: total)
                }
                records.append(Self.record(statement))
                lastPosition = statement.integer(at: 3)
            }
            return RecordPage(records: records, next: nil, total: total)
        }
    }

    /// The statement for the records: one more than asked for, which says whether there is a next page.
    var selection: Fragment {
        var selection = condition
        if let cursor = query.cursor { selection = .joined([selection, after(cursor)], by: "AND") }
        selection.sql = """
            SELECT key, revision, body, position FROM \(table) WHERE \(selection.sql)
            ORDER BY \(ordering) LIMIT ? OFFSET ?
            """
        selection.parameters.append(.integer(Int64(query.limit == .max ? query.limit : query.limit + 1)))
        selection.parameters.append(.integer(Int64(max(0, query.offset))))
        return selection
    }

    private static func record(_ statement: Statement) -> StoredRecord {
        StoredRecord(
            key: statement.text(at: 0),
            revision: statement.integer(at: 1),
            body: statement.bytes(at: 2)
        )
    }

    private static func bind(_ parameters: [Parameter], to statement: Statement) throws {
        for (index, parameter) in parameters.enumerated() {
            switch parameter {
            case .blob(let bytes): try statement.bind(blob: bytes, at: index + 1)
            case .integer(let value): try statement.bind(value, at: index + 1)
            }
        }
    }

    // MARK: Order

    private var ordering: String {
        let terms = query.sort.map { "\(SQLText.value(of: $0.field))\($0.isDescending ? " DESC" : "")" }
        return (terms + ["position\(order.isPositionDescending ? " DESC" : "")"]).joined(separator: ", ")
    }

    /// What comes after a cursor: further in the first term, or equal there and further in the next, and so on.
    ///
    /// Each step repeats the bound of its term alone, from which SQLite can enter an index.
    private func after(_ cursor: RecordCursor) -> Fragment {
        var rest = Fragment(
            sql: "position \(order.isPositionDescending ? "<" : ">") ?",
            parameters: [.integer(cursor.position)]
        )
        for (sort, key) in zip(query.sort, cursor.keys).reversed() {
            let value = SQLText.value(of: sort.field)
            let sign = sort.isDescending ? "<" : ">"
            rest = Fragment(
                sql: "(\(value) \(sign)= ? AND (\(value) \(sign) ? OR \(rest.sql)))",
                parameters: [.blob(key.bytes), .blob(key.bytes)] + rest.parameters
            )
        }
        return rest
    }

    // MARK: Conditions

    private var condition: Fragment {
        .joined(query.filters.map { Self.fragment(FilterTest($0)) }, by: "AND")
    }

    private static func fragment(_ test: FilterTest) -> Fragment {
        switch test.condition {
        case .inside(let ranges): inside(ranges, SQLText.value(of: test.field))
        case .noneOf(let keys):
            Fragment(
                sql: "(\(SQLText.value(of: test.field)) > ? AND "
                    + "\(SQLText.value(of: test.field)) NOT IN (\(places(keys.count))))",
                parameters: [.blob(FieldKey.null.bytes)] + keys.map { .blob($0.bytes) }
            )
        case .containsAny(let parts):
            parts.isEmpty
                ? Fragment(sql: "0")
                : .joined(
                    parts.map {
                        Fragment(sql: SQLText.containment(of: test.field), parameters: [.blob($0.bytes)])
                    },
                    by: "OR"
                )
        }
    }

    private static func inside(_ ranges: [KeyRange], _ value: String) -> Fragment {
        let singles = ranges.compactMap(\.single)
        if singles.count == ranges.count {
            if singles.isEmpty { return Fragment(sql: "0") }
            let comparison = singles.count == 1 ? "= ?" : "IN (\(places(singles.count)))"
            return Fragment(sql: "\(value) \(comparison)", parameters: singles.map { .blob($0.bytes) })
        }
        return .joined(
            ranges.map { range in
                let lower = range.includesLower ? ">=" : ">"
                let upper = range.includesUpper ? "<=" : "<"
                return Fragment(
                    sql: "(\(value) \(lower) ? AND \(value) \(upper) ?)",
                    parameters: [.blob(range.lower.bytes), .blob(range.upper.bytes)]
                )
            },
            by: "OR"
        )
    }

    private static func places(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
}
