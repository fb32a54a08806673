import Diagnostics
import JSON

extension PartReader {
    /// Reads the security schemes into ``schemes``.
    ///
    /// - Returns: The scopes that the flows of each OAuth scheme declare.
    mutating func readSecuritySchemes() -> [ByteName: Set<ByteName>] {
        guard let components = object(document.root, "components"),
            let declared = object(components, "securitySchemes")
        else { return [:] }
        var scopes: [ByteName: Set<ByteName>] = [:]
        for (name, value) in declared.members {
            guard let node = resolved(value), let scheme = scheme(node) else { continue }
            schemes[ByteName(name)] = scheme
            if scheme == .oauth2 {
                let flows = node["flows"]?.members.map(\.value) ?? []
                let names = flows.flatMap { $0["scopes"]?.members.map { ByteName($0.name) } ?? [] }
                scopes[ByteName(name)] = Set(names)
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
            // An empty requirement lets anybody in, so what is none must not become one.
            guard element.kind == .object else {
                wrongType(element, "security", ExpectedValue.object)
                continue
            }
            var scopes: [ByteName: [String]] = [:]
            for (name, value) in element.memberNodes {
                let key = ByteName(name.nameText)
                if schemes[key] == nil { reportUnknownScheme(name) }
                scopes[key] = self.scopes(value, of: key.description)
            }
            requirements.append(SecurityRequirement(scopes: scopes))
        }
        return requirements
    }

    private mutating func scopes(_ list: JSONNode, of scheme: String) -> [String] {
        guard list.kind == .array else {
            wrongType(list, scheme, ExpectedValue.texts)
            return []
        }
        for element in list.elements where element.kind != .string { wrongType(element, scheme, ExpectedValue.text) }
        return list.elements.compactMap(\.string)
    }

    private mutating func reportUnknownScheme(_ name: JSONNode) {
        let text = name.nameText
        remainingSuggestions -= 1
        let names = remainingSuggestions < 0 ? [] : schemes.keys.sorted().map(\.description)
        let nearest = EditDistance.nearest(to: text, among: names)
        report(
            .unknownSecurityScheme,
            LocalizedText("security scheme '\(text)' is not defined", zh: "安全方案“\(text)”没有定义"),
            at: name,
            remedy: nearest.map {
                LocalizedText(
                    "define it under components/securitySchemes, or did you mean '\($0)'?",
                    zh: "请在 components/securitySchemes 下定义，或者是否为“\($0)”？"
                )
            } ?? LocalizedText("define it under components/securitySchemes", zh: "请在 components/securitySchemes 下定义")
        )
    }
}
