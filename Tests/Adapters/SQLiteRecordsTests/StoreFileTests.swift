import Diagnostics
import Foundation
import Records
import SQLite
import SQLiteRecords
import Testing

@Suite("Data folder of a SQLite record store")
struct StoreFileTests {
    private let folder = TemporaryFolder()

    private static let people = CollectionDefinition(name: "people", unique: ["n"], indexed: ["a"])

    private func open(_ adjust: (inout SQLiteRecordSettings) -> Void = { _ in }) throws -> SQLiteRecordStore {
        var settings = SQLiteRecordSettings(folder: folder.path)
        settings.durability = .normal
        settings.busyTimeout = .milliseconds(1)
        adjust(&settings)
        return try SQLiteRecordStore(settings)
    }

    private func insert(_ key: String, _ text: String = "{}") -> RecordChange {
        RecordChange(collection: "people", target: .new) { _ in .insert(key: key, body: Array(text.utf8)) }
    }

    /// A closed store with some records.
    private func fill(count: Int = 500) async throws {
        let store = try open()
        try await store.declare([Self.people])
        _ = try await store.apply(
            (0..<count).map { insert("k\($0)", #"{"n":\#($0),"a":"\#(String(repeating: "x", count: 200))"}"#) }
        )
        await store.close()
    }

    private func failure(_ body: () async throws -> Void) async -> StoreError? {
        do {
            try await body()
            Issue.record("nothing failed")
        } catch let error as StoreError {
            return error
        } catch {
            Issue.record(error)
        }
        return nil
    }

    private func checkWording(_ error: StoreError?) throws {
        let error = try #require(error)
        for language in Language.allCases {
            #expect(error.message.text(in: language).contains(folder.path))
            #expect(!error.remedy.text(in: language).isEmpty)
        }
        #expect(!error.message.english.contains("SELECT") && !error.message.english.contains("records_"))
    }

    @Test("Everything is there again after reopening: records, order, counters, outcomes, indexes")
    func reopens() async throws {
        let key = IdempotencyKey(scope: "s", key: "k", fingerprint: [1], lifetime: .seconds(3600))
        let numbered = RecordChange(collection: "people", target: .new, sequences: ["n"], idempotency: key) { context in
            .insert(key: "one", body: Array(#"{"n":\#(context.sequences["n"] ?? 0)}"#.utf8))
        }
        var store = try open()
        try await store.declare([Self.people])
        let first = try await store.apply(numbered)
        _ = try await store.apply(insert("two"))
        let last = try await store.apply(insert("three"))
        _ = try await store.apply(RecordChange(collection: "people", target: .key("three")) { _ in .delete })
        await store.close()
        #expect(!FileManager.default.fileExists(atPath: folder.file("records.db-wal").path()))

        store = try open()
        try await store.declare([Self.people])
        #expect(try await store.record("one", in: "people") == first.record)
        #expect(try await store.page(RecordQuery(), in: "people").records.map(\.key) == ["one", "two"])
        #expect(try await store.apply(numbered).isReplay)
        await #expect(throws: RecordError.notUnique(field: "n", value: "1.0")) {
            try await store.apply(insert("x", #"{"n":1.0}"#))
        }
        let next = RecordChange(collection: "people", target: .new, sequences: ["n"]) { context in
            .insert(key: "four", body: Array(#"{"n":\#(context.sequences["n"] ?? 0)}"#.utf8))
        }
        let outcome = try await store.apply(next)
        #expect(outcome.record?.body == Array(#"{"n":2}"#.utf8))
        #expect(try #require(outcome.record?.revision) > #require(last.record?.revision))
        await store.close()
    }

    @Test("A second store on the same folder is refused and told which process has it")
    func locked() async throws {
        let store = try open()
        let error = await failure { _ = try open() }
        #expect(error?.code == .locked)
        try checkWording(error)
        #expect(error?.message.english.contains("\(ProcessInfo.processInfo.processIdentifier)") == true)
        await store.close()
        await (try open()).close()
    }

    @Test("A program that locks the database delays a change, and is named as the reason when it takes too long")
    func busy() async throws {
        let store = try open()
        try await store.declare([Self.people])
        let other = try Database(path: folder.file("records.db").path(), mode: .readWrite)
        try other.execute("BEGIN IMMEDIATE")
        #expect(await failure { _ = try await store.apply(insert("a")) }?.code == .locked)
        #expect(try store.immediateRecord("a", in: "people") == nil)
        try other.execute("ROLLBACK")
        #expect(try await store.apply(insert("a")).kind == .inserted)
        await store.close()
    }

    @Test("A file where the folder should be, and a folder that cannot be made, are said to be that")
    func unwritable() async throws {
        try Data().write(to: URL(filePath: folder.path))
        let inTheWay = await failure { _ = try open() }
        #expect(inTheWay?.code == .unwritable)
        try checkWording(inTheWay)
        #expect(inTheWay?.message.english.hasSuffix("is a file") == true)
        let refused = await failure {
            _ = try SQLiteRecordStore(SQLiteRecordSettings(folder: "/proc/handover"))
        }
        #expect(refused?.code == .unwritable)
        #expect(refused?.message.english.contains("/proc/handover") == true)
    }

    @Test("A folder in the place of one of the files makes it unwritable", arguments: ["records.lock", "records.db"])
    func folderInTheWay(_ name: String) async throws {
        try FileManager.default.createDirectory(at: folder.file(name), withIntermediateDirectories: true)
        let error = await failure { _ = try open() }
        #expect(error?.code == .unwritable)
        try checkWording(error)
    }

    @Test("A folder may have any name", arguments: ["a b?c#d%20e", "数据'\"", "trailing/", "deep/down/there"])
    func names(_ name: String) async throws {
        let path = "\(folder.path)/\(name)"
        for expected in [0, 1] {
            let store = try SQLiteRecordStore(SQLiteRecordSettings(folder: path))
            try await store.declare([Self.people])
            #expect(try await store.count(in: "people") == expected)
            if expected == 0 { _ = try await store.apply(insert("a")) }
            await store.close()
        }
        #expect(FileManager.default.fileExists(atPath: "\(path)/records.db"))
    }

    @Test("Damage is found when the store opens", arguments: ["empty", "text", "header", "short", "torn", "pages"])
    func damaged(_ damage: String) async throws {
        try await fill()
        let file = folder.file("records.db")
        var bytes = try Data(contentsOf: file)
        switch damage {
        case "empty": bytes = Data()
        case "text": bytes = Data("key,name\n1,Ann\n".utf8)
        case "header": bytes.replaceSubrange(0..<16, with: Data(repeating: 0x41, count: 16))
        case "short": bytes = bytes.prefix(bytes.count / 2 / 4096 * 4096)
        case "torn": bytes = bytes.prefix(bytes.count - 1000)
        default:
            for page in 4..<(bytes.count / 4096) {
                bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xEE, count: 64))
            }
        }
        try bytes.write(to: file)
        let error = await failure { _ = try open() }
        #expect(error?.code == .corrupt)
        try checkWording(error)
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test("A database beyond the size that is checked opens at once, and its damage shows when it is met")
    func uncheckedDamage() async throws {
        try await fill()
        let file = folder.file("records.db")
        var bytes = try Data(contentsOf: file)
        for page in 12..<(bytes.count / 4096) {
            bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xEE, count: 64))
        }
        try bytes.write(to: file)
        #expect(await failure { _ = try open { $0.quickCheckByteCount = bytes.count } }?.code == .corrupt)
        let store = try open { $0.quickCheckByteCount = bytes.count - 1 }
        try await store.declare([Self.people])
        #expect(await failure { _ = try await store.page(RecordQuery(limit: 1000), in: "people") }?.code == .corrupt)
        await store.close()
    }

    @Test("Damage that happens while the store runs is told as such, by reads and by changes")
    func damagedWhileOpen() async throws {
        try await fill(count: 5000)
        let store = try open { $0.cacheByteCount = 1 << 16 }
        try await store.declare([Self.people])
        let file = try FileHandle(forUpdating: folder.file("records.db"))
        let size = try file.seekToEnd()
        for page in 4..<(size / 4096) {
            try file.seek(toOffset: page * 4096)
            try file.write(contentsOf: Data(repeating: 0xEE, count: 4096))
        }
        try file.close()
        let query = RecordQuery(sort: [RecordSort("a")], limit: 5000)
        #expect(await failure { _ = try await store.page(query, in: "people") }?.code == .corrupt)
        #expect(
            await failure { for index in 0..<5000 { _ = try store.immediateRecord("k\(index)", in: "people") } }?.code
                == .corrupt
        )
        let changes = (0..<100).map { insert("new\($0)", #"{"n":\#(10_000 + $0),"a":"z\#($0)"}"#) }
        let error = await failure { _ = try await store.apply(changes) }
        #expect(error?.code == .corrupt)
        try checkWording(error)
        await store.close()
    }

    @Test("A database of a later version or of another program is left as it is")
    func foreign() async throws {
        try await fill()
        let path = folder.file("records.db").path()
        do {
            let database = try Database(path: path, mode: .readWrite)
            try database.execute("PRAGMA user_version = 99")
        }
        let before = try Data(contentsOf: folder.file("records.db"))
        let newer = await failure { _ = try open() }
        #expect(newer?.code == .newerVersion)
        try checkWording(newer)
        #expect(newer?.message.english.contains("99") == true)
        #expect(try Data(contentsOf: folder.file("records.db")) == before)
        do {
            let database = try Database(path: path, mode: .readWrite)
            try database.execute("PRAGMA user_version = 1; PRAGMA application_id = 1")
        }
        #expect(await failure { _ = try open() }?.code == .corrupt)
    }

    @Test("Queries beyond the number that may wait are refused as overload")
    func tooManyQueries() async throws {
        let narrow = try open { $0.maximumWaitingQueryCount = 1 }
        try await narrow.declare([Self.people])
        #expect(try await narrow.page(RecordQuery(), in: "people").records.isEmpty)
        #expect(try await narrow.count(in: "people") == 0)
        await narrow.close()
        let shut = try open { $0.maximumWaitingQueryCount = 0 }
        try await shut.declare([Self.people])
        #expect(await failure { _ = try await shut.page(RecordQuery(), in: "people") } == .overloaded)
        #expect(try shut.immediateRecord("a", in: "people") == nil)
        await shut.close()
    }

    @Test("The smallest settings work, only slower")
    func smallest() async throws {
        let store = try open {
            $0.maximumGroupCount = 0
            $0.maximumWaitingChangeCount = 1000
            $0.queryWorkerCount = 0
            $0.idleReaderCount = 0
            $0.cacheByteCount = 0
        }
        try await store.declare([Self.people])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<50 { group.addTask { _ = try await store.apply(insert("k\(index)")) } }
            try await group.waitForAll()
        }
        #expect(try await store.page(RecordQuery(countsTotal: true), in: "people").total == 50)
        #expect(try store.immediateRecord("k7", in: "people") != nil)
        await store.close()
    }

    @Test("When there is no room left, changes fail alone, reads go on, and deleting makes room")
    func full() async throws {
        let store = try open { $0.maximumPageCount = 100 }
        try await store.declare([Self.people])
        var count = 0
        let text = #"{"a":"\#(String(repeating: "x", count: 1000))"}"#
        let error = await failure {
            while count < 1000 {
                _ = try await store.apply(insert("k\(count)", text))
                count += 1
            }
        }
        #expect(error?.code == .full)
        try checkWording(error)
        #expect(count > 50)
        #expect(try await store.count(in: "people") == count)
        #expect(try store.immediateRecord("k0", in: "people") != nil)
        // Small ones may still find a place beside one that does not fit.
        let huge = #"{"a":"\#(String(repeating: "x", count: 1 << 20))"}"#
        async let refused = failure { _ = try await store.apply(insert("huge", huge)) }
        async let deleted = store.apply(RecordChange(collection: "people", target: .key("k0")) { _ in .delete })
        #expect(await refused?.code == .full)
        #expect(try await deleted.kind == .deleted)
        _ = try await store.apply(RecordChange(collection: "people", target: .key("k1")) { _ in .delete })
        #expect(try await store.apply(insert("again", text)).kind == .inserted)
        await store.close()
        let reopened = try open()
        try await reopened.declare([Self.people])
        #expect(try await reopened.count(in: "people") == count - 1)
        await reopened.close()
    }

    @Test("What a crash left of a new database is cleared away")
    func leftovers() async throws {
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        for name in ["records.db.new", "records.db.new-journal", "records.db-wal"] {
            try Data("half".utf8).write(to: folder.file(name))
        }
        let store = try open()
        try await store.declare([Self.people])
        _ = try await store.apply(insert("a"))
        await store.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["records.db", "records.lock"])
    }

    @Test("Folder and files are for the owner alone")
    func permissions() async throws {
        func rights(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        let store = try open()
        try await store.declare([Self.people])
        _ = try await store.apply(insert("a"))
        #expect(try rights(folder.path) == 0o700)
        for name in ["records.db", "records.db-wal", "records.db-shm", "records.lock"] {
            #expect(try rights(folder.file(name).path()) == 0o600)
        }
        await store.close()
    }
}
