import Records
import Testing

extension RecordStoreConformance {
    private struct RuleError: Error, Equatable {
        let number: Int
    }

    func keepsRecords(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        let large = #"{"text":""# + String(repeating: "长", count: 400_000) + #""}"#
        let samples = ["{}", #"{"b":1.50,"a":{"z":null,"é":[true]}}"#, #"{"a":"\u0000\"\\"}"#, large]
        for (index, text) in samples.enumerated() {
            let outcome = try await store.apply(.insert("k\(index)", text))
            #expect(outcome.kind == .inserted && !outcome.isReplay)
            #expect(outcome.record?.text == text)
            #expect(try await store.record("k\(index)", in: "people") == outcome.record)
            if let immediate = store as? any ImmediateRecordStore {
                #expect(try immediate.immediateRecord("k\(index)", in: "people") == outcome.record)
                #expect(try immediate.immediateRecord("missing", in: "people") == nil)
            }
        }
        #expect(try await store.count(in: "people") == samples.count)
        let replaced = try await store.apply(.replace("k0", #"{"n":1}"#))
        #expect(replaced.kind == .replaced)
        #expect(try await store.record("k0", in: "people") == replaced.record)
        let deleted = try await store.apply(.delete("k0"))
        #expect(deleted.kind == .deleted && deleted.record == replaced.record)
        #expect(try await store.record("k0", in: "people") == nil)
        #expect(try await store.count(in: "people") == samples.count - 1)
    }

    func keepsKeysApart(_ store: any RecordStore) async throws {
        let names = ["people", "caf\u{E9}", "cafe\u{301}", "订单 \"'", ""]
        try await store.declare(names.map { CollectionDefinition(name: $0) })
        let keys = ["", "a", "A", "\u{E9}", "e\u{301}", "a\u{0}b", "a\u{0}", "1", "01", "'; --", "人"]
        for name in names {
            for key in keys { _ = try await store.apply(.insert(key, #"{"in":1}"#, in: name)) }
            #expect(try await store.count(in: name) == keys.count)
        }
        for key in keys {
            #expect(try await store.record(key, in: names[1])?.key.utf8.elementsEqual(key.utf8) == true)
        }
        _ = try await store.apply(.delete("\u{E9}", in: names[1]))
        #expect(try await store.record("e\u{301}", in: names[1]) != nil)
        #expect(try await store.record("\u{E9}", in: names[2]) != nil)
    }

    func refusesSecondInsert(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        _ = try await store.apply(.insert("a", #"{"n":1}"#))
        #expect(await refusal { _ = try await store.apply(.insert("a", "{}")) } == .alreadyExists(key: "a"))
        let upsert = RecordChange(collection: "people", target: .key("a")) { context in
            context.current == nil ? .insert(key: "a", body: Array("{}".utf8)) : .replace(body: Array("[]".utf8))
        }
        #expect(try await store.apply(upsert).kind == .replaced)
        _ = try await store.apply(.delete("a"))
        let put = RecordChange(collection: "people", target: .key("a")) { context in
            context.current == nil ? .insert(key: "a", body: Array("{}".utf8)) : .keep
        }
        #expect(try await store.apply(put).kind == .inserted)
        #expect(try await store.apply(put).kind == .kept)
    }

    func needsRecordToChange(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        #expect(await refusal { _ = try await store.apply(.replace("a", "{}")) } == .notFound)
        #expect(await refusal { _ = try await store.apply(.delete("a")) } == .notFound)
        let lost = RecordChange(collection: "people", target: .new) { _ in .delete }
        #expect(await refusal { _ = try await store.apply(lost) } == .notFound)
        let idle = RecordChange(collection: "people", target: .key("a")) { _ in .keep }
        #expect(try await store.apply(idle) == ChangeOutcome(kind: .kept, record: nil))
    }

    func passesRuleErrorsOn(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        let first = try await store.apply(.insert("a", "{}"))
        let change = RecordChange(collection: "people", target: .key("a"), sequences: ["n"]) { context in
            #expect(context.current == first.record)
            throw RuleError(number: 7)
        }
        await #expect(throws: RuleError(number: 7)) { _ = try await store.apply(change) }
        #expect(try await store.record("a", in: "people") == first.record)
    }

    func growsRevisions(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people"), CollectionDefinition(name: "pets")])
        var revisions: [Int64] = []
        func note(_ change: RecordChange) async throws {
            if let record = try await store.apply(change).record { revisions.append(record.revision) }
        }
        try await note(.insert("a", "{}"))
        try await note(.insert("b", "{}", in: "pets"))
        try await note(.replace("a", "{}"))
        _ = try await store.apply(.delete("a"))
        try await note(.insert("a", "{}"))
        try await note(.replace("b", "{}", in: "pets"))
        #expect(zip(revisions, revisions.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try #require(revisions.first) > 0)
        let before = revisions.last
        let idle = RecordChange(collection: "pets", target: .key("b")) { _ in .keep }
        #expect(try await store.apply(idle).record?.revision == before)
    }

    func countsSequences(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        typealias Rule = @Sendable (ChangeContext) throws -> ChangeDecision
        func number(_ key: String, _ rule: @escaping Rule) -> RecordChange {
            RecordChange(collection: "people", target: .key(key), sequences: ["order", "订单", "order"], decide: rule)
        }
        func insert(_ key: String) -> RecordChange {
            number(key) { context in
                let numbers = ["order", "订单"].map { context.sequences[$0] ?? 0 }
                return .insert(key: key, body: Array("[\(numbers[0]),\(numbers[1])]".utf8))
            }
        }
        #expect(try await store.apply(insert("a")).record?.text == "[1,1]")
        _ = try? await store.apply(number("b") { _ in throw RuleError(number: 1) })  // Its counters are the point.
        _ = try await store.apply(number("b") { _ in .keep })
        _ = await refusal { _ = try await store.apply(insert("a")) }
        let outcomes = try await store.apply([insert("b"), insert("c")])
        #expect(outcomes.map { $0.record?.text } == ["[2,2]", "[3,3]"])
        let other = RecordChange(collection: "people", target: .new, sequences: ["other"]) { context in
            .insert(key: "d", body: Array("[\(context.sequences["other"] ?? 0),\(context.sequences.count)]".utf8))
        }
        #expect(try await store.apply(other).record?.text == "[1,1]")
        for used: Int64 in [90, 7] {
            let change = RecordChange(collection: "people", target: .key("u\(used)"), usedNumbers: ["order": used]) {
                _ in
                .insert(key: "u\(used)", body: Array("{}".utf8))
            }
            _ = try await store.apply(change)
        }
        #expect(try await store.apply(insert("e")).record?.text == "[91,4]")
        // A counter that has come to its end gives its last number, and stops nothing.
        let last = RecordChange(collection: "people", target: .key("last"), usedNumbers: ["end": .max]) { _ in
            .insert(key: "last", body: Array("{}".utf8))
        }
        _ = try await store.apply(last)
        let after = RecordChange(collection: "people", target: .new, sequences: ["end"]) { context in
            .insert(key: "after", body: Array("[\(context.sequences["end"] ?? 0)]".utf8))
        }
        #expect(try await store.apply(after).record?.text == "[\(Int64.max)]")
    }

    func appliesAllOrNone(_ store: any RecordStore) async throws {
        try await store.declare([
            CollectionDefinition(name: "people", unique: ["n"]), CollectionDefinition(name: "pets"),
        ])
        _ = try await store.apply(.insert("a", #"{"n":1}"#))
        let error = await refusal {
            _ = try await store.apply([
                .insert("p", "{}", in: "pets"), .insert("b", #"{"n":2}"#), .delete("a"), .insert("c", #"{"n":2}"#),
            ])
        }
        #expect(error == .notUnique(field: "n", value: "2"))
        #expect(try await store.count(in: "pets") == 0)
        #expect(try await store.record("a", in: "people")?.text == #"{"n":1}"#)
        #expect(try await store.record("b", in: "people") == nil)
        let outcomes = try await store.apply([
            .delete("a"), .insert("b", #"{"n":1}"#), .replace("b", #"{"n":3}"#), .insert("p", "{}", in: "pets"),
        ])
        #expect(outcomes.map(\.kind) == [.deleted, .inserted, .replaced, .inserted])
        #expect(try await store.record("b", in: "people")?.text == #"{"n":3}"#)
        #expect(try await store.apply([RecordChange]()).isEmpty)
    }

    func decidesRaces(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", unique: ["email"])])
        let taskCount = 200
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<taskCount {
                group.addTask {
                    do {
                        _ = try await store.apply(.insert("k\(index)", #"{"email":"one@example.org"}"#))
                        return true
                    } catch RecordError.notUnique {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
        #expect(try await store.count(in: "people") == 1)
        let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
            for index in 0..<taskCount {
                let change = RecordChange(collection: "people", target: .new, sequences: ["n"]) { context in
                    .insert(key: "n\(index)", body: Array("\(context.sequences["n"] ?? 0)".utf8))
                }
                group.addTask { try await store.apply(change).record?.text }
            }
            return try await group.reduce(into: Set<String>()) { numbers, number in
                if let number { numbers.insert(number) }
            }
        }
        #expect(numbers == Set((1...taskCount).map(String.init)))
    }

    func closes(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        _ = try await store.apply(.insert("a", "{}"))
        await store.close()
        await store.close()
        await #expect(throws: StoreError.closed) { try await store.apply(.insert("b", "{}")) }
        await #expect(throws: StoreError.closed) { try await store.record("a", in: "people") }
        await #expect(throws: StoreError.closed) { try await store.page(RecordQuery(), in: "people") }
        await #expect(throws: StoreError.closed) { try await store.count(in: "people") }
        await #expect(throws: StoreError.closed) { try await store.declare([]) }
    }
}
