import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let securityRules: [LintRule] = securitySchemeRules + securityFlowRules + securityUseRules

    private static let securitySchemeRules: [LintRule] = [
        LintRule(
            "security.unknown-scope",
            .error,
            LocalizedText("Nobody can be given a scope that no flow offers.", zh: "没有任何流程提供的权限范围无法授予任何人。"),
            bad: RuleExample(.root, SecurityRules.scoped("write")),
            good: RuleExample(.root, SecurityRules.scoped("read")),
            check: .nodes(.securityRequirement, SecurityRules.unknownScope)
        ),
        LintRule(
            "security.basic-over-http",
            RuleSeverities(nil, .error, .error),
            LocalizedText("Everybody on the way can read the password.", zh: "途中的任何人都能读到密码。"),
            bad: RuleExample(
                .root,
                SecurityRules.scheme("{type: http, scheme: basic}", server: "http://api.shop.test"),
                also: ["server.plain-http"]
            ),
            good: RuleExample(.root, SecurityRules.scheme("{type: http, scheme: basic}")),
            check: .document(SecurityRules.basicOverHTTP)
        ),
        LintRule(
            "security.basic",
            .strictly(.warning),
            LocalizedText("The password travels with every request.", zh: "每个请求都携带密码。"),
            bad: RuleExample(.root, SecurityRules.scheme("{type: http, scheme: basic}")),
            good: RuleExample(.root, SecurityRules.scheme("{type: http, scheme: bearer}")),
            check: .nodes(.securityScheme) { scheme, run in
                guard SecurityRules.isBasic(scheme), let name = scheme["scheme"] else { return }
                run.report(
                    LocalizedText("the scheme is 'basic'", zh: "方案是“basic”"),
                    at: name,
                    remedy: LocalizedText(
                        "use tokens: 'bearer', oauth2 or openIdConnect",
                        zh: "请使用令牌：“bearer”、oauth2 或 openIdConnect"
                    )
                )
            }
        ),
        LintRule(
            "security.key-in-url",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Addresses are kept in logs and histories everywhere.", zh: "地址会保留在各处的日志和历史记录中。"),
            bad: RuleExample(.root, SecurityRules.scheme("{type: apiKey, name: key, in: query}")),
            good: RuleExample(.root, SecurityRules.scheme("{type: apiKey, name: Shop-Key, in: header}")),
            check: .nodes(.securityScheme) { scheme, run in
                guard scheme["type"]?.string == "apiKey", let place = scheme["in"], place.string == "query" else {
                    return
                }
                run.report(
                    LocalizedText("the key stands in the address", zh: "密钥写在地址里"),
                    at: place,
                    remedy: LocalizedText("write 'in: header'", zh: "请写成“in: header”")
                )
            }
        ),
        LintRule(
            "security.unknown-http-scheme",
            RuleSeverities(nil, .note, .warning),
            LocalizedText("No client knows how to send it.", zh: "没有客户端知道如何发送它。"),
            bad: RuleExample(.root, SecurityRules.scheme("{type: http, scheme: jwt}")),
            good: RuleExample(.root, SecurityRules.scheme("{type: http, scheme: bearer}")),
            check: .nodes(.securityScheme) { scheme, run in
                guard scheme["type"]?.string == "http", let name = scheme["scheme"], let text = name.string,
                    !SecurityRules.httpSchemes.contains(text.lowercased())
                else { return }
                run.report(
                    LocalizedText("'\(text)' is no registered HTTP scheme", zh: "“\(text)”不是已注册的 HTTP 方案"),
                    at: name,
                    remedy: text.lowercased().contains("jwt") || text.lowercased().contains("token")
                        ? LocalizedText("write 'bearer'", zh: "请写成“bearer”")
                        : LocalizedText("use 'bearer', or apiKey in a header", zh: "请使用“bearer”，或放在请求头中的 apiKey")
                )
            }
        ),
    ]

    private static let securityFlowRules: [LintRule] = [
        LintRule(
            "security.implicit-flow",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("OAuth 2.1 withdraws it: tokens end up in addresses.", zh: "OAuth 2.1 已废除它：令牌会出现在地址里。"),
            bad: RuleExample(
                .root,
                SecurityRules.flow("implicit: {authorizationUrl: 'https://shop.test/a', scopes: {}}")
            ),
            good: RuleExample(.root, SecurityRules.flow(SecurityRules.codeFlow)),
            check: .nodes(.oauthFlows) { flows, run in
                SecurityRules.report("implicit", of: flows, &run)
            }
        ),
        LintRule(
            "security.password-flow",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("OAuth 2.1 withdraws it: applications see the password.", zh: "OAuth 2.1 已废除它：应用会看到密码。"),
            bad: RuleExample(.root, SecurityRules.flow("password: {tokenUrl: 'https://shop.test/t', scopes: {}}")),
            good: RuleExample(.root, SecurityRules.flow(SecurityRules.codeFlow)),
            check: .nodes(.oauthFlows) { flows, run in
                SecurityRules.report("password", of: flows, &run)
            }
        ),
        LintRule(
            "security.plain-url",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Everybody on the way can read tokens and codes.", zh: "途中的任何人都能读到令牌和授权码。"),
            bad: RuleExample(
                .root,
                SecurityRules.flow("clientCredentials: {tokenUrl: 'http://shop.test/t', scopes: {}}")
            ),
            good: RuleExample(
                .root,
                SecurityRules.flow("clientCredentials: {tokenUrl: 'https://shop.test/t', scopes: {}}")
            ),
            check: .document(SecurityRules.plainURLs)
        ),
    ]

    private static let securityUseRules: [LintRule] = [
        LintRule(
            "security.secret-in-url",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Addresses are kept in logs and histories everywhere.", zh: "地址会保留在各处的日志和历史记录中。"),
            bad: RuleExample(.parameters, "- {name: password, in: query, schema: {type: string}}"),
            good: RuleExample(.parameters, "- {name: page_token, in: query, schema: {type: string}}"),
            check: .nodes(.parameter, SecurityRules.secretInURL)
        ),
        LintRule(
            "security.none",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Anybody may change anything.", zh: "任何人都可以修改任何内容。"),
            bad: RuleExample(.pathItem, SecurityRules.post),
            good: RuleExample(.root, SecurityRules.securedPost),
            check: .document(SecurityRules.none)
        ),
        LintRule(
            "security.operation-open",
            .strictly(.warning),
            LocalizedText("It is forgotten more often than it is meant.", zh: "这往往是遗漏，而非有意为之。"),
            bad: RuleExample(.root, SecurityRules.mixed("")),
            good: RuleExample(.root, SecurityRules.mixed("security: [{token: []}]")),
            check: .operations(SecurityRules.operationOpen)
        ),
        LintRule(
            "security.optional",
            RuleSeverities(nil, .note, .warning),
            LocalizedText("Callers who prove nothing pass too.", zh: "没有任何证明的调用方也能通过。"),
            bad: RuleExample(.root, SecurityRules.required("{}, {token: []}")),
            good: RuleExample(.root, SecurityRules.required("{token: []}")),
            check: .nodes(.securityRequirement) { requirement, run in
                guard requirement.count == 0 else { return }
                let list = run.document.node(at: run.map.parent(of: requirement.index))
                guard list.kind == .array, list.count > 1 else { return }
                run.report(
                    LocalizedText("the empty requirement lets everybody in", zh: "空的安全要求允许任何人通过"),
                    at: requirement,
                    remedy: LocalizedText("remove it, if that is not meant", zh: "若非有意，请删除它")
                )
            }
        ),
        LintRule(
            "security.numeric-id",
            .strictly(.note),
            LocalizedText("They can be counted through (OWASP API1).", zh: "它们可以被逐个猜测（OWASP API1）。"),
            bad: RuleExample(.paths, SecurityRules.item("type: integer")),
            good: RuleExample(.paths, SecurityRules.item("type: string, format: uuid")),
            check: .nodes(.parameter) { parameter, run in
                guard parameter["in"]?.string == "path", let name = parameter["name"]?.string,
                    name == "id" || name.hasSuffix("Id") || name.hasSuffix("_id"), let schema = parameter["schema"],
                    run.schemas.types(of: schema) == .integer
                else { return }
                run.report(
                    LocalizedText("'\(name)' is a whole number", zh: "“\(name)”是整数"),
                    on: parameter,
                    remedy: LocalizedText("use uuids", zh: "请使用 uuid")
                )
            }
        ),
    ]
}
