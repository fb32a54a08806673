import Contract
import Diagnostics
import HTTPMessages
import JSON

/// Turns the text of one parameter into a value of the type that its schema names.
///
/// - SeeAlso: OpenAPI 3.1, section 4.8.12 (parameter object), style examples.
final class ParameterDecoder: Sendable {
    /// What a request holds, split but not decoded.
    struct Source {
        let path: PathValues
        let query: QueryString
        let fields: HTTPFieldList
        let cookies: [(name: String, value: Substring)]
    }

    /// Why a value cannot be read.
    enum Failure: Error {
        case brokenEncoding(Substring)
        case givenTwice(count: Int)
        case oddPairs(Substring)
        case missingPrefix(String)
        case invalidJSON(LocalizedText)
    }

    let parameter: Parameter
    private let scalar: ScalarDecoder?
    private let items: ScalarDecoder?
    private let properties: [(name: String, decoder: ScalarDecoder)]
    private let isArray: Bool
    private let isObject: Bool

    init(_ parameter: Parameter) {
        self.parameter = parameter
        let shape = parameter.schema.map { SchemaShape(of: $0) }
        scalar = parameter.schema.map { ScalarDecoder($0) }
        items = shape?.items.map { ScalarDecoder($0) }
        properties = shape?.properties.map { ($0.name, ScalarDecoder($0.schema)) } ?? []
        // A parameter without a type is text, unless it can be nothing but an array or object.
        isArray = shape.map { $0.types.contains(.array) && ($0.types != .all || $0.items != nil) } ?? false
        isObject = shape.map { $0.types.contains(.object) && ($0.types != .all || !$0.properties.isEmpty) } ?? false
    }

    /// The value in a request; nil when it is not given.
    func decode(_ source: Source) throws(Failure) -> JSONValue? {
        if parameter.content != nil { return try document(source) }
        switch parameter.place {
        case .path:
            guard let raw = source.path[parameter.name] else { return nil }
            return try path(raw)
        case .query: return try pairs(source.query, .form)
        case .header:
            guard let value = source.fields.list(parameter.name) else { return nil }
            return try delimited(value[...], separator: UInt8(ascii: ","), pairs: parameter.explode, decoding: .none)
        case .cookie:
            let pairs = source.cookies.map { QueryString.Pair(name: $0.name, rawValue: $0.value) }
            return try self.pairs(QueryString(pairs), .percent)
        }
    }

    private func document(_ source: Source) throws(Failure) -> JSONValue? {
        let text: String?
        switch parameter.place {
        case .path:
            text = try source.path[parameter.name].map { raw throws(Failure) in try Decoding.percent.apply(raw) }
        case .query: text = try only(source.query.values(of: parameter.name), .form)
        case .header: text = source.fields.list(parameter.name)
        case .cookie: text = try only(source.cookies.filter { $0.name == parameter.name }.map(\.value), .percent)
        }
        guard let text else { return nil }
        guard parameter.content?.mediaType.isJSON == true else { return .string(text) }
        do {
            return JSONValue(try JSONParser().parse(text).root)
        } catch {
            throw .invalidJSON(error.message)
        }
    }

    private func only(_ values: [Substring], _ decoding: Decoding) throws(Failure) -> String? {
        guard values.count <= 1 else { throw .givenTwice(count: values.count) }
        return try values.first.map { raw throws(Failure) in try decoding.apply(raw) }
    }

    // MARK: - Places

    private func path(_ raw: Substring) throws(Failure) -> JSONValue {
        switch parameter.style {
        case .label:
            guard raw.hasPrefix(".") else { throw .missingPrefix(".") }
            let separator = parameter.explode ? UInt8(ascii: ".") : UInt8(ascii: ",")
            return try delimited(raw.dropFirst(), separator: separator, pairs: parameter.explode, decoding: .percent)
        case .matrix: return try matrix(raw)
        default: return try delimited(raw, separator: UInt8(ascii: ","), pairs: parameter.explode, decoding: .percent)
        }
    }

    private func matrix(_ raw: Substring) throws(Failure) -> JSONValue {
        guard raw.hasPrefix(";") else { throw .missingPrefix(";") }
        let rest = raw.dropFirst()
        if isObject, parameter.explode {
            return try delimited(rest, separator: UInt8(ascii: ";"), pairs: true, decoding: .percent)
        }
        let prefix = "\(parameter.name)="
        if isArray, parameter.explode {
            var elements: [JSONValue] = []
            for part in rest.split(separator: ";", omittingEmptySubsequences: false) {
                guard part.hasPrefix(prefix) else { throw .missingPrefix(";\(prefix)") }
                elements.append(try element(part.dropFirst(prefix.count), .percent))
            }
            return .array(elements)
        }
        if rest == parameter.name {
            return try delimited("", separator: UInt8(ascii: ","), pairs: false, decoding: .percent)
        }
        guard rest.hasPrefix(prefix) else { throw .missingPrefix(";\(prefix)") }
        return try delimited(
            rest.dropFirst(prefix.count),
            separator: UInt8(ascii: ","),
            pairs: false,
            decoding: .percent
        )
    }

    /// A value among named pairs: those of a query, or cookies.
    private func pairs(_ query: QueryString, _ decoding: Decoding) throws(Failure) -> JSONValue? {
        if parameter.style == .deepObject {
            return try DeepObject(parameter.name, schema: parameter.schema).decode(query)
        }
        if isObject, parameter.style == .form, parameter.explode { return try spreadObject(query, decoding) }
        let values = query.values(of: parameter.name)
        guard let first = values.first else { return nil }
        // A list in a single cookie can only have been written with commas.
        let isSpread = parameter.explode && parameter.place == .query
        if isArray, isSpread || values.count > 1 {
            var elements: [JSONValue] = []
            for value in values { elements.append(try element(value, decoding)) }
            return .array(elements)
        }
        guard values.count == 1 else { throw .givenTwice(count: values.count) }
        let separator: UInt8 =
            switch parameter.style {
            case .spaceDelimited: UInt8(ascii: " ")
            case .pipeDelimited: UInt8(ascii: "|")
            default: UInt8(ascii: ",")
            }
        return try delimited(first, separator: separator, pairs: false, decoding: decoding)
    }

    /// An object whose properties are pairs of their own: `?R=100&G=200`.
    private func spreadObject(_ query: QueryString, _ decoding: Decoding) throws(Failure) -> JSONValue? {
        var members: [JSONValue.Member] = []
        for property in properties {
            guard let text = try only(query.values(of: property.name), decoding) else { continue }
            members.append(JSONValue.Member(property.name, property.decoder.value(text)))
        }
        return members.isEmpty ? nil : .object(members)
    }

    // MARK: - Pieces

    /// A value whose parts, if it has any, stand between separators.
    private func delimited(
        _ raw: Substring,
        separator: UInt8,
        pairs: Bool,
        decoding: Decoding
    ) throws(Failure) -> JSONValue {
        guard isArray || isObject else { return try scalar(raw, decoding) }
        var parts = Self.split(raw, at: separator, decoding: decoding)
        if decoding == .none { parts = parts.map(Self.trimmed) }
        if isArray {
            if raw.isEmpty { return [] }
            var elements: [JSONValue] = []
            for part in parts { elements.append(try element(part, decoding)) }
            return .array(elements)
        }
        var members: [JSONValue.Member] = []
        if pairs {
            for part in parts {
                let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2 else { throw .oddPairs(part) }
                members.append(try member(halves[0], halves[1], decoding))
            }
        } else {
            guard parts.count.isMultiple(of: 2) else { throw .oddPairs(raw) }
            for index in stride(from: 0, to: parts.count, by: 2) {
                members.append(try member(parts[index], parts[index + 1], decoding))
            }
        }
        return .object(members)
    }

    /// Splits at a separator; a space or a bar may also be written percent-encoded.
    static func split(_ raw: Substring, at separator: UInt8, decoding: Decoding) -> [Substring] {
        let bytes = raw.utf8
        let isEncoded = separator == UInt8(ascii: " ") || separator == UInt8(ascii: "|")
        var parts: [Substring] = []
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            var next = bytes.index(after: index)
            var isSeparator = bytes[index] == separator
            if isEncoded, !isSeparator {
                if bytes[index] == UInt8(ascii: "+") {
                    isSeparator = separator == UInt8(ascii: " ") && decoding == .form
                } else if bytes[index] == UInt8(ascii: "%"),
                    let end = bytes.index(next, offsetBy: 2, limitedBy: bytes.endIndex),
                    UInt8(raw[next..<end], radix: 16) == separator
                {
                    isSeparator = true
                    next = end
                }
            }
            if isSeparator {
                parts.append(raw[start..<index])
                start = next
            }
            index = next
        }
        return parts + [raw[start...]]
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    private func scalar(_ raw: Substring, _ decoding: Decoding) throws(Failure) -> JSONValue {
        let text = try decoding.apply(raw)
        return scalar?.value(text) ?? .string(text)
    }

    private func element(_ raw: Substring, _ decoding: Decoding) throws(Failure) -> JSONValue {
        let text = try decoding.apply(raw)
        return items?.value(text) ?? .string(text)
    }

    private func member(_ name: Substring, _ raw: Substring, _ decoding: Decoding) throws(Failure) -> JSONValue.Member {
        let name = try decoding.apply(name)
        let text = try decoding.apply(raw)
        let decoder = properties.first { $0.name == name }?.decoder
        return JSONValue.Member(name, decoder?.value(text) ?? .string(text))
    }
}

/// How a place encodes its texts.
enum Decoding {
    case none
    case percent
    /// Percent-encoding in which `+` is a space.
    case form

    func apply(_ raw: Substring) throws(ParameterDecoder.Failure) -> String {
        switch self {
        case .none: return String(raw)
        case .percent, .form:
            guard let text = PercentEncoding.decoded(raw, plusIsSpace: self == .form) else {
                throw .brokenEncoding(raw)
            }
            return text
        }
    }
}

/// Reads a text as the type that a schema names.
struct ScalarDecoder: Sendable {
    private let types: SchemaTypes

    init(_ schema: JSONNode) { types = SchemaShape(of: schema).types }

    /// The value; the text itself when it fits no other type, so that the schema can say what is wrong with it.
    func value(_ text: String) -> JSONValue {
        // Without a type, text is all that a parameter is.
        if types == .all { return .string(text) }
        if !types.isDisjoint(with: [.integer, .number]), let number = JSONNumber(text) { return .number(number) }
        if types.contains(.boolean), text == "true" || text == "false" { return .boolean(text == "true") }
        if types.contains(.null), text.isEmpty || text == "null", !types.contains(.string) { return .null }
        return .string(text)
    }
}

/// An object written as `name[property]=value`, to any depth.
struct DeepObject {
    private let name: String
    private let schema: JSONNode?
    private static let maximumDepth = 16

    init(_ name: String, schema: JSONNode?) {
        self.name = name
        self.schema = schema
    }

    func decode(_ query: QueryString) throws(ParameterDecoder.Failure) -> JSONValue? {
        var result: JSONValue?
        for pair in query.pairs where pair.name.hasPrefix(name + "[") {
            guard let path = Self.path(pair.name.dropFirst(name.count)) else { throw .oddPairs(Substring(pair.name)) }
            let text = try Decoding.form.apply(pair.rawValue ?? "")
            result = Self.setting(text, at: path[...], in: result, schema: schema)
        }
        return result
    }

    /// The names in `[a][b]`; an empty last one, as in `[a][]`, only says that an array is meant.
    private static func path(_ text: Substring) -> [String]? {
        var path: [String] = []
        var rest = text
        while !rest.isEmpty {
            guard rest.hasPrefix("["), let close = rest.firstIndex(of: "]"), path.count < maximumDepth else {
                return nil
            }
            path.append(String(rest[rest.index(after: rest.startIndex)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        if path.last == "" { path.removeLast() }
        return path.isEmpty || path.contains("") ? nil : path
    }

    private static func setting(
        _ text: String,
        at path: ArraySlice<String>,
        in value: JSONValue?,
        schema: JSONNode?
    ) -> JSONValue {
        let shape = schema.map { SchemaShape(of: $0) }
        guard let name = path.first else {
            if let items = shape?.items {
                let element = ScalarDecoder(items).value(text)
                if case .array(let elements) = value { return .array(elements + [element]) }
                return [element]
            }
            return schema.map { ScalarDecoder($0).value(text) } ?? .string(text)
        }
        var object: JSONValue = if case .object = value { value ?? [:] } else { [:] }
        object[name] = setting(text, at: path.dropFirst(), in: object[name], schema: shape?[name])
        return object
    }
}
