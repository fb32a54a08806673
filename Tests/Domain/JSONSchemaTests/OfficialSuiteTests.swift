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

    init?() throws {
        guard let folder = Corpora.folder("json-schema-test-suite") else { return nil }
        self.folder = folder
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

    /// Runs every test below a folder and returns their names with the verdicts.
    func forEachCase(
        in draft: String,
        dialect: Dialect = .draft2020,
        assertsFormat: (String) -> Bool,
        _ body: (SuiteCase) throws -> Void
    ) throws {
        let home = folder.appending(path: "tests/\(draft)")
        for file in Corpora.files(below: home) {
            let path = String(file.path().dropFirst(home.path().count).drop { $0 == "/" })
            let options = SchemaOptions(assertsFormat: assertsFormat(path), patternMode: .strict)
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

@Suite("The official test suite")
struct OfficialSuiteTests {
    @Test("Every test of 2020-12 has the verdict that it asks for")
    func draft2020() throws {
        guard let suite = try OfficialSuite() else { return }
        let listed = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/not-yet.txt")
        let expected = Set(try String(contentsOf: listed, encoding: .utf8).split(separator: "\n").map(String.init))
        var failing: Set<String> = []
        var count = 0
        try suite.forEachCase(in: "draft2020-12", assertsFormat: { $0.hasPrefix("optional/format/") }) { test in
            count += 1
            guard let schema = test.schema else {
                failing.insert(test.name)
                if !expected.contains(test.name) {
                    Issue.record("\(test.name): \(test.failure?.errors.first?.message.english ?? "")")
                }
                return
            }
            let isAccepted = try schema.accepts(test.instance)
            if isAccepted != test.isValid { failing.insert(test.name) }
            let (verdict, findings) = schema.explain(test.instance, limit: 100)
            if verdict != isAccepted || findings.isEmpty != isAccepted {
                Issue.record("the two modes differ: \(test.name): \(isAccepted), but \(findings.count) findings")
            }
        }
        #expect(count > 2_000)
        for name in failing.subtracting(expected).sorted() { Issue.record("fails: \(name)") }
        for name in expected.subtracting(failing).sorted() { Issue.record("passes, so take it off the list: \(name)") }
    }

    @Test(
        "Every required test of the older drafts has the verdict that it asks for",
        arguments: [
            ("draft4", Dialect.draft4), ("draft6", .draft6), ("draft7", .draft7), ("draft2019-09", .draft2019),
        ]
    )
    func olderDrafts(_ draft: String, _ dialect: Dialect) throws {
        guard let suite = try OfficialSuite() else { return }
        var count = 0
        try suite.forEachCase(in: draft, dialect: dialect, assertsFormat: { _ in false }) { test in
            guard !test.name.hasPrefix("optional/") else { return }
            count += 1
            guard let schema = test.schema else {
                Issue.record("\(test.name): \(test.failure?.errors.first?.message.english ?? "")")
                return
            }
            let isAccepted = try schema.accepts(test.instance)
            if isAccepted != test.isValid { Issue.record("fails: \(draft): \(test.name)") }
            if schema.explain(test.instance, limit: 100).isAccepted != isAccepted {
                Issue.record("the two modes differ: \(test.name)")
            }
        }
        #expect(count > 500)
    }
}
