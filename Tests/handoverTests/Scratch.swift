import Foundation

/// A folder that is removed when the test ends.
final class Scratch {
    let path: String

    init(_ name: String = "handover test") {
        path = FileManager.default.temporaryDirectory.path() + "\(name) \(UUID().uuidString)"
        // Without it the test fails at the first file.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and the folders above it.
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
}

/// Where the examples of this repository are.
enum Example {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    static var orders: String { root.appending(path: "Examples/orders").path() }
    static var clinic: String { root.appending(path: "Examples/clinic").path() }
}

/// A small contract with one collection.
enum SampleContract {
    static func notes(_ title: String = "Notes", path: String = "/notes") -> String {
        """
        openapi: 3.1.0
        info: {title: \(title), version: '1'}
        paths:
          \(path):
            get:
              operationId: list\(title)
              responses:
                '200':
                  description: All
                  content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Note'}}}}
            post:
              operationId: create\(title)
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
              responses:
                '201':
                  description: Made
                  content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
          \(path)/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get:
              operationId: get\(title)
              responses:
                '200':
                  description: One
                  content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
        components:
          schemas:
            Note:
              type: object
              required: [id, text]
              additionalProperties: false
              properties:
                id: {type: string}
                text: {type: string, maxLength: 20}
                parent: {type: string, x-handover: {references: notes}}

        """
    }
}
