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

    private var bounds: [String: Bound] = [:]
    /// The values that `const` and `enum` leave; nil when there is neither.
    private var values: [JSONValue]?
    /// How many parts list values.
    private var listCount = 0
    private let types: SchemaTypes

    /// The most schemas that are put together; what people write has a few.
    private static let maximumPartCount = 64
    private static let lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]
    private static let upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]

    init(of schema: JSONNode, _ lookup: inout SchemaLookup) {
        types = lookup.types(of: schema)
        var waiting = [schema]
        var visited: Set<Int> = []
        while let part = waiting.popLast(), visited.count < Self.maximumPartCount {
            guard part.kind == .object, visited.insert(part.index).inserted else { continue }
            add(part)
            waiting += lookup.parts(of: part).reversed()
        }
    }

    private mutating func add(_ part: JSONNode) {
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
        var lists: [[JSONValue]] = []
        if let constant = part["const"] { lists.append([JSONValue(constant)]) }
        if let list = part["enum"], list.kind == .array, list.count > 0 {
            lists.append(list.elements.map { JSONValue($0) })
        }
        for list in lists {
            listCount += 1
            let offered = Set(list)
            values = values.map { $0.filter { offered.contains($0) } } ?? list
        }
    }

    /// What keeps every value away; nil when nothing does, as far as this sees.
    var conflict: LocalizedText? {
        if let values {
            if values.isEmpty, listCount > 1 {
                return LocalizedText("the lists of values share none", zh: "各取值列表没有共同的值")
            }
            let isRefused = !values.isEmpty && values.allSatisfy { isTooShortOrLong($0) }
            return isRefused ? LocalizedText("the bounds refuse every value of the list", zh: "长度限制排除了列表中的所有值") : nil
        }
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

    private func isTooShortOrLong(_ value: JSONValue) -> Bool {
        guard case .string(let text) = value else { return false }
        let count = text.unicodeScalars.count
        return bounds["maxLength"]?.value.integer.map { count > $0 } ?? false
            || bounds["minLength"]?.value.integer.map { count < $0 } ?? false
    }
}

extension SchemaRules {
    /// Parts that exclude each other by more than their types.
    static func conflicts(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        let node = facts.node
        if refusesEverything(facts[.not]),
            run.map.kind(of: run.map.owner(of: run.map.parent(of: node.index))) != .schema
        {
            // Inside another schema it says that there must be nothing.
            return reportConflict(LocalizedText("'not' refuses everything", zh: "“not”拒绝一切"), on: node, &run)
        }
        if let name = missingProperty(facts), run.schemas.types(of: node) == .object {
            let text = LocalizedText(
                "'\(name)' is required, and 'additionalProperties' refuses it",
                zh: "“\(name)”是必需的，而“additionalProperties”拒绝它"
            )
            return reportConflict(text, on: node, &run)
        }
        guard facts.hasAny([.allOf, .ref, .enum]), !run.schemas.types(of: node).isEmpty else { return }
        guard facts.hasAny([.allOf, .ref]) || facts.hasAny([.maxLength, .minLength]) else { return }
        if let conflict = SchemaDemands(of: node, &run.schemas).conflict { reportConflict(conflict, on: node, &run) }
    }

    private static func refusesEverything(_ inner: JSONNode?) -> Bool {
        guard let inner else { return false }
        return inner.boolean == true || inner.kind == .object && inner.members.allSatisfy { isAnnotation($0.name) }
    }

    /// A required property that a closed schema does not have.
    private static func missingProperty(_ facts: borrowing SchemaFacts) -> String? {
        guard facts[.additionalProperties]?.boolean == false, !facts.has(.patternProperties),
            let required = facts[.required], required.count > 0
        else { return nil }
        let names = Set(facts[.properties]?.members.map(\.name) ?? [])
        return required.elements.lazy.compactMap(\.string).first { !names.contains($0) }
    }

    private static func reportConflict(_ conflict: LocalizedText, on node: JSONNode, _ run: inout LintRun) {
        run.report(
            LocalizedText("\(conflict.english): nothing is valid", zh: "\(conflict.chinese)：没有任何值有效"),
            on: node,
            remedy: LocalizedText("correct one of the two", zh: "请更正其一")
        )
    }
}
