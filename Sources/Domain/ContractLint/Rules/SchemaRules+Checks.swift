import Contract
import Diagnostics
import JSON

/// The checks of `schema.*` that look at the keywords of one schema.
enum SchemaRules {
    // MARK: Values

    static func bounds(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        let pairs: [(least: SchemaKeyword, most: SchemaKeyword)] = [
            (.minLength, .maxLength), (.minItems, .maxItems), (.minProperties, .maxProperties),
            (.minContains, .maxContains), (.minimum, .maximum),
        ]
        for (least, most) in pairs {
            // Both mean nothing by themselves.
            if least == .minContains, !facts.has(.contains) { continue }
            guard let low = facts[least], let high = facts[most], low.kind == .number, high.kind == .number,
                high.exactNumber < low.exactNumber
            else { continue }
            reportBounds(least, low, most, high, &run)
        }
        let exclusive: [(least: SchemaKeyword, most: SchemaKeyword)] = [
            (.exclusiveMinimum, .maximum), (.minimum, .exclusiveMaximum), (.exclusiveMinimum, .exclusiveMaximum),
        ]
        for (least, most) in exclusive {
            guard let low = facts[least], let high = facts[most], low.kind == .number, high.kind == .number,
                !(low.exactNumber < high.exactNumber)
            else { continue }
            reportBounds(least, low, most, high, &run)
        }
        wholeNumberBounds(facts, &run)
        if let required = facts[.required], let most = facts[.maxProperties], most.kind == .number {
            let names = Set(required.elements.compactMap(\.string).map { ByteName($0) })
            guard let limit = most.integer, limit >= 0, names.count > limit else { return }
            run.report(
                LocalizedText(
                    "\(names.count) properties are required and at most \(limit) allowed: nothing is valid",
                    zh: "有 \(names.count) 个必需属性，但最多允许 \(limit) 个：没有任何值有效"
                ),
                on: most,
                remedy: LocalizedText("raise 'maxProperties'", zh: "请增大“maxProperties”")
            )
        }
    }

    /// Between 5 and 6 there is no whole number.
    private static func wholeNumberBounds(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let low = facts[.exclusiveMinimum], let high = facts[.exclusiveMaximum], let type = facts[.type],
            declaredTypes(type) == .integer, let least = low.integer, let most = high.integer,
            least < most, most - 1 <= least
        else { return }
        reportBounds(.exclusiveMinimum, low, .exclusiveMaximum, high, &run)
    }

    private static func reportBounds(
        _ least: SchemaKeyword,
        _ low: JSONNode,
        _ most: SchemaKeyword,
        _ high: JSONNode,
        _ run: inout LintRun
    ) {
        let (one, other) = ("'\(least.name)' is \(low.text())", "'\(most.name)' \(high.text())")
        run.report(
            LocalizedText(
                "\(one) and \(other): nothing is valid",
                zh: "“\(least.name)”为 \(low.text())，“\(most.name)”为 \(high.text())：没有任何值有效"
            ),
            on: low.index > high.index ? low : high,
            remedy: LocalizedText("swap them, or correct one", zh: "请互换，或更正其一")
        )
    }

    static func enumTypes(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let type = facts[.type] else { return }
        let allowed = declaredTypes(type)
        guard !allowed.isEmpty else { return }
        let values = (facts[.enum]?.elements.map { $0 } ?? []) + [facts[.const]].compactMap { $0 }
        for value in values where !accepts(allowed, value) {
            run.report(
                LocalizedText(
                    "\(excerpt(value)) is not of the type that 'type' asks for",
                    zh: "\(excerpt(value)) 不是“type”要求的类型"
                ),
                at: value,
                remedy: LocalizedText("write it as that type, or add its type", zh: "请改成该类型的值，或增加其类型")
            )
        }
    }

    static func declaredTypes(_ type: JSONNode) -> SchemaTypes {
        let names = type.kind == .array ? type.elements.map(\.string) : [type.string]
        return names.reduce([]) { $0.union(SchemaTypes(name: $1)) }
    }

    /// Whether types let a value through; `1.0` is an integer.
    static func accepts(_ types: SchemaTypes, _ value: JSONNode) -> Bool {
        if value.kind == .number { return types.contains(value.exactNumber.isInteger ? .integer : .number) }
        return types.contains(SchemaTypes(of: value))
    }

    static func excerpt(_ value: JSONNode) -> String {
        let text = value.text()
        return text.count > 40 ? String(text.prefix(39)) + "…" : text
    }

    static func enumDuplicates(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let values = facts[.enum], values.kind == .array else { return }
        var seen: Set<JSONValue> = []
        for value in values.elements where !seen.insert(JSONValue(value)).inserted {
            run.report(
                LocalizedText("\(excerpt(value)) is there twice", zh: "\(excerpt(value)) 重复出现"),
                at: value,
                remedy: LocalizedText("remove one, or correct it", zh: "请删除其一，或更正")
            )
        }
    }

    static func requiredUndefined(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        let lists = [facts[.required]] + (facts[.dependentRequired]?.members.map { $0.value } ?? [])
        let required = lists.compactMap { $0 }.flatMap { $0.elements.map { $0 } }
        guard !required.isEmpty else { return }
        // What is listed here needs no search.
        let own = Set(facts[.properties]?.members.map { ByteName($0.name) } ?? [])
        let open = required.filter { name in name.string.map { !own.contains(ByteName($0)) } ?? false }
        guard !open.isEmpty else { return }
        let known = propertiesAround(facts.node, &run)
        // Where nothing is described, nothing is misspelt.
        guard !known.isOpen, !known.names.isEmpty || run.isStrict else { return }
        let names = known.names.sorted().map(\.description)
        for name in open {
            guard let text = name.string, !known.names.contains(ByteName(text)) else { continue }
            let nearest = run.nearest(to: text, among: names)
            run.report(
                LocalizedText("'\(text)' is required, but nothing describes it", zh: "“\(text)”是必需的，但没有描述"),
                at: name,
                remedy: LocalizedText(
                    nearest.map { "did you mean '\($0)'?" } ?? "add it to 'properties'",
                    zh: nearest.map { "是否想写“\($0)”？" } ?? "请添加到“properties”中"
                )
            )
        }
    }

    /// The properties of a schema, and of all that applies to the same instance: what it is a part of, and what
    /// extends it.
    private static func propertiesAround(_ schema: JSONNode, _ run: inout LintRun) -> SchemaLookup.Properties {
        var known = SchemaLookup.Properties()
        var visited: Set<Int> = []
        var around: Set<Int> = []
        var waiting: [(schema: JSONNode, below: SchemaKeyword?)] = [(schema, nil)]
        while let (current, keyword) = waiting.popLast(), !known.isOpen {
            guard around.insert(current.index).inserted else { continue }
            // Of alternatives, the others do not apply where this one does.
            let excluded = keyword == .anyOf || keyword == .oneOf ? keyword?.name : nil
            run.schemas.properties(of: current, without: excluded, into: &known, visited: &visited)
            if let (parent, keyword) = schemaAround(current, run.map) {
                // What must not be there need not be described.
                if keyword == .not { known.isOpen = true }
                waiting.append((parent, keyword))
            }
            waiting += run.index.schemas(extending: current.index).map { (run.document.node(at: $0), nil) }
        }
        return known
    }

    /// The schema around one that applies to the same instance, and the keyword below which it stands; nil when it
    /// stands for itself.
    private static func schemaAround(_ schema: JSONNode, _ map: ContractMap) -> (JSONNode, SchemaKeyword)? {
        let document = schema.document
        var place = schema.index
        var parent = map.parent(of: place)
        if document.nodes[parent].kind == .array {
            place = parent
            parent = map.parent(of: place)
        }
        if place > 0, map.kind(of: parent) == nil, map.isName(parent - 1),
            SchemaKeyword(document.nodes[parent - 1], in: document) == .dependentSchemas
        {
            // By the name of a property.
            return (document.node(at: map.parent(of: parent)), .dependentSchemas)
        }
        guard place > 0, map.kind(of: parent) == .schema, map.isName(place - 1) else { return nil }
        guard let keyword = SchemaKeyword(document.nodes[place - 1], in: document) else { return nil }
        switch keyword {
        case .allOf, .anyOf, .oneOf, .if, .then, .else, .not: return (document.node(at: parent), keyword)
        default: return nil
        }
    }

    // MARK: Keywords

    private static let keywordTypes: [(types: SchemaTypes, keywords: [SchemaKeyword])] = [
        ([.number, .integer], [.multipleOf, .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum]),
        (.string, [.minLength, .maxLength, .pattern, .contentEncoding, .contentMediaType, .contentSchema]),
        (
            .array,
            [
                .items, .prefixItems, .contains, .minItems, .maxItems, .uniqueItems, .minContains, .maxContains,
                .unevaluatedItems,
            ]
        ),
        (
            .object,
            [
                .properties, .patternProperties, .additionalProperties, .propertyNames, .required, .minProperties,
                .maxProperties, .dependentRequired, .dependentSchemas, .unevaluatedProperties,
            ]
        ),
    ]

    static func keywordWithoutType(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let type = facts[.type] else { return }
        let allowed = declaredTypes(type)
        guard !allowed.isEmpty else { return }
        for (types, keywords) in keywordTypes where types.isDisjoint(with: allowed) {
            for keyword in keywords {
                guard let value = facts[keyword] else { continue }
                run.report(
                    LocalizedText(
                        "'\(keyword.name)' has no effect on the type \(type.text())",
                        zh: "“\(keyword.name)”对类型 \(type.text()) 不起作用"
                    ),
                    on: value,
                    remedy: LocalizedText("remove it, or correct the type", zh: "请删除，或更正类型")
                )
            }
        }
    }

    static func arrayWithoutItems(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let type = facts[.type], declaredTypes(type).contains(.array) else { return }
        if facts.hasAny([.items, .prefixItems, .contains, .unevaluatedItems, .const, .enum]) { return }
        for keyword in ["items", "prefixItems", "contains", "unevaluatedItems"]
        where run.keyword(keyword, around: facts.node) != nil { return }
        let branches = run.schemas.branches(of: facts.node)
        if branches.contains(where: { run.schemas.keyword("items", of: $0) != nil }) { return }
        run.report(
            LocalizedText("nothing says what the list holds", zh: "没有说明列表的内容"),
            on: facts.node,
            remedy: LocalizedText("add 'items'", zh: "请添加“items”")
        )
    }

    static func unknownKeyword(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        for name in facts.otherNames {
            let text = name.nameText
            let plain = String(text.unicodeScalars.filter { $0 != "_" && $0 != "-" }.map { Character($0) }).lowercased()
            let nearest =
                SchemaKeyword.allNames.first { $0.lowercased() == plain }
                ?? (text.utf8.count > 3 ? run.nearest(to: text, among: SchemaKeyword.allNames) : nil)
            run.report(
                LocalizedText("'\(text)' is no keyword of schemas", zh: "“\(text)”不是模式的关键字"),
                at: name,
                remedy: LocalizedText(
                    nearest.map { "did you mean '\($0)'?" } ?? "remove it, or let its name start with 'x-'",
                    zh: nearest.map { "是否想写“\($0)”？" } ?? "请删除，或让其名称以“x-”开头"
                )
            )
        }
    }

    static func otherDraft(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        // Whoever names a dialect may mean its keywords.
        if facts.has(.schema) || run.root["jsonSchemaDialect"] != nil { return }
        let successors: [(keyword: SchemaKeyword, names: [String])] = [
            (.dependencies, ["dependentRequired", "dependentSchemas"]), (.additionalItems, ["items"]),
            (.recursiveRef, ["$dynamicRef"]), (.recursiveAnchor, ["$dynamicAnchor"]), (.definitions, ["$defs"]),
            (.legacyID, ["$id"]),
        ]
        for (keyword, names) in successors {
            guard let value = facts[keyword] else { continue }
            if keyword == .legacyID, value.kind != .string { continue }
            // Definitions are only a place to point into.
            if keyword == .definitions, !run.isStrict { continue }
            run.report(
                LocalizedText(
                    "'\(keyword.name)' belongs to another draft of JSON Schema",
                    zh: "“\(keyword.name)”属于 JSON Schema 的其他版本"
                ),
                on: value,
                remedy: LocalizedText(
                    "write " + names.map { "'\($0)'" }.joined(separator: " or "),
                    zh: "请写" + names.map { "“\($0)”" }.joined(separator: "或")
                )
            )
        }
    }

    static func danglingConditional(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        let partners: [(keyword: SchemaKeyword, partner: SchemaKeyword)] = [
            (.then, .if), (.else, .if), (.minContains, .contains), (.maxContains, .contains),
            (.contentSchema, .contentMediaType),
        ]
        if let condition = facts[.if], !facts.hasAny([.then, .else]) {
            run.report(
                LocalizedText("'if' has no effect without 'then' or 'else'", zh: "没有“then”或“else”，“if”不起作用"),
                on: condition,
                remedy: LocalizedText("add 'then', or remove it", zh: "请添加“then”，或删除它")
            )
        }
        for (keyword, partner) in partners where !facts.has(partner) {
            guard let value = facts[keyword] else { continue }
            run.report(
                LocalizedText(
                    "'\(keyword.name)' has no effect without '\(partner.name)'",
                    zh: "没有“\(partner.name)”，“\(keyword.name)”不起作用"
                ),
                on: value,
                remedy: LocalizedText("add '\(partner.name)'", zh: "请添加“\(partner.name)”")
            )
        }
    }
}
