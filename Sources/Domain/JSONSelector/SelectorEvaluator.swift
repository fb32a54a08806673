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
    /// The patterns that stand in the document, by their text; nil for what is no pattern.
    private var patterns: [String: RegularExpression?] = [:]
    /// The texts of which a pattern could not decide.
    private(set) var undecided: Set<Int> = []

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

    private mutating func children(of nodes: [Int], _ selectors: [ChildSelector]) -> [Int] {
        let selectors = selectors.map { prepared($0) }
        var found: [Int] = []
        for index in nodes {
            let node = document.node(at: index)
            for selector in selectors { found += picked(selector, in: node).lazy.map(\.index) }
        }
        return Self.ordered(found)
    }

    /// The values that a selector picks among the children of one.
    private mutating func picked(_ selector: ChildSelector, in node: JSONNode) -> [JSONNode] {
        switch selector {
        case .name(let name): return node[name].map { [$0] } ?? []
        case .index(let index): return node[index < 0 ? node.count + index : index].map { [$0] } ?? []
        case .wildcard: return children(of: node)
        case .filter(let filter):
            var found: [JSONNode] = []
            for child in children(of: node) where holds(filter, for: child) { found.append(child) }
            return found
        case .slice(let slice):
            guard node.kind == .array else { return [] }
            let wanted = Set(slice.indices(count: node.count))
            return node.elements.enumerated().filter { wanted.contains($0.offset) }.map(\.element)
        }
    }

    private func children(of node: JSONNode) -> [JSONNode] {
        node.kind == .array ? node.elements.map { $0 } : node.memberNodes.map(\.value)
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
    /// A selector in which all that is about the root is worked out.
    private mutating func prepared(_ selector: ChildSelector) -> ChildSelector {
        guard case .filter(let filter) = selector else { return selector }
        return .filter(prepared(filter))
    }

    private mutating func prepared(_ filter: SelectorFilter) -> SelectorFilter {
        switch filter {
        case .known: return filter
        case .any(let branches): return .any(branches.map { prepared($0) })
        case .all(let parts): return .all(parts.map { prepared($0) })
        case .not(let inner): return .not(prepared(inner))
        case .exists(let path):
            let path = prepared(path)
            return path.startsAtRoot ? .known(!values(of: path, from: root).isEmpty) : .exists(path)
        case .compare(let left, let comparison, let right):
            return .compare(prepared(left), comparison, prepared(right))
        case .matches(let subject, let pattern):
            let subject = prepared(subject)
            guard case .computed(let source, let isWhole) = pattern else {
                guard case .known = subject else { return .matches(subject, pattern) }
                return .known(matches(subject, pattern, from: root))
            }
            return .matches(subject, .computed(prepared(source), isWhole: isWhole))
        }
    }

    private mutating func prepared(_ path: FilterPath) -> FilterPath {
        let steps = path.steps.map { step in
            FilterStep(isDeep: step.isDeep, selectors: step.selectors.map { prepared($0) })
        }
        return FilterPath(startsAtRoot: path.startsAtRoot, steps: steps)
    }

    private mutating func prepared(_ operand: FilterOperand) -> FilterOperand {
        let path: FilterPath
        let made: FilterOperand
        switch operand {
        case .literal, .known: return operand
        case .path(let written): (path, made) = (prepared(written), .path(prepared(written)))
        case .count(let written): (path, made) = (prepared(written), .count(prepared(written)))
        case .value(let written): (path, made) = (prepared(written), .value(prepared(written)))
        case .length(let written):
            let inner = prepared(written)
            switch inner {
            case .literal, .known: return .known(value(of: .length(inner), from: root))
            default: return .length(inner)
            }
        }
        return path.startsAtRoot ? .known(value(of: made, from: root)) : made
    }

    private mutating func holds(_ filter: SelectorFilter, for node: JSONNode) -> Bool {
        switch filter {
        case .known(let answer): return answer
        case .any(let branches):
            for branch in branches where holds(branch, for: node) { return true }
            return false
        case .all(let parts):
            for part in parts where !holds(part, for: node) { return false }
            return true
        case .not(let inner): return !holds(inner, for: node)
        case .exists(let path): return !values(of: path, from: node).isEmpty
        case .compare(let left, let comparison, let right):
            return compare(value(of: left, from: node), comparison, value(of: right, from: node))
        case .matches(let subject, let pattern): return matches(subject, pattern, from: node)
        }
    }

    private mutating func matches(_ subject: FilterOperand, _ pattern: FilterPattern, from node: JSONNode) -> Bool {
        guard let value = value(of: subject, from: node), let text = value.string,
            let pattern = expression(of: pattern, from: node)
        else { return false }
        do {
            return try pattern.matches(text)
        } catch {
            // What costs too much is taken for another text, and told.
            if value.document === document { undecided.insert(value.index) }
            return false
        }
    }

    private mutating func expression(of pattern: FilterPattern, from node: JSONNode) -> RegularExpression? {
        switch pattern {
        case .fixed(let expression): return expression
        case .computed(let source, let isWhole):
            guard let text = value(of: source, from: node)?.string else { return nil }
            let key = (isWhole ? "=" : "~") + text
            if let known = patterns[key] { return known }
            let expression = FilterPattern.compiled(text, isWhole: isWhole)
            patterns[key] = .some(expression)
            return expression
        }
    }

    private mutating func values(of path: FilterPath, from node: JSONNode) -> [JSONNode] {
        var current = [path.startsAtRoot ? root : node]
        for step in path.steps {
            let sources =
                step.isDeep ? current.flatMap { containers(in: [$0.index]).map { document.node(at: $0) } } : current
            current = sources.flatMap { source in step.selectors.flatMap { picked($0, in: source) } }
        }
        return current
    }

    private mutating func value(of operand: FilterOperand, from node: JSONNode) -> JSONNode? {
        switch operand {
        case .path(let path): return values(of: path, from: node).first
        case .literal(let literal): return literal
        case .known(let value): return value
        case .count(let path): return number(values(of: path, from: node).count)
        case .value(let path):
            let values = values(of: path, from: node)
            return values.count == 1 ? values[0] : nil
        case .length(let inner):
            guard let value = value(of: inner, from: node) else { return nil }
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
