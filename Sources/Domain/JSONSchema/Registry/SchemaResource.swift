import JSON

/// A schema with a URI of its own, and what lies lexically inside it.
struct SchemaResource: Sendable {
    /// Absolute, without a fragment.
    let uri: URIReference
    /// The index of its document in the registry.
    let document: Int
    let root: Int
    /// The resource around it; nil for the document's own.
    let parent: Int?
    /// The node of the `$id` that names it; nil for one that is named by its address.
    let name: Int?
    /// What `$schema` says; nil when it says nothing here.
    let schemaURI: String?
    /// The dialect that its members were indexed by.
    let dialect: Dialect
    /// Nodes by `$anchor` and `$dynamicAnchor`.
    var anchors: [String: Int] = [:]
    var dynamicAnchors: [String: Int] = [:]
    /// Whether it takes part in 2019-09's `$recursiveRef`.
    var isRecursiveAnchor = false
}

/// A document of a registry, with what is known about its nodes.
struct RegisteredDocument: Sendable {
    let document: JSONDocument
    /// The URI it was added by.
    let address: URIReference
    /// The places where resources begin, in the order of the tape.
    var resourceRoots: [(root: Int, resource: Int)]
    /// The nodes that are known to be schemas.
    var indexed: NodeSet
    /// For each depth of schemas in schemas one that stands so deep, the first one found.
    var firstNodes: [Int] = []

    /// The document's own resource is the first.
    var resource: Int { resourceRoots[0].resource }
}

/// A set of tape indices.
struct NodeSet: Sendable {
    private var words: [UInt64]

    init(capacity: Int) { words = [UInt64](repeating: 0, count: (capacity + 63) / 64) }

    func contains(_ node: Int) -> Bool { words[node >> 6] & (1 << UInt64(node & 63)) != 0 }

    /// Adds a node; false when it was there before.
    mutating func insert(_ node: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(node & 63)
        defer { words[node >> 6] |= bit }
        return words[node >> 6] & bit == 0
    }
}
