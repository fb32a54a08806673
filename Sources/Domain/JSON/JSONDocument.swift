public import Diagnostics

/// A parsed JSON value: a compact tape of nodes over bytes.
///
/// Reading a document never copies: a ``JSONNode`` is an index into the tape. Hot paths walk ``nodes`` and ``bytes``
/// themselves; everything else starts at ``root``.
public final class JSONDocument: Sendable {
    /// How the place of a node in its author's text is found.
    enum Origin: Sendable {
        /// A node's offset is its place, but for the unescaped strings, which are listed by node.
        case text(byteCount: Int, decoded: [DecodedString])
        /// The place of each node.
        case positions([SourcePosition])
        case none
    }

    /// The text, followed by the content of strings that had escapes.
    public let bytes: [UInt8]
    /// The tape; the root is the first node.
    public let nodes: [TapeNode]
    let origin: Origin

    init(bytes: [UInt8], nodes: [TapeNode], origin: Origin) {
        self.bytes = bytes
        self.nodes = nodes
        self.origin = origin
    }

    /// The document's one value.
    public var root: JSONNode { JSONNode(document: self, index: 0) }

    /// The node at an index of the tape; it must be a value, not a member name.
    public func node(at index: Int) -> JSONNode {
        precondition(nodes.indices.contains(index), "the tape has no node \(index)")
        return JSONNode(document: self, index: index)
    }

    /// The unescaped bytes of a string, a member name or a number.
    public func content(of node: TapeNode) -> ArraySlice<UInt8> {
        bytes[node.offset..<node.offset + node.length]
    }

    /// The index after a node and everything in it.
    @inlinable
    public func end(of index: Int) -> Int {
        let node = nodes[index]
        return node.kind == .array || node.kind == .object ? node.end : index + 1
    }

    /// Where a node stands in its author's text; nil for a document that was made, not read.
    ///
    /// - Complexity: O(*n*) in the bytes before the node for JSON text, O(1) for YAML.
    public func position(of index: Int) -> SourcePosition? {
        switch origin {
        case .none: return nil
        case .positions(let positions): return index < positions.count ? positions[index] : nil
        case .text(let byteCount, let decoded):
            let offset = textOffset(of: index, decoded)
            let text = bytes
            return SourcePosition(ofByte: min(offset, byteCount), in: text.span)
        }
    }
}
