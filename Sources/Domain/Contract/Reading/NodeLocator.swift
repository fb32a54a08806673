import Diagnostics
import JSON

/// Says where the nodes of a description stand in the files of its author.
struct NodeLocator: Sendable {
    let file: String

    func location(of node: JSONNode) -> SourceLocation { SourceLocation(file: file, position: node.position) }
}
