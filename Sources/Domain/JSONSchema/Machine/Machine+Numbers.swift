import JSON

extension Machine {
    @inline(__always)
    mutating func numberBetween(_ instruction: Instruction, _ node: Int) -> Bool {
        let number = nodes[node]
        guard number.hasInlineInteger else { return self.number(instruction.c, node) }
        let least = Int32(bitPattern: instruction.a)
        let greatest = Int32(bitPattern: instruction.b)
        let value = number.inlineInteger
        return (value >= Int(least) || least == .min) && (value <= Int(greatest) || greatest == .max)
    }

    @inline(never)
    mutating func number(_ rule: UInt32, _ node: Int) -> Bool {
        tables.numberRanges[Int(rule)].admits(nodes[node]) ?? admitsExactly(rule, node)
    }

    @inline(never)
    private mutating func admitsExactly(_ rule: UInt32, _ node: Int) -> Bool {
        // Long numbers are compared and divided digit by digit.
        spend(nodes[node].length)
        return program.tables.numberRules[Int(rule)].admitsExactly(nodes[node], document.bytes)
    }

    @inline(never)
    mutating func numberIn(_ instruction: Instruction, _ node: Int) -> Bool {
        let set = program.tables.numberSets[Int(instruction.a)]
        if !nodes[node].hasInlineInteger { spend(set.count / 8) }
        return set.contains(nodes[node], document.bytes)
    }

    /// Whether an array or object has as many children as it may.
    @inline(__always)
    mutating func count(_ instruction: Instruction, _ node: Int) -> Bool {
        let count = UInt32(truncatingIfNeeded: nodes[node].length)
        return count >= instruction.a && count <= instruction.b
    }
}
