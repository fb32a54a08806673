import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let operationRules: [LintRule] = operationNameRules + operationTextRules + operationBodyRules

    private static let operationNameRules: [LintRule] = [
        LintRule(
            "operation.id-missing",
            RuleSeverities(nil, .warning, .error),
            LocalizedText(
                "Names in generated code, links and logs come from it.",
                zh: "生成代码、链接和日志中的名称都来自它。"
            ),
            bad: RuleExample(
                .pathItem,
                "get: {summary: Lists orders, responses: {default: {description: The orders}}}"
            ),
            good: RuleExample(.operation, "operationId: listOrders"),
            check: .operations(OperationRules.idMissing)
        ),
        LintRule(
            "operation.id-url-safe",
            RuleSeverities(nil, .warning, .error),
            LocalizedText(
                "It is used in links, addresses of documentation and names of files.",
                zh: "它会用于链接、文档地址和文件名。"
            ),
            bad: RuleExample(.operation, "operationId: list orders"),
            good: RuleExample(.operation, "operationId: list-orders"),
            check: .operations(OperationRules.idURLSafe)
        ),
        LintRule(
            "operation.id-identifier",
            .strictly(.warning),
            LocalizedText("It becomes the name of a function.", zh: "它会成为函数名。"),
            bad: RuleExample(.operation, "operationId: orders/list"),
            good: RuleExample(.operation, "operationId: listOrders"),
            check: .operations(OperationRules.idIdentifier)
        ),
        LintRule(
            "operation.id-case",
            .strictly(.note),
            LocalizedText("One habit is easier to guess than two.", zh: "统一的习惯更容易猜到。"),
            bad: RuleExample(.paths, OperationRules.ids(last: "list_k")),
            good: RuleExample(.paths, OperationRules.ids(last: "listK")),
            check: .document { run in
                let named = run.operations.compactMap { operation in
                    operation.node["operationId"].flatMap { id in id.string.map { (name: $0, value: id) } }
                }
                run.reportOddNames(named)
            }
        ),
    ]

    private static let operationTextRules: [LintRule] = [
        LintRule(
            "operation.undescribed",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("A reader sees nothing but a path.", zh: "读者只能看到一个路径。"),
            bad: RuleExample(
                .pathItem,
                "get: {operationId: listOrders, responses: {default: {description: The orders}}}"
            ),
            good: RuleExample(.operation, "summary: Lists orders"),
            check: .operations { operation, run in
                guard !operation.has("summary"), !operation.has("description") else { return }
                run.report(
                    LocalizedText("the operation has no summary and no description", zh: "该操作没有摘要，也没有描述"),
                    on: operation.node,
                    remedy: LocalizedText("add 'summary: …'", zh: "请添加“summary: …”")
                )
            }
        ),
        LintRule(
            "operation.summary-missing",
            .strictly(.warning),
            LocalizedText("Lists of operations show it.", zh: "操作列表显示的就是它。"),
            bad: RuleExample(
                .pathItem,
                """
                get: {operationId: listOrders, description: Lists orders, responses: {default: {description: Them}}}
                """
            ),
            good: RuleExample(.operation, "summary: Lists orders"),
            check: .operations { operation, run in
                guard !operation.has("summary") else { return }
                run.report(
                    LocalizedText("the operation has no summary", zh: "该操作没有摘要"),
                    on: operation.node,
                    remedy: LocalizedText("add 'summary: …'", zh: "请添加“summary: …”")
                )
            }
        ),
        LintRule(
            "operation.summary-form",
            .strictly(.note),
            LocalizedText("It is a title: short, and without a full stop.", zh: "它是标题：应简短，且不以句号结尾。"),
            bad: RuleExample(.operation, "summary: Lists orders."),
            good: RuleExample(.operation, "summary: Lists orders"),
            check: .operations(OperationRules.summaryForm)
        ),
        LintRule(
            "operation.tags-missing",
            .strictly(.warning),
            LocalizedText("References group operations by their tags.", zh: "文档按标签对操作分组。"),
            bad: RuleExample(.operation, "summary: Lists orders"),
            good: RuleExample(.operation, "tags: [orders]"),
            check: .operations { operation, run in
                guard operation.origin == .path, operation.node["tags"]?.count ?? 0 == 0 else { return }
                run.report(
                    LocalizedText("the operation has no tags", zh: "该操作没有标签"),
                    on: operation.node,
                    remedy: LocalizedText("add 'tags: […]'", zh: "请添加“tags: […]”")
                )
            }
        ),
        LintRule(
            "operation.deprecated-silent",
            .strictly(.note),
            LocalizedText("Nobody knows what to use instead.", zh: "没有人知道应改用什么。"),
            bad: RuleExample(.operation, "deprecated: true"),
            good: RuleExample(.operation, "deprecated: true\ndescription: Use searchOrders instead"),
            check: .operations { operation, run in
                guard operation.node["deprecated"]?.boolean == true, !operation.has("description") else { return }
                run.report(
                    LocalizedText("the operation is deprecated and does not say why", zh: "该操作已弃用，但没有说明原因"),
                    on: operation.node["deprecated"] ?? operation.node,
                    remedy: LocalizedText("say in 'description' what replaces it", zh: "请在“description”中说明替代者")
                )
            }
        ),
    ]

    private static let operationBodyRules: [LintRule] = [
        LintRule(
            "operation.get-body",
            RuleSeverities(nil, .warning, .error),
            LocalizedText(
                "A body of GET and HEAD has no defined meaning; most proxies and clients drop it.",
                zh: "GET 和 HEAD 的请求体没有确定的含义；多数代理和客户端会丢弃它。"
            ),
            bad: RuleExample(.operation, "requestBody: {content: {application/json: {schema: {type: object}}}}"),
            good: RuleExample(.operation, "parameters: [{name: status, in: query, schema: {type: string}}]"),
            check: .operations { operation, run in
                guard ["get", "head"].contains(operation.method) else { return }
                OperationRules.reportBody(of: operation, &run)
            }
        ),
        LintRule(
            "operation.delete-body",
            .strictly(.note),
            LocalizedText("Many clients cannot send it.", zh: "许多客户端无法发送它。"),
            bad: RuleExample(.pathItem, OperationRules.delete("requestBody: {content: {application/json: {}}}")),
            good: RuleExample(
                .pathItem,
                OperationRules.delete("parameters: [{name: status, in: query, schema: {type: string}}]")
            ),
            check: .operations { operation, run in
                guard operation.method == "delete" else { return }
                OperationRules.reportBody(of: operation, &run)
            }
        ),
    ]
}

/// The checks of `operation.*`.
enum OperationRules {
    static func idMissing(_ operation: LintOperation, _ run: inout LintRun) {
        guard operation.origin == .path, !operation.has("operationId") else { return }
        run.report(
            LocalizedText(
                "\(operation.method.uppercased()) \(operation.path) has no operationId",
                zh: "\(operation.method.uppercased()) \(operation.path) 没有 operationId"
            ),
            on: operation.node,
            remedy: LocalizedText("add 'operationId: …'", zh: "请添加“operationId: …”")
        )
    }

    /// RFC 3986 characters that need no encoding anywhere in a path.
    static func idURLSafe(_ operation: LintOperation, _ run: inout LintRun) {
        guard let node = operation.node["operationId"], let id = node.string else { return }
        let odd = id.unicodeScalars.first {
            !"-._~:/?#[]@!$&'()*+,;=".unicodeScalars.contains($0) && !$0.isAlphanumeric
        }
        guard let odd else { return }
        run.report(
            LocalizedText("'\(id)' has '\(odd)', which addresses must encode", zh: "“\(id)”中的“\(odd)”在地址中必须编码"),
            at: node,
            remedy: LocalizedText("use letters, digits, '-', '_' and '.'", zh: "请只用字母、数字、“-”、“_”和“.”")
        )
    }

    static func idIdentifier(_ operation: LintOperation, _ run: inout LintRun) {
        guard let node = operation.node["operationId"], let id = node.string else { return }
        let startsWell =
            id.unicodeScalars.first.map { $0 == "_" || $0.isAlphanumeric && !("0"..."9").contains($0) } ?? false
        if startsWell, id.unicodeScalars.allSatisfy({ $0 == "_" || $0.isAlphanumeric }) { return }
        run.report(
            LocalizedText("'\(id)' cannot be the name of a function", zh: "“\(id)”不能作为函数名"),
            at: node,
            remedy: LocalizedText("use letters, digits and '_'", zh: "请只用字母、数字和“_”")
        )
    }

    static func summaryForm(_ operation: LintOperation, _ run: inout LintRun) {
        guard let node = operation.node["summary"], let summary = node.string else { return }
        if summary.unicodeScalars.count > 120 {
            run.report(
                LocalizedText("the summary has more than 120 characters", zh: "摘要超过 120 个字符"),
                at: node,
                remedy: LocalizedText("move the details to 'description'", zh: "请将细节移到“description”")
            )
        } else if summary.last == "." || summary.last == "。", summary.dropLast().allSatisfy({ $0 != "." && $0 != "。" })
        {
            run.report(
                LocalizedText("the summary ends with a full stop", zh: "摘要以句号结尾"),
                at: node,
                remedy: LocalizedText("remove it", zh: "请删除句号")
            )
        }
    }

    static func reportBody(of operation: LintOperation, _ run: inout LintRun) {
        guard operation.origin == .path, let body = operation.node["requestBody"] else { return }
        let method = operation.method.uppercased()
        run.report(
            LocalizedText("\(method) has a request body", zh: "\(method) 带有请求体"),
            on: body,
            remedy: LocalizedText("use parameters, or another method", zh: "请使用参数或其他方法")
        )
    }

    /// Eleven operations, of which the last has another name.
    static func ids(last: String) -> String {
        (["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"].map { "list" + $0 } + [last]).map { id in
            let answer = "responses: {default: {description: Them}}"
            return
                "/\(id.lowercased().filter { $0 != "_" }): {get: {operationId: \(id), summary: Lists \(id), \(answer)}}"
        }
        .joined(separator: "\n")
    }

    static func delete(_ member: String) -> String {
        """
        delete:
          operationId: deleteOrders
          summary: Deletes orders
          security: []
          responses: {default: {description: Done}}
          \(member)
        """
    }
}

extension LintOperation {
    /// Whether a member is a text that says something.
    func has(_ name: String) -> Bool { node.hasText(name) }
}

extension JSONNode {
    /// Whether a member is a text that says something.
    func hasText(_ name: String) -> Bool {
        self[name]?.string.map { text in text.unicodeScalars.contains { !$0.properties.isWhitespace } } ?? false
    }
}

extension Unicode.Scalar {
    /// Whether it is a letter or a digit of ASCII.
    var isAlphanumeric: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
