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
                    var writer = JSONWriter()
                    writer.value(JSONDocument(schemaValue).root)
                    writer.raw(" on ".utf8)
                    writer.value(instance.root)
                    let text = String(decoding: writer.bytes, as: UTF8.self)
                    Issue.record("round \(round): fast says \(isAccepted): \(text)")
                }
            }
        }
        #expect(verdicts.allSatisfy { $0 > 5_000 }, "\(verdicts)")
    }
}
