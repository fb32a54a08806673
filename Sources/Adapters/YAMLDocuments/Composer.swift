import Diagnostics
import LibYAML

/// Collects the events of a stream into the nodes of its one document.
///
/// Aliases are counted as they come, with everything they stand for, so a document that would grow without bound is
/// refused before anything of it is built.
struct Composer {
    /// How much something is when aliases are followed.
    private struct Extent {
        var nodeCount = 0
        /// Bytes of scalars.
        var byteCount = 0

        static func += (left: inout Self, right: Self) {
            left.nodeCount += right.nodeCount
            left.byteCount += right.byteCount
        }
    }

    private struct Anchor {
        let node: Int
        /// What the value is, aliases followed; nil while it is open.
        var extent: Extent?
        /// How many levels of collections the value has, aliases followed.
        var height = 0
        /// What a scalar means as a value, when it stands as a key.
        var keyMeaning: ScalarMeaning?
    }

    private struct Frame {
        let node: Int
        let anchor: String?
        let isMapping: Bool
        var awaitsValue = false
        var extent = Extent(nodeCount: 1)
        var height = 1
    }

    var graph = NodeGraph()
    let limits: YAMLLimits
    private var anchors: [String: Anchor] = [:]
    private var frames: [Frame] = []
    /// What the document is so far, open collections included.
    private var extent = Extent()
    private var hasRoot = false

    init(limits: YAMLLimits, byteCount: Int) {
        self.limits = limits
        graph.content.reserveCapacity(byteCount)
        graph.nodes.reserveCapacity(min(byteCount / 12, limits.maximumNodeCount) + 4)
    }

    /// Whether the next node is the key of a mapping.
    private var expectsKey: Bool { frames.last.map { $0.isMapping && !$0.awaitsValue } ?? false }

    /// Reads a whole stream: checked UTF-8 without byte order mark.
    mutating func read(_ text: [UInt8]) throws(YAMLError) {
        var stream = YAMLEventStream(text)
        while true {
            let event: YAMLEvent
            do throws(YAMLStreamError) {
                event = try stream.next()
            } catch {
                throw YAMLError(error, in: text)
            }
            if case .streamEnd = event { break }
            try take(event, from: stream)
        }
        if !hasRoot { throw .emptyDocument }
        graph.expandedCount = extent.nodeCount
    }

    private mutating func take(_ event: YAMLEvent, from stream: borrowing YAMLEventStream) throws(YAMLError) {
        let start = stream.start
        switch event {
        case .streamStart, .streamEnd, .documentEnd: break
        case .documentStart: anchors.removeAll()
        case .alias(let name): try alias(name, at: start)
        case .scalar(let properties, let style):
            let offset = graph.content.count
            stream.appendScalar(to: &graph.content)
            let range = offset..<graph.content.count
            // A document of nothing: the text between two markers, or comments alone.
            if frames.isEmpty, range.isEmpty, style == .plain, properties == YAMLNodeProperties() { return }
            try scalar(range, properties, style, at: start)
        case .sequenceStart(let properties): try open(.sequence, properties, at: start)
        case .mappingStart(let properties): try open(.mapping, properties, at: start)
        case .sequenceEnd, .mappingEnd: close()
        }
    }

    // MARK: Nodes

    private mutating func scalar(
        _ range: Range<Int>,
        _ properties: YAMLNodeProperties,
        _ style: YAMLScalarStyle,
        at mark: YAMLMark
    ) throws(YAMLError) {
        var node = try newNode(.string, at: mark)
        node.offset = UInt32(truncatingIfNeeded: range.lowerBound)
        node.length = UInt32(truncatingIfNeeded: range.count)
        let meaning = try meaning(of: range, tag: properties.tag, style, at: node.position)
        let extent = Extent(nodeCount: 1, byteCount: range.count)
        self.extent.byteCount += range.count
        let isKey = expectsKey
        if isKey {
            try checkKey(range, meaning, style, at: node.position)
            node.isMergeKey =
                style == .plain && properties.tag == nil && graph.content[range].elementsEqual([0x3C, 0x3C])
        } else {
            try apply(meaning, to: &node)
        }
        graph.nodes.append(node)
        if let name = properties.anchor {
            let keyMeaning = isKey ? meaning : nil
            anchors[name] = Anchor(node: graph.nodes.count - 1, extent: extent, keyMeaning: keyMeaning)
        }
        nodeEnded(extent, height: 0)
    }

    private mutating func open(
        _ kind: NodeGraph.Node.Kind,
        _ properties: YAMLNodeProperties,
        at mark: YAMLMark
    ) throws(YAMLError) {
        let node = try newNode(kind, at: mark)
        if let tag = properties.tag { try checkCollectionTag(tag, kind, at: node.position) }
        if expectsKey { throw .keyNotAString(Self.name(of: kind), at: node.position) }
        if frames.count >= limits.maximumDepth { throw .tooDeep(limits.maximumDepth, at: node.position) }
        let index = graph.nodes.count
        graph.nodes.append(node)
        if let name = properties.anchor { anchors[name] = Anchor(node: index) }
        frames.append(Frame(node: index, anchor: properties.anchor, isMapping: kind == .mapping))
    }

    private mutating func close() {
        guard let frame = frames.popLast() else { return }
        graph.nodes[frame.node].link = UInt32(truncatingIfNeeded: graph.nodes.count)
        // An anchor that was given again inside belongs to the later node.
        if let name = frame.anchor, anchors[name]?.node == frame.node {
            anchors[name]?.extent = frame.extent
            anchors[name]?.height = frame.height
        }
        nodeEnded(frame.extent, height: frame.height)
    }

    private mutating func alias(_ name: String, at mark: YAMLMark) throws(YAMLError) {
        var node = try newNode(.alias, at: mark)
        guard let anchor = anchors[name] else { throw .unknownAlias(name, at: node.position) }
        let target = graph.nodes[anchor.node]
        guard let value = anchor.extent else {
            throw .recursiveAlias(name, at: node.position, anchor: target.position)
        }
        if frames.count + anchor.height > limits.maximumDepth { throw .tooDeep(limits.maximumDepth, at: node.position) }
        extent += Extent(nodeCount: value.nodeCount - 1, byteCount: value.byteCount)
        try checkExpansion(name, at: node.position)
        if expectsKey {
            try aliasKey(anchor, target, at: mark)
        } else if let meaning = anchor.keyMeaning {
            var copy = try copy(of: target, at: mark)
            try apply(meaning, to: &copy)
            graph.nodes.append(copy)
        } else {
            node.link = UInt32(truncatingIfNeeded: anchor.node)
            graph.nodes.append(node)
        }
        nodeEnded(value, height: anchor.height)
    }

    /// An alias as a key: the source text of the scalar that it means.
    private mutating func aliasKey(
        _ anchor: Anchor,
        _ target: NodeGraph.Node,
        at mark: YAMLMark
    ) throws(YAMLError) {
        let key = try copy(of: target, at: mark)
        if target.isCollection { throw .keyNotAString(Self.name(of: target.kind), at: key.position) }
        if target.kind == .null, target.length <= 1 { throw .keyNotAString(Self.name(of: .null), at: key.position) }
        graph.nodes.append(key)
    }

    /// A string with the text of another scalar.
    private func copy(of target: NodeGraph.Node, at mark: YAMLMark) throws(YAMLError) -> NodeGraph.Node {
        var node = NodeGraph.Node(
            kind: .string,
            line: UInt32(truncatingIfNeeded: mark.line),
            column: UInt32(truncatingIfNeeded: mark.column)
        )
        node.offset = target.offset
        node.length = target.length
        return node
    }

    /// A node at a place, within the limits; it belongs to the document now, though not yet to the graph.
    private mutating func newNode(_ kind: NodeGraph.Node.Kind, at mark: YAMLMark) throws(YAMLError) -> NodeGraph.Node {
        let node = NodeGraph.Node(
            kind: kind,
            line: UInt32(truncatingIfNeeded: mark.line),
            column: UInt32(truncatingIfNeeded: mark.column)
        )
        if frames.isEmpty {
            if hasRoot { throw .severalDocuments(at: node.position) }
            hasRoot = true
        }
        extent.nodeCount += 1
        if extent.nodeCount > limits.maximumNodeCount {
            throw .tooManyNodes(limits.maximumNodeCount, at: node.position)
        }
        return node
    }

    /// Notes in the open collection that a child is complete.
    private mutating func nodeEnded(_ extent: Extent, height: Int) {
        guard let last = frames.indices.last else { return }
        frames[last].awaitsValue = frames[last].isMapping && !frames[last].awaitsValue
        frames[last].extent += extent
        if height >= frames[last].height { frames[last].height = height + 1 }
    }

    private func checkExpansion(_ name: String, at position: SourcePosition) throws(YAMLError) {
        let written = graph.nodes.count + 1
        let isWithin =
            extent.nodeCount <= limits.maximumNodeCount && extent.byteCount <= limits.maximumByteCount
            && extent.nodeCount - written <= limits.addedNodeCount(written: written)
            && extent.byteCount - graph.content.count <= limits.addedByteCount(written: graph.content.count)
        if !isWithin { throw .aliasExpansion(name, at: position) }
    }

    static func name(of kind: NodeGraph.Node.Kind) -> LocalizedText {
        switch kind {
        case .sequence: LocalizedText("a sequence", zh: "序列")
        case .mapping: LocalizedText("a mapping", zh: "映射")
        case .null: LocalizedText("nothing (null)", zh: "空值（null）")
        default: LocalizedText("a scalar", zh: "标量")
        }
    }
}
