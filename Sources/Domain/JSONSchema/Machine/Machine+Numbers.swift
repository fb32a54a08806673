internal import JSON

extension Machine {
    @inline(never)
    mutating func number(_ instruction: Instruction, _ node: Int) -> Bool {
        let range = program.tables.numberRanges[Int(instruction.a)]
        return range.admits(nodes[node]) ?? admitsExactly(instruction, node)
    }

    @inline(never)
    private mutating func admitsExactly(_ instruction: Instruction, _ node: Int) -> Bool {
        program.tables.numberRules[Int(instruction.a)].admitsExactly(nodes[node], bytes)
    }

    @inline(never)
    mutating func numberIn(_ instruction: Instruction, _ node: Int) -> Bool {
        let set = program.tables.numberSets[Int(instruction.a)]
        if !nodes[node].hasInlineInteger { spend(set.count / 8) }
        return set.contains(nodes[node], bytes)
    }

    /// Whether an array or object has as many children as it may.
    @inline(never)
    mutating func count(_ instruction: Instruction, _ node: Int) -> Bool {
        let count = UInt32(truncatingIfNeeded: nodes[node].length)
        return count >= instruction.a && count <= instruction.b
    }
}
