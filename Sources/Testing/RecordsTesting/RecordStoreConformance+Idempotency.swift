import Records
import Testing

extension RecordStoreConformance {
    private static func key(
        _ key: String,
        scope: String = "ann POST /people",
        _ fingerprint: [UInt8] = [1, 2],
        lifetime: Duration = .seconds(60)
    ) -> IdempotencyKey {
        IdempotencyKey(scope: scope, key: key, fingerprint: fingerprint, lifetime: lifetime)
    }

    func replaysOutcomes(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", unique: ["n"])])
        let insert = RecordChange.insert("a", #"{"n":1}"#, idempotency: Self.key("one"))
        let first = try await store.apply(insert)
        _ = try await store.apply(.replace("a", #"{"n":2}"#))
        let replay = try await store.apply(insert)
        #expect(replay == ChangeOutcome(kind: .inserted, record: first.record, isReplay: true))
        let delete = RecordChange.delete("a", idempotency: Self.key("two"))
        let deleted = try await store.apply(delete)
        #expect(try await store.apply(delete) == ChangeOutcome(kind: .deleted, record: deleted.record, isReplay: true))
        #expect(try await store.apply(insert).isReplay)
        #expect(try await store.count(in: "people") == 0)
        let keep = RecordChange(collection: "people", target: .key("b"), idempotency: Self.key("three")) { _ in .keep }
        _ = try await store.apply(keep)
        _ = try await store.apply(.insert("b", "{}"))
        #expect(try await store.apply(keep) == ChangeOutcome(kind: .kept, record: nil, isReplay: true))
        // What failed is not remembered, and may succeed later.
        let late = RecordChange.replace("c", #"{"n":9}"#, idempotency: Self.key("four"))
        #expect(await refusal { _ = try await store.apply(late) } == .notFound)
        _ = try await store.apply(.insert("c", "{}"))
        let done = try await store.apply(late)
        #expect(!done.isReplay)
        let twice = try await store.apply([late, .insert("d", "{}", idempotency: Self.key("five"))])
        #expect(twice.map(\.isReplay) == [true, false])
        let again = RecordChange.insert("e", "{}", idempotency: Self.key("six"))
        #expect(try await store.apply([again, again]).map(\.isReplay) == [false, true])
    }

    func separatesIdempotencyKeys(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        _ = try await store.apply(.insert("a", "{}", idempotency: Self.key("one")))
        let other = RecordChange.insert("b", "{}", idempotency: Self.key("one", [1, 3]))
        #expect(await refusal { _ = try await store.apply(other) } == .idempotencyMismatch)
        let empty = RecordChange.insert("b", "{}", idempotency: Self.key("one", []))
        #expect(await refusal { _ = try await store.apply(empty) } == .idempotencyMismatch)
        let elsewhere = RecordChange.insert("b", "{}", idempotency: Self.key("one", scope: "bob POST /people", [1, 3]))
        #expect(try await store.apply(elsewhere).isReplay == false)
        for (index, key) in ["\u{E9}", "e\u{301}", "", "one\u{0}"].enumerated() {
            let change = RecordChange.insert("k\(index)", "{}", idempotency: Self.key(key))
            #expect(try await store.apply(change).isReplay == false)
        }
        let nothing = Self.key("nothing", [])
        _ = try await store.apply(.insert("c", "{}", idempotency: nothing))
        #expect(try await store.apply(.insert("c", "{}", idempotency: nothing)).isReplay)
    }

    func forgetsOutcomes(_ store: any RecordStore, _ time: AdjustableTime) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        _ = try await store.apply(.insert("a", "{}", idempotency: Self.key("one")))
        _ = try await store.apply(.insert("b", "{}", idempotency: Self.key("two", lifetime: .seconds(600))))
        time.advance(by: .milliseconds(59_999))
        #expect(try await store.apply(.insert("a", "{}", idempotency: Self.key("one"))).isReplay)
        time.advance(by: .milliseconds(1))
        _ = try await store.apply(.delete("a"))
        let again = try await store.apply(.insert("a", #"{"n":2}"#, idempotency: Self.key("one", [9])))
        #expect(!again.isReplay)
        #expect(try await store.apply(.insert("b", "{}", idempotency: Self.key("two"))).isReplay)
        #expect(try await store.apply(.insert("a", "{}", idempotency: Self.key("one", [9]))).record == again.record)
    }
}
