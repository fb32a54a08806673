import Diagnostics
import Foundation
import JSON
import Testing

@testable import JSONSchema

@Suite("The official output tests", Corpora.installed("json-schema-test-suite"))
struct OutputSuiteTests {
    @Test("Every output is what the suite's schema asks for, in both languages")
    func suite() throws {
        let folder = try Corpora.required("json-schema-test-suite/output-tests/draft2020-12")
        var registry = SchemaRegistry()
        registry.add(
            try Corpora.document(at: folder.appending(path: "output-schema.json")),
            at: "https://json-schema.org/draft/2020-12/output/schema"
        )
        var count = 0
        for file in Corpora.files(below: folder.appending(path: "content")) {
            for group in try Corpora.document(at: file).root.elements {
                let schema = try Schema(JSONDocument(JSONValue(try #require(group["schema"]))).root)
                for test in group["tests"]?.elements.map({ $0 }) ?? [] {
                    let data = JSONDocument(JSONValue(try #require(test["data"])))
                    let evaluation = try schema.evaluate(data.root)
                    for (name, expected) in test["output"]?.members.map({ $0 }) ?? [] {
                        let format = try #require(OutputFormat(rawValue: name))
                        let checked = try Schema(
                            JSONDocument(JSONValue(expected)).root,
                            in: registry,
                            options: SchemaOptions(assertsFormat: true)
                        )
                        for language in Language.allCases {
                            count += 1
                            let output = JSONDocument(evaluation.output(format, in: language))
                            let findings = try checked.findings(in: output.root)
                            if !findings.isEmpty {
                                Issue.record("\(file.lastPathComponent): \(findings[0].message.english)")
                            }
                        }
                    }
                }
            }
        }
        #expect(count == 8)
    }
}
