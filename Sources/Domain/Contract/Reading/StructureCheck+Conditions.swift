import Diagnostics
import JSON

/// What an object's fields ask of each other.
///
/// - SeeAlso: OpenAPI Specification 3.1.1, section 4.8.
extension StructureCheck {
    mutating func checkConditions(of node: JSONNode, as kind: OpenAPIObject) {
        switch kind {
        case .openAPI:
            // Before 3.1 `paths` itself is asked for.
            if version > .v30, ["paths", "components", "webhooks"].allSatisfy({ node[$0] == nil }) {
                missing("paths", at: node)
            }
        case .license: checkExclusive("identifier", "url", in: node)
        case .serverVariable:
            if let values = node["enum"], values.kind == .array, values.count == 0 {
                invalidValue(
                    values,
                    LocalizedText("'enum' is empty", zh: "“enum”为空"),
                    LocalizedText("list the values, or leave 'enum' out", zh: "请列出取值，或去掉“enum”")
                )
            }
        case .components: checkComponentNames(of: node)
        case .parameter: checkParameter(node)
        case .header:
            checkStyle(node, allowed: [.simple], of: LocalizedText("a header", zh: "头部"))
            checkDescription(of: node)
        case .mediaType: checkExclusive("example", "examples", in: node)
        case .encoding:
            checkStyle(
                node,
                allowed: ParameterStyle.allowed(in: .query),
                of: LocalizedText("an encoding", zh: "编码")
            )
        case .responses: checkResponses(node)
        case .example: checkExclusive("value", "externalValue", in: node)
        case .link:
            if node["operationRef"] == nil, node["operationId"] == nil { missing("operationId", at: node) }
            checkExclusive("operationRef", "operationId", in: node)
            if let parameters = node["parameters"], parameters.kind != .object {
                wrongType(parameters, "parameters", ExpectedValue.object)
            }
        case .securityScheme: checkSecurityScheme(node)
        case .oauthFlows: for (name, flow) in node.memberNodes { checkFlow(flow, name) }
        case .info, .contact, .server, .paths, .pathItem, .operation, .externalDocs, .requestBody, .response,
            .callback, .tag, .oauthFlow, .securityRequirement, .schema, .discriminator, .xml:
            break
        }
    }

    // MARK: Names and pairs

    /// The name in front of a member's value.
    private func name(of value: JSONNode) -> JSONNode { JSONNode(document: document, index: value.index - 1) }

    private mutating func checkExclusive(_ first: String, _ second: String, in node: JSONNode) {
        guard let one = node[first], let other = node[second] else { return }
        let (earlier, later) = one.index < other.index ? (first, other) : (second, one)
        let text = name(of: later).nameText
        report(
            .conflictingFields,
            LocalizedText("'\(text)' excludes '\(earlier)'", zh: "“\(text)”与“\(earlier)”互斥"),
            at: name(of: later),
            remedy: LocalizedText("keep one of the two", zh: "请保留其中一个")
        )
    }

    private mutating func checkComponentNames(of node: JSONNode) {
        for (section, components) in node.memberNodes where !document.isExtension(section.tapeNode) {
            for (name, _) in components.memberNodes where !Self.isComponentName(name) {
                let text = name.nameText
                report(
                    .componentName,
                    LocalizedText("'\(text)' is no name of a component", zh: "“\(text)”不能作为组件名"),
                    at: name,
                    remedy: LocalizedText(
                        "write it with letters, digits, '.', '_' and '-' only",
                        zh: "只能使用字母、数字、“.”、“_”和“-”"
                    )
                )
            }
        }
    }

    private static func isComponentName(_ name: JSONNode) -> Bool {
        let bytes = name.document.content(of: name.tapeNode)
        return !bytes.isEmpty
            && bytes.allSatisfy { byte in
                (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") <= 9
                    || "._-".utf8.contains(byte)
            }
    }

    private mutating func checkResponses(_ node: JSONNode) {
        if node.memberNodes.contains(where: { !document.isExtension($0.name.tapeNode) }) { return }
        report(
            .missingField,
            LocalizedText("there is no response", zh: "没有任何响应"),
            at: node,
            remedy: LocalizedText("add one under '200' or 'default'", zh: "请在“200”或“default”下添加一个")
        )
    }

    private mutating func invalidValue(_ value: JSONNode, _ message: LocalizedText, _ remedy: LocalizedText?) {
        report(.invalidValue, message, at: value, remedy: remedy)
    }

    // MARK: Parameters

    private mutating func checkParameter(_ node: JSONNode) {
        checkDescription(of: node)
        guard let text = node["in"]?.string else { return }
        let place = ParameterPlace(rawValue: text)
        if place == nil, !(text == "querystring" && version >= .v32), let value = node["in"] {
            findings.invalidPlace(value, severity: .warning)
        }
        if let value = node["allowEmptyValue"], place != .query {
            unknownField(name(of: value), of: .parameter, remedy: Self.queryOnly)
        }
        let takesReserved = place == .query || version >= .v32
        if let value = node["allowReserved"], !takesReserved {
            unknownField(name(of: value), of: .parameter, remedy: Self.queryOnly)
        }
        guard let place, node["schema"] != nil else { return }
        if let style = node["style"], style.kind == .string, !isStyle(style, in: place) {
            findings.invalidStyle(style, in: place, severity: .warning)
        }
        if place == .path { checkPathParameter(node) }
    }

    private static let queryOnly = LocalizedText("only a query parameter has it", zh: "仅查询参数才有")

    private func isStyle(_ value: JSONNode, in place: ParameterPlace) -> Bool {
        if place == .cookie, version >= .v32, value.string == "cookie" { return true }
        return value.string.flatMap(ParameterStyle.init(rawValue:)).map(ParameterStyle.allowed(in: place).contains)
            ?? false
    }

    private mutating func checkPathParameter(_ node: JSONNode) {
        findings.unlessRequired(node, severity: .warning)
        if let value = node["name"], let text = value.string,
            text.isEmpty || text.contains(where: { "{}".contains($0) })
        {
            invalidValue(
                value,
                LocalizedText("'\(text)' is no name of a path parameter", zh: "“\(text)”不能作为路径参数名"),
                LocalizedText("write the name without braces", zh: "请写不带花括号的名称")
            )
        }
    }

    /// Checks how a parameter or header says what it holds: by a schema, or by one media type.
    private mutating func checkDescription(of node: JSONNode) {
        checkExclusive("example", "examples", in: node)
        if node["schema"] == nil, node["content"] == nil { return missing("schema", at: node) }
        checkExclusive("schema", "content", in: node)
        if let content = node["content"], content.kind == .object, content.count != 1 {
            invalidValue(
                content,
                LocalizedText("'content' has \(content.count) media types", zh: "“content”有 \(content.count) 个媒体类型"),
                LocalizedText("write exactly one", zh: "请只写一个")
            )
        }
        guard node["schema"] == nil else { return }
        for field in ["style", "explode", "allowReserved", "example", "examples"] {
            guard let value = node[field] else { continue }
            report(
                .conflictingFields,
                LocalizedText("'\(field)' has no meaning beside 'content'", zh: "“\(field)”与“content”并用没有意义"),
                at: name(of: value),
                remedy: LocalizedText("remove it, or use 'schema'", zh: "请删除，或改用“schema”")
            )
        }
    }

    private mutating func checkStyle(_ node: JSONNode, allowed: [ParameterStyle], of object: LocalizedText) {
        guard let value = node["style"], let text = value.string,
            !allowed.contains(where: { $0.rawValue == text })
        else { return }
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        invalidValue(
            value,
            LocalizedText("'\(text)' is no style of \(object.english)", zh: "“\(text)”不是\(object.chinese)的样式"),
            LocalizedText("write \(names)", zh: "可用：\(names)")
        )
    }

    // MARK: Security

    private mutating func checkSecurityScheme(_ node: JSONNode) {
        guard let type = node["type"], let text = type.string else { return }
        var fields = ["type", "description", "deprecated"]
        var required: [String] = []
        switch text {
        case "apiKey":
            required = ["name", "in"]
            if let place = node["in"], place.kind == .string, !["query", "header", "cookie"].contains(place.string) {
                findings.invalidSecurityField("in", place, severity: .warning)
            }
        case "http":
            required = ["scheme"]
            if node["scheme"]?.string?.lowercased() == "bearer" { fields.append("bearerFormat") }
        case "mutualTLS": break
        case "oauth2":
            required = ["flows"]
            fields.append("oauth2MetadataUrl")
        case "openIdConnect": required = ["openIdConnectUrl"]
        default: return findings.invalidSecurityField("type", type, severity: .warning)
        }
        for field in required where node[field] == nil { missing(field, at: node) }
        for (name, _) in node.memberNodes where !(fields + required).contains(name.nameText) {
            guard ObjectGrammar.of(.securityScheme).field(name) != nil else { continue }
            let field = name.nameText
            unknownField(
                name,
                of: .securityScheme,
                remedy: LocalizedText("a scheme of type '\(text)' has no '\(field)'", zh: "“\(text)”类型的方案没有“\(field)”")
            )
        }
    }

    private mutating func checkFlow(_ flow: JSONNode, _ name: JSONNode) {
        let urls: [String]
        switch name.nameText {
        case "implicit": urls = ["authorizationUrl"]
        case "password", "clientCredentials": urls = ["tokenUrl"]
        case "authorizationCode": urls = ["authorizationUrl", "tokenUrl"]
        case "deviceAuthorization": urls = ["deviceAuthorizationUrl", "tokenUrl"]
        default: return
        }
        for field in urls + ["scopes"] where flow.kind == .object && flow[field] == nil { missing(field, at: flow) }
        let grammar = ObjectGrammar.of(.oauthFlow)
        for (member, value) in flow.memberNodes where !document.isExtension(member.tapeNode) {
            let text = member.nameText
            guard let field = grammar.field(member), (urls + ["scopes", "refreshUrl"]).contains(text) else {
                unknownField(member, of: .oauthFlow)
                continue
            }
            check(value, text, field.shape)
        }
    }
}
