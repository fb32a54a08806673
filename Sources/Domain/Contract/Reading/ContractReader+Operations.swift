import Diagnostics
import JSON

extension ContractReader {
    /// The methods that a path item may have, as OpenAPI writes them.
    private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    mutating func operations(schemes: [String: SecurityScheme]) -> [Operation] {
        let root = document.root
        guard let paths = object(root, "paths") else {
            if root["paths"] == nil, root["webhooks"] == nil, root["components"] == nil {
                report(
                    .missingField,
                    LocalizedText("'paths' is missing", zh: "缺少“paths”"),
                    at: root,
                    remedy: LocalizedText("add 'paths' with at least one operation", zh: "请添加“paths”及至少一个操作")
                )
            }
            return []
        }
        let rootSecurity = root["security"].map { security($0, schemes: schemes) } ?? []
        var operations: [Operation] = []
        for (name, value) in paths.memberNodes where !name.nameText.hasPrefix("x-") {
            guard let path = PathTemplate(name.nameText) else {
                reportInvalidPath(name)
                continue
            }
            guard let item = resolved(value) else { continue }
            guard item.kind == .object else {
                reportWrongType(item, name.nameText, expected: ("an object", "对象"))
                continue
            }
            let shared = parameters(of: item)
            for method in Self.methods {
                guard let node = item[method] else { continue }
                guard node.kind == .object else {
                    reportWrongType(node, method, expected: ("an object", "对象"))
                    continue
                }
                operations.append(
                    operation(node, method, path, shared: shared, schemes: schemes, rootSecurity: rootSecurity)
                )
            }
        }
        return operations
    }

    private mutating func reportInvalidPath(_ name: JSONNode) {
        let text = name.nameText
        report(
            .invalidPath,
            LocalizedText("'\(text)' is no path", zh: "“\(text)”不是路径"),
            at: name,
            remedy: text.hasPrefix("/")
                ? LocalizedText(
                    "write each name in braces of its own, with something between two of them",
                    zh: "每个名称应各自写在花括号中，且两者之间应有分隔"
                )
                : LocalizedText("start the path with '/'", zh: "路径应以“/”开头")
        )
    }

    private mutating func operation(
        _ node: JSONNode,
        _ method: String,
        _ path: PathTemplate,
        shared: [Parameter],
        schemes: [String: SecurityScheme],
        rootSecurity: [SecurityRequirement]
    ) -> Operation {
        let own = parameters(of: node)
        let inherited = shared.filter { parent in
            !own.contains { $0.place == parent.place && $0.name == parent.name }
        }
        let parameters = inherited + own
        checkPathParameters(parameters, path: path, at: node)
        return Operation(
            method: method.uppercased(),
            path: path,
            operationID: text(node, "operationId") ?? "\(method) \(path)",
            summary: text(node, "summary"),
            tags: array(node, "tags")?.elements.compactMap(\.string) ?? [],
            parameters: parameters,
            requestBody: requestBody(of: node),
            responses: responses(of: node),
            security: node["security"].map { security($0, schemes: schemes) } ?? rootSecurity,
            node: node,
            file: file
        )
    }

    private mutating func checkPathParameters(_ parameters: [Parameter], path: PathTemplate, at node: JSONNode) {
        let names = path.parameterNames
        let declared = parameters.filter { $0.place == .path }
        for name in Set(names.filter { candidate in names.filter { $0 == candidate }.count > 1 }) {
            report(
                .pathParameter,
                LocalizedText("'{\(name)}' stands twice in '\(path)'", zh: "“{\(name)}”在“\(path)”中出现两次"),
                at: node,
                remedy: LocalizedText("give each its own name", zh: "请分别命名")
            )
        }
        for name in names where !declared.contains(where: { $0.name == name }) {
            report(
                .pathParameter,
                LocalizedText("'{\(name)}' in '\(path)' is not declared", zh: "“\(path)”中的“{\(name)}”没有声明"),
                at: node,
                remedy: LocalizedText(
                    "add {name: \(name), in: path, required: true, schema: {type: string}} to 'parameters'",
                    zh: "请在“parameters”中添加 {name: \(name), in: path, required: true, schema: {type: string}}"
                )
            )
        }
        for parameter in declared where !names.contains(parameter.name) {
            report(
                .pathParameter,
                LocalizedText(
                    "parameter '\(parameter.name)' does not stand in '\(path)'",
                    zh: "参数“\(parameter.name)”不在“\(path)”中"
                ),
                at: parameter.node,
                remedy: LocalizedText("write '{\(parameter.name)}' into the path", zh: "请在路径中写入“{\(parameter.name)}”")
            )
        }
    }

    /// Finds operations that the same request would reach, and ids given twice.
    mutating func checkOverlaps(_ operations: [Operation]) {
        var byRequest: [String: Operation] = [:]
        var byID: [String: Operation] = [:]
        for operation in operations {
            if let other = byRequest.updateValue(operation, forKey: "\(operation.method) \(operation.path.shape)") {
                report(
                    .ambiguousOperation,
                    LocalizedText(
                        "\(operation.method) '\(operation.path)' answers the same requests as '\(other.path)'",
                        zh: "\(operation.method) “\(operation.path)”与“\(other.path)”响应相同的请求"
                    ),
                    at: operation.node,
                    remedy: LocalizedText("put both into one path", zh: "请合并为一个路径")
                )
            }
            if let other = byID.updateValue(operation, forKey: operation.operationID) {
                report(
                    .duplicateOperationID,
                    LocalizedText(
                        "operationId '\(operation.operationID)' is also that of \(other.method) \(other.path)",
                        zh: "operationId “\(operation.operationID)”已用于 \(other.method) \(other.path)"
                    ),
                    at: operation.node["operationId"] ?? operation.node,
                    remedy: LocalizedText("give each operation its own", zh: "每个操作应各有其名")
                )
            }
        }
    }
}
