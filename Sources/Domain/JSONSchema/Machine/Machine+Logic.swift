extension Machine {
    @inline(never)
    mutating func enterScope(_ instruction: Instruction, _ node: Int) -> Bool {
        scope.append(instruction.b)
        defer { scope.removeLast() }
        return run(instruction.a, node)
    }

    @inline(never)
    mutating func dynamicCall(_ instruction: Instruction, _ node: Int) -> Bool {
        let table = program.tables.dynamicTables[Int(instruction.a)]
        for resource in scope where table.blocks[Int(resource)] != 0 {
            return run(table.blocks[Int(resource)], node)
        }
        return run(table.fallback, node)
    }

    @inline(never)
    mutating func anyOf(_ instruction: Instruction, _ node: Int) -> Bool {
        for index in 0..<instruction.b where run(tables.lists[Int(instruction.a &+ index)], node) {
            return true
        }
        return false
    }

    @inline(never)
    mutating func anyOfTracked(_ instruction: Instruction, _ node: Int) -> Bool {
        var isAccepted = false
        for index in 0..<instruction.b {
            let mark = trail.count
            if run(tables.lists[Int(instruction.a &+ index)], node) {
                isAccepted = true
            } else {
                leaveTrail(at: mark)
            }
        }
        return isAccepted
    }

    @inline(never)
    mutating func oneOf(_ instruction: Instruction, _ node: Int) -> Bool {
        var isAccepted = false
        for index in 0..<instruction.b {
            let mark = trail.count
            if run(tables.lists[Int(instruction.a &+ index)], node) {
                if isAccepted { return false }
                isAccepted = true
            } else {
                leaveTrail(at: mark)
            }
        }
        return isAccepted
    }

    @inline(never)
    mutating func not(_ instruction: Instruction, _ node: Int) -> Bool {
        let mark = trail.count
        let isAccepted = run(instruction.a, node)
        leaveTrail(at: mark)
        return !isAccepted
    }

    @inline(never)
    mutating func conditional(_ instruction: Instruction, _ node: Int) -> Bool {
        let list = Int(instruction.a)
        let mark = trail.count
        if run(tables.lists[list], node) { return run(tables.lists[list &+ 1], node) }
        leaveTrail(at: mark)
        return run(tables.lists[list &+ 2], node)
    }

    /// Forgets what a branch noted that did not accept.
    @inline(__always)
    mutating func leaveTrail(at mark: Int) {
        if trail.count > mark { trail.removeLast(trail.count &- mark) }
    }
}
