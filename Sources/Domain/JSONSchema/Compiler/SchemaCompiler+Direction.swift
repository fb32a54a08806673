import JSON

/// How many schemas a search through references and `allOf` may still look at.
///
/// Schemas may lead back to themselves, and branch at every step; what people write ends long before.
private struct SearchBudget {
    private var remaining = 256

    mutating func spend() -> Bool {
        remaining -= 1
        return remaining >= 0
    }
}

/// The members of a schema that say which properties there are.
private struct DirectedSource {
    let document: Int
    let properties: JSONNode?
    let allOf: JSONNode?
    let reference: JSONNode?

    init(_ context: SchemaContext) {
        document = context.document
        properties = context[.properties]
        allOf = context[.allOf]
        reference = context[.ref]
    }

    init(_ schema: JSONNode, in document: Int) {
        self.document = document
        properties = schema["properties"]
        allOf = schema["allOf"]
        reference = schema["$ref"]
    }
}

extension SchemaCompiler {
    /// The required properties that the other side of the exchange gives.
    ///
    /// - Complexity: O(*n*) in the names and the properties of the schema and those that it builds on.
    /// - SeeAlso: OpenAPI 3.1, Schema Object; JSON Schema validation, section 9.4.
    mutating func exempt(of names: [PropertyName], in context: SchemaContext) -> Set<PropertyName> {
        let flags = flagsOfTheOtherSide
        if flags.isEmpty { return [] }
        // The first property of a name decides: the schema's own, then those of what it builds on.
        var open = Set(names)
        var exempt: Set<PropertyName> = []
        var budget = SearchBudget()
        var source: DirectedSource? = DirectedSource(context)
        var waiting: [(schema: JSONNode, document: Int)] = []
        while let current = source, !open.isEmpty, budget.spend() {
            for (name, property) in current.properties?.members.map({ $0 }) ?? [] {
                guard let name = open.remove(PropertyName(name)) else { continue }
                var budget = SearchBudget()
                if isFlagged(property, flags, in: current.document, &budget) { exempt.insert(name) }
                if open.isEmpty { break }
            }
            let parts = current.allOf?.elements.map { (schema: $0, document: current.document) } ?? []
            waiting += parts.reversed()
            if let reference = current.reference, let target = followed(reference, in: current.document) {
                waiting.append(target)
            }
            source = waiting.popLast().map { DirectedSource($0.schema, in: $0.document) }
        }
        return exempt
    }

    private var flagsOfTheOtherSide: [String] {
        switch options.direction {
        case .none: []
        case .request: ["readOnly"]
        case .response: ["writeOnly"]
        case .either: ["readOnly", "writeOnly"]
        }
    }

    /// Whether a schema, or one that it builds on, carries one of the flags.
    private mutating func isFlagged(
        _ schema: JSONNode,
        _ flags: [String],
        in document: Int,
        _ budget: inout SearchBudget
    ) -> Bool {
        guard budget.spend() else { return false }
        if flags.contains(where: { schema[$0]?.boolean == true }) { return true }
        if let reference = schema["$ref"], let (target, home) = followed(reference, in: document),
            isFlagged(target, flags, in: home, &budget)
        {
            return true
        }
        guard let parts = schema["allOf"] else { return false }
        for part in parts.elements where isFlagged(part, flags, in: document, &budget) { return true }
        return false
    }

    private mutating func followed(_ reference: JSONNode, in document: Int) -> (schema: JSONNode, document: Int)? {
        guard let text = reference.string else { return nil }
        let resource = registry.resource(containing: reference.index, in: document)
        let errorCount = errors.count
        // A dangling reference is reported by the schema that it stands in.
        defer { errors.removeLast(errors.count - errorCount) }
        guard let target = target(of: text, from: resource, at: reference, in: document) else { return nil }
        return (registry.document(target.document).node(at: target.node), target.document)
    }
}
