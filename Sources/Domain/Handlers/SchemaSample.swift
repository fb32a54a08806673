import Contract
import JSON

/// Values made from a schema.
///
/// What the author wrote comes first (`example`, `examples`, `default`, `const`, `enum`), then the smallest value that
/// the type and its bounds allow. A sample is a proposal: whoever sends it checks it against the schema.
struct SchemaSample {
    private let schema: JSONNode
    private static let maximumDepth = 12

    init(of schema: JSONNode) { self.schema = schema }

    /// A value with every property, down to a few levels.
    var full: JSONValue { value(of: schema, depth: 0, isFull: true) }

    /// A value with required properties only.
    var minimal: JSONValue { value(of: schema, depth: 0, isFull: false) }

    private func value(of schema: JSONNode, depth: Int, isFull: Bool) -> JSONValue {
        if let given = given(schema) { return given }
        let shape = SchemaShape(of: schema)
        if let branch = branch(of: schema, depth: depth, isFull: isFull), shape.properties.isEmpty { return branch }
        guard depth < Self.maximumDepth else { return shape.types.contains(.null) ? .null : [:] }
        // The order says which type a schema that allows several most likely means.
        if shape.types.contains(.object), shape.types != .all || !shape.properties.isEmpty {
            return object(shape, depth: depth, isFull: isFull)
        }
        if shape.types.contains(.array), shape.types != .all || shape.items != nil {
            return array(schema, shape, depth: depth, isFull: isFull)
        }
        if shape.types.contains(.string) { return .string(StringSample.text(for: schema)) }
        if !shape.types.isDisjoint(with: [.integer, .number]) {
            return number(schema, isInteger: !shape.types.contains(.number))
        }
        if shape.types.contains(.boolean) { return true }
        return .null
    }

    /// What the author wrote.
    private func given(_ schema: JSONNode) -> JSONValue? {
        for keyword in ["example", "const", "default"] {
            if let value = SchemaShape.keyword(keyword, of: schema) { return JSONValue(value) }
        }
        for keyword in ["examples", "enum"] {
            if let value = SchemaShape.keyword(keyword, of: schema)?[0] { return JSONValue(value) }
        }
        return nil
    }

    private func branch(of schema: JSONNode, depth: Int, isFull: Bool) -> JSONValue? {
        for keyword in ["oneOf", "anyOf"] {
            if let first = SchemaShape.keyword(keyword, of: schema)?[0], depth < Self.maximumDepth {
                return value(of: first, depth: depth + 1, isFull: isFull)
            }
        }
        return nil
    }

    private func object(_ shape: SchemaShape, depth: Int, isFull: Bool) -> JSONValue {
        var members: [JSONValue.Member] = []
        for (name, property) in shape.properties {
            let isRequired = shape.required.contains(name)
            guard isRequired || (isFull && depth < 3) else { continue }
            if SchemaShape.keyword("writeOnly", of: property)?.boolean == true { continue }
            members.append(JSONValue.Member(name, value(of: property, depth: depth + 1, isFull: isFull)))
        }
        for name in shape.required.sorted() where shape[name] == nil {
            members.append(JSONValue.Member(name, "text"))
        }
        return .object(members)
    }

    private func array(_ schema: JSONNode, _ shape: SchemaShape, depth: Int, isFull: Bool) -> JSONValue {
        let minimum = SchemaShape.keyword("minItems", of: schema)?.integer ?? 0
        let maximum = SchemaShape.keyword("maxItems", of: schema)?.integer ?? Int.max
        let count = min(max(minimum, isFull && depth < 3 ? 1 : 0), min(maximum, 100))
        let prefix = SchemaShape.keyword("prefixItems", of: schema)?.elements.map { $0 } ?? []
        var elements: [JSONValue] = []
        while elements.count < count {
            let item = elements.count < prefix.count ? prefix[elements.count] : shape.items
            elements.append(item.map { value(of: $0, depth: depth + 1, isFull: isFull) } ?? "text")
        }
        return .array(elements)
    }

    private func number(_ schema: JSONNode, isInteger: Bool) -> JSONValue {
        let bound = { (name: String) in SchemaShape.keyword(name, of: schema)?.number }
        let step = bound("multipleOf")?.double ?? (isInteger ? 1 : 0)
        var value = 0.0
        if let minimum = bound("minimum")?.double { value = max(value, minimum) }
        if let minimum = bound("exclusiveMinimum")?.double, value <= minimum {
            value = minimum + (step > 0 ? step : max(1, minimum.magnitude.ulp))
        }
        if let maximum = bound("maximum")?.double { value = min(value, maximum) }
        if let maximum = bound("exclusiveMaximum")?.double, value >= maximum {
            value = step > 0 ? maximum - step : maximum - 1
            if let minimum = bound("minimum")?.double, value < minimum { value = (minimum + maximum) / 2 }
        }
        if step > 0 { value = (value / step).rounded(.up) * step }
        return JSONNumber(value).map(JSONValue.number) ?? 0
    }
}

/// Texts that formats and lengths allow.
enum StringSample {
    /// A text for a schema of strings.
    static func text(for schema: JSONNode) -> String {
        let format = SchemaShape.keyword("format", of: schema)?.string
        if let format, let text = byFormat[format] { return text }
        let minimum = SchemaShape.keyword("minLength", of: schema)?.integer ?? 0
        let maximum = SchemaShape.keyword("maxLength", of: schema)?.integer ?? Int.max
        let text = "text"
        if maximum < text.count { return String(text.prefix(max(0, maximum))) }
        return text + String(repeating: "x", count: max(0, min(minimum, 100_000) - text.count))
    }

    private static let byFormat = [
        "date-time": "2024-01-01T00:00:00Z", "date": "2024-01-01", "time": "00:00:00Z", "duration": "P1D",
        "email": "someone@example.com", "idn-email": "someone@example.com", "hostname": "example.com",
        "idn-hostname": "example.com", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "uri": "https://example.com/",
        "uri-reference": "/", "iri": "https://example.com/", "iri-reference": "/",
        "uuid": "00000000-0000-4000-8000-000000000000", "uri-template": "/{id}", "json-pointer": "/a",
        "relative-json-pointer": "0", "regex": ".*", "byte": "dGV4dA==", "base64url": "dGV4dA",
    ]
}
