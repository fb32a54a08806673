import JSON

extension CodeEmitter {
    // MARK: Arrays

    mutating func array(_ schema: SubschemaID, _ rules: [Rule], isTracked: Bool) -> [Instruction] {
        guard let unevaluated = rules.last(where: { $0.keyword == .unevaluatedItems }),
            case .unevaluatedItems(let rest) = unevaluated.check
        else { return plainArray(rules, isTracked: isTracked) + logic(rules, .array, isTracked: isTracked) }
        var evaluation = StaticEvaluation(subschemas)
        if let evaluated = evaluation.items(of: schema) {
            var list = plainArray(rules, isTracked: isTracked) + logic(rules, .array, isTracked: isTracked)
            if !evaluated.isEverything {
                let block = block(rest, isTracked: false)
                let operation: Instruction.Operation = isTracked ? .itemsTracked : .items
                list.append(Instruction(operation, block, UInt32(clamping: evaluated.count)))
            }
            return list
        }
        let inner = plainArray(rules, isTracked: true) + logic(rules, .array, isTracked: true)
        let rule = UnevaluatedRule(
            inner: block(of: inner, for: .array),
            block: block(rest, isTracked: false),
            isTracked: isTracked
        )
        tables.unevaluatedRules.append(rule)
        return [Instruction(.unevaluatedItems, UInt32(tables.unevaluatedRules.count - 1))]
    }

    private mutating func plainArray(_ rules: [Rule], isTracked: Bool) -> [Instruction] {
        var least = 0
        var greatest = Int.max
        var list: [Instruction] = []
        for rule in rules {
            switch rule.check {
            case .minimumItems(let count): least = max(least, count)
            case .maximumItems(let count): greatest = min(greatest, count)
            case .values(let nodes): list.append(equality(nodes, .array))
            case .prefixItems(let schemas):
                let blocks = schemas.map { block($0, isTracked: false) }
                if !isTracked, blocks.allSatisfy({ $0 == Program.passBlock }) { break }
                let operation: Instruction.Operation = isTracked ? .prefixItemsTracked : .prefixItems
                list.append(Instruction(operation, self.list(blocks), UInt32(blocks.count)))
            case .items(let schema, let start):
                let block = block(schema, isTracked: false)
                if !isTracked, block == Program.passBlock { break }
                if !isTracked, block == Program.failBlock {
                    greatest = min(greatest, start)
                } else {
                    list.append(Instruction(isTracked ? .itemsTracked : .items, block, UInt32(clamping: start)))
                }
            case .contains(let schema, let minimum, let maximum, let marks):
                let rule = ContainsRule(
                    block: block(schema, isTracked: false),
                    minimum: minimum,
                    maximum: maximum ?? Int.max,
                    marks: marks
                )
                if !isTracked, minimum == 0, maximum == nil { break }
                tables.containsRules.append(rule)
                let index = UInt32(tables.containsRules.count - 1)
                list.append(Instruction(isTracked ? .containsTracked : .contains, index))
            default: break
            }
        }
        if rules.contains(where: { if case .uniqueItems = $0.check { true } else { false } }) {
            list.append(Instruction(.uniqueItems))
        }
        if least > 0 || greatest < Int.max { list.insert(counting(.itemCount, least, greatest), at: 0) }
        return list
    }

    // MARK: Objects

    mutating func object(_ schema: SubschemaID, _ rules: [Rule], isTracked: Bool) -> [Instruction] {
        guard let unevaluated = rules.last(where: { $0.keyword == .unevaluatedProperties }),
            case .unevaluatedProperties(let rest) = unevaluated.check
        else { return plainObject(rules, rest: nil, isTracked) + logic(rules, .object, isTracked: isTracked) }
        var evaluation = StaticEvaluation(subschemas, nameBudget: evaluationBudget)
        let known = evaluation.properties(of: schema)
        evaluationBudget = evaluation.nameBudget
        if let evaluated = known {
            let rest = evaluated.isEverything ? nil : (rest, evaluated)
            return plainObject(rules, rest: rest, isTracked) + logic(rules, .object, isTracked: isTracked)
        }
        let inner = plainObject(rules, rest: nil, true) + logic(rules, .object, isTracked: true)
        let rule = UnevaluatedRule(
            inner: block(of: inner, for: .object),
            block: block(rest, isTracked: false),
            isTracked: isTracked
        )
        tables.unevaluatedRules.append(rule)
        return [Instruction(.unevaluatedProperties, UInt32(tables.unevaluatedRules.count - 1))]
    }

    /// All but the applicators on the same instance.
    ///
    /// `rest` is what `unevaluatedProperties` says, when it is known beforehand which names are evaluated.
    private mutating func plainObject(
        _ rules: [Rule],
        rest: (SubschemaID, EvaluatedProperties)?,
        _ isTracked: Bool
    ) -> [Instruction] {
        var least = 0
        var greatest = Int.max
        var list: [Instruction] = []
        var dependent: [Instruction] = []
        for rule in rules {
            switch rule.check {
            case .minimumProperties(let count): least = max(least, count)
            case .maximumProperties(let count): greatest = min(greatest, count)
            case .values(let nodes): list.append(equality(nodes, .object))
            case .dependentRequired(let triggers):
                for trigger in triggers where !trigger.names.isEmpty {
                    tables.triggers.append(trigger)
                    dependent.append(Instruction(.dependentRequired, UInt32(tables.triggers.count - 1)))
                }
            case .dependentSchemas(let schemas):
                for dependency in schemas {
                    let block = block(dependency.schema, isTracked: isTracked)
                    if block == Program.passBlock { continue }
                    tables.triggers.append(DependentNames(trigger: dependency.trigger, names: []))
                    dependent.append(Instruction(.dependentSchema, UInt32(tables.triggers.count - 1), block))
                }
            default: break
            }
        }
        if least > 0 || greatest < Int.max { list.insert(counting(.memberCount, least, greatest), at: 0) }
        var builder = ObjectPlanBuilder(rules, rest: rest, isTracked: isTracked)
        if let plan = builder.build(with: &self) {
            tables.plans.append(plan)
            let operation: Instruction.Operation = plan.looksAtNamesAlone ? .simpleObject : .object
            list.append(Instruction(operation, UInt32(tables.plans.count - 1)))
        }
        return list + dependent
    }
}
