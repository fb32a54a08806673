import JSON
import Testing

@testable import JSONSchema

@Suite("What is left over beside a refusal")
struct UnevaluatedFindingTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let instance: String
        /// Instance pointers and keywords.
        let findings: [String]
        var testDescription: String { "\(schema) ⊢ \(instance)" }
    }

    @Test(
        "What no sibling looked at is reported, and what one looked at is reported once",
        arguments: [
            Sample(
                schema: #"{"properties":{"a":{"type":"string"}},"unevaluatedProperties":false}"#,
                instance: #"{"a":1,"extra":2}"#,
                findings: ["/a type", "/extra unevaluatedProperties"]
            ),
            Sample(
                schema:
                    #"{"allOf":[{"properties":{"a":{"type":"string"}}},{"required":["b"]}],"unevaluatedProperties":false}"#,
                instance: #"{"a":1,"extra":2}"#,
                findings: ["/a type", " required", "/extra unevaluatedProperties"]
            ),
            Sample(
                schema:
                    ##"{"$ref":"#/$defs/a","unevaluatedProperties":false,"$defs":{"a":{"patternProperties":{"^a":{"type":"null"}}}}}"##,
                instance: #"{"a1":1,"b":2}"#,
                findings: ["/a1 type", "/b unevaluatedProperties"]
            ),
            // Any of the branches may be the one that is meant, so what any of them looked at is not left over.
            Sample(
                schema: #"""
                    {"anyOf":[{"properties":{"k":{"const":1},"a":{}}},{"properties":{"k":{"const":2},"b":{}}}],
                     "unevaluatedProperties":false}
                    """#,
                instance: #"{"k":3,"a":1,"b":2,"c":3}"#,
                findings: ["/k anyOf", "/c unevaluatedProperties"]
            ),
            // A branch that refuses beside one that accepts has looked at nothing.
            Sample(
                schema: #"""
                    {"anyOf":[{"required":["x"],"properties":{"a":{}}},{"properties":{"b":{}}}],"required":["y"],
                     "unevaluatedProperties":false}
                    """#,
                instance: #"{"a":1,"b":2}"#,
                findings: [" required", "/a unevaluatedProperties"]
            ),
            Sample(
                schema: #"""
                    {"if":{"properties":{"a":{"const":1}}},"else":{"properties":{"b":{"type":"null"}}},
                     "unevaluatedProperties":false}
                    """#,
                instance: #"{"a":2,"b":3}"#,
                findings: ["/b type", "/a unevaluatedProperties"]
            ),
            Sample(
                schema: #"{"additionalProperties":{"type":"null"},"unevaluatedProperties":false}"#,
                instance: #"{"a":1}"#,
                findings: ["/a type"]
            ),
            Sample(
                schema: #"{"prefixItems":[{"type":"string"}],"unevaluatedItems":false}"#,
                instance: "[1,2]",
                findings: ["/0 type", "/1 unevaluatedItems"]
            ),
            Sample(
                schema: #"{"contains":{"type":"null"},"minContains":2,"unevaluatedItems":{"type":"string"}}"#,
                instance: #"[null,1,"a"]"#,
                findings: [" minContains", "/1 type"]
            ),
            Sample(
                schema: #"{"type":"array","unevaluatedProperties":false}"#,
                instance: #"{"a":1}"#,
                findings: [" type", "/a unevaluatedProperties"]
            ),
            Sample(
                schema:
                    #"{"properties":{"o":{"properties":{"a":false},"unevaluatedProperties":false}},"unevaluatedProperties":false}"#,
                instance: #"{"o":{"a":1,"b":2},"p":3}"#,
                findings: ["/o/a properties", "/o/b unevaluatedProperties", "/p unevaluatedProperties"]
            ),
        ]
    )
    func leftOver(_ sample: Sample) throws {
        let findings = try Schema(parsed(sample.schema)).findings(in: parsed(sample.instance))
        #expect(findings.map { "\($0.instancePointer) \($0.keyword)" } == sample.findings)
    }

    @Test("A refused sibling never makes an instance valid or invalid")
    func verdicts() throws {
        let schema = try Schema(
            parsed(
                #"""
                {"anyOf":[{"properties":{"a":{"type":"string"}},"unevaluatedProperties":false},{"required":["extra"]}]}
                """#
            )
        )
        for (instance, isValid) in [(#"{"a":1,"extra":2}"#, true), (#"{"a":"b"}"#, true), (#"{"a":1}"#, false)] {
            #expect(try schema.accepts(parsed(instance)) == isValid)
            #expect(try schema.explain(parsed(instance), limit: 9).isAccepted == isValid)
        }
    }
}
