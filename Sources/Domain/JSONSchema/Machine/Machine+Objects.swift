import JSON

extension Machine {
    /// One pass over the members of an object, for plans with names alone.
    @inline(never)
    mutating func simpleObject(_ index: Int, _ node: Int) -> Bool {
        let plan = tables.plans[index]
        var missing = plan.requiredCount
        var remaining = UInt32(truncatingIfNeeded: nodes[node].length)
        if remaining < missing { return false }
        spend(Int(remaining >> 3))
        var cursor = node &+ 1
        var expected = Int(plan.firstSlot)
        while remaining > 0 {
            let found = slot(of: nodes[cursor], in: plan, expected)
            let value = nodes[cursor &+ 1]
            if found >= 0 {
                let slot = tables.slots[found]
                missing &-= slot.isRequired ? 1 : 0
                expected = Int(slot.next)
                let entry = tables.slotEntries[found &* Program.kindCount &+ value.kindIndex]
                guard enter(entry, cursor &+ 1) else { return false }
            } else if plan.additional != Program.passBlock {
                guard run(plan.additional, cursor &+ 1, kind: value.kindIndex) else { return false }
            }
            cursor = value.isContainer ? value.end : cursor &+ 2
            remaining &-= 1
        }
        return missing == 0
    }

    /// One pass over the members: properties, patterns, the rest, and what is required.
    @inline(never)
    mutating func object(_ index: Int, _ node: Int) -> Bool {
        let plan = tables.plans[index]
        let count = nodes[node].length
        var missing = Int(plan.requiredCount)
        if count < missing { return false }
        var cursor = node &+ 1
        var expected = Int(plan.firstSlot)
        for _ in 0..<count {
            let value = cursor &+ 1
            let found = slot(of: nodes[cursor], in: plan, expected)
            var isKnown = false
            var mayMatchPattern = plan.patternCount > 0
            if found >= 0 {
                let slot = tables.slots[found]
                mayMatchPattern = slot.matchesPattern
                expected = Int(slot.next)
                if slot.isRequired { missing &-= 1 }
                if slot.value != ObjectPlanBuilder.requiredOnly {
                    isKnown = true
                    guard run(slot.value, value) else { return false }
                }
            }
            if mayMatchPattern {
                guard let isMatched = patterns(of: plan, cursor) else { return false }
                isKnown = isKnown || isMatched
            }
            if !isKnown {
                guard run(plan.additional, value) else { return false }
            } else if plan.trail == .matched {
                trail.append(UInt32(truncatingIfNeeded: value))
            }
            if plan.memberNames != Program.passBlock {
                guard run(plan.memberNames, cursor) else { return false }
            }
            cursor = end(of: value)
        }
        if plan.trail == .everything { trail.append(Self.everything) }
        return missing == 0
    }

    /// The slot of a member name in a plan's table, where one is expected; negative when it has none.
    @inline(__always)
    private func slot(of name: TapeNode, in plan: ObjectPlan, _ expected: Int) -> Int {
        let key = PropertyName.key(of: name)
        let slot = tables.slots[expected]
        if slot.key == key, name.length <= KeyHash.exactByteCount || holds(name, slot) { return expected }
        return find(key, name, from: Int(plan.slotBase), mask: Int(plan.slotMask))
    }

    /// The slot of a string in a table; negative when it has none.
    @inline(__always)
    func find(_ key: UInt64, _ string: TapeNode, from base: Int, mask: Int) -> Int {
        var index = PropertyTable.start(of: key, mask: mask, seed: tables.seed)
        while true {
            let slot = tables.slots[base &+ index]
            if slot.key == key, string.length <= KeyHash.exactByteCount || holds(string, slot) { return base &+ index }
            if slot.key == PropertySlot.freeKey { return -1 }
            index = (index &+ 1) & mask
        }
    }

    /// Whether a string of eight bytes or more is the name of a slot.
    @inline(__always)
    private func holds(_ string: TapeNode, _ slot: PropertySlot) -> Bool {
        let count = string.length
        guard count == Int(slot.nameLength) else { return false }
        let name = Int(slot.nameOffset)
        let last = count &- 8
        var offset = 0
        while offset < last {
            if bytes.word(at: string.offset &+ offset) != tables.names.word(at: name &+ offset) { return false }
            offset &+= 8
        }
        return bytes.word(at: string.offset &+ last) == tables.names.word(at: name &+ last)
    }

    /// Applies the patterns that match a name to its value; nil when the value is refused, else whether any matched.
    @inline(never)
    private mutating func patterns(of plan: ObjectPlan, _ name: Int) -> Bool? {
        var isMatched = false
        spend(Int(plan.patternCount))
        for index in plan.patternStart..<(plan.patternStart &+ plan.patternCount) {
            let pattern = tables.planPatterns[Int(index)]
            guard matches(Int(pattern.pattern), name) else { continue }
            isMatched = true
            guard run(pattern.block, name &+ 1) else { return nil }
        }
        return isMatched
    }

    /// The value of the member of that name; negative when there is none.
    mutating func member(_ name: PropertyName, of node: Int) -> Int {
        let end = nodes[node].end
        var cursor = node &+ 1
        while cursor < end {
            let candidate = nodes[cursor]
            if PropertyName.key(of: candidate) == name.key,
                name.bytes.count <= KeyHash.exactByteCount
                    || document.content(of: candidate).elementsEqual(name.bytes)
            {
                return cursor &+ 1
            }
            cursor = self.end(of: cursor &+ 1)
        }
        return -1
    }

    @inline(never)
    mutating func dependentRequired(_ instruction: Instruction, _ node: Int) -> Bool {
        let rule = program.tables.triggers[Int(instruction.a)]
        spend(nodes[node].length &* (rule.names.count &+ 1) / 8)
        if member(rule.trigger, of: node) < 0 { return true }
        for name in rule.names where member(name, of: node) < 0 { return false }
        return true
    }

    @inline(never)
    mutating func dependentSchema(_ instruction: Instruction, _ node: Int) -> Bool {
        let rule = program.tables.triggers[Int(instruction.a)]
        spend(nodes[node].length / 8)
        return member(rule.trigger, of: node) < 0 || run(instruction.b, node)
    }

    @inline(never)
    mutating func unevaluatedProperties(_ instruction: Instruction, _ node: Int) -> Bool {
        let rule = tables.unevaluatedRules[Int(instruction.a)]
        let mark = trail.count
        guard run(rule.inner, node) else {
            leaveTrail(at: mark)
            return false
        }
        var isAccepted = true
        if var walk = TrailWalk(&trail, from: mark) {
            let end = nodes[node].end
            var cursor = node &+ 2
            while cursor <= end, isAccepted {
                if !walk.passes(cursor, trail) { isAccepted = run(rule.block, cursor) }
                cursor = self.end(of: cursor) &+ 1
            }
        }
        leaveTrail(at: mark)
        if rule.isTracked { trail.append(Self.everything) }
        return isAccepted
    }
}
