import Foundation
import JSON
import Testing

@testable import JSONSchema

/// Makes schemas and instances at random, always the same ones for one seed.
private struct Maker: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 29)) &* 0x9E37_79B9_7F4A_7C15 >> 3
    }

    private mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &self)]
    }

    mutating func instance(_ depth: Int = 0) -> JSONValue {
        let simple: [JSONValue] = [.null, true, false, 0, 1, 2, 7, "", "a", "ab", "long enough", .number(half)]
        guard depth < 3, Bool.random(using: &self) else { return one(of: simple) }
        let count = Int.random(in: 0...3, using: &self)
        if Bool.random(using: &self) { return .array((0..<count).map { _ in instance(depth + 1) }) }
        var object = JSONValue.object([])
        for _ in 0..<count { object[name()] = instance(depth + 1) }
        return object
    }

    private var half: JSONNumber { JSONNumber("1.50") ?? JSONNumber(1) }

    private mutating func name() -> String { one(of: ["a", "b", "c", "a much longer name", "b much longer name"]) }

    mutating func schema(_ depth: Int = 0) -> JSONValue {
        if depth > 3 || Int.random(in: 0..<8, using: &self) == 0 { return one(of: [true, false, .object([])]) }
        var schema = JSONValue.object([])
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let (keyword, value) = member(depth + 1)
            schema[keyword] = value
        }
        return schema
    }

    private mutating func schemas(_ depth: Int) -> JSONValue {
        .array((0..<Int.random(in: 1...3, using: &self)).map { _ in schema(depth) })
    }

    private mutating func map(_ depth: Int, _ names: [String]) -> JSONValue {
        var map = JSONValue.object([])
        for _ in 0..<Int.random(in: 1...3, using: &self) { map[one(of: names)] = schema(depth) }
        return map
    }

    private mutating func names() -> JSONValue { .array(Array(Set([name(), name()])).sorted().map { .string($0) }) }

    private mutating func member(_ depth: Int) -> (String, JSONValue) {
        let all = ["a", "b", "c", "a much longer name", "b much longer name"]
        switch Int.random(in: 0..<34, using: &self) {
        case 0, 1: return ("type", .string(one(of: TypeSet.names.map(\.name))))
        case 2:
            return ("type", .array([.string(one(of: ["null", "object"])), .string(one(of: ["array", "integer"]))]))
        case 3: return ("const", instance(2))
        case 4: return ("enum", .array([instance(2), instance(2)]))
        case 5: return ("minimum", .integer(Int.random(in: 0...3, using: &self)))
        case 6: return ("exclusiveMaximum", .number(half))
        case 7: return ("multipleOf", .number(JSONNumber("0.5") ?? JSONNumber(1)))
        case 8: return ("minLength", .integer(Int.random(in: 0...2, using: &self)))
        case 9: return ("maxLength", .integer(Int.random(in: 0...2, using: &self)))
        case 10: return ("pattern", one(of: ["^a", "b$", "."]))
        case 11: return ("minItems", .integer(Int.random(in: 0...2, using: &self)))
        case 12: return ("uniqueItems", true)
        case 13: return ("contains", schema(depth))
        case 14: return ("minContains", .integer(Int.random(in: 0...2, using: &self)))
        case 15: return ("maxContains", .integer(Int.random(in: 0...2, using: &self)))
        case 16: return ("prefixItems", schemas(depth))
        case 17: return ("items", schema(depth))
        case 18: return ("properties", map(depth, all))
        case 19: return ("patternProperties", map(depth, ["^a", "b", "name$"]))
        case 20: return ("additionalProperties", schema(depth))
        case 21: return ("propertyNames", schema(depth))
        case 22: return ("required", names())
        case 23: return ("dependentRequired", .object([.init(name(), names())]))
        case 24: return ("dependentSchemas", map(depth, all))
        case 25: return ("allOf", schemas(depth))
        case 26: return ("anyOf", schemas(depth))
        case 27: return ("oneOf", schemas(depth))
        case 28: return ("not", schema(depth))
        case 29: return ("if", schema(depth))
        case 30: return (one(of: ["then", "else"]), schema(depth))
        case 31: return ("unevaluatedProperties", schema(depth))
        case 32: return ("unevaluatedItems", schema(depth))
        default: return ("$ref", .string("#/$defs/" + one(of: ["x", "y"])))
        }
    }

    /// A value with another value somewhere inside.
    mutating func damaged(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(var elements) where !elements.isEmpty && Int.random(in: 0..<6, using: &self) > 0:
            let position = Int.random(in: 0..<elements.count, using: &self)
            elements[position] = damaged(elements[position])
            return .array(elements)
        case .object(var members) where !members.isEmpty && Int.random(in: 0..<6, using: &self) > 0:
            let position = Int.random(in: 0..<members.count, using: &self)
            if Int.random(in: 0..<4, using: &self) == 0 {
                members[position].name += "x"
            } else {
                members[position].value = damaged(members[position].value)
            }
            return .object(members)
        default: return instance(1)
        }
    }

    /// Several schemas for one object, or for the elements of one array, that refer to each other's members.
    mutating func overlappingSchema() -> JSONValue {
        let names = ["a", "b", "c", "a much longer name"]
        let leaves: [JSONValue] = [
            ["type": "integer"], ["minimum": 1], ["type": ["string", "integer"]], true, ["const": 1],
        ]
        let parts = (0..<Int.random(in: 2...3, using: &self)).map { _ in
            var part: JSONValue = ["type": "object"]
            var members = JSONValue.object([])
            for name in names where Bool.random(using: &self) {
                let isNested = Int.random(in: 0..<5, using: &self) == 0
                members[name] = isNested ? ["$ref": "#/$defs/whole"] : one(of: leaves)
            }
            part["properties"] = members
            if Int.random(in: 0..<3, using: &self) == 0 { part["required"] = [.string(one(of: names))] }
            switch Int.random(in: 0..<4, using: &self) {
            case 0: part["additionalProperties"] = false
            case 1: part["additionalProperties"] = one(of: leaves)
            default: break
            }
            return part
        }
        let isArray = Bool.random(using: &self)
        let branches = isArray ? parts.map { JSONValue.object([.init("items", $0)]) } : parts
        let whole: JSONValue = ["allOf": .array(branches)]
        return ["$defs": ["whole": whole], "$ref": "#/$defs/whole"]
    }

    mutating func overlappingInstance(_ depth: Int = 0) -> JSONValue {
        var object = JSONValue.object([])
        for name in ["c", "a much longer name", "a", "b", "d"] where Bool.random(using: &self) {
            let isNested = depth < 2 && Int.random(in: 0..<4, using: &self) == 0
            object[name] = isNested ? overlappingInstance(depth + 1) : one(of: [0, 1, 1, 2, "x"])
        }
        if Int.random(in: 0..<3, using: &self) > 0 { return object }
        return .array([object, one(of: [object, 1, "x"])])
    }

    /// A schema with two definitions to refer to, which may refer back from their children.
    mutating func wholeSchema() -> JSONValue {
        var whole = schema()
        if case .boolean = whole { whole = .object([]) }
        whole["$defs"] = .object([.init("x", schema(2)), .init("y", schema(2))])
        return whole
    }
}

@Suite("Both modes")
struct AgreementTests {
    @Test("The fast mode and the explaining mode come to the same verdict, whatever the schema")
    func agree() throws {
        var maker = Maker(state: 42)
        var verdicts = [0, 0]
        for round in 0..<6_000 {
            let schemaValue = maker.wholeSchema()
            let schema: Schema
            do {
                schema = try Schema(JSONDocument(schemaValue).root)
            } catch {
                // Definitions may lead to each other without end; nothing else may be wrong.
                #expect(error.errors.allSatisfy { $0.code == .endlessReference })
                continue
            }
            for _ in 0..<12 {
                let instance = JSONDocument(maker.instance())
                let isAccepted = try schema.accepts(instance.root)
                verdicts[isAccepted ? 1 : 0] += 1
                let (verdict, findings) = schema.explain(instance.root, limit: 50)
                if verdict != isAccepted || findings.isEmpty != isAccepted {
                    let text = "\(schemaValue.text()) on \(instance.root.text())"
                    Issue.record("round \(round): fast says \(isAccepted): \(text)")
                }
            }
        }
        #expect(verdicts.allSatisfy { $0 > 5_000 }, "\(verdicts)")
    }

    @Test(
        "What a refused branch has looked at is forgotten",
        arguments: [
            (
                #"""
                {"unevaluatedProperties":false,"anyOf":[{"properties":{"x":true}},{"required":["a"]}],
                 "properties":{"a":{"anyOf":[
                  {"unevaluatedProperties":false,"anyOf":[{"additionalProperties":{"type":"integer"}},{"required":["k"]}],
                   "not":{"required":["m"]}},
                  {"minProperties":1}]}}}
                """#, #"{"a":{"m":1},"bad":1}"#, #"{"a":{"m":1}}"#
            ),
            (
                #"""
                {"unevaluatedItems":false,"anyOf":[{"prefixItems":[true]},{"minItems":9}],
                 "prefixItems":[{"anyOf":[
                  {"unevaluatedItems":false,"anyOf":[{"items":{"type":"integer"}},{"minItems":7}],"not":{"maxItems":1}},
                  {"minItems":1}]}]}
                """#, "[[7],3]", "[[7]]"
            ),
        ]
    )
    func refusedBranches(_ text: String, _ refused: String, _ accepted: String) throws {
        let schema = try Schema(try JSONParser().parse(text).root)
        for (instance, verdict) in [(refused, false), (accepted, true)] {
            let node = try JSONParser().parse(instance).root
            #expect(try schema.accepts(node) == verdict)
            #expect(schema.explain(node, limit: 50).isAccepted == verdict)
        }
    }

    @Test("They agree where several schemas speak of the same members and elements")
    func overlapping() throws {
        var maker = Maker(state: 11)
        var verdicts = [0, 0]
        for round in 0..<2_000 {
            let schemaValue = maker.overlappingSchema()
            let schema = try Schema(JSONDocument(schemaValue).root)
            for _ in 0..<20 {
                let instance = JSONDocument(maker.overlappingInstance())
                let isAccepted = try schema.accepts(instance.root)
                verdicts[isAccepted ? 1 : 0] += 1
                if schema.explain(instance.root, limit: 50).isAccepted != isAccepted {
                    let text = "\(schemaValue.text()) on \(instance.root.text())"
                    Issue.record("round \(round): fast says \(isAccepted): \(text)")
                }
            }
        }
        #expect(verdicts.allSatisfy { $0 > 5_000 }, "\(verdicts)")
    }

    @Test("On real schemas they agree as well, and on real documents that are damaged in one place")
    func realSchemas() throws {
        guard let folder = Corpora.folder("schema-bench") else { return }
        var maker = Maker(state: 7)
        var verdicts = [0, 0]
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
        for name in names {
            let home = folder.appending(path: name)
            let schema = try Schema(try Corpora.document(at: home.appending(path: "schema.json")).root)
            let lines = try String(contentsOf: home.appending(path: "instances.jsonl"), encoding: .utf8)
            for line in lines.split(separator: "\n").prefix(40) {
                let whole = try JSONParser().parse(String(line))
                #expect(try schema.accepts(whole.root), "\(name): \(line.prefix(80))")
                for _ in 0..<4 {
                    let damaged = JSONDocument(maker.damaged(JSONValue(whole.root)))
                    let isAccepted = try schema.accepts(damaged.root)
                    verdicts[isAccepted ? 1 : 0] += 1
                    let (verdict, findings) = schema.explain(damaged.root, limit: 20)
                    if verdict != isAccepted || findings.isEmpty != isAccepted {
                        Issue.record("\(name): fast says \(isAccepted): \(damaged.root.text().prefix(400))")
                    }
                }
            }
        }
        #expect(verdicts.allSatisfy { $0 > 100 }, "\(verdicts)")
    }
}
