import Glibc
import Records
import SQLiteRecords

/// Writes records until it is killed, and says on standard output which ones the store has acknowledged.
///
/// Arguments: the data folder, and a word that makes this run's keys different from those of other runs.
@main
struct RecordsCrashWriter {
    private static let writerCount = 8

    static func main() async throws {
        guard CommandLine.arguments.count == 3 else { exit(2) }
        let store = try SQLiteRecordStore(SQLiteRecordSettings(folder: CommandLine.arguments[1]))
        try await store.declare([CollectionDefinition(name: "notes", unique: ["number"])])
        let run = CommandLine.arguments[2]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writerCount {
                group.addTask {
                    for number in 0... { try await write("\(run)-\(writer)-\(number)", to: store) }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func write(_ key: String, to store: SQLiteRecordStore) async throws {
        let change = RecordChange(collection: "notes", target: .new, sequences: ["notes"]) { context in
            let number = context.sequences["notes"] ?? 0
            return .insert(key: key, body: Array(#"{"key":"\#(key)","number":\#(number)}"#.utf8))
        }
        _ = try await store.apply(change)
        // One write call per line: lines of different tasks never mix, and none waits in a buffer when the end comes.
        let line = Array((key + "\n").utf8)
        // SAFETY: the array lives through the call, and the count is its own.
        _ = unsafe Glibc.write(STDOUT_FILENO, line, line.count)
    }
}
