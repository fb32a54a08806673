import Diagnostics
import JSON

/// Turns the nodes of a YAML document into a JSON document: follows aliases, merges, and finds keys given twice.
///
/// Recursion is bounded by the depth limit, and all work by the expansion limits, which ``Composer`` has checked.
struct DocumentBuilder {
    private let graph: NodeGraph
    private var builder: JSONBuilder

    static func document(of graph: consuming NodeGraph) throws(YAMLError) -> JSONDocument {
        let content = graph.content
        var builder = DocumentBuilder(
            graph: graph,
            builder: JSONBuilder(content: content, nodeCount: graph.expandedCount)
        )
        try builder.value(at: 0)
        return builder.builder.finish()
    }

    private mutating func value(at index: Int) throws(YAMLError) {
        let node = graph.nodes[index]
        let position = node.position
        switch node.kind {
        case .null: builder.null(at: position)
        case .false: builder.boolean(false, at: position)
        case .true: builder.boolean(true, at: position)
        case .number: builder.number(content: graph.numeral(of: node), at: position)
        case .string: builder.string(content: node.range, at: position)
        case .alias: try value(at: Int(node.link))
        case .sequence:
            builder.beginArray(at: position)
            var child = index + 1
            while child < Int(node.link) {
                try value(at: child)
                child = graph.end(of: child)
            }
            builder.end()
        case .mapping:
            builder.beginObject(at: position)
            try members(of: index, mergedFrom: nil)
            builder.end()
        }
    }

    /// Adds the members of a mapping to the open object: its own, then those of the mappings that it merges.
    ///
    /// `mergedFrom` is nil for the mapping that the object is made from; otherwise it is the number of nodes when
    /// merging of this mapping began: a name that is older has been given by a mapping that wins.
    private mutating func members(of mapping: Int, mergedFrom firstNode: Int?) throws(YAMLError) {
        let end = Int(graph.nodes[mapping].link)
        var merge: (key: Int, value: Int)?
        var key = mapping + 1
        while key < end {
            let value = key + 1
            let node = graph.nodes[key]
            if node.isMergeKey, isMergeable(value) {
                if let merge {
                    throw .duplicateKey("<<", at: node.position, first: graph.nodes[merge.key].position)
                }
                merge = (key, value)
            } else if let earlier = builder.name(content: node.range, at: node.position) {
                if earlier >= firstNode ?? 0 {
                    throw .duplicateKey(graph.text(of: node), at: node.position, first: builder.position(of: earlier))
                }
            } else {
                try self.value(at: value)
            }
            key = graph.end(of: value)
        }
        if let merge { try addMerged(merge.value) }
    }

    private mutating func addMerged(_ value: Int) throws(YAMLError) {
        let source = graph.target(of: value)
        if graph.nodes[source].kind == .mapping {
            return try members(of: source, mergedFrom: builder.nodeCount)
        }
        var element = source + 1
        while element < Int(graph.nodes[source].link) {
            try members(of: graph.target(of: element), mergedFrom: builder.nodeCount)
            element = graph.end(of: element)
        }
    }

    /// Whether a value of `<<` is a mapping or a sequence of mappings, alias or not.
    private func isMergeable(_ value: Int) -> Bool {
        let source = graph.target(of: value)
        switch graph.nodes[source].kind {
        case .mapping: return true
        case .sequence:
            var element = source + 1
            while element < Int(graph.nodes[source].link) {
                guard graph.nodes[graph.target(of: element)].kind == .mapping else { return false }
                element = graph.end(of: element)
            }
            return true
        default: return false
        }
    }
}
