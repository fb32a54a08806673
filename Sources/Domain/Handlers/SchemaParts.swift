import Contract
import JSON

/// The choices on the way to a sample: which branch of a `oneOf`, which value of an `enum`.
struct SampleChoices {
    private var number: Int

    /// The choices of a number; 0 takes the first of everything.
    init(number: Int) { self.number = number }

    /// A position among some; early questions are answered differently first.
    mutating func pick(of count: Int) -> Int {
        guard count > 1 else { return 0 }
        defer { number /= count }
        return number % count
    }
}

/// The schemas that apply to one value together: a schema with what its `$ref`, `allOf` and one branch each of `oneOf`,
/// `anyOf` and `if` add.
struct SchemaParts {
    /// The schemas in the order in which they were met; each is an object.
    private(set) var nodes: [JSONNode] = []
    /// Whether one of them accepts nothing.
    private(set) var isImpossible = false
    private var visited: Set<Int> = []
    private static let maximumDepth = 40

    /// The parts of some schemas that all apply.
    init(_ schemas: [JSONNode], choices: inout SampleChoices) {
        for schema in schemas { add(schema, depth: 0, choices: &choices) }
    }

    private mutating func add(_ schema: JSONNode, depth: Int, choices: inout SampleChoices) {
        if schema.boolean == false { isImpossible = true }
        guard schema.kind == .object, depth < Self.maximumDepth, visited.insert(schema.index).inserted else { return }
        nodes.append(schema)
        if let target = SchemaShape.target(of: schema) { add(target, depth: depth + 1, choices: &choices) }
        for part in Self.elements(schema["allOf"]) { add(part, depth: depth + 1, choices: &choices) }
        for keyword in ["oneOf", "anyOf"] {
            let branches = Self.elements(schema[keyword])
            guard !branches.isEmpty else { continue }
            let branch = branches[choices.pick(of: branches.count)]
            add(branch, depth: depth + 1, choices: &choices)
            addDiscriminator(of: schema, to: branch)
        }
        if let condition = schema["if"] {
            // Either the condition and its consequence hold, or the alternative does.
            let consequence = schema["then"].map { [condition, $0] } ?? []
            let alternative = schema["else"].map { [$0] } ?? []
            for part in choices.pick(of: 2) == 0 ? consequence : alternative {
                add(part, depth: depth + 1, choices: &choices)
            }
        }
    }

    /// The value that the discriminator's property must have for a branch.
    private mutating func addDiscriminator(of schema: JSONNode, to branch: JSONNode) {
        guard let discriminator = schema["discriminator"], let name = discriminator["propertyName"]?.string,
            let reference = branch["$ref"]?.string
        else { return }
        let short = reference.split(separator: "/").last.map(String.init) ?? reference
        let mapped = discriminator["mapping"]?.members.first {
            $0.value.string == reference || $0.value.string == short
        }
        discriminators[name] = mapped?.name ?? short
    }

    /// The values of discriminators by property.
    private(set) var discriminators: [String: String] = [:]

    // MARK: - Keywords

    /// The values of a keyword, wherever it stands.
    func values(_ keyword: String) -> [JSONNode] { nodes.compactMap { $0[keyword] } }

    /// A count that every part allows, from `minItems` and the like.
    func atLeast(_ keyword: String) -> Int { values(keyword).compactMap(\.integer).max() ?? 0 }

    /// The greatest count that every part allows; nil when none sets a limit.
    func atMost(_ keyword: String) -> Int? { values(keyword).compactMap(\.integer).min() }

    func flag(_ keyword: String) -> Bool { values(keyword).contains { $0.boolean == true } }

    /// The types that every part lets through.
    var types: SchemaTypes {
        nodes.reduce(.all) { $0.intersection(SchemaShape.ownTypes(of: $1) ?? .all) }
    }

    /// The names that must be there.
    var required: [String] {
        var names: [String] = []
        for name in values("required").flatMap({ Self.elements($0).compactMap(\.string) }) where !names.contains(name) {
            names.append(name)
        }
        return names
    }

    /// The declared properties in order.
    var propertyNames: [String] {
        var known: Set<String> = []
        return values("properties").flatMap { $0.members.map(\.name) }.filter { known.insert($0).inserted }
    }

    static func elements(_ node: JSONNode?) -> [JSONNode] { node.map { Array($0.elements) } ?? [] }
}
