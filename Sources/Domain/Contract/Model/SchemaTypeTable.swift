package import JSON

/// The types that schemas let through, seen through `$ref`, `allOf`, `anyOf` and `oneOf`; each is worked out once.
///
/// Without recursion, since references may lead far: a list of waiting schemas takes its part.
package struct SchemaTypeTable: Sendable {
    private var known: [Int: SchemaTypes] = [:]
    private let maximumCount: Int

    /// A table without entries.
    ///
    /// - Parameter maximumCount: The most schemas that are looked at; others may accept everything.
    package init(maximumCount: Int = .max) { self.maximumCount = maximumCount }

    /// What is to be done next: begin with a schema, or put together what its parts came to.
    private enum Task {
        case enter(JSONNode)
        case leave(JSONNode, parts: [JSONNode], choices: [[JSONNode]])
    }

    /// The types that a schema may accept; empty when it accepts nothing.
    ///
    /// A schema that leads back to itself accepts, for its own sake, everything.
    ///
    /// - Parameters:
    ///   - schema: A schema of the one document that the table is about.
    ///   - target: What the `$ref` of a schema leads to.
    /// - Returns: The types.
    package mutating func types(of schema: JSONNode, target: (JSONNode) -> JSONNode?) -> SchemaTypes {
        var waiting = [Task.enter(schema)]
        while let task = waiting.popLast() {
            switch task {
            case .enter(let schema): enter(schema, target, &waiting)
            case .leave(let schema, let parts, let choices):
                var types = SchemaShape.ownTypes(of: schema) ?? .all
                for part in parts { types.formIntersection(known(part)) }
                for branches in choices { types.formIntersection(branches.reduce([]) { $0.union(known($1)) }) }
                known[schema.index] = types
            }
        }
        return known(schema)
    }

    private func known(_ schema: JSONNode) -> SchemaTypes {
        if let flag = schema.boolean { return flag ? .all : [] }
        return known[schema.index] ?? .all
    }

    private mutating func enter(_ schema: JSONNode, _ target: (JSONNode) -> JSONNode?, _ waiting: inout [Task]) {
        guard schema.kind == .object, known[schema.index] == nil, known.count < maximumCount else { return }
        // Until it is known, for whoever leads back here.
        known[schema.index] = .all
        let parts = [target(schema)].compactMap { $0 } + (schema["allOf"]?.elements.map { $0 } ?? [])
        let choices = ["oneOf", "anyOf"].compactMap { keyword -> [JSONNode]? in
            guard let branches = schema[keyword], branches.kind == .array, branches.count > 0 else { return nil }
            return branches.elements.map { $0 }
        }
        waiting.append(.leave(schema, parts: parts, choices: choices))
        waiting += (parts + choices.flatMap { $0 }).reversed().map { .enter($0) }
    }
}
