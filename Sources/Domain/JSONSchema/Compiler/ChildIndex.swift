import JSON

/// Follows JSON pointers through large objects and arrays without walking them again for each.
struct ChildIndex {
    private struct Place: Hashable {
        let document: ObjectIdentifier
        let node: Int
    }

    private enum Children {
        case members([PropertyName: Int])
        case elements([Int])
    }

    private var known: [Place: Children] = [:]

    /// From here on children are looked up in a table.
    private static let manyChildren = 64

    /// The value that a pointer leads to; nil when there is none.
    mutating func value(at pointer: JSONPointer, below root: JSONNode) -> JSONNode? {
        var node = root
        for token in pointer.tokens {
            guard let next = child(token, of: node) else { return nil }
            node = next
        }
        return node
    }

    private mutating func child(_ token: String, of node: JSONNode) -> JSONNode? {
        guard node.count >= Self.manyChildren else { return node[JSONPointer(tokens: [token])] }
        switch children(of: node) {
        case .members(let members): return members[PropertyName(token)].map { node.document.node(at: $0) }
        case .elements(let elements):
            // Other texts of a number than its own name nothing.
            guard let position = Int(token), String(position) == token, elements.indices.contains(position) else {
                return nil
            }
            return node.document.node(at: elements[position])
        }
    }

    private mutating func children(of node: JSONNode) -> Children {
        let place = Place(document: ObjectIdentifier(node.document), node: node.index)
        if let children = known[place] { return children }
        let children: Children =
            if node.kind == .array {
                .elements(node.elements.map(\.index))
            } else {
                .members(Dictionary(node.members.map { (PropertyName($0.name), $0.value.index) }) { first, _ in first })
            }
        known[place] = children
        return children
    }
}
