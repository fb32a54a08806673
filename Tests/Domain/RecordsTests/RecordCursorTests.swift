import JSON
import Testing

@testable import Records

@Suite("Record cursors")
struct RecordCursorTests {
    private static let cursor = RecordCursor(
        digest: 0x8000_0000_0000_0001,
        position: -5,
        keys: [.null, FieldKey("é\u{0}"), FieldKey(.number(JSONNumber(-12)))]
    )

    @Test("The text of a cursor says it all, and is safe in a URL")
    func roundTrip() throws {
        let text = Self.cursor.text
        #expect(try RecordCursor(text: text) == Self.cursor)
        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        let bare = RecordCursor(digest: 0, position: 0, keys: [])
        #expect(try RecordCursor(text: bare.text) == bare)
    }

    @Test("Any other text is refused, or is another cursor")
    func garbage() throws {
        for text in ["", "A", "=", "abc", "!!!!", "é", String(repeating: "A", count: 40), "AgAAAAAAAAAAAAAAAAAAAAA"] {
            #expect(throws: RecordError.invalidCursor) { try RecordCursor(text: text) }
        }
        let text = Self.cursor.text
        for count in 0..<text.count {
            // Cut where a key ends, it is a cursor of fewer keys, which the query refuses.
            if let cut = try? RecordCursor(text: String(text.prefix(count))) { #expect(cut.keys.count < 3) }
        }
        var query = RecordQuery(sort: [RecordSort("a")])
        query.cursor = RecordCursor(digest: query.digest(in: "c"), position: 1, keys: [])
        #expect(throws: RecordError.invalidCursor) { try RecordOrder(query, in: "c") }
    }

    @Test("Base64url without padding (RFC 4648, section 10)")
    func base64() {
        let samples = [
            "": "", "f": "Zg", "fo": "Zm8", "foo": "Zm9v", "foob": "Zm9vYg", "fooba": "Zm9vYmE", "foobar": "Zm9vYmFy",
        ]
        for (plain, encoded) in samples {
            #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
            #expect(Base64URL.decode(encoded) == Array(plain.utf8))
        }
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        // Padding, the other alphabet, a lone character, and bits that mean nothing.
        for text in ["Zg==", "+/8", "Z", "Zh"] { #expect(Base64URL.decode(text) == nil) }
    }

    @Test("Queries that ask for different records have different digests")
    func digests() {
        let queries = [
            RecordQuery(), RecordQuery(sort: [RecordSort("a")]),
            RecordQuery(sort: [RecordSort("a", isDescending: true)]),
            RecordQuery(sort: [RecordSort(FieldPath(names: ["a", "b"]))]),
            RecordQuery(sort: [RecordSort(FieldPath(names: ["ab"]))]),
            RecordQuery(sort: [RecordSort("a"), RecordSort("b")]),
            RecordQuery(filters: [RecordFilter("a", .equal, [1])]),
            RecordQuery(filters: [RecordFilter("a", .equal, ["1"])]),
            RecordQuery(filters: [RecordFilter("a", .equal, [1, 2])]),
            RecordQuery(filters: [RecordFilter("a", .less, [1])]),
            RecordQuery(filters: [RecordFilter("a", .equal, []), RecordFilter("a", .equal, [])]),
        ]
        #expect(Set(queries.map { $0.digest(in: "c") }).count == queries.count)
        #expect(RecordQuery().digest(in: "c") != RecordQuery().digest(in: "d"))
        #expect(RecordQuery(limit: 1).digest(in: "c") == RecordQuery(limit: 2, offset: 5).digest(in: "c"))
    }

    @Test("An outcome that is to be kept longer than time lasts is kept to its end")
    func expiry() {
        func expiry(_ lifetime: Duration, now: Int64) -> Int64 {
            IdempotencyKey(scope: "", key: "", fingerprint: [], lifetime: lifetime).expiry(now: now)
        }
        #expect(expiry(.milliseconds(1500), now: 10) == 1510)
        #expect(expiry(.seconds(Int64.max), now: 10) == .max)
        #expect(expiry(.seconds(1), now: .max) == .max)
    }
}
