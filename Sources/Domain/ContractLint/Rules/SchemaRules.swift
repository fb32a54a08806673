import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let schemaRules: [LintRule] =
        schemaValueRules + schemaKeywordRules + schemaCombinationRules + schemaDiscriminatorRules + schemaHabitRules

    typealias SchemaRuleCheck = @Sendable (borrowing SchemaFacts, inout LintRun) -> Void

    /// A row about single schemas; the examples are members of one.
    static func schema(
        _ name: String,
        _ severities: RuleSeverities,
        _ english: String,
        zh chinese: String,
        bad: RuleExample,
        good: RuleExample,
        _ check: @escaping SchemaRuleCheck
    ) -> LintRule {
        LintRule(
            "schema.\(name)",
            severities,
            LocalizedText(english, zh: chinese),
            bad: bad,
            good: good,
            check: .schemas(check)
        )
    }

    /// Off in the smallest set, a warning as recommended, an error when strict.
    static let growing = RuleSeverities(nil, .warning, .error)
    /// Off in the smallest set, else a warning.
    static let warning = RuleSeverities(nil, .warning, .warning)

    private static let schemaValueRules: [LintRule] = [
        schema(
            "contradictory-bounds",
            RuleSeverities(.warning, .error, .error),
            "No value can be valid.",
            zh: "没有任何值有效。",
            bad: RuleExample(.schema, "type: integer\nminimum: 5\nmaximum: 1"),
            good: RuleExample(.schema, "type: integer\nminimum: 1\nmaximum: 5"),
            SchemaRules.bounds
        ),
        schema(
            "enum-type",
            RuleSeverities(.warning, .error, .error),
            "The value can never occur.",
            zh: "该值永远不会出现。",
            bad: RuleExample(.schema, "type: integer\nenum: [1, '2']"),
            good: RuleExample(.schema, "type: integer\nenum: [1, 2]"),
            SchemaRules.enumTypes
        ),
        schema(
            "enum-duplicate",
            growing,
            "One of the two was meant to be another.",
            zh: "其中之一本应是别的值。",
            bad: RuleExample(.schema, "enum: [a, b, a]"),
            good: RuleExample(.schema, "enum: [a, b, c]"),
            SchemaRules.enumDuplicates
        ),
        schema(
            "enum-empty",
            growing,
            "No value can be valid.",
            zh: "没有任何值有效。",
            bad: RuleExample(.schema, "enum: []"),
            good: RuleExample(.schema, "enum: [a]")
        ) { facts, run in
            guard let values = facts[.enum], values.kind == .array, values.count == 0 else { return }
            run.report(
                LocalizedText("'enum' is empty: nothing is valid", zh: "“enum”为空：没有任何值有效"),
                on: values,
                remedy: LocalizedText("list the values, or remove 'enum'", zh: "请列出取值，或删除“enum”")
            )
        },
        LintRule(
            "schema.default-invalid",
            growing,
            LocalizedText("A client that relies on the default is refused.", zh: "依赖默认值的客户端会被拒绝。"),
            bad: RuleExample(.schema, "type: string\ndefault: null"),
            good: RuleExample(.schema, "type: [string, 'null']\ndefault: null"),
            check: .document { run in
                run.reportRefusals(of: [.defaultValue], LocalizedText("the default", zh: "默认值"), areFormats: nil)
            }
        ),
        schema(
            "required-undefined",
            warning,
            "A name that nothing describes is often a misspelling.",
            zh: "没有描述的名称往往是拼写错误。",
            bad: RuleExample(.schema, "type: object\nrequired: [nmae]\nproperties: {name: {type: string}}"),
            good: RuleExample(.schema, "type: object\nrequired: [name]\nproperties: {name: {type: string}}"),
            SchemaRules.requiredUndefined
        ),
    ]

    private static let schemaKeywordRules: [LintRule] = [
        schema(
            "keyword-without-type",
            warning,
            "The keyword never applies.",
            zh: "该关键字永远不起作用。",
            bad: RuleExample(.schema, "type: array\nitems: {type: string}\nmaxLength: 5"),
            good: RuleExample(.schema, "type: array\nitems: {type: string}\nmaxItems: 5"),
            SchemaRules.keywordWithoutType
        ),
        schema(
            "array-without-items",
            warning,
            "Anything may be in the list.",
            zh: "列表中可以有任何内容。",
            bad: RuleExample(.schema, "type: array"),
            good: RuleExample(.schema, "type: array\nitems: {type: string}"),
            SchemaRules.arrayWithoutItems
        ),
        schema(
            "unknown-keyword",
            warning,
            "It is probably misspelt, and checks nothing.",
            zh: "可能拼写有误，不会检查任何内容。",
            bad: RuleExample(.schema, "type: array\nitems: {type: string}\nmin_items: 1"),
            good: RuleExample(.schema, "type: array\nitems: {type: string}\nminItems: 1"),
            SchemaRules.unknownKeyword
        ),
        schema(
            "other-draft",
            warning,
            "JSON Schema 2020-12 ignores the keyword.",
            zh: "JSON Schema 2020-12 会忽略该关键字。",
            bad: RuleExample(.schema, "dependencies: {card: [owner]}"),
            good: RuleExample(.schema, "dependentRequired: {card: [owner]}"),
            SchemaRules.otherDraft
        ),
        schema(
            "nullable-in-3.1",
            growing,
            "It means nothing since 3.1: null is refused.",
            zh: "自 3.1 起没有意义：null 会被拒绝。",
            bad: RuleExample(.schema, "type: string\nnullable: true"),
            good: RuleExample(.schema, "type: [string, 'null']")
        ) { facts, run in
            guard run.subject.writtenVersion > .v30, let value = facts[.nullable] else { return }
            run.report(
                LocalizedText("'nullable' means nothing since OpenAPI 3.1", zh: "自 OpenAPI 3.1 起“nullable”没有意义"),
                on: value,
                remedy: LocalizedText("write the type as a list with 'null'", zh: "请将类型写成含“null”的列表")
            )
        },
        schema(
            "dangling-conditional",
            warning,
            "Without its partner the keyword has no effect.",
            zh: "缺少配套关键字，它不起作用。",
            bad: RuleExample(.schema, "then: {type: string}"),
            good: RuleExample(.schema, "if: {minLength: 1}\nthen: {type: string}"),
            SchemaRules.danglingConditional
        ),
        schema(
            "read-and-write-only",
            growing,
            "Nobody may send or receive it.",
            zh: "任何人都不能发送或接收它。",
            bad: RuleExample(.schema, "type: string\nreadOnly: true\nwriteOnly: true"),
            good: RuleExample(.schema, "type: string\nreadOnly: true"),
            SchemaRules.readAndWriteOnly
        ),
    ]

    private static let schemaHabitRules: [LintRule] = schemaPatternRules + schemaFormatRules
}
