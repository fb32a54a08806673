import Diagnostics
import Foundation

/// A folder that is removed when the test ends.
final class TemporaryFolder {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path() + "handover-documents-\(UUID().uuidString)"
        // Without it the test fails at the first file.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    /// The findings of something that is refused, without the folder's own path.
    func findings(_ work: () throws -> Void) -> [String] {
        do {
            try work()
            return []
        } catch let error as any ExplainedError {
            return error.diagnostics.map {
                $0.rendered(in: .english).replacingOccurrences(of: path + "/", with: "")
            }
        } catch {
            return ["\(error)"]
        }
    }
}
