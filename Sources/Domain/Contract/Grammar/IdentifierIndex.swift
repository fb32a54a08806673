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
        var anchors: [String: Int] = [:]
    }

    /// In the order of the document; the first is the document itself.
    private(set) var resources: [Resource]

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
        var anchors: [(name: String, schema: Int)] = []
        for index in document.nodes.indices.dropLast() where parents.isName(index) {
            let name = document.nodes[index]
            // The three names begin so; most others do not.
            guard name.length >= 3, document.bytes[name.offset] == UInt8(ascii: "$"),
                document.nodes[index + 1].kind == .string
            else { continue }
            let schema = parents.parent(of: index)
            let text = { String(decoding: document.content(of: document.nodes[index + 1]), as: UTF8.self) }
            if Self.id.matches(name, in: document) {
                add(schema, end: document.end(of: schema), id: text())
            } else if Self.anchor.matches(name, in: document) || Self.dynamicAnchor.matches(name, in: document) {
                anchors.append((text(), schema))
            }
        }
        for anchor in anchors {
            let resource = resource(containing: anchor.schema)
            if resources[resource].anchors[anchor.name] == nil {
                resources[resource].anchors[anchor.name] = anchor.schema
            }
        }
    }

    private mutating func add(_ schema: Int, end: Int, id: String) {
        let uri = URIReference(id).resolved(against: resources[resource(containing: schema)].uri).withoutFragment
        // An empty identifier, or one that is only a fragment, names nothing new.
        if schema == 0 {
            resources[0] = Resource(root: 0, end: end, uri: uri)
        } else if !id.hasPrefix("#"), !id.isEmpty {
            resources.append(Resource(root: schema, end: end, uri: uri))
        }
    }

    /// The innermost resource around a node.
    func resource(containing node: Int) -> Int {
        // There are few, and inner ones stand after outer ones.
        resources.lastIndex { $0.root <= node && node < $0.end } ?? 0
    }

    /// The node that a fragment names.
    ///
    /// - Parameters:
    ///   - fragment: What stands behind `#`, as it is written.
    ///   - resource: The resource that it is looked for in.
    ///   - document: The document of the resource.
    /// - Returns: The node; nil when there is none.
    func node(of fragment: String, in resource: Int, _ document: JSONDocument) -> Int? {
        guard let decoded = PercentEncoding.decoded(fragment[...]) else { return nil }
        let root = resources[resource].root
        if decoded.isEmpty { return root }
        guard decoded.utf8.first == UInt8(ascii: "/") else {
            return resources[resource].anchors[decoded] ?? resources.lazy.compactMap { $0.anchors[decoded] }.first
        }
        guard let pointer = JSONPointer(decoded) else { return nil }
        // People write pointers from the document's root inside a schema with an identifier, too.
        return document.node(at: root)[pointer]?.index ?? document.root[pointer]?.index
    }
}
