import Foundation
import JSON
import YAMLDocuments

@testable import Contract
@testable import ContractLint

/// Real contracts that live beside the repository.
enum Corpus {
    /// The folder; nil, with a line on the console, where it is not installed.
    static let folder: URL? = {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor.deleteLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/openapi/real")
            if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        }
        print("skipped: there is no 'shared/corpora/openapi' beside or above the repository")
        return nil
    }()

    /// The names of the files, sorted.
    static var names: [String] {
        guard let folder else { return [] }
        // A folder that cannot be listed has no files for the tests.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".yaml") }.sorted()
    }

    /// What came of reading a file.
    static func reading(_ name: String, in folder: URL) throws -> ContractReading {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
        let document = name.hasSuffix(".json") ? try JSONParser().parse(bytes) : try YAMLReader().read(bytes)
        let reader = ContractReader(document: document, file: name)
        return reader.reading()
    }
}
