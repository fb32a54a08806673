import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let serverRules: [LintRule] = serverAddressRules + serverVariableRules

    private static let serverAddressRules: [LintRule] = [
        LintRule(
            "server.missing",
            .strictly(.warning),
            LocalizedText("A reader does not know where to call.", zh: "读者不知道该调用哪里。"),
            bad: RuleExample(.document, ServerRules.without),
            good: RuleExample(.servers, "- url: https://api.shop.test"),
            check: .document { run in
                guard !run.paths.isEmpty, run.map.nodes(of: .server).isEmpty else { return }
                run.report(
                    LocalizedText("no server is named", zh: "没有列出任何服务器"),
                    on: run.root["paths"] ?? run.root,
                    remedy: LocalizedText("add 'servers: [{url: …}]'", zh: "请添加“servers: [{url: …}]”")
                )
            }
        ),
        LintRule(
            "server.trailing-slash",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Paths begin with a slash; two in a row make another address.", zh: "路径以斜杠开头；连续两个斜杠是另一个地址。"),
            bad: RuleExample(.servers, "- url: https://api.shop.test/v1/"),
            good: RuleExample(.servers, "- url: https://api.shop.test/v1"),
            check: .nodes(.server, ServerRules.trailingSlash)
        ),
        LintRule(
            "server.query",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Paths are appended to the address, whatever it ends with.", zh: "路径会直接接在地址之后，无论地址以什么结尾。"),
            bad: RuleExample(.servers, "- url: https://api.shop.test?key=1"),
            good: RuleExample(.servers, "- url: https://api.shop.test"),
            check: .nodes(.server) { server, run in
                guard let url = server["url"], let text = url.string, text.contains(where: { $0 == "?" || $0 == "#" })
                else { return }
                run.report(
                    LocalizedText("'\(text)' has a query or a fragment", zh: "“\(text)”含有查询或片段"),
                    at: url,
                    remedy: LocalizedText("declare a parameter", zh: "请声明为参数")
                )
            }
        ),
        LintRule(
            "server.plain-http",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Everybody on the way reads along.", zh: "途中的任何人都能读到内容。"),
            bad: RuleExample(.servers, "- url: http://api.shop.test"),
            good: RuleExample(.servers, "- url: https://api.shop.test"),
            check: .nodes(.server) { server, run in
                guard let url = server["url"], let text = url.string else { return }
                let address = ServerAddress(ServerRules.filled(text, server))
                guard address.isPlainAndRemote else { return }
                run.report(
                    LocalizedText("'\(text)' is not encrypted", zh: "“\(text)”没有加密"),
                    at: url,
                    remedy: LocalizedText(
                        "write '\(address.safeScheme):'",
                        zh: "请写成“\(address.safeScheme):”"
                    )
                )
            }
        ),
        LintRule(
            "server.example-host",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("It answers nobody.", zh: "它不会响应任何人。"),
            bad: RuleExample(.servers, "- url: https://api.example.com"),
            good: RuleExample(.servers, "- url: https://api.shop.test"),
            check: .nodes(.server) { server, run in
                guard let url = server["url"], let text = url.string else { return }
                let address = ServerAddress(text)
                guard address.isExample || address.host == "" || run.isStrict && address.isLocal else { return }
                run.report(
                    LocalizedText("'\(text)' is no real host", zh: "“\(text)”不是真实主机"),
                    at: url,
                    remedy: LocalizedText("write the address of the service, or '/'", zh: "请写服务的真实地址，或“/”")
                )
            }
        ),
        LintRule(
            "server.duplicate",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("A reader is given the same choice twice.", zh: "读者会看到两个相同的选项。"),
            bad: RuleExample(.servers, "- url: https://api.shop.test\n- url: https://api.shop.test"),
            good: RuleExample(.servers, "- url: https://api.shop.test\n- url: https://test.shop.test"),
            check: .document(ServerRules.duplicates)
        ),
    ]

    private static let serverVariableRules: [LintRule] = [
        LintRule(
            "server.undefined-variable",
            .error,
            LocalizedText("The address stays incomplete.", zh: "地址不完整。"),
            bad: RuleExample(.servers, "- url: https://{region}.shop.test"),
            good: RuleExample(.servers, "- url: https://{region}.shop.test\n  variables: {region: {default: eu}}"),
            check: .nodes(.server) { server, run in
                guard let url = server["url"], let text = url.string else { return }
                let defined = Set(server["variables"]?.members.map { ByteName($0.name) } ?? [])
                for name in ServerRules.names(in: text) where !defined.contains(ByteName(name)) {
                    run.report(
                        LocalizedText("'{\(name)}' is not defined", zh: "“{\(name)}”没有定义"),
                        at: url,
                        remedy: LocalizedText(
                            "add 'variables: {\(name): {default: …}}'",
                            zh: "请添加“variables: {\(name): {default: …}}”"
                        )
                    )
                }
            }
        ),
        LintRule(
            "server.default-not-in-enum",
            .error,
            LocalizedText("The list does not allow its own default.", zh: "列表不包含自己的默认值。"),
            bad: RuleExample(.servers, ServerRules.region("de")),
            good: RuleExample(.servers, ServerRules.region("eu")),
            check: .nodes(.serverVariable) { variable, run in
                guard let value = variable["default"], value.kind == .string, let list = variable["enum"],
                    list.kind == .array, !list.elements.contains(where: { JSONNode.areEqual($0, value) })
                else { return }
                let text = value.string ?? ""
                run.report(
                    LocalizedText("'\(text)' is not among the values of 'enum'", zh: "“\(text)”不在“enum”的值中"),
                    at: value,
                    remedy: LocalizedText("add it to 'enum', or choose one of them", zh: "请将其加入“enum”，或从中选择")
                )
            }
        ),
        LintRule(
            "server.unused-variable",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("It changes nothing.", zh: "它不起任何作用。"),
            bad: RuleExample(.servers, "- url: https://api.shop.test\n  variables: {region: {default: eu}}"),
            good: RuleExample(.servers, "- url: https://{region}.shop.test\n  variables: {region: {default: eu}}"),
            check: .nodes(.server) { server, run in
                guard let text = server["url"]?.string else { return }
                // One finding for each variable shows it again.
                let shown = text.utf8.count <= 200 ? text : String(text.prefix(200)) + "…"
                let used = Set(ServerRules.names(in: text).map { ByteName($0) })
                for (name, value) in server["variables"]?.members.map({ ($0.name, $0.value) }) ?? []
                where !used.contains(ByteName(name)) && !name.hasPrefix("x-") {
                    run.report(
                        LocalizedText("'\(shown)' has no '{\(name)}'", zh: "“\(shown)”中没有“{\(name)}”"),
                        on: value,
                        remedy: LocalizedText("remove the variable, or use it", zh: "请删除该变量，或使用它")
                    )
                }
            }
        ),
    ]
}

/// The checks of `server.*`.
enum ServerRules {
    /// A single slash after the host is what browsers show; only strict minds.
    static func trailingSlash(_ server: JSONNode, _ run: inout LintRun) {
        guard let url = server["url"], let text = url.string, text.count > 1, text.hasSuffix("/") else { return }
        let address = ServerAddress(text)
        // Without a host there is no address to correct.
        if address.host == "" || address.path == "/" && !run.isStrict { return }
        run.report(
            LocalizedText("'\(text)' ends with a slash", zh: "“\(text)”以斜杠结尾"),
            at: url,
            remedy: LocalizedText("write '\(text.dropLast())'", zh: "请写成“\(text.dropLast())”")
        )
    }

    static func duplicates(_ run: inout LintRun) {
        let lists = Dictionary(grouping: run.map.objects(of: .server)) { run.map.parent(of: $0.index) }
        for list in lists.keys.sorted() {
            var known: Set<JSONValue> = []
            for server in lists[list] ?? [] {
                guard let url = server["url"], let text = url.string else { continue }
                // The same template with other variables is another choice.
                let variables = server["variables"].map { JSONValue($0) } ?? .object([])
                guard !known.insert([.string(text), variables]).inserted else { continue }
                run.report(
                    LocalizedText("'\(text)' is listed twice", zh: "“\(text)”列出了两次"),
                    at: url,
                    remedy: LocalizedText("remove one of them", zh: "请删除其中一个")
                )
            }
        }
    }

    /// The URL of a server with the defaults of its variables.
    static func filled(_ url: String, _ server: JSONNode) -> String {
        var filled = ""
        var rest = url[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            filled += rest[..<open]
            filled += server["variables"]?[name]?["default"]?.string ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
            if filled.utf8.count > maximumByteCount { return url }
        }
        return filled + rest
    }

    /// The most bytes that an address is given before it is taken as written.
    private static let maximumByteCount = 1 << 16

    /// The names in braces.
    static func names(in url: String) -> [String] {
        var names: [String] = []
        var rest = url.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            names.append(String(Substring(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }

    static func region(_ name: String) -> String {
        "- url: https://{region}.shop.test\n  variables: {region: {enum: [eu, us], default: \(name)}}"
    }

    static let without = """
        openapi: 3.1.0
        info: {title: Shop, version: '1.0', description: Orders of a shop}
        paths:
          /orders:
            get:
              operationId: listOrders
              summary: Lists orders
              responses: {'200': {description: The orders}, default: {description: Something went wrong}}
        """
}
