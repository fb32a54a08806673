/// Makes a ``JSONDocument`` out of parts of others; each node remembers where it came from.
///
/// Nothing of the sources is copied but their tapes: the new document has the bytes of all of them, once.
package struct JSONCopy: Sendable {
    private struct Frame: Sendable {
        let node: Int
        var count = 0
        let isObject: Bool
        var names = OpenNames()
    }

    private let sources: [JSONDocument]
    private let numbers: [ObjectIdentifier: Int]
    /// Where the bytes of each source begin.
    private let bases: [Int]
    private var bytes: [UInt8] = []
    private var nodes: [TapeNode] = []
    private var places: [UInt64] = []
    private var frames: [Frame] = []

    /// The most bytes that sources may have together, since a tape counts in 32 bits.
    package static let maximumByteCount = 1 << 31

    /// A copy without nodes.
    ///
    /// - Parameter sources: The documents that nodes may come from; together at most ``maximumByteCount`` bytes.
    package init(of sources: [JSONDocument]) {
        self.sources = sources
        var bases: [Int] = []
        var total = 0
        for source in sources {
            bases.append(total)
            total += source.bytes.count
        }
        precondition(total <= Self.maximumByteCount, "a tape counts in 32 bits")
        bytes.reserveCapacity(total + 1024)
        for source in sources { bytes += source.bytes }
        self.bases = bases
        numbers = Dictionary(sources.enumerated().map { (ObjectIdentifier($1), $0) }) { first, _ in first }
        let nodeCount = sources.reduce(0) { $0 + $1.nodes.count }
        nodes.reserveCapacity(nodeCount)
        places.reserveCapacity(nodeCount)
    }

    /// How many arrays and objects are open.
    package var depth: Int { frames.count }
    /// How many nodes there are so far, names included.
    package var nodeCount: Int { nodes.count }

    /// Adds a value as it is, with all in it.
    package mutating func value(_ node: JSONNode) {
        count()
        let source = number(of: node)
        let end = node.document.end(of: node.index)
        let base = bases[source]
        let shift = nodes.count - node.index
        let tape = node.document.nodes
        for index in node.index..<end {
            nodes.append(tape[index].moved(by: base, shiftingEndBy: shift))
            places.append(Self.place(source, index))
        }
    }

    /// Opens a made object that stands for a node.
    package mutating func beginObject(at node: JSONNode) { open(.object, at: node) }

    /// Opens a made array that stands for a node.
    package mutating func beginArray(at node: JSONNode) { open(.array, at: node) }

    /// Closes the array or object that was opened last.
    package mutating func end() {
        guard let frame = frames.popLast() else { preconditionFailure("nothing is open") }
        nodes[frame.node].close(count: frame.count, end: nodes.count)
    }

    /// Adds the name of the next member.
    ///
    /// - Returns: False, and adds nothing, when the open object already has a member of that name.
    package mutating func name(_ name: JSONNode) -> Bool {
        let node = name.tapeNode
        let start = bases[number(of: name)] + node.offset
        return add(name: start..<start + node.length, at: name)
    }

    /// Adds a made name of the next member, which stands for a node.
    ///
    /// - Returns: False, and adds nothing, when the open object already has a member of that name.
    package mutating func name(_ text: String, at node: JSONNode) -> Bool {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return add(name: start..<bytes.count, at: node)
    }

    /// Adds a made string that stands for a node.
    package mutating func string(_ text: String, at node: JSONNode) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        add(TapeNode(kind: .string, offset: start, length: bytes.count - start), at: node)
    }

    /// Adds true or false, made for a node.
    package mutating func boolean(_ value: Bool, at node: JSONNode) {
        add(literal: value ? "true" : "false", value ? .true : .false, at: node)
    }

    /// Adds null, made for a node.
    package mutating func null(at node: JSONNode) { add(literal: "null", .null, at: node) }

    /// The finished document; there must be one value, and nothing open.
    package consuming func finish() -> JSONDocument {
        precondition(frames.isEmpty && !nodes.isEmpty, "a document is one whole value")
        return JSONDocument(bytes: bytes, nodes: nodes, origin: .copied(sources: sources, places: places))
    }

    private mutating func add(name range: Range<Int>, at node: JSONNode) -> Bool {
        precondition(frames.last?.isObject == true, "a name belongs into an object")
        let last = frames.count - 1
        let hash = KeyHash.hash(bytes.span, from: range.lowerBound, count: range.count, seed: KeyHash.seed)
        let earlier = frames[last].names.add(hash: hash, node: nodes.count) { other in
            let node = nodes[other]
            guard node.length == range.count else { return false }
            return range.count <= KeyHash.exactByteCount
                || bytes[node.offset..<node.offset + node.length].elementsEqual(bytes[range])
        }
        guard earlier == nil else { return false }
        nodes.append(TapeNode(kind: .string, offset: range.lowerBound, length: range.count, payload: hash))
        places.append(Self.place(number(of: node), node.index))
        frames[last].count += 1
        return true
    }

    private mutating func open(_ kind: JSONKind, at node: JSONNode) {
        add(TapeNode(kind: kind, offset: 0, length: 0), at: node)
        frames.append(Frame(node: nodes.count - 1, isObject: kind == .object))
    }

    private mutating func add(literal text: String, _ kind: JSONKind, at node: JSONNode) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        add(TapeNode(kind: kind, offset: start, length: bytes.count - start), at: node)
    }

    private mutating func add(_ node: TapeNode, at place: JSONNode) {
        count()
        nodes.append(node)
        places.append(Self.place(number(of: place), place.index))
    }

    /// Counts a value that is about to be added; members were counted with their names.
    private mutating func count() {
        if let last = frames.indices.last, !frames[last].isObject { frames[last].count += 1 }
    }

    private func number(of node: JSONNode) -> Int {
        guard let number = numbers[ObjectIdentifier(node.document)] else {
            preconditionFailure("the node comes from one of the sources")
        }
        return number
    }

    private static func place(_ source: Int, _ node: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: source) << 32 | UInt64(truncatingIfNeeded: node)
    }
}

extension JSONDocument {
    /// The node that a node was copied from; nil for one that was read or made.
    func source(of index: Int) -> JSONNode? {
        guard case .copied(let sources, let places) = origin else { return nil }
        let place = places[index]
        let node = Int(truncatingIfNeeded: place & 0xFFFF_FFFF)
        return JSONNode(document: sources[Int(truncatingIfNeeded: place >> 32)], index: node)
    }
}

extension JSONNode {
    /// The node that this one was copied from, followed to the document that was read; itself for one that was read.
    public var origin: JSONNode {
        var node = self
        while let source = node.document.source(of: node.index) { node = source }
        return node
    }
}
