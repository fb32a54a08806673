import JSON
import StringFormats

extension Machine {
    @inline(never)
    mutating func length(_ instruction: Instruction, _ node: Int) -> Bool {
        let string = nodes[node]
        let least = Int(instruction.a)
        let greatest = Int(instruction.b)
        // A scalar takes one byte to four, so most lengths are decided without counting.
        if string.length < least || string.length &+ 3 > greatest &* 4 &+ 3 { return false }
        if string.length <= greatest, string.length &+ 3 >= least &* 4 { return true }
        let count = ScalarCount.of(string, in: document.bytes)
        return count >= least && count <= greatest
    }

    @inline(never)
    mutating func matches(_ pattern: Int, _ node: Int) -> Bool {
        let string = nodes[node]
        var work = 0
        let isMatch = bytes.withSpan(from: string.offset, count: string.length) { text in
            program.patterns[pattern].matches(text, work: &work)
        }
        if isMatch == nil { exceed(.pattern) }
        spend(work)
        return isMatch ?? false
    }

    @inline(never)
    mutating func format(_ instruction: Instruction, _ node: Int) -> Bool {
        let string = nodes[node]
        let format = tables.formats[Int(instruction.a)]
        return bytes.withSpan(from: string.offset, count: string.length) { (text: Span<UInt8>) -> Bool in
            format.accepts(text)
        }
    }

    @inline(never)
    mutating func stringIn(_ instruction: Instruction, _ node: Int) -> Bool {
        let string = nodes[node]
        let set = tables.stringSets[Int(instruction.a)]
        guard set.lengths & StringSet.lengthBit(string.length) != 0 else { return false }
        let hash = bytes.hash(of: string)
        let key = PropertyName.key(hash: hash, length: string.length)
        return find(key, string, from: set.slotBase, mask: set.slotMask) >= 0
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
