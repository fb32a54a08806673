import JSON

extension Explainer {
    @inline(never)
    mutating func allOf(_ parts: [SubschemaID], _ index: Int) -> Bool {
        var isAccepted = true
        for (position, part) in parts.enumerated() {
            if !applyPart(part, position, index, .allOf) { isAccepted = false }
            if !isAccepted, isSatisfied { break }
        }
        return isAccepted
    }

    private mutating func applyPart(_ part: SubschemaID, _ position: Int, _ index: Int, _ keyword: Keyword) -> Bool {
        path.append(String(position))
        defer { path.removeLast() }
        return apply(part, index, via: keyword)
    }

    @inline(never)
    mutating func anyOf(_ parts: [SubschemaID], _ index: Int, _ rule: Rule, _ schema: SubschemaID) -> Bool {
        let mark = trails.mark
        var isAccepted = false
        var refused: [RefusedBranch] = []
        for (position, part) in parts.enumerated() {
            if attempt(part, position, index, .anyOf, &refused) { isAccepted = true }
            if isAccepted, !trails.isKept, recorder == nil { break }
        }
        if isAccepted {
            trails.settle(since: mark, isAccepted: true)
        } else {
            explain(refused, parts.count, index, rule, schema)
        }
        return isAccepted
    }

    @inline(never)
    mutating func oneOf(_ parts: [SubschemaID], _ index: Int, _ rule: Rule, _ schema: SubschemaID) -> Bool {
        var accepted: [Int] = []
        var refused: [RefusedBranch] = []
        let mark = trails.mark
        for (position, part) in parts.enumerated() {
            if attempt(part, position, index, .oneOf, &refused) { accepted.append(position) }
            if accepted.count > 1, isQuiet { break }
        }
        trails.settle(since: mark, isAccepted: accepted.count == 1)
        if accepted.count == 1 { return true }
        if accepted.isEmpty {
            explain(refused, parts.count, index, rule, schema)
        } else {
            refuse(rule, schema, index, .tooManyBranches(accepted, count: parts.count))
        }
        return false
    }

    /// Applies one branch and keeps its findings apart.
    private mutating func attempt(
        _ part: SubschemaID,
        _ position: Int,
        _ index: Int,
        _ keyword: Keyword,
        _ refused: inout [RefusedBranch]
    ) -> Bool {
        if isQuiet || recorder != nil { return applyPart(part, position, index, keyword) }
        let outer = (branchStart, branchLimit, evidence)
        branchStart = findings.count
        // With too few findings the branches would look alike.
        branchLimit = max(limit, Self.minimumBranchLimit)
        evidence = BranchEvidence(instance: index)
        let isAccepted = applyPart(part, position, index, keyword)
        let own = evidence
        let reasons = Array(findings[branchStart...])
        findings.removeLast(reasons.count)
        (branchStart, branchLimit, evidence) = outer
        if isAccepted {
            evidence.add(own)
        } else {
            refused.append(RefusedBranch(position: position, schema: part, findings: reasons, evidence: own))
        }
        return isAccepted
    }

    private static let minimumBranchLimit = 32

    @inline(never)
    mutating func not(_ part: SubschemaID, _ index: Int, _ rule: Rule, _ schema: SubschemaID) -> Bool {
        quietness += 1
        let mark = trails.mark
        let start = recorder?.count ?? 0
        let isAccepted = apply(part, index, via: .not)
        recorder?.excuse(since: start)
        trails.forget(since: mark)
        quietness -= 1
        if isAccepted { refuse(rule, schema, index, .forbidden(by: part)) }
        return !isAccepted
    }

    @inline(never)
    mutating func conditional(
        _ condition: SubschemaID,
        _ then: SubschemaID?,
        _ otherwise: SubschemaID?,
        _ index: Int
    ) -> Bool {
        quietness += 1
        let mark = trails.mark
        let start = recorder?.count ?? 0
        let isMet = apply(condition, index, via: .if)
        recorder?.excuse(since: start)
        quietness -= 1
        if !isMet { trails.forget(since: mark) }
        guard let consequence = isMet ? then : otherwise else { return true }
        let keyword = isMet ? Keyword.then : .else
        // `then` and `else` stand beside `if`, not below it.
        let condition = path.removeLast()
        path.append(keyword.rawValue)
        defer { path[path.count - 1] = condition }
        return apply(consequence, index, via: keyword)
    }

    // MARK: The closest branch

    /// Notes that a fixed value is the one that is asked for.
    mutating func noteMatch(_ index: Int) { if !isQuiet { evidence.noteFitting(index, of: parent) } }

    /// Reports why no branch accepts: what all of them expect, or what is wrong with the closest.
    @inline(never)
    private mutating func explain(
        _ branches: [RefusedBranch],
        _ count: Int,
        _ index: Int,
        _ rule: Rule,
        _ schema: SubschemaID
    ) {
        guard !isSatisfied else { return }
        if recorder != nil { return refuse(rule, schema, index, .noBranch(rule.keyword, count: count)) }
        let choice = BranchChoice(branches, on: document, at: index)
        if branches.count > 1, let faults = choice.sharedFaults {
            refuse(rule, schema, index, .alternatives(faults))
        } else if let (member, values) = choice.sharedMember {
            refuse(rule, schema, member, .alternatives([.values(values)]), parent: index)
        } else if let closest = choice.closest {
            let branch = RawBranch(
                keyword: rule.keyword,
                path: path,
                position: closest.position,
                count: count,
                schema: closest.schema
            )
            for var finding in closest.findings where !isDone {
                if count > 1 { finding.branches.insert(branch, at: 0) }
                findings.append(finding)
            }
            evidence.add(closest.evidence)
        }
    }
}
