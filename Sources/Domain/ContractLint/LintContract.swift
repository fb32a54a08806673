import Contract
import JSON

/// A path of `paths`, with what answers it.
struct LintPath: Sendable {
    /// The path as written.
    let text: String
    /// The path in its parts; nil when it is no path.
    let template: PathTemplate?
    /// The value that stands under the path: a path item, or a reference to one.
    let site: JSONNode
    /// The path item.
    let item: JSONNode
    /// Its operations, in their order.
    let operations: [LintOperation]
}

/// An operation, with what it inherits.
struct LintOperation: Sendable {
    /// Who sends the requests.
    enum Origin: Sendable {
        /// Clients.
        case path
        /// The service, to an address that a client gave it.
        case callback
        /// The service, to addresses agreed on elsewhere.
        case webhook
    }

    /// The operation's own object.
    let node: JSONNode
    /// The method in lower case.
    let method: String
    /// The path, callback expression or webhook name.
    let path: String
    let origin: Origin
    /// The path item around it, of several that are put together the one with parameters.
    let item: JSONNode
    /// Its parameters, those of the path item that it does not replace included.
    let parameters: [LintParameter]
    /// Its responses by status, in their order.
    let responses: [LintResponse]
    /// Its body, through references.
    let requestBody: JSONNode?
    /// What a caller must prove: the operation's own requirements, or the document's.
    let security: [JSONNode]

    /// Whether it has a response with one of these statuses, upper case for ranges.
    func responds(with statuses: String...) -> Bool { responses.contains { statuses.contains($0.status) } }

    /// Whether callers must prove something.
    let isSecured: Bool
}

/// A parameter of an operation.
struct LintParameter: Sendable {
    /// The object, through references.
    let node: JSONNode
    /// Where it is listed.
    let site: JSONNode
    let name: String
    let place: String

    /// What tells parameters apart: place and name, without case in headers.
    var key: ByteName { ByteName(place + ":" + (place == "header" ? name.lowercased() : name)) }
}

/// A response of an operation.
struct LintResponse: Sendable {
    /// The status, `4XX` or `default`; letters of a range are upper case.
    let status: String
    /// The value under the status.
    let site: JSONNode
    /// The response, through references.
    let node: JSONNode

    /// The first digit; nil for `default` and for what is no status.
    var hundred: Int? { status.utf8.first.flatMap { (0x31...0x35).contains($0) ? Int($0) - 0x30 : nil } }
}

/// Finds the operations of a contract.
struct OperationCensus {
    private let map: ContractMap
    private let root: JSONNode
    private(set) var paths: [LintPath] = []
    private(set) var operations: [LintOperation] = []
    /// What operations without requirements of their own ask for.
    private let rootSecurity: Security
    // What several operations share is read once, so that they share the memory, too.
    private var knownParameters: [Int: [LintParameter]] = [:]
    private var knownInheritances: [Inheritance: [LintParameter]] = [:]
    private var knownResponses: [Int: [LintResponse]] = [:]
    private var knownSecurity: [Int: Security] = [:]

    private struct Inheritance: Hashable {
        let operation: Int
        let item: Int
    }

    private struct Security {
        let requirements: [JSONNode]
        let isProof: Bool

        init(_ list: JSONNode?) {
            requirements = list?.elements.map { $0 } ?? []
            isProof = !requirements.isEmpty && !requirements.contains { $0.kind == .object && $0.count == 0 }
        }
    }

    init(_ map: ContractMap) {
        self.map = map
        root = map.document.root
        rootSecurity = Security(root["security"])
    }

    mutating func count() {
        for (name, value) in members(of: "paths") {
            let text = name.nameText
            guard map.kind(of: value.index) == .pathItem else { continue }
            let item = map.resolved(value)
            let found = operations(of: value, path: text, origin: .path)
            operations += found
            let template = PathTemplate(text)
            paths.append(LintPath(text: text, template: template, site: value, item: item, operations: found))
        }
        for index in map.nodes(of: .callback) {
            let callback = map.document.node(at: index)
            if map.target(of: index) != nil { continue }
            for (name, value) in callback.memberNodes where map.kind(of: value.index) == .pathItem {
                operations += operations(of: value, path: name.nameText, origin: .callback)
            }
        }
        for (name, value) in members(of: "webhooks") where map.kind(of: value.index) == .pathItem {
            operations += operations(of: value, path: name.nameText, origin: .webhook)
        }
    }

    private func members(of field: String) -> [(name: JSONNode, value: JSONNode)] {
        root[field]?.memberNodes.map { $0 } ?? []
    }

    /// The operations of what stands under a path.
    private mutating func operations(
        of site: JSONNode,
        path: String,
        origin: LintOperation.Origin
    ) -> [LintOperation] {
        var found: [LintOperation] = []
        let chain = ReferenceChain(from: site, in: map)
        let item = chain.holder(of: "parameters") ?? site
        for (name, member) in chain.members where map.kind(of: member.index) == .operation {
            // A reference has no place here; people write it, and what it means is plain.
            let value = map.resolved(member)
            guard value.kind == .object else { continue }
            let security = security(of: value)
            found.append(
                LintOperation(
                    node: value,
                    method: name.nameText,
                    path: path,
                    origin: origin,
                    item: item,
                    parameters: parameters(of: value, in: item),
                    responses: responses(of: value),
                    requestBody: value["requestBody"].map { map.resolved($0) },
                    security: security.requirements,
                    isSecured: security.isProof
                )
            )
        }
        return found
    }

    private mutating func security(of operation: JSONNode) -> Security {
        guard let own = operation["security"] else { return rootSecurity }
        if let known = knownSecurity[own.index] { return known }
        let security = Security(own)
        knownSecurity[own.index] = security
        return security
    }

    private mutating func parameters(of operation: JSONNode, in item: JSONNode) -> [LintParameter] {
        let key = Inheritance(operation: operation.index, item: item.index)
        if let known = knownInheritances[key] { return known }
        let own = parameters(of: operation)
        let replaced = Set(own.map(\.key))
        let shared = parameters(of: item)
        let all = own.isEmpty ? shared : shared.filter { !replaced.contains($0.key) } + own
        knownInheritances[key] = all
        return all
    }

    private mutating func parameters(of node: JSONNode) -> [LintParameter] {
        guard let list = node["parameters"] else { return [] }
        if let known = knownParameters[list.index] { return known }
        let parameters = list.elements.compactMap { site -> LintParameter? in
            let parameter = map.resolved(site)
            guard let name = parameter["name"]?.string, let place = parameter["in"]?.string else { return nil }
            return LintParameter(node: parameter, site: site, name: name, place: place)
        }
        knownParameters[list.index] = parameters
        return parameters
    }

    private mutating func responses(of operation: JSONNode) -> [LintResponse] {
        guard let list = operation["responses"] else { return [] }
        if let known = knownResponses[list.index] { return known }
        let responses = list.memberNodes.compactMap { name, value -> LintResponse? in
            let text = name.nameText
            guard !text.hasPrefix("x-") else { return nil }
            let status = text == "default" ? text : text.uppercased()
            return LintResponse(status: status, site: value, node: map.resolved(value))
        }
        knownResponses[list.index] = responses
        return responses
    }
}
