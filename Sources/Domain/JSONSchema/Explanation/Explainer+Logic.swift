internal import Diagnostics
internal import JSON

extension Explainer {
    @inline(never)
    mutating func allOf(_ parts: [SubschemaID], _ index: Int) -> Bool {
        var isAccepted = true
        for (position, part) in parts.enumerated() {
            if !applyPart(part, position, index, .allOf) { isAccepted = false }
            if !isAccepted, quietness > 0 || isDone { break }
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
        let start = findings.count
        var isAccepted = false
        var branches: [[RawFinding]] = []
        for (position, part) in parts.enumerated() {
            if attempt(part, position, index, .anyOf, &branches) { isAccepted = true }
            if isAccepted, !program.hasUnevaluated { break }
        }
        findings.removeLast(findings.count - start)
        if !isAccepted { explain(branches, index, rule, schema) }
        return isAccepted
    }

    @inline(never)
    mutating func oneOf(_ parts: [SubschemaID], _ index: Int, _ rule: Rule, _ schema: SubschemaID) -> Bool {
        let start = findings.count
        var accepted: [Int] = []
        var branches: [[RawFinding]] = []
        let mark = trail.count
        for (position, part) in parts.enumerated() {
            if attempt(part, position, index, .oneOf, &branches) { accepted.append(position) }
            if accepted.count > 1, quietness > 0 { break }
        }
        findings.removeLast(findings.count - start)
        if accepted.count == 1 { return true }
        leaveTrail(at: mark)
        if accepted.isEmpty {
            explain(branches, index, rule, schema)
        } else {
            let found = node(index)
            refuse(rule, schema, index, FindingMessage.tooManyBranches(found, accepted))
        }
        return false
    }

    /// Applies one branch and keeps its findings apart.
    private mutating func attempt(
        _ part: SubschemaID,
        _ position: Int,
        _ index: Int,
        _ keyword: Keyword,
        _ branches: inout [[RawFinding]]
    ) -> Bool {
        let outer = branchStart
        branchStart = findings.count
        let isAccepted = applyPart(part, position, index, keyword)
        if !isAccepted, quietness == 0 { branches.append(Array(findings[branchStart...])) }
        findings.removeLast(findings.count - branchStart)
        branchStart = outer
        return isAccepted
    }

    @inline(never)
    mutating func not(_ part: SubschemaID, _ index: Int, _ rule: Rule, _ schema: SubschemaID) -> Bool {
        quietness += 1
        let mark = trail.count
        let isAccepted = apply(part, index, via: .not)
        leaveTrail(at: mark)
        quietness -= 1
        let found = node(index)
        if isAccepted { refuse(rule, schema, index, FindingMessage.forbidden(found)) }
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
        let mark = trail.count
        let isMet = apply(condition, index, via: .if)
        quietness -= 1
        if !isMet { leaveTrail(at: mark) }
        guard let consequence = isMet ? then : otherwise else { return true }
        let keyword = isMet ? Keyword.then : .else
        // `then` and `else` stand beside `if`, not below it.
        let condition = path.removeLast()
        path.append(keyword.rawValue)
        defer { path[path.count - 1] = condition }
        return apply(consequence, index, via: keyword)
    }

    // MARK: The closest branch

    /// Reports why no branch accepts: what all of them expect, or what is wrong with the closest.
    @inline(never)
    private mutating func explain(_ branches: [[RawFinding]], _ index: Int, _ rule: Rule, _ schema: SubschemaID) {
        guard quietness == 0, !isDone else { return }
        let expectations = branches.compactMap { branch in
            branch.count == 1 && branch[0].instance == index ? branch[0].expectation : nil
        }
        if expectations.count == branches.count, branches.count > 1 {
            let found = node(index)
            let expected = FindingMessage.alternatives(expectations)
            refuse(rule, schema, index, FindingMessage.unexpected(found, expected), expectation: expected)
            return
        }
        let closest = branches.min { distance($0, index) < distance($1, index) }
        for finding in closest ?? [] where !isDone { findings.append(finding) }
    }

    /// How far a branch is from accepting: first whether it means this kind of value at all, then what is wrong.
    private func distance(_ branch: [RawFinding], _ index: Int) -> (Int, Int) {
        var mismatch = 0
        for finding in branch {
            if finding.instance == index, finding.expectation != nil {
                mismatch = 2
            } else if finding.expectation != nil, isChild(finding.instance, of: index),
                finding.keyword == "const" || finding.keyword == "enum"
            {
                // A member with another fixed value says which branch is meant.
                mismatch = max(mismatch, 1)
            }
        }
        return (mismatch, branch.count)
    }

    private func isChild(_ index: Int, of parent: Int) -> Bool {
        guard document.nodes[parent].kind == .object, index > parent else { return false }
        var cursor = parent + 2
        while cursor < index { cursor = document.end(of: cursor) + 1 }
        return cursor == index
    }
}
