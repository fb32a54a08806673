import Diagnostics
import Foundation
import Records
import SQLiteRecords
import Testing

@Suite("Sudden end of the process")
struct CrashTests {
    private static let roundCount = 12

    /// The program that writes; the build puts it beside the tests.
    private static var writer: URL? {
        let folders = [Bundle.main.bundleURL, URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()]
        return folders.map { $0.appending(path: "RecordsCrashWriter") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
    }

    @Test("Every acknowledged record is there after the process was killed, round after round")
    func survives() async throws {
        let writer = try #require(Self.writer, "RecordsCrashWriter is not beside the tests")
        let folder = TemporaryFolder()
        var acknowledged: Set<String> = []
        for round in 0..<Self.roundCount {
            acknowledged.formUnion(try Self.killed(after: 20 + round * 40, writer, folder.path, run: "r\(round)"))
            let store = try SQLiteRecordStore(SQLiteRecordSettings(folder: folder.path))
            try await store.declare([CollectionDefinition(name: "notes", unique: ["number"])])
            for key in acknowledged where try store.immediateRecord(key, in: "notes") == nil {
                Issue.record("round \(round): '\(key)' was acknowledged and is gone")
            }
            // Each record has its number, and no number is there twice or left out.
            let count = try await store.count(in: "notes")
            let last = RecordQuery(sort: [RecordSort("number", isDescending: true)], limit: 1, countsTotal: true)
            let page = try await store.page(last, in: "notes")
            #expect(page.total == count && count >= acknowledged.count)
            let body = page.records.first.map { String(decoding: $0.body, as: UTF8.self) } ?? ""
            #expect(body.hasSuffix(#""number":\#(count)}"#))
            await store.close()
        }
        #expect(acknowledged.count > Self.roundCount)
    }

    @Test("A folder that another process uses is refused with its number, until that process is gone")
    func locked() async throws {
        let writer = try #require(Self.writer, "RecordsCrashWriter is not beside the tests")
        let folder = TemporaryFolder()
        let (process, output) = try Self.start(writer, folder.path, run: "r")
        #expect(output.fileHandleForReading.availableData.isEmpty == false)
        let error = #expect(throws: StoreError.self) {
            try SQLiteRecordStore(SQLiteRecordSettings(folder: folder.path))
        }
        #expect(error?.code == .locked)
        #expect(error?.message.chinese.contains("进程 \(process.processIdentifier)") == true)
        kill(process.processIdentifier, SIGKILL)
        _ = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        await (try SQLiteRecordStore(SQLiteRecordSettings(folder: folder.path))).close()
    }

    private static func start(_ writer: URL, _ folder: String, run: String) throws -> (Process, Pipe) {
        let process = Process()
        process.executableURL = writer
        process.arguments = [folder, run]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return (process, output)
    }

    /// Kills the writer once it has acknowledged some lines, and returns all it has acknowledged.
    private static func killed(after lineCount: Int, _ writer: URL, _ folder: String, run: String) throws -> [String] {
        let (process, output) = try start(writer, folder, run: run)
        var bytes = Data()
        while bytes.count(where: { $0 == UInt8(ascii: "\n") }) < lineCount {
            let chunk = output.fileHandleForReading.availableData
            if chunk.isEmpty { break }
            bytes += chunk
        }
        kill(process.processIdentifier, SIGKILL)
        bytes += output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        // A line without its end was not said.
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")) ?? bytes.startIndex
        return String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
