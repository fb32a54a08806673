import JSON
import Testing

@testable import JSONSchema

@Suite("Instances that ask for too much")
struct HostileInstanceTests {
    private func schema(_ text: String, _ limits: SchemaLimits = SchemaLimits()) throws -> Schema {
        try Schema(parsed(text), options: SchemaOptions(assertsFormat: true, limits: limits))
    }

    @Test("A text nested deeper than the parser's limit is refused with its place")
    func parserDepth() throws {
        #expect(JSONLimits().maximumDepth == 1_024)
        for depth in [1_025, 1_000_000] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let error = #expect(throws: JSONError.self) { try JSONParser().parse(text) }
            #expect(error?.code == .tooDeep)
            #expect(error?.byteOffset == 1_024)
        }
    }

    @Test("A small instance takes as many steps as its nodes allow, and no more")
    func stepsPerNode() throws {
        let limits = SchemaLimits(maximumStepCount: 1_000_000, maximumStepCountPerNode: 3)
        #expect(limits.stepCount(forNodes: 0) == 49_152)
        #expect(limits.stepCount(forNodes: 1) == 49_155)
        #expect(limits.stepCount(forNodes: 10_000_000) == 1_000_000)
        #expect(SchemaLimits(maximumStepCountPerNode: .max).stepCount(forNodes: 1) == 1 << 30)
    }

    @Test("The same schema asked for twice at every level is asked once")
    func repeated() throws {
        var definitions = [#""d0":{"minimum":1}"#]
        for level in 1...60 {
            let part = ##"{"$ref":"#/$defs/d\##(level - 1)"}"##
            definitions.append(#""d\#(level)":{"maximum":\#(level + 9),"allOf":[\#(part),\#(part)]}"#)
        }
        let schema = try schema(##"{"$ref":"#/$defs/d60","$defs":{\##(definitions.joined(separator: ","))}}"##)
        #expect(try schema.accepts(parsed("5")))
        #expect(try !schema.accepts(parsed("0")))
    }

    @Test("Checks of single values cost steps too, and so do matches of patterns")
    func leaves() throws {
        let limits = SchemaLimits(maximumStepCountPerNode: 1)
        let lengths = (0..<10_000).map { #"{"items":{"maxLength":\#($0 + 10)}}"# }.joined(separator: ",")
        let strings = try parsed("[" + (0..<2_000).map { "\"s\($0)\"" }.joined(separator: ",") + "]")
        #expect(throws: SchemaLimitError(limit: .steps)) {
            try schema(#"{"allOf":[\#(lengths)]}"#, limits).accepts(strings)
        }
        let branches = (0..<10_000).map { #"{"maxLength":0,"pattern":"^x\#($0)$"}"# }.joined(separator: ",")
        #expect(throws: SchemaLimitError(limit: .steps)) {
            try schema(#"{"items":{"anyOf":[\#(branches),{"maxLength":9}]}}"#, limits).accepts(strings)
        }
        let costly = try schema(#"{"items":{"not":{"pattern":"^(a*)(a*)(a*)\\1\\2\\3b$"}}}"#, limits)
        let texts = (0..<10).map { _ in "\"" + String(repeating: "a", count: 60) + "\"" }
        #expect(try !costly.accepts(parsed(#"["aab"]"#)))
        #expect(throws: SchemaLimitError(limit: .steps)) {
            try costly.accepts(parsed("[\(texts.joined(separator: ","))]"))
        }
    }

    @Test("Dynamic references that multiply end at a limit")
    func dynamicReferences() throws {
        let schema = try schema(
            ##"""
            {"$id":"/a","$dynamicAnchor":"n","type":"array","items":{"anyOf":[{"not":{"$ref":"b"}},{"$ref":"b"}]},
            "$defs":{"b":{"$id":"b","$dynamicAnchor":"n","anyOf":[{"$dynamicRef":"#n"},{"$dynamicRef":"/a#n"}]}}}
            """##,
            SchemaLimits(maximumStepCountPerNode: 32)
        )
        let depth = 60
        let instance = try parsed(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        #expect(throws: SchemaLimitError(limit: .steps)) { try schema.accepts(instance) }
    }

    @Test("Elements that differ in their last and deepest part only are told apart")
    func uniqueItems() throws {
        let schema = try schema(#"{"uniqueItems":true}"#)
        func element(_ number: Int) -> String {
            String(repeating: #"{"a":["#, count: 40) + "\(number)" + String(repeating: "]}", count: 40)
        }
        let different = (0..<1_000).map(element).joined(separator: ",")
        #expect(try schema.accepts(parsed("[\(different)]")))
        #expect(try !schema.accepts(parsed("[\(different),\(element(999))]")))
        let objects = (0..<2_000).map { #"{"a":\#($0),"b":\#(2_000 - $0)}"# }.joined(separator: ",")
        #expect(try schema.accepts(parsed("[\(objects)]")))
        #expect(try !schema.accepts(parsed(#"[\#(objects),{"b":1,"a":1999.0}]"#)))
    }

    @Test("Arrays in arrays, each with other elements, are not hashed again without end")
    func nestedUniqueItems() throws {
        let schema = try schema(##"{"uniqueItems":true,"items":{"$ref":"#"}}"##)
        let others = (0..<60).map { "\($0)" }.joined(separator: ",")
        let depth = 500
        let text = String(repeating: "[\(others),", count: depth) + "[]" + String(repeating: "]", count: depth)
        let limits = SchemaLimits(maximumStepCountPerNode: 500)
        let limited = try self.schema(##"{"uniqueItems":true,"items":{"$ref":"#"}}"##, limits)
        #expect(throws: SchemaLimitError(limit: .steps)) { try limited.accepts(parsed(text)) }
        #expect(try schema.accepts(parsed("[[\(others)],[\(others),1.5]]")))
    }

    @Test("Long lists of constants and of names cost steps")
    func lists() throws {
        let limits = SchemaLimits(maximumStepCountPerNode: 1)
        let arrays = (0..<20_000).map { "[\($0)]" }.joined(separator: ",")
        let constants = try schema(#"{"items":{"enum":[\#(arrays)]}}"#, limits)
        let instance = try parsed("[" + Array(repeating: "[19999]", count: 1_000).joined(separator: ",") + "]")
        #expect(throws: SchemaLimitError(limit: .steps)) { try constants.accepts(instance) }
        let fractions = (0..<20_000).map { "\($0).5" }.joined(separator: ",")
        let numbers = try schema(#"{"items":{"enum":[\#(fractions)]}}"#, limits)
        let halves = try parsed("[" + Array(repeating: "19999.5", count: 1_000).joined(separator: ",") + "]")
        #expect(throws: SchemaLimitError(limit: .steps)) { try numbers.accepts(halves) }
        let patterns = (0..<2_000).map { #""^x\#($0)$":true"# }.joined(separator: ",")
        let members = (0..<2_000).map { #""n\#($0)":1"# }.joined(separator: ",")
        let named = try schema(#"{"patternProperties":{\#(patterns)},"additionalProperties":{"minimum":1}}"#, limits)
        #expect(throws: SchemaLimitError(limit: .steps)) { try named.accepts(parsed("{\(members)}")) }
        let triggers = (0..<2_000).map { #""n\#($0)":["n\#($0 + 1)"]"# }.joined(separator: ",")
        let dependent = try schema(#"{"items":{"dependentRequired":{\#(triggers)}}}"#, limits)
        let objects = try parsed(
            "[" + Array(repeating: "{\(members),\"n2000\":0}", count: 4).joined(separator: ",") + "]"
        )
        #expect(throws: SchemaLimitError(limit: .steps)) { try dependent.accepts(objects) }
    }

    @Test("An explanation ends where enumerations are long")
    func explanation() throws {
        let numbers = (0..<40_000).map { "\($0)" }.joined(separator: ",")
        let schema = try schema(#"{"items":{"enum":[\#(numbers)]}}"#)
        let list = Array(repeating: "39999", count: 20_000).joined(separator: ",")
        #expect(try schema.findings(in: parsed("[\(list),\"x\"]")).count == 1)
    }

    @Test(
        "Patterns that stall a backtracking engine have their verdict, or are given up",
        arguments: [
            ("(a+)+$", false), (#"^(([a-z])+.)+[A-Z]([a-z])+$"#, false), ("(a|aa)+$", false), ("(?<=(a+)+)b", false),
            ("(?<!(a*)*b)!$", true), (#"(a+)+\\1b"#, nil), (#"(?:(?=(a+))\\1)+b"#, nil),
            ("(?:a?){4000}(?:aa?){4000}b", nil),
        ] as [(String, Bool?)]
    )
    func patterns(_ pattern: String, _ expected: Bool?) throws {
        let text = "\"" + String(repeating: "a", count: 50_000) + "!\""
        let limits = SchemaLimits(maximumPatternStepCount: 100_000)
        let matching = try schema(#"{"pattern":"\#(pattern)"}"#, limits)
        let instance = try parsed(text)
        if let expected {
            #expect(try matching.accepts(instance) == expected)
            #expect(try matching.findings(in: instance).isEmpty == expected)
        } else {
            #expect(throws: SchemaLimitError(limit: .pattern)) { try matching.accepts(instance) }
            #expect(throws: SchemaLimitError(limit: .pattern)) { try matching.findings(in: instance) }
        }
        let named = try schema(#"{"patternProperties":{"\#(pattern)":true},"additionalProperties":false}"#, limits)
        let object = try parsed("{\(text):1}")
        if let expected {
            #expect(try named.accepts(object) == expected)
        } else {
            #expect(throws: SchemaLimitError(limit: .pattern)) { try named.accepts(object) }
        }
    }

    @Test("Long strings have their verdict in every format")
    func formats() throws {
        let pieces = [
            "a", "1", ".", "-", "a.", "1:", "::", "%41", "{a}", "~0", "例", "xn--a.", "\\\"", "(a", "[", "@", "P1D",
            "e\u{301}", "א",
        ]
        for name in [
            "date-time", "email", "idn-email", "hostname", "idn-hostname", "ipv6", "uri", "iri", "uri-template",
            "json-pointer", "regex", "duration", "byte", "relative-json-pointer",
        ] {
            let schema = try schema(#"{"format":"\#(name)"}"#)
            for piece in pieces {
                let instance = try parsed("\"" + String(repeating: piece, count: 5_000) + "\"")
                let isAccepted = try schema.accepts(instance)
                #expect(try schema.findings(in: instance).isEmpty == isAccepted)
            }
        }
    }
}
