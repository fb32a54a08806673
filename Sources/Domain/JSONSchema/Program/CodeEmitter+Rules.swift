import JSON

extension CodeEmitter {
    /// The instructions of a subschema for one kind of instance, cheap ones first; empty when it accepts all of them.
    mutating func instructions(for schema: SubschemaID, _ kind: JSONKind, isTracked: Bool) -> [Instruction] {
        let isContainer = kind == .array || kind == .object
        if summaries[schema].passes(kind), !isTracked || !isContainer { return [] }
        if summaries[schema].fails(kind) { return [Instruction(.fail)] }
        let rules = subschemas[schema].rules
        switch kind {
        case .null, .true, .false: return logic(rules, kind, isTracked: false)
        case .number: return number(rules) + logic(rules, kind, isTracked: false)
        case .string: return string(rules) + logic(rules, kind, isTracked: false)
        case .array: return array(schema, rules, isTracked: isTracked)
        case .object: return object(schema, rules, isTracked: isTracked)
        }
    }

    // MARK: Scalars

    private mutating func number(_ rules: [Rule]) -> [Instruction] {
        var rule = NumberRule()
        var list: [Instruction] = []
        for each in rules {
            switch each.check {
            case .type(let types) where !types.contains(.number):
                if types.contains(.integerSyntax) { rule.needsIntegerSyntax = true } else { rule.needsInteger = true }
            case .bound(let bound): rule.add(bound)
            case .numberFormat(let format):
                rule.needsInteger = true
                for bound in format.bounds { rule.add(bound) }
            case .multipleOf(let divisor): rule.add(divisor: divisor)
            case .values(let nodes) where nodes.count(where: { $0.kind == .number }) == 1:
                let value = nodes.first { $0.kind == .number }?.exactNumber ?? ExactDecimal(0)
                rule.add(NumberBound(value: value, isUpper: false, isExclusive: false))
                rule.add(NumberBound(value: value, isUpper: true, isExclusive: false))
            case .values(let nodes):
                tables.numberSets.append(NumberSet(nodes.filter { $0.kind == .number }))
                list.append(Instruction(.numberIn, UInt32(tables.numberSets.count - 1)))
            default: break
            }
        }
        if !rule.isEmpty {
            tables.numberRules.append(rule)
            tables.numberRanges.append(rule.range)
            list.insert(rule.instruction(UInt32(tables.numberRules.count - 1)), at: 0)
        }
        return list
    }

    private mutating func string(_ rules: [Rule]) -> [Instruction] {
        var least = 0
        var greatest = Int.max
        var list: [Instruction] = []
        var costly: [Instruction] = []
        for rule in rules {
            switch rule.check {
            case .minimumLength(let count): least = max(least, count)
            case .maximumLength(let count): greatest = min(greatest, count)
            case .values(let nodes): list.append(Instruction(.stringIn, stringSet(nodes)))
            case .pattern(let pattern): costly.append(Instruction(.pattern, UInt32(pattern)))
            case .format(let format): costly.append(Instruction(.format, UInt32(format)))
            default: break
            }
        }
        if least > 0 || greatest < Int.max { list.append(counting(.length, least, greatest)) }
        return list + costly
    }

    private mutating func stringSet(_ nodes: [JSONNode]) -> UInt32 {
        let names = Set(nodes.compactMap(\.string).map(PropertyName.init))
        var table = PropertyTable(capacity: names.count)
        var lengths: UInt64 = 0
        for name in names {
            table[name, default: 1].value = 1
            lengths |= StringSet.lengthBit(name.bytes.count)
        }
        var plan = ObjectPlan()
        tables.place(table, in: &plan)
        tables.stringSets.append(
            StringSet(lengths: lengths, slotBase: Int(plan.slotBase), slotMask: Int(plan.slotMask))
        )
        return UInt32(tables.stringSets.count - 1)
    }

    /// An instruction with a range of counts, which on a tape have 32 bits.
    func counting(_ operation: Instruction.Operation, _ least: Int, _ greatest: Int) -> Instruction {
        if least > Int(UInt32.max) { return Instruction(.fail) }
        return Instruction(operation, UInt32(least), UInt32(clamping: greatest))
    }

    // MARK: Arrays and objects as constants

    mutating func equality(_ nodes: [JSONNode], _ kind: JSONKind) -> Instruction {
        let constants = nodes.filter { $0.kind == kind }
        tables.constants += constants
        return Instruction(.equalsAny, UInt32(tables.constants.count - constants.count), UInt32(constants.count))
    }

    // MARK: Applicators on the same instance

    mutating func logic(_ rules: [Rule], _ kind: JSONKind, isTracked: Bool) -> [Instruction] {
        var list: [Instruction] = []
        for rule in rules {
            switch rule.check {
            case .reference(let schema): call(schema, kind, isTracked, to: &list)
            case .dynamicReference(let name, let fallback):
                if dynamicNames[name].candidates.count > 1 {
                    let table = dynamicTable(name, fallback: fallback, isTracked: isTracked)
                    list.append(Instruction(.dynamicCall, table))
                } else {
                    call(fallback, kind, isTracked, to: &list)
                }
            case .allOf(let schemas): for schema in schemas { call(schema, kind, isTracked, to: &list) }
            case .anyOf(let schemas): anyOf(schemas, kind, isTracked, to: &list)
            case .oneOf(let schemas): oneOf(schemas, kind, isTracked, to: &list)
            case .not(let schema):
                if summaries[schema].fails(kind) { break }
                list.append(Instruction(.not, block(schema, isTracked: false)))
            case .conditional(let condition, let then, let otherwise):
                conditional(condition, then, otherwise, kind, isTracked, to: &list)
            default: break
            }
        }
        return list
    }

    private mutating func call(_ schema: SubschemaID, _ kind: JSONKind, _ isTracked: Bool, to list: inout [Instruction])
    {
        if summaries[schema].passes(kind), !isTracked { return }
        let block = block(schema, isTracked: isTracked)
        if block != Program.passBlock { list.append(Instruction(.call, block)) }
    }

    private mutating func anyOf(
        _ schemas: [SubschemaID],
        _ kind: JSONKind,
        _ isTracked: Bool,
        to list: inout [Instruction]
    ) {
        if !isTracked, schemas.contains(where: { summaries[$0].passes(kind) }) { return }
        let open = schemas.filter { !summaries[$0].fails(kind) }
        guard open.count > 1 else {
            if let only = open.first { call(only, kind, isTracked, to: &list) } else { list.append(Instruction(.fail)) }
            return
        }
        let blocks = open.map { block($0, isTracked: isTracked) }
        list.append(Instruction(isTracked ? .anyOfTracked : .anyOf, self.list(blocks), UInt32(blocks.count)))
    }

    private mutating func oneOf(
        _ schemas: [SubschemaID],
        _ kind: JSONKind,
        _ isTracked: Bool,
        to list: inout [Instruction]
    ) {
        let open = schemas.filter { !summaries[$0].fails(kind) }
        guard open.count > 1 else {
            if let only = open.first { call(only, kind, isTracked, to: &list) } else { list.append(Instruction(.fail)) }
            return
        }
        let blocks = open.map { block($0, isTracked: isTracked) }
        list.append(Instruction(.oneOf, self.list(blocks), UInt32(blocks.count)))
    }

    private mutating func conditional(
        _ condition: SubschemaID,
        _ then: SubschemaID?,
        _ otherwise: SubschemaID?,
        _ kind: JSONKind,
        _ isTracked: Bool,
        to list: inout [Instruction]
    ) {
        if !isTracked, summaries[condition].passes(kind) {
            if let then { call(then, kind, isTracked, to: &list) }
            return
        }
        if summaries[condition].fails(kind) {
            if let otherwise { call(otherwise, kind, isTracked, to: &list) }
            return
        }
        if !isTracked, then == nil, otherwise == nil { return }
        let blocks = [
            block(condition, isTracked: isTracked),
            then.map { block($0, isTracked: isTracked) } ?? Program.passBlock,
            otherwise.map { block($0, isTracked: isTracked) } ?? Program.passBlock,
        ]
        list.append(Instruction(.conditional, self.list(blocks), 3))
    }
}
