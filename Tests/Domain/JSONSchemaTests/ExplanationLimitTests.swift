import Foundation
import JSON
import Testing

@testable import JSONSchema

@Suite("Limits of explanations and evaluations")
struct ExplanationLimitTests {
    private func onSmallStack(_ work: @escaping @Sendable () throws -> Void) {
        // An unoptimised build has frames several times as large.
        #if DEBUG
        let stack = 8 << 20
        #else
        let stack = 512 << 10
        #endif
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            #expect(throws: Never.self) { try work() }
            done.signal()
        }
        thread.stackSize = stack
        thread.start()
        done.wait()
    }

    @Test("What is as deep as the limit allows is explained, evaluated and written on a small stack")
    func smallStack() throws {
        let schema = try Schema(
            parsed(
                ##"""
                {"title":"t","if":{"not":{"const":1}},"then":{"oneOf":[
                  {"type":"object","properties":{"a":{"$ref":"#"}},"unevaluatedProperties":false,"required":["a"]},
                  {"type":"array","contains":{"type":["number","object"]},"items":{"$ref":"#"}}]}}
                """##
            )
        )
        // Each level takes four: the schema, `then`, the branch and the reference.
        for depth in [120, 126, 127, 128, 140] {
            let pairs = depth / 2
            let text = String(repeating: #"{"a":["#, count: pairs) + "2" + String(repeating: "]}", count: pairs)
            let document = try JSONParser(limits: JSONLimits(maximumDepth: 2 * depth)).parse(text)
            onSmallStack {
                do throws(SchemaLimitError) {
                    let report = try schema.report(on: document.root)
                    #expect(!report.isValid && !report.findings.isEmpty)
                    let evaluation = try schema.evaluate(document.root, limit: 5_000)
                    #expect(!evaluation.isValid)
                    for format in OutputFormat.allCases {
                        let output = evaluation.output(format)
                        #expect(!output.text().isEmpty)
                        #expect(JSONDocument(output).root["valid"]?.boolean == false)
                    }
                } catch {
                    #expect(depth > 120)
                }
            }
        }
    }

    @Test("Branches that double at every level end at the step limit, with a finding that says so")
    func steps() throws {
        var definitions = [#""d0":{"minimum":9}"#]
        for level in 1...40 {
            let part = ##"{"$ref":"#/$defs/d\##(level - 1)"}"##
            definitions.append(#""d\#(level)":{"anyOf":[\#(part),\#(part)]}"#)
        }
        let text = ##"{"$ref":"#/$defs/d40","$defs":{\##(definitions.joined(separator: ","))}}"##
        let schema = try Schema(parsed(text), options: SchemaOptions(limits: SchemaLimits(maximumStepCount: 10_000)))
        #expect(throws: SchemaLimitError(limit: .steps)) { try schema.report(on: parsed("1")) }
        #expect(throws: SchemaLimitError(limit: .steps)) { try schema.evaluate(parsed("1")) }
    }

    @Test("Where only the explanation runs into a limit, the refusal is reported without its reason")
    func unexplained() throws {
        // The fast mode stops at the first branch that refuses; the explanation looks at all of them.
        var definitions = [#""d0":{"minimum":1}"#]
        for level in 1...14 {
            let part = ##"{"$ref":"#/$defs/d\##(level - 1)"}"##
            definitions.append(#""d\#(level)":{"maximum":\#(level + 9),"allOf":[\#(part),\#(part)]}"#)
        }
        let text = ##"{"allOf":[{"$ref":"#/$defs/d14"}],"$defs":{\##(definitions.joined(separator: ","))}}"##
        let schema = try Schema(parsed(text), options: SchemaOptions(limits: SchemaLimits(maximumStepCount: 1_000)))
        let report = try schema.report(on: parsed("0"))
        #expect(!report.isValid && !report.isComplete && !report.findings.isEmpty)
    }

    @Test("There are never more findings than asked for, however many branches there are")
    func findings() throws {
        let wide = (0..<100).map { #"{"properties":{"p\#($0)":{"type":"null"}},"required":["q\#($0)"]}"# }
        let schema = try Schema(parsed(#"{"items":{"oneOf":[\#(wide.joined(separator: ","))]}}"#))
        let instance = try parsed("[" + (0..<50).map { #"{"p\#($0)":1}"# }.joined(separator: ",") + "]")
        let report = try schema.report(on: instance, limit: 10)
        #expect(report.findings.count == 10 && !report.isComplete)
        #expect(report.findings.map { $0.branches.first?.index } == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    }
}
