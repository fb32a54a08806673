import Foundation
import StringFormats
import Testing

@Suite(
    "String formats in the JSON Schema test suite",
    .enabled(if: SchemaTestSuite.folder != nil, "shared/corpora/json-schema-test-suite is not beside the repository")
)
struct SchemaTestSuiteTests {
    static let files: [String] = {
        guard let folder = SchemaTestSuite.folder?.appending(path: "optional/format") else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { "optional/format/\($0)" }
    }()

    @Test("The suite's tables are not empty")
    func findsCases() throws {
        #expect(Self.files.count >= 21)
        #expect(try Self.files.map { try SchemaTestSuite.cases(in: $0).count }.reduce(0, +) >= 764)
    }

    @Test("A text has a format when the suite says so")
    func formats() throws {
        for file in Self.files + ["optional/format-assertion.json"] {
            for sample in try SchemaTestSuite.cases(in: file) {
                guard let name = sample.schema["format"] as? String, name != "unknown" else { continue }
                guard let format = StringFormat(name: name) else {
                    Issue.record("\(file): there is no format '\(name)'")
                    continue
                }
                // What is no string has every format.
                guard let text = sample.data as? String else {
                    #expect(sample.isValid)
                    continue
                }
                if format.accepts(text.utf8.span) != sample.isValid {
                    Issue.record("\(file): \(sample.description): '\(text)'")
                }
            }
        }
    }

    @Test("An unknown format is not checked")
    func unknown() {
        #expect(StringFormat(name: "unknown") == nil)
    }
}
