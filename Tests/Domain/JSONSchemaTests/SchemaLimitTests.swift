import Foundation
import JSON
import Testing

@testable import JSONSchema

@Suite("Limits of evaluation")
struct SchemaLimitTests {
    /// Runs work on a thread with a small stack, and waits for it.
    private func onSmallStack(_ byteCount: Int, _ work: @escaping @Sendable () -> Void) {
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            work()
            done.signal()
        }
        thread.stackSize = byteCount
        thread.start()
        done.wait()
    }

    @Test("An instance nested a million deep ends at the limit")
    func deepInstance() throws {
        let depth = 1_000_000
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let document = try JSONParser(limits: JSONLimits(maximumDepth: depth)).parse(text)
        for schema in [
            ##"{"type":"array","items":{"$ref":"#"}}"##, ##"{"items":{"$dynamicRef":"#a"},"$dynamicAnchor":"a"}"##,
            ##"{"contains":{"$ref":"#"}}"##, ##"{"anyOf":[{"items":{"$ref":"#"}},{"prefixItems":[{"$ref":"#"}]}]}"##,
            ##"{"items":{"$ref":"#"},"unevaluatedItems":false,"anyOf":[true]}"##,
        ] {
            let schema = try Schema(parsed(schema))
            #expect(throws: SchemaLimitError(limit: .depth)) { try schema.accepts(document.root) }
            #expect(throws: SchemaLimitError(limit: .depth)) { try schema.findings(in: document.root) }
        }
        let equal = try Schema(JSONDocument(JSONValue.object([.init("const", .array([]))])).root)
        #expect(try !equal.accepts(document.root))
        let pair = try JSONParser(limits: JSONLimits(maximumDepth: depth + 1)).parse("[\(text),\(text)]")
        let unique = try Schema(parsed(#"{"uniqueItems":true}"#))
        #expect(throws: SchemaLimitError(limit: .depth)) { try unique.accepts(pair.root) }
    }

    @Test("At the depth limit the answer stands, one level deeper it does not")
    func atTheLimit() throws {
        let options = SchemaOptions(limits: SchemaLimits(maximumDepth: 20))
        let schema = try Schema(parsed(##"{"type":"array","items":{"$ref":"#"}}"##), options: options)
        func nested(_ count: Int) throws -> JSONNode {
            try parsed(String(repeating: "[", count: count) + String(repeating: "]", count: count))
        }
        #expect(try schema.accepts(nested(20)))
        #expect(throws: SchemaLimitError(limit: .depth)) { try schema.accepts(nested(21)) }
    }

    @Test("Branches that double at every level end at the step limit")
    func steps() throws {
        var definitions = [#""d0":{"minimum":1}"#]
        for level in 1...60 {
            let part = ##"{"$ref":"#/$defs/d\##(level - 1)"}"##
            definitions.append(#""d\#(level)":{"maximum":\#(level + 9),"oneOf":[\#(part),\#(part)]}"#)
        }
        let text = ##"{"$ref":"#/$defs/d60","$defs":{\##(definitions.joined(separator: ","))}}"##
        let options = SchemaOptions(limits: SchemaLimits(maximumStepCount: 100_000))
        let schema = try Schema(parsed(text), options: options)
        #expect(throws: SchemaLimitError(limit: .steps)) { try schema.accepts(parsed("5")) }
    }

    @Test("The default depth fits a thread with half a mebibyte of stack")
    func smallStack() throws {
        let depth = 5_000
        let text = String(repeating: #"{"a":["#, count: depth) + String(repeating: "]}", count: depth)
        let document = try JSONParser(limits: JSONLimits(maximumDepth: 2 * depth)).parse(text)
        let schema = try Schema(
            parsed(
                ##"""
                {"$dynamicAnchor":"t","anyOf":[{"type":"null"},{"$ref":"#/$defs/o"},{"type":"array",
                "oneOf":[{"items":{"$dynamicRef":"#t"}},{"type":"string"}]}],"unevaluatedProperties":false,
                "$defs":{"o":{"type":"object","patternProperties":{"^a":{"not":{"not":{"$ref":"#"}}}},"if":{"type":"object"},
                "then":{"required":["a"]}}}}
                """##
            )
        )
        // An unoptimised build has frames several times as large.
        #if DEBUG
        let stack = 8 << 20
        #else
        let stack = 512 << 10
        #endif
        onSmallStack(stack) {
            #expect(throws: SchemaLimitError(limit: .depth)) { try schema.accepts(document.root) }
            let (verdict, _) = schema.explain(document.root, limit: 10)
            #expect(verdict == nil)
        }
    }

    @Test("Many equal and unequal elements are told apart in linear time")
    func manyElements() throws {
        let schema = try Schema(parsed(#"{"uniqueItems":true}"#))
        let numbers = (0..<100_000).map { "\($0),\"\($0)\",[\($0)],{\"a\":\($0)}" }.joined(separator: ",")
        #expect(try schema.accepts(parsed("[\(numbers)]")))
        #expect(try !schema.accepts(parsed("[\(numbers),77.0]")))
    }
}
