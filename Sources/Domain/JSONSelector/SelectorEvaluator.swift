import JSON
import RegularExpressions

/// Runs a query over a document.
///
/// What is picked is kept as indices of the tape, sorted and without repetition, so that no web of steps costs more than
/// the document's size for each.
struct SelectorEvaluator {
    private let document: JSONDocument
    private let root: JSONNode
    /// The container around each node; made when a step asks for it.
    private var parents: [Int32] = []

    init(root: JSONNode) {
        document = root.document
        self.root = root
    }

    mutating func run(_ steps: [SelectorStep]) -> [Int] {
        var current = [root.index]
        for step in steps {
            switch step {
            case .children(let selectors): current = children(of: current, selectors)
            case .descendants(let selectors): current = children(of: containers(in: current), selectors)
            case .names: current = names(of: current)
            case .parent: current = surroundings(of: current)
            }
        }
        return current
    }

    private func children(of nodes: [Int], _ selectors: [ChildSelector]) -> [Int] {
        var found: [Int] = []
        for index in nodes {
            let node = document.node(at: index)
            for selector in selectors { pick(selector, in: node) { found.append($0.index) } }
        }
        return Self.ordered(found)
    }

    /// The values that a selector picks among the children of one.
    private func pick(_ selector: ChildSelector, in node: JSONNode, _ take: (JSONNode) -> Void) {
        switch selector {
        case .name(let name): if let value = node[name] { take(value) }
        case .index(let index): if let value = node[index < 0 ? node.count + index : index] { take(value) }
        case .wildcard: forEachChild(of: node, take)
        case .filter(let filter): forEachChild(of: node) { if holds(filter, for: $0) { take($0) } }
        case .slice(let slice):
            guard node.kind == .array else { return }
            let wanted = Set(slice.indices(count: node.count))
            for (position, element) in node.elements.enumerated() where wanted.contains(position) { take(element) }
        }
    }

    private func forEachChild(of node: JSONNode, _ body: (JSONNode) -> Void) {
        if node.kind == .array { for element in node.elements { body(element) } }
        for (_, value) in node.memberNodes { body(value) }
    }

    /// The arrays and objects at and below some nodes, each once.
    private func containers(in nodes: [Int]) -> [Int] {
        var found: [Int] = []
        var end = 0
        for index in nodes where index >= end {
            end = document.end(of: index)
            var waiting = [index]
            while let next = waiting.popLast() {
                guard document.nodes[next].isContainer else { continue }
                found.append(next)
                forEachChild(of: document.node(at: next)) { waiting.append($0.index) }
            }
        }
        return found.sorted()
    }

    private mutating func names(of nodes: [Int]) -> [Int] {
        findParents()
        // A name lies before its value.
        return nodes.filter { isMember($0) }.map { $0 - 1 }
    }

    private func isMember(_ index: Int) -> Bool {
        let parent = Int(parents[index])
        return parent >= 0 && document.nodes[parent].kind == .object
    }

    private mutating func surroundings(of nodes: [Int]) -> [Int] {
        findParents()
        return Self.ordered(nodes.map { Int(parents[$0]) }.filter { $0 >= 0 })
    }

    private mutating func findParents() {
        guard parents.isEmpty else { return }
        parents = Array(repeating: -1, count: document.nodes.count)
        for container in containers(in: [root.index]) {
            var children: [Int] = []
            forEachChild(of: document.node(at: container)) { children.append($0.index) }
            for child in children { parents[child] = Int32(truncatingIfNeeded: container) }
        }
    }

    private static func ordered(_ indices: [Int]) -> [Int] {
        let isOrdered = zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 }
        return isOrdered ? indices : Set(indices).sorted()
    }
}

// MARK: - Filters

extension SelectorEvaluator {
    private func holds(_ filter: SelectorFilter, for node: JSONNode) -> Bool {
        switch filter {
        case .any(let branches): branches.contains { holds($0, for: node) }
        case .all(let parts): parts.allSatisfy { holds($0, for: node) }
        case .not(let inner): !holds(inner, for: node)
        case .exists(let path): !values(of: path, from: node).isEmpty
        case .compare(let left, let comparison, let right):
            compare(value(of: left, from: node), comparison, value(of: right, from: node))
        case .matches(let path, let pattern):
            values(of: path, from: node).contains { value in
                guard let text = value.string else { return false }
                // A pattern that costs too much does not match.
                return (try? pattern.matches(text)) ?? false
            }
        }
    }

    private func values(of path: FilterPath, from node: JSONNode) -> [JSONNode] {
        var current = [path.startsAtRoot ? root : node]
        for step in path.steps {
            var next: [JSONNode] = []
            for node in current { pick(step, in: node) { next.append($0) } }
            current = next
        }
        return current
    }

    private func value(of operand: FilterOperand, from node: JSONNode) -> JSONNode? {
        switch operand {
        case .path(let path): return values(of: path, from: node).first
        case .literal(let literal): return literal
        case .count(let path): return number(values(of: path, from: node).count)
        case .length(let path):
            guard let value = values(of: path, from: node).first else { return nil }
            switch value.kind {
            case .string: return number(value.string?.unicodeScalars.count ?? 0)
            case .array, .object: return number(value.count)
            case .null, .true, .false, .number: return nil
            }
        }
    }

    private func number(_ value: Int) -> JSONNode { JSONDocument(JSONValue.integer(value)).root }

    /// Two missing values are equal; only numbers and texts have an order.
    private func compare(_ left: JSONNode?, _ comparison: FilterComparison, _ right: JSONNode?) -> Bool {
        switch comparison {
        case .equal: areEqual(left, right)
        case .unequal: !areEqual(left, right)
        case .less: precedes(left, right)
        case .greater: precedes(right, left)
        case .lessOrEqual: precedes(left, right) || areEqual(left, right)
        case .greaterOrEqual: precedes(right, left) || areEqual(left, right)
        }
    }

    private func areEqual(_ left: JSONNode?, _ right: JSONNode?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return JSONNode.areEqual(left, right)
    }

    private func precedes(_ left: JSONNode?, _ right: JSONNode?) -> Bool {
        guard let left, let right else { return false }
        if let one = left.number, let other = right.number { return one < other }
        if let one = left.string, let other = right.string {
            return one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
        }
        return false
    }
}
