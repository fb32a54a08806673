import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("Where a finding is")
struct FindingPlaceTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let instance: String
        /// Pointer, position in the instance, position in the schema.
        let places: [[String]]
        var testDescription: String { "\(schema) ⊢ \(instance)" }
    }

    private static func text(_ position: SourcePosition?) -> String {
        position.map { "\($0.line):\($0.column)" } ?? "nowhere"
    }

    @Test(
        "A finding has the line and column of the value, and those of the keyword",
        arguments: [
            Sample(schema: #"{"type":"string"}"#, instance: " 12", places: [["", "1:2", "1:2"]]),
            Sample(
                schema: "{\n  \"properties\": {\n    \"价格\": {\"minimum\": 1}}}",
                instance: "{\n\t\"名称\": \"长\\n\",\n\t\"价格\": 0}",
                places: [["/价格", "3:8", "3:12"]]
            ),
            // Where a member is not allowed, its name is what is wrong.
            Sample(
                schema: #"{"properties":{"a":{}},"additionalProperties":false}"#,
                instance: "{\"a\": 1,\n \"b\\u0031\": 2}",
                places: [["/b1", "2:2", "1:24"]]
            ),
            Sample(
                schema: #"{"propertyNames":{"maxLength":1}}"#,
                instance: #"{ "bb": {} }"#,
                places: [["/bb", "1:3", "1:19"]]
            ),
            Sample(
                schema: #"{"items":{"required":["a"]}}"#,
                instance: #"[{"a":1}, {"a\\":2}, 3, {}]"#,
                places: [["/1", "1:11", "1:11"], ["/3", "1:25", "1:11"]]
            ),
            Sample(
                schema: #"{"prefixItems":[true,false]}"#,
                instance: #"["\"", "x"]"#,
                places: [["/1", "1:8", "1:22"]]
            ),
            Sample(
                schema: #"{"contains":{"type":"null"},"minContains":2}"#,
                instance: "[null]",
                places: [["", "1:1", "1:29"]]
            ),
            Sample(schema: "false", instance: "{}", places: [["", "1:1", "1:1"]]),
            Sample(
                schema: #"{"items":{"items":{"multipleOf":2}}}"#,
                instance: "[[2,\n3],[4],\r\n[5]]",
                places: [["/0/1", "2:1", "1:20"], ["/2/0", "3:2", "1:20"]]
            ),
        ]
    )
    func places(_ sample: Sample) throws {
        let findings = try Schema(parsed(sample.schema)).findings(in: parsed(sample.instance))
        #expect(
            findings.map { ["\($0.instancePointer)", Self.text($0.position), Self.text($0.schemaPosition)] }
                == sample.places
        )
    }

    @Test("Made documents have no positions")
    func madeDocuments() throws {
        let schema = try Schema(JSONDocument(["type": "null"]).root)
        let finding = try #require(try schema.findings(in: JSONDocument([1]).root).first)
        #expect(finding.position == nil && finding.schemaPosition == nil)
    }

    @Test("The schema's place is in the document that the keyword stands in")
    func schemaDocuments() throws {
        var registry = SchemaRegistry()
        let other = "{\"$defs\":\n {\"x\":{\"$id\":\"inner.json\",\n\"maximum\":1}}}"
        registry.add(try JSONParser().parse(other), at: "https://example.com/outer.json")
        let schema = try Schema(
            parsed(##"{"items":{"$ref":"outer.json#/$defs/x"}}"##),
            baseURI: "https://example.com/here.json",
            in: registry
        )
        let finding = try #require(try schema.findings(in: parsed("[2]")).first)
        #expect(finding.schemaLocation == "https://example.com/inner.json#/maximum")
        #expect(finding.schemaDocument == "https://example.com/outer.json")
        #expect(finding.schemaPosition == SourcePosition(line: 3, column: 1))
    }

    @Test("Schema locations are URIs, whatever the names in them")
    func locations() throws {
        let schema = try Schema(parsed(#"{"properties":{"价 格%":{"properties":{"a/b~":{"type":"null"}}}}}"#))
        let finding = try #require(try schema.findings(in: parsed(#"{"价 格%":{"a/b~":1}}"#)).first)
        #expect(
            finding.schemaLocation
                == "handover:/schema#/properties/%E4%BB%B7%20%E6%A0%BC%25/properties/a~1b~0/type"
        )
        #expect(finding.instancePointer.description == "/价 格%/a~1b~0")
    }

    @Test("Many findings far into a document have the places that each has alone")
    func manyFindings() throws {
        let rows = (0..<20_000).map { $0 % 20 == 7 ? "{\"数\\n\":\"\($0)\"}" : "{\"数\\n\":\($0)}" }
        let document = try JSONParser().parse("[\(rows.joined(separator: ",\n"))]")
        let schema = try Schema(parsed(#"{"items":{"additionalProperties":{"type":"integer"}}}"#))
        let report = try schema.report(on: document.root, limit: 1_000)
        #expect(report.findings.count == 1_000 && report.isComplete)
        for (number, finding) in report.findings.enumerated() {
            #expect(finding.instancePointer == JSONPointer(tokens: ["\(number * 20 + 7)", "数\n"]))
            #expect(finding.position == SourcePosition(line: number * 20 + 8, column: number == 0 ? 8 : 8))
        }
        let last = try #require(report.findings.last)
        #expect(document.node(at: last.instanceNode).pointer == last.instancePointer)
        #expect(document.position(of: last.instanceNode) == last.position)
    }

    @Test("A report says whether there are more findings than asked for")
    func completeness() throws {
        let schema = try Schema(parsed(#"{"items":{"anyOf":[{"type":"string"},{"minimum":9,"maximum":-9}]}}"#))
        for (limit, count, isComplete) in [(3, 3, false), (5, 5, false), (6, 6, true), (7, 6, true), (0, 1, false)] {
            let report = try schema.report(on: parsed("[1,2,3]"), limit: limit)
            #expect(report.findings.count == count && report.isComplete == isComplete && !report.isValid)
        }
        let valid = try schema.report(on: parsed("[]"))
        #expect(valid.isValid && valid.findings.isEmpty && valid.isComplete)
    }
}
