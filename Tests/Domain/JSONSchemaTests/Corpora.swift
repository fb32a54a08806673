import Foundation
import JSON

@testable import JSONSchema

/// Finds the collections of test data that live beside the repository.
enum Corpora {
    /// The folder of one collection; nil, with a line on the console, where it is not installed.
    static func folder(_ name: String) -> URL? {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor.deleteLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/\(name)")
            if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        }
        print("skipped: there is no 'shared/corpora/\(name)' beside or above the repository")
        return nil
    }

    static func files(below folder: URL) -> [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? []
        return paths.filter { $0.hasSuffix(".json") }.sorted().map { folder.appending(path: $0) }
    }

    static func document(at url: URL) throws -> JSONDocument {
        try JSONParser().parse(Array(Data(contentsOf: url)))
    }
}
