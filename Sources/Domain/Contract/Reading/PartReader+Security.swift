import Diagnostics
import JSON

extension PartReader {
    /// Reads the security schemes into ``schemes``.
    ///
    /// - Returns: The scopes that the flows of each OAuth scheme declare.
    mutating func readSecuritySchemes() -> [String: Set<String>] {
        guard let components = object(document.root, "components"),
            let declared = object(components, "securitySchemes")
        else { return [:] }
        var scopes: [String: Set<String>] = [:]
        for (name, value) in declared.members {
            guard let node = resolved(value), let scheme = scheme(node) else { continue }
            schemes[name] = scheme
            if scheme == .oauth2 {
                let flows = node["flows"]?.members.map(\.value) ?? []
                scopes[name] = Set(flows.flatMap { $0["scopes"]?.members.map(\.name) ?? [] })
            }
        }
        return scopes
    }

    private mutating func scheme(_ node: JSONNode) -> SecurityScheme? {
        guard let type = text(node, "type", isRequired: true) else { return nil }
        switch type {
        case "apiKey":
            guard let name = text(node, "name", isRequired: true), let place = text(node, "in", isRequired: true) else {
                return nil
            }
            if let place = ParameterPlace(rawValue: place), place != .path { return .apiKey(name: name, place: place) }
            if let value = node["in"] { findings.invalidSecurityField("in", value, severity: .error) }
            return nil
        case "http": return text(node, "scheme", isRequired: true).map { .http(scheme: $0.lowercased()) }
        case "oauth2": return .oauth2
        case "openIdConnect": return .openIDConnect
        case "mutualTLS": return .mutualTLS
        default:
            if let value = node["type"] { findings.invalidSecurityField("type", value, severity: .error) }
            return nil
        }
    }

    mutating func security(_ node: JSONNode) -> [SecurityRequirement] {
        guard node.kind == .array else {
            wrongType(node, "security", ExpectedValue.array)
            return []
        }
        var requirements: [SecurityRequirement] = []
        for element in node.elements {
            var scopes: [String: [String]] = [:]
            for (name, value) in element.memberNodes {
                if schemes[name.nameText] == nil { reportUnknownScheme(name) }
                scopes[name.nameText] = value.elements.compactMap(\.string)
            }
            requirements.append(SecurityRequirement(scopes: scopes))
        }
        return requirements
    }

    private mutating func reportUnknownScheme(_ name: JSONNode) {
        let text = name.nameText
        let names = schemes.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
        report(
            .unknownSecurityScheme,
            LocalizedText("security scheme '\(text)' is not defined", zh: "安全方案“\(text)”没有定义"),
            at: name,
            remedy: schemes.isEmpty
                ? LocalizedText("define it under components/securitySchemes", zh: "请在 components/securitySchemes 下定义")
                : LocalizedText("define it, or use one of \(names)", zh: "请定义它，或使用 \(names)")
        )
    }
}
