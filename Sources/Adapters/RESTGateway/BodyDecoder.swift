import Contract
import Diagnostics
import HTTPMessages
import JSON

/// Reads the body of a request as the media type that it claims.
struct BodyDecoder {
    let contents: [CompiledOperation.CompiledContent]
    let limits: JSONLimits

    /// A body that has been read.
    struct Decoded {
        let document: JSONDocument
        let content: CompiledOperation.CompiledContent
    }

    /// The declared content for a media type, the most exact first.
    func content(for mediaType: MediaRange) -> CompiledOperation.CompiledContent? {
        contents.filter { $0.content.mediaType.includes(mediaType) }
            .max { $0.content.mediaType.specificity < $1.content.mediaType.specificity }
    }

    /// The body as a document.
    ///
    /// - Returns: nil for a body that is neither JSON nor a form nor text: it has no values that a schema could check.
    /// - Throws: ``Problem`` when the bytes are not what the media type says.
    func decode(
        _ body: [UInt8],
        mediaType: MediaRange,
        content: CompiledOperation.CompiledContent
    ) throws(Problem)
        -> Decoded?
    {
        if mediaType.isJSON { return Decoded(document: try json(body), content: content) }
        switch mediaType.essence {
        case "application/x-www-form-urlencoded":
            return Decoded(document: JSONDocument(try form(body, content.content)), content: content)
        case "multipart/form-data":
            return Decoded(document: JSONDocument(try multipart(body, mediaType, content.content)), content: content)
        default:
            guard mediaType.type == "text" else { return nil }
            guard let text = String(validating: body, as: UTF8.self) else {
                throw Problem(.malformedRequest, LocalizedText("the body is not UTF-8", zh: "请求体不是 UTF-8"))
            }
            return Decoded(document: JSONDocument(.string(text)), content: content)
        }
    }

    private func json(_ body: [UInt8]) throws(Problem) -> JSONDocument {
        do {
            return try JSONParser(limits: limits).parse(body)
        } catch {
            let place = "\(error.position.line):\(error.position.column)"
            let offset = error.byteOffset
            throw Problem(
                .malformedRequest,
                LocalizedText(
                    "the body is no JSON: \(error.message.english), at line:column \(place) (byte \(offset))",
                    zh: "请求体不是 JSON：\(error.message.chinese)，位置（行:列）\(place)（第 \(offset) 字节）"
                )
            )
        }
    }

    private func form(_ body: [UInt8], _ content: MediaContent) throws(Problem) -> JSONValue {
        guard let text = String(validating: body, as: UTF8.self) else {
            throw Problem(.malformedRequest, LocalizedText("the body is not UTF-8", zh: "请求体不是 UTF-8"))
        }
        let pairs = QueryString(text[...])
        if let broken = pairs.brokenName { throw Problem.brokenEncoding(broken) }
        guard pairs.pairs.count <= QueryString.maximumPairCount else { throw Problem.tooManyFields }
        let shape = content.schema.map { SchemaShape(of: $0) }
        var value: JSONValue = [:]
        for pair in pairs.pairs {
            // `a[b]` is a part of `a`, unless the contract knows a field of just that name.
            let name = shape?[pair.name] == nil ? String(pair.name.prefix { $0 != "[" }) : pair.name
            guard value[name] == nil else { continue }
            let decoder = FormFieldDecoder(name: name, schema: shape?[name], encoding: content.encoding[ByteName(name)])
            do {
                value[name] = try decoder.decode(pairs)
            } catch {
                throw error.problem(LocalizedText("field '\(name)'", zh: "字段“\(name)”"))
            }
        }
        return value
    }

    private func multipart(
        _ body: [UInt8],
        _ mediaType: MediaRange,
        _ content: MediaContent
    ) throws(Problem)
        -> JSONValue
    {
        guard let boundary = mediaType["boundary"], !boundary.isEmpty, let parts = Multipart.parts(of: body, boundary)
        else {
            throw Problem(
                .malformedRequest,
                LocalizedText(
                    "the body does not consist of parts with the boundary of its type",
                    zh: "请求体与其 boundary 不符"
                )
            )
        }
        let shape = content.schema.map { SchemaShape(of: $0) }
        var value: JSONValue = [:]
        for part in parts {
            let schema = shape?[part.name]
            let items = schema.flatMap { schema in
                let shape = SchemaShape(of: schema)
                return shape.types.contains(.array) && !shape.types.contains(.string) ? shape.items : nil
            }
            let element = try self.value(of: part, schema: items ?? schema)
            switch value[part.name] {
            case nil: value[part.name] = items == nil ? element : [element]
            case .array(let elements) where items != nil: value[part.name] = .array(elements + [element])
            default:
                let subject = LocalizedText("part '\(part.name)'", zh: "部分“\(part.name)”")
                throw ParameterDecoder.Failure.givenTwice(count: parts.count { $0.name == part.name }).problem(subject)
            }
        }
        return value
    }

    /// The value of one part; bytes that are no text stay a text of one character a byte, whose length is right.
    private func value(of part: Multipart.Part, schema: JSONNode?) throws(Problem) -> JSONValue {
        let types = schema.map { SchemaShape(of: $0).types } ?? .all
        let isJSON =
            part.mediaType?.isJSON
            ?? (types != .all && types.isDisjoint(with: [.string, .array]) && types.contains(.object))
        if isJSON { return JSONValue(try json(part.body).root) }
        guard let text = String(validating: part.body, as: UTF8.self) else {
            var latin = String.UnicodeScalarView()
            latin.append(contentsOf: part.body.map { UnicodeScalar($0) })
            return .string(String(latin))
        }
        return schema.map { ScalarDecoder($0).value(text) } ?? .string(text)
    }
}

/// One field of an urlencoded form, which is written like a query parameter.
private struct FormFieldDecoder {
    let name: String
    let schema: JSONNode?
    let encoding: FormEncoding?

    func decode(_ pairs: QueryString) throws(ParameterDecoder.Failure) -> JSONValue? {
        let shape = schema.map { SchemaShape(of: $0) }
        let isArray = shape.map { $0.types.contains(.array) && !$0.types.contains(.string) } ?? false
        var values = pairs.values(of: name)
        // Many forms write `name[]` for each element of a list.
        if isArray { values += pairs.values(of: name + "[]") }
        if values.isEmpty, pairs.pairs.contains(where: { $0.name.hasPrefix(name + "[") }) {
            return try DeepObject(name, schema: schema).decode(pairs)
        }
        if isArray {
            let parts =
                encoding?.explode == false && values.count == 1
                ? Self.split(values[0], at: encoding?.style ?? .form) : values
            var elements: [JSONValue] = []
            for part in parts {
                let text = try Decoding.form.apply(part)
                elements.append(shape?.items.map { ScalarDecoder($0).value(text) } ?? .string(text))
            }
            return .array(elements)
        }
        guard values.count <= 1 else { throw .givenTwice(count: values.count) }
        guard let raw = values.first else { return nil }
        let text = try Decoding.form.apply(raw)
        if shape?.types == .object {
            do {
                return JSONValue(try JSONParser().parse(text).root)
            } catch {
                throw .invalidJSON(error.message)
            }
        }
        return schema.map { ScalarDecoder($0).value(text) } ?? .string(text)
    }

    private static func split(_ raw: Substring, at style: ParameterStyle) -> [Substring] {
        switch style {
        case .spaceDelimited: ParameterDecoder.split(raw, at: UInt8(ascii: " "), decoding: .form)
        case .pipeDelimited: ParameterDecoder.split(raw, at: UInt8(ascii: "|"), decoding: .form)
        default: ParameterDecoder.split(raw, at: UInt8(ascii: ","), decoding: .form)
        }
    }
}
