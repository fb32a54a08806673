public import Diagnostics
public import JSON

/// The files that a description was put together from.
public struct ContractSources: Sendable {
    /// The path of the first file, as the user gave it.
    public let entry: String
    /// The paths of all files in the order in which they were met; the first is ``entry``.
    public let paths: [String]
    /// Documents by identity; they are kept alive, so that no other can take their place in memory.
    private let numbers: [ObjectIdentifier: Int]
    private let documents: [JSONDocument]

    /// The files of a description.
    ///
    /// - Parameters:
    ///   - documents: What was read, the first file first.
    ///   - paths: Their paths as the user would write them.
    init(_ documents: [JSONDocument], paths: [String]) {
        precondition(documents.count == paths.count && !paths.isEmpty, "each document has a path")
        entry = paths[0]
        self.paths = paths
        self.documents = documents
        numbers = Dictionary(documents.enumerated().map { (ObjectIdentifier($1), $0) }) { first, _ in first }
    }

    /// The file and position where a node was written, however often it was copied since.
    public func location(of node: JSONNode) -> SourceLocation {
        let original = node.origin
        let path = numbers[ObjectIdentifier(original.document)].map { paths[$0] } ?? entry
        return SourceLocation(file: path, position: original.position)
    }
}
