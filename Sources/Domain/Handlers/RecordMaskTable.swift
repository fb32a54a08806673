import Contract
import JSON

/// What the schemas of one contract say about showing, each looked at once.
public final class RecordMaskTable {
    /// What a schema says about showing; other schemas are named by their index on the contract's tape, so that
    /// recursive ones need no end.
    enum Rule {
        case hidden
        case object([String: Int], isClosed: Bool)
        case array(Int)
        case all
    }

    private(set) var rules: [Int: Rule] = [:]
    /// The schemas from which nothing is reached that is hidden; and of those, nothing that is closed.
    private var open: (hidden: Set<Int>, closed: Set<Int>) = ([], [])

    /// A table without schemas.
    public init() {}

    /// Whether anything that a schema leads to is not shown.
    ///
    /// - Parameters:
    ///   - schema: The schema of a record.
    ///   - includingClosed: Whether schemas that refuse other properties count, too.
    /// - Returns: True when something is hidden.
    func hides(_ schema: JSONNode, includingClosed: Bool) -> Bool {
        collect(from: schema)
        let known = includingClosed ? open.closed : open.hidden
        var visited: Set<Int> = []
        var waiting = [schema.index]
        while let index = waiting.popLast() {
            guard !known.contains(index), visited.insert(index).inserted else { continue }
            switch rules[index] ?? .all {
            case .hidden: return true
            case .object(let properties, let isClosed):
                if isClosed, includingClosed { return true }
                waiting += properties.values
            case .array(let items): waiting.append(items)
            case .all: break
            }
        }
        open.hidden.formUnion(visited)
        if includingClosed { open.closed.formUnion(visited) }
        return false
    }

    private func collect(from schema: JSONNode) {
        var waiting = [schema]
        while let schema = waiting.popLast() {
            guard rules[schema.index] == nil else { continue }
            if SchemaShape.keyword("writeOnly", of: schema)?.boolean == true {
                rules[schema.index] = .hidden
                continue
            }
            let shape = SchemaShape(of: schema)
            if !shape.properties.isEmpty {
                // Closed schemas with patterns let more through than their properties say.
                let isClosed = shape.isClosed && SchemaShape.keyword("patternProperties", of: schema) == nil
                let properties = Dictionary(shape.properties.map { ($0.name, $0.schema.index) }) { first, _ in first }
                rules[schema.index] = .object(properties, isClosed: isClosed)
                waiting += shape.properties.map(\.schema)
            } else if let items = shape.items {
                rules[schema.index] = .array(items.index)
                waiting.append(items)
            } else {
                rules[schema.index] = .all
            }
        }
    }
}

// SAFETY: written only while masks are made, by the planner that owns it; from then on it is read alone.
extension RecordMaskTable: @unchecked Sendable {}
