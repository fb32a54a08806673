public import Diagnostics
import Synchronization

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
        /// For each node the document that it was copied from, by its number, in 32 bits, and there its index.
        case copied(sources: [JSONDocument], places: [UInt64])
        case none
    }

    /// The text, followed by the content of strings that had escapes.
    public let bytes: [UInt8]
    /// The tape; the root is the first node.
    public let nodes: [TapeNode]
    let origin: Origin
    /// Made when the first position is asked for.
    private let positionIndex = Mutex<PositionIndex?>(nil)
    /// The first value of each name in large objects, by the hash of the name; made when a pointer leads through one.
    private let memberIndices = Mutex<[Int: [UInt64: Int]]>([:])

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
        precondition(!node.isContainer, "arrays and objects have no content of their own")
        return bytes[node.offset..<node.offset + node.length]
    }

    /// The index after a node and everything in it.
    @inlinable
    public func end(of index: Int) -> Int {
        let node = nodes[index]
        return node.kind == .array || node.kind == .object ? node.end : index + 1
    }

    /// Whether any object of the document has a member of that name.
    ///
    /// - Complexity: O(*n*) in the nodes, comparing integers.
    package func hasMember(named name: String) -> Bool {
        let hash = KeyHash.hash(name)
        return nodes.contains { node in
            node.kind == .string && node.keyHash == hash && content(of: node).elementsEqual(name.utf8)
        }
    }

    /// Where a node stands in its author's text; nil for a document that was made, not read.
    ///
    /// A copied node stands where the original does.
    ///
    /// - Complexity: O(1) for YAML; for JSON text O(*n*) in its bytes the first time, then O(1).
    public func position(of index: Int) -> SourcePosition? {
        switch origin {
        case .none: return nil
        case .positions(let positions): return index < positions.count ? positions[index] : nil
        case .text(let byteCount, let decoded):
            let offset = min(textOffset(of: index, decoded), byteCount)
            return positionIndex.withLock { known in
                let lines = known ?? PositionIndex(bytes, byteCount: byteCount)
                known = lines
                return lines.position(ofByte: offset, in: bytes)
            }
        case .copied:
            // Without recursion, and the original may be a copy itself.
            let original = JSONNode(document: self, index: index).origin
            return original.document.position(of: original.index)
        }
    }
}

// MARK: - Members of large objects

extension JSONDocument {
    /// Objects with fewer members are looked through one by one.
    static let largeMemberCount = 64

    /// The member of a large object, found without looking at the others; nil when there is none.
    ///
    /// - Complexity: O(1) in the members once the object has been asked about.
    func member(_ name: String, ofLarge object: JSONNode) -> JSONNode? {
        let hash = KeyHash.hash(name)
        let known = memberIndices.withLock { indices in
            if let values = indices[object.index] { return values[hash] }
            let values = firstValues(of: object)
            indices[object.index] = values
            return values[hash]
        }
        guard let value = known else { return nil }
        // Another name may have the same hash.
        if content(of: nodes[value - 1]).elementsEqual(name.utf8) { return JSONNode(document: self, index: value) }
        return object[name]
    }

    private func firstValues(of object: JSONNode) -> [UInt64: Int] {
        var values: [UInt64: Int] = [:]
        values.reserveCapacity(object.count)
        var cursor = object.index + 1
        for _ in 0..<object.count {
            let hash = nodes[cursor].keyHash
            if values[hash] == nil { values[hash] = cursor + 1 }
            cursor = end(of: cursor + 1)
        }
        return values
    }
}
