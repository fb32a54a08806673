package import JSON
import JSONSchema

/// The kind of each object of an OpenAPI document, what stands around it, and where its references lead.
///
/// Nodes are given by their index on the tape of ``document``.
package struct ContractMap: Sendable {
    package let document: JSONDocument
    package let version: OpenAPIVersion
    /// Every reference in the order in which it was met.
    package let references: [ContractReference]
    private let shapes: [UInt8]
    private let parents: NodeParents
    private let identifiers: IdentifierIndex
    private let nodesByKind: [[Int]]
    private let referencesBySite: [Int: Int]

    /// The most steps of references that lead to one object.
    package static let maximumStepCount = 64

    /// Walks a document.
    ///
    /// - Parameters:
    ///   - document: One whole description; what other files hold is not looked for.
    ///   - version: The version that it is written in.
    package init(_ document: JSONDocument, version: OpenAPIVersion) {
        let parents = NodeParents(document)
        let identifiers = IdentifierIndex(document, at: URIReference(""), parents: parents)
        var walk = ContractWalk(document, version: version)
        walk.walk(from: 0, as: WalkShape(.openAPI))
        var resolved: [ContractReference] = []
        var resolver = LocalResolver(document: document, identifiers: identifiers, children: parents.children)
        // What a reference leads to may have references of its own.
        while resolved.count < walk.references.count {
            var reference = walk.references[resolved.count]
            reference.resolve(with: &resolver, &walk)
            resolved.append(reference)
        }
        self.init(walk, references: resolved, parents: parents, identifiers: identifiers)
    }

    init(
        _ walk: consuming ContractWalk,
        references: [ContractReference],
        parents: NodeParents,
        identifiers: IdentifierIndex
    ) {
        document = walk.document
        version = walk.version
        shapes = walk.shapes
        self.parents = parents
        self.identifiers = identifiers
        self.references = references
        var nodesByKind = [[Int]](repeating: [], count: OpenAPIObject.allCases.count + 1)
        for (node, code) in shapes.enumerated() where code != 0 {
            if let kind = WalkShape(code: code).kind { nodesByKind[Int(kind.rawValue)].append(node) }
        }
        self.nodesByKind = nodesByKind
        var bySite: [Int: Int] = [:]
        for (index, reference) in references.enumerated() where reference.role == .reference {
            bySite[reference.site] = index
        }
        referencesBySite = bySite
    }

    /// The kind of object that a node is, or should be; nil for data and for what was never reached.
    package func kind(of node: Int) -> OpenAPIObject? { WalkShape(code: shapes[node]).kind }

    /// The nearest array or object around a node; the root is its own.
    package func parent(of node: Int) -> Int { parents.parent(of: node) }

    /// The nodes of a kind, in the order of the document.
    package func nodes(of kind: OpenAPIObject) -> [Int] { nodesByKind[Int(kind.rawValue)] }

    /// The objects of a kind, each where it is written out; a schema may have a `$ref` beside other members.
    package func objects(of kind: OpenAPIObject) -> [JSONNode] {
        nodes(of: kind).lazy.map { document.node(at: $0) }
            .filter { $0.kind == .object && (kind == .schema || reference(at: $0.index) == nil) }
    }

    /// The nearest node with a kind, itself included.
    package func owner(of node: Int) -> Int {
        var current = node
        while current != 0, kind(of: current) == nil { current = parent(of: current) }
        return current
    }

    /// The `$ref` that an object has.
    package func reference(at site: Int) -> ContractReference? { referencesBySite[site].map { references[$0] } }

    /// Where the `$ref` of an object leads, in one step; nil when it has none, or one that leads nowhere.
    package func target(of site: Int) -> Int? { referencesBySite[site].flatMap { references[$0].target } }

    /// What an object stands for, through all references; itself when it has none, or one that leads nowhere.
    package func resolved(_ node: JSONNode) -> JSONNode {
        var current = node.index
        for _ in 0..<Self.maximumStepCount {
            guard let next = target(of: current) else { return document.node(at: current) }
            current = next
        }
        return node
    }

    /// One object of each circle of references that say nothing but each other.
    package func circles() -> [Int] {
        var circles: [Int] = []
        /// False for those of the walk that is under way.
        var isDone: [Int: Bool] = [:]
        for reference in references where reference.role == .reference {
            var path: [Int] = []
            var current: Int? = reference.site
            while let node = current, isDone[node] == nil {
                isDone[node] = false
                path.append(node)
                // A schema that says something else, too, is endless rather than empty.
                let isBare = kind(of: node) != .schema || document.nodes[node].length == 1
                current = isBare ? target(of: node) : nil
            }
            if let node = current, isDone[node] == false { circles.append(node) }
            for node in path { isDone[node] = true }
        }
        return circles
    }

    /// The node to which findings about a value point: the name in front of it, or itself in an array.
    package func anchor(of node: Int) -> Int {
        node > 0 && parents.isName(node - 1) && !parents.isName(node) ? node - 1 : node
    }

    /// Whether a node is the name of a member.
    package func isName(_ node: Int) -> Bool { parents.isName(node) }

    /// The way from the root to a node; a name has that of its value.
    ///
    /// - Complexity: O(depth), and O(*n*) in the elements of each array on the way the first time.
    package func pointer(of node: Int) -> JSONPointer { parents.pointer(of: node, in: document) }

    /// The schemas that have an identifier or an anchor, in the order of the document: others may name them, wherever
    /// they stand.
    package var namedSchemas: [Int] {
        let nodes = identifiers.resources.dropFirst().map(\.root) + identifiers.resources.flatMap(\.anchors.values)
        return Set(nodes).filter { kind(of: $0) == .schema }.sorted()
    }

    /// The node that a reference inside the document would lead to if it stood at a node; nil when it leads nowhere.
    package func target(of text: String, at node: Int) -> Int? {
        var resolver = LocalResolver(document: document, identifiers: identifiers, children: parents.children)
        guard case .node(let target) = resolver.target(of: text, at: node) else { return nil }
        return target
    }
}

/// Where a reference leads.
enum ReferenceAnswer: Sendable {
    case node(Int)
    /// To a schema that everybody knows and no document holds.
    case metaschema
    case failure(ContractReference.Failure)
}

/// Resolves references inside one document.
struct LocalResolver {
    let document: JSONDocument
    let identifiers: IdentifierIndex
    let children: ChildLookup
    private var known: [Key: ReferenceAnswer] = [:]

    private struct Key: Hashable {
        let resource: Int
        let text: ByteName
    }

    init(document: JSONDocument, identifiers: IdentifierIndex, children: ChildLookup) {
        self.document = document
        self.identifiers = identifiers
        self.children = children
    }

    /// Where a text leads from a node.
    mutating func target(of text: String, at node: Int) -> ReferenceAnswer {
        let key = Key(resource: identifiers.resource(containing: node), text: ByteName(text))
        if let answer = known[key] { return answer }
        let answer = lookUp(text, in: key.resource)
        known[key] = answer
        return answer
    }

    private func lookUp(_ text: String, in resource: Int) -> ReferenceAnswer {
        let reference = URIReference(text)
        let fragment = reference.fragment ?? ""
        if text.isEmpty || text.hasPrefix("#") {
            return identifiers.node(of: fragment, in: resource, children).map { .node($0) } ?? .failure(.dangling)
        }
        let address = reference.withoutFragment
        let uri = address.resolved(against: identifiers.resources[resource].uri)
        if let index = identifiers.resource(of: uri), index > 0 || !uri.path.isEmpty {
            return identifiers.node(of: fragment, in: index, children).map { .node($0) } ?? .failure(.dangling)
        }
        guard address.isAbsolute else { return .failure(.otherFile) }
        if Dialect(uri: address.description) != nil { return .metaschema }
        return .failure(address.authority == nil ? .dangling : .remote)
    }
}

extension LocalResolver {
    /// What a mapping names: a schema by name, or by reference.
    mutating func mappingTarget(of text: String, at node: Int) -> ReferenceAnswer {
        let way = JSONPointer(tokens: ["components", "schemas", text])
        if document.root.kind == .object, let component = children.node(at: way, below: 0) { return .node(component) }
        return target(of: text, at: node)
    }
}

extension ContractReference {
    /// Fills in target or failure, and walks what was not reached otherwise.
    mutating func resolve(with resolver: inout LocalResolver, _ walk: inout ContractWalk) {
        let answer =
            role == .mapping ? resolver.mappingTarget(of: text, at: value) : resolver.target(of: text, at: value)
        switch answer {
        case .failure(let reason): failure = reason
        case .metaschema: break
        case .node(let node):
            let document = walk.document
            if !shape.fits(document.node(at: node)), role != .operation {
                failure = .kind(nil)
            } else if role == .operation || walk.walk(from: node, as: shape) {
                target = node
            } else {
                failure = .kind(walk.shape(of: node).kind)
            }
        }
    }
}
