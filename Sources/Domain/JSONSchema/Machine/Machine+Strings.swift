internal import JSON
internal import StringFormats

extension Machine {
    @inline(never)
    mutating func length(_ instruction: Instruction, _ node: Int) -> Bool {
        let string = nodes[node]
        let least = Int(instruction.a)
        let greatest = Int(instruction.b)
        // A scalar takes one byte to four, so most lengths are decided without counting.
        if string.length < least || string.length &+ 3 > greatest &* 4 &+ 3 { return false }
        if string.length <= greatest, string.length &+ 3 >= least &* 4 { return true }
        let count = ScalarCount.of(string, in: bytes)
        return count >= least && count <= greatest
    }

    @inline(never)
    mutating func matches(_ pattern: Int, _ node: Int) -> Bool {
        let string = nodes[node]
        let bytes = bytes
        let text = bytes.span.extracting(string.offset..<string.offset &+ string.length)
        guard let isMatch = program.patterns[pattern].matches(text) else {
            exceed(.pattern)
            return false
        }
        return isMatch
    }

    @inline(never)
    mutating func format(_ instruction: Instruction, _ node: Int) -> Bool {
        let string = nodes[node]
        let text = bytes.span.extracting(string.offset..<string.offset &+ string.length)
        return program.formats[Int(instruction.a)].accepts(text)
    }

    @inline(never)
    mutating func stringIn(_ instruction: Instruction, _ node: Int) -> Bool {
        let string = nodes[node]
        let set = program.tables.stringSets[Int(instruction.a)]
        guard set.lengths & StringSet.lengthBit(string.length) != 0 else { return false }
        let hash = KeyHash.hash(of: string, in: bytes.span)
        let found = PropertyTable.find(
            PropertyName.key(hash: hash, length: string.length),
            bytes,
            at: string.offset,
            length: string.length,
            in: program.tables.slots,
            from: set.slotBase,
            mask: set.slotMask,
            names: program.tables.names
        )
        return found >= 0
    }

    @inline(never)
    mutating func equalsAny(_ instruction: Instruction, _ node: Int) -> Bool {
        for index in 0..<instruction.b {
            let constant = program.tables.constants[Int(instruction.a &+ index)]
            spend((constant.document.end(of: constant.index) &- constant.index &+ 7) / 8)
            switch ValueComparison.areEqual(document, node, constant.document, constant.index, remainingDepth) {
            case true?: return true
            case false?: break
            case nil:
                exceed(.depth)
                return false
            }
        }
        return false
    }
}

/// Counts Unicode scalars, as string lengths are.
enum ScalarCount {
    @inline(never)
    static func of(_ string: TapeNode, in bytes: [UInt8]) -> Int {
        let text = bytes.span
        var count = 0
        for offset in string.offset..<string.offset &+ string.length where text[offset] & 0xC0 != 0x80 {
            count &+= 1
        }
        return count
    }
}
