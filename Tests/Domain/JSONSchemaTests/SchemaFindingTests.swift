import Diagnostics
import JSON
import Testing

@testable import JSONSchema

func parsed(_ text: String) throws -> JSONNode { try JSONParser().parse(text).root }

@Suite("Findings")
struct SchemaFindingTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let instance: String
        /// Instance pointer, evaluation path, message.
        let findings: [[String]]
        var testDescription: String { "\(schema) ⊢ \(instance)" }
    }

    @Test(
        "A finding says where, by which keyword, what was found and what was expected",
        arguments: [
            Sample(
                schema: #"{"type":["string","null"]}"#,
                instance: "12",
                findings: [["", "/type", "expected a string or null, but found the number 12"]]
            ),
            Sample(
                schema: #"{"properties":{"age":{"minimum":18}},"required":["age","name"]}"#,
                instance: #"{"age":3}"#,
                findings: [
                    ["/age", "/properties/age/minimum", "3 is below the minimum 18"],
                    ["", "/required", "the member 'name' is missing"],
                ]
            ),
            Sample(
                schema: #"{"properties":{"name":{}},"additionalProperties":false}"#,
                instance: #"{"nmae":1}"#,
                findings: [
                    [
                        "/nmae", "/additionalProperties",
                        "the member 'nmae' is not allowed here; did you mean 'name'?",
                    ]
                ]
            ),
            Sample(
                schema: ##"{"$ref":"#/$defs/a~1b","$defs":{"a/b":{"items":{"const":1}}}}"##,
                instance: "[1,2]",
                findings: [["/1", "/$ref/items/const", "expected 1, but found the number 2"]]
            ),
            Sample(
                schema: #"{"uniqueItems":true}"#,
                instance: #"[{"a":1,"b":2},3,{"b":2.0,"a":1}]"#,
                findings: [
                    [
                        "", "/uniqueItems",
                        "the element {\"b\": 2.0, \"a\": 1} at position 2 stands at position 0 already",
                    ]
                ]
            ),
            Sample(
                schema: #"{"contains":{"type":"string"},"minContains":2}"#,
                instance: #"["a",1]"#,
                findings: [["", "/minContains", "1 of 2 elements match 'contains', but at least 2 must"]]
            ),
            Sample(
                schema: #"{"if":{"type":"string"},"then":{"maxLength":2},"else":{"multipleOf":5}}"#,
                instance: #""abc""#,
                findings: [["", "/then/maxLength", #""abc" has 3 characters, but must have at most 2"#]]
            ),
            Sample(
                schema: #"{"propertyNames":{"pattern":"^[a-z]+$"}}"#,
                instance: #"{"A":1}"#,
                findings: [["/A", "/propertyNames/pattern", #""A" does not match the pattern '^[a-z]+$'"#]]
            ),
            Sample(
                schema: #"{"dependentRequired":{"card":["address"]}}"#,
                instance: #"{"card":1}"#,
                findings: [["", "/dependentRequired", "the member 'address' is missing, which 'card' asks for"]]
            ),
            Sample(
                schema: #"{"not":{"type":"null"}}"#,
                instance: "null",
                findings: [["", "/not", "expected anything but null, but found null"]]
            ),
            Sample(
                schema: #"{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}"#,
                instance: #"{"a":1,"b":2}"#,
                findings: [["/b", "/unevaluatedProperties", "the member 'b' is not allowed here"]]
            ),
            Sample(
                schema: #"{"oneOf":[{"minimum":1},{"minimum":2},{"minimum":9}]}"#,
                instance: "5",
                findings: [["", "/oneOf", "5 matches the branches 1 and 2 of 3 of 'oneOf', but must match one only"]]
            ),
        ]
    )
    func explains(_ sample: Sample) throws {
        let schema = try Schema(parsed(sample.schema))
        let findings = try schema.findings(in: parsed(sample.instance))
        #expect(
            findings.map { ["\($0.instancePointer)", "\($0.evaluationPath)", $0.message.english] } == sample.findings
        )
    }

    @Test("Where no branch means this type, one finding names what all of them expect")
    func mergesTypes() throws {
        let schema = try Schema(parsed(#"{"anyOf":[{"type":"string"},{"type":"integer"},{"enum":[true]}]}"#))
        let findings = try schema.findings(in: parsed("{}"))
        #expect(findings.map(\.message.english) == ["expected an integer, a string or true, but found the object {}"])
        #expect(findings.map(\.message.chinese) == ["应为整数、字符串或 true，实际为对象 {}"])
    }

    @Test("The branch whose fixed member fits is the closest, however much else is wrong with it")
    func followsDiscriminators() throws {
        let schema = try Schema(
            parsed(
                #"""
                {"oneOf":[
                  {"properties":{"kind":{"const":"cat"}},"required":["kind"]},
                  {"properties":{"kind":{"const":"dog"},"age":{"type":"integer"},"name":{"type":"string"}}}
                ]}
                """#
            )
        )
        let findings = try schema.findings(in: parsed(#"{"kind":"dog","age":"1","name":2}"#))
        #expect(
            findings.map(\.evaluationPath.description) == [
                "/oneOf/1/properties/age/type", "/oneOf/1/properties/name/type",
            ]
        )
    }

    @Test("The location is that of the keyword in its own resource, however evaluation came there")
    func locates() throws {
        var registry = SchemaRegistry()
        let text = #"{"$defs":{"x":{"$id":"inner.json","$defs":{"y":{"maximum":1}}}}}"#
        registry.add(try JSONParser().parse(text), at: "https://example.com/outer.json")
        let schema = try Schema(
            parsed(##"{"items":{"$ref":"outer.json#/$defs/x/$defs/y"}}"##),
            baseURI: "https://example.com/here.json",
            in: registry
        )
        let document = try JSONParser().parse(#"{"data":[0,2]}"#)
        let instance = try #require(document.root["data"])
        let finding = try #require(try schema.findings(in: instance).first)
        #expect(finding.schemaLocation == "https://example.com/inner.json#/$defs/y/maximum")
        #expect(finding.evaluationPath.description == "/items/$ref/maximum")
        #expect(finding.instancePointer.description == "/1")
        #expect(document.node(at: finding.instanceNode).integer == 2)
    }

    @Test("There are never more findings than asked for, and at least one")
    func limits() throws {
        let schema = try Schema(parsed(#"{"items":{"anyOf":[{"type":"string"},{"minimum":9,"maximum":-9}]}}"#))
        let instance = try parsed("[1,2,3,4,5,6,7,8]")
        #expect(try schema.findings(in: instance, limit: 3).count == 3)
        #expect(try schema.findings(in: instance, limit: 0).count == 1)
        #expect(try schema.findings(in: instance).count == 16)
    }

    @Test("Long values are quoted in short")
    func shortens() throws {
        let schema = try Schema(parsed(#"{"type":"null"}"#))
        let text = String(repeating: "长", count: 500)
        let finding = try #require(try schema.findings(in: parsed("\"\(text)\"")).first)
        #expect(finding.message.english.count < 120)
        #expect(finding.message.chinese.count < 100)
    }
}
