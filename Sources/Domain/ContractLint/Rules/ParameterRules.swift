import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let parameterRules: [LintRule] = parameterMeaningRules + parameterHabitRules

    private static let parameterMeaningRules: [LintRule] = [
        LintRule(
            "parameter.reserved-header",
            RuleSeverities(nil, .warning, .error),
            LocalizedText(
                "Accept, Content-Type and Authorization are ignored here: media types and security schemes describe them.",
                zh: "Accept、Content-Type 和 Authorization 在此处会被忽略：它们由媒体类型和安全方案描述。"
            ),
            bad: RuleExample(.parameters, "- {name: Authorization, in: header, schema: {type: string}}"),
            good: RuleExample(.parameters, "- {name: Order-Key, in: header, schema: {type: string}}"),
            check: .nodes(.parameter, ParameterRules.reservedHeader)
        ),
        LintRule(
            "parameter.default-on-required",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("What must be given has no use for a default.", zh: "必须给出的参数用不到默认值。"),
            bad: RuleExample(.parameters, "- {name: size, in: query, required: true, schema: {default: 1}}"),
            good: RuleExample(.parameters, "- {name: size, in: query, schema: {default: 1}}"),
            check: .nodes(.parameter, ParameterRules.defaultOnRequired)
        ),
        LintRule(
            "parameter.style-type",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("The style has no meaning for values of that type.", zh: "该样式对这种类型的值没有意义。"),
            bad: RuleExample(
                .parameters,
                "- {name: size, in: query, style: deepObject, explode: true, schema: {type: string}}"
            ),
            good: RuleExample(
                .parameters,
                """
                - name: size
                  in: query
                  style: deepObject
                  explode: true
                  schema: {type: object, properties: {min: {type: integer}}}
                """
            ),
            check: .nodes(.parameter, ParameterRules.styleType)
        ),
        LintRule(
            "parameter.explode-delimited",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("The specification leaves open what it means.", zh: "规范没有定义它的含义。"),
            bad: RuleExample(.parameters, ParameterRules.delimited("explode: true")),
            good: RuleExample(.parameters, ParameterRules.delimited("explode: false")),
            check: .nodes(.parameter) { parameter, run in
                guard let style = parameter["style"]?.string, ["spaceDelimited", "pipeDelimited"].contains(style),
                    let flag = parameter["explode"], flag.boolean == true
                else { return }
                run.report(
                    LocalizedText(
                        "'explode: true' has no meaning with '\(style)'",
                        zh: "“explode: true”与“\(style)”同用没有定义"
                    ),
                    on: flag,
                    remedy: LocalizedText("write 'explode: false'", zh: "请写成“explode: false”")
                )
            }
        ),
        LintRule(
            "parameter.empty-value",
            .strictly(.note),
            LocalizedText("The specification advises against it.", zh: "规范不建议使用它。"),
            bad: RuleExample(
                .parameters,
                "- {name: size, in: query, allowEmptyValue: true, schema: {type: string}}"
            ),
            good: RuleExample(.parameters, "- {name: size, in: query, schema: {type: string, minLength: 0}}"),
            check: .nodes(.parameter) { parameter, run in
                guard let flag = parameter["allowEmptyValue"], flag.boolean == true else { return }
                run.report(
                    LocalizedText("'allowEmptyValue' is deprecated", zh: "“allowEmptyValue”已弃用"),
                    on: flag,
                    remedy: LocalizedText("let the schema accept the empty text", zh: "请让模式接受空文本")
                )
            }
        ),
    ]

    private static let parameterHabitRules: [LintRule] = [
        LintRule(
            "parameter.redundant",
            .strictly(.note),
            LocalizedText("It repeats what the path says already.", zh: "它重复了路径中已有的声明。"),
            bad: RuleExample(.pathItem, ParameterRules.redundant("{name: shop, in: query, schema: {type: string}}")),
            good: RuleExample(.pathItem, ParameterRules.redundant("{name: size, in: query, schema: {type: string}}")),
            check: .operations(ParameterRules.redundant)
        ),
        LintRule(
            "parameter.description",
            .strictly(.note),
            LocalizedText("A name is not always enough.", zh: "只有名称往往不够。"),
            bad: RuleExample(.parameters, "- {name: size, in: query, schema: {type: integer}}"),
            good: RuleExample(
                .parameters,
                "- {name: size, in: query, description: Most orders in a page, schema: {type: integer}}"
            ),
            check: .nodes(.parameter) { parameter, run in
                guard parameter["$ref"] == nil, let name = parameter["name"]?.string else { return }
                let schema = parameter["schema"].map { run.resolved($0) }
                guard !parameter.hasText("description"), schema?.hasText("description") != true else { return }
                run.report(
                    LocalizedText("'\(name)' has no description", zh: "“\(name)”没有描述"),
                    on: parameter,
                    remedy: LocalizedText("add 'description: …'", zh: "请添加“description: …”")
                )
            }
        ),
        LintRule(
            "parameter.name-case",
            .strictly(.note),
            LocalizedText("One habit is easier to guess than two.", zh: "统一的习惯更容易猜到。"),
            bad: RuleExample(.parameters, ParameterRules.names(last: "size_k")),
            good: RuleExample(.parameters, ParameterRules.names(last: "sizeK")),
            check: .document { run in
                for place in ["query", "header", "cookie"] {
                    let parameters = run.map.objects(of: .parameter).filter { $0["in"]?.string == place }
                    run.reportOddNames(parameters.compactMap { node in node["name"]?.string.map { ($0, node) } })
                }
            }
        ),
        LintRule(
            "parameter.page-size",
            .strictly(.warning),
            LocalizedText("One request may ask for everything.", zh: "一个请求就可能索取全部数据。"),
            bad: RuleExample(.parameters, "- {name: limit, in: query, schema: {type: integer}}"),
            good: RuleExample(.parameters, "- {name: limit, in: query, schema: {type: integer, maximum: 100}}"),
            check: .nodes(.parameter, ParameterRules.pageSize)
        ),
    ]
}

/// The checks of `parameter.*`.
enum ParameterRules {
    static func reservedHeader(_ parameter: JSONNode, _ run: inout LintRun) {
        guard parameter["in"]?.string == "header", let name = parameter["name"], let text = name.string,
            ["accept", "content-type", "authorization"].contains(text.lowercased())
        else { return }
        run.report(
            LocalizedText("'\(text)' is ignored among parameters", zh: "“\(text)”作为参数会被忽略"),
            at: name,
            remedy: text.lowercased() == "authorization"
                ? LocalizedText("declare a security scheme", zh: "请声明安全方案")
                : LocalizedText("declare media types under 'content'", zh: "请在“content”下声明媒体类型")
        )
    }

    static func defaultOnRequired(_ parameter: JSONNode, _ run: inout LintRun) {
        guard parameter["required"]?.boolean == true,
            let schema = parameter["schema"], let value = run.schemas.keyword("default", of: schema)
        else { return }
        let name = parameter["name"]?.string ?? ""
        let isPath = parameter["in"]?.string == "path"
        run.report(
            LocalizedText("'\(name)' is required and has a default", zh: "“\(name)”是必需的，却有默认值"),
            // What a shared schema says is right elsewhere.
            on: run.map.owner(of: value.index) == schema.index ? value : parameter,
            remedy: isPath
                ? LocalizedText("remove the default", zh: "请删除默认值")
                : LocalizedText("remove 'required' or the default", zh: "请删除“required”或默认值")
        )
    }

    static func styleType(_ parameter: JSONNode, _ run: inout LintRun) {
        guard let style = parameter["style"], let schema = parameter["schema"] else { return }
        let wanted: SchemaTypes
        switch style.string {
        case "deepObject": wanted = .object
        case "spaceDelimited", "pipeDelimited": wanted = [.array, .object]
        default: return
        }
        guard run.schemas.types(of: schema).isDisjoint(with: wanted) else { return }
        let text = style.string ?? ""
        run.report(
            LocalizedText(
                "'\(text)' cannot write a value of this type",
                zh: "“\(text)”不能表示这种类型的值"
            ),
            on: style,
            remedy: wanted == .object
                ? LocalizedText("use it for objects", zh: "它只用于对象")
                : LocalizedText("use it for arrays and objects", zh: "它只用于数组和对象")
        )
    }

    static func redundant(_ operation: LintOperation, _ run: inout LintRun) {
        for own in operation.node["parameters"]?.elements.map({ $0 }) ?? [] {
            let node = run.resolved(own)
            for shared in operation.item["parameters"]?.elements.map({ $0 }) ?? [] {
                let other = run.resolved(shared)
                guard node.index == other.index || JSONNode.areEqual(node, other) else { continue }
                let name = node["name"]?.string ?? ""
                run.report(
                    LocalizedText("'\(name)' stands on the path already", zh: "“\(name)”已在路径上声明"),
                    on: own,
                    remedy: LocalizedText("remove it here", zh: "请在此处删除")
                )
            }
        }
    }

    private static let sizes: Set = ["limit", "pageSize", "page_size", "per_page", "size", "count", "max_results"]

    static func pageSize(_ parameter: JSONNode, _ run: inout LintRun) {
        guard parameter["in"]?.string == "query", let name = parameter["name"]?.string, sizes.contains(name),
            let schema = parameter["schema"]
        else { return }
        let types = run.schemas.types(of: schema)
        guard types.contains(.integer), types.isDisjoint(with: [.string, .array, .object]) else { return }
        let bounds = ["maximum", "exclusiveMaximum", "enum", "const"]
        if bounds.contains(where: { run.schemas.keyword($0, of: schema) != nil }) { return }
        run.report(
            LocalizedText("'\(name)' has no maximum", zh: "“\(name)”没有最大值"),
            on: parameter,
            remedy: LocalizedText("add 'maximum: 100'", zh: "请添加“maximum: 100”")
        )
    }

    static func delimited(_ member: String) -> String {
        """
        - name: sizes
          in: query
          style: pipeDelimited
          \(member)
          schema: {type: array, items: {type: string}}
        """
    }

    static func redundant(_ own: String) -> String {
        """
        parameters:
          - {name: shop, in: query, schema: {type: string}}
        get:
          operationId: listOrders
          summary: Lists orders
          parameters:
            - \(own)
          responses: {'200': {description: The orders}, default: {description: Something went wrong}}
        """
    }

    /// Eleven parameters, of which the last has another name.
    static func names(last: String) -> String {
        let names = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"].map { "size\($0)" } + [last]
        return names.map { "- {name: \($0), in: query, schema: {type: boolean}}" }.joined(separator: "\n")
    }
}
