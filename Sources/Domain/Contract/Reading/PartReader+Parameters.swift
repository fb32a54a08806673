import Diagnostics
import JSON

extension Parameter {
    /// What no two parameters of an operation share; header names compare without case.
    var key: ByteName { ByteName("\(place.rawValue) \(place == .header ? name.lowercased() : name)") }
}

/// An operation in a path item, by their nodes.
struct Inheritance: Hashable {
    let operation: Int
    let item: Int?
}

/// The parameters of an operation, in a buffer that all operations with the same ones share.
struct OperationParameters {
    let all: [Parameter]
    /// Those that stand in the path.
    let inPath: [Parameter]
    let namesInPath: Set<ByteName>

    init(all: [Parameter]) {
        self.all = all
        inPath = all.filter { $0.place == .path }
        namesInPath = Set(inPath.map { ByteName($0.name) })
    }
}

extension PartReader {
    /// Header names that OpenAPI reads elsewhere: `Accept`, `Content-Type` and `Authorization` are no parameters.
    private static let ignoredHeaders: Set = ["accept", "content-type", "authorization"]

    mutating func parameters(of node: JSONNode) -> [Parameter] {
        guard let list = array(node, "parameters") else { return [] }
        if let known = knownParameterLists[node.index] { return known }
        var parameters: [Parameter] = []
        var keys: Set<ByteName> = []
        for element in list.elements {
            guard let item = resolved(element), let parameter = parameter(item) else { continue }
            if parameter.place == .header, Self.ignoredHeaders.contains(parameter.name.lowercased()) { continue }
            if keys.insert(parameter.key).inserted {
                parameters.append(parameter)
            } else {
                report(
                    .duplicateParameter,
                    LocalizedText(
                        "\(parameter.place.rawValue) parameter '\(parameter.name)' is given twice",
                        zh: "\(parameter.place.rawValue) 参数“\(parameter.name)”重复"
                    ),
                    at: element,
                    remedy: LocalizedText("remove one of the two", zh: "请删除其中一个")
                )
            }
        }
        knownParameterLists[node.index] = parameters
        return parameters
    }

    /// The parameters of an operation: its own, and those of the path item around it that it does not replace.
    mutating func parameters(of operation: JSONNode, in item: JSONNode?) -> OperationParameters {
        let key = Inheritance(operation: operation.index, item: item?.index)
        if let known = knownInheritances[key] { return known }
        let own = parameters(of: operation)
        let shared = item.map { parameters(of: $0) } ?? []
        let ownKeys = Set(own.map(\.key))
        let all = own.isEmpty ? shared : shared.filter { !ownKeys.contains($0.key) } + own
        let inherited = OperationParameters(all: all)
        knownInheritances[key] = inherited
        return inherited
    }

    private mutating func parameter(_ node: JSONNode) -> Parameter? {
        if let known = knownParameters[node.index] { return known }
        guard let name = text(node, "name", isRequired: true), let place = place(of: node) else { return nil }
        let style = style(of: node, in: place)
        let isRequired = flag(node, "required") ?? false
        if place == .path { findings.unlessRequired(node, severity: .error) }
        let content = object(node, "content").flatMap { mediaContents(of: $0).first }
        let parameter = Parameter(
            name: name,
            place: place,
            isRequired: isRequired || place == .path,
            style: style,
            explode: flag(node, "explode") ?? (style == .form),
            allowsEmptyValue: flag(node, "allowEmptyValue") ?? false,
            allowsReserved: flag(node, "allowReserved") ?? false,
            isDeprecated: flag(node, "deprecated") ?? false,
            description: text(node, "description"),
            schema: schema(of: node),
            content: content,
            examples: examples(of: node),
            node: node
        )
        knownParameters[node.index] = parameter
        return parameter
    }

    private mutating func place(of node: JSONNode) -> ParameterPlace? {
        guard let text = text(node, "in", isRequired: true), let value = node["in"] else { return nil }
        if let place = ParameterPlace(rawValue: text) { return place }
        // A place of 3.2 is left out, and the support report says so.
        if !(text == "querystring" && map.version >= .v32) { findings.invalidPlace(value, severity: .error) }
        return nil
    }

    private mutating func style(of node: JSONNode, in place: ParameterPlace) -> ParameterStyle {
        let allowed = ParameterStyle.allowed(in: place)
        guard let text = text(node, "style"), let value = node["style"] else { return allowed[0] }
        if let style = ParameterStyle(rawValue: text), allowed.contains(style) { return style }
        if place == .cookie, text == "cookie", map.version >= .v32 { return allowed[0] }
        findings.invalidStyle(value, in: place, severity: .error)
        return allowed[0]
    }

    /// The schema of a parameter, header or media type; a boolean or an object.
    mutating func schema(of node: JSONNode) -> JSONNode? {
        guard let schema = node["schema"] else { return nil }
        if schema.kind == .object || schema.boolean != nil { return schema }
        wrongType(schema, "schema", ExpectedValue.schema)
        return nil
    }
}
