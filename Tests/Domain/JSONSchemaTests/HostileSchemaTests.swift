import Diagnostics
import JSON
import Testing

@testable import JSONSchema

@Suite("Schemas that ask for too much")
struct HostileSchemaTests {
    private func compile(_ text: String, _ limits: SchemaLimits = SchemaLimits()) throws -> Schema {
        let document = try JSONParser(limits: JSONLimits(maximumDepth: 10_000_000)).parse(text)
        return try Schema(document.root, options: SchemaOptions(assertsFormat: true, limits: limits))
    }

    /// The first error; nil when the schema compiles.
    private func error(_ text: String, _ limits: SchemaLimits = SchemaLimits()) throws -> SchemaError? {
        do {
            _ = try compile(text, limits)
            return nil
        } catch let error as InvalidSchema {
            #expect(error.errors.allSatisfy { $0.position != nil })
            return error.errors.first
        }
    }

    @Test("Schemas stand in one another as deep as the limit, and no deeper", arguments: [10_000, 1_000_000])
    func depth(count: Int) throws {
        func nested(_ count: Int) -> String {
            String(repeating: #"{"minLength":1,"allOf":["#, count: count) + "true"
                + String(repeating: "]}", count: count)
        }
        let limits = SchemaLimits(maximumSchemaDepth: 20)
        #expect(try error(nested(20), limits) == nil)
        let past = try #require(try error(nested(21), limits))
        #expect(past.code == .tooDeep)
        #expect(past.pointer.tokens.count == 40)
        #expect(past.message.english.contains("maximumSchemaDepth"))
        #expect(try error(nested(512)) == nil)
        #expect(try error(nested(513))?.code == .tooDeep)
        #expect(try error(nested(count))?.code == .tooDeep)
    }

    @Test("A schema as deep as the limit is applied, or the depth of evaluation ends it")
    func appliedDepth() throws {
        let text =
            String(repeating: #"{"minLength":1,"allOf":["#, count: 511) + "true" + String(repeating: "]}", count: 511)
        #expect(try compile(text).accepts(parsed(#""a""#)))
        #expect(throws: SchemaLimitError(limit: .depth)) {
            try compile(text, SchemaLimits(maximumDepth: 50)).accepts(parsed(#""a""#))
        }
    }

    @Test("So many schemas compile as the limit says, and no more")
    func subschemas() throws {
        let text = #"{"allOf":[{"minimum":1},{"minimum":2},{"minimum":3}]}"#
        #expect(try error(text, SchemaLimits(maximumSubschemaCount: 4)) == nil)
        #expect(try error(text, SchemaLimits(maximumSubschemaCount: 3))?.code == .tooLarge)
    }

    @Test("So many documents and identifiers are registered as the limits say, and no more")
    func registry() throws {
        let builtIn = SchemaRegistry()
        let text = #"{"$defs":{"a":{"$id":"a"},"b":{"$id":"b","$defs":{"c":{"$id":"c"}}}}}"#
        let documents = builtIn.documents.count + 1
        #expect(try error(text, SchemaLimits(maximumDocumentCount: documents)) == nil)
        let many = try #require(try error(text, SchemaLimits(maximumDocumentCount: documents - 1)))
        #expect(many.code == .tooLarge && many.message.english.contains("maximumDocumentCount"))
        let resources = builtIn.resources.count + 4
        #expect(try error(text, SchemaLimits(maximumResourceCount: resources)) == nil)
        let named = try #require(try error(text, SchemaLimits(maximumResourceCount: resources - 1)))
        #expect(named.code == .tooLarge && named.message.english.contains("maximumResourceCount"))
    }

    @Test("A compiled schema is as large as the limit, and no larger")
    func programSize() throws {
        let text = #"{"allOf":[{"minLength":1},{"minLength":2},{"maximum":3}]}"#
        let sizes = try (1...400).map { try error(text, SchemaLimits(maximumProgramSize: $0))?.code }
        let enough = try #require(sizes.firstIndex(of: nil))
        #expect(enough > 1)
        #expect(sizes[..<enough].allSatisfy { $0 == .tooLarge })
        #expect(sizes[enough...].allSatisfy { $0 == nil })
    }

    @Test("So many errors are reported as the limit says")
    func errors() throws {
        let keywords = (0..<1_000).map { ##""p\##($0)":{"$ref":"#/$defs/none\##($0)"}"## }.joined(separator: ",")
        for count in [1, 5, 100] {
            do {
                _ = try compile(#"{"properties":{\#(keywords)}}"#, SchemaLimits(maximumErrorCount: count))
                Issue.record("compiled")
            } catch let error as InvalidSchema {
                #expect(error.errors.count == count)
            }
        }
    }

    @Test("Patterns are as long and as costly as the limits say, and no more")
    func patterns() throws {
        let text = #"{"pattern":"^(?:ab|cd)*$"}"#
        #expect(try error(text, SchemaLimits(maximumPatternByteCount: 12)) == nil)
        let long = try #require(try error(text, SchemaLimits(maximumPatternByteCount: 11)))
        #expect(long.code == .costlyPattern && long.message.english.contains("maximumPatternByteCount"))
        let many = (0..<20).map { #""p\#($0)":{"pattern":"^(?:ab|\#($0){5,600})*$"}"# }.joined(separator: ",")
        #expect(try error(#"{"properties":{\#(many)}}"#) == nil)
        let costly = try #require(
            try error(#"{"properties":{\#(many)}}"#, SchemaLimits(maximumPatternProgramSize: 10_000))
        )
        #expect(costly.code == .costlyPattern && costly.message.english.contains("maximumPatternProgramSize"))
        for pattern in [
            "((a{0,100}){0,100}){0,100}b",
            String(repeating: "(?<=", count: 1_000) + String(repeating: ")", count: 1_000),
            String(repeating: "(", count: 30_000) + String(repeating: ")", count: 30_000), "(?:x.){1,1000000000}y",
        ] {
            #expect(try error(#"{"pattern":"\#(pattern)"}"#)?.code == .costlyPattern, "\(pattern.prefix(20))")
            #expect(try error(#"{"patternProperties":{"\#(pattern)":{}}}"#)?.code == .costlyPattern)
        }
    }

    @Test("A chain of 100,000 references leads to its end")
    func chain() throws {
        let count = 100_000
        let links = (0..<count).map { ##""d\##($0)":{"$ref":"#/$defs/d\##($0 + 1)"}"## }.joined(separator: ",")
        let schema = try compile(##"{"$ref":"#/$defs/d0","$defs":{\##(links),"d\##(count)":{"type":"null"}}}"##)
        #expect(try schema.accepts(parsed("null")))
        #expect(try !schema.accepts(parsed("1")))
        #expect(try schema.findings(in: parsed("1")).count == 1)
        let heavy = (0..<20_000).map { ##""d\##($0)":{"minLength":1,"$ref":"#/$defs/d\##($0 + 1)"}"## }.joined(
            separator: ","
        )
        let deep = try compile(##"{"$ref":"#/$defs/d0","$defs":{\##(heavy),"d20000":{"minLength":1}}}"##)
        #expect(throws: SchemaLimitError(limit: .depth)) { try deep.accepts(parsed(#""a""#)) }
    }

    @Test("References into places that no keyword names do not make each other slow")
    func unknownPlaces() throws {
        let count = 20_000
        let places = (0..<count).map { _ in #"{"type":"null"}"# }.joined(separator: ",")
        let references = (0..<count).map { ##"{"$ref":"#/x/\##($0)"}"## }.joined(separator: ",")
        let schema = try compile(#"{"x":[\#(places)],"anyOf":[\#(references)]}"#)
        #expect(try schema.accepts(parsed("null")))
        #expect(try !schema.accepts(parsed("1")))
    }

    @Test("Names known beforehand are not copied into every schema that closes an object")
    func unevaluated() throws {
        let count = 1_500
        let names = (0..<count).map { #""p\#($0)":true"# }.joined(separator: ",")
        let users = (0..<count).map { ##""u\##($0)":{"$ref":"#/$defs/all","unevaluatedProperties":false}"## }
            .joined(separator: ",")
        let schema = try compile(#"{"properties":{\#(users)},"$defs":{"all":{"properties":{\#(names)}}}}"#)
        #expect(schema.program.tables.slots.count < 3_500_000)
        for user in [0, count / 2, count - 1] {
            #expect(try schema.accepts(parsed(#"{"u\#(user)":{"p0":1,"p\#(count - 1)":1}}"#)))
            #expect(try !schema.accepts(parsed(#"{"u\#(user)":{"p\#(count)":1}}"#)))
        }
    }

    @Test("Many dynamic anchors in many schemas are found without comparing each with each")
    func dynamicAnchors() throws {
        let count = 2_000
        let parts = (0..<count).map {
            ##""d\##($0)":{"$id":"r\##($0)","$dynamicAnchor":"a\##($0)","type":"object","properties":{"x":{"$dynamicRef":"#a\##($0)"}}}"##
        }
        let references = (0..<count).map { #"{"$ref":"r\#($0)"}"# }.joined(separator: ",")
        let schema = try compile(#"{"anyOf":[\#(references)],"$defs":{\#(parts.joined(separator: ","))}}"#)
        #expect(try schema.accepts(parsed(#"{"x":{"x":{}}}"#)))
        #expect(try !schema.accepts(parsed(#"{"x":1}"#)))
    }

    @Test(
        "Huge lists of values and names, and numbers beyond any machine's, have their verdict",
        arguments: [
            (#"{"minLength":1e400}"#, #""a""#, false), (#"{"maxLength":1e400}"#, #""a""#, true),
            (#"{"minItems":1e1000000000}"#, "[1]", false), (#"{"maxProperties":1e1000000000}"#, "{}", true),
            (#"{"minContains":1e400,"contains":true}"#, "[1]", false),
            (#"{"minimum":1e1000000000}"#, "1e999999999", false),
            (#"{"multipleOf":1e-400}"#, "0.1", true), (#"{"multipleOf":1e-400}"#, "1e-401", false),
            (#"{"multipleOf":1e1000000000}"#, "1e1000000001", true),
            (#"{"multipleOf":3e1000000000}"#, "1e1000000001", false),
            (#"{"multipleOf":3}"#, "1e1000000000", false), (#"{"multipleOf":0.5}"#, "1e1000000000", true),
            (#"{"const":1e1000000000}"#, "10e999999999", true), (#"{"type":"integer"}"#, "1e1000000000", true),
            (#"{"enum":[1e-1000000000]}"#, "1e-1000000000", true),
        ]
    )
    func numbers(_ schema: String, _ instance: String, _ isValid: Bool) throws {
        let schema = try compile(schema)
        #expect(try schema.accepts(parsed(instance)) == isValid)
        #expect(try schema.findings(in: parsed(instance)).isEmpty == isValid)
    }

    @Test("A divisor has as many digits as the limit, and no more; a dividend as many as it likes")
    func digits() throws {
        let limits = SchemaLimits(maximumDivisorDigitCount: 5)
        #expect(try error(#"{"multipleOf":12345e7}"#, limits) == nil)
        let past = try #require(try error(#"{"multipleOf":0.0123456}"#, limits))
        #expect(past.code == .tooLarge && past.message.english.contains("maximumDivisorDigitCount"))
        let divisor = String(repeating: "7", count: 4_096)
        #expect(try error(#"{"multipleOf":1\#(divisor)}"#)?.code == .tooLarge)
        let schema = try compile(#"{"multipleOf":\#(divisor)}"#)
        // Twenty-five times the divisor, one after the other, and the same with one more at the end.
        #expect(try schema.accepts(parsed(String(repeating: divisor, count: 25))))
        #expect(try !schema.accepts(parsed(String(repeating: divisor, count: 25) + "1")))
        let fives = try compile(#"{"multipleOf":5e-100000}"#)
        #expect(try fives.accepts(parsed(String(repeating: "3", count: 100_000))))
        let bounds = String(repeating: "9", count: 100_000)
        let bounded = try compile(#"{"maximum":\#(bounds),"enum":[\#(bounds),1]}"#)
        #expect(try bounded.accepts(parsed(bounds)))
        #expect(try !bounded.accepts(parsed(bounds + "0")))
    }

    @Test("Names that were made to share a slot are spread by a seed that nobody outside knows")
    func crowded() throws {
        // With a seed of one's own, names can be found that all begin at the same slot; with another they do not.
        let (known, other): (UInt64, UInt64) = (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344)
        var names: [PropertyName] = []
        var number = 0
        while names.count < 300 {
            number += 1
            let name = PropertyName(String(number, radix: 36))
            if PropertyTable.start(of: name.key, mask: 1023, seed: known) == 0 { names.append(name) }
        }
        let starts = Set(names.map { PropertyTable.start(of: $0.key, mask: 1023, seed: other) })
        #expect(starts.count > 150, "\(starts.count)")
    }

    @Test("Huge lists have their verdict")
    func lists() throws {
        let numbers = (0..<50_000).map { "\($0),\"\($0)\"" }.joined(separator: ",")
        let names = (0..<100_000).map { #""n\#($0)""# }.joined(separator: ",")
        let members = (0..<100_000).map { #""n\#($0)":0"# }.joined(separator: ",")
        let schema = try compile(#"{"enum":[\#(numbers)]}"#)
        #expect(try schema.accepts(parsed("49999.0")))
        #expect(try !schema.accepts(parsed("50000")))
        let required = try compile(#"{"required":[\#(names)]}"#)
        #expect(try required.accepts(parsed("{\(members)}")))
        #expect(try !required.accepts(parsed("{\(members.replacing("\"n5\":", with: "\"m5\":"))}")))
    }
}
