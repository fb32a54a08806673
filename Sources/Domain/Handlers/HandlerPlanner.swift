public import Contract
import Diagnostics
import JSON
import Records

/// Decides what answers each operation of a contract.
///
/// `x-handover` decides first. Without it, paths of the shape `/orders` and `/orders/{id}` are a collection when one of
/// their operations writes, or when there are first records for it; a collection that nothing can ever fill would only
/// answer that there is nothing. Everything else is answered from the contract's examples.
public struct HandlerPlanner {
    let contract: Contract
    let seeds: Set<String>
    var extensions: ExtensionReader
    var groups: [CollectionGroup] = []
    /// The explicit extension of each operation that has one.
    var explicit: [Int: HandlerExtension] = [:]

    /// A planner.
    ///
    /// - Parameters:
    ///   - contract: The contract to plan for.
    ///   - seeds: The names of collections that have first records.
    public init(contract: Contract, seeds: Set<String> = []) {
        self.contract = contract
        self.seeds = seeds
        extensions = ExtensionReader(contract: contract)
    }

    /// Plans every operation.
    ///
    /// - Returns: The plan.
    /// - Throws: ``ContractError`` when an `x-handover` says something that cannot be done.
    public mutating func plan() throws(ContractError) -> ServicePlan {
        for (index, operation) in contract.operations.enumerated() {
            guard let node = operation.extensionNode else { continue }
            explicit[index] = extensions.operationExtension(node)
        }
        groups = makeGroups()
        var models: [String: CollectionModel] = [:]
        for group in groups where models[group.name] == nil { models[group.name] = model(of: group) }
        let handlers = contract.operations.indices.map { handler(of: $0, models: models) }
        if !extensions.findings.isEmpty { throw ContractError(extensions.findings) }
        return ServicePlan(
            contract: contract,
            handlers: handlers,
            collections: models.values.sorted { $0.definition.name < $1.definition.name }
        )
    }

    private mutating func handler(of index: Int, models: [String: CollectionModel]) -> HandlerPlan {
        let operation = contract.operations[index]
        if explicit[index]?.handler != .example,
            let group = groups.first(where: { $0.actions[index] != nil }),
            let action = group.actions[index],
            let model = models[group.name],
            let plan = storePlan(index, action: action, group: group, model: model)
        {
            return .store(plan)
        }
        return .example(ExamplePlan(operation))
    }
}

/// The operations that work on one collection.
struct CollectionGroup {
    var name: String
    /// The path without the key's segment, names of parameters left out.
    var shape: String
    /// The action of each operation, by its index in the contract.
    var actions: [Int: StoreAction] = [:]
    /// The path of one record, if there is one.
    var itemPath: PathTemplate?
    /// The name of the parameter or property that is the key, where an operation says so.
    var key: String?
}

// MARK: - Finding collections

extension HandlerPlanner {
    private mutating func makeGroups() -> [CollectionGroup] {
        var groups: [CollectionGroup] = []
        for (index, operation) in contract.operations.enumerated() {
            let own = explicit[index]
            if own?.handler == .example { continue }
            if let name = own?.collection {
                addExplicit(index, name: name, to: &groups)
            } else if let (shape, isItem) = Self.collectionShape(of: operation.path),
                let action = own?.action ?? Self.action(of: operation, isItem: isItem)
            {
                let position =
                    groups.firstIndex { $0.shape == shape }
                    ?? {
                        groups.append(CollectionGroup(name: Self.lastLiteral(of: shape), shape: shape))
                        return groups.count - 1
                    }()
                groups[position].actions[index] = action
                groups[position].key = own?.key ?? groups[position].key
                if isItem { groups[position].itemPath = operation.path }
            }
        }
        groups = groups.filter { group in
            group.actions.contains { explicit[$0.key]?.collection != nil || explicit[$0.key]?.handler == .store }
                || seeds.contains(group.name) || isFilled(group)
        }
        giveNames(to: &groups)
        return groups
    }

    private mutating func addExplicit(_ index: Int, name: String, to groups: inout [CollectionGroup]) {
        let operation = contract.operations[index]
        let own = explicit[index]
        let isItem = Self.collectionShape(of: operation.path)?.isItem ?? false
        let hasKey = own?.key.map { key in operation.parameters.contains { $0.name == key } } ?? false
        guard let action = own?.action ?? Self.action(of: operation, isItem: isItem || hasKey) else {
            extensions.report(
                LocalizedText(
                    "what \(operation.method) \(operation.path) does with '\(name)' is not clear",
                    zh: "不清楚 \(operation.method) \(operation.path) 对“\(name)”做什么"
                ),
                at: operation.node,
                remedy: LocalizedText(
                    "add 'action' to 'x-handover': list, create, get, replace, merge or delete",
                    zh: "请在“x-handover”中添加“action”：list、create、get、replace、merge 或 delete"
                )
            )
            return
        }
        let position =
            groups.firstIndex { $0.name == name }
            ?? {
                groups.append(
                    CollectionGroup(name: name, shape: Self.collectionShape(of: operation.path)?.shape ?? name)
                )
                return groups.count - 1
            }()
        groups[position].actions[index] = action
        groups[position].key = groups[position].key ?? own?.key
        if isItem { groups[position].itemPath = operation.path }
    }

    /// The shape of the collection's path, and whether a path names one record of it; nil for any other path.
    static func collectionShape(of path: PathTemplate) -> (shape: String, isItem: Bool)? {
        guard let last = path.segments.last else { return nil }
        if let literal = last.literal { return literal.isEmpty ? nil : (path.shape, false) }
        guard last.parameter != nil, path.segments.count >= 2,
            path.segments[path.segments.count - 2].literal?.isEmpty == false
        else { return nil }
        return (String(path.shape.dropLast("/{}".count)), true)
    }

    private static func lastLiteral(of shape: String) -> String {
        shape.split(separator: "/").last.map(String.init) ?? shape
    }

    private static func action(of operation: Operation, isItem: Bool) -> StoreAction? {
        switch (operation.method, isItem) {
        case ("GET", true): .get
        case ("PUT", _): .replace
        case ("PATCH", true): .merge
        case ("DELETE", true): .delete
        case ("GET", false): ListShape(of: operation) == nil ? nil : .list
        case ("POST", false): operation.requestBody == nil ? nil : .create
        default: nil
        }
    }

    /// Whether a group looks like a collection, and something can put records into it.
    private func isFilled(_ group: CollectionGroup) -> Bool {
        let actions = Set(group.actions.values)
        // A lone POST is as likely a log-in or a search; a lone PUT, a setting.
        let isCollection = group.itemPath != nil || actions.contains(.list)
        return isCollection && (actions.contains(.create) || (group.itemPath != nil && actions.contains(.replace)))
            && !actions.isDisjoint(with: [.get, .list])
    }

    /// Tells collections apart that end in the same word; only the version in front of a path does not count.
    private func giveNames(to groups: inout [CollectionGroup]) {
        var taken: [String: String] = [:]
        for index in groups.indices {
            let literals = groups[index].shape.split(separator: "/").filter { $0 != "{}" }.map(String.init)
            let significant = literals.drop { Self.isVersion($0) }.joined(separator: ".")
            let isExplicit = groups[index].actions.keys.contains { explicit[$0]?.collection != nil }
            if !isExplicit, let owner = taken[groups[index].name], owner != significant {
                groups[index].name = significant
            }
            taken[groups[index].name] = significant
        }
    }

    private static func isVersion(_ segment: String) -> Bool {
        segment == "api" || (segment.hasPrefix("v") && segment.count > 1 && segment.dropFirst().allSatisfy(\.isNumber))
    }
}
