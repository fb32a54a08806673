import Contract
import Diagnostics
import JSON
import JSONSchema

/// Looks through a contract for what a service leaves out.
struct SupportSurvey {
    let contract: Contract
    let map: ContractMap
    let document: JSONDocument
    private(set) var findings: [SupportFinding] = []
    private var seen: Set<Int> = []

    init(_ contract: Contract) {
        self.contract = contract
        map = contract.map
        document = contract.document
    }

    mutating func look() {
        lookAtWhatGoesOut()
        lookAtServers()
        lookAtSecurity()
        lookAtOperations()
        lookAtNewerFields()
        lookAtReferences()
        lookAtSchemas()
        lookAtExamples()
        lookAtDialect()
    }

    /// Notes a construct at the name in front of a value.
    mutating func note(
        _ construct: SupportConstruct,
        _ effect: SupportFinding.Effect,
        _ message: LocalizedText,
        at node: JSONNode
    ) {
        let place = JSONNode(document: document, index: map.anchor(of: node.index))
        findings.append(
            SupportFinding(
                construct: construct,
                part: .serve,
                effect: effect,
                message: message,
                location: contract.location(of: place)
            )
        )
    }

    /// Whether a node was not seen before.
    mutating func isNew(_ node: JSONNode) -> Bool { seen.insert(node.index).inserted }

    // MARK: The document

    private mutating func lookAtWhatGoesOut() {
        for (name, webhook) in document.root["webhooks"]?.memberNodes.map({ $0 }) ?? [] {
            let text = LocalizedText(
                "webhook '\(name.nameText)' is described, but nothing sends it",
                zh: "描述了 webhook“\(name.nameText)”，但不会发送"
            )
            note(.outgoing, .ignored, text, at: webhook)
        }
        for callback in map.objects(of: .callback) {
            let text = LocalizedText("a callback is described, but nothing sends it", zh: "描述了回调，但不会发送")
            note(.outgoing, .ignored, text, at: callback)
        }
        for link in map.objects(of: .link) {
            let text = LocalizedText("a link is described, but answers do not carry it", zh: "描述了链接，但响应中不会包含")
            note(.link, .ignored, text, at: link)
        }
    }

    private mutating func lookAtServers() {
        for index in map.nodes(of: .server) {
            let server = document.node(at: index)
            let list = map.parent(of: index)
            guard document.nodes[list].kind == .array else { continue }
            let owner = map.parent(of: list)
            switch map.kind(of: owner) {
            case .pathItem, .operation:
                // One finding for the list.
                guard isNew(document.node(at: list)) else { continue }
                let text = LocalizedText(
                    "servers of a path or operation: it is answered under the servers of the document",
                    zh: "路径或操作自己的服务器：仍在文档的服务器下响应"
                )
                note(.localServers, .ignored, text, at: document.node(at: list))
            case .openAPI:
                for (name, variable) in server["variables"]?.memberNodes.map({ $0 }) ?? []
                where variable["enum"]?.count != 1 {
                    let text = LocalizedText(
                        "variable '\(name.nameText)': only its default is answered",
                        zh: "变量“\(name.nameText)”：只响应其默认值"
                    )
                    note(.serverVariable, .partly, text, at: variable)
                }
            default: break
            }
        }
    }

    private mutating func lookAtSecurity() {
        for (name, value) in document.root["components"]?["securitySchemes"]?.memberNodes.map({ $0 }) ?? [] {
            switch contract.securitySchemes[ByteName(name.nameText)] {
            case .oauth2, .openIDConnect:
                let text = LocalizedText(
                    "tokens of the service itself or of 'auth.keys' prove it; no authorization server comes along",
                    zh: "由服务自身或“auth.keys”的令牌证明；不提供授权服务器"
                )
                note(.tokenIssuer, .partly, text, at: value)
            case .mutualTLS:
                let text = LocalizedText(
                    "certificates of clients are not looked at: every caller gets 401",
                    zh: "不检查客户端证书：所有调用都得到 401"
                )
                note(.unprovableSecurity, .refused, text, at: value)
            case .http(let scheme) where scheme != "bearer" && scheme != "basic":
                let text = LocalizedText(
                    "nobody can prove the scheme '\(scheme)': every caller gets 401",
                    zh: "无法证明方案“\(scheme)”：所有调用都得到 401"
                )
                note(.unprovableSecurity, .refused, text, at: value)
            case .http, .apiKey, nil: break
            }
        }
    }

    private mutating func lookAtNewerFields() {
        for kind in OpenAPIObject.allCases where kind != .schema {
            let newer = Set(ObjectGrammar.of(kind).fields.filter { $0.versions.lowerBound == .v32 }.map(\.name))
            guard !newer.isEmpty else { continue }
            for node in map.objects(of: kind) {
                for (name, value) in node.memberNodes where newer.contains(name.nameText) && isActive(name, kind) {
                    noteNewer(name.nameText, kind, at: value)
                }
            }
        }
        for parameter in map.objects(of: .parameter) {
            if parameter["in"]?.string == "querystring", let value = parameter["in"] {
                let text = LocalizedText("a parameter in 'querystring' is not read", zh: "不读取位于“querystring”的参数")
                note(.openAPI32, .ignored, text, at: value)
            }
            if parameter["style"]?.string == "cookie", let value = parameter["style"] {
                let text = LocalizedText("style 'cookie' is read as 'form'", zh: "样式“cookie”按“form”读取")
                note(.openAPI32, .partly, text, at: value)
            }
        }
    }

    /// Whether a field asks for something to be done, rather than to be shown.
    private func isActive(_ name: JSONNode, _ kind: OpenAPIObject) -> Bool {
        switch kind {
        case .pathItem, .mediaType, .oauthFlows, .encoding, .discriminator: true
        case .components: name.nameText == "mediaTypes"
        default: false
        }
    }

    private mutating func noteNewer(_ name: String, _ kind: OpenAPIObject, at value: JSONNode) {
        switch (kind, name) {
        case (.pathItem, "query"):
            let text = LocalizedText("method 'query' is not answered (405)", zh: "不响应“query”方法（405）")
            note(.openAPI32, .refused, text, at: value)
        case (.pathItem, _):
            let text = LocalizedText("further methods are not answered (405)", zh: "不响应其他方法（405）")
            note(.openAPI32, .refused, text, at: value)
        case (.mediaType, "itemSchema"):
            let text = LocalizedText("answered as a whole, not item by item", zh: "整体响应，而非逐项发送")
            note(.stream, .partly, text, at: value)
        default:
            let text = LocalizedText("'\(name)' of OpenAPI 3.2 has no effect", zh: "OpenAPI 3.2 的“\(name)”不起作用")
            note(.openAPI32, .ignored, text, at: value)
        }
    }

    private mutating func lookAtReferences() {
        for reference in map.references where reference.failure == .remote && reference.role != .operation {
            let text = LocalizedText(
                "nothing is fetched from '\(reference.text)': an operation that needs it is refused",
                zh: "不会下载“\(reference.text)”：需要它的操作会被拒绝"
            )
            note(.remoteReference, .refused, text, at: document.node(at: reference.value))
        }
    }

    private mutating func lookAtExamples() {
        for example in map.objects(of: .example) {
            guard let value = example["externalValue"] else { continue }
            let text = LocalizedText("an example elsewhere is never an answer", zh: "外部示例不会作为响应")
            note(.externalExample, .ignored, text, at: value)
        }
    }

    private mutating func lookAtDialect() {
        guard let value = document.root["jsonSchemaDialect"], let uri = value.string, Dialect(uri: uri) == nil else {
            return
        }
        let text = LocalizedText(
            "the dialect '\(uri)' is not known: the service does not start",
            zh: "未知的方言“\(uri)”：服务不会启动"
        )
        note(.dialect, .refused, text, at: value)
    }
}
