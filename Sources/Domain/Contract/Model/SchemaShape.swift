public import JSON

/// The types that a schema lets through.
public struct SchemaTypes: OptionSet, Sendable, Hashable {
    /// One bit a type.
    public let rawValue: UInt8

    /// From bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The type of null alone.
    public static let null = SchemaTypes(rawValue: 1)
    /// True and false.
    public static let boolean = SchemaTypes(rawValue: 2)
    /// Whole numbers.
    public static let integer = SchemaTypes(rawValue: 4)
    /// Numbers that are not whole; `number` of a schema is this and ``integer``.
    public static let number = SchemaTypes(rawValue: 8)
    /// Texts.
    public static let string = SchemaTypes(rawValue: 16)
    /// Arrays.
    public static let array = SchemaTypes(rawValue: 32)
    /// Objects.
    public static let object = SchemaTypes(rawValue: 64)
    /// Every type.
    public static let all = SchemaTypes(rawValue: 127)

    /// From a name that JSON Schema knows; nothing for any other.
    package init(name: String?) {
        switch name {
        case "null": self = .null
        case "boolean": self = .boolean
        case "integer": self = .integer
        case "number": self = [.number, .integer]
        case "string": self = .string
        case "array": self = .array
        case "object": self = .object
        default: self = []
        }
    }

    /// The type of a value.
    package init(of value: JSONNode) {
        switch value.kind {
        case .null: self = .null
        case .true, .false: self = .boolean
        case .number: self = value.integer == nil ? .number : .integer
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }
}

/// What a schema says on its face, seen through `$ref`, `allOf`, `anyOf` and `oneOf`.
///
/// A summary for decisions about parameters, records and examples; it never decides whether a value is valid.
public struct SchemaShape: Sendable {
    /// The schema itself, or what its `$ref` leads to when it says nothing else.
    public let node: JSONNode
    /// The types that may be valid.
    public let types: SchemaTypes
    /// The properties in order, each with the schema that was found first.
    public private(set) var properties: [(name: String, schema: JSONNode)] = []
    private var places: [String: Int] = [:]
    /// The names that must be there.
    public private(set) var required: Set<String> = []
    /// The schema of an array's elements.
    public private(set) var items: JSONNode?
    /// Whether other properties are refused.
    public private(set) var isClosed = false

    private static let maximumDepth = 32

    /// The shape of a schema.
    public init(of schema: JSONNode) {
        node = Self.resolved(schema)
        var known: [Int: SchemaTypes] = [:]
        types = Self.types(of: schema, known: &known)
        var visited: Set<Int> = []
        merge(schema, isRequired: true, visited: &visited)
    }

    /// The schema of a property.
    public subscript(name: String) -> JSONNode? { places[name].map { properties[$0].schema } }

    /// The value of a keyword, looking through `$ref` and `allOf`.
    public static func keyword(_ name: String, of schema: JSONNode) -> JSONNode? {
        keyword(name, of: schema, depth: 0)
    }

    /// Follows `$ref` as long as it stands alone and leads to a place in the document.
    public static func resolved(_ schema: JSONNode) -> JSONNode {
        var current = schema
        for _ in 0..<maximumDepth {
            guard let target = target(of: current), current.count == 1 else { return current }
            current = target
        }
        return current
    }

    package static func target(of schema: JSONNode) -> JSONNode? {
        guard let reference = schema["$ref"]?.string, reference.hasPrefix("#"),
            let pointer = PercentEncoding.decoded(reference.dropFirst()).flatMap({ JSONPointer($0) })
        else { return nil }
        return schema.document.root[pointer]
    }

    private static func keyword(_ name: String, of schema: JSONNode, depth: Int) -> JSONNode? {
        if let value = schema[name] { return value }
        guard depth < maximumDepth else { return nil }
        if let target = target(of: schema), let value = keyword(name, of: target, depth: depth + 1) { return value }
        for part in schema["allOf"]?.elements.map({ $0 }) ?? [] {
            if let value = keyword(name, of: part, depth: depth + 1) { return value }
        }
        return nil
    }

    private static func saysNothing(_ schema: JSONNode) -> Bool {
        let silent: Set = ["description", "title", "example", "examples", "deprecated", "$comment"]
        return schema.boolean == true
            || schema.kind == .object && schema.members.allSatisfy { silent.contains($0.name) }
    }

    /// Each schema is looked at once, so that no web of references costs more than its size.
    private mutating func merge(_ schema: JSONNode, isRequired: Bool, visited: inout Set<Int>) {
        guard schema.kind == .object, visited.insert(schema.index).inserted else { return }
        for (name, property) in schema["properties"]?.members.map({ ($0.name, $0.value) }) ?? [] {
            if let place = places[name] {
                // `data: {}` in one part leaves it to another to say what the data are.
                if Self.saysNothing(properties[place].schema) { properties[place].schema = property }
            } else {
                places[name] = properties.count
                properties.append((name, property))
            }
        }
        if isRequired { required.formUnion(schema["required"]?.elements.compactMap(\.string) ?? []) }
        if items == nil { items = schema["items"] ?? schema["prefixItems"]?[0] }
        if schema["additionalProperties"]?.boolean == false || schema["unevaluatedProperties"]?.boolean == false {
            isClosed = true
        }
        if let target = Self.target(of: schema) { merge(target, isRequired: isRequired, visited: &visited) }
        for part in schema["allOf"]?.elements.map({ $0 }) ?? [] {
            merge(part, isRequired: isRequired, visited: &visited)
        }
        for keyword in ["oneOf", "anyOf"] {
            for branch in schema[keyword]?.elements.map({ $0 }) ?? [] {
                merge(branch, isRequired: false, visited: &visited)
            }
        }
    }

    private static func types(of schema: JSONNode, known: inout [Int: SchemaTypes]) -> SchemaTypes {
        if let types = known[schema.index] { return types }
        known[schema.index] = .all
        var types = ownTypes(of: schema) ?? .all
        if let target = target(of: schema) { types.formIntersection(self.types(of: target, known: &known)) }
        for part in schema["allOf"]?.elements.map({ $0 }) ?? [] {
            types.formIntersection(self.types(of: part, known: &known))
        }
        for keyword in ["oneOf", "anyOf"] {
            guard let branches = schema[keyword], branches.count > 0 else { continue }
            types.formIntersection(branches.elements.reduce([]) { $0.union(self.types(of: $1, known: &known)) })
        }
        known[schema.index] = types
        return types
    }

    /// The types that `type`, `const` and `enum` leave; nil when none of them is there.
    package static func ownTypes(of schema: JSONNode) -> SchemaTypes? {
        var types: SchemaTypes?
        if let type = schema["type"] {
            types =
                type.kind == .array
                ? type.elements.reduce([]) { $0.union(SchemaTypes(name: $1.string)) } : SchemaTypes(name: type.string)
        }
        if let constant = schema["const"] { types = (types ?? .all).intersection(SchemaTypes(of: constant)) }
        if let values = schema["enum"], values.kind == .array {
            types = (types ?? .all).intersection(values.elements.reduce([]) { $0.union(SchemaTypes(of: $1)) })
        }
        return types
    }
}
