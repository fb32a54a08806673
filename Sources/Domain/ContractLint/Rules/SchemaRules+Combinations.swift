import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let schemaCombinationRules: [LintRule] = [
        schema(
            "impossible",
            RuleSeverities(nil, .error, .error),
            "The parts exclude each other: no value can be valid.",
            zh: "各部分互相排斥：没有任何值有效。",
            bad: RuleExample(.schema, "allOf: [{type: string}, {type: boolean}]"),
            good: RuleExample(.schema, "allOf: [{type: string}, {minLength: 1}]"),
            SchemaRules.impossible
        ),
        schema(
            "impossible-branch",
            growing,
            "The branch is never taken.",
            zh: "该分支永远不会被选中。",
            bad: RuleExample(.schema, "type: string\nanyOf: [{minLength: 1}, {type: boolean}]"),
            good: RuleExample(.schema, "type: string\nanyOf: [{minLength: 1}, {maxLength: 5}]"),
            SchemaRules.impossibleBranches
        ),
        schema(
            "duplicate-branch",
            growing,
            "In 'oneOf' equal branches exclude each other; elsewhere one of them has no effect.",
            zh: "“oneOf”中相同的分支互相排斥；在其他地方其中一个不起作用。",
            bad: RuleExample(.schema, "oneOf: [{minLength: 3}, {minLength: 3, description: Again}]"),
            good: RuleExample(.schema, "oneOf: [{minLength: 3}, {maxLength: 3}]"),
            SchemaRules.duplicateBranches
        ),
        schema(
            "one-of-overlap",
            warning,
            "What both branches accept, 'oneOf' refuses.",
            zh: "两个分支都接受的值会被“oneOf”拒绝。",
            bad: RuleExample(.schema, "oneOf: [{type: integer}, {type: number}]"),
            good: RuleExample(.schema, "anyOf: [{type: integer}, {type: number}]"),
            SchemaRules.overlaps
        ),
        schema(
            "closed-all-of",
            growing,
            "Each part refuses the properties of the others.",
            zh: "各部分互相拒绝对方的属性。",
            bad: RuleExample(
                .schema,
                """
                allOf:
                  - {properties: {a: {type: boolean}}, additionalProperties: false}
                  - {properties: {b: {type: boolean}}}
                """
            ),
            good: RuleExample(
                .schema,
                """
                allOf:
                  - {properties: {a: {type: boolean}}}
                  - {properties: {b: {type: boolean}}}
                unevaluatedProperties: false
                """
            ),
            SchemaRules.closedParts
        ),
        LintRule(
            "schema.infinite",
            RuleSeverities(nil, .error, .error),
            LocalizedText("Every value would have to hold another one, without end.", zh: "每个值都必须包含另一个值，没有尽头。"),
            bad: RuleExample(
                .schemas,
                "Order: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Order'}}}"
            ),
            good: RuleExample(
                .schemas,
                "Order: {type: object, properties: {next: {$ref: '#/components/schemas/Order'}}}"
            ),
            check: .document(FiniteSchemas.check)
        ),
    ]
}

/// The checks of `schema.*` that look at what stands side by side.
extension SchemaRules {
    static func impossible(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        conflicts(facts, &run)
        guard facts.hasAny([.allOf, .anyOf, .oneOf, .ref]), run.schemas.types(of: facts.node).isEmpty else { return }
        var parts = [facts.ownTypes ?? .all]
        for part in run.schemas.parts(of: facts.node) { parts.append(run.schemas.types(of: part)) }
        for keyword in ["anyOf", "oneOf"] {
            let branches = run.schemas.list(keyword, of: facts.node)
            if branches.isEmpty { continue }
            var union: SchemaTypes = []
            for branch in branches { union.formUnion(run.schemas.types(of: branch)) }
            parts.append(union)
        }
        // What is impossible by itself is reported where it stands.
        guard parts.allSatisfy({ !$0.isEmpty }) else { return }
        run.report(
            LocalizedText("the parts ask for different types: nothing is valid", zh: "各部分要求不同的类型：没有任何值有效"),
            on: facts.node,
            remedy: LocalizedText("let the types agree, or write 'anyOf'", zh: "请使类型一致，或改用“anyOf”")
        )
    }

    static func impossibleBranches(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard facts.hasAny([.anyOf, .oneOf]) else { return }
        var own = facts.ownTypes ?? .all
        for part in run.schemas.parts(of: facts.node) { own.formIntersection(run.schemas.types(of: part)) }
        guard !own.isEmpty, !run.schemas.types(of: facts.node).isEmpty else { return }
        let base = SchemaDemands(of: facts.node, &run.schemas)
        let canConflict = !base.isEmpty && base.conflict == nil
        for keyword in [SchemaKeyword.anyOf, .oneOf] {
            for branch in facts[keyword]?.elements.map({ $0 }) ?? [] {
                let types = run.schemas.types(of: branch)
                if branch.boolean == false || !types.isEmpty && types.isDisjoint(with: own) {
                    run.report(
                        LocalizedText(
                            "this branch of '\(keyword.name)' is never valid",
                            zh: "“\(keyword.name)”的该分支永远无效"
                        ),
                        on: branch,
                        remedy: LocalizedText(
                            "remove it, or let its type be one of those around it",
                            zh: "请删除它，或使其类型与外层一致"
                        )
                    )
                } else if canConflict, let conflict = conflict(of: branch, with: base, &run) {
                    run.report(
                        LocalizedText(
                            "this branch of '\(keyword.name)' is never valid: \(conflict.english)",
                            zh: "“\(keyword.name)”的该分支永远无效：\(conflict.chinese)"
                        ),
                        on: branch,
                        remedy: LocalizedText("remove it, or correct one of the two", zh: "请删除它，或更正其一")
                    )
                }
            }
        }
    }

    /// What keeps every value away that a branch and the schema around it accept; nil when the branch is impossible by
    /// itself, which is told where it stands.
    private static func conflict(
        of branch: JSONNode,
        with base: SchemaDemands,
        _ run: inout LintRun
    ) -> LocalizedText? {
        var together = base
        together.add(branch, &run.schemas)
        guard let conflict = together.conflict else { return nil }
        return SchemaDemands(of: branch, &run.schemas).conflict == nil ? conflict : nil
    }

    /// The members that decide nothing.
    private static let annotations: Set = [
        "title", "description", "example", "examples", "default", "deprecated", "$comment", "externalDocs", "xml",
        "readOnly", "writeOnly",
    ]
    private static let maximumNodeCount = 2_000

    static func isAnnotation(_ name: String) -> Bool { annotations.contains(name) || name.hasPrefix("x-") }

    private static func assertions(of schema: JSONNode) -> JSONValue {
        guard case .object(let members) = JSONValue(schema) else { return JSONValue(schema) }
        return .object(members.filter { !isAnnotation($0.name) })
    }

    /// In one schema, or where a reference and its siblings or the parts of `allOf` come together.
    static func readAndWriteOnly(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        func isBoth(_ schema: JSONNode) -> Bool {
            run.schemas.keyword("readOnly", of: schema)?.boolean == true
                && run.schemas.keyword("writeOnly", of: schema)?.boolean == true
        }
        let isOwn = facts[.readOnly]?.boolean == true && facts[.writeOnly]?.boolean == true
        guard isOwn || facts.hasAny([.allOf, .ref]) && facts.node.count > 1 || facts.has(.allOf), isBoth(facts.node),
            // What a part says by itself is told where it stands.
            isOwn || !run.schemas.parts(of: facts.node).contains(where: isBoth)
        else { return }
        let message = LocalizedText("'readOnly' and 'writeOnly' are both true", zh: "“readOnly”和“writeOnly”同时为 true")
        let remedy = LocalizedText("keep one of the two", zh: "请保留其中一个")
        run.report(message, on: facts[.writeOnly] ?? facts[.readOnly] ?? facts.node, remedy: remedy)
    }

    static func duplicateBranches(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        for keyword in [SchemaKeyword.oneOf, .anyOf] {
            guard let list = facts[keyword], list.kind == .array, list.count > 1,
                run.document.end(of: list.index) - list.index <= maximumNodeCount
            else { continue }
            var seen: Set<JSONValue> = []
            for branch in list.elements where !seen.insert(assertions(of: branch)).inserted {
                run.report(
                    LocalizedText("this branch of '\(keyword.name)' is there twice", zh: "“\(keyword.name)”的该分支重复"),
                    on: branch,
                    remedy: LocalizedText("remove one of them", zh: "请删除其一")
                )
            }
        }
    }
}
