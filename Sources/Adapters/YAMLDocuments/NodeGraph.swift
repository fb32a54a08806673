import Diagnostics

/// The nodes of one YAML document in the order of the text, aliases not followed.
///
/// - SeeAlso: YAML 1.2.2, section 3.2.2 (the serialization tree).
struct NodeGraph {
    struct Node: BitwiseCopyable {
        enum Kind: UInt8 {
            case null
            case `false`
            case `true`
            case number
            case string
            case sequence
            case mapping
            case alias
        }

        var kind: Kind
        /// Whether the node is a plain `<<`, which merges.
        var isMergeKey = false
        /// Where a scalar's text lies in the content.
        var offset: UInt32 = 0
        var length: UInt32 = 0
        /// The node after a collection and everything in it, or the target of an alias, or of a number that JSON writes
        /// in another way the index in ``NodeGraph/numerals``, plus one.
        var link: UInt32 = 0
        let line: UInt32
        let column: UInt32

        var range: Range<Int> { Int(offset)..<Int(offset) + Int(length) }
        var position: SourcePosition { SourcePosition(line: Int(line), column: Int(column)) }
        var isCollection: Bool { kind == .sequence || kind == .mapping }
    }

    var nodes: [Node] = []
    /// The texts of all scalars, then of the numbers that JSON writes in another way.
    var content: [UInt8] = []
    var numerals: [Range<Int>] = []
    /// How many nodes there are when aliases are followed.
    var expandedCount = 0

    /// The index after a node and everything in it.
    func end(of index: Int) -> Int { nodes[index].isCollection ? Int(nodes[index].link) : index + 1 }

    /// The node that an alias leads to; any other is its own.
    func target(of index: Int) -> Int { nodes[index].kind == .alias ? Int(nodes[index].link) : index }

    /// The text of a number as JSON writes it.
    func numeral(of node: Node) -> Range<Int> { node.link == 0 ? node.range : numerals[Int(node.link) - 1] }

    func text(of node: Node) -> String { String(decoding: content[node.range], as: UTF8.self) }
}
