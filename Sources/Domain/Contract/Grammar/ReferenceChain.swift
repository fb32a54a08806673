package import JSON

/// An object and all that its references lead to, in order, each once.
///
/// Beside its `$ref` an object such as a path item may have members of its own, which win over those that it refers to.
package struct ReferenceChain: Sendable {
    /// Why a chain goes no further.
    enum End: Sendable {
        /// Its last object has no reference.
        case object
        /// A `$ref` is no text.
        case noText(JSONNode)
        /// A reference leads nowhere.
        case unresolved(ContractReference)
        /// A reference leads back to this node of the chain.
        case circle(Int)
        /// There are more than ``ContractMap/maximumStepCount`` steps.
        case tooLong
    }

    /// The objects, at least one; the first is where the chain starts.
    package let nodes: [JSONNode]
    let end: End

    /// Follows the references of an object as far as they lead.
    package init(from node: JSONNode, in map: ContractMap) {
        var nodes = [node]
        var current = node
        while true {
            guard let reference = map.reference(at: current.index) else {
                let value = current["$ref"].flatMap { $0.kind == .string ? nil : $0 }
                end = value.map { .noText($0) } ?? .object
                break
            }
            guard let target = reference.target else {
                end = .unresolved(reference)
                break
            }
            if nodes.contains(where: { $0.index == target }) {
                end = .circle(target)
                break
            }
            if nodes.count > ContractMap.maximumStepCount {
                end = .tooLong
                break
            }
            current = map.document.node(at: target)
            nodes.append(current)
        }
        self.nodes = nodes
    }

    /// The object whose member of a name counts; nil when none has it.
    package func holder(of name: String) -> JSONNode? { nodes.first { $0[name] != nil } }

    /// The member of a name that counts; nil when no object has it.
    package subscript(name: String) -> JSONNode? { nodes.lazy.compactMap { $0[name] }.first }

    /// The members that count, those of the first object first.
    package var members: [(name: JSONNode, value: JSONNode)] {
        guard nodes.count > 1 else { return nodes[0].memberNodes.map { $0 } }
        var known: Set<ByteName> = []
        return nodes.flatMap { $0.memberNodes.map { $0 } }
            .filter { known.insert(ByteName($0.name.nameText)).inserted }
    }
}
