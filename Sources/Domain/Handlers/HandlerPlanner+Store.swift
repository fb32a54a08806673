import Contract
import Diagnostics
import JSON
import Records

extension HandlerPlanner {
    /// The plan of one operation on a collection; nil after a finding when its key cannot be found.
    mutating func storePlan(
        _ index: Int,
        action: StoreAction,
        group: CollectionGroup,
        model: CollectionModel
    ) -> StorePlan? {
        let operation = contract.operations[index]
        let own = explicit[index]
        let keyParameter = keyParameter(of: operation, own: own, model: model)
        if action == .get || action == .delete || action == .merge, keyParameter == nil {
            extensions.report(
                LocalizedText(
                    "no parameter of \(operation.method) \(operation.path) names the \(model.singular)",
                    zh: "\(operation.method) \(operation.path) 没有指明记录的参数"
                ),
                at: operation.node,
                remedy: LocalizedText(
                    "add 'key' to 'x-handover': the parameter's name",
                    zh: "请在“x-handover”中用“key”指明参数名"
                )
            )
            return nil
        }
        let success = operation.success
        let inferred = inferredEnvelope(operation, action, group, model)
        let scope = scopeRules(of: operation, keyParameter: keyParameter, model: model)
        return StorePlan(
            action: action,
            model: model,
            keyParameter: keyParameter,
            scope: scope,
            envelope: own?.envelope.map { Envelope(template: $0) } ?? inferred.envelope,
            listing: action == .list
                ? ListingRule(of: operation, model: model, scoped: Set(scope.map(\.parameter))) : ListingRule(),
            status: own?.status ?? status(of: operation, action: action, success: success.status),
            creationStatus: creationStatus(of: operation, action: action, group: group, model: model),
            mask: mask(record: inferred.record, stored: model.schema, group: group, scope: scope)
        )
    }

    private func keyParameter(of operation: Operation, own: HandlerExtension?, model: CollectionModel) -> Int? {
        let parameters = operation.parameters
        if let key = own?.key, let named = parameters.firstIndex(where: { $0.name == key }) { return named }
        if let name = operation.path.segments.last?.parameter {
            return parameters.firstIndex { $0.place == .path && $0.name == name }
        }
        guard own?.collection != nil, own?.action != .list, let key = model.keyProperty else { return nil }
        return parameters.firstIndex { $0.name == key && $0.isRequired }
    }

    private func status(of operation: Operation, action: StoreAction, success: Int) -> Int {
        guard operation.successCodes.isEmpty else {
            // Deleting answers with nothing when the contract allows it.
            if action == .delete, operation.successCodes.contains(204) { return 204 }
            if action == .create, operation.successCodes.contains(201) { return 201 }
            return action == .replace || action == .merge
                ? operation.successCodes.first { $0 != 201 } ?? success : success
        }
        switch action {
        case .create: return 201
        case .delete: return 204
        case .list, .get, .replace, .merge: return 200
        }
    }

    /// Replacing creates when the contract says 201, or when there is no other way to make a record.
    private func creationStatus(
        of operation: Operation,
        action: StoreAction,
        group: CollectionGroup,
        model: CollectionModel
    ) -> Int? {
        guard action == .replace, Self.collection(of: operation.path)?.isItem ?? true else { return nil }
        if operation.successCodes.contains(201) { return 201 }
        if group.actions.values.contains(.create) { return nil }
        return operation.successCodes.first ?? 201
    }

    private func inferredEnvelope(
        _ operation: Operation,
        _ action: StoreAction,
        _ group: CollectionGroup,
        _ model: CollectionModel
    ) -> (envelope: Envelope, record: JSONNode?) {
        if action == .list {
            let shape = ListShape(of: operation)
            return (
                shape.map { Envelope(template: $0.template) } ?? .records,
                shape.map { $0.items ?? model.schema } ?? model.schema
            )
        }
        guard let schema = operation.successContent?.schema else { return (.record, model.schema) }
        let found = RecordEnvelope(of: schema, record: model.schema, names: recordNames(of: group))
        return (Envelope(template: found.template), found.record ?? model.schema)
    }

    /// Parameters of the path before the key narrow the collection to the records of a parent.
    private func scopeRules(of operation: Operation, keyParameter: Int?, model: CollectionModel) -> [ScopeRule] {
        operation.path.parameterNames.compactMap { name in
            guard let index = operation.parameters.firstIndex(where: { $0.place == .path && $0.name == name }),
                index != keyParameter
            else { return nil }
            let property = Self.parentProperty(
                name,
                in: operation.path,
                properties: model.order,
                key: model.keyProperty
            )
            return ScopeRule(parameter: index, property: property ?? "$\(name)")
        }
    }

    /// The property that holds what a path says about the parent: `userId`, or `id` after `/users`.
    static func parentProperty(
        _ name: String,
        in path: PathTemplate,
        properties: [String],
        key: String?
    ) -> String? {
        let others = properties.filter { $0 != key }
        if let match = FoldedName.match(name, in: others) { return match }
        guard let place = path.segments.firstIndex(where: { $0.parameter == name }), place > 0,
            let parent = path.segments[place - 1].literal
        else { return nil }
        return FoldedName.match("\(singular(of: parent))Id", in: others)
    }

    /// What an answer leaves out: what its schema refuses, and what bodies may set but it does not speak of, such as a
    /// password.
    private func mask(
        record: JSONNode?,
        stored: JSONNode?,
        group: CollectionGroup,
        scope: [ScopeRule]
    ) -> RecordMask {
        var hidden = scope.map(\.property).filter { $0.hasPrefix("$") }
        let shown = record.map { SchemaShape(of: $0).properties.map(\.name) } ?? []
        if !shown.isEmpty {
            hidden += (inputNames[group.name] ?? []).subtracting(shown)
        }
        return RecordMask(schema: record, stored: stored, hiding: hidden, in: maskTable)
    }
}
