internal import JSON

/// Rewrites a finished program so that its machine has less to follow.
///
/// Calls of short runs become copies of them, equal runs become one, and runs that only look at one value are marked
/// by ``leafBit`` in their entry.
struct CodeLinker {
    private(set) var entries: [UInt32]
    private(set) var code: [Instruction] = [.only(.fail), .only(.pass)]
    private let sourceEntries: [UInt32]
    private let source: [Instruction]
    private var runs: [[Instruction]: UInt32] = [:]

    /// Stands in an entry for a run of instructions that apply no other block.
    static let leafBit: UInt32 = 1 << 31
    /// Runs of at most this many instructions are copied to where they are called.
    private static let inlinedCount = 6
    /// The longest run that copies may make.
    private static let runCount = 24
    private static let inlinedDepth = 4

    init(entries: [UInt32], code: [Instruction]) {
        self.entries = entries
        sourceEntries = entries
        source = code
    }

    mutating func link() {
        for slot in entries.indices where sourceEntries[slot] > Program.passEntry {
            var run: [Instruction] = []
            guard append(sourceEntries[slot], kind: slot % Program.kindCount, depth: 0, to: &run) else {
                entries[slot] = Program.failEntry
                continue
            }
            entries[slot] = place(run)
        }
    }

    /// Appends the instructions from an entry; false when one of them accepts nothing.
    private func append(_ entry: UInt32, kind: Int, depth: Int, to run: inout [Instruction]) -> Bool {
        var next = Int(entry)
        while true {
            var instruction = source[next]
            let isLast = instruction.isLast
            instruction.isLast = false
            switch instruction.operation {
            case .fail: return false
            case .pass: break
            case .call:
                let target = sourceEntries[Int(instruction.a) * Program.kindCount + kind]
                if target == Program.failEntry { return false }
                if target == Program.passEntry { break }
                if depth < Self.inlinedDepth, run.count + count(from: target) <= Self.runCount,
                    count(from: target) <= Self.inlinedCount
                {
                    guard append(target, kind: kind, depth: depth + 1, to: &run) else { return false }
                } else {
                    run.append(instruction)
                }
            default: run.append(instruction)
            }
            if isLast { return true }
            next += 1
        }
    }

    private func count(from entry: UInt32) -> Int {
        var next = Int(entry)
        while !source[next].isLast { next += 1 }
        return next - Int(entry) + 1
    }

    private mutating func place(_ instructions: [Instruction]) -> UInt32 {
        guard !instructions.isEmpty else { return Program.passEntry }
        var run = instructions
        run[run.count - 1].isLast = true
        if let known = runs[run] { return known }
        var entry = UInt32(code.count)
        if run.allSatisfy(\.isLeaf) { entry |= Self.leafBit }
        code += run
        runs[run] = entry
        return entry
    }
}
