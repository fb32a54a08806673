import Foundation

/// The official JSON Schema test suite, when it lies beside the repository.
enum SchemaTestSuite {
    struct Case {
        let schema: [String: Any]
        let description: String
        let data: Any
        let isValid: Bool
    }

    /// The folder `shared/corpora/json-schema-test-suite/tests/draft2020-12` of the nearest ancestor that has one.
    static let folder: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path() != "/" {
            folder = folder.deletingLastPathComponent()
            let suite = folder.appending(path: "shared/corpora/json-schema-test-suite/tests/draft2020-12")
            if FileManager.default.fileExists(atPath: suite.path()) { return suite }
        }
        return nil
    }()

    static func cases(in file: String) throws -> [Case] {
        guard let folder else { return [] }
        let data = try Data(contentsOf: folder.appending(path: file))
        let groups = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        return groups.flatMap { group in
            (group["tests"] as? [[String: Any]] ?? []).map { test in
                Case(
                    schema: group["schema"] as? [String: Any] ?? [:],
                    description: "\(group["description"] ?? ""): \(test["description"] ?? "")",
                    data: test["data"] ?? NSNull(),
                    isValid: test["valid"] as? Bool ?? false
                )
            }
        }
    }
}
