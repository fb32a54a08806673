/// A table in a database file, as a command names it: `FILE.sqlite` or `FILE.sqlite:TABLE`.
public struct SQLiteTarget: Hashable, Sendable {
    /// The endings by which database files are known.
    public static let endings = [".sqlite", ".sqlite3", ".db"]
    /// What a table is called when nothing else gives it a name.
    public static let standardTable = "records"

    /// The database file.
    public let path: String
    /// The table.
    public let table: String

    /// A table in a file.
    public init(path: String, table: String) {
        self.path = path
        self.table = table
    }

    /// Reads what a command names; nil when that is no database file.
    ///
    /// - Parameters:
    ///   - text: The file, with a colon and a table or without.
    ///   - input: The source; its name, made safe, is that of the table when the text has none.
    public init?(_ text: String, input: String) {
        for ending in Self.endings {
            if text.lowercased().hasSuffix(ending) {
                self.init(path: text, table: Self.table(of: input))
                return
            }
            // The last one: a folder may have such a name, too.
            guard let colon = text.lastIndex(of: ":"), text[..<colon].lowercased().hasSuffix(ending) else { continue }
            self.init(path: String(text[..<colon]), table: String(text[text.index(after: colon)...]))
            return
        }
        return nil
    }

    /// The name of a source as that of a table: letters, digits and `_`, no digit first, and none that SQLite keeps for
    /// itself.
    public static func table(of input: String) -> String {
        let file = input.split(separator: "/").last ?? ""
        // The ending goes, but not the whole of a name such as `.csv`.
        let stem = file.lastIndex(of: ".").map { $0 == file.startIndex ? file : file[..<$0] } ?? file
        let name = String(stem.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
        guard name.contains(where: { $0 != "_" }) else { return standardTable }
        let isReserved = name.first?.isNumber ?? true || name.lowercased().hasPrefix("sqlite_")
        return isReserved ? "t_" + name : name
    }
}
