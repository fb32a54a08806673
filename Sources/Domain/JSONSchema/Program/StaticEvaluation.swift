/// The members that a schema evaluates whenever it accepts an object.
struct EvaluatedProperties {
    var names: Set<PropertyName> = []
    var patterns: Set<Int> = []
    var isEverything = false

    var isEmpty: Bool { names.isEmpty && patterns.isEmpty && !isEverything }
}

/// The elements that a schema evaluates whenever it accepts an array: so many from the start.
struct EvaluatedItems {
    var count = 0
    var isEverything = false

    var isEmpty: Bool { count == 0 && !isEverything }
}

/// Finds out what a schema evaluates without an instance, where that does not depend on one.
struct StaticEvaluation {
    private let subschemas: [Subschema]

    /// References are followed this far.
    private static let maximumDepth = 16

    /// How many schemas it may still look at, since references may branch at every step.
    private var budget = 2_000

    /// How many names it may still gather; what is gathered for one schema is copied into its tables.
    private(set) var nameBudget: Int

    init(_ subschemas: [Subschema], nameBudget: Int = .max) {
        self.subschemas = subschemas
        self.nameBudget = nameBudget
    }

    /// The members that are evaluated beside `unevaluatedProperties`; nil when it depends on the instance.
    mutating func properties(of schema: SubschemaID) -> EvaluatedProperties? {
        var result = EvaluatedProperties()
        return collect(schema, isRoot: true, depth: 0, &result) ? result : nil
    }

    /// The elements that are evaluated beside `unevaluatedItems`; nil when it depends on the instance.
    mutating func items(of schema: SubschemaID) -> EvaluatedItems? {
        var result = EvaluatedItems()
        return collect(schema, isRoot: true, depth: 0, &result) ? result : nil
    }

    private mutating func collect(
        _ schema: SubschemaID,
        isRoot: Bool,
        depth: Int,
        _ result: inout EvaluatedProperties
    ) -> Bool {
        budget -= 1
        guard depth < Self.maximumDepth, budget > 0 else { return false }
        for rule in subschemas[schema].rules {
            switch rule.check {
            case .properties(_, let table):
                nameBudget -= table.count
                guard nameBudget >= 0 else { return false }
                result.names.formUnion(table.namesByValue)
            case .patternProperties(let properties):
                nameBudget -= properties.count
                guard nameBudget >= 0 else { return false }
                result.patterns.formUnion(properties.map(\.pattern))
            case .additionalProperties: result.isEverything = true
            case .unevaluatedProperties: if !isRoot { result.isEverything = true }
            case .dynamicReference: return false
            default:
                let (always, perhaps) = parts(of: rule.check)
                for part in always {
                    guard collect(part, isRoot: false, depth: depth + 1, &result) else { return false }
                }
                for part in perhaps {
                    // A branch that evaluates nothing makes no difference, taken or not.
                    var extra = EvaluatedProperties()
                    guard collect(part, isRoot: false, depth: depth + 1, &extra), extra.isEmpty else { return false }
                }
            }
        }
        return true
    }

    private mutating func collect(
        _ schema: SubschemaID,
        isRoot: Bool,
        depth: Int,
        _ result: inout EvaluatedItems
    ) -> Bool {
        budget -= 1
        guard depth < Self.maximumDepth, budget > 0 else { return false }
        for rule in subschemas[schema].rules {
            switch rule.check {
            case .prefixItems(let schemas): result.count = max(result.count, schemas.count)
            case .items: result.isEverything = true
            case .unevaluatedItems: if !isRoot { result.isEverything = true }
            case .contains(_, _, _, let marks): if marks { return false }
            case .dynamicReference: return false
            default:
                let (always, perhaps) = parts(of: rule.check)
                for part in always {
                    guard collect(part, isRoot: false, depth: depth + 1, &result) else { return false }
                }
                for part in perhaps {
                    var extra = EvaluatedItems()
                    guard collect(part, isRoot: false, depth: depth + 1, &extra), extra.isEmpty else { return false }
                }
            }
        }
        return true
    }

    /// The schemas that a check applies to the same instance: those that must accept it, and those that may.
    private func parts(of check: Check) -> (always: [SubschemaID], perhaps: [SubschemaID]) {
        switch check {
        case .reference(let target): ([target], [])
        case .allOf(let schemas): (schemas, [])
        case .anyOf(let schemas), .oneOf(let schemas): ([], schemas)
        case .conditional(let condition, let then, let otherwise):
            ([], [condition] + [then, otherwise].compactMap { $0 })
        case .dependentSchemas(let dependents): ([], dependents.map(\.schema))
        default: ([], [])
        }
    }
}
