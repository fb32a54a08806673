/// Names of columns as a table can have them: none empty, no two alike.
struct ColumnNames {
    private(set) var names: [String] = []
    private var taken: Set<String> = []

    /// Adds a column; its name is the given one, or that with a number when another column has it.
    mutating func append(_ name: String) {
        let plain = String(name.map { $0 == "\0" ? " " : $0 })
        let wanted = plain.allSatisfy(\.isWhitespace) ? "column\(names.count + 1)" : plain
        var found = wanted
        var number = 2
        // To SQLite letters of any case are the same, as far as they are ASCII; so they are here, and others with them.
        while !taken.insert(found.lowercased()).inserted {
            found = "\(wanted)_\(number)"
            number += 1
        }
        names.append(found)
    }

    /// A name as a statement quotes it.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
