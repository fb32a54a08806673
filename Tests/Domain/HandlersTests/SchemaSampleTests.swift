import JSON
import JSONSchema
import Testing

@testable import Handlers

@Suite("Samples of schemas")
struct SchemaSampleTests {
    @Test("Among the candidates of a schema is one that it accepts")
    func candidates() throws {
        for text in [
            "{}", "true", #"{"type":"null"}"#, #"{"type":["string","null"],"minLength":3}"#,
            #"{"type":"boolean","const":false}"#,
            #"{"type":"integer","minimum":3,"exclusiveMaximum":5}"#,
            #"{"type":"integer","exclusiveMinimum":-3,"maximum":-2}"#,
            #"{"type":"number","multipleOf":0.1,"minimum":0.25}"#,
            #"{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}"#,
            #"{"type":"number","multipleOf":2.5,"allOf":[{"multipleOf":4}],"minimum":1}"#,
            #"{"type":"number","maximum":-7.5}"#,
            #"{"type":"number","multipleOf":1e3,"minimum":1}"#, #"{"type":"integer","minimum":9007199254740993}"#,
            #"{"type":"string","maxLength":2}"#, #"{"type":"string","minLength":40}"#,
            #"{"type":"string","pattern":"^\\d{3}$"}"#,
            #"{"type":"string","pattern":"[a-z]","minLength":9,"maxLength":9}"#,
            #"{"pattern":"^x","allOf":[{"pattern":"y$"}],"type":"string"}"#,
            #"{"type":"string","enum":["b","a"],"not":{"const":"b"}}"#, #"{"type":"string","not":{"const":"text"}}"#,
            #"{"type":"string","format":"date-time"}"#, #"{"type":"string","format":"uuid"}"#,
            #"{"type":"string","format":"email","minLength":30}"#,
            #"{"type":"string","format":"ipv6"}"#, #"{"type":"string","format":"regex"}"#,
            #"{"type":"string","format":"time"}"#,
            #"{"type":"array","minItems":4,"uniqueItems":true,"items":{"type":"string"}}"#,
            #"{"type":"array","minItems":2,"uniqueItems":true,"items":{"type":"boolean"}}"#,
            #"{"type":"array","minItems":3,"uniqueItems":true,"items":{"type":"object","required":["id"],"properties":{"id":{"type":"integer"}}}}"#,
            #"{"type":"array","uniqueItems":true,"minItems":3,"items":{"type":"string","format":"date"}}"#,
            #"{"type":"array","prefixItems":[{"const":1},{"type":"string"}],"items":false,"minItems":2}"#,
            #"{"type":"array","contains":{"type":"integer","minimum":5},"minContains":2}"#,
            #"{"type":"array","maxItems":0,"items":{}}"#,
            #"{"type":"object","required":["a","b"]}"#,
            #"{"type":"object","minProperties":3,"additionalProperties":{"type":"integer"}}"#,
            #"{"type":"object","minProperties":2,"propertyNames":{"enum":["x","y"]}}"#,
            #"{"type":"object","maxProperties":1,"properties":{"a":{},"b":{}}}"#,
            #"{"type":"object","patternProperties":{"^s_":{"type":"string"}},"additionalProperties":false,"minProperties":1}"#,
            #"{"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"a":{"minimum":4}},"required":["a"]}],"unevaluatedProperties":false}"#,
            #"{"oneOf":[{"type":"integer","minimum":5},{"type":"integer","minimum":3,"maximum":9}]}"#,
            #"{"anyOf":[{"type":"string","pattern":"(?<=x)y"},{"type":"integer"}]}"#,
            #"{"oneOf":[{"required":["a"]},{"required":["b"]}],"properties":{"a":{"type":"integer"},"b":{"type":"integer"}}}"#,
            #"{"type":"object","properties":{"k":{"enum":["a","b"]}},"required":["k"],"if":{"properties":{"k":{"const":"a"}}},"then":{"required":["x"]}}"#,
            #"{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"dependentRequired":{"a":["b","c"]}}"#,
            #"{"type":"integer","example":"wrong"}"#, #"{"type":"integer","minimum":5,"default":1,"examples":[2]}"#,
            #"{"type":"object","properties":{"a":false,"b":{"type":"string"}}}"#,
            ##"{"$defs":{"N":{"type":"object","required":["v"],"properties":{"v":{"type":"integer"},"n":{"$ref":"#/$defs/N"}}}},"$ref":"#/$defs/N"}"##,
        ] {
            let node = try Sample.schema(text)
            let schema = try Schema(node)
            let sample = SchemaSample(of: node)
            if sample.candidates.first(where: { (try? schema.accepts(JSONDocument($0).root)) ?? false }) == nil {
                Issue.record("\(text): \(sample.full.text())")
            }
        }
    }

    @Test("The author's word comes first, then the smallest value")
    func order() throws {
        for (text, value) in [
            (#"{"type":"string","example":"a","default":"b"}"#, "a"),
            (#"{"type":"string","default":"b","enum":["a","b"]}"#, "b"),
            (#"{"enum":["x","y"]}"#, "x"), (#"{"type":"string"}"#, "text"),
            (#"{"type":"string","examples":["e"]}"#, "e"),
        ] as [(String, JSONValue)] {
            #expect(SchemaSample(of: try Sample.schema(text)).full == value, "\(text)")
        }
        let object = try Sample.schema(
            #"{"type":"object","required":["a"],"properties":{"b":{"type":"integer"},"a":{"type":"array","items":{"type":"null"}},"p":{"writeOnly":true}}}"#
        )
        #expect(SchemaSample(of: object).full.text() == #"{"b":0,"a":[null]}"#)
        #expect(SchemaSample(of: object).minimal.text() == #"{"a":[]}"#)
    }

    @Test(
        "Greedy schemas cost little",
        arguments: [
            #"{"type":"array","minItems":1000000000,"items":{}}"#, #"{"type":"string","minLength":1000000000}"#,
            #"{"type":"object","minProperties":1000000000}"#, #"{"type":"string","pattern":"^(a{100}){100}$"}"#,
        ]
    )
    func greedy(_ text: String) throws { _ = SchemaSample(of: try Sample.schema(text)).full }
}
