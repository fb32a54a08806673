import Foundation
import JSON
import Testing

@testable import JSONSchema

/// Finds the collections of test data that live beside the repository.
enum Corpora {
    /// The folder of one collection; nil where it is not installed.
    static func folder(_ name: String) -> URL? {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor.deleteLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/\(name)")
            if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        }
        return nil
    }

    /// The folder of a collection in a test that has ``installed(_:)`` as its trait.
    static func required(_ name: String) throws -> URL { try #require(folder(name)) }

    /// Lets a test run only where a collection is installed; elsewhere it counts as skipped, with the reason.
    static func installed(_ name: String) -> ConditionTrait {
        .enabled(if: folder(name) != nil, "shared/corpora/\(name) is not beside or above the repository")
    }

    static func files(below folder: URL) -> [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? []
        return paths.filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
    }

    static func document(at url: URL) throws -> JSONDocument {
        try JSONParser().parse(Array(Data(contentsOf: url)))
    }
}
