/// The members that a schema evaluates whenever it accepts an object.
struct EvaluatedProperties {
    var names: Set<PropertyName> = []
    var patterns: Set<Int> = []
    var isEverything = false
}

/// The elements that a schema evaluates whenever it accepts an array: so many from the start.
struct EvaluatedItems {
    var count = 0
    var isEverything = false
}

/// Finds out what a schema evaluates without an instance, where that does not depend on one.
struct StaticEvaluation {
    private let subschemas: [Subschema]

    /// References are followed this far.
    private static let maximumDepth = 24

    init(_ subschemas: [Subschema]) { self.subschemas = subschemas }

    /// The members that are evaluated beside `unevaluatedProperties`; nil when it depends on the instance.
    func properties(of schema: SubschemaID) -> EvaluatedProperties? {
        var result = EvaluatedProperties()
        return collect(schema, isRoot: true, depth: 0, &result) ? result : nil
    }

    /// The elements that are evaluated beside `unevaluatedItems`; nil when it depends on the instance.
    func items(of schema: SubschemaID) -> EvaluatedItems? {
        var result = EvaluatedItems()
        return collect(schema, isRoot: true, depth: 0, &result) ? result : nil
    }

    private func collect(
        _ schema: SubschemaID,
        isRoot: Bool,
        depth: Int,
        _ result: inout EvaluatedProperties
    ) -> Bool {
        guard depth < Self.maximumDepth else { return false }
        for rule in subschemas[schema].rules {
            switch rule.check {
            case .properties(_, let table): result.names.formUnion(table.namesByValue)
            case .patternProperties(let properties): result.patterns.formUnion(properties.map(\.pattern))
            case .additionalProperties: result.isEverything = true
            case .unevaluatedProperties: if !isRoot { result.isEverything = true }
            case .reference(let target):
                guard collect(target, isRoot: false, depth: depth + 1, &result) else { return false }
            case .allOf(let schemas):
                for target in schemas {
                    guard collect(target, isRoot: false, depth: depth + 1, &result) else { return false }
                }
            case .anyOf, .oneOf, .conditional, .dependentSchemas, .dynamicReference: return false
            default: break
            }
        }
        return true
    }

    private func collect(_ schema: SubschemaID, isRoot: Bool, depth: Int, _ result: inout EvaluatedItems) -> Bool {
        guard depth < Self.maximumDepth else { return false }
        for rule in subschemas[schema].rules {
            switch rule.check {
            case .prefixItems(let schemas): result.count = max(result.count, schemas.count)
            case .items: result.isEverything = true
            case .unevaluatedItems: if !isRoot { result.isEverything = true }
            case .contains(_, _, _, let marks): if marks { return false }
            case .reference(let target):
                guard collect(target, isRoot: false, depth: depth + 1, &result) else { return false }
            case .allOf(let schemas):
                for target in schemas {
                    guard collect(target, isRoot: false, depth: depth + 1, &result) else { return false }
                }
            case .anyOf, .oneOf, .conditional, .dependentSchemas, .dynamicReference: return false
            default: break
            }
        }
        return true
    }
}
