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
        let envelope = own?.envelope.map { Envelope(template: $0) } ?? inferredEnvelope(operation, action, group, model)
        let scope = scopeRules(of: operation, keyParameter: keyParameter, model: model)
        return StorePlan(
            action: action,
            model: model,
            keyParameter: keyParameter,
            scope: scope,
            envelope: envelope,
            listing: action == .list ? listingRule(of: operation, model: model, scope: scope) : ListingRule(),
            status: own?.status ?? status(of: operation, action: action, success: success.status),
            creationStatus: creationStatus(of: operation, action: action, group: group, model: model),
            mask: mask(of: operation, action: action, model: model, scope: scope)
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
        guard action == .replace, Self.collectionShape(of: operation.path)?.isItem ?? true else { return nil }
        if operation.successCodes.contains(201) { return 201 }
        if group.actions.values.contains(.create) { return nil }
        return operation.successCodes.first ?? 201
    }

    private func inferredEnvelope(
        _ operation: Operation,
        _ action: StoreAction,
        _ group: CollectionGroup,
        _ model: CollectionModel
    ) -> Envelope {
        if action == .list { return ListShape(of: operation).map { Envelope(template: $0.template) } ?? .records }
        guard let schema = operation.successContent?.schema else { return .record }
        return Envelope(
            template: RecordEnvelope.template(for: schema, record: model.schema, keyNames: keyNames(of: group))
        )
    }

    /// Parameters of the path before the key narrow the collection to the records of a parent.
    private func scopeRules(of operation: Operation, keyParameter: Int?, model: CollectionModel) -> [ScopeRule] {
        operation.path.parameterNames.compactMap { name in
            guard let index = operation.parameters.firstIndex(where: { $0.place == .path && $0.name == name }),
                index != keyParameter
            else { return nil }
            return ScopeRule(parameter: index, property: model.order.contains(name) ? name : "$\(name)")
        }
    }

    private func mask(
        of operation: Operation,
        action: StoreAction,
        model: CollectionModel,
        scope: [ScopeRule]
    ) -> RecordMask {
        var schema = model.schema
        if action == .list {
            schema = ListShape(of: operation)?.items ?? schema
        } else if let answer = operation.successContent?.schema {
            let template = RecordEnvelope.template(
                for: answer,
                record: model.schema,
                keyNames: [model.keyProperty ?? "id"]
            )
            if template == "$record" { schema = answer }
            if case .object(let members) = template, let name = members.first(where: { $0.value == "$record" })?.name {
                schema = SchemaShape(of: answer)[name] ?? schema
            }
        }
        let hidden = scope.map(\.property).filter { $0.hasPrefix("$") }
        return RecordMask(schema: schema, stored: model.schema, hiding: hidden)
    }

    private func listingRule(of operation: Operation, model: CollectionModel, scope: [ScopeRule]) -> ListingRule {
        var rule = ListingRule()
        let scoped = Set(scope.map(\.parameter))
        for (index, parameter) in operation.parameters.enumerated() where !scoped.contains(index) {
            if model.order.contains(parameter.name) {
                rule.filters.append(filter(index, parameter.name, .equal))
                continue
            }
            switch parameter.name.lowercased().filter({ $0 != "_" && $0 != "-" }) {
            case "limit", "pagesize", "perpage", "size", "maxresults", "top": rule.limit = index
            case "offset", "skip", "start": rule.offset = index
            case "page", "pagenumber", "pageno": rule.page = index
            case "cursor", "after", "pagetoken", "nexttoken", "startingafter", "continuationtoken": rule.cursor = index
            case "sort", "sortby", "orderby", "order", "ordering", "direction", "sortorder", "sortdirection":
                if Self.isDirection(parameter) { rule.direction = index } else { rule.sort = index }
            default:
                if let (field, comparison) = Self.comparison(parameter.name, properties: model.order) {
                    rule.filters.append(filter(index, field, comparison))
                }
            }
        }
        if rule.limit != nil || rule.page != nil || rule.cursor != nil || rule.offset != nil {
            let declared = rule.limit.flatMap { operation.parameters[$0].schema }
            rule.defaultLimit =
                declared.flatMap { SchemaShape.keyword("default", of: $0)?.integer }
                ?? min(100, declared.flatMap { SchemaShape.keyword("maximum", of: $0)?.integer } ?? 100)
        }
        return rule
    }

    private static func isDirection(_ parameter: Parameter) -> Bool {
        let values = parameter.schema.flatMap { SchemaShape.keyword("enum", of: $0) }?.elements.compactMap(\.string)
        return values.map { !$0.isEmpty && $0.allSatisfy { ["asc", "desc"].contains($0.lowercased()) } } ?? false
    }

    private func filter(_ index: Int, _ name: String, _ comparison: RecordFilter.Comparison) -> ListingRule.FilterRule {
        ListingRule.FilterRule(
            parameter: index,
            field: FieldPath(names: name.split(separator: ".").map(String.init)),
            comparison: comparison
        )
    }

    /// What a parameter such as `age_gte`, `minAge` or `createdAfter` compares.
    private static func comparison(
        _ name: String,
        properties: [String]
    ) -> (field: String, comparison: RecordFilter.Comparison)? {
        let endings: [(String, RecordFilter.Comparison)] = [
            ("_gte", .greaterOrEqual), ("_lte", .lessOrEqual), ("_gt", .greater), ("_lt", .less), ("_ne", .notEqual),
            ("_like", .contains), ("_contains", .contains), ("From", .greaterOrEqual), ("To", .lessOrEqual),
            ("_from", .greaterOrEqual), ("_to", .lessOrEqual), ("After", .greater), ("Before", .less),
            ("_after", .greater), ("_before", .less), ("Min", .greaterOrEqual), ("Max", .lessOrEqual),
            ("_min", .greaterOrEqual), ("_max", .lessOrEqual),
        ]
        for (ending, comparison) in endings where name.hasSuffix(ending) {
            let stem = String(name.dropLast(ending.count))
            if properties.contains(stem) { return (stem, comparison) }
        }
        let beginnings: [(String, RecordFilter.Comparison)] = [("min", .greaterOrEqual), ("max", .lessOrEqual)]
        for (beginning, comparison) in beginnings where name.hasPrefix(beginning) {
            let rest = name.dropFirst(beginning.count).drop { $0 == "_" || $0 == "-" }
            let wanted = rest.lowercased()
            if let property = properties.first(where: { $0.lowercased() == wanted }) { return (property, comparison) }
        }
        return nil
    }
}
