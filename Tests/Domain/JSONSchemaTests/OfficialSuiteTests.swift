import Diagnostics
import Foundation
import JSON
import Testing

@testable import JSONSchema

/// One line of the official suite.
struct SuiteCase {
    let name: String
    let schema: Schema?
    let failure: InvalidSchema?
    let instance: JSONNode
    let isValid: Bool
}

/// The official tests of one draft.
struct OfficialSuite {
    let folder: URL
    let registry: SchemaRegistry

    init() throws {
        folder = try Corpora.required("json-schema-test-suite")
        var registry = SchemaRegistry()
        let remotes = folder.appending(path: "remotes")
        for file in Corpora.files(below: remotes) {
            let path = file.path().dropFirst(remotes.path().count).drop { $0 == "/" }
            let dialect: Dialect =
                switch path.split(separator: "/").first {
                case "draft4": .draft4
                case "draft6": .draft6
                case "draft7": .draft7
                case "draft2019-09": .draft2019
                default: .draft2020
                }
            registry.add(try Corpora.document(at: file), at: "http://localhost:1234/\(path)", dialect: dialect)
        }
        self.registry = registry
    }

    /// Runs every test below a folder: formats and contents are assertions where their optional tests ask for it.
    func forEachCase(
        in draft: String,
        dialect: Dialect,
        _ body: (SuiteCase) throws -> Void
    ) throws {
        let home = folder.appending(path: "tests/\(draft)")
        for file in Corpora.files(below: home) {
            let path = String(file.path().dropFirst(home.path().count).drop { $0 == "/" })
            let options = SchemaOptions(
                assertsFormat: path.hasPrefix("optional/format/"),
                assertsContent: path == "optional/content.json",
                patternMode: .strict
            )
            for group in try Corpora.document(at: file).root.elements {
                guard let schemaNode = group["schema"], let tests = group["tests"] else { continue }
                let text = JSONDocument(JSONValue(schemaNode))
                var registry = registry
                registry.add(text, at: "https://suite.example/schema.json", dialect: dialect)
                var schema: Schema?
                var failure: InvalidSchema?
                do { schema = try Schema(text.root, in: registry, options: options) } catch { failure = error }
                for test in tests.elements {
                    guard let data = test["data"], let isValid = test["valid"]?.boolean else { continue }
                    let title = "\(path) | \(group["description"]?.string ?? "") | \(test["description"]?.string ?? "")"
                    try body(
                        SuiteCase(name: title, schema: schema, failure: failure, instance: data, isValid: isValid)
                    )
                }
            }
        }
    }
}

/// How many tests of one part of the suite there are, so that a lost file is noticed.
struct SuiteCount: Equatable {
    var required = 0
    var optional = 0
    var formats = 0

    mutating func add(_ name: String) {
        if name.hasPrefix("optional/format/") {
            formats += 1
        } else if name.hasPrefix("optional/") {
            optional += 1
        } else {
            required += 1
        }
    }
}

@Suite("The official test suite", Corpora.installed("json-schema-test-suite"))
struct OfficialSuiteTests {
    struct Draft: Sendable, CustomTestStringConvertible {
        let folder: String
        let dialect: Dialect
        let count: SuiteCount
        var testDescription: String { folder }
    }

    @Test(
        "Every test, required and optional, has the verdict that it asks for",
        arguments: [
            Draft(
                folder: "draft2020-12",
                dialect: .draft2020,
                count: SuiteCount(required: 1_299, optional: 162, formats: 764)
            ),
            Draft(
                folder: "draft2019-09",
                dialect: .draft2019,
                count: SuiteCount(required: 1_259, optional: 158, formats: 757)
            ),
            Draft(folder: "draft7", dialect: .draft7, count: SuiteCount(required: 927, optional: 118, formats: 676)),
            Draft(folder: "draft6", dialect: .draft6, count: SuiteCount(required: 839, optional: 106, formats: 325)),
            Draft(folder: "draft4", dialect: .draft4, count: SuiteCount(required: 618, optional: 100, formats: 219)),
        ]
    )
    func everyTest(_ draft: Draft) throws {
        let suite = try OfficialSuite()
        var count = SuiteCount()
        try suite.forEachCase(in: draft.folder, dialect: draft.dialect) { test in
            count.add(test.name)
            guard let schema = test.schema else {
                let reason = test.failure?.errors.first?.message.english ?? ""
                Issue.record("does not compile: \(draft.folder): \(test.name): \(reason)")
                return
            }
            let isAccepted = try schema.accepts(test.instance)
            if isAccepted != test.isValid { Issue.record("fails: \(draft.folder): \(test.name)") }
            let (verdict, findings) = schema.explain(test.instance, limit: 100)
            if verdict != isAccepted || findings.isEmpty != isAccepted {
                Issue.record("the two modes differ: \(test.name): \(isAccepted), but \(findings.count) findings")
            }
        }
        #expect(count == draft.count)
    }
}
