import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let tagRules: [LintRule] = [
        LintRule(
            "tag.undefined",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("It has no description, and no place in the order of the others.", zh: "它没有描述，也没有排列位置。"),
            bad: RuleExample(.root, TagRules.tagged("[ordrs]", declared: "{name: orders}", used: "[orders]")),
            good: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders}", used: "[orders]")),
            check: .document(TagRules.undefined)
        ),
        LintRule(
            "tag.duplicate",
            .error,
            LocalizedText("The specification asks for different names.", zh: "规范要求名称互不相同。"),
            bad: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders}, {name: orders}")),
            good: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders}")),
            check: .document { run in
                var known: [String: String] = [:]
                for tag in run.map.objects(of: .tag) {
                    guard let name = tag["name"], let text = name.string,
                        let earlier = known.updateValue(text, forKey: text)
                    else { continue }
                    run.report(
                        ByteName(earlier) == ByteName(text)
                            ? LocalizedText("'\(text)' is declared twice", zh: "“\(text)”声明了两次")
                            : LocalizedText(
                                "'\(text)' differs from an earlier tag only in Unicode form",
                                zh: "“\(text)”与之前的标签仅 Unicode 形式不同"
                            ),
                        at: name,
                        remedy: LocalizedText("remove one of them", zh: "请删除其中一个")
                    )
                }
            }
        ),
        LintRule(
            "tag.case-variant",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Two groups appear where one is meant.", zh: "本应是一组，却会显示为两组。"),
            bad: RuleExample(
                .root,
                TagRules.tagged("[Orders]", declared: "{name: orders}, {name: Orders}", used: "[orders]")
            ),
            good: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders}", used: "[orders]")),
            check: .document(TagRules.caseVariants)
        ),
        LintRule(
            "tag.unused",
            RuleSeverities(nil, .note, .warning),
            LocalizedText("A heading without operations.", zh: "没有操作的标题。"),
            bad: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders}, {name: customers}")),
            good: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders}")),
            check: .document { run in
                let used = Set(TagRules.uses(in: run).map { ByteName($0.name) })
                // A tag may be there for its children (3.2).
                let parents = Set(run.map.objects(of: .tag).compactMap { $0["parent"]?.string.map { ByteName($0) } })
                for tag in run.map.objects(of: .tag) {
                    guard let name = tag["name"]?.string, !used.contains(ByteName(name)),
                        !parents.contains(ByteName(name))
                    else { continue }
                    run.report(
                        LocalizedText("no operation has the tag '\(name)'", zh: "没有操作使用标签“\(name)”"),
                        on: tag,
                        remedy: LocalizedText("remove it, or use it", zh: "请删除或使用它")
                    )
                }
            }
        ),
        LintRule(
            "tag.description",
            .strictly(.note),
            LocalizedText("References show it as introduction.", zh: "文档会将其显示为引言。"),
            bad: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders}")),
            good: RuleExample(
                .root,
                TagRules.tagged("[orders]", declared: "{name: orders, description: What people buy}")
            ),
            check: .nodes(.tag) { tag, run in
                guard !tag.hasText("description"), let name = tag["name"]?.string else { return }
                run.report(
                    LocalizedText("'\(name)' has no description", zh: "“\(name)”没有描述"),
                    on: tag,
                    remedy: LocalizedText("add 'description: …'", zh: "请添加“description: …”")
                )
            }
        ),
    ]
}

/// The checks of `tag.*`.
enum TagRules {
    /// The tags of the operations, each where it stands.
    static func uses(in run: LintRun) -> [(name: String, node: JSONNode)] {
        run.operations.flatMap { operation in
            operation.node["tags"]?.elements.compactMap { node in node.string.map { (name: $0, node: node) } } ?? []
        }
    }

    /// Once per name, where it is used first; a contract without any declaration does not mean to have them.
    static func undefined(_ run: inout LintRun) {
        let declared = KnownNames(run.map.objects(of: .tag).compactMap { $0["name"]?.string })
        guard !declared.sorted.isEmpty || run.isStrict else { return }
        let uses = uses(in: run).filter { !declared.contains($0.name) }
        let counts = uses.reduce(into: [ByteName: Int]()) { $0[ByteName($1.name), default: 0] += 1 }
        undefinedParents(declared, &run)
        var known: Set<ByteName> = []
        for (name, node) in uses where known.insert(ByteName(name)).inserted {
            let count = counts[ByteName(name), default: 1]
            let nearest = run.nearest(to: name, among: declared.sorted)
            run.report(
                LocalizedText(
                    "the tag '\(name)' is not declared, and \(count) \(count == 1 ? "operation has" : "operations have") it",
                    zh: "标签“\(name)”没有声明，而有 \(count) 个操作使用它"
                ),
                at: node,
                remedy: nearest.map {
                    LocalizedText("declare it under 'tags', or did you mean '\($0)'?", zh: "请在“tags”下声明它，或者是否为“\($0)”？")
                } ?? LocalizedText("declare it under 'tags'", zh: "请在“tags”下声明它")
            )
        }
    }

    /// The tags that others name as their parent (OpenAPI 3.2).
    private static func undefinedParents(_ declared: KnownNames, _ run: inout LintRun) {
        for tag in run.map.objects(of: .tag) {
            guard let parent = tag["parent"], let name = parent.string, !declared.contains(name) else { continue }
            let nearest = run.nearest(to: name, among: declared.sorted)
            run.report(
                LocalizedText("the parent '\(name)' is not declared", zh: "上级标签“\(name)”没有声明"),
                at: parent,
                remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                    ?? LocalizedText("declare it under 'tags'", zh: "请在“tags”下声明它")
            )
        }
    }

    static func caseVariants(_ run: inout LintRun) {
        let declared = run.map.objects(of: .tag).compactMap { tag in
            tag["name"].flatMap { node in node.string.map { (name: $0, node: node) } }
        }
        var known: [ByteName: String] = [:]
        var reported: Set<ByteName> = []
        for (name, node) in declared + uses(in: run) {
            let key = ByteName(name.lowercased())
            guard let earlier = known[key] else {
                known[key] = name
                continue
            }
            guard ByteName(earlier) != ByteName(name), reported.insert(ByteName(name)).inserted else { continue }
            run.report(
                LocalizedText(
                    "'\(name)' and '\(earlier)' differ in letter case only",
                    zh: "“\(name)”与“\(earlier)”仅大小写不同"
                ),
                at: node,
                remedy: LocalizedText("write '\(earlier)'", zh: "请写成“\(earlier)”")
            )
        }
    }

    /// Two operations with tags, and what is declared.
    static func tagged(_ tags: String, declared: String, used: String = "[orders]") -> String {
        let answers = "responses: {'200': {description: Done}, default: {description: Something went wrong}}"
        return """
            tags: [\(declared)]
            paths:
              /orders:
                get: {operationId: listOrders, summary: Lists orders, tags: \(tags), \(answers)}
                head: {operationId: checkOrders, summary: Checks orders, tags: \(used), \(answers)}
            """
    }
}
