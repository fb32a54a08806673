import Diagnostics
import Records
import Testing

@Suite("Record errors")
struct RecordErrorTests {
    static let samples: [RecordError] = [
        .notFound, .alreadyExists(key: "k-1"), .notUnique(field: "email", value: "a@b.c"),
        .duplicateValues(collection: "people", field: "email", value: "a@b.c"),
        .danglingReference(field: "owner.id", value: "p9", collection: "people"),
        .referenced(collection: "pets", field: "owner.id"), .idempotencyMismatch, .idempotencyInProgress,
        .invalidCursor, .unknownCollection(name: "peoples"),
    ]

    @Test("Each error has a code of its own and says what and what to do in both languages")
    func explains() {
        #expect(Set(Self.samples.map(\.code)).count == Self.samples.count)
        for error in Self.samples {
            let diagnostic = error.diagnostics[0]
            #expect(diagnostic.code.hasPrefix("record."))
            #expect(diagnostic.remedy != nil)
            #expect(diagnostic.message.english != diagnostic.message.chinese)
        }
    }

    @Test("A conflict names the field and the value")
    func quotes() {
        let message = RecordError.notUnique(field: "email", value: "a@b.c").message
        #expect(message.english == "another record has the value 'a@b.c' in 'email'")
        #expect(message.chinese == "另一条记录的“email”已是“a@b.c”")
    }
}
