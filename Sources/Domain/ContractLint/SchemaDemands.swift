import Contract
import Diagnostics
import JSON

/// What the parts of one schema ask for together.
struct SchemaDemands {
    /// A keyword with a number, and the schema that has it.
    private struct Bound {
        let value: JSONNode
        let schema: Int
    }

    /// What `const` and `enum` leave, and how many parts have one of them.
    private struct Choice {
        var values: [JSONValue]
        var listCount = 1

        /// Leaves what a list has, too.
        mutating func narrow(to list: [JSONValue]) {
            let offered = Set(list)
            values.removeAll { !offered.contains($0) }
            listCount += 1
        }

        /// Whether parts that each leave something leave nothing together.
        var isEmpty: Bool { values.isEmpty && listCount > 1 }
    }

    private var bounds: [String: Bound] = [:]
    private var choice: Choice?
    /// The same of properties, by name.
    private var properties: [ByteName: Choice] = [:]
    private var required: Set<ByteName> = []
    private var types = SchemaTypes.all
    private var visited: Set<Int> = []

    /// The most schemas that are put together; what people write has a few.
    private static let maximumPartCount = 64
    /// The most values of a list that are compared with others.
    private static let maximumValueCount = 1_000
    private static let lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]
    private static let upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]

    /// The demands of a schema, and of all that applies to the same instance without condition.
    init(of schema: JSONNode, _ lookup: inout SchemaLookup) { add(schema, &lookup) }

    /// Whether nothing was found that another schema could contradict.
    var isEmpty: Bool { bounds.isEmpty && choice == nil && properties.isEmpty && required.isEmpty }

    /// Adds what another schema asks for that applies to the same instance.
    mutating func add(_ schema: JSONNode, _ lookup: inout SchemaLookup) {
        types.formIntersection(lookup.types(of: schema))
        var waiting = [schema]
        let most = visited.count + Self.maximumPartCount
        while let part = waiting.popLast(), visited.count < most {
            guard part.kind == .object, visited.insert(part.index).inserted, lookup.spend() else { continue }
            addBounds(of: part)
            if let list = Self.values(of: part) { Self.narrow(&choice, to: list) }
            addProperties(of: part, &lookup)
            waiting += lookup.parts(of: part).reversed()
        }
    }

    private mutating func addBounds(of part: JSONNode) {
        for name in Self.lower + Self.upper {
            guard let value = part[name], value.kind == .number else { continue }
            guard let known = bounds[name]?.value else {
                bounds[name] = Bound(value: value, schema: part.index)
                continue
            }
            let isCloser =
                Self.lower.contains(name)
                ? known.exactNumber < value.exactNumber : value.exactNumber < known.exactNumber
            if isCloser { bounds[name] = Bound(value: value, schema: part.index) }
        }
    }

    private mutating func addProperties(of part: JSONNode, _ lookup: inout SchemaLookup) {
        if let names = part["required"], lookup.spend(names.count) {
            required.formUnion(names.elements.compactMap(\.string).map { ByteName($0) })
        }
        guard let members = part["properties"], lookup.spend(members.count) else { return }
        for (name, schema) in members.members {
            guard let list = Self.values(of: lookup.resolved(schema)) else { continue }
            Self.narrow(&properties[ByteName(name)], to: list)
        }
    }

    private static func narrow(_ choice: inout Choice?, to list: [JSONValue]) {
        if choice == nil { choice = Choice(values: list) } else { choice?.narrow(to: list) }
    }

    /// The values that `const` or `enum` of a schema leave; nil where there is neither, or too many.
    private static func values(of schema: JSONNode) -> [JSONValue]? {
        var values: [JSONValue]?
        if let list = schema["enum"], list.kind == .array, (1...maximumValueCount).contains(list.count) {
            values = list.elements.map { JSONValue($0) }
        }
        guard let constant = schema["const"].map({ JSONValue($0) }) else { return values }
        return values.map { $0.filter { $0 == constant } } ?? [constant]
    }

    // MARK: Conflicts

    /// What keeps every value away; nil when nothing does, as far as this sees.
    var conflict: LocalizedText? { valueConflict ?? boundConflict ?? propertyConflict }

    private var valueConflict: LocalizedText? {
        guard let choice else { return nil }
        if choice.isEmpty { return LocalizedText("the lists of values share none", zh: "各取值列表没有共同的值") }
        guard !choice.values.isEmpty, choice.values.allSatisfy({ isOutside($0) }) else { return nil }
        return LocalizedText("the bounds refuse every value of the list", zh: "取值范围排除了列表中的所有值")
    }

    private var boundConflict: LocalizedText? {
        // A list has been held against the bounds.
        if choice != nil { return nil }
        let pairs: [(least: String, most: String, types: SchemaTypes, isStrict: Bool)] = [
            ("minimum", "maximum", [.number, .integer], false),
            ("exclusiveMinimum", "maximum", [.number, .integer], true),
            ("minimum", "exclusiveMaximum", [.number, .integer], true),
            ("exclusiveMinimum", "exclusiveMaximum", [.number, .integer], true),
            ("minLength", "maxLength", .string, false), ("minItems", "maxItems", .array, false),
            ("minProperties", "maxProperties", .object, false),
        ]
        for (least, most, wanted, isStrict) in pairs where types.isSubset(of: wanted) {
            // Within one schema another rule tells it.
            guard let low = bounds[least], let high = bounds[most], low.schema != high.schema else { continue }
            let (one, other) = (low.value.exactNumber, high.value.exactNumber)
            guard other < one || isStrict && !(one < other) else { continue }
            let (left, right) = (low.value.text(), high.value.text())
            return LocalizedText(
                "one part has '\(least)' \(left), another '\(most)' \(right)",
                zh: "一部分的“\(least)”为 \(left)，另一部分的“\(most)”为 \(right)"
            )
        }
        return nil
    }

    private var propertyConflict: LocalizedText? {
        guard types == .object else { return nil }
        let names = properties.filter { $0.value.isEmpty && required.contains($0.key) }.keys
        guard let name = names.min() else { return nil }
        return LocalizedText(
            "'\(name)' is required, and the parts leave it no value",
            zh: "“\(name)”是必需的，而各部分没有为它留下任何值"
        )
    }

    private func isOutside(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text):
            let count = text.unicodeScalars.count
            return bounds["maxLength"]?.value.integer.map { count > $0 } ?? false
                || bounds["minLength"]?.value.integer.map { count < $0 } ?? false
        case .number(let number):
            func bound(_ name: String) -> JSONNumber? { bounds[name]?.value.number }
            return bound("minimum").map { number < $0 } ?? false || bound("maximum").map { $0 < number } ?? false
                || bound("exclusiveMinimum").map { !($0 < number) } ?? false
                || bound("exclusiveMaximum").map { !(number < $0) } ?? false
        default: return false
        }
    }
}
