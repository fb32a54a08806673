import JSON

/// Rewrites a finished program so that its machine has less to follow.
///
/// Calls of short runs become copies of them, several passes over one array or object become one, equal runs stand in
/// the code once, and runs that only look at one value are marked by ``leafBit`` in their entry.
struct CodeLinker {
    private(set) var entries: [UInt32]
    private(set) var code: [Instruction] = [.only(.fail), .only(.pass)]
    var tables: ProgramTables
    private let sourceEntries: [UInt32]
    private let source: [Instruction]
    private var runs: [[Instruction]: UInt32] = [:]
    /// Blocks that ask for all that others ask for, by those.
    private var unions: [[UInt32]: UInt32] = [:]
    private var waiting: [(block: UInt32, parts: [UInt32])] = []
    private var plans: [[UInt32]: UInt32] = [:]
    private let maximumBlockCount: Int
    /// How many instructions there may be before nothing is joined or copied any more.
    private let maximumCodeCount: Int
    /// Plans that could not be joined.
    private var separatePlans: Set<[UInt32]> = []
    /// How many names joined plans may still have.
    private var remainingNames: Int

    /// Stands in an entry for a run of instructions that apply no other block.
    static let leafBit: UInt32 = 1 << 31
    /// Runs of at most this many instructions are copied to where they are called.
    private static let inlinedCount = 6
    /// The longest run that copies may make.
    private static let runCount = 24
    private static let inlinedDepth = 4

    init(entries: [UInt32], code: [Instruction], tables: ProgramTables, room: Int) {
        self.entries = entries
        self.tables = tables
        sourceEntries = entries
        source = code
        // Schemas could ask for a block for each set of others.
        maximumBlockCount = 256 + 2 * entries.count / Program.kindCount
        remainingNames = min(room, 4096 + 2 * tables.slots.count)
        maximumCodeCount = code.count + room
    }

    mutating func link() {
        for slot in sourceEntries.indices where sourceEntries[slot] > Program.passEntry {
            entries[slot] = entry(for: [sourceEntries[slot]], kind: slot % Program.kindCount)
        }
        while let (block, parts) = waiting.popLast() {
            for kind in 0..<Program.kindCount {
                let parts = parts.map { sourceEntries[Int($0) * Program.kindCount + kind] }
                entries[Int(block) * Program.kindCount + kind] = entry(for: parts, kind: kind)
            }
        }
    }

    /// The entry of a run with all that is asked for at some entries of the source.
    private mutating func entry(for parts: [UInt32], kind: Int) -> UInt32 {
        var run: [Instruction] = []
        for part in parts {
            if part == Program.passEntry { continue }
            guard part != Program.failEntry, append(part, kind: kind, depth: 0, to: &run) else {
                return Program.failEntry
            }
        }
        return place(merged(run))
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
                let count = count(from: target)
                if self.code.count < maximumCodeCount, depth < Self.inlinedDepth, run.count + count <= Self.runCount,
                    count <= Self.inlinedCount
                {
                    guard append(target, kind: kind, depth: depth + 1, to: &run) else { return false }
                } else {
                    add(instruction, to: &run)
                }
            default: add(instruction, to: &run)
            }
            if isLast { return true }
            next += 1
        }
    }

    /// Asking the same twice of one instance changes nothing, and where schemas double at every level costs a lot.
    private func add(_ instruction: Instruction, to run: inout [Instruction]) {
        if run.count <= 2 * Self.runCount, run.contains(instruction) { return }
        run.append(instruction)
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

    // MARK: One pass instead of several

    /// The run with one loop over elements and one over members, where there were several.
    private mutating func merged(_ run: [Instruction]) -> [Instruction] {
        var run = run
        let starts = Set(run.filter { $0.operation == .items }.map(\.b))
        for start in starts.sorted() {
            let loops = run.indices.filter { run[$0].operation == .items && run[$0].b == start }
            guard loops.count > 1, let block = union(of: loops.map { run[$0].a }) else { continue }
            run[loops[0]].a = block
            remove(loops.dropFirst(), from: &run)
        }
        let passes = run.indices.filter { run[$0].operation == .simpleObject }
        if passes.count > 1, let plan = plan(for: passes.map { run[$0].a }) {
            run[passes[0]].a = plan
            remove(passes.dropFirst(), from: &run)
        }
        return run
    }

    private func remove(_ indices: ArraySlice<Int>, from run: inout [Instruction]) {
        for index in indices.reversed() { run.remove(at: index) }
    }

    /// A block that accepts what all of some blocks accept; nil when there would be too many blocks.
    private mutating func union(of blocks: [UInt32]) -> UInt32? {
        let parts = Set(blocks).subtracting([Program.passBlock]).sorted()
        if parts.contains(Program.failBlock) { return Program.failBlock }
        guard parts.count > 1 else { return parts.first ?? Program.passBlock }
        if let known = unions[parts] { return known }
        // A union of unions would have to be taken apart, and is seldom.
        guard entries.count / Program.kindCount < maximumBlockCount, self.code.count < maximumCodeCount,
            parts.allSatisfy({ Int($0) * Program.kindCount < sourceEntries.count })
        else { return nil }
        let block = UInt32(entries.count / Program.kindCount)
        entries += [UInt32](repeating: Program.passEntry, count: Program.kindCount)
        unions[parts] = block
        waiting.append((block, parts))
        return block
    }

    /// An object plan that asks for all that several ask for; nil when there would be too many.
    private mutating func plan(for indices: [UInt32]) -> UInt32? {
        let parts = Set(indices).sorted()
        guard parts.count > 1 else { return parts[0] }
        if let known = plans[parts] { return known }
        if separatePlans.contains(parts) { return nil }
        let plan = joined(parts)
        if let plan { plans[parts] = plan } else { separatePlans.insert(parts) }
        return plan
    }

    private mutating func joined(_ parts: [UInt32]) -> UInt32? {
        let sources = parts.map { tables.plans[Int($0)] }
        guard let additional = union(of: sources.map(\.additional)) else { return nil }
        var names: [PropertyName] = []
        var seen: Set<PropertyName> = []
        for source in sources { names += tables.names(of: source).filter { seen.insert($0).inserted } }
        guard names.count <= remainingNames else { return nil }
        remainingNames -= names.count
        var table = PropertyTable(capacity: names.count)
        var merged = ObjectPlan()
        for name in names {
            let slots = sources.map { tables.slot(of: name, in: $0) }
            let blocks = zip(slots, sources).map { slot, source in slot?.value ?? source.additional }
            guard let block = union(of: blocks) else { return nil }
            let isRequired = slots.contains { $0?.isRequired == true }
            table[name, default: block].isRequired = isRequired
            merged.requiredCount += isRequired ? 1 : 0
        }
        merged.additional = additional
        tables.place(table, in: &merged)
        tables.plans.append(merged)
        return UInt32(tables.plans.count - 1)
    }
}
