import Diagnostics

extension RuleCatalogue {
    static let contractRulesOfReferences: [LintRule] = [
        reading(
            "contract.dangling-reference",
            .error,
            LocalizedText("It names nothing.", zh: "它没有指向任何内容。"),
            bad: RuleExample(.schemas, "Order: {items: {$ref: '#/components/schemas/Odrer'}}"),
            good: RuleExample(.schemas, "Order: {items: {$ref: '#/components/schemas/Order'}}")
        ),
        reading(
            "contract.circular-reference",
            .error,
            LocalizedText("It leads to nothing but itself.", zh: "它只指回自身。"),
            bad: RuleExample(
                .components,
                "parameters: {size: {$ref: '#/components/parameters/size'}}",
            ),
            good: RuleExample(.components, "parameters: {size: {name: size, in: query, schema: {type: boolean}}}")
        ),
        reading(
            "contract.missing-file",
            .error,
            LocalizedText("The rest cannot be judged without it.", zh: "缺少它就无法判断其余部分。"),
            bad: RuleExample(.schemas, "Order: {$ref: orders.yml}"),
            good: RuleExample(.schemas, "Order: {$ref: orders.yaml}", files: ["orders.yaml": "{type: boolean}"])
        ),
        reading(
            "contract.file-outside-root",
            .error,
            LocalizedText("A contract must not read what lies around it.", zh: "契约不得读取其文件夹之外的内容。"),
            bad: RuleExample(.schemas, "Order: {$ref: ../secrets/orders.yaml}"),
            good: RuleExample(.schemas, "Order: {$ref: orders.yaml}", files: ["orders.yaml": "{type: boolean}"])
        ),
        reading(
            "contract.external-reference",
            RuleSeverities(.warning, .warning, .error),
            LocalizedText(
                "Addresses of files on one machine lead nowhere on another.",
                zh: "某台机器上的文件地址在其他机器上没有意义。"
            ),
            bad: RuleExample(.schemas, "Order: {$ref: 'file:///orders.yaml'}"),
            good: RuleExample(.schemas, "Order: {$ref: orders.yaml}", files: ["orders.yaml": "{type: boolean}"])
        ),
        reading(
            "contract.remote-reference",
            RuleSeverities(.warning, .warning, .error),
            LocalizedText("What lies elsewhere changes without us.", zh: "位于他处的内容会自行变化。"),
            bad: RuleExample(.schemas, "Order: {$ref: 'https://shop.test/orders.yaml'}"),
            good: RuleExample(.schemas, "Order: {$ref: orders.yaml}", files: ["orders.yaml": "{type: boolean}"])
        ),
        reading(
            "contract.reference-kind",
            .error,
            LocalizedText("A response, say, is no schema.", zh: "例如，响应不是模式。"),
            bad: RuleExample(.response, "content: {application/json: {schema: {$ref: '#/paths/~1orders/get'}}}"),
            good: RuleExample(.schemas, "Order: {items: {$ref: '#/components/schemas/Order'}}")
        ),
        reading(
            "contract.misplaced-reference",
            RuleSeverities(.warning, .warning, .error),
            LocalizedText("The specification knows no '$ref' here, and tools differ.", zh: "规范在此处没有定义“$ref”，各工具的处理不同。"),
            bad: RuleExample(
                .pathItem,
                "get: {$ref: get.yaml}",
                files: ["get.yaml": "{operationId: a, summary: A, responses: {default: {description: The orders}}}"]
            ),
            good: RuleExample(
                .paths,
                "/orders: {$ref: orders.yaml}",
                files: [
                    "orders.yaml":
                        "{get: {operationId: a, summary: A, responses: {default: {description: The orders}}}}"
                ]
            )
        ),
        reading(
            "contract.ignored-siblings",
            RuleSeverities(.note, .warning, .warning),
            LocalizedText("Beside '$ref' they have no effect.", zh: "与“$ref”并列时它们不起作用。"),
            bad: RuleExample(
                .root,
                "openapi: 3.0.3\n" + ReferenceExamples.sibling("{$ref: '#/components/schemas/Item', maxLength: 5}")
            ),
            good: RuleExample(
                .root,
                "openapi: 3.0.3\n"
                    + ReferenceExamples.sibling("{maxLength: 5, allOf: [{$ref: '#/components/schemas/Item'}]}")
            )
        ),
        reading(
            "contract.dynamic-reference",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText(
                "Files were scopes of their own, and the bundle is a single one.",
                zh: "各文件原本有各自的作用域，合并后只有一个。"
            ),
            bad: RuleExample(
                .schemas,
                "Order: {$ref: orders.yaml}",
                files: [
                    "orders.yaml":
                        "{$id: 'https://shop.test/o', $dynamicAnchor: o, items: {$dynamicRef: '#o'}, type: array}"
                ]
            ),
            good: RuleExample(.schemas, "Order: {$dynamicAnchor: o, items: {$dynamicRef: '#o'}, type: array}")
        ),
    ]

    static let upgradeRules: [LintRule] = [
        reading(
            "upgrade.exclusive-without-bound",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText(
                "In 3.0 it says something about 'minimum' or 'maximum', and neither is there.",
                zh: "在 3.0 中它修饰“minimum”或“maximum”，而两者都不存在。"
            ),
            bad: RuleExample(.root, ReferenceExamples.old("{type: number, exclusiveMinimum: true}")),
            good: RuleExample(.root, ReferenceExamples.old("{type: number, minimum: 0, exclusiveMinimum: true}"))
        ),
        reading(
            "upgrade.nullable-enum",
            .strictly(.note),
            LocalizedText("Strict readers of 3.0 refuse the null that is meant.", zh: "严格遵循 3.0 的读者会拒绝本意允许的 null。"),
            bad: RuleExample(.root, ReferenceExamples.old("{type: string, nullable: true, enum: [a]}")),
            good: RuleExample(.root, ReferenceExamples.old("{type: string, nullable: true, enum: [a, null]}"))
        ),
        reading(
            "upgrade.nullable-without-type",
            .strictly(.note),
            LocalizedText(
                "3.0.3 gives 'nullable' an effect beside 'type' only.",
                zh: "3.0.3 规定“nullable”只在与“type”并列时有效。"
            ),
            bad: RuleExample(.root, ReferenceExamples.old("{nullable: true, anyOf: [{type: string}, {type: number}]}")),
            good: RuleExample(.root, ReferenceExamples.old("{anyOf: [{type: string, nullable: true}, {type: number}]}"))
        ),
        reading(
            "upgrade.nullable-no-effect",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("A part of 'allOf' refuses null anyway.", zh: "“allOf”的某一部分仍会拒绝 null。"),
            bad: RuleExample(
                .root,
                ReferenceExamples.old("{type: object, nullable: true, allOf: [{type: object, maxProperties: 1}]}")
            ),
            good: RuleExample(
                .root,
                ReferenceExamples.old(
                    "{type: object, nullable: true, allOf: [{type: object, nullable: true, maxProperties: 1}]}"
                )
            )
        ),
        reading(
            "upgrade.newer-keyword",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Tools for 3.0 do not know it.", zh: "面向 3.0 的工具不认识它。"),
            bad: RuleExample(.root, ReferenceExamples.old("{const: open}")),
            good: RuleExample(.root, ReferenceExamples.old("{enum: [open]}"))
        ),
    ]

    /// A row: a rule whose finding is made by assembly or reading.
    private static func reading(
        _ id: String,
        _ severities: RuleSeverities,
        _ rationale: LocalizedText,
        bad: RuleExample,
        good: RuleExample
    ) -> LintRule {
        LintRule(id, severities, rationale, bad: bad, good: good, check: .reading)
    }
}

/// Pieces of examples.
enum ReferenceExamples {
    /// A contract of 3.0 with a schema.
    static func old(_ schema: String) -> String {
        """
        openapi: 3.0.3
        \(answer)
        components:
          schemas:
            Order: \(schema)
        """
    }

    /// A schema, and one that it refers to.
    static func sibling(_ schema: String) -> String {
        """
        \(answer)
        components:
          schemas:
            Order: \(schema)
            Item: {type: string}
        """
    }

    private static let answer = """
        paths:
          /orders:
            get:
              operationId: listOrders
              summary: Lists orders
              responses:
                '200':
                  description: The orders
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
                default: {description: Something went wrong}
        """
}
