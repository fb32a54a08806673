import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let componentRules: [LintRule] = [
        LintRule(
            "component.unused",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Nobody uses it, and everybody reads it.", zh: "没有人使用它，却人人都要读到它。"),
            bad: RuleExample(.schemas, "Order: {type: string}\nCustomer: {type: string}"),
            good: RuleExample(.schemas, "Order: {$ref: '#/components/schemas/Customer'}\nCustomer: {type: string}"),
            check: .document(ComponentRules.unused)
        ),
        LintRule(
            "component.case-variant",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Files of generated code take one for the other.", zh: "生成的代码文件会相互混淆。"),
            bad: RuleExample(
                .schemas,
                "Order: {anyOf: [{$ref: '#/components/schemas/order'}, {type: boolean}]}\norder: {type: string}"
            ),
            good: RuleExample(
                .schemas,
                "Order: {anyOf: [{$ref: '#/components/schemas/Number'}, {type: boolean}]}\nNumber: {type: string}"
            ),
            check: .document(ComponentRules.caseVariants)
        ),
        LintRule(
            "component.duplicate",
            .strictly(.note),
            LocalizedText("One thing has two names.", zh: "同一事物有两个名称。"),
            bad: RuleExample(.schemas, ComponentRules.pair("{maxLength: 5, minLength: 1, type: string}")),
            good: RuleExample(.schemas, ComponentRules.pair("{maxLength: 6, minLength: 1, type: string}")),
            check: .document(ComponentRules.duplicates)
        ),
        LintRule(
            "component.name-case",
            .strictly(.note),
            LocalizedText("One habit is easier to guess than two.", zh: "统一的习惯更容易猜到。"),
            bad: RuleExample(.schemas, ComponentRules.names(last: "order_k")),
            good: RuleExample(.schemas, ComponentRules.names(last: "OrderK")),
            check: .document { run in
                for (section, values) in run.root["components"]?.members.map({ ($0.name, $0.value) }) ?? []
                where !section.hasPrefix("x-") {
                    run.reportOddNames(values.members.map { (name: $0.name, value: $0.value) })
                }
            }
        ),
    ]
}

/// The checks of `component.*`.
enum ComponentRules {
    /// A file of nothing but components is there for others.
    static func unused(_ run: inout LintRun) {
        guard run.root["paths"]?.count ?? 0 > 0 || run.root["webhooks"]?.count ?? 0 > 0 else { return }
        let use = ComponentUse(run.map)
        for (component, isUsed) in zip(use.components, use.isUsed) where !isUsed {
            run.report(
                LocalizedText(
                    "nothing uses '\(component.name)' of '\(component.section)'",
                    zh: "“\(component.section)”中的“\(component.name)”没有被使用"
                ),
                on: component.node,
                remedy: LocalizedText("remove it, or refer to it", zh: "请删除它，或引用它")
            )
        }
    }

    static func caseVariants(_ run: inout LintRun) {
        for (section, values) in run.root["components"]?.members.map({ ($0.name, $0.value) }) ?? []
        where !section.hasPrefix("x-") {
            var known: [ByteName: String] = [:]
            for (name, value) in values.members {
                let key = ByteName(name.lowercased())
                guard let earlier = known[key] else {
                    known[key] = name
                    continue
                }
                run.report(
                    LocalizedText(
                        "'\(name)' and '\(earlier)' differ in letter case only",
                        zh: "“\(name)”与“\(earlier)”仅大小写不同"
                    ),
                    on: value,
                    remedy: LocalizedText("give one of them another name", zh: "请为其中一个改名")
                )
            }
        }
    }

    /// Schemas of at least three members that are equal.
    static func duplicates(_ run: inout LintRun) {
        var known: [Key: [(name: String, node: JSONNode)]] = [:]
        for (name, schema) in run.root["components"]?["schemas"]?.members.map({ ($0.name, $0.value) }) ?? []
        where schema.kind == .object && schema.count >= 3 {
            let names = schema.memberNodes.map { $0.name.tapeNode.keyHash }
            let key = Key(nodeCount: run.document.end(of: schema.index) - schema.index, names: names.reduce(0, ^))
            if let twin = known[key]?.first(where: { JSONNode.areEqual($0.node, schema) }) {
                run.report(
                    LocalizedText("'\(name)' is the same as '\(twin.name)'", zh: "“\(name)”与“\(twin.name)”相同"),
                    on: schema,
                    remedy: LocalizedText("refer to one of them", zh: "请引用其中一个")
                )
            } else {
                known[key, default: []].append((name, schema))
            }
        }
    }

    /// What equal schemas have in common.
    private struct Key: Hashable {
        let nodeCount: Int
        let names: UInt64
    }

    static func pair(_ schema: String) -> String {
        """
        Order: {anyOf: [{$ref: '#/components/schemas/Code'}, {$ref: '#/components/schemas/Number'}]}
        Code: {type: string, minLength: 1, maxLength: 5}
        Number: \(schema)
        """
    }

    /// Eleven schemas, of which the last has another name.
    static func names(last: String) -> String {
        let names = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"].map { "Order\($0)" } + [last]
        let branches = names.map { "{$ref: '#/components/schemas/\($0)'}" }.joined(separator: ", ")
        let schemas = names.enumerated().map { "\($1): {const: \($0)}" }.joined(separator: "\n")
        return "Order: {anyOf: [\(branches)]}\n" + schemas
    }
}
