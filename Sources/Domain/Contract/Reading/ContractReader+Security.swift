import Diagnostics
import JSON

extension ContractReader {
    mutating func securitySchemes() -> [String: SecurityScheme] {
        guard let components = object(document.root, "components"),
            let declared = object(components, "securitySchemes")
        else { return [:] }
        var schemes: [String: SecurityScheme] = [:]
        for (name, value) in declared.members {
            guard let node = resolved(value) else { continue }
            schemes[name] = scheme(node)
        }
        return schemes
    }

    private mutating func scheme(_ node: JSONNode) -> SecurityScheme? {
        guard let type = text(node, "type", isRequired: true) else { return nil }
        switch type {
        case "apiKey":
            guard let name = text(node, "name", isRequired: true), let place = text(node, "in", isRequired: true) else {
                return nil
            }
            guard let place = ParameterPlace(rawValue: place), place != .path else { break }
            return .apiKey(name: name, place: place)
        case "http": return text(node, "scheme", isRequired: true).map { .http(scheme: $0.lowercased()) }
        case "oauth2": return .oauth2
        case "openIdConnect": return .openIDConnect
        case "mutualTLS": return .mutualTLS
        default: break
        }
        let field = type == "apiKey" ? "in" : "type"
        let found = node[field]?.string ?? ""
        report(
            .invalidValue,
            LocalizedText("'\(found)' is no '\(field)' of a security scheme", zh: "“\(found)”不是安全方案的“\(field)”"),
            at: node[field] ?? node,
            remedy: type == "apiKey"
                ? LocalizedText("write query, header or cookie", zh: "请写 query、header 或 cookie")
                : LocalizedText(
                    "write apiKey, http, oauth2, openIdConnect or mutualTLS",
                    zh: "请写 apiKey、http、oauth2、openIdConnect 或 mutualTLS"
                )
        )
        return nil
    }

    mutating func security(_ node: JSONNode, schemes: [String: SecurityScheme]) -> [SecurityRequirement] {
        guard node.kind == .array else {
            reportWrongType(node, "security", expected: ("an array", "数组"))
            return []
        }
        var requirements: [SecurityRequirement] = []
        for element in node.elements {
            var scopes: [String: [String]] = [:]
            for (name, value) in element.memberNodes {
                if schemes[name.nameText] == nil { reportUnknownScheme(name, known: schemes.keys.sorted()) }
                scopes[name.nameText] = value.elements.compactMap(\.string)
            }
            requirements.append(SecurityRequirement(scopes: scopes))
        }
        return requirements
    }

    private mutating func reportUnknownScheme(_ name: JSONNode, known: [String]) {
        let text = name.nameText
        let names = known.map { "'\($0)'" }.joined(separator: ", ")
        report(
            .unknownSecurityScheme,
            LocalizedText("security scheme '\(text)' is not defined", zh: "安全方案“\(text)”没有定义"),
            at: name,
            remedy: known.isEmpty
                ? LocalizedText("define it under components/securitySchemes", zh: "请在 components/securitySchemes 下定义")
                : LocalizedText("define it, or use one of \(names)", zh: "请定义它，或使用 \(names)")
        )
    }
}
