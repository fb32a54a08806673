import Testing

@testable import TabularSQLite

@Suite("Names of tables and columns")
struct SQLiteTargetTests {
    @Test(
        "A file and a table are read from what a command names",
        arguments: [
            ("out.sqlite", "in/orders.csv", "out.sqlite", "orders"),
            ("a:b/out.DB", "订单.2024.xlsx", "a:b/out.DB", "订单_2024"),
            ("out.sqlite3:Orders 1", "x.csv", "out.sqlite3", "Orders 1"),
            ("out.db:", "x.csv", "out.db", ""),
            ("C:/a.sqlite:t", "-", "C:/a.sqlite", "t"),
        ]
    )
    func targets(_ text: String, _ input: String, _ path: String, _ table: String) {
        #expect(SQLiteTarget(text, input: input) == SQLiteTarget(path: path, table: table))
    }

    @Test("Other files are no databases", arguments: ["out.csv", "sqlite", "out.sqlite/x.csv", "out.csv:t", "-"])
    func others(_ text: String) { #expect(SQLiteTarget(text, input: "a.csv") == nil) }

    @Test(
        "The name of a source is made safe",
        arguments: [
            ("-", "records"), ("", "records"), (".csv", "_csv"), ("2024 orders.csv", "t_2024_orders"),
            ("sqlite_master.csv", "t_sqlite_master"), ("a;DROP TABLE b.csv", "a_DROP_TABLE_b"), ("___", "records"),
        ]
    )
    func tables(_ input: String, _ table: String) { #expect(SQLiteTarget.table(of: input) == table) }

    @Test("No column is without a name, and no two have one that SQLite takes for the same")
    func columns() {
        var columns = ColumnNames()
        for name in ["id", "ID", "", "column3", "a\"b", "id_2", "n\0l", " "] { columns.append(name) }
        #expect(columns.names == ["id", "ID_2", "column3", "column3_2", "a\"b", "id_2_2", "n l", "column8"])
        #expect(ColumnNames.quoted("a\"b") == "\"a\"\"b\"")
    }
}
