import JSON

extension Machine {
    @inline(never)
    mutating func items(_ instruction: Instruction, _ node: Int) -> Bool {
        let end = nodes[node].end
        spend(nodes[node].length >> 3)
        var cursor = node &+ 1
        var skipped = instruction.b
        while skipped > 0, cursor < end {
            cursor = self.end(of: cursor)
            skipped &-= 1
        }
        while cursor < end {
            guard run(instruction.a, cursor) else { return false }
            cursor = self.end(of: cursor)
        }
        return true
    }

    @inline(never)
    mutating func itemsTracked(_ instruction: Instruction, _ node: Int) -> Bool {
        guard items(instruction, node) else { return false }
        if nodes[node].length > Int(instruction.b) { trail.append(Self.everything) }
        return true
    }

    @inline(never)
    mutating func prefixItems(_ instruction: Instruction, _ node: Int) -> Bool {
        let end = nodes[node].end
        var cursor = node &+ 1
        var position: UInt32 = 0
        while cursor < end, position < instruction.b {
            guard run(tables.lists[Int(instruction.a &+ position)], cursor) else { return false }
            cursor = self.end(of: cursor)
            position &+= 1
        }
        return true
    }

    @inline(never)
    mutating func prefixItemsTracked(_ instruction: Instruction, _ node: Int) -> Bool {
        guard prefixItems(instruction, node) else { return false }
        let end = nodes[node].end
        var cursor = node &+ 1
        var position: UInt32 = 0
        while cursor < end, position < instruction.b {
            trail.append(UInt32(truncatingIfNeeded: cursor))
            cursor = self.end(of: cursor)
            position &+= 1
        }
        return true
    }

    @inline(never)
    mutating func contains(_ instruction: Instruction, _ node: Int) -> Bool {
        let rule = tables.containsRules[Int(instruction.a)]
        let marks = instruction.operation == .containsTracked && rule.marks
        spend(nodes[node].length >> 3)
        let end = nodes[node].end
        var cursor = node &+ 1
        var count = 0
        while cursor < end {
            if run(rule.block, cursor) {
                count &+= 1
                if count > rule.maximum { return false }
                if marks {
                    trail.append(UInt32(truncatingIfNeeded: cursor))
                } else if count >= rule.minimum, rule.maximum == Int.max {
                    return true
                }
            }
            cursor = self.end(of: cursor)
        }
        return count >= rule.minimum
    }

    @inline(never)
    mutating func hasUniqueItems(_ node: Int) -> Bool {
        // Nested arrays are hashed again at every level.
        spend(8 &* (nodes[node].end &- node))
        if exceeded != nil { return false }
        switch UniqueItems.firstPair(in: document, node, remainingDepth) {
        case .none: return true
        case .pair: return false
        case .tooDeep:
            exceed(.depth)
            return false
        }
    }

    @inline(never)
    mutating func unevaluatedItems(_ instruction: Instruction, _ node: Int) -> Bool {
        let rule = tables.unevaluatedRules[Int(instruction.a)]
        let mark = trail.count
        guard run(rule.inner, node) else {
            leaveTrail(at: mark)
            return false
        }
        var isAccepted = true
        if var walk = TrailWalk(&trail, from: mark) {
            let end = nodes[node].end
            var cursor = node &+ 1
            while cursor < end, isAccepted {
                if !walk.passes(cursor, trail) { isAccepted = run(rule.block, cursor) }
                cursor = self.end(of: cursor)
            }
        }
        leaveTrail(at: mark)
        if rule.isTracked { trail.append(Self.everything) }
        return isAccepted
    }
}
