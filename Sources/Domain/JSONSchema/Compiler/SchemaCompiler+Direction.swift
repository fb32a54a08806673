internal import JSON

extension SchemaCompiler {
    /// References and `allOf` are followed this far.
    private static let maximumDepth = 16

    /// Whether a required property is one that the other side of the exchange gives.
    ///
    /// - SeeAlso: OpenAPI 3.1, Schema Object; JSON Schema validation, section 9.4.
    mutating func isExempt(_ name: String, in context: SchemaContext) -> Bool {
        let flag = options.direction == .request ? "readOnly" : "writeOnly"
        if let property = context[.properties]?[name] {
            return isFlagged(property, flag, in: context.document, depth: 0)
        }
        for (keyword, value) in context.members where keyword == .allOf || keyword == .ref {
            let schemas = keyword == .allOf ? Array(value.elements) : [value]
            for schema in schemas {
                let inherited =
                    keyword == .allOf ? (schema, context.document) : followed(schema, in: context.document)
                guard let (node, document) = inherited,
                    let (property, home) = property(name, of: node, in: document, depth: 0)
                else { continue }
                if isFlagged(property, flag, in: home, depth: 0) { return true }
            }
        }
        return false
    }

    /// Whether a schema, or one that it builds on, carries a flag.
    private mutating func isFlagged(_ schema: JSONNode, _ flag: String, in document: Int, depth: Int) -> Bool {
        if schema[flag]?.boolean == true { return true }
        guard depth < Self.maximumDepth else { return false }
        if let reference = schema["$ref"], let (target, home) = followed(reference, in: document),
            isFlagged(target, flag, in: home, depth: depth + 1)
        {
            return true
        }
        guard let parts = schema["allOf"] else { return false }
        for part in parts.elements where isFlagged(part, flag, in: document, depth: depth + 1) { return true }
        return false
    }

    /// The schema of a property, in a schema or one that it builds on.
    private mutating func property(
        _ name: String,
        of schema: JSONNode,
        in document: Int,
        depth: Int
    ) -> (JSONNode, Int)? {
        if let property = schema["properties"]?[name] { return (property, document) }
        guard depth < Self.maximumDepth else { return nil }
        if let reference = schema["$ref"], let (target, home) = followed(reference, in: document),
            let found = property(name, of: target, in: home, depth: depth + 1)
        {
            return found
        }
        for part in schema["allOf"]?.elements.map({ $0 }) ?? [] {
            if let found = property(name, of: part, in: document, depth: depth + 1) { return found }
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
