import JSON

/// Changes inputs so that most stay JSON: one value takes the place of another, or goes.
struct SchemaMutator {
    private var random: SplitMix

    init(seed: UInt32) { random = SplitMix(state: UInt64(seed)) }

    /// Texts that take a value's place, beside those of the input itself.
    private static let snippets: [[UInt8]] = [
        "true", "false", "{}", "[]", "null", "0", "-1", "1.0", "1e400", "\"\"", "\"a\"", "[[]]", #"{"a":1}"#,
        #"{"a":{}}"#,
        ##"{"$ref":"#"}"##, ##"{"$ref":"#/$defs/a"}"##, ##"{"$dynamicRef":"#a"}"##, ##"{"$recursiveRef":"#"}"##,
        #"{"not":{}}"#, #"{"type":"object"}"#, #"{"type":["array","null"]}"#, #"{"const":1}"#, #"{"enum":[1,"a"]}"#,
        #"{"anyOf":[{"type":"null"},{"items":true}]}"#, #"{"oneOf":[{"type":"null"},{"required":["a"]}]}"#,
        #"{"if":{"minLength":1},"then":{"maxLength":3},"else":false}"#, #"{"allOf":[{"properties":{"a":true}}]}"#,
        #"{"unevaluatedProperties":false}"#, #"{"unevaluatedItems":false,"contains":{"const":1}}"#,
        #"{"prefixItems":[true],"items":false}"#, #"{"patternProperties":{"^a":false},"additionalProperties":{}}"#,
        #"{"propertyNames":{"pattern":"^.$"}}"#, #"{"dependentSchemas":{"a":{"minProperties":2}}}"#,
        #"{"uniqueItems":true,"minItems":1}"#, #"{"pattern":"(?=a)|b+?"}"#, #"{"format":"date"}"#,
        #"{"$id":"b","$dynamicAnchor":"a"}"#, #"{"$anchor":"a","multipleOf":0.3}"#,
        #"{"contains":true,"maxContains":0}"#,
    ].map { Array($0.utf8) }

    private static let names: [[UInt8]] = [
        "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "items", "prefixItems", "contains", "properties",
        "patternProperties", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties",
        "dependentSchemas", "dependentRequired", "dependencies", "$defs", "$ref", "$dynamicRef", "$id", "$anchor",
        "$dynamicAnchor", "$recursiveAnchor", "minContains", "maxContains", "required", "type", "const", "enum", "a",
        "b",
    ].map { Array("\"\($0)\"".utf8) }

    /// The input with one value, name or member changed; nil when nothing could be.
    mutating func mutated(_ input: [UInt8]) -> [UInt8]? {
        guard input.count > 1 else { return nil }
        var parts = input.dropFirst().split(separator: 0xFF, omittingEmptySubsequences: false).map(Array.init)
        let chosen = Int.random(in: parts.indices, using: &random)
        guard let places = Self.places(in: parts[chosen]), let place = places.randomElement(using: &random) else {
            return nil
        }
        var replacement: [UInt8]
        if place.isName {
            replacement = Self.names.randomElement(using: &random) ?? []
        } else if Bool.random(using: &random) {
            replacement = Self.snippets.randomElement(using: &random) ?? []
        } else {
            let source = parts.randomElement(using: &random) ?? []
            guard let other = Self.places(in: source)?.filter({ !$0.isName }).randomElement(using: &random) else {
                return nil
            }
            replacement = Array(source[other.range])
        }
        let old = Array(parts[chosen][place.range])
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where !place.isName:
            let name = Self.names.randomElement(using: &random) ?? []
            replacement = Array("{".utf8) + name + Array(":".utf8) + replacement + Array("}".utf8)
        case 1 where old.first == UInt8(ascii: "{") && old.count > 2:
            let name = Self.names.randomElement(using: &random) ?? []
            replacement = old.dropLast() + Array(",".utf8) + name + Array(":".utf8) + replacement + Array("}".utf8)
        case 1 where old.first == UInt8(ascii: "[") && old.count > 2:
            replacement = old.dropLast() + Array(",".utf8) + replacement + Array("]".utf8)
        default: break
        }
        parts[chosen].replaceSubrange(place.range, with: replacement)
        return input.prefix(1) + Array(parts.joined(separator: [0xFF]))
    }

    private struct Place {
        let range: Range<Int>
        let isName: Bool
    }

    /// Where the values and names of a text stand, strings with escapes apart; nil when it is no JSON.
    private static func places(in text: [UInt8]) -> [Place]? {
        let document: JSONDocument
        do {
            document = try JSONParser().parse(text)
        } catch {
            return nil  // Other mutations are for texts that are no JSON.
        }
        var places: [Place] = []
        var open: [(node: Int, isObject: Bool, isName: Bool)] = []
        for (index, node) in document.nodes.enumerated() {
            while let last = open.last, document.end(of: last.node) <= index { open.removeLast() }
            var isName = false
            if let last = open.indices.last, open[last].isObject {
                isName = open[last].isName
                open[last].isName.toggle()
            }
            let start = node.kind == .string ? node.offset - 1 : node.offset
            switch node.kind {
            case .array, .object:
                open.append((index, node.kind == .object, true))
                if let end = Self.end(ofBrackets: text, from: start) {
                    places.append(Place(range: start..<end, isName: false))
                }
            case .string where node.offset + node.length >= text.count: break
            case .string: places.append(Place(range: start..<node.offset + node.length + 1, isName: isName))
            default: places.append(Place(range: start..<start + node.length, isName: false))
            }
        }
        return places
    }

    private static func end(ofBrackets text: [UInt8], from start: Int) -> Int? {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for offset in start..<text.count {
            let byte = text[offset]
            if isInString {
                isInString = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return offset + 1 }
            default: break
            }
        }
        return nil
    }
}

/// A generator that libFuzzer's seed decides.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
