import Contract
import Diagnostics
import JSON

/// The checks of `security.*`.
enum SecurityRules {
    static func unknownScope(_ requirement: JSONNode, _ run: inout LintRun) {
        for (name, scopes) in requirement.memberNodes {
            guard let declared = run.root["components"]?["securitySchemes"]?[name.nameText] else { continue }
            let scheme = run.resolved(declared)
            guard scheme["type"]?.string == "oauth2", let flows = scheme["flows"] else { continue }
            let offered = Self.scopes(of: scheme, flows, &run)
            for scope in scopes.elements {
                guard let text = scope.string, !offered.contains(text) else { continue }
                let nearest = run.nearest(to: text, among: offered.sorted)
                run.report(
                    LocalizedText(
                        "no flow of '\(name.nameText)' offers the scope '\(text)'",
                        zh: "“\(name.nameText)”的流程都没有提供权限范围“\(text)”"
                    ),
                    at: scope,
                    remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                        ?? LocalizedText("add it to 'scopes' of a flow", zh: "请将其加入某个流程的“scopes”")
                )
            }
        }
    }

    /// What the flows of a scheme offer; looked up once for each scheme.
    private static func scopes(
        of scheme: JSONNode,
        _ flows: JSONNode,
        _ run: inout LintRun
    ) -> KnownNames {
        if let known = run.knownScopes[scheme.index] { return known }
        let offered = KnownNames(flows.members.flatMap { $0.value["scopes"]?.members.map(\.name) ?? [] })
        run.knownScopes[scheme.index] = offered
        return offered
    }

    static func isBasic(_ scheme: JSONNode) -> Bool {
        scheme["type"]?.string == "http" && scheme["scheme"]?.string?.lowercased() == "basic"
    }

    static func basicOverHTTP(_ run: inout LintRun) {
        guard run.map.objects(of: .securityScheme).contains(where: isBasic) else { return }
        for server in run.map.objects(of: .server) {
            guard let url = server["url"], let written = url.string else { continue }
            let text = ServerRules.filled(written, server)
            guard ServerAddress(text).isPlainAndRemote else { continue }
            run.report(
                LocalizedText("passwords are sent to '\(text)' in the clear", zh: "密码会以明文发送到“\(text)”"),
                at: url,
                remedy: LocalizedText("write 'https:'", zh: "请写成“https:”")
            )
        }
    }

    /// The schemes of the IANA registry, and those that clients know besides.
    static let httpSchemes: Set = [
        "basic", "bearer", "concealed", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "oauth",
        "privatetoken", "scram-sha-1", "scram-sha-256", "vapid",
    ]

    static func report(_ flow: String, of flows: JSONNode, _ run: inout LintRun) {
        guard let value = flows[flow] else { return }
        run.report(
            LocalizedText("the flow '\(flow)' is withdrawn", zh: "“\(flow)”流程已被废除"),
            on: value,
            remedy: LocalizedText("use 'authorizationCode' with PKCE", zh: "请使用带 PKCE 的“authorizationCode”")
        )
    }

    static func plainURLs(_ run: inout LintRun) {
        let flows = run.map.objects(of: .oauthFlow).flatMap { flow in
            ["authorizationUrl", "tokenUrl", "refreshUrl"].compactMap { flow[$0] }
        }
        let schemes = run.map.objects(of: .securityScheme).compactMap { $0["openIdConnectUrl"] }
        for url in flows + schemes {
            guard let text = url.string, ServerAddress(text).isPlainAndRemote else { continue }
            run.report(
                LocalizedText("'\(text)' is not encrypted", zh: "“\(text)”没有加密"),
                at: url,
                remedy: LocalizedText("write 'https:'", zh: "请写成“https:”")
            )
        }
    }

    private static let secrets: Set = ["password", "passwd", "secret", "apikey"]
    /// Words before `token` that say it is a secret; before others it names a thing, such as a page or a rate.
    private static let tokenKinds: Set = [
        "access", "admin", "api", "app", "auth", "authentication", "authorization", "bearer", "client", "id", "jwt",
        "login", "oauth", "payment", "personal", "private", "refresh", "reset", "secret", "security", "service",
        "session", "sso",
        "user",
    ]

    static func secretInURL(_ parameter: JSONNode, _ run: inout LintRun) {
        guard let place = parameter["in"]?.string, place == "query" || place == "path",
            let name = parameter["name"], let text = name.string
        else { return }
        let words = NamingStyle.words(of: text)
        let isKey = words.count >= 2 && words[words.count - 2] == "api" && words[words.count - 1] == "key"
        let isToken = words.last == "token" && words.dropLast().last.map { tokenKinds.contains($0) } ?? true
        guard isKey || isToken || words.last.map({ secrets.contains($0) }) ?? false else { return }
        // A name that identifies a token in a path is no token, but what it looks like is all that is known.
        run.report(
            LocalizedText("'\(text)' stands in the address", zh: "“\(text)”写在地址里"),
            at: name,
            remedy: LocalizedText("send it in a header or in the body", zh: "请放在请求头或请求体中")
        )
    }

    private static let writing: Set = ["post", "put", "patch", "delete"]

    static func none(_ run: inout LintRun) {
        let own = run.operations.filter { $0.origin == .path }
        guard own.contains(where: { writing.contains($0.method) }), own.allSatisfy({ $0.security.isEmpty }) else {
            return
        }
        let isMeant = run.root["security"] != nil || own.contains { $0.node["security"] != nil }
        guard !isMeant else { return }
        run.report(
            LocalizedText("no operation asks for a proof of who calls", zh: "没有任何操作要求证明调用方的身份"),
            on: run.root["paths"] ?? run.root,
            remedy: LocalizedText(
                "declare a security scheme and 'security', or write 'security: []' if everybody may call",
                zh: "请声明安全方案和“security”；若任何人都可以调用，请写“security: []”"
            )
        )
    }

    static func operationOpen(_ operation: LintOperation, _ run: inout LintRun) {
        guard operation.origin == .path, writing.contains(operation.method), operation.security.isEmpty,
            run.index.hasSecuredPath
        else { return }
        if operation.node["security"] != nil, operation.has("description") { return }
        run.report(
            LocalizedText(
                "\(operation.method.uppercased()) asks for no proof, and others do",
                zh: "\(operation.method.uppercased()) 不要求身份证明，而其他操作要求"
            ),
            on: operation.node,
            remedy: LocalizedText(
                "add 'security', or say in 'description' why it is open",
                zh: "请添加“security”，或在“description”中说明开放的原因"
            )
        )
    }
}

// MARK: - Pieces of examples

extension SecurityRules {
    static let codeFlow = """
        authorizationCode: {authorizationUrl: 'https://shop.test/a', tokenUrl: 'https://shop.test/t', scopes: {}}
        """

    static let post = """
        post:
          operationId: addOrder
          summary: Adds an order
          responses: {'201': {description: Made}, default: {description: Something went wrong}}
        """

    static let securedPost = """
        security: [{token: []}]
        paths:
          /orders:
            post:
              operationId: addOrder
              summary: Adds an order
              responses: {'201': {description: Made}, default: {description: Something went wrong}}
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        """

    static func scheme(_ scheme: String, server: String = "https://api.shop.test") -> String {
        """
        servers: [{url: '\(server)'}]
        security: [{token: []}]
        components:
          securitySchemes:
            token: \(scheme)
        """
    }

    static func flow(_ flow: String) -> String {
        """
        security: [{token: []}]
        components:
          securitySchemes:
            token:
              type: oauth2
              flows:
                \(flow)
        """
    }

    static func scoped(_ scope: String) -> String {
        """
        security: [{token: [\(scope)]}]
        components:
          securitySchemes:
            token:
              type: oauth2
              flows: {clientCredentials: {tokenUrl: 'https://shop.test/t', scopes: {read: Reads}}}
        """
    }

    static func required(_ requirements: String) -> String {
        """
        security: [\(requirements)]
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
        """
    }

    static func mixed(_ member: String) -> String {
        let answers = "responses: {'200': {description: Done}, default: {description: Something went wrong}}"
        return """
            paths:
              /orders:
                get: {operationId: listOrders, summary: Lists orders, security: [{token: []}], \(answers)}
                post:
                  operationId: addOrder
                  summary: Adds an order
                  \(answers)
                  \(member)
            components:
              securitySchemes:
                token: {type: http, scheme: bearer}
            """
    }

    static func item(_ schema: String) -> String {
        """
        /orders/{id}:
          get:
            operationId: getOrder
            summary: Gets an order
            parameters: [{name: id, in: path, required: true, schema: {\(schema)}}]
            responses: {'200': {description: The order}, default: {description: Something went wrong}}
        """
    }
}
