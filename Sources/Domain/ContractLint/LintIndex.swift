import Contract
import JSON

/// What several checks look for, found in one walk over a contract.
struct LintIndex: Sendable {
    /// The ids of operations, in the order of the document.
    let operationIDs: [String]
    /// Whether an operation of `paths` asks for a proof of who calls.
    let hasSecuredPath: Bool
    /// The schemas that extend one by `allOf`, or by members beside their `$ref`.
    private let extensions: [Int: [Int]]
    private let operationsByID: [ByteName: Int]
    private let operationsByNode: [Int: Int]
    /// What mappings of discriminators and the `operationRef`s of links lead to, by the node of their text.
    private let namedTargets: [Int: Int]

    init(_ map: ContractMap, operations: [LintOperation]) {
        let ids = operations.map { $0.node["operationId"]?.string }
        operationIDs = ids.compactMap { $0 }
        hasSecuredPath = operations.contains { $0.origin == .path && !$0.security.isEmpty }
        var byID: [ByteName: Int] = [:]
        var byNode: [Int: Int] = [:]
        for (position, operation) in operations.enumerated() {
            if let id = ids[position].map({ ByteName($0) }), byID[id] == nil { byID[id] = position }
            if byNode[operation.node.index] == nil { byNode[operation.node.index] = position }
        }
        operationsByID = byID
        operationsByNode = byNode
        var extensions: [Int: [Int]] = [:]
        var namedTargets: [Int: Int] = [:]
        for reference in map.references {
            guard let target = reference.target else { continue }
            switch reference.role {
            case .mapping, .operation: namedTargets[reference.value] = target
            case .reference:
                guard reference.expected == .schema else { continue }
                if let schema = Self.schema(extendedBy: reference.site, map) {
                    extensions[target, default: []].append(schema)
                }
            case .dynamic: break
            }
        }
        self.extensions = extensions
        self.namedTargets = namedTargets
    }

    private static let allOf = MemberName("allOf")

    /// The schema of which a reference is a part: that around its `allOf`, or itself when it says something else.
    private static func schema(extendedBy site: Int, _ map: ContractMap) -> Int? {
        schema(withPart: site, map) ?? (map.document.nodes[site].length > 1 ? site : nil)
    }

    /// The schema in whose `allOf` another one stands; nil when it stands elsewhere.
    static func schema(withPart part: Int, _ map: ContractMap) -> Int? {
        let document = map.document
        let list = map.parent(of: part)
        guard list > 0, document.nodes[list].kind == .array, map.isName(list - 1),
            allOf.matches(document.nodes[list - 1], in: document)
        else { return nil }
        return map.parent(of: list)
    }

    /// The position of the first operation of an id.
    func operation(withID id: String) -> Int? { operationsByID[ByteName(id)] }

    /// The position of the operation that stands at a node.
    func operation(at node: Int) -> Int? { operationsByNode[node] }

    /// The node that an entry of a mapping or an `operationRef` names; nil when it names none in the document.
    func target(ofText node: Int) -> Int? { namedTargets[node] }

    /// The schemas that extend one, in the order of the document.
    func schemas(extending schema: Int) -> [Int] { extensions[schema] ?? [] }
}
