import Tabular

/// Names of columns as a table can have them: none empty, no two alike.
struct ColumnNames {
    // To SQLite letters of any case are the same, as far as they are ASCII; so they are here, and others with them.
    private var distinct = DistinctNames(ignoresCase: true)
    var names: [String] { distinct.names }

    /// Adds a column; its name is the given one, or that with a number when another column has it.
    mutating func append(_ name: String) {
        distinct.append(String(name.map { $0 == "\0" ? " " : $0 }))
    }

    /// A name as a statement quotes it.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
