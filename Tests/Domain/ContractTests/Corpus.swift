import Foundation
import JSON
import YAMLDocuments

@testable import Contract

/// Finds the collections of descriptions that live beside the repository.
enum Corpus {
    /// A folder below `openapi`; nil, with a line on the console, where it is not installed.
    static func folder(_ path: String) -> URL? {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor.deleteLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/openapi/\(path)")
            if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        }
        print("skipped: there is no 'shared/corpora/openapi/\(path)' beside or above the repository")
        return nil
    }

    /// The files of a folder, sorted by name; none where it is not installed.
    static func files(_ path: String) -> [URL] {
        guard let folder = folder(path) else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".json") }.sorted()
            .map { folder.appending(path: $0) }
    }

    static func document(_ file: URL) throws -> JSONDocument {
        let bytes = Array(try Data(contentsOf: file))
        return file.pathExtension == "json" ? try JSONParser().parse(bytes) : try YAMLReader().read(bytes)
    }

    static func reading(_ document: JSONDocument, _ name: String = "api.yaml") -> ContractReading {
        let reader = ContractReader(document: document, file: name)
        return reader.reading()
    }
}
