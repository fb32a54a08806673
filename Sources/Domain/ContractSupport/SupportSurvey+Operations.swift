import Contract
import Diagnostics
import JSON

extension SupportSurvey {
    /// Looks at what requests may reach: operations of paths, with all that they share, once each.
    mutating func lookAtOperations() {
        lookAtReservedHeaders()
        for operation in contract.operations {
            let path = operation.path.description
            if isUnreachable(path), isNew(document.node(at: map.parent(of: operation.node.index))) {
                let text = LocalizedText(
                    "no request reaches '\(path)': '?' and '#' are no part of a path",
                    zh: "没有请求能到达“\(path)”：“?”和“#”不属于路径"
                )
                note(.unreachablePath, .refused, text, at: document.node(at: map.parent(of: operation.node.index)))
            }
            for parameter in operation.parameters { look(at: parameter) }
            if let body = operation.requestBody {
                if ["GET", "HEAD"].contains(operation.method), let value = operation.node["requestBody"] {
                    let text = LocalizedText(
                        "a body on \(operation.method): most clients and proxies drop it; read when it comes",
                        zh: "\(operation.method) 带请求体：多数客户端和代理会丢弃；若到达则读取"
                    )
                    note(.getBody, .partly, text, at: value)
                }
                for content in body.content { look(at: content, isRequest: true) }
            }
            for response in operation.responses { look(at: response) }
        }
    }

    /// Parameters that the specification has ignored, and so has the reader.
    private mutating func lookAtReservedHeaders() {
        let reserved: Set = ["accept", "content-type", "authorization"]
        for parameter in map.objects(of: .parameter) where parameter["in"]?.string == "header" {
            guard let name = parameter["name"]?.string, reserved.contains(name.lowercased()) else { continue }
            let text = LocalizedText(
                "a parameter '\(name)' is ignored: media types and security say it",
                zh: "忽略参数“\(name)”：它由媒体类型和安全方案说明"
            )
            note(.reservedHeader, .ignored, text, at: parameter)
        }
    }

    private func isUnreachable(_ path: String) -> Bool {
        var depth = 0
        for character in path.unicodeScalars {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            if depth == 0, character == "?" || character == "#" { return true }
        }
        return false
    }

    private mutating func look(at parameter: Parameter) {
        guard let content = parameter.content, !content.mediaType.isJSON, isNew(parameter.node) else { return }
        let text = LocalizedText(
            "parameter '\(parameter.name)' as \(content.mediaType) is taken as text",
            zh: "参数“\(parameter.name)”（\(content.mediaType)）按文本处理"
        )
        note(.parameterContent, .partly, text, at: parameter.node["content"] ?? parameter.node)
    }

    private mutating func look(at response: Response) {
        guard isNew(response.node) else { return }
        let sent: Set<ByteName> = ["location", "etag", "link", "retry-after"]
        for (name, header) in response.headers.sorted(by: { $0.key < $1.key })
        where header.isRequired && !sent.contains(name) && isNew(header.node) {
            let text = LocalizedText("header '\(name)' is required, but not sent", zh: "要求头部“\(name)”，但不会发送")
            note(.responseHeader, .ignored, text, at: header.node)
        }
        for content in response.content { look(at: content, isRequest: false) }
    }

    private mutating func look(at content: MediaContent, isRequest: Bool) {
        guard isNew(content.node) else { return }
        let type = content.mediaType
        if Self.isStream(type) {
            let text = LocalizedText("\(type) is answered as a whole, from an example", zh: "\(type) 按示例整体响应")
            note(.stream, .partly, text, at: content.node)
        } else if Self.isOpaque(type) {
            let text =
                isRequest
                ? LocalizedText("a body of \(type) is taken unchecked", zh: "\(type) 请求体不经检查即接受")
                : LocalizedText("\(type) is answered from a text example only", zh: "\(type) 仅能按文本示例响应")
            note(.opaqueMediaType, .partly, text, at: content.node)
        } else if isRequest, !type.isConcrete, content.schema != nil {
            let text = LocalizedText(
                "under \(type) only JSON, forms and text are checked; other bodies are taken as they are",
                zh: "\(type) 下仅检查 JSON、表单和文本；其他请求体按原样接受"
            )
            note(.opaqueMediaType, .partly, text, at: content.node)
        } else if type.type == "text", let schema = content.schema, isStructured(schema) {
            let text =
                isRequest
                ? LocalizedText(
                    "\(type) is checked as one text, not by its rows or fields",
                    zh: "\(type) 作为整段文本检查，不按行或字段检查"
                )
                : LocalizedText(
                    "\(type) is answered as JSON text unless an example is a text",
                    zh: "\(type) 以 JSON 文本响应，除非示例为文本"
                )
            note(.opaqueMediaType, .partly, text, at: content.node)
        }
        guard type.type == "multipart", let encoding = content.node["encoding"] else { return }
        for (name, part) in encoding.memberNodes where part["contentType"] != nil || part["headers"] != nil {
            let text = LocalizedText(
                "part '\(name.nameText)' is taken whatever its type and headers",
                zh: "部分“\(name.nameText)”不论类型和头部均接受"
            )
            note(.encoding, .ignored, text, at: part)
        }
    }

    /// Whether a schema describes something else than a single value.
    private func isStructured(_ schema: JSONNode) -> Bool {
        let types = SchemaShape(of: schema).types
        return types != .all && types.isDisjoint(with: [.string, .number, .integer, .boolean])
    }

    private static func isStream(_ type: MediaRange) -> Bool {
        [
            "text/event-stream", "application/jsonl", "application/x-ndjson", "application/ndjson",
            "application/json-seq", "application/stream+json", "multipart/mixed",
        ]
        .contains(type.essence)
    }

    /// Whether nothing of a body of this type is understood.
    private static func isOpaque(_ type: MediaRange) -> Bool {
        if type.isJSON || type.type == "text" || !type.isConcrete { return false }
        return type.essence != "application/x-www-form-urlencoded" && type.essence != "multipart/form-data"
    }
}
