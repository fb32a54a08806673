import JSON
import JSONSchema

/// A node of one of several files.
struct FileNode: Hashable, Sendable {
    /// The number of the file.
    let file: Int
    let node: Int
}

/// One file of a description, as far as it has been walked.
struct AssembledFile: Sendable {
    let path: String
    let document: JSONDocument
    let parents: NodeParents
    let identifiers: IdentifierIndex
    var walk: ContractWalk
    /// The references that were resolved, in the order in which they were met.
    var references: [ResolvedReference] = []
    var data: [ResolvedData] = []

    /// The path of the file that an address names by a relative way; nil for one that names none.
    func path(namedBy address: URIReference) -> String? {
        guard !address.isAbsolute, address.authority == nil else { return nil }
        if address.path.isEmpty { return path }
        return PercentEncoding.decoded(address.path).map { FileAddress.path($0, in: FileAddress.folder(of: path)) }
    }

    init(_ document: JSONDocument, at path: String, version: OpenAPIVersion) {
        self.path = path
        self.document = document
        parents = NodeParents(document)
        // Identifiers that are relative need some base, and nobody refers to this one.
        let base = URIReference("contract:///\(PercentEncoding.encodedPath(path))")
        identifiers = IdentifierIndex(document, at: base, parents: parents)
        walk = ContractWalk(document, version: version)
    }
}

/// A reference with its target in whatever file.
struct ResolvedReference: Sendable {
    let reference: ContractReference
    var target: FileNode?
    var failure: ContractReference.Failure?
    /// Whether the text names the same thing in the bundle, since what lies on its way is written in place.
    var keepsText = false
    /// Whether the text names the first file by its path, which the bundle does not have.
    var namesFile = false
}

/// A reference in data with its target; nil when there is none, so that it is data.
struct ResolvedData: Sendable {
    let reference: DataReference
    let target: FileNode?
}
