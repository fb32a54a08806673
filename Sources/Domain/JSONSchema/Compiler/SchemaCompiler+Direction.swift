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

extension SchemaCompiler {
    /// Whether a required property is one that the other side of the exchange gives.
    ///
    /// - SeeAlso: OpenAPI 3.1, Schema Object; JSON Schema validation, section 9.4.
    mutating func isExempt(_ name: String, in context: SchemaContext) -> Bool {
        let flags = flagsOfTheOtherSide
        var budget = SearchBudget()
        if let property = context[.properties]?[name] {
            return isFlagged(property, flags, in: context.document, &budget)
        }
        for (keyword, value) in context.members where keyword == .allOf || keyword == .ref {
            var inherited: [(JSONNode, Int)] = []
            if keyword == .allOf {
                inherited = value.elements.map { ($0, context.document) }
            } else if let target = followed(value, in: context.document) {
                inherited = [target]
            }
            for (schema, document) in inherited {
                if let (property, home) = property(name, of: schema, in: document, &budget) {
                    return isFlagged(property, flags, in: home, &budget)
                }
            }
        }
        return false
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

    /// The schema of a property, in a schema or one that it builds on.
    private mutating func property(
        _ name: String,
        of schema: JSONNode,
        in document: Int,
        _ budget: inout SearchBudget
    ) -> (JSONNode, Int)? {
        guard budget.spend() else { return nil }
        if let property = schema["properties"]?[name] { return (property, document) }
        if let reference = schema["$ref"], let (target, home) = followed(reference, in: document),
            let found = property(name, of: target, in: home, &budget)
        {
            return found
        }
        guard let parts = schema["allOf"] else { return nil }
        for part in parts.elements {
            if let found = property(name, of: part, in: document, &budget) { return found }
        }
        return nil
    }

    private mutating func followed(_ reference: JSONNode, in document: Int) -> (JSONNode, Int)? {
        guard let text = reference.string else { return nil }
        let resource = registry.resource(containing: reference.index, in: document)
        let errorCount = errors.count
        // A dangling reference is reported by the schema that it stands in.
        defer { errors.removeLast(errors.count - errorCount) }
        guard let target = target(of: text, from: resource, at: reference, in: document) else { return nil }
        return (registry.document(target.document).node(at: target.node), target.document)
    }
}
