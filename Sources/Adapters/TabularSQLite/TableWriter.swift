import Files
import SQLite
import Tabular

/// Writes one table into a database of its own; belongs to one task at a time.
struct TableWriter: ~Copyable {
    /// How many records one transaction holds.
    static let transactionRecordCount = 10_000
    /// The most columns that SQLite lets a table have.
    static let maximumColumnCount = 2_000

    private var draft: DraftPlace
    private var database: Database?
    private var insertion: Statement?
    private let table: String
    private var columns: ColumnNames
    /// How many records the open transaction holds; nil when none is open.
    private var openCount: Int?

    init(_ target: SQLiteTarget) throws {
        let place = try DraftPlace(for: target.path)
        let opened = try Database(path: place.path, mode: .readWrite)
        // Until the end nobody else sees the file, and when something fails it is thrown away.
        try opened.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE")
        draft = place
        database = opened
        table = ColumnNames.quoted(target.table)
        columns = ColumnNames()
    }

    /// Makes the table.
    mutating func begin(_ names: [String]) throws {
        for name in names { columns.append(name) }
        if !columns.names.isEmpty { try makeTable() }
    }

    private func makeTable() throws {
        try Self.check(columns.names.count)
        let list = columns.names.map { ColumnNames.quoted($0) + " TEXT" }.joined(separator: ", ")
        try database?.execute("CREATE TABLE \(table) (\(list))")
    }

    private static func check(_ count: Int) throws(TabularError) {
        guard count > maximumColumnCount else { return }
        throw SQLiteFailure.tooManyColumns(count)
    }

    mutating func write(_ records: borrowing FieldTable) throws {
        for record in 0..<records.count {
            let fields = records.fieldIndices(of: record)
            if fields.count > columns.names.count || columns.names.isEmpty { try widen(to: max(1, fields.count)) }
            try beginTransaction()
            let statement = try preparedInsertion()
            for field in fields {
                let text = records.text.span.extracting(records.range(of: field))
                try statement?.bind(text: text, at: field - fields.lowerBound + 1)
            }
            try statement?.run()
            openCount = (openCount ?? 0) + 1
            if openCount == Self.transactionRecordCount { try commit() }
        }
    }

    /// Gives the table more columns, for a record that is longer than those before.
    private mutating func widen(to count: Int) throws {
        try Self.check(count)
        try commit()
        insertion = nil
        let isNew = columns.names.isEmpty
        let first = columns.names.count
        while columns.names.count < count { columns.append("column\(columns.names.count + 1)") }
        if isNew { return try makeTable() }
        for name in columns.names[first...] {
            try database?.execute("ALTER TABLE \(table) ADD COLUMN \(ColumnNames.quoted(name)) TEXT")
        }
    }

    private mutating func preparedInsertion() throws -> Statement? {
        if let insertion { return insertion }
        let places = Array(repeating: "?", count: columns.names.count).joined(separator: ", ")
        insertion = try database?.prepare("INSERT INTO \(table) VALUES (\(places))")
        return insertion
    }

    private mutating func beginTransaction() throws {
        guard openCount == nil else { return }
        try database?.execute("BEGIN")
        openCount = 0
    }

    private mutating func commit() throws {
        guard openCount != nil else { return }
        try database?.execute("COMMIT")
        openCount = nil
    }

    /// Brings the database to disk and puts it in its place.
    consuming func finish() throws {
        if columns.names.isEmpty {
            columns.append("")
            try makeTable()
        }
        try commit()
        // Statements keep the connection open, and the connection the file.
        insertion = nil
        database = nil
        try draft.finish()
    }
}
