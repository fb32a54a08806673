import Records
import Testing

@testable import SQLiteRecords

@Suite("SQL text")
struct SQLTextTests {
    @Test("A literal holds any text")
    func literals() {
        #expect(SQLText.literal("a'b\"c") == "'a''b\"c'")
        #expect(SQLText.literal("") == "''")
        // U+0600 joins the character after it, so a search by characters does not see that quote.
        #expect(Array(SQLText.literal("\u{600}'x").utf8) == Array("'\u{600}''x'".utf8))
        #expect(SQLText.literal("é\u{0}") == "CAST(x'C3A900' AS TEXT)")
    }

    @Test("Joined terms nest no deeper than a tree of their number")
    func joins() {
        #expect(SQLText.joined([], by: "AND") == "1")
        #expect(SQLText.joined(["a"], by: "OR") == "a")
        #expect(SQLText.joined(["a", "b", "c"], by: "OR") == "(a OR (b OR c))")
    }
}
