import Foundation

/// A folder of its own for a test, not created yet, removed in the end.
final class TemporaryFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "records-\(UUID().uuidString)").path()

    func file(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
