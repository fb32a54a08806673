import JSON
import Records
import RecordsTesting
import SQLiteRecords
import Testing

/// Random changes and queries, on the SQLite store and on the one in memory, whose rules are plain to read.
@Suite("Agreement of SQLite and memory")
struct AgreementTests {
    private static let values = [
        "null", "true", "false", "0", "1", "1.0", "-3", "2.5", "1e3", "12345678901234567890123", #""""#, #""a""#,
        #""ab""#,
        #""b\u0061""#, #""é""#, "[1,\"a\"]", "[]", #"{"x":1}"#, #""k1""#, #""k7""#,
    ]
    private static let fields: [FieldPath] = ["a", "b", "c.d", "u", "r"]

    private var generator = SplitMix64(seed: 20_260_101)

    private mutating func value() -> String { Self.values.randomElement(using: &generator) ?? "null" }

    private mutating func body() -> String {
        var members: [String] = []
        for name in ["a", "b", "u", "r"] where Int.random(in: 0..<3, using: &generator) > 0 {
            members.append("\"\(name)\":\(value())")
        }
        if Bool.random(using: &generator) { members.append(#""c":{"d":\#(value())}"#) }
        return "{\(members.shuffled(using: &generator).joined(separator: ","))}"
    }

    private mutating func change() -> RecordChange {
        let key = "k\(Int.random(in: 0..<60, using: &generator))"
        let body = Array(body().utf8)
        let choice = Int.random(in: 0..<10, using: &generator)
        let mark =
            Int.random(in: 0..<6, using: &generator) > 0
            ? nil
            : IdempotencyKey(
                scope: "s",
                key: "\(Int.random(in: 0..<20, using: &generator))",
                fingerprint: [UInt8.random(in: 0..<2, using: &generator)],
                lifetime: .seconds(3600)
            )
        return RecordChange(collection: "things", target: .key(key), sequences: ["n"], idempotency: mark) { context in
            switch choice {
            case 0: .keep
            case 1, 2: .delete
            case 3, 4: .replace(body: body)
            default: context.current == nil ? .insert(key: key, body: body) : .replace(body: body)
            }
        }
    }

    private mutating func query() throws -> RecordQuery {
        var query = RecordQuery(limit: Int.random(in: 1..<12, using: &generator), countsTotal: true)
        for _ in 0..<Int.random(in: 0..<3, using: &generator) {
            let field = Self.fields.randomElement(using: &generator) ?? "a"
            let comparison = RecordFilter.Comparison.allCases.randomElement(using: &generator) ?? .equal
            let count = Int.random(in: 0..<4, using: &generator)
            let texts = (0..<count).map { _ in value() }
            let values = try texts.map { JSONValue(try JSONParser().parse($0).root) }
            query.filters.append(RecordFilter(field, comparison, values))
        }
        for _ in 0..<Int.random(in: 0..<3, using: &generator) {
            let field = Self.fields.randomElement(using: &generator) ?? "a"
            query.sort.append(RecordSort(field, isDescending: Bool.random(using: &generator)))
        }
        return query
    }

    private static func outcome<Value>(_ body: () async throws -> Value) async -> Result<Value, RecordError> {
        do {
            return .success(try await body())
        } catch let error as RecordError {
            return .failure(error)
        } catch {
            Issue.record(error)
            return .failure(.notFound)
        }
    }

    @Test("Both make the same of fifteen hundred changes and five hundred queries")
    func agrees() async throws {
        var test = self
        try await test.run()
    }

    private mutating func run() async throws {
        let folder = TemporaryFolder()
        var settings = SQLiteRecordSettings(folder: folder.path)
        settings.durability = .normal
        let real = try SQLiteRecordStore(settings)
        let plain = InMemoryRecordStore()
        let things = CollectionDefinition(
            name: "things",
            unique: ["u"],
            indexed: ["a", "c.d"],
            references: [Reference(field: "r", collection: "things")]
        )
        try await real.declare([things])
        try await plain.declare([things])
        for step in 0..<500 {
            for _ in 0..<3 {
                let change = change()
                let one = await Self.outcome { try await real.apply(change) }
                let two = await Self.outcome { try await plain.apply(change) }
                let (left, right) = (try? one.get(), try? two.get())
                if left?.kind != right?.kind || left?.record?.body != right?.record?.body
                    || left?.isReplay != right?.isReplay
                {
                    Issue.record("step \(step): \(one) and \(two)")
                }
                if case .failure(let left) = one, case .failure(let right) = two { #expect(left == right) }
            }
            var query = try query()
            var (first, second) = (query, query)
            repeat {
                let one = try await real.page(first, in: "things")
                let two = try await plain.page(second, in: "things")
                if one.records.map(\.key) != two.records.map(\.key) || one.total != two.total {
                    Issue.record("step \(step): \(query)")
                }
                (first.cursor, second.cursor) = (one.next, two.next)
            } while first.cursor != nil && second.cursor != nil
            #expect((first.cursor == nil) == (second.cursor == nil))
            query.cursor = nil
        }
        #expect(try await real.count(in: "things") == plain.count(in: "things"))
        await real.close()
    }
}

/// Repeatable random numbers.
private struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
