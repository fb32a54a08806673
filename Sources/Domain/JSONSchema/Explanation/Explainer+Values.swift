import JSON
import StringFormats

extension Explainer {
    @inline(never)
    mutating func checkAny(_ rule: Rule, _ schema: SubschemaID, _ index: Int) -> Bool {
        let found = node(index)
        switch rule.check {
        case .type(let types):
            if types.contains(found) { return true }
            refuse(rule, schema, index, .type(types))
            return false
        case .values(let values):
            for value in values {
                spend((value.document.end(of: value.index) - value.index + 7) / 8)
                switch ValueComparison.areEqual(document, index, value.document, value.index, remainingDepth) {
                case true?:
                    noteMatch(index)
                    return true
                case false?: break
                case nil:
                    exceed(.depth)
                    return false
                }
            }
            refuse(rule, schema, index, .values(values))
            return false
        default: return true
        }
    }

    @inline(never)
    mutating func checkNumber(_ rule: Rule, _ schema: SubschemaID, _ index: Int) -> Bool {
        let found = node(index)
        let limit = program.registry.document(program.subschemas[schema].document).node(at: rule.node)
        switch rule.check {
        case .bound(let bound):
            if bound.admits(found.exactNumber) { return true }
            refuse(rule, schema, index, .bound(bound, limit: limit))
            return false
        case .numberFormat(let format):
            if format.accepts(found.exactNumber) { return true }
            refuse(rule, schema, index, .numberFormat(format))
            return false
        case .multipleOf(let divisor):
            if found.exactNumber.isMultiple(of: divisor) { return true }
            refuse(rule, schema, index, .notMultiple(divisor, divisor: limit))
            return false
        default: return true
        }
    }

    @inline(never)
    mutating func checkString(_ rule: Rule, _ schema: SubschemaID, _ index: Int) -> Bool {
        let found = node(index)
        let bytes = document.bytes
        let content = found.tapeNode
        let text = bytes.span.extracting(content.offset..<content.offset + content.length)
        switch rule.check {
        case .minimumLength(let least):
            let count = ScalarCount.of(content, in: bytes)
            if count >= least { return true }
            refuse(rule, schema, index, .tooShort(count: count, least: least))
        case .maximumLength(let most):
            let count = ScalarCount.of(content, in: bytes)
            if count <= most { return true }
            refuse(rule, schema, index, .tooLong(count: count, most: most))
        case .pattern(let pattern):
            var work = 0
            defer { spend(work) }
            guard let isMatch = program.patterns[pattern].matches(text, work: &work) else {
                exceed(.pattern)
                return false
            }
            if isMatch { return true }
            let source = program.patterns[pattern].source
            refuse(rule, schema, index, .noMatch(pattern: source))
        case .format(let format):
            let known = program.formats[format]
            if known.accepts(text) { return true }
            refuse(rule, schema, index, .wrongFormat(known.name))
        default: return true
        }
        return false
    }

    @inline(never)
    mutating func checkArray(_ rule: Rule, _ schema: SubschemaID, _ index: Int) -> Bool {
        let found = node(index)
        switch rule.check {
        case .minimumItems(let least):
            if found.count >= least { return true }
            refuse(rule, schema, index, .tooFewElements(least: least))
        case .maximumItems(let most):
            if found.count <= most { return true }
            refuse(rule, schema, index, .tooManyElements(most: most))
        case .uniqueItems:
            spend(8 * (found.tapeNode.end - index))
            switch UniqueItems.firstPair(in: document, index, remainingDepth) {
            case .none: return true
            case .tooDeep: exceed(.depth)
            case .pair(let first, let second):
                refuse(rule, schema, index, .equalElements(first, second))
            }
        default: return true
        }
        return false
    }

    @inline(never)
    mutating func checkObject(_ rule: Rule, _ schema: SubschemaID, _ index: Int) -> Bool {
        let found = node(index)
        var isAccepted = true
        switch rule.check {
        case .minimumProperties(let least):
            if found.count >= least { return true }
            refuse(rule, schema, index, .tooFewMembers(least: least))
            return false
        case .maximumProperties(let most):
            if found.count <= most { return true }
            refuse(rule, schema, index, .tooManyMembers(most: most))
            return false
        case .required(let names):
            spend(names.count / 4)
            let table = PropertyTable(names)
            var isPresent = [Bool](repeating: false, count: names.count)
            for (name, _) in found.memberNodes {
                if let position = table.value(of: name.tapeNode, in: document.bytes) { isPresent[position] = true }
            }
            for (position, name) in names.enumerated() where !isPresent[position] {
                refuse(rule, schema, index, .missing(name.text))
                isAccepted = false
            }
        case .dependentRequired(let triggers):
            spend(triggers.reduce(0) { $0 + ($1.names.count + 1) * found.count } / 8)
            for trigger in triggers where found[trigger.trigger.text] != nil {
                for name in trigger.names where found[name.text] == nil {
                    refuse(rule, schema, index, .missingBeside(name.text, trigger: trigger.trigger.text))
                    isAccepted = false
                }
            }
        default: break
        }
        return isAccepted
    }
}

extension TypeSet {
    /// Whether a value has one of the types.
    func contains(_ node: JSONNode) -> Bool {
        guard node.kind == .number, !contains(.number) else { return admits(node.kind) }
        return contains(.integer) && node.exactNumber.isInteger
            || contains(.integerSyntax) && node.tapeNode.hasIntegerSyntax
    }
}
