import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let responseRules: [LintRule] = responsePresenceRules + responseStatusRules + responseFormRules

    private static let responsePresenceRules: [LintRule] = [
        LintRule(
            "response.none",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Nobody knows what comes back.", zh: "没有人知道会返回什么。"),
            bad: RuleExample(.pathItem, "get: {operationId: listOrders, summary: Lists orders}"),
            good: RuleExample(.operation, "operationId: listOrders"),
            check: .operations { operation, run in
                // In 3.0 the field must be there, and reading says so.
                guard operation.node["responses"] == nil || operation.node["responses"]?.kind == .object,
                    operation.responses.isEmpty,
                    operation.node["responses"] != nil || run.subject.writtenVersion != .v30
                else { return }
                run.report(
                    LocalizedText("the operation has no responses", zh: "该操作没有响应"),
                    on: operation.node["responses"] ?? operation.node,
                    remedy: LocalizedText(
                        "add 'responses' with '200' and 'default'",
                        zh: "请添加“responses”，包括“200”和“default”"
                    )
                )
            }
        ),
        LintRule(
            "response.success-missing",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Nobody knows the answer when all goes well.", zh: "没有人知道成功时的响应。"),
            bad: RuleExample(.responses, "'400': {description: Wrong input}"),
            good: RuleExample(.responses, "'200': {description: The orders}\n'400': {description: Wrong input}"),
            check: .operations { operation, run in
                guard !operation.responses.isEmpty, !operation.responds(with: "default"),
                    !operation.responses.contains(where: { $0.hundred == 2 || $0.hundred == 3 || $0.status == "101" })
                else { return }
                run.reportMissing(
                    LocalizedText("no response says what success is", zh: "没有描述成功的响应"),
                    of: operation,
                    LocalizedText("add '200' or another 2XX", zh: "请添加“200”或其他 2XX")
                )
            }
        ),
        LintRule(
            "response.error-missing",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Errors happen, and clients must know what they look like.", zh: "错误总会发生，客户端需要知道它的形式。"),
            bad: RuleExample(.responses, "'200': {description: The orders}"),
            good: RuleExample(.responses, "'200': {description: The orders}\n'4XX': {description: Wrong input}"),
            check: .operations { operation, run in
                guard operation.origin == .path, !operation.responses.isEmpty, !operation.responds(with: "default"),
                    !operation.responses.contains(where: { $0.hundred == 4 || $0.hundred == 5 })
                else { return }
                run.reportMissing(
                    LocalizedText("no response describes an error", zh: "没有描述错误的响应"),
                    of: operation,
                    LocalizedText("add 'default', a 4XX or a 5XX", zh: "请添加“default”、4XX 或 5XX")
                )
            }
        ),
        LintRule(
            "response.body-not-allowed",
            RuleSeverities(nil, .warning, .error),
            LocalizedText(
                "Answers with 1XX, 204, 205 and 304 and all answers to HEAD have no body.",
                zh: "1XX、204、205、304 以及对 HEAD 的任何响应都没有响应体。"
            ),
            bad: RuleExample(
                .responses,
                "'204': {description: Done, content: {application/json: {}}}\ndefault: {description: Something went wrong}"
            ),
            good: RuleExample(.responses, "'204': {description: Done}\ndefault: {description: Something went wrong}"),
            check: .operations(ResponseRules.bodyNotAllowed)
        ),
        LintRule(
            "response.header-ignored",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("The keys of 'content' say it already.", zh: "“content”的键已经说明了它。"),
            bad: RuleExample(.response, "headers: {Content-Type: {schema: {type: string}}}"),
            good: RuleExample(.response, "headers: {Order-Count: {schema: {type: string}}}"),
            check: .nodes(.response) { response, run in
                for (name, value) in response["headers"]?.members.map({ ($0.name, $0.value) }) ?? []
                where name.lowercased() == "content-type" {
                    run.report(
                        LocalizedText("'\(name)' is ignored among headers", zh: "“\(name)”作为响应头会被忽略"),
                        on: value,
                        remedy: LocalizedText("remove it; 'content' names the media types", zh: "请删除它；媒体类型由“content”给出")
                    )
                }
            }
        ),
        LintRule(
            "response.description-blank",
            RuleSeverities(nil, .note, .warning),
            LocalizedText("It is all that a reader has.", zh: "读者只能依靠它。"),
            bad: RuleExample(.response, "description: ''"),
            good: RuleExample(.response, "description: The orders"),
            check: .nodes(.response) { response, run in
                guard let description = response["description"], description.kind == .string,
                    !response.hasText("description")
                else { return }
                run.report(
                    LocalizedText("the description is blank", zh: "描述为空白"),
                    on: description,
                    remedy: LocalizedText("say what comes back", zh: "请说明返回的内容")
                )
            }
        ),
    ]

    private static let responseStatusRules: [LintRule] = [
        LintRule(
            "response.unauthorized-missing",
            .strictly(.warning),
            LocalizedText("Every operation that asks for a proof can answer 401.", zh: "任何要求身份证明的操作都可能返回 401。"),
            bad: RuleExample(.root, ResponseRules.secured("'404': {description: None}")),
            good: RuleExample(.root, ResponseRules.secured("'401': {description: Who are you?}")),
            check: .operations { operation, run in
                guard operation.origin == .path, operation.isSecured, !operation.responses.isEmpty,
                    !operation.responds(with: "401", "4XX", "default")
                else { return }
                run.reportMissing(
                    LocalizedText("a caller without proof gets an answer that is not described", zh: "没有描述未通过身份验证时的响应"),
                    of: operation,
                    LocalizedText("add '401'", zh: "请添加“401”")
                )
            }
        ),
        LintRule(
            "response.too-many-requests-missing",
            .strictly(.warning),
            LocalizedText("Clients must be ready to be slowed down.", zh: "客户端必须能够应对限流。"),
            bad: RuleExample(.responses, "'200': {description: The orders}\n'404': {description: None}"),
            good: RuleExample(.responses, "'200': {description: The orders}\n'429': {description: Too fast}"),
            check: .operations { operation, run in
                guard operation.origin == .path, !operation.responses.isEmpty,
                    !operation.responds(with: "429", "4XX", "default")
                else { return }
                run.reportMissing(
                    LocalizedText("no response says that requests come too fast", zh: "没有描述请求过于频繁的响应"),
                    of: operation,
                    LocalizedText("add '429'", zh: "请添加“429”")
                )
            }
        ),
        LintRule(
            "response.validation-error-missing",
            .strictly(.warning),
            LocalizedText("Input can be wrong.", zh: "输入可能有误。"),
            bad: RuleExample(.operation, ResponseRules.withInput("'404': {description: None}")),
            good: RuleExample(.operation, ResponseRules.withInput("'400': {description: Wrong input}")),
            check: .operations { operation, run in
                guard operation.origin == .path, !operation.responses.isEmpty,
                    operation.requestBody != nil || !operation.parameters.isEmpty,
                    !operation.responds(with: "400", "422", "4XX", "default")
                else { return }
                run.reportMissing(
                    LocalizedText("no response says that the input is wrong", zh: "没有描述输入有误的响应"),
                    of: operation,
                    LocalizedText("add '400' or '422'", zh: "请添加“400”或“422”")
                )
            }
        ),
        LintRule(
            "response.server-error-missing",
            .strictly(.note),
            LocalizedText("Servers fail.", zh: "服务器也会出错。"),
            bad: RuleExample(.responses, "'200': {description: The orders}\n'4XX': {description: Wrong input}"),
            good: RuleExample(
                .responses,
                "'200': {description: The orders}\n'4XX': {description: Wrong input}\n'500': {description: Our fault}"
            ),
            check: .operations { operation, run in
                guard operation.origin == .path, !operation.responses.isEmpty, !operation.responds(with: "default"),
                    !operation.responses.contains(where: { $0.hundred == 5 })
                else { return }
                run.reportMissing(
                    LocalizedText("no response says that the server failed", zh: "没有描述服务器出错的响应"),
                    of: operation,
                    LocalizedText("add '500', '5XX' or 'default'", zh: "请添加“500”、“5XX”或“default”")
                )
            }
        ),
    ]

    private static let responseFormRules: [LintRule] = [
        LintRule(
            "response.rate-limit-headers",
            .strictly(.note),
            LocalizedText("A client that is slowed down must know when to come back.", zh: "被限流的客户端需要知道何时重试。"),
            bad: RuleExample(.responses, "'200': {description: The orders}\n'429': {description: Too fast}"),
            good: RuleExample(
                .responses,
                """
                '200': {description: The orders}
                '429': {description: Too fast, headers: {Retry-After: {schema: {type: integer}}}}
                """
            ),
            check: .operations(ResponseRules.rateLimitHeaders)
        ),
        LintRule(
            "response.problem-details",
            .strictly(.note),
            LocalizedText("RFC 9457 gives errors one shape that clients know.", zh: "RFC 9457 为错误规定了客户端熟悉的统一格式。"),
            bad: RuleExample(
                .responses,
                "'200': {description: The orders}\ndefault: {description: Error, content: {application/json: {}}}"
            ),
            good: RuleExample(
                .responses,
                """
                '200': {description: The orders}
                default: {description: Error, content: {application/problem+json: {}}}
                """
            ),
            check: .operations(ResponseRules.problemDetails)
        ),
        LintRule(
            "response.location-missing",
            .strictly(.note),
            LocalizedText("A client does not learn where the new thing is.", zh: "客户端无从得知新建资源的位置。"),
            bad: RuleExample(
                .responses,
                "'201': {description: Made}\ndefault: {description: Something went wrong}"
            ),
            good: RuleExample(
                .responses,
                """
                '201': {description: Made, headers: {Location: {schema: {type: string}}}}
                default: {description: Something went wrong}
                """
            ),
            check: .operations(ResponseRules.locationMissing)
        ),
        LintRule(
            "response.content-missing",
            .strictly(.warning),
            LocalizedText("A client does not know what it gets.", zh: "客户端不知道会得到什么。"),
            bad: RuleExample(.response, "description: The orders"),
            good: RuleExample(.response, "content: {application/json: {schema: {type: object}}}"),
            check: .operations { operation, run in
                guard operation.method == "get", operation.origin == .path else { return }
                for response in operation.responses where response.status == "200" {
                    guard response.node.kind == .object, response.node["content"]?.count ?? 0 == 0 else { continue }
                    run.report(
                        LocalizedText("the response to GET has no content", zh: "GET 的响应没有内容"),
                        on: response.site,
                        remedy: LocalizedText("add 'content', or answer '204'", zh: "请添加“content”，或使用“204”")
                    )
                }
            }
        ),
    ]
}

/// The checks of `response.*`.
enum ResponseRules {
    static func bodyNotAllowed(_ operation: LintOperation, _ run: inout LintRun) {
        for response in operation.responses {
            let isBare = ["204", "205", "304"].contains(response.status) || response.hundred == 1
            guard isBare || operation.method == "head", let content = response.node["content"], content.count > 0
            else { continue }
            let method = operation.method.uppercased()
            run.report(
                isBare
                    ? LocalizedText("an answer with \(response.status) has no body", zh: "\(response.status) 响应没有响应体")
                    : LocalizedText("an answer to \(method) has no body", zh: "对 \(method) 的响应没有响应体"),
                on: content,
                remedy: isBare
                    ? LocalizedText("remove 'content', or use another status", zh: "请删除“content”，或使用其他状态码")
                    : LocalizedText("remove 'content'", zh: "请删除“content”")
            )
        }
    }

    static func rateLimitHeaders(_ operation: LintOperation, _ run: inout LintRun) {
        for response in operation.responses where response.status == "429" {
            let names = response.node["headers"]?.members.map { $0.name.lowercased() } ?? []
            let known = ["retry-after", "ratelimit", "x-ratelimit", "x-rate-limit"]
            guard !names.contains(where: { name in known.contains { name.hasPrefix($0) } }) else { continue }
            run.report(
                LocalizedText("429 does not say when to come back", zh: "429 没有说明何时重试"),
                on: response.site,
                remedy: LocalizedText("add the header 'Retry-After'", zh: "请添加响应头“Retry-After”")
            )
        }
    }

    static func problemDetails(_ operation: LintOperation, _ run: inout LintRun) {
        for response in operation.responses
        where response.status == "default" || response.hundred == 4 || response.hundred == 5 {
            guard let content = response.node["content"], let json = content["application/json"],
                content["application/problem+json"] == nil
            else { continue }
            run.report(
                LocalizedText("the error is plain 'application/json'", zh: "错误使用了普通的“application/json”"),
                on: json,
                remedy: LocalizedText("use 'application/problem+json'", zh: "请使用“application/problem+json”")
            )
        }
    }

    static func locationMissing(_ operation: LintOperation, _ run: inout LintRun) {
        for response in operation.responses where response.status == "201" {
            let names = response.node["headers"]?.members.map { $0.name.lowercased() } ?? []
            guard response.node["content"]?.count ?? 0 == 0, !names.contains("location") else { continue }
            run.report(
                LocalizedText("201 does not say where the new thing is", zh: "201 没有说明新建资源的位置"),
                on: response.site,
                remedy: LocalizedText("add the header 'Location'", zh: "请添加响应头“Location”")
            )
        }
    }

    static func secured(_ response: String) -> String {
        """
        security: [{token: []}]
        paths:
          /orders:
            get:
              operationId: listOrders
              summary: Lists orders
              responses:
                '200': {description: The orders}
                \(response)
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        """
    }

    static func withInput(_ response: String) -> String {
        """
        parameters: [{name: size, in: query, schema: {type: boolean}}]
        responses:
          '200': {description: The orders}
          \(response)
        """
    }
}

extension LintRun {
    /// Reports an operation that lacks a response.
    mutating func reportMissing(_ message: LocalizedText, of operation: LintOperation, _ remedy: LocalizedText) {
        report(message, on: operation.node["responses"] ?? operation.node, remedy: remedy)
    }
}
