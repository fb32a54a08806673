import Diagnostics
import JSON

extension ContractReader {
    mutating func requestBody(of node: JSONNode) -> RequestBody? {
        guard let declared = node["requestBody"], let body = resolved(declared) else { return nil }
        guard let content = object(body, "content", isRequired: true) else { return nil }
        return RequestBody(isRequired: flag(body, "required") ?? false, content: mediaContents(of: content))
    }

    mutating func responses(of node: JSONNode) -> [Response] {
        guard let responses = object(node, "responses") else { return [] }
        var result: [Response] = []
        for (name, value) in responses.memberNodes where !name.nameText.hasPrefix("x-") {
            guard let status = StatusPattern(name.nameText) else {
                report(
                    .invalidValue,
                    LocalizedText("'\(name.nameText)' is no status", zh: "“\(name.nameText)”不是状态码"),
                    at: name,
                    remedy: LocalizedText(
                        "write a code such as '200', '4XX' or 'default'",
                        zh: "请写“200”、“4XX”或“default”"
                    )
                )
                continue
            }
            guard let response = resolved(value) else { continue }
            result.append(
                Response(
                    status: status,
                    headers: headers(of: response),
                    content: object(response, "content").map { mediaContents(of: $0) } ?? [],
                    node: response
                )
            )
        }
        return result
    }

    private mutating func headers(of response: JSONNode) -> [String: Header] {
        guard let headers = object(response, "headers") else { return [:] }
        var result: [String: Header] = [:]
        for (name, value) in headers.members {
            guard let header = resolved(value), name.lowercased() != "content-type" else { continue }
            result[name.lowercased()] = Header(
                isRequired: flag(header, "required") ?? false,
                schema: schema(of: header),
                explode: flag(header, "explode") ?? false
            )
        }
        return result
    }

    mutating func mediaContents(of content: JSONNode) -> [MediaContent] {
        var result: [MediaContent] = []
        for (name, value) in content.memberNodes {
            guard let mediaType = MediaRange(name.nameText) else {
                report(
                    .invalidValue,
                    LocalizedText("'\(name.nameText)' is no media type", zh: "“\(name.nameText)”不是媒体类型"),
                    at: name,
                    remedy: LocalizedText("write one such as 'application/json'", zh: "请写“application/json”等")
                )
                continue
            }
            guard let item = resolved(value) else { continue }
            result.append(
                MediaContent(
                    mediaType: mediaType,
                    schema: schema(of: item),
                    encoding: encoding(of: item),
                    examples: examples(of: item)
                )
            )
        }
        return result
    }

    private mutating func encoding(of node: JSONNode) -> [String: FormEncoding] {
        guard let encodings = object(node, "encoding") else { return [:] }
        var result: [String: FormEncoding] = [:]
        for (name, value) in encodings.members {
            let style = text(value, "style").flatMap(ParameterStyle.init(rawValue:)) ?? .form
            let types = text(value, "contentType")?.split(separator: ",").compactMap { MediaRange($0) } ?? []
            result[name] = FormEncoding(
                contentTypes: types,
                style: style,
                explode: flag(value, "explode") ?? (style == .form)
            )
        }
        return result
    }

    /// The examples of a media type: `example`, or the values of `examples`.
    private mutating func examples(of node: JSONNode) -> [JSONNode] {
        if let example = node["example"] { return [example] }
        guard let examples = object(node, "examples") else { return [] }
        var result: [JSONNode] = []
        for (_, value) in examples.members {
            if let example = resolved(value), let content = example["value"] { result.append(content) }
        }
        return result
    }
}
