public import JSON

/// The documents that schemas may refer to, by absolute URI.
///
/// A registry knows the metaschemas of every draft and never fetches anything. It is a value: a copy that learns more
/// documents leaves the original as it was.
public struct SchemaRegistry: Sendable {
    /// The base of documents that have no URI of their own.
    public static let anonymousURI = "handover:/schema"

    private(set) var documents: [RegisteredDocument] = []
    var resources: [SchemaResource] = []
    var resourcesByURI: [String: Int] = [:]
    private var documentIDs: [ObjectIdentifier: Int] = [:]

    /// A registry of the metaschemas.
    public init() { self = BuiltInSchemas.registry }

    init(empty: ()) {}

    /// Adds a document.
    ///
    /// - Parameters:
    ///   - document: Any JSON document.
    ///   - uri: The absolute URI it is known by; relative references start from here.
    ///   - dialect: The dialect of schemas without `$schema`.
    ///   - schemas: The nodes that are schemas; nil when the whole document is one. A document such as an OpenAPI
    ///     description names them so that `$id` and `$anchor` in one are found from another; whatever a reference
    ///     or a compilation reaches beyond them is indexed then.
    /// - Complexity: O(*n*) in the nodes of the schemas.
    public mutating func add(
        _ document: JSONDocument,
        at uri: String,
        dialect: Dialect = .draft2020,
        schemas: [JSONNode]? = nil
    ) {
        let id = documents.count
        let address = URIReference(uri).withoutFragment
        let isSchema = schemas == nil
        let resource = SchemaIndexer.rootResource(
            of: document,
            id: id,
            at: address,
            isSchema: isSchema,
            dialect: dialect
        )
        documents.append(
            RegisteredDocument(
                document: document,
                address: address,
                resourceRoots: [(0, resources.count)],
                indexed: NodeSet(capacity: document.nodes.count)
            )
        )
        resources.append(resource)
        documentIDs[ObjectIdentifier(document)] = id
        resourcesByURI[address.description] = resources.count - 1
        resourcesByURI[resource.uri.description] = resources.count - 1
        for node in schemas ?? [document.root] { index(node.index, in: id) }
    }

    /// Lets a second URI stand for a known one.
    mutating func alias(_ uri: String, for known: String) { resourcesByURI[uri] = resourcesByURI[known] }

    /// The place of a document in the registry; nil when it was never added.
    func documentID(of document: JSONDocument) -> Int? { documentIDs[ObjectIdentifier(document)] }

    func document(_ id: Int) -> JSONDocument { documents[id].document }

    /// Learns of the schema at a node and of those inside it, unless it is known.
    mutating func index(_ node: Int, in document: Int) {
        guard !documents[document].indexed.contains(node) else { return }
        var indexer = SchemaIndexer(document: document, registered: documents[document], resources: resources)
        indexer.index(from: node, resource: resource(containing: node, in: document))
        documents[document] = indexer.registered
        resources = indexer.resources
        for (uri, resource) in indexer.named where resourcesByURI[uri] == nil { resourcesByURI[uri] = resource }
    }

    /// The innermost resource around a node.
    func resource(containing node: Int, in document: Int) -> Int {
        let roots = documents[document].resourceRoots
        var low = 0
        var high = roots.count
        while low < high {
            let middle = (low + high) / 2
            if roots[middle].root <= node { low = middle + 1 } else { high = middle }
        }
        var candidate = roots[max(0, low - 1)].resource
        while let parent = resources[candidate].parent,
            documents[document].document.end(of: resources[candidate].root) <= node
        {
            candidate = parent
        }
        return candidate
    }

    /// The JSON pointer of a node from the root of its resource.
    func pointer(to node: Int, in resource: Int) -> JSONPointer {
        let document = document(resources[resource].document)
        let outer = document.node(at: resources[resource].root).pointer.tokens.count
        return JSONPointer(tokens: Array(document.node(at: node).pointer.tokens.dropFirst(outer)))
    }
}
