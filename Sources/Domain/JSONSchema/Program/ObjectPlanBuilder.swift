import JSON

/// Gathers what several keywords say about members, so that one pass over them is enough.
struct ObjectPlanBuilder {
    private let rules: [Rule]
    private let rest: (schema: SubschemaID, evaluated: EvaluatedProperties)?
    private let isTracked: Bool
    private var required: Set<PropertyName> = []
    private var properties: [(name: PropertyName, block: UInt32)] = []
    private var patterns: [PlanPattern] = []
    private var plan = ObjectPlan()

    init(_ rules: [Rule], rest: (SubschemaID, EvaluatedProperties)?, isTracked: Bool) {
        self.rules = rules
        self.rest = rest
        self.isTracked = isTracked
    }

    /// The plan; nil when there is nothing to do.
    mutating func build(with emitter: inout CodeEmitter) -> ObjectPlan? {
        for rule in rules { read(rule.check, with: &emitter) }
        if let rest {
            plan.additional = emitter.block(rest.schema, isTracked: false)
            properties += rest.evaluated.names.map { ($0, Program.passBlock) }
            patterns += rest.evaluated.patterns.map {
                PlanPattern(pattern: UInt32($0), block: Program.passBlock)
            }
            if isTracked { plan.trail = .everything }
        }
        if isTracked, plan.trail == .nothing, !properties.isEmpty || !patterns.isEmpty { plan.trail = .matched }
        if plan.additional == Program.passBlock, !isTracked {
            properties.removeAll { $0.block == Program.passBlock }
            patterns.removeAll { $0.block == Program.passBlock }
        }
        let isIdle =
            properties.isEmpty && patterns.isEmpty && required.isEmpty && plan.trail == .nothing
            && plan.additional == Program.passBlock && plan.memberNames == Program.passBlock
        if isIdle { return nil }
        placeTables(in: &emitter)
        return plan
    }

    private mutating func read(_ check: Check, with emitter: inout CodeEmitter) {
        switch check {
        case .required(let names): required.formUnion(names)
        case .properties(let schemas, let table):
            let names = table.namesByValue
            for (position, schema) in schemas.enumerated() {
                properties.append((names[position], emitter.block(schema, isTracked: false)))
            }
        case .patternProperties(let list):
            for property in list {
                let block = emitter.block(property.schema, isTracked: false)
                patterns.append(PlanPattern(pattern: UInt32(property.pattern), block: block))
            }
        case .additionalProperties(let schema, _, _):
            plan.additional = emitter.block(schema, isTracked: false)
            if isTracked { plan.trail = .everything }
        case .propertyNames(let schema): plan.memberNames = emitter.block(schema, isTracked: false)
        default: break
        }
    }

    private mutating func placeTables(in emitter: inout CodeEmitter) {
        plan.patternStart = UInt32(emitter.tables.planPatterns.count)
        plan.patternCount = UInt32(patterns.count)
        emitter.tables.planPatterns += patterns
        let names = Set(properties.map(\.name)).union(required)
        var table = PropertyTable(capacity: names.count)
        for (name, block) in properties where table[name, default: block].value == Program.passBlock {
            table[name, default: block].value = block
        }
        let unnamed = plan.looksAtNamesAlone ? plan.additional : Self.requiredOnly
        for name in required { table[name, default: unnamed].isRequired = true }
        // Which patterns a name matches is known now, so only names that are not in the table are matched later.
        for name in names
        where patterns.contains(where: { emitter.mayMatch(Int($0.pattern), name) }) {
            table[name, default: 0].matchesPattern = true
        }
        plan.requiredCount = UInt32(required.count)
        emitter.tables.place(table, in: &plan)
    }

    /// The block of a name that is required but no property: such a member is additional.
    static let requiredOnly = UInt32.max
}
