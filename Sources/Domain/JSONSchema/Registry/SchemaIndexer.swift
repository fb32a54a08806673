internal import JSON

/// Walks the known schema locations of a document and notes resources and anchors.
struct SchemaIndexer {
    let document: Int
    var registered: RegisteredDocument
    var resources: [SchemaResource]
    /// The resources found, by URI.
    var named: [(uri: String, resource: Int)] = []

    private struct Visit {
        let node: Int
        let resource: Int
    }

    /// The identifying members of one schema object.
    private struct Identity {
        var schema: String?
        var id: String?
        var legacyID: String?
        var anchor: String?
        var dynamicAnchor: String?
        var isRecursiveAnchor = false
        var hasRef = false

        func id(in dialect: Dialect) -> String? {
            if dialect.refStandsAlone, hasRef { return nil }
            return dialect.revision == .draft4 ? legacyID : id
        }
    }

    init(document: Int, registered: RegisteredDocument, resources: [SchemaResource]) {
        self.document = document
        self.registered = registered
        self.resources = resources
    }

    /// The resource that a whole document is.
    static func rootResource(
        of document: JSONDocument,
        id: Int,
        at address: URIReference,
        isSchema: Bool,
        dialect: Dialect
    ) -> SchemaResource {
        let identity = isSchema ? identity(of: 0, in: document) : Identity()
        let own = identity.schema.flatMap(Dialect.init(uri:)) ?? dialect
        var uri = address
        if let text = identity.id(in: own) {
            let reference = URIReference(text)
            if !(own.idDeclaresAnchors && text.hasPrefix("#")) { uri = reference.resolved(against: address) }
        }
        return SchemaResource(
            uri: uri.withoutFragment,
            document: id,
            root: 0,
            parent: nil,
            schemaURI: identity.schema,
            dialect: own
        )
    }

    /// Indexes a schema and those inside it, without recursion: schemas may nest deeply.
    mutating func index(from node: Int, resource: Int) {
        var waiting = [Visit(node: node, resource: resource)]
        let rootCount = registered.resourceRoots.count
        while let visit = waiting.popLast() {
            guard registered.document.nodes[visit.node].kind == .object, registered.indexed.insert(visit.node) else {
                continue
            }
            let resource = identify(visit.node, in: visit.resource)
            pushSubschemas(of: visit.node, in: resource, to: &waiting)
        }
        if registered.resourceRoots.count > rootCount { registered.resourceRoots.sort { $0.root < $1.root } }
    }

    /// Notes what a schema object declares, and returns the resource that its members belong to.
    private mutating func identify(_ node: Int, in outer: Int) -> Int {
        let identity = Self.identity(of: node, in: registered.document)
        var resource = outer
        var dialect = resources[outer].dialect
        if node != resources[outer].root {
            let own = identity.schema.flatMap(Dialect.init(uri:)) ?? dialect
            if let id = identity.id(in: own), !(own.idDeclaresAnchors && id.hasPrefix("#")) {
                let uri = URIReference(id).resolved(against: resources[outer].uri).withoutFragment
                resource = resources.count
                dialect = own
                resources.append(
                    SchemaResource(
                        uri: uri,
                        document: document,
                        root: node,
                        parent: outer,
                        schemaURI: identity.schema,
                        dialect: own
                    )
                )
                registered.resourceRoots.append((node, resource))
                named.append((uri.description, resource))
            }
        }
        if dialect.idDeclaresAnchors, let id = identity.id(in: dialect), let name = URIReference(id).decodedFragment,
            !name.isEmpty
        {
            resources[resource].anchors[name] = node
        }
        if dialect.keywords.contains(.anchor), let name = identity.anchor { resources[resource].anchors[name] = node }
        if dialect.keywords.contains(.dynamicAnchor), let name = identity.dynamicAnchor {
            resources[resource].anchors[name] = node
            resources[resource].dynamicAnchors[name] = node
        }
        if identity.isRecursiveAnchor, node == resources[resource].root { resources[resource].isRecursiveAnchor = true }
        return resource
    }

    private static func identity(of node: Int, in document: JSONDocument) -> Identity {
        var identity = Identity()
        for (name, value) in document.node(at: node).memberNodes {
            switch KeywordTable.shared.keyword(name.tapeNode, in: document) {
            case .schema: identity.schema = value.string
            case .id: identity.id = value.string
            case .legacyID: identity.legacyID = value.string
            case .anchor: identity.anchor = value.string
            case .dynamicAnchor: identity.dynamicAnchor = value.string
            case .recursiveAnchor: identity.isRecursiveAnchor = value.boolean == true
            case .ref: identity.hasRef = true
            default: break
            }
        }
        return identity
    }

    private func pushSubschemas(of node: Int, in resource: Int, to waiting: inout [Visit]) {
        let document = registered.document
        let keywords = resources[resource].dialect.keywords
        for (name, value) in document.node(at: node).memberNodes {
            guard let keyword = KeywordTable.shared.keyword(name.tapeNode, in: document), keywords.contains(keyword)
            else { continue }
            switch (keyword.shape, value.kind) {
            case (.schema, .object), (.schemaOrSchemas, .object):
                waiting.append(Visit(node: value.index, resource: resource))
            case (.schemas, .array), (.schemaOrSchemas, .array):
                for element in value.elements { waiting.append(Visit(node: element.index, resource: resource)) }
            case (.schemaMap, .object), (.dependencyMap, .object):
                for (_, member) in value.memberNodes {
                    waiting.append(Visit(node: member.index, resource: resource))
                }
            default: break
            }
        }
    }
}
