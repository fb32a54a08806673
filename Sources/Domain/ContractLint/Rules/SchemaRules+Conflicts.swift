import Contract
import Diagnostics
import JSON

extension SchemaRules {
    /// Parts that exclude each other by more than their types.
    static func conflicts(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        let node = facts.node
        if refusesEverything(facts[.not]),
            run.map.kind(of: run.map.owner(of: run.map.parent(of: node.index))) != .schema
        {
            // Inside another schema it says that there must be nothing.
            return reportConflict(
                LocalizedText("'not' refuses everything", zh: "“not”拒绝一切"),
                on: node,
                remedy: LocalizedText("remove 'not', or let it refuse less", zh: "请删除“not”，或缩小其拒绝的范围"),
                &run
            )
        }
        if let name = missingProperty(facts), run.schemas.types(of: node) == .object {
            let text = LocalizedText(
                "'\(name)' is required, and 'additionalProperties' refuses it",
                zh: "“\(name)”是必需的，而“additionalProperties”拒绝它"
            )
            return reportConflict(text, on: node, &run)
        }
        if let name = refusedProperty(facts), run.schemas.types(of: node) == .object {
            let text = LocalizedText(
                "'\(name)' is required, and its schema refuses everything",
                zh: "“\(name)”是必需的，而其模式拒绝一切"
            )
            return reportConflict(text, on: node, &run)
        }
        let own = run.schemas.types(of: node)
        if let refused = bareTypes(of: facts[.not]), !own.isEmpty, own.isSubset(of: refused) {
            return reportConflict(
                LocalizedText("'not' refuses all types that are left", zh: "“not”拒绝了剩下的所有类型"),
                on: node,
                remedy: LocalizedText("remove 'not', or let it refuse less", zh: "请删除“not”，或缩小其拒绝的范围"),
                &run
            )
        }
        guard facts.hasAny([.allOf, .ref, .enum]), !run.schemas.types(of: node).isEmpty else { return }
        let bounds: [SchemaKeyword] = [
            .maxLength, .minLength, .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum,
        ]
        guard facts.has(.allOf) || facts.has(.ref) && node.count > 1 || facts.hasAny(bounds) else { return }
        guard let conflict = SchemaDemands(of: node, &run.schemas).conflict else { return }
        // What is impossible by itself is reported where it stands.
        for part in run.schemas.parts(of: node) where SchemaDemands(of: part, &run.schemas).conflict != nil { return }
        reportConflict(conflict, on: node, &run)
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
        let names = Set(facts[.properties]?.members.map { ByteName($0.name) } ?? [])
        return required.elements.lazy.compactMap(\.string).first { !names.contains(ByteName($0)) }
    }

    /// A required property whose schema is `false`.
    private static func refusedProperty(_ facts: borrowing SchemaFacts) -> String? {
        guard let required = facts[.required], required.count > 0, let properties = facts[.properties] else {
            return nil
        }
        let refused = Set(properties.members.filter { $0.value.boolean == false }.map { ByteName($0.name) })
        guard !refused.isEmpty else { return nil }
        return required.elements.lazy.compactMap(\.string).first { refused.contains(ByteName($0)) }
    }

    /// The types that a schema names, when it says nothing else.
    private static func bareTypes(of schema: JSONNode?) -> SchemaTypes? {
        guard let schema, let type = schema["type"] else { return nil }
        guard schema.members.allSatisfy({ $0.name == "type" || isAnnotation($0.name) }) else { return nil }
        return declaredTypes(type)
    }

    private static func reportConflict(
        _ conflict: LocalizedText,
        on node: JSONNode,
        remedy: LocalizedText = LocalizedText("correct one of the two", zh: "请更正其一"),
        _ run: inout LintRun
    ) {
        run.report(
            LocalizedText("\(conflict.english): nothing is valid", zh: "\(conflict.chinese)：没有任何值有效"),
            on: node,
            remedy: remedy
        )
    }
}
