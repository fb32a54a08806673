internal import Diagnostics
internal import JSON

/// A finding before its pointers are worked out, which most of them never need.
struct RawFinding {
    let instance: Int
    let path: [String]
    let schema: SubschemaID
    /// The node of the keyword's value.
    let site: Int
    let keyword: String
    let message: LocalizedText
    /// What would have been accepted, as a phrase; for findings about the instance as a whole.
    var expectation: LocalizedText?
}

/// Applies subschemas keyword by keyword and notes every reason to refuse.
///
/// It shares nothing with the ``Machine`` but the compiled rules, and always comes to the same verdict.
struct Explainer {
    let program: Program
    let document: JSONDocument
    let limit: Int
    private(set) var exceeded: SchemaLimitError.Limit?
    var findings: [RawFinding] = []
    /// The evaluation path.
    var path: [String] = []
    /// Above 0 where only the verdict counts, as below `not`.
    var quietness = 0
    var trail: [UInt32] = []
    private var scope: [Int] = []
    private var depth: Int
    private var stepCount: Int
    /// Where the findings of the branch at hand begin.
    var branchStart = 0

    init(_ program: Program, on document: JSONDocument, limit: Int) {
        self.program = program
        self.document = document
        self.limit = limit
        depth = program.limits.maximumDepth
        stepCount = min(program.limits.stepCount(forNodes: document.nodes.count), Self.maximumStepCount)
    }

    /// An explanation goes on where the fast mode stops, so it has to stop by itself some day.
    private static let maximumStepCount = 1 << 22

    var remainingDepth: Int { depth }

    /// Whether nothing would be learned from going on.
    var isDone: Bool { exceeded != nil || findings.count - branchStart >= limit }

    mutating func exceed(_ limit: SchemaLimitError.Limit) {
        if exceeded == nil { exceeded = limit }
        depth = Int.min / 2
    }

    func node(_ index: Int) -> JSONNode { document.node(at: index) }

    // MARK: Schemas

    /// Applies a subschema to a child, or to anything with a trail of its own.
    mutating func applyToChild(_ schema: SubschemaID, _ index: Int, via keyword: Keyword) -> Bool {
        let mark = trail.count
        let isAccepted = apply(schema, index, via: keyword)
        leaveTrail(at: mark)
        return isAccepted
    }

    /// Applies a subschema; the path must lead to it already.
    mutating func apply(_ schema: SubschemaID, _ index: Int, via keyword: Keyword) -> Bool {
        depth -= 1
        stepCount -= 1
        if depth < 0 || stepCount < 0 {
            exceed(depth < 0 ? .depth : .steps)
            return false
        }
        defer { depth += 1 }
        if let boolean = program.subschemas[schema].boolean {
            if !boolean { refuseAll(schema, index, via: keyword) }
            return boolean
        }
        let resource = program.subschemas[schema].resource
        let isNewScope = program.hasDynamicScope && scope.last != resource
        if isNewScope { scope.append(resource) }
        defer { if isNewScope { scope.removeLast() } }
        return applyRules(of: schema, index)
    }

    @inline(never)
    private mutating func applyRules(of schema: SubschemaID, _ index: Int) -> Bool {
        let mark = trail.count
        var isAccepted = true
        for position in program.subschemas[schema].rules.indices {
            let keyword = program.subschemas[schema].rules[position].keyword
            let isUnevaluated = keyword == .unevaluatedItems || keyword == .unevaluatedProperties
            // What a refused part evaluated is not known, so its children would all look forgotten.
            if isUnevaluated, !isAccepted { break }
            path.append(keyword.rawValue)
            if !applyRule(position, of: schema, index, mark) { isAccepted = false }
            path.removeLast()
            if !isAccepted, quietness > 0 || isDone { break }
        }
        if !isAccepted { leaveTrail(at: mark) }
        return isAccepted
    }

    @inline(never)
    private mutating func applyRule(_ position: Int, of schema: SubschemaID, _ index: Int, _ mark: Int) -> Bool {
        let rule = program.subschemas[schema].rules[position]
        let kind = document.nodes[index].kind
        switch rule.check {
        case .type, .values: return checkAny(rule, schema, index)
        case .multipleOf, .bound, .numberFormat: return kind != .number || checkNumber(rule, schema, index)
        case .minimumLength, .maximumLength, .pattern, .format:
            return kind != .string || checkString(rule, schema, index)
        case .minimumItems, .maximumItems, .uniqueItems: return kind != .array || checkArray(rule, schema, index)
        case .contains(let part, let minimum, let maximum, let marks):
            return kind != .array || contains(rule, schema, index, part, minimum, maximum, marks)
        case .prefixItems(let parts): return kind != .array || prefixItems(rule, parts, index)
        case .items(let part, let start): return kind != .array || items(rule, part, start, index)
        case .unevaluatedItems(let part): return kind != .array || unevaluatedItems(part, index, mark)
        case .minimumProperties, .maximumProperties, .required, .dependentRequired:
            return kind != .object || checkObject(rule, schema, index)
        case .properties(let parts, let table): return kind != .object || properties(parts, table, index)
        case .patternProperties(let parts): return kind != .object || patternProperties(parts, index)
        case .additionalProperties(let part, let known, let patterns):
            return kind != .object || additionalProperties(part, known, patterns, index)
        case .propertyNames(let part): return kind != .object || propertyNames(part, index)
        case .dependentSchemas(let parts): return kind != .object || dependentSchemas(rule, parts, index)
        case .unevaluatedProperties(let part): return kind != .object || unevaluatedProperties(part, index, mark)
        case .allOf(let parts): return allOf(parts, index)
        case .anyOf(let parts): return anyOf(parts, index, rule, schema)
        case .oneOf(let parts): return oneOf(parts, index, rule, schema)
        case .not(let part): return not(part, index, rule, schema)
        case .conditional(let condition, let then, let otherwise):
            return conditional(condition, then, otherwise, index)
        case .reference(let target): return apply(target, index, via: rule.keyword)
        case .dynamicReference(let name, let fallback):
            return apply(dynamicTarget(name, fallback), index, via: rule.keyword)
        }
    }

    private func dynamicTarget(_ name: Int, _ fallback: SubschemaID) -> SubschemaID {
        let candidates = program.dynamicNames[name].candidates
        guard candidates.count > 1 else { return fallback }
        for resource in scope {
            if let found = candidates.first(where: { $0.resource == resource }) { return found.schema }
        }
        return fallback
    }

    // MARK: Findings and trails

    /// Notes a finding at the keyword at hand.
    mutating func refuse(
        _ rule: Rule,
        _ schema: SubschemaID,
        _ index: Int,
        _ message: @autoclosure () -> LocalizedText,
        keyword: Keyword? = nil,
        expectation: @autoclosure () -> LocalizedText? = nil
    ) {
        guard quietness == 0, !isDone else { return }
        var place = path
        if let keyword { place[place.count - 1] = keyword.rawValue }
        findings.append(
            RawFinding(
                instance: index,
                path: place,
                schema: schema,
                site: rule.node,
                keyword: (keyword ?? rule.keyword).rawValue,
                message: message(),
                expectation: expectation()
            )
        )
    }

    @inline(never)
    private mutating func refuseAll(_ schema: SubschemaID, _ index: Int, via keyword: Keyword) {
        guard quietness == 0, !isDone else { return }
        findings.append(
            RawFinding(
                instance: index,
                path: path,
                schema: schema,
                site: program.subschemas[schema].node,
                keyword: keyword.rawValue,
                message: FindingMessage.nothingAllowed(node(index), keyword)
            )
        )
    }

    mutating func leaveTrail(at mark: Int) {
        if trail.count > mark { trail.removeLast(trail.count - mark) }
    }

    mutating func note(_ child: Int) {
        if program.hasUnevaluated { trail.append(UInt32(truncatingIfNeeded: child)) }
    }

    mutating func noteEverything() { if program.hasUnevaluated { trail.append(Machine.everything) } }
}
