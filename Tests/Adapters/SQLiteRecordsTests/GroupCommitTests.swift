import Dispatch
import Foundation
import Records
import RecordsTesting
import SQLite
import SQLiteRecords
import Synchronization
import Testing

@Suite("Group commit")
struct GroupCommitTests {
    private struct Refusal: Error {}

    private final class Flag: Sendable {
        let isSet = Atomic(false)
    }

    private let folder = TemporaryFolder()

    private func open(_ adjust: (inout SQLiteRecordSettings) -> Void = { _ in }) async throws -> SQLiteRecordStore {
        var settings = SQLiteRecordSettings(folder: folder.path)
        settings.durability = .normal
        adjust(&settings)
        let store = try SQLiteRecordStore(settings)
        try await store.declare([CollectionDefinition(name: "people", unique: ["n"])])
        return store
    }

    private func insert(_ key: String, _ number: Int) -> RecordChange {
        RecordChange(collection: "people", target: .new) { _ in
            .insert(key: key, body: Array(#"{"n":\#(number)}"#.utf8))
        }
    }

    @Test("Reads that never stop do not keep the log from being moved into the database")
    func boundsTheLog() async throws {
        let store = try await open { $0.durability = .full }
        let padding = String(repeating: "x", count: 2000)
        _ = try await store.apply(insert("k", 0))
        let flag = Flag()
        let ended = DispatchSemaphore(value: 0)
        for _ in 0..<2 {
            // Threads of their own: reads that block would take those of the changes.
            Thread.detachNewThread {
                // What a read finds does not matter here, only that it reads.
                while !flag.isSet.load(ordering: .relaxed) { _ = try? store.immediateRecord("k", in: "people") }
                ended.signal()
            }
        }
        for index in 1...3000 {
            let body = Array(#"{"n":\#(index),"p":"\#(padding)"}"#.utf8)
            let change = RecordChange(collection: "people", target: .key("k")) { _ in .replace(body: body) }
            _ = try await store.apply(change)
        }
        flag.isSet.store(true, ordering: .relaxed)
        for _ in 0..<2 { ended.wait() }
        let log = try FileManager.default.attributesOfItem(atPath: folder.path + "/records.db-wal")
        // A log that is moved stays near the thousand pages at which SQLite begins to.
        #expect((log[.size] as? Int ?? .max) < 8 << 20)
        await store.close()
    }

    @Test("A change that fails in a group takes back its own work and nothing else")
    func isolates() async throws {
        let store = try await open()
        let count = 300
        let failures = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<count {
                group.addTask {
                    do {
                        if index % 3 == 0 {
                            // Its first half works; the second cannot.
                            _ = try await store.apply([
                                insert("half\(index)", 1_000_000 + index),
                                RecordChange(collection: "people", target: .new) { _ in throw Refusal() },
                            ])
                        } else {
                            _ = try await store.apply(insert("k\(index)", index))
                        }
                        return 0
                    } catch is Refusal {
                        return 1
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(failures == 100)
        let page = try await store.page(RecordQuery(limit: 1000, countsTotal: true), in: "people")
        #expect(page.total == 200)
        #expect(page.records.allSatisfy { $0.key.hasPrefix("k") })
        #expect(Set(page.records.map(\.revision)).count == 200)
        await store.close()
    }

    @Test("More changes than may wait are refused as overload, at the bound and not before")
    func bounded() async throws {
        let store = try await open { $0.maximumWaitingChangeCount = 4 }
        let gate = DispatchSemaphore(value: 0)
        let isInside = DispatchSemaphore(value: 0)
        // Holds the writer inside a rule until the queue behind it is full.
        let blocker = Task {
            try await store.apply(
                RecordChange(collection: "people", target: .new) { _ in
                    isInside.signal()
                    gate.wait()
                    return .keep
                }
            )
        }
        await Self.wait(for: isInside)
        let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<5 {
                group.addTask {
                    do {
                        _ = try await store.apply(insert("k\(index)", index))
                        return "done"
                    } catch let error as StoreError where error == .overloaded {
                        // Only the fifth can be refused, and then the other four wait.
                        gate.signal()
                        return "refused"
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.sorted() == ["done", "done", "done", "done", "refused"])
        #expect(try await blocker.value.kind == .kept)
        // A batch greater than the bound is taken when nothing else waits.
        #expect(try await store.apply((10..<20).map { insert("b\($0)", $0) }).count == 10)
        await store.close()
    }

    @Test("Changes that were accepted are made before the store closes")
    func closesInOrder() async throws {
        let store = try await open()
        let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask {
                    do {
                        _ = try await store.apply(insert("k\(index)", index))
                        return true
                    } catch let error as StoreError where error == .closed {
                        return false
                    }
                }
            }
            group.addTask {
                await store.close()
                return false
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let reopened = try await open()
        #expect(try await reopened.count(in: "people") == accepted)
        await reopened.close()
    }

    @Test("Reads see a record as soon as its change is acknowledged, on any thread")
    func readsOwnWrites() async throws {
        let store = try await open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for index in 0..<50 {
                        let key = "w\(writer)-\(index)"
                        let outcome = try await store.apply(insert(key, writer * 1000 + index))
                        #expect(try store.immediateRecord(key, in: "people") == outcome.record)
                    }
                }
            }
            try await group.waitForAll()
        }
        await store.close()
    }

    @Test("Outcomes whose time is over leave the database")
    func removesExpired() async throws {
        let time = AdjustableTime()
        let store = try await open { $0.now = { time.milliseconds } }
        func marked(_ index: Int) -> RecordChange {
            var change = insert("k\(index)", index)
            change.idempotency = IdempotencyKey(scope: "s", key: "\(index)", fingerprint: [1], lifetime: .seconds(1))
            return change
        }
        _ = try await store.apply((0..<600).map(marked))
        time.advance(by: .seconds(2))
        for index in 600..<604 { _ = try await store.apply(marked(index)) }
        await store.close()
        let database = try Database(path: folder.file("records.db").path(), mode: .readOnly)
        #expect(try database.integer("SELECT count(*) FROM outcomes") == 4)
    }

    private static func wait(for semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                semaphore.wait()
                continuation.resume()
            }
        }
    }
}
