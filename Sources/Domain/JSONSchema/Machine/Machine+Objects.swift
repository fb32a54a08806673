internal import JSON

extension Machine {
    /// One pass over the members of an object, for plans with names alone.
    @inline(never)
    mutating func simpleObject(_ index: Int, _ node: Int) -> Bool {
        let plan = program.tables.plans[index]
        var missing = plan.requiredCount
        var remaining = UInt32(truncatingIfNeeded: nodes[node].length)
        if remaining < missing { return false }
        var cursor = node &+ 1
        while remaining > 0 {
            let name = nodes[cursor]
            let found = PropertyTable.find(
                PropertyName.key(of: name),
                bytes,
                at: name.offset,
                length: name.length,
                in: program.tables.slots,
                from: Int(plan.slotBase),
                mask: Int(plan.slotMask),
                names: program.tables.names
            )
            var block = plan.additional
            if found >= 0 {
                let slot = program.tables.slots[found]
                missing &-= slot.isRequired ? 1 : 0
                block = slot.value
            }
            guard run(block, cursor &+ 1) else { return false }
            cursor = end(of: cursor &+ 1)
            remaining &-= 1
        }
        return missing == 0
    }

    /// One pass over the members: properties, patterns, the rest, and what is required.
    @inline(never)
    mutating func object(_ index: Int, _ node: Int) -> Bool {
        let plan = program.tables.plans[index]
        let count = nodes[node].length
        var missing = Int(plan.requiredCount)
        if count < missing { return false }
        var cursor = node &+ 1
        for _ in 0..<count {
            let name = nodes[cursor]
            let value = cursor &+ 1
            let found = PropertyTable.find(
                PropertyName.key(of: name),
                bytes,
                at: name.offset,
                length: name.length,
                in: program.tables.slots,
                from: Int(plan.slotBase),
                mask: Int(plan.slotMask),
                names: program.tables.names
            )
            var isKnown = false
            if found >= 0 {
                let slot = program.tables.slots[found]
                if slot.isRequired { missing &-= 1 }
                if slot.value != ObjectPlanBuilder.requiredOnly {
                    isKnown = true
                    guard run(slot.value, value) else { return false }
                }
            }
            if plan.patternCount > 0 {
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

    /// Applies the patterns that match a name to its value; nil when the value is refused, else whether any matched.
    @inline(never)
    private mutating func patterns(of plan: ObjectPlan, _ name: Int) -> Bool? {
        var isMatched = false
        spend(Int(plan.patternCount))
        for index in plan.patternStart..<(plan.patternStart &+ plan.patternCount) {
            let pattern = program.tables.planPatterns[Int(index)]
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
        let rule = program.tables.unevaluatedRules[Int(instruction.a)]
        let mark = trail.count
        guard run(rule.inner, node) else { return false }
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
