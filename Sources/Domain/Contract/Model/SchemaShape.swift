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
    private var places: [ByteName: Int] = [:]
    /// The names that must be there.
    public private(set) var required: Set<ByteName> = []
    /// The schema of an array's elements.
    public private(set) var items: JSONNode?
    /// Whether other properties are refused.
    public private(set) var isClosed = false

    /// References are followed this far.
    private static let maximumDepth = 32
    /// The most schemas that are looked at; what people write has a few dozen.
    private static let maximumPartCount = 2_048

    /// The shape of a schema.
    ///
    /// - Complexity: O(*n*) in the schemas that apply to the same instance, at most some thousands.
    public init(of schema: JSONNode) {
        node = Self.resolved(schema)
        var table = SchemaTypeTable(maximumCount: Self.maximumPartCount)
        types = schema.kind == .object ? table.types(of: schema, target: Self.target) : .all
        merge(schema)
    }

    /// The schema of a property.
    public subscript(name: String) -> JSONNode? { places[ByteName(name)].map { properties[$0].schema } }

    /// The value of a keyword, looking through `$ref` and `allOf`.
    public static func keyword(_ name: String, of schema: JSONNode) -> JSONNode? {
        var visited: Set<Int> = []
        // The last is looked at first.
        var waiting = [schema]
        while let schema = waiting.popLast(), visited.count < maximumPartCount {
            guard visited.insert(schema.index).inserted else { continue }
            if let value = schema[name] { return value }
            let parts = [target(of: schema)].compactMap { $0 } + (schema["allOf"]?.elements.map { $0 } ?? [])
            waiting += parts.reversed()
        }
        return nil
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

    private static func saysNothing(_ schema: JSONNode) -> Bool {
        let silent: Set = ["description", "title", "example", "examples", "deprecated", "$comment"]
        return schema.boolean == true
            || schema.kind == .object && schema.members.allSatisfy { silent.contains($0.name) }
    }

    /// Each schema is looked at once, so that no web of references costs more than its size.
    private mutating func merge(_ schema: JSONNode) {
        var visited: Set<Int> = []
        // The last is looked at first.
        var waiting = [(schema: schema, isRequired: true)]
        while let (schema, isRequired) = waiting.popLast(), visited.count < Self.maximumPartCount {
            guard schema.kind == .object, visited.insert(schema.index).inserted else { continue }
            mergeOwn(schema, isRequired: isRequired)
            var parts: [(schema: JSONNode, isRequired: Bool)] = []
            if let target = Self.target(of: schema) { parts.append((target, isRequired)) }
            parts += schema["allOf"]?.elements.map { ($0, isRequired) } ?? []
            for keyword in ["oneOf", "anyOf"] { parts += schema[keyword]?.elements.map { ($0, false) } ?? [] }
            waiting += parts.reversed()
        }
    }

    /// What a schema says itself.
    private mutating func mergeOwn(_ schema: JSONNode, isRequired: Bool) {
        for (name, property) in schema["properties"]?.members.map({ ($0.name, $0.value) }) ?? [] {
            let key = ByteName(name)
            if let place = places[key] {
                // `data: {}` in one part leaves it to another to say what the data are.
                if Self.saysNothing(properties[place].schema) { properties[place].schema = property }
            } else {
                places[key] = properties.count
                properties.append((name, property))
            }
        }
        if isRequired {
            for name in schema["required"]?.elements.compactMap(\.string) ?? [] { required.insert(ByteName(name)) }
        }
        if items == nil { items = schema["items"] ?? schema["prefixItems"]?[0] }
        if schema["additionalProperties"]?.boolean == false || schema["unevaluatedProperties"]?.boolean == false {
            isClosed = true
        }
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
