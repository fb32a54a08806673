import Diagnostics
import Foundation
import HandoverService

/// A service folder that is removed when the test ends.
final class TemporaryService {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path() + "handover-service-\(UUID().uuidString)"
        // Without it the test fails at the first file.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

    @discardableResult
    func write(_ bytes: Data, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try bytes.write(to: URL(filePath: file))
        return file
    }

    /// The findings of something that is refused, without the folder's own path.
    func findings(_ work: () throws -> Void) -> [String] {
        do {
            try work()
            return []
        } catch let error as any ExplainedError {
            return error.diagnostics.map {
                $0.rendered(in: .english).replacingOccurrences(of: path + "/", with: "").replacingOccurrences(
                    of: path,
                    with: "S"
                )
            }
        } catch {
            return ["\(error)"]
        }
    }

    /// A contract with the operations of its `paths`.
    static func contract(_ paths: String, more: String = "") -> String {
        "openapi: 3.1.0\ninfo: {title: Sample, version: '1'}\n\(more)paths:\n\(paths)"
    }

    /// A collection of pets at a path.
    static func pets(_ path: String = "/pets") -> String {
        """
          \(path):
            get:
              operationId: 'list\(path)'
              responses:
                '200':
                  description: x
                  content:
                    application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}
            post:
              operationId: 'make\(path)'
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
              responses: {'201': {description: x}}
        components: {schemas: {Pet: {type: object, required: [id], properties: {id: {type: string}}}}}

        """
    }
}
