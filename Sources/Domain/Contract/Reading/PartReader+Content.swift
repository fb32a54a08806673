import Diagnostics
import JSON

/// What a response says whatever status it stands for.
struct ResponseParts {
    let description: String
    let headers: [ByteName: Header]
    let content: [MediaContent]
    let links: [Link]
}

extension PartReader {
    mutating func requestBody(of node: JSONNode) -> RequestBody? {
        guard let declared = object(node, "requestBody"), let body = resolved(declared) else { return nil }
        guard let content = object(body, "content", isRequired: true) else { return nil }
        return RequestBody(
            isRequired: flag(body, "required") ?? false,
            content: mediaContents(of: content),
            node: body
        )
    }

    mutating func responses(of node: JSONNode) -> [Response] {
        guard let responses = object(node, "responses") else { return [] }
        var result: [Response] = []
        for (name, value) in responses.memberNodes where !document.isExtension(name.tapeNode) {
            guard let status = StatusPattern(name.nameText) else {
                findings.invalidStatus(name, severity: .error)
                continue
            }
            guard let response = resolved(value) else { continue }
            let parts = responseParts(of: response)
            result.append(
                Response(
                    status: status,
                    description: parts.description,
                    headers: parts.headers,
                    content: parts.content,
                    links: parts.links,
                    node: response
                )
            )
        }
        return result
    }

    private mutating func responseParts(of response: JSONNode) -> ResponseParts {
        if let known = knownResponses[response.index] { return known }
        let parts = ResponseParts(
            description: text(response, "description") ?? "",
            headers: headers(of: response),
            content: object(response, "content").map { mediaContents(of: $0) } ?? [],
            links: links(of: response)
        )
        knownResponses[response.index] = parts
        return parts
    }

    private mutating func links(of response: JSONNode) -> [Link] {
        guard let links = object(response, "links") else { return [] }
        var result: [Link] = []
        for (name, value) in links.members {
            guard let link = resolved(value) else { continue }
            result.append(
                Link(
                    name: name,
                    operationID: link["operationId"]?.string,
                    operationReference: link["operationRef"]?.string,
                    parameters: link["parameters"]?.members.map { (name: $0.name, value: $0.value) } ?? [],
                    requestBody: link["requestBody"],
                    node: link
                )
            )
        }
        return result
    }

    private mutating func headers(of response: JSONNode) -> [ByteName: Header] {
        guard let headers = object(response, "headers") else { return [:] }
        var result: [ByteName: Header] = [:]
        for (name, value) in headers.members {
            guard let header = resolved(value), name.lowercased() != "content-type" else { continue }
            result[ByteName(name.lowercased())] = self.header(header)
        }
        return result
    }

    private mutating func header(_ node: JSONNode) -> Header {
        if let known = knownHeaders[node.index] { return known }
        let header = Header(
            isRequired: flag(node, "required") ?? false,
            schema: schema(of: node),
            explode: flag(node, "explode") ?? false,
            content: object(node, "content").flatMap { mediaContents(of: $0).first },
            examples: examples(of: node),
            node: node
        )
        knownHeaders[node.index] = header
        return header
    }

    mutating func mediaContents(of content: JSONNode) -> [MediaContent] {
        var result: [MediaContent] = []
        for (name, value) in content.memberNodes {
            guard let mediaType = MediaRange(name.nameText) else {
                reportMediaType(name)
                continue
            }
            guard let item = resolved(value) else { continue }
            result.append(
                MediaContent(
                    mediaType: mediaType,
                    schema: schema(of: item),
                    encoding: encoding(of: item),
                    examples: examples(of: item),
                    node: item
                )
            )
        }
        return result
    }

    /// Finds keys of `content` that are no media types, whether a request reaches them or not.
    mutating func checkMediaTypes() {
        for index in map.nodes(of: .mediaType) {
            let name = document.node(at: map.parent(of: index))
            guard name.kind == .object, map.isName(index - 1) else { continue }
            let key = JSONNode(document: document, index: index - 1)
            // Components have names instead.
            let owner = map.kind(of: map.owner(of: map.parent(of: index)))
            if owner != .components, MediaRange(key.nameText) == nil { reportMediaType(key) }
        }
    }

    private mutating func reportMediaType(_ name: JSONNode) {
        let text = name.nameText
        report(
            .mediaType,
            LocalizedText("'\(text)' is no media type", zh: "“\(text)”不是媒体类型"),
            at: name,
            severity: .warning,
            remedy: LocalizedText("write one such as 'application/json'", zh: "请写“application/json”等")
        )
    }

    private mutating func encoding(of node: JSONNode) -> [ByteName: FormEncoding] {
        guard let encodings = object(node, "encoding") else { return [:] }
        var result: [ByteName: FormEncoding] = [:]
        for (name, value) in encodings.members {
            let style = text(value, "style").flatMap(ParameterStyle.init(rawValue:)) ?? .form
            let types = text(value, "contentType")?.split(separator: ",").compactMap { MediaRange($0) } ?? []
            result[ByteName(name)] = FormEncoding(
                contentTypes: types,
                style: style,
                explode: flag(value, "explode") ?? (style == .form)
            )
        }
        return result
    }

    /// The examples of a media type, parameter or header: `example`, or the values of `examples`.
    mutating func examples(of node: JSONNode) -> [JSONNode] {
        if let example = node["example"] { return [example] }
        guard let examples = object(node, "examples") else { return [] }
        var result: [JSONNode] = []
        for (_, value) in examples.members {
            if let example = resolved(value), let content = example["value"] { result.append(content) }
        }
        return result
    }
}
