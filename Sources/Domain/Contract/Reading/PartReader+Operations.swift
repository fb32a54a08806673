import Diagnostics
import JSON

/// Where operations stand that a path item has.
struct OperationPlace {
    let path: PathTemplate
    /// The servers of what stands around.
    let servers: [Server]
    /// Whether requests come in; otherwise the service sends them.
    var isIncoming = true
}

/// What an operation says whatever path item it stands in.
struct OperationParts {
    let summary: String?
    let description: String?
    let isDeprecated: Bool
    let tags: [String]
    let requestBody: RequestBody?
    let responses: [Response]
    /// nil where the description as a whole decides.
    let security: [SecurityRequirement]?
    /// nil where what stands around decides.
    let servers: [Server]?
}

extension PartReader {
    /// How deep callbacks may have callbacks of their own; deeper ones are left out.
    private static let maximumCallbackDepth = 8

    mutating func operations() -> [Operation] {
        let root = document.root
        guard let paths = object(root, "paths") else {
            if ["paths", "components", "webhooks"].allSatisfy({ root[$0] == nil }) {
                findings.missing("paths", at: root, severity: .error)
            }
            return []
        }
        var operations: [Operation] = []
        for (name, value) in paths.memberNodes where !document.isExtension(name.tapeNode) {
            guard let path = PathTemplate(name.nameText) else {
                findings.invalidPath(name, severity: .error)
                continue
            }
            guard value.kind == .object else {
                wrongType(value, name.nameText, ExpectedValue.object)
                continue
            }
            operations += self.operations(of: value, at: OperationPlace(path: path, servers: rootServers))
        }
        return operations
    }

    mutating func webhooks() -> [Webhook] {
        guard let webhooks = object(document.root, "webhooks") else { return [] }
        var result: [Webhook] = []
        for (name, value) in webhooks.members where value.kind == .object {
            let place = OperationPlace(path: PathTemplate(outgoing: name), servers: [], isIncoming: false)
            let operations = operations(of: value, at: place)
            result.append(Webhook(name: name, operations: operations, node: map.resolved(value)))
        }
        return result
    }

    /// The operations of a path item, in the order of the methods.
    private mutating func operations(of item: JSONNode, at place: OperationPlace) -> [Operation] {
        guard let item = chain(from: item) else { return [] }
        let shared = item.holder(of: "parameters")
        let servers = item.holder(of: "servers").flatMap { self.servers(of: $0) } ?? place.servers
        let inner = OperationPlace(path: place.path, servers: servers, isIncoming: place.isIncoming)
        var operations: [Operation] = []
        for method in ObjectGrammar.methods {
            guard let node = item[method] else { continue }
            guard node.kind == .object else {
                wrongType(node, method, ExpectedValue.object)
                continue
            }
            // A reference has no place here; people write it, and what it means is plain.
            guard let resolved = resolved(node) else { continue }
            operations.append(operation(resolved, method, at: inner, in: shared))
        }
        return operations
    }

    private mutating func operation(
        _ node: JSONNode,
        _ method: String,
        at place: OperationPlace,
        in item: JSONNode?
    ) -> Operation {
        let parameters = self.parameters(of: node, in: item)
        if place.isIncoming { checkPathParameters(parameters, path: place.path, at: node) }
        let parts = operationParts(of: node)
        return Operation(
            method: method.uppercased(),
            path: place.path,
            operationID: text(node, "operationId") ?? "\(method) \(place.path)",
            summary: parts.summary,
            description: parts.description,
            isDeprecated: parts.isDeprecated,
            tags: parts.tags,
            parameters: parameters.all,
            requestBody: parts.requestBody,
            responses: parts.responses,
            security: parts.security ?? (place.isIncoming ? rootSecurity : []),
            servers: parts.servers ?? place.servers,
            callbacks: callbacks(of: node),
            node: node,
            sources: sources
        )
    }

    private mutating func operationParts(of node: JSONNode) -> OperationParts {
        if let known = knownOperations[node.index] { return known }
        let parts = OperationParts(
            summary: text(node, "summary"),
            description: text(node, "description"),
            isDeprecated: flag(node, "deprecated") ?? false,
            tags: array(node, "tags")?.elements.compactMap(\.string) ?? [],
            requestBody: requestBody(of: node),
            responses: responses(of: node),
            security: node["security"].map { security($0) },
            servers: servers(of: node)
        )
        knownOperations[node.index] = parts
        return parts
    }

    private mutating func callbacks(of node: JSONNode) -> [Callback] {
        guard let declared = object(node, "callbacks") else { return [] }
        var callbacks: [Callback] = []
        for (name, value) in declared.members {
            guard let callback = resolved(value) else { continue }
            for (expression, item) in callback.memberNodes
            where item.kind == .object && !document.isExtension(expression.tapeNode) {
                callbacks.append(
                    Callback(
                        name: name,
                        expression: expression.nameText,
                        operations: callbackOperations(of: item, expression.nameText),
                        node: map.resolved(item)
                    )
                )
            }
        }
        return callbacks
    }

    /// The operations of a callback's path item, read once; none inside itself.
    private mutating func callbackOperations(of item: JSONNode, _ expression: String) -> [Operation] {
        if let known = knownCallbacks[item.index] { return known }
        guard openCallbacks.count < Self.maximumCallbackDepth, openCallbacks.insert(item.index).inserted else {
            return []
        }
        let place = OperationPlace(path: PathTemplate(outgoing: expression), servers: [], isIncoming: false)
        let operations = operations(of: item, at: place)
        openCallbacks.remove(item.index)
        knownCallbacks[item.index] = operations
        return operations
    }

    // MARK: Checks

    private mutating func checkPathParameters(
        _ parameters: OperationParameters,
        path: PathTemplate,
        at node: JSONNode
    ) {
        let names = path.parameterNames
        var seen: Set<ByteName> = []
        for name in names where !seen.insert(ByteName(name)).inserted {
            report(
                .pathParameter,
                LocalizedText("'{\(name)}' stands twice in '\(path)'", zh: "“{\(name)}”在“\(path)”中出现两次"),
                at: node,
                remedy: LocalizedText("give each its own name", zh: "请分别命名")
            )
        }
        for name in names where !parameters.namesInPath.contains(ByteName(name)) {
            report(
                .pathParameter,
                LocalizedText("'{\(name)}' in '\(path)' is not declared", zh: "“\(path)”中的“{\(name)}”没有声明"),
                at: node,
                remedy: LocalizedText(
                    "add {name: \(name), in: path, required: true, schema: {type: string}} to 'parameters'",
                    zh: "请在“parameters”中添加 {name: \(name), in: path, required: true, schema: {type: string}}"
                )
            )
        }
        for parameter in parameters.inPath where !seen.contains(ByteName(parameter.name)) {
            report(
                .pathParameter,
                LocalizedText(
                    "parameter '\(parameter.name)' does not stand in '\(path)'",
                    zh: "参数“\(parameter.name)”不在“\(path)”中"
                ),
                at: parameter.node,
                remedy: LocalizedText("write '{\(parameter.name)}' into the path", zh: "请在路径中写入“{\(parameter.name)}”")
            )
        }
    }

    /// Finds operations that the same request would reach.
    mutating func checkOverlaps(_ operations: [Operation]) {
        struct Request: Hashable {
            let method: String
            let path: PathTemplate.Pattern
        }
        var byRequest: [Request: Operation] = [:]
        for operation in operations {
            let request = Request(method: operation.method, path: operation.path.pattern)
            guard let other = byRequest.updateValue(operation, forKey: request) else { continue }
            report(
                .ambiguousOperation,
                LocalizedText(
                    "\(operation.method) '\(operation.path)' answers the same requests as '\(other.path)'",
                    zh: "\(operation.method) “\(operation.path)”与“\(other.path)”响应相同的请求"
                ),
                at: operation.node,
                remedy: LocalizedText("put both into one path", zh: "请合并为一个路径")
            )
        }
    }

    /// Finds ids that two operations are given, those of webhooks and callbacks included.
    mutating func checkIdentifiers(_ operations: [Operation]) {
        var byID: [String: Operation] = [:]
        var seen: Set<Int> = []
        var waiting = Array(operations.reversed())
        while let operation = waiting.popLast() {
            // A callback that several operations share is one; a path item that two paths share answers twice.
            let isNew = seen.insert(operation.node.index).inserted
            if isNew { waiting += operation.callbacks.flatMap(\.operations).reversed() }
            guard isNew || !operation.path.segments.isEmpty else { continue }
            // An id that was made for an operation without one names it for people, and need not be its own.
            guard let written = operation.node["operationId"], written.kind == .string,
                let other = byID.updateValue(operation, forKey: operation.operationID)
            else { continue }
            // People cannot tell such names apart, and many languages do not, either.
            let isSame = ByteName(other.operationID) == ByteName(operation.operationID)
            report(
                .duplicateOperationID,
                isSame
                    ? LocalizedText(
                        "operationId '\(operation.operationID)' is also that of \(other.method) \(other.path)",
                        zh: "operationId “\(operation.operationID)”已用于 \(other.method) \(other.path)"
                    )
                    : LocalizedText(
                        "operationId '\(operation.operationID)' differs from that of \(other.method) \(other.path) "
                            + "only in Unicode form",
                        zh: "operationId “\(operation.operationID)”与 \(other.method) \(other.path) 的仅 Unicode 形式不同"
                    ),
                at: written,
                remedy: LocalizedText("give each operation its own", zh: "每个操作应各有其名")
            )
        }
    }
}
