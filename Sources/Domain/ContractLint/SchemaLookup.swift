import Contract
import JSON

/// What schemas are, seen through `$ref`, `allOf`, `anyOf` and `oneOf`; each answer is worked out once.
struct SchemaLookup {
    let map: ContractMap
    private var typeTable = SchemaTypeTable()
    /// The most schemas that one question looks at; what people write has a few dozen.
    private static let maximumPartCount = 2_000
    /// How many schemas and names all questions together may still look at.
    private(set) var remainingSteps = Self.maximumStepCount

    /// The most schemas and names that one run looks at to answer questions about several schemas at once.
    static let maximumStepCount = 1_000_000

    /// Takes steps from what is left; false when there is not enough, and the answer stays unknown.
    mutating func spend(_ count: Int = 1) -> Bool {
        guard remainingSteps >= count else { return false }
        remainingSteps -= count
        return true
    }

    init(_ map: ContractMap) { self.map = map }

    /// What the `$ref` of a schema leads to.
    func target(of schema: JSONNode) -> JSONNode? {
        map.target(of: schema.index).map { schema.document.node(at: $0) }
    }

    /// A schema, or what its `$ref` leads to when it says nothing else.
    func resolved(_ schema: JSONNode) -> JSONNode {
        var current = schema
        for _ in 0..<ContractMap.maximumStepCount {
            guard current.count == 1, let target = target(of: current) else { return current }
            current = target
        }
        return current
    }

    /// The schemas that apply to the same instance without condition: `$ref` and `allOf`.
    func parts(of schema: JSONNode) -> [JSONNode] {
        [target(of: schema)].compactMap { $0 } + list("allOf", of: schema)
    }

    /// The schemas of which some apply to the same instance, but for those that a keyword lists.
    func branches(of schema: JSONNode, without excluded: String? = nil) -> [JSONNode] {
        ["anyOf", "oneOf"].filter { $0 != excluded }.flatMap { list($0, of: schema) }
            + ["if", "then", "else"].compactMap { schema[$0] }
    }

    /// The elements of a keyword that holds a list.
    func list(_ keyword: String, of schema: JSONNode) -> [JSONNode] { schema[keyword]?.elements.map { $0 } ?? [] }

    // MARK: Types

    /// The types that a schema may accept; empty when it accepts nothing.
    mutating func types(of schema: JSONNode) -> SchemaTypes {
        if let flag = schema.boolean { return flag ? .all : [] }
        let map = map
        return typeTable.types(of: schema) { part in map.target(of: part.index).map { part.document.node(at: $0) } }
    }

    // MARK: Properties

    /// The properties that a schema and all that applies to the same instance name.
    struct Properties {
        var names: Set<ByteName> = []
        /// Whether a schema stands for names that are not listed.
        var isOpen = false
    }

    /// The properties of a schema, of its parts and of its branches; of the schema itself without those branches that a
    /// keyword lists.
    ///
    /// - Complexity: O(*n*) in the schemas that apply to the same instance, at most some thousands.
    mutating func properties(
        of schema: JSONNode,
        without excluded: String? = nil,
        into found: inout Properties,
        visited: inout Set<Int>
    ) {
        var excluded = excluded
        var waiting = [schema]
        while let schema = waiting.popLast() {
            // Where there is no end in sight, anything may be described.
            if visited.count >= Self.maximumPartCount { found.isOpen = true }
            if found.isOpen { return }
            guard schema.kind == .object, visited.insert(schema.index).inserted else { continue }
            let properties = schema["properties"]
            guard spend(1 + (properties?.count ?? 0)) else {
                found.isOpen = true
                return
            }
            for (name, _) in properties?.memberNodes.map({ $0 }) ?? [] { found.names.insert(ByteName(name.nameText)) }
            let names = ["patternProperties", "additionalProperties", "unevaluatedProperties"]
            if names.contains(where: { schema[$0]?.kind == .object }) { found.isOpen = true }
            if schema["$dynamicRef"] != nil || schema["$recursiveRef"] != nil { found.isOpen = true }
            waiting += parts(of: schema) + branches(of: schema, without: excluded)
            excluded = nil
            waiting += schema["dependentSchemas"]?.members.map(\.value) ?? []
        }
    }

    /// The most schemas that are asked for a keyword; what people write has a few.
    private static let maximumKeywordStepCount = 200

    /// The value of a keyword in a schema or one of its parts, the nearest first.
    func keyword(_ name: String, of schema: JSONNode) -> JSONNode? {
        var waiting = [schema]
        var visited: Set<Int> = []
        while let schema = waiting.popLast(), visited.count < Self.maximumKeywordStepCount {
            guard schema.kind == .object, visited.insert(schema.index).inserted else { continue }
            if let value = schema[name] { return value }
            waiting += parts(of: schema).reversed()
        }
        return nil
    }
}
