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
    /// What is wrong with the identifiers of the documents.
    private(set) var problems: [IdentityProblem] = []
    private var documentIDs: [ObjectIdentifier: Int] = [:]
    /// The metaschemas stand first, and give way to whatever has their name.
    private var builtInCount = 0

    /// A registry of the metaschemas.
    public init() {
        self = BuiltInSchemas.registry
        builtInCount = documents.count
    }

    init(empty: ()) {}

    /// Adds a document.
    ///
    /// A document that is added by a URI that another was added by takes its place. An `$id` that another schema has
    /// already, and the same anchor twice, become errors of the schemas that lead to the document.
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
        if resource.name != nil { checkName(of: resources.count - 1, resource.uri.description) }
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
    ///
    /// - Returns: Whether there was something to learn.
    @discardableResult
    mutating func index(_ node: Int, in document: Int) -> Bool {
        guard self.document(document).nodes[node].kind == .object, !documents[document].indexed.contains(node) else {
            return false
        }
        let resource = resource(containing: node, in: document)
        var indexer = SchemaIndexer(document: document, registered: documents[document], resources: resources)
        // Two owners would copy what is known with each call.
        documents[document].indexed = NodeSet(capacity: 0)
        documents[document].resourceRoots = []
        documents[document].firstNodes = []
        resources = []
        indexer.index(from: node, resource: resource)
        documents[document] = indexer.registered
        resources = indexer.resources
        problems += indexer.problems
        for (uri, resource) in indexer.named {
            checkName(of: resource, uri)
            if resourcesByURI[uri] == nil { resourcesByURI[uri] = resource }
        }
        return true
    }

    /// Notes a name that another schema has, unless the two are the same.
    private mutating func checkName(of resource: Int, _ uri: String) {
        guard let other = resourcesByURI[uri], other != resource else { return }
        let (one, two) = (resources[resource], resources[other])
        let areEqual = ValueComparison.areEqual(
            document(one.document),
            one.root,
            document(two.document),
            two.root,
            Self.maximumComparisonDepth
        )
        if two.document < builtInCount || areEqual == true { return }
        var places = [one, two].map { IdentityProblem.Place(document: $0.document, node: $0.name ?? $0.root) }
        if places[0].document == places[1].document { places.sort { $0.node > $1.node } }
        problems.append(
            IdentityProblem(code: .duplicateID, place: places[0], text: uri, first: places[1])
        )
    }

    private static let maximumComparisonDepth = 256

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
