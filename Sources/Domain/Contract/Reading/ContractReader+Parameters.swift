import Diagnostics
import JSON

extension ContractReader {
    /// Header names that OpenAPI reads elsewhere: `Accept`, `Content-Type` and `Authorization` are no parameters.
    private static let ignoredHeaders: Set = ["accept", "content-type", "authorization"]

    mutating func parameters(of node: JSONNode) -> [Parameter] {
        guard let list = array(node, "parameters") else { return [] }
        var parameters: [Parameter] = []
        for element in list.elements {
            guard let item = resolved(element), let parameter = parameter(item) else { continue }
            if parameter.place == .header, Self.ignoredHeaders.contains(parameter.name.lowercased()) { continue }
            if parameters.contains(where: { $0.place == parameter.place && $0.name == parameter.name }) {
                report(
                    .duplicateParameter,
                    LocalizedText(
                        "\(parameter.place.rawValue) parameter '\(parameter.name)' is given twice",
                        zh: "\(parameter.place.rawValue) 参数“\(parameter.name)”重复"
                    ),
                    at: element,
                    remedy: LocalizedText("remove one of the two", zh: "请删除其中一个")
                )
            } else {
                parameters.append(parameter)
            }
        }
        return parameters
    }

    private mutating func parameter(_ node: JSONNode) -> Parameter? {
        guard let name = text(node, "name", isRequired: true), let place = place(of: node) else { return nil }
        let style = style(of: node, in: place)
        let isRequired = flag(node, "required") ?? false
        if place == .path, !isRequired {
            report(
                .pathParameter,
                LocalizedText("path parameter '\(name)' is not required", zh: "路径参数“\(name)”没有标记为必需"),
                at: node,
                remedy: LocalizedText("add 'required: true'", zh: "请添加“required: true”")
            )
        }
        let content = object(node, "content").flatMap { mediaContents(of: $0).first }
        return Parameter(
            name: name,
            place: place,
            isRequired: isRequired || place == .path,
            style: style,
            explode: flag(node, "explode") ?? (style == .form),
            allowsEmptyValue: flag(node, "allowEmptyValue") ?? false,
            schema: schema(of: node),
            content: content,
            node: node
        )
    }

    private mutating func place(of node: JSONNode) -> ParameterPlace? {
        guard let text = text(node, "in", isRequired: true) else { return nil }
        if let place = ParameterPlace(rawValue: text) { return place }
        report(
            .invalidValue,
            LocalizedText("'\(text)' is no place for a parameter", zh: "“\(text)”不是参数位置"),
            at: node["in"] ?? node,
            remedy: LocalizedText("write path, query, header or cookie", zh: "请写 path、query、header 或 cookie")
        )
        return nil
    }

    private mutating func style(of node: JSONNode, in place: ParameterPlace) -> ParameterStyle {
        let allowed = ParameterStyle.allowed(in: place)
        guard let text = text(node, "style") else { return allowed[0] }
        if let style = ParameterStyle(rawValue: text), allowed.contains(style) { return style }
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        report(
            .invalidValue,
            LocalizedText(
                "'\(text)' is no style of a \(place.rawValue) parameter",
                zh: "“\(text)”不是 \(place.rawValue) 参数的样式"
            ),
            at: node["style"] ?? node,
            remedy: LocalizedText("write \(names)", zh: "可用：\(names)")
        )
        return allowed[0]
    }

    /// The schema of a parameter, header or media type; a boolean or an object.
    mutating func schema(of node: JSONNode) -> JSONNode? {
        guard let schema = node["schema"] else { return nil }
        if schema.kind == .object || schema.boolean != nil { return schema }
        reportWrongType(schema, "schema", expected: ("a schema", "模式"))
        return nil
    }
}
