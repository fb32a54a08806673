import Diagnostics
import JSONSchema

extension RuleCatalogue {
    static let contractRules: [LintRule] =
        contractDocumentRules + contractLimitRules + contractFieldRules + contractOperationRules

    /// A row: a rule whose finding is made by reading, or where schemas are compiled.
    private static func reading(
        _ name: String,
        _ severities: RuleSeverities,
        _ rationale: LocalizedText,
        bad: RuleExample,
        good: RuleExample,
        check: LintCheck = .reading
    ) -> LintRule {
        LintRule("contract.\(name)", severities, rationale, bad: bad, good: good, check: check)
    }

    private static let contractDocumentRules: [LintRule] = [
        reading(
            "not-openapi",
            .error,
            LocalizedText("Without 'openapi' nobody knows how to read the file.", zh: "没有“openapi”就无从得知如何读取该文件。"),
            bad: RuleExample(.document, "title: Shop"),
            good: RuleExample(.root, "openapi: 3.1.0")
        ),
        reading(
            "unsupported-version",
            .error,
            LocalizedText("Another major version has other rules.", zh: "其他主版本的规则不同。"),
            bad: RuleExample(.document, "swagger: '2.0'"),
            good: RuleExample(.root, "openapi: 3.1.0")
        ),
        reading(
            "missing-field",
            .error,
            LocalizedText("What the specification requires is relied on.", zh: "规范要求的内容会被依赖。"),
            bad: RuleExample(.root, "info: {title: Shop, description: Orders of a shop}"),
            good: RuleExample(.root, "info: {title: Shop, version: '1.0', description: Orders of a shop}")
        ),
        reading(
            "unknown-field",
            .error,
            LocalizedText("Every tool ignores a misspelt field without a word.", zh: "任何工具都会悄悄忽略拼写错误的字段。"),
            bad: RuleExample(.operation, "sumary: Lists orders"),
            good: RuleExample(.operation, "summary: Lists orders")
        ),
        reading(
            "newer-field",
            RuleSeverities(.note, .warning, .warning),
            LocalizedText("Tools for the version that the file names do not know it.", zh: "面向文件所声明版本的工具不认识它。"),
            bad: RuleExample(.root, TagRules.tagged("[orders]", declared: "{name: orders, kind: nav}")),
            good: RuleExample(
                .root,
                "openapi: 3.2.0\n" + TagRules.tagged("[orders]", declared: "{name: orders, kind: nav}")
            )
        ),
        reading(
            "unknown-dialect",
            .error,
            LocalizedText("The keywords of its schemas have no known meaning.", zh: "其模式关键字的含义未知。"),
            bad: RuleExample(.root, "jsonSchemaDialect: https://shop.test/dialect"),
            good: RuleExample(.root, "jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base")
        ),
    ]

    private static let contractLimitRules: [LintRule] = [
        reading(
            "too-large",
            .error,
            LocalizedText(
                "What goes beyond the limits on files, references and addresses is not read.",
                zh: "超出文件、引用和地址限制的内容不会被读取。"
            ),
            bad: RuleExample(.schemas, "Order: {$ref: orders.yaml}  # one of more files than are read"),
            good: RuleExample(.schemas, "Order: {$ref: '#/components/schemas/Item'}"),
            check: .limits
        )
    ]

    private static let contractFieldRules: [LintRule] = [
        reading(
            "wrong-type",
            .error,
            LocalizedText("A value of another type is not read.", zh: "类型不符的值不会被读取。"),
            bad: RuleExample(.root, "servers: {url: /}"),
            good: RuleExample(.root, "servers: [{url: /}]")
        ),
        reading(
            "invalid-value",
            .error,
            LocalizedText("Only the values that the specification lists have a meaning.", zh: "只有规范列出的值才有意义。"),
            bad: RuleExample(.parameters, "- {name: size, in: body, schema: {type: boolean}}"),
            good: RuleExample(.parameters, "- {name: size, in: query, schema: {type: boolean}}")
        ),
        reading(
            "conflicting-fields",
            .error,
            LocalizedText("Two fields that exclude each other leave open which one holds.", zh: "两个互斥的字段无法确定以哪个为准。"),
            bad: RuleExample(.mediaType, "example: 1\nexamples: {one: {value: 1}}"),
            good: RuleExample(.mediaType, "examples: {one: {value: 1}}")
        ),
        reading(
            "invalid-keyword",
            .error,
            LocalizedText(
                "The metaschema refuses it, and validators differ on what it means.",
                zh: "元模式不接受它，各校验器的理解也不同。"
            ),
            bad: RuleExample(.schema, "type: string\nmaxLength: many"),
            good: RuleExample(.schema, "type: string\nmaxLength: 9")
        ),
        reading(
            "invalid-pattern",
            .error,
            LocalizedText("A pattern that nobody can compile checks nothing.", zh: "无法编译的正则表达式不起检查作用。"),
            bad: RuleExample(.schema, "type: string\npattern: '('"),
            good: RuleExample(.schema, "type: string\npattern: '^a'"),
            check: .document { run in run.reportSchemaErrors([.invalidPattern, .costlyPattern]) }
        ),
        reading(
            "component-name",
            .error,
            LocalizedText("Others cannot refer to it.", zh: "其他部分无法引用它。"),
            bad: RuleExample(
                .schemas,
                "Order: {$ref: '#/components/schemas/My%20Order'}\nMy Order: {type: boolean}"
            ),
            good: RuleExample(.schemas, "Order: {$ref: '#/components/schemas/MyOrder'}\nMyOrder: {type: boolean}")
        ),
        reading(
            "media-type",
            RuleSeverities(.warning, .error, .error),
            LocalizedText("No client can send or ask for it.", zh: "没有客户端能够发送或请求它。"),
            bad: RuleExample(.response, "content: {undefined: {}}"),
            good: RuleExample(.response, "content: {application/json: {}}")
        ),
        reading(
            "endless-schema",
            .error,
            LocalizedText("Validation would never end.", zh: "校验永远不会结束。"),
            bad: RuleExample(.schemas, "Order: {allOf: [{$ref: '#/components/schemas/Order'}]}"),
            good: RuleExample(.schemas, "Order: {properties: {parent: {$ref: '#/components/schemas/Order'}}}"),
            check: .document { run in run.reportSchemaErrors([.endlessReference]) }
        ),
        LintRule(
            "contract.invalid-extension",
            .error,
            LocalizedText("A misspelt instruction would be ignored without a word.", zh: "拼写错误的指令会被悄悄忽略。"),
            bad: RuleExample(.operation, "x-handover: {colection: orders}"),
            good: RuleExample(.operation, "x-handover: {collection: orders}"),
            check: .planning
        ),
    ]

    private static let contractOperationRules: [LintRule] = [
        reading(
            "invalid-path",
            .error,
            LocalizedText("No request can match it.", zh: "没有请求能够与之匹配。"),
            bad: RuleExample(.paths, PathRules.list("/orders/{id")),
            good: RuleExample(.paths, PathRules.list("/orders/{id}"))
        ),
        reading(
            "ambiguous-operation",
            .error,
            LocalizedText("One request has two answers.", zh: "一个请求对应两个响应。"),
            bad: RuleExample(.paths, PathRules.list("/orders/{id}", "/orders/{name}")),
            good: RuleExample(.paths, PathRules.list("/orders/{id}", "/names/{name}"))
        ),
        reading(
            "duplicate-operation-id",
            .error,
            LocalizedText("Names in generated code collide.", zh: "生成代码中的名称会冲突。"),
            bad: RuleExample(
                .paths,
                """
                /orders:
                  get: {operationId: list, summary: Lists, responses: {default: {description: The orders}}}
                  head: {operationId: list, summary: Checks, responses: {default: {description: The orders}}}
                """
            ),
            good: RuleExample(.paths, PathRules.list("/orders", "/customers"))
        ),
        reading(
            "path-parameter",
            .error,
            LocalizedText("The value has no name, or the name no value.", zh: "值没有名称，或名称没有值。"),
            bad: RuleExample(
                .paths,
                "/orders/{id}: {get: {operationId: a, summary: A, responses: {default: {description: The order}}}}"
            ),
            good: RuleExample(.paths, PathRules.list("/orders/{id}"))
        ),
        reading(
            "duplicate-parameter",
            .error,
            LocalizedText("Nobody can say which of the two holds.", zh: "无法确定以哪一个为准。"),
            bad: RuleExample(
                .parameters,
                "- {name: size, in: query, schema: {type: boolean}}\n- {name: size, in: query, schema: {type: string}}"
            ),
            good: RuleExample(
                .parameters,
                "- {name: size, in: query, schema: {type: boolean}}\n- {name: size, in: header, schema: {type: string}}"
            )
        ),
        reading(
            "unknown-security-scheme",
            .error,
            LocalizedText("Nobody can satisfy it.", zh: "没有人能够满足它。"),
            bad: RuleExample(.root, "security: [{tokn: []}]"),
            good: RuleExample(.root, SecurityRules.scheme("{type: http, scheme: bearer}"))
        ),
    ]
}
