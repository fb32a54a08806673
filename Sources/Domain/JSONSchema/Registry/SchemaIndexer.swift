import JSON

/// Walks the known schema locations of a document and notes resources and anchors.
struct SchemaIndexer {
    let document: Int
    var registered: RegisteredDocument
    var resources: [SchemaResource]
    /// The resources found, by URI.
    private(set) var named: [(uri: String, resource: Int)] = []
    private(set) var problems: [IdentityProblem] = []

    private struct Visit {
        let node: Int
        let resource: Int
        let depth: Int
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
        let identity = isSchema ? SchemaIdentity(of: 0, in: document) : SchemaIdentity()
        let own = identity.schema.flatMap(Dialect.init(uri:)) ?? dialect
        let name = identity.resourceID(in: own)
        let uri = name.map { URIReference($0.text).resolved(against: address) } ?? address
        return SchemaResource(
            uri: uri.withoutFragment,
            document: id,
            root: 0,
            parent: nil,
            name: name?.node,
            schemaURI: identity.schema,
            dialect: own
        )
    }

    /// Indexes a schema and those inside it, without recursion: schemas may nest deeply.
    mutating func index(from node: Int, resource: Int) {
        var waiting = [Visit(node: node, resource: resource, depth: 0)]
        let rootCount = registered.resourceRoots.count
        while let visit = waiting.popLast() {
            guard registered.document.nodes[visit.node].kind == .object, registered.indexed.insert(visit.node) else {
                continue
            }
            if registered.firstNodes.count == visit.depth { registered.firstNodes.append(visit.node) }
            let resource = identify(visit.node, in: visit.resource)
            pushSubschemas(of: visit.node, in: resource, depth: visit.depth + 1, to: &waiting)
        }
        if registered.resourceRoots.count > rootCount { registered.resourceRoots.sort { $0.root < $1.root } }
    }

    /// Notes what a schema object declares, and returns the resource that its members belong to.
    private mutating func identify(_ node: Int, in outer: Int) -> Int {
        let identity = SchemaIdentity(of: node, in: registered.document)
        var resource = outer
        var dialect = resources[outer].dialect
        if node != resources[outer].root {
            let own = identity.schema.flatMap(Dialect.init(uri:)) ?? dialect
            if let id = identity.resourceID(in: own) {
                let uri = URIReference(id.text).resolved(against: resources[outer].uri).withoutFragment
                resource = resources.count
                dialect = own
                resources.append(
                    SchemaResource(
                        uri: uri,
                        document: document,
                        root: node,
                        parent: outer,
                        name: id.node,
                        schemaURI: identity.schema,
                        dialect: own
                    )
                )
                registered.resourceRoots.append((node, resource))
                named.append((uri.description, resource))
            }
        }
        problems += identity.problems(in: dialect, document: document)
        if dialect.idDeclaresAnchors, let id = identity.id(in: dialect),
            let name = URIReference(id.text).decodedFragment, !name.isEmpty
        {
            declare(name, at: id.node, of: node, in: resource)
        }
        if dialect.keywords.contains(.anchor), let anchor = identity.anchor {
            declare(anchor.text, at: anchor.node, of: node, in: resource)
        }
        if dialect.keywords.contains(.dynamicAnchor), let anchor = identity.dynamicAnchor {
            declare(anchor.text, at: anchor.node, of: node, in: resource)
            resources[resource].dynamicAnchors[anchor.text] = node
        }
        if identity.isRecursiveAnchor, node == resources[resource].root { resources[resource].isRecursiveAnchor = true }
        return resource
    }

    /// Notes an anchor, which a resource may have once.
    private mutating func declare(_ name: String, at site: Int, of node: Int, in resource: Int) {
        guard let other = resources[resource].anchors.updateValue(node, forKey: name), other != node else { return }
        // Places are visited in no order that a reader would know.
        let places = [(node, site), (other, anchorSite(name, of: other, in: resource))].sorted { $0.0 < $1.0 }
        resources[resource].anchors[name] = places[0].0
        problems.append(
            IdentityProblem(
                code: .duplicateAnchor,
                place: IdentityProblem.Place(document: document, node: places[1].1),
                text: name,
                first: IdentityProblem.Place(document: document, node: places[0].1)
            )
        )
    }

    private func anchorSite(_ name: String, of node: Int, in resource: Int) -> Int {
        let identity = SchemaIdentity(of: node, in: registered.document)
        let dialect = resources[resource].dialect
        if dialect.idDeclaresAnchors, let id = identity.id(in: dialect) { return id.node }
        return [identity.anchor, identity.dynamicAnchor].compactMap { $0 }.first { $0.text == name }?.node ?? node
    }

    private func pushSubschemas(of node: Int, in resource: Int, depth: Int, to waiting: inout [Visit]) {
        let document = registered.document
        let keywords = resources[resource].dialect.keywords
        for (name, value) in document.node(at: node).memberNodes {
            guard let keyword = KeywordTable.shared.keyword(name.tapeNode, in: document), keywords.contains(keyword)
            else { continue }
            switch (keyword.shape, value.kind) {
            case (.schema, .object), (.schemaOrSchemas, .object):
                waiting.append(Visit(node: value.index, resource: resource, depth: depth))
            case (.schemas, .array), (.schemaOrSchemas, .array):
                for element in value.elements {
                    waiting.append(Visit(node: element.index, resource: resource, depth: depth))
                }
            case (.schemaMap, .object), (.dependencyMap, .object):
                for (_, member) in value.memberNodes {
                    waiting.append(Visit(node: member.index, resource: resource, depth: depth))
                }
            default: break
            }
        }
    }
}
