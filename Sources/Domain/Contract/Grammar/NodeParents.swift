import JSON

/// The array or object around each node of a document: four bytes a node.
struct NodeParents: Sendable {
    private static let nameFlag: UInt32 = 1 << 31
    private let entries: [UInt32]
    /// Finds what stands in large arrays and objects.
    let children: ChildLookup

    init(_ document: JSONDocument) {
        children = ChildLookup(document)
        let nodes = document.nodes
        precondition(nodes.count < Int(Self.nameFlag), "a node has a number of 31 bits")
        var entries = [UInt32](repeating: 0, count: nodes.count)
        var open: [(node: Int, end: Int, isObject: Bool, isName: Bool)] = []
        for index in nodes.indices {
            while let last = open.last, last.end <= index { open.removeLast() }
            if let last = open.indices.last {
                let frame = open[last]
                let isName = frame.isObject && frame.isName
                entries[index] = UInt32(truncatingIfNeeded: frame.node) | (isName ? Self.nameFlag : 0)
                open[last].isName = !frame.isName
            }
            let node = nodes[index]
            if node.isContainer {
                open.append((node: index, end: node.end, isObject: node.kind == .object, isName: true))
            }
        }
        self.entries = entries
    }

    /// The nearest array or object around a node; the root is its own.
    func parent(of node: Int) -> Int { Int(entries[node] & ~Self.nameFlag) }

    /// Whether a node is the name of a member.
    func isName(_ node: Int) -> Bool { entries[node] & Self.nameFlag != 0 }

    /// The way from the root to a node; a name has that of its value.
    func pointer(of node: Int, in document: JSONDocument) -> JSONPointer {
        var tokens: [String] = []
        var current = isName(node) ? node + 1 : node
        while current != 0 {
            let parent = parent(of: current)
            if document.nodes[parent].kind == .object {
                tokens.append(document.node(at: current - 1).nameText)
            } else {
                tokens.append(String(children.position(of: current, in: parent)))
            }
            current = parent
        }
        return JSONPointer(tokens: tokens.reversed())
    }
}
