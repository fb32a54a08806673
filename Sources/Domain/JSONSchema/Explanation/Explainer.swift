import JSON

/// A finding before its places are worked out and put into words, which most of them never need.
struct RawFinding: Sendable {
    let instance: Int
    /// The array or object around the instance; negative for the instance that was asked about.
    let parent: Int
    let path: [String]
    let schema: SubschemaID
    /// The node of the keyword's value.
    let site: Int
    let keyword: String
    let fault: Fault
    /// The branches that were chosen on the way here, outermost first.
    var branches: [RawBranch] = []
}

/// The branch of `anyOf` or `oneOf` that came closest.
struct RawBranch: Sendable {
    let keyword: Keyword
    let path: [String]
    let position: Int
    let count: Int
    let schema: SubschemaID
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
    /// Takes down every subschema that is applied, where that is what is wanted; then there are no findings.
    var recorder: EvaluationRecorder?
    /// The evaluation path.
    var path: [String] = []
    /// Above 0 where only the verdict counts, as below `not`.
    var quietness = 0
    var trails = Trails()
    /// What tells the branches of the innermost `anyOf` or `oneOf` apart.
    var evidence = BranchEvidence()
    /// The array or object around the instance at hand, and the schema whose keyword looks into it.
    var parent = -1
    var owner: SubschemaID = 0
    private var scope: [Int] = []
    private var depth: Int
    private var stepCount: Int
    /// Where the findings of the branch at hand begin, and how many it may have.
    var branchStart = 0
    var branchLimit: Int

    init(_ program: Program, on document: JSONDocument, limit: Int, recorder: EvaluationRecorder? = nil) {
        self.program = program
        self.document = document
        self.limit = limit
        self.recorder = recorder
        branchLimit = limit
        trails.isKept = program.hasUnevaluated
        depth = program.limits.maximumDepth
        let most = max(Self.minimumStepCount, document.nodes.count.multipliedReportingOverflow(by: 64).partialValue)
        stepCount = min(program.limits.stepCount(forNodes: document.nodes.count), most)
    }

    /// An explanation goes on where the fast mode stops, so it has to stop by itself some day.
    private static let minimumStepCount = 1 << 19

    var remainingDepth: Int { depth }

    /// Whether nothing would be learned from going on.
    var isDone: Bool { exceeded != nil || recorder == nil && findings.count - branchStart >= branchLimit }

    /// Whether only the verdict counts.
    var isQuiet: Bool { quietness > 0 && recorder == nil }

    /// Whether a refusal is all that can still be learned about the instance at hand.
    var isSatisfied: Bool { isQuiet || isDone }

    mutating func exceed(_ limit: SchemaLimitError.Limit) {
        if exceeded == nil { exceeded = limit }
        depth = Int.min / 2
    }

    /// Counts work that is done without subschemas, in steps of about the same cost.
    mutating func spend(_ steps: Int) {
        stepCount -= steps
        if stepCount < 0 { exceed(.steps) }
    }

    func node(_ index: Int) -> JSONNode { document.node(at: index) }

    // MARK: Schemas

    /// Applies a subschema to a child, whose trail is its own.
    mutating func applyToChild(
        _ schema: SubschemaID,
        _ token: String?,
        _ child: Int,
        of index: Int,
        via keyword: Keyword
    ) -> Bool {
        let mark = trails.mark
        let outer = parent
        parent = index
        if let token { path.append(token) }
        let isAccepted = apply(schema, child, via: keyword)
        if token != nil { path.removeLast() }
        parent = outer
        trails.forget(since: mark)
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
        let unit = recorder?.begin(schema, index, of: parent, path: path)
        let isAccepted: Bool
        if let boolean = program.subschemas[schema].boolean {
            if !boolean { refuseAll(schema, index, via: keyword) }
            isAccepted = boolean
        } else {
            isAccepted = applyScoped(schema, index)
        }
        if let unit { recorder?.end(unit, isAccepted: isAccepted) }
        return isAccepted
    }

    @inline(never)
    private mutating func applyScoped(_ schema: SubschemaID, _ index: Int) -> Bool {
        let resource = program.subschemas[schema].resource
        let isNewScope = program.hasDynamicScope && scope.last != resource
        if isNewScope { scope.append(resource) }
        defer { if isNewScope { scope.removeLast() } }
        let outer = owner
        defer { owner = outer }
        return applyRules(of: schema, index)
    }

    @inline(never)
    private mutating func applyRules(of schema: SubschemaID, _ index: Int) -> Bool {
        let mark = trails.mark
        var isAccepted = true
        for position in program.subschemas[schema].rules.indices {
            let keyword = program.subschemas[schema].rules[position].keyword
            owner = schema
            path.append(keyword.rawValue)
            let start = recorder?.count ?? 0
            // What a refused part evaluated does not count, but what it looked at has been reported already.
            let isRuleAccepted = applyRule(position, of: schema, index, isAccepted ? mark.evaluated : nil, mark.seen)
            path.removeLast()
            if isRuleAccepted {
                recorder?.excuse(since: start)
            } else {
                isAccepted = false
                if isSatisfied { break }
            }
        }
        trails.settle(since: mark, isAccepted: isAccepted)
        return isAccepted
    }

    /// Applies one keyword; the trails begin at the marks, and what was evaluated is unknown without one.
    @inline(never)
    private mutating func applyRule(
        _ position: Int,
        of schema: SubschemaID,
        _ index: Int,
        _ evaluated: Int?,
        _ seen: Int
    ) -> Bool {
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
        case .unevaluatedItems(let part):
            return kind != .array || unevaluatedItems(part, index, trails.remaining(evaluated, seen))
        case .minimumProperties, .maximumProperties, .required, .dependentRequired:
            return kind != .object || checkObject(rule, schema, index)
        case .properties(let parts, let table): return kind != .object || properties(parts, table, index)
        case .patternProperties(let parts): return kind != .object || patternProperties(parts, index)
        case .additionalProperties(let part, let known, let patterns):
            return kind != .object || additionalProperties(part, known, patterns, index)
        case .propertyNames(let part): return kind != .object || propertyNames(part, index)
        case .dependentSchemas(let parts): return kind != .object || dependentSchemas(rule, parts, index)
        case .unevaluatedProperties(let part):
            return kind != .object || unevaluatedProperties(part, index, trails.remaining(evaluated, seen))
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

    // MARK: Findings

    /// Notes a finding at the keyword at hand.
    mutating func refuse(
        _ rule: Rule,
        _ schema: SubschemaID,
        _ index: Int,
        _ fault: @autoclosure () -> Fault,
        keyword: Keyword? = nil,
        parent: Int? = nil
    ) {
        guard !isSatisfied else { return }
        let name = (keyword ?? rule.keyword).rawValue
        if recorder != nil {
            recorder?.refuse(fault(), schema, index, keyword: name)
            return
        }
        if isNoted(name, rule.node, schema, index) { return }
        var place = path
        if keyword != nil { place[place.count - 1] = name }
        findings.append(
            RawFinding(
                instance: index,
                parent: parent ?? self.parent,
                path: place,
                schema: schema,
                site: rule.node,
                keyword: name,
                fault: fault()
            )
        )
    }

    /// Whether the branch at hand has the same finding already, as when two references lead to one schema.
    ///
    /// Keywords that speak of several names at one place are told apart by their message, later.
    private func isNoted(_ keyword: String, _ site: Int, _ schema: SubschemaID, _ index: Int) -> Bool {
        if keyword == Keyword.required.rawValue || keyword == Keyword.dependentRequired.rawValue { return false }
        return findings[branchStart...].contains { finding in
            finding.instance == index && finding.site == site && finding.schema == schema && finding.keyword == keyword
        }
    }

    @inline(never)
    private mutating func refuseAll(_ schema: SubschemaID, _ index: Int, via keyword: Keyword) {
        guard !isSatisfied else { return }
        let fault: Fault =
            switch keyword {
            case .properties, .patternProperties, .additionalProperties, .unevaluatedProperties:
                .memberNotAllowed(by: owner, keyword)
            case .propertyNames: .nameNotAllowed
            case .items, .prefixItems, .additionalItems, .unevaluatedItems: .elementNotAllowed
            default: .nothingAllowed
            }
        if recorder != nil {
            recorder?.refuse(fault, schema, index, keyword: "")
            return
        }
        // The schema that was asked is no keyword's.
        let name = keyword == .schema ? "" : keyword.rawValue
        if isNoted(name, program.subschemas[schema].node, schema, index) { return }
        findings.append(
            RawFinding(
                instance: index,
                parent: parent,
                path: path,
                schema: schema,
                site: program.subschemas[schema].node,
                keyword: name,
                fault: fault
            )
        )
    }
}
