import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("Evaluations and the standard outputs")
struct EvaluationTests {
    /// The example of the specification of machine-readable output, with a valid and an invalid instance.
    private static let example = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://example.com/example",
          "type": "object", "title": "root",
          "properties": {
            "foo": {
              "allOf": [
                {"required": ["unspecified-prop"]},
                {"type": "object", "title": "foo-title",
                 "properties": {"foo-prop": {"const": 1, "title": "foo-prop-title"}},
                 "additionalProperties": {"type": "boolean"}}
              ]
            },
            "bar": {"$ref": "#/$defs/bar"}
          },
          "$defs": {
            "bar": {"type": "object", "title": "bar-title",
                    "properties": {"bar-prop": {"type": "integer", "minimum": 10, "title": "bar-prop-title"}}}
          }
        }
        """#
    private static let valid = #"{"foo":{"foo-prop":1,"unspecified-prop":true},"bar":{"bar-prop":20}}"#
    private static let invalid = #"{"foo":{"foo-prop":"not 1","other-prop":false},"bar":{"bar-prop":2}}"#

    private func evaluation(_ schema: String, _ instance: String, limit: Int = 1_000) throws -> Evaluation {
        try Schema(parsed(schema)).evaluate(parsed(instance), limit: limit)
    }

    private func output(_ format: OutputFormat, _ instance: String, in language: Language = .english) throws -> JSONNode
    {
        JSONDocument(try evaluation(Self.example, instance).output(format, in: language)).root
    }

    @Test("A flag has the dialect, the schema and the verdict")
    func flag() throws {
        for (instance, isValid) in [(Self.valid, true), (Self.invalid, false)] {
            let flag = JSONValue(try output(.flag, instance))
            #expect(
                flag == [
                    "dialect": "https://json-schema.org/draft/2020-12/schema",
                    "schema": "https://example.com/example#", "valid": .boolean(isValid),
                ]
            )
        }
    }

    @Test("The list of an invalid instance has the units with errors, each with its three places")
    func listOfErrors() throws {
        let list = try output(.list, Self.invalid)
        let details = try #require(list["details"]).elements.map { JSONValue($0) }
        func unit(_ path: String, _ schema: String, _ instance: String, _ keyword: String, _ text: String) -> JSONValue
        {
            [
                "valid": false, "evaluationPath": .string(path),
                "schemaLocation": .string("https://example.com/example#\(schema)"),
                "instanceLocation": .string(instance), "errors": .object([.init(keyword, .string(text))]),
            ]
        }
        #expect(
            details == [
                unit(
                    "/properties/foo/allOf/0",
                    "/properties/foo/allOf/0",
                    "/foo",
                    "required",
                    "the member 'unspecified-prop' is missing"
                ),
                unit(
                    "/properties/foo/allOf/1/properties/foo-prop",
                    "/properties/foo/allOf/1/properties/foo-prop",
                    "/foo/foo-prop",
                    "const",
                    #"expected 1, but found the string "not 1""#
                ),
                unit(
                    "/properties/bar/$ref/properties/bar-prop",
                    "/$defs/bar/properties/bar-prop",
                    "/bar/bar-prop",
                    "minimum",
                    "2 is below the minimum 10"
                ),
            ]
        )
        #expect(list["valid"]?.boolean == false)
    }

    @Test("The list of a valid instance has the units with annotations")
    func listOfAnnotations() throws {
        let details = try #require(output(.list, Self.valid)["details"])
        let annotations = Dictionary(
            uniqueKeysWithValues: details.elements.map {
                ($0["evaluationPath"]?.string ?? "", $0["annotations"].map { JSONValue($0) })
            }
        )
        #expect(
            annotations == [
                "": ["title": "root", "properties": ["foo", "bar"]],
                "/properties/foo/allOf/1": [
                    "title": "foo-title", "properties": ["foo-prop"], "additionalProperties": ["unspecified-prop"],
                ],
                "/properties/foo/allOf/1/properties/foo-prop": ["title": "foo-prop-title"],
                "/properties/bar/$ref": ["title": "bar-title", "properties": ["bar-prop"]],
                "/properties/bar/$ref/properties/bar-prop": ["title": "bar-prop-title"],
            ]
        )
    }

    @Test("The hierarchy has every unit, within the one that applied it, and what was dropped")
    func hierarchical() throws {
        let top = try output(.hierarchical, Self.invalid)
        let root = try #require(top["details"]?[0])
        #expect(root["evaluationPath"]?.string == "" && root["instanceLocation"]?.string == "")
        #expect(root["droppedAnnotations"]?["title"]?.string == "root" && root["annotations"] == nil)
        let foo = try #require(root["details"]?[0])
        #expect(foo["evaluationPath"]?.string == "/properties/foo" && foo["valid"]?.boolean == false)
        #expect(foo["errors"] == nil && foo["details"]?.count == 2)
        let other = try #require(foo["details"]?[1]?["details"]?[1])
        #expect(other["instanceLocation"]?.string == "/foo/other-prop" && other["valid"]?.boolean == true)
        let bar = try #require(root["details"]?[1]?["details"]?[0])
        #expect(bar["schemaLocation"]?.string == "https://example.com/example#/$defs/bar")
    }

    @Test("Messages are in the language asked for, and several of one keyword are one text")
    func messages() throws {
        let schema = #"{"required":["a","b"]}"#
        let evaluation = try evaluation(schema, "{}")
        let english = JSONDocument(evaluation.output(.list, in: .english)).root
        let chinese = JSONDocument(evaluation.output(.list, in: .chinese)).root
        let text = english["details"]?[0]?["errors"]?["required"]?.string
        #expect(text == "the member 'a' is missing; the member 'b' is missing")
        #expect(chinese["details"]?[0]?["errors"]?["required"]?.string == "缺少成员“a”；缺少成员“b”")
        let basic = JSONDocument(evaluation.output(.basic)).root
        #expect(basic["errors"]?.count == 2 && basic["errors"]?[1]?["keywordLocation"]?.string == "/required")
    }

    @Test("Basic errors are those that make the whole invalid, and no others")
    func basicErrors() throws {
        let schema = #"""
            {"if":{"type":"string"},"anyOf":[{"type":"string"},{"type":"array"}],"not":{"minItems":9},
             "contains":{"type":"integer"},"prefixItems":[false]}
            """#
        let basic = JSONDocument(try evaluation(schema, "[true,1]").output(.basic)).root
        let errors = try #require(basic["errors"]).elements.map { $0["keywordLocation"]?.string }
        #expect(errors == ["/prefixItems/0"])
        let none = JSONDocument(try evaluation(schema, "[true]").output(.basic)).root
        #expect(none["errors"]?.elements.map { $0["keywordLocation"]?.string } == ["/contains", "/prefixItems/0"])
    }

    @Test("Lists have the errors of all branches")
    func allBranches() throws {
        let schema = #"{"oneOf":[{"type":"string"},{"minimum":3},{"const":2}]}"#
        let evaluation = try evaluation(schema, "1")
        var messages: [String: String] = [:]
        evaluation.forEach { unit in
            for error in unit.errors { messages["\(unit.evaluationPath)/\(error.keyword)"] = error.message.english }
        }
        #expect(
            messages == [
                "/oneOf": "1 matches none of the 3 branches of 'oneOf'",
                "/oneOf/0/type": "expected a string, but found the number 1",
                "/oneOf/1/minimum": "1 is below the minimum 3", "/oneOf/2/const": "expected 2, but found the number 1",
            ]
        )
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let instance: String
        let keyword: String
        /// What the root is annotated with; nil when it is not.
        let value: JSONValue?
        var testDescription: String { "\(schema) ⊢ \(instance)" }
    }

    @Test(
        "Applicators annotate with what they were applied to",
        arguments: [
            Sample(
                schema: #"{"properties":{"a":{},"b":{}}}"#,
                instance: #"{"b":1,"c":2}"#,
                keyword: "properties",
                value: ["b"]
            ),
            Sample(schema: #"{"properties":{"a":{}}}"#, instance: "{}", keyword: "properties", value: []),
            Sample(schema: #"{"properties":{"a":{}}}"#, instance: "[]", keyword: "properties", value: nil),
            Sample(
                schema: #"{"patternProperties":{"^a":{},"b$":{}}}"#,
                instance: #"{"ab":1,"c":2}"#,
                keyword: "patternProperties",
                value: ["ab"]
            ),
            Sample(
                schema: #"{"properties":{"a":{}},"additionalProperties":{}}"#,
                instance: #"{"a":1,"c":2}"#,
                keyword: "additionalProperties",
                value: ["c"]
            ),
            Sample(
                schema: #"{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":{}}"#,
                instance: #"{"a":1,"c":2}"#,
                keyword: "unevaluatedProperties",
                value: ["c"]
            ),
            Sample(schema: #"{"prefixItems":[{},{}]}"#, instance: "[1,2,3]", keyword: "prefixItems", value: 1),
            Sample(schema: #"{"prefixItems":[{},{}]}"#, instance: "[1,2]", keyword: "prefixItems", value: true),
            Sample(schema: #"{"prefixItems":[{},{}]}"#, instance: "[]", keyword: "prefixItems", value: nil),
            Sample(schema: #"{"prefixItems":[{}],"items":{}}"#, instance: "[1,2]", keyword: "items", value: true),
            Sample(schema: #"{"prefixItems":[{}],"items":{}}"#, instance: "[1]", keyword: "items", value: nil),
            Sample(
                schema: #"{"contains":{"type":"null"}}"#,
                instance: "[1,null,2,null]",
                keyword: "contains",
                value: [1, 3]
            ),
            Sample(schema: #"{"contains":{"type":"null"}}"#, instance: "[null]", keyword: "contains", value: true),
            Sample(schema: #"{"unevaluatedItems":{}}"#, instance: "[1]", keyword: "unevaluatedItems", value: true),
            Sample(schema: #"{"x-unit":{"si":"m"}}"#, instance: "1", keyword: "x-unit", value: ["si": "m"]),
            Sample(schema: #"{"$comment":"no"}"#, instance: "1", keyword: "$comment", value: nil),
            Sample(schema: #"{"$defs":{}}"#, instance: "1", keyword: "$defs", value: nil),
            Sample(schema: #"{"maximum":3,"title":"a"}"#, instance: "4", keyword: "title", value: nil),
        ]
    )
    func annotates(_ sample: Sample) throws {
        let evaluation = try evaluation(sample.schema, sample.instance)
        let found = evaluation.root.annotations.first { $0.keyword == sample.keyword }
        #expect(found?.value == sample.value)
    }

    @Test("A unit too many is left out, and the evaluation says so; the verdict stays")
    func limits() throws {
        let schema = #"{"items":{"type":"integer"}}"#
        let whole = try evaluation(schema, "[1,2,3]", limit: 4)
        #expect(whole.isComplete && whole.root.details.count == 3)
        let cut = try evaluation(schema, "[1,2,\"3\"]", limit: 3)
        #expect(!cut.isComplete && !cut.isValid && cut.root.details.count == 2)
        let least = try evaluation(schema, "[1]", limit: 0)
        #expect(!least.isComplete && least.isValid && least.root.details.isEmpty)
    }

    @Test("An evaluation ends at the limits of depth and steps")
    func limitErrors() throws {
        let text = ##"{"items":{"$ref":"#"}}"##
        let instance = try parsed("[[[[[]]]]]")
        let depth = try Schema(parsed(text), options: SchemaOptions(limits: SchemaLimits(maximumDepth: 9)))
        #expect(try depth.evaluate(instance).isValid)
        let less = try Schema(parsed(text), options: SchemaOptions(limits: SchemaLimits(maximumDepth: 8)))
        #expect(throws: SchemaLimitError(limit: .depth)) { try less.evaluate(instance) }
        let steps = try Schema(parsed(text), options: SchemaOptions(limits: SchemaLimits(maximumStepCount: 8)))
        #expect(throws: SchemaLimitError(limit: .steps)) { try steps.evaluate(instance) }
    }
}
