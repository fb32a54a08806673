import Contract
import Diagnostics
import JSON

/// The operations that work on one collection.
struct CollectionGroup {
    var name: String
    /// The path without the key's segment; nil when an operation names the collection and its path is that of none.
    var pattern: PathTemplate.Pattern?
    /// The action of each operation, by its index in the contract.
    var actions: [Int: StoreAction] = [:]
    /// The path of one record, if there is one.
    var itemPath: PathTemplate?
    /// The name of the parameter or property that is the key, where an operation says so.
    var key: String?
}

extension HandlerPlanner {
    mutating func makeGroups() -> [CollectionGroup] {
        var groups: [CollectionGroup] = []
        var positions: [PathTemplate.Pattern: Int] = [:]
        for (index, operation) in contract.operations.enumerated() {
            let own = explicit[index]
            if own?.handler == .example { continue }
            if let name = own?.collection {
                addExplicit(index, name: name, to: &groups)
            } else if let (pattern, isItem) = Self.collection(of: operation.path), let word = pattern.words.last,
                let action = own?.action ?? Self.action(of: operation, isItem: isItem)
            {
                let position = positions[pattern] ?? groups.count
                if position == groups.count {
                    groups.append(CollectionGroup(name: word, pattern: pattern))
                    positions[pattern] = position
                }
                groups[position].actions[index] = action
                groups[position].key = own?.key ?? groups[position].key
                if isItem { groups[position].itemPath = operation.path }
            }
        }
        joinNested(&groups)
        addFinders(to: &groups)
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
        let collection = Self.collection(of: operation.path)
        let isItem = collection?.isItem ?? false
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
        let position = groups.firstIndex { $0.name == name } ?? groups.count
        if position == groups.count {
            groups.append(CollectionGroup(name: name, pattern: collection?.pattern))
        }
        groups[position].actions[index] = action
        groups[position].key = groups[position].key ?? own?.key
        if isItem { groups[position].itemPath = operation.path }
    }

    /// The path of a collection, and whether a path names one record of it; nil for any other path.
    static func collection(of path: PathTemplate) -> (pattern: PathTemplate.Pattern, isItem: Bool)? {
        guard let last = path.segments.last else { return nil }
        if let literal = last.literal { return literal.isEmpty ? nil : (path.pattern, false) }
        guard last.parameter != nil, path.segments.count >= 2,
            path.segments[path.segments.count - 2].literal?.isEmpty == false, let parent = path.pattern.parent
        else { return nil }
        return (parent, true)
    }

    private static func action(of operation: Operation, isItem: Bool) -> StoreAction? {
        switch (operation.method, isItem) {
        case ("GET", true): .get
        case ("PUT", _): takesRecord(operation) ? .replace : nil
        case ("PATCH", true): takesRecord(operation) ? .merge : nil
        case ("DELETE", true): .delete
        case ("GET", false): ListShape(of: operation) == nil ? nil : .list
        case ("POST", false): takesRecord(operation) ? .create : nil
        default: nil
        }
    }

    /// Whether the body may be one record: a JSON object or a form, not a list of them, a text or a file.
    private static func takesRecord(_ operation: Operation) -> Bool {
        guard let body = operation.requestBody else { return false }
        return body.content.contains { content in
            let isReadable =
                content.mediaType.isJSON || !content.mediaType.isConcrete
                || ["application/x-www-form-urlencoded", "multipart/form-data"].contains(content.mediaType.essence)
            return isReadable && content.schema.map { SchemaShape(of: $0).types.contains(.object) } ?? true
        }
    }

    /// Whether a group looks like a collection, and something can put records into it.
    private func isFilled(_ group: CollectionGroup) -> Bool {
        let actions = Set(group.actions.values)
        // A lone POST is as likely a log-in or a search; a lone PUT, a setting.
        let isCollection = group.itemPath != nil || listsWhatIsCreated(group)
        return isCollection && (actions.contains(.create) || (group.itemPath != nil && actions.contains(.replace)))
            && !actions.isDisjoint(with: [.get, .list])
    }

    /// Whether a list shows what creating takes: without paths of single records, an object with an array in it may as
    /// well be one setting.
    private func listsWhatIsCreated(_ group: CollectionGroup) -> Bool {
        let operations = { (action: StoreAction) in
            group.actions.filter { $0.value == action }.keys.map { self.contract.operations[$0] }
        }
        let bodies = operations(.create).flatMap { $0.requestBody?.content ?? [] }.compactMap(\.schema)
        return operations(.list).contains { operation in
            guard let items = ListShape(of: operation)?.items else { return false }
            let names = Set(SchemaShape(of: items).properties.map(\.name))
            return bodies.contains { body in SchemaShape(of: body).properties.contains { names.contains($0.name) } }
        }
    }

    // MARK: - One collection, seen from several paths

    /// Joins `/users/{userId}/orders` with `/orders` where both show the same records and these know their user.
    private func joinNested(_ groups: inout [CollectionGroup]) {
        for index in groups.indices where groups[index].pattern?.hasNames == true {
            let nested = groups[index]
            guard !isExplicit(nested), let path = nested.actions.keys.min().map({ contract.operations[$0].path }),
                let schema = recordSchemas(of: nested).primary
            else { continue }
            let properties = SchemaShape(of: schema).properties.map(\.name)
            let parents = path.parameterNames.filter { $0 != nested.itemPath?.segments.last?.parameter }
            let knowsParents = parents.allSatisfy { name in
                Self.parentProperty(name, in: path, properties: properties, key: "id") != nil
            }
            guard knowsParents, !parents.isEmpty,
                let owner = groups.indices.first(where: { candidate in
                    candidate != index && groups[candidate].pattern?.hasNames != true
                        && groups[candidate].name == nested.name && !isExplicit(groups[candidate])
                        && showsSameRecords(recordSchemas(of: groups[candidate]).primary, schema)
                })
            else { continue }
            groups[owner].actions.merge(nested.actions) { first, _ in first }
            groups[owner].itemPath = groups[owner].itemPath ?? nested.itemPath
            groups[index].actions = [:]
        }
        groups.removeAll { $0.actions.isEmpty }
    }

    /// Adds lists such as `/pets/findByStatus` to the collection whose records they show.
    private func addFinders(to groups: inout [CollectionGroup]) {
        for index in groups.indices where groups[index].actions.values.allSatisfy({ $0 == .list }) {
            let finder = groups[index]
            guard !isExplicit(finder), finder.actions.count == 1, let position = finder.actions.keys.first,
                let items = ListShape(of: contract.operations[position])?.items,
                let parent = finder.pattern?.parent,
                let owner = groups.firstIndex(where: { $0.pattern == parent && $0.actions.values.contains(.create) }),
                showsSameRecords(recordSchemas(of: groups[owner]).primary, items),
                isUnderstood(contract.operations[position], items)
            else { continue }
            groups[owner].actions[position] = .list
            groups[index].actions = [:]
        }
        groups.removeAll { $0.actions.isEmpty }
    }

    /// Whether each parameter that such a list must be given compares a property.
    private func isUnderstood(_ operation: Operation, _ items: JSONNode) -> Bool {
        let shape = SchemaShape(of: items)
        let names = shape.properties.map(\.name)
        let queries = operation.parameters.filter { $0.place == .query }
        let comparing = queries.filter { parameter in
            guard
                let name = FoldedName.match(parameter.name, in: names)
                    ?? ParameterComparison.infer(parameter.name, properties: names)?.field
            else { return false }
            // What is looked for inside of objects is not known.
            let property = shape[name].map { SchemaShape(of: $0) }
            let inner = property?.items.map { SchemaShape(of: $0).types } ?? .string
            return !inner.contains(.object) && property?.types != .object
        }
        return !comparing.isEmpty
            && queries.allSatisfy { query in
                !query.isRequired || comparing.contains { $0.name == query.name }
            }
    }

    private func isExplicit(_ group: CollectionGroup) -> Bool {
        group.actions.keys.contains { explicit[$0]?.collection != nil }
    }

    private func showsSameRecords(_ left: JSONNode?, _ right: JSONNode) -> Bool {
        guard let left else { return false }
        let (one, other) = (SchemaShape(of: left), SchemaShape(of: right))
        if one.node.index == other.node.index { return true }
        return !one.properties.isEmpty && one.properties.map(\.name).sorted() == other.properties.map(\.name).sorted()
    }

    // MARK: - Names

    /// Tells collections apart that end in the same word; only the version in front of a path does not count.
    private func giveNames(to groups: inout [CollectionGroup]) {
        let paths = groups.map { group in (group.pattern?.words ?? [group.name]).drop { Self.isVersion($0) } }
        let owners = paths.map { $0.map { ByteName($0) } }
        let chosen = Set(groups.filter { isExplicit($0) }.map { ByteName($0.name) })
        var taken: [ByteName: [ByteName]] = [:]
        // A path that is nothing but a word has it before all that end in it.
        for (index, owner) in owners.enumerated() where owner == [ByteName(groups[index].name)] {
            taken[owner[0]] = owner
        }
        for index in groups.indices {
            let first = ByteName(groups[index].name)
            var name = first
            var number = 1
            // Who chooses the name that another path gets means the same collection.
            while !isExplicit(groups[index]), let other = taken[name], other != owners[index],
                name == first || !chosen.contains(name)
            {
                // Words with dots in them may make the same name.
                name = ByteName(paths[index].joined(separator: ".") + (number > 1 ? "-\(number)" : ""))
                number += 1
            }
            groups[index].name = name.description
            if taken[name] == nil { taken[name] = owners[index] }
        }
    }

    private static func isVersion(_ segment: String) -> Bool {
        segment == "api" || (segment.hasPrefix("v") && segment.count > 1 && segment.dropFirst().allSatisfy(\.isNumber))
    }
}
