import Diagnostics
import Foundation
import JSON
import JSONSchema

@testable import SchemaValidation

/// A folder that is removed when the test ends.
final class TemporaryFolder {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path() + "handover schemas \(UUID().uuidString)"
        // Without it the test fails at the first file.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and the folders above it.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    /// A loaded schema.
    func load(
        _ schema: String,
        as name: String = "main/schema.json",
        _ options: SchemaLoadingOptions = SchemaLoadingOptions()
    ) async throws -> LoadedSchema {
        try await SchemaLoader(try write(schema, to: name), options: options).load()
    }

    /// Why a schema is refused, without the folder's own path.
    func refusal(
        _ schema: String,
        as name: String = "main/schema.json",
        _ options: SchemaLoadingOptions = SchemaLoadingOptions()
    ) async throws -> [String] {
        do {
            _ = try await load(schema, as: name, options)
            return []
        } catch let error as any ExplainedError {
            return error.diagnostics.map { shortened($0.rendered(in: .english)) }
        }
    }

    /// A text without the folder's own path.
    func shortened(_ text: String) -> String {
        text.replacingOccurrences(of: FileURI.text(ofPath: path), with: "FILE")
            .replacingOccurrences(of: path, with: "DIR")
    }
}

extension LoadedSchema {
    func accepts(_ instance: String) throws -> Bool { try schema.accepts(try JSONParser().parse(instance).root) }
}
