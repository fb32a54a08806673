import JSON
import JSONSchema

/// The identifiers of one document: schemas with a `$id`, and anchors in them.
///
/// They are found wherever they stand, since a reference may lead to a schema in a place that nothing else names.
struct IdentifierIndex: Sendable {
    /// A schema with an identifier, or the document as a whole.
    struct Resource: Sendable {
        let root: Int
        let end: Int
        /// What references in it are relative to.
        let uri: URIReference
        var anchors: [ByteName: Int] = [:]
    }

    /// In the order of the document; the first is the document itself.
    private(set) var resources: [Resource]
    /// The resource around each; of the first, itself.
    private var outer = [0]
    private var numbers: [ByteName: Int] = [:]

    private static let id = MemberName("$id")
    private static let anchor = MemberName("$anchor")
    private static let dynamicAnchor = MemberName("$dynamicAnchor")

    /// Finds the identifiers.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - uri: Where the document itself is.
    ///   - parents: What stands around its nodes.
    init(_ document: JSONDocument, at uri: URIReference, parents: NodeParents) {
        resources = [Resource(root: 0, end: document.nodes.count, uri: uri)]
        var anchors: [(name: ByteName, schema: Int)] = []
        var ids: [(text: String, schema: Int)] = []
        for index in document.nodes.indices.dropLast() where parents.isName(index) {
            let name = document.nodes[index]
            // The three names begin so; most others do not.
            guard name.length >= 3, document.bytes[name.offset] == UInt8(ascii: "$"),
                document.nodes[index + 1].kind == .string
            else { continue }
            let schema = parents.parent(of: index)
            let text = { String(decoding: document.content(of: document.nodes[index + 1]), as: UTF8.self) }
            if Self.id.matches(name, in: document) {
                ids.append((text(), schema))
            } else if Self.anchor.matches(name, in: document) || Self.dynamicAnchor.matches(name, in: document) {
                anchors.append((ByteName(text()), schema))
            }
        }
        // An identifier may stand behind those that are relative to it.
        for id in ids.sorted(by: { $0.schema < $1.schema }) {
            add(id.schema, end: document.end(of: id.schema), id: id.text)
        }
        for (number, resource) in resources.enumerated() {
            let uri = ByteName(resource.uri.description)
            if numbers[uri] == nil { numbers[uri] = number }
        }
        for anchor in anchors {
            let resource = resource(containing: anchor.schema)
            if resources[resource].anchors[anchor.name] == nil {
                resources[resource].anchors[anchor.name] = anchor.schema
            }
        }
    }

    private mutating func add(_ schema: Int, end: Int, id: String) {
        let around = resource(containing: schema)
        let uri = URIReference(id).resolved(against: resources[around].uri).withoutFragment
        // An empty identifier, or one that is only a fragment, names nothing new.
        if schema == 0 {
            resources[0] = Resource(root: 0, end: end, uri: uri)
        } else if !id.hasPrefix("#"), !id.isEmpty {
            resources.append(Resource(root: schema, end: end, uri: uri))
            outer.append(around)
        }
    }

    /// The innermost resource around a node.
    ///
    /// - Complexity: O(log *n*) in the resources, and O(depth).
    func resource(containing node: Int) -> Int {
        var low = 0
        var high = resources.count
        while low < high {
            let middle = (low + high) / 2
            if resources[middle].root <= node { low = middle + 1 } else { high = middle }
        }
        var candidate = max(0, low - 1)
        while candidate > 0, resources[candidate].end <= node { candidate = outer[candidate] }
        return candidate
    }

    /// The first resource that has a URI; nil when there is none.
    func resource(of uri: URIReference) -> Int? { numbers[ByteName(uri.description)] }

    /// The node that a fragment names.
    ///
    /// - Parameters:
    ///   - fragment: What stands behind `#`, as it is written.
    ///   - resource: The resource that it is looked for in.
    ///   - children: Finds what stands in the document.
    /// - Returns: The node; nil when there is none. A pointer starts from the resource, and an anchor is one of its own.
    func node(of fragment: String, in resource: Int, _ children: ChildLookup) -> Int? {
        guard let decoded = PercentEncoding.decoded(fragment[...]) else { return nil }
        let root = resources[resource].root
        if decoded.isEmpty { return root }
        guard decoded.utf8.first == UInt8(ascii: "/") else {
            return resources[resource].anchors[ByteName(decoded)]
        }
        return JSONPointer(decoded).flatMap { children.node(at: $0, below: root) }
    }
}
