import JSON

/// Writes the instructions for compiled subschemas.
///
/// Each subschema becomes a block with one run of instructions for each kind of instance, so that `type` costs nothing
/// and only what concerns the kind is looked at. Blocks whose children must be noted for an `unevaluated…` keyword
/// further up exist a second time, *tracked*.
struct CodeEmitter {
    /// A block to be written: of which subschema, and whether it leaves a trail.
    struct Variant: Hashable {
        let schema: SubschemaID
        let isTracked: Bool
        /// Whether it stands behind an `enterScope`.
        var isInner = false
    }

    let subschemas: [Subschema]
    let summaries: [KindSummary]
    let dynamicNames: [SchemaCompiler.DynamicName]
    let resourceCount: Int
    let hasDynamicScope: Bool
    let patterns: [SchemaPattern]
    var tables = ProgramTables()
    private(set) var entries: [UInt32] = []
    private(set) var code: [Instruction] = [.only(.fail), .only(.pass)]
    private var blocks: [Variant: UInt32] = [:]
    private var waiting: [(block: UInt32, variant: Variant)] = []
    /// How many names and patterns may still be worked out ahead for `unevaluatedProperties`.
    var evaluationBudget = 1 << 20
    private let maximumSize: Int
    private(set) var isTooLarge = false
    private var dynamicTableIDs: [DynamicKey: UInt32] = [:]

    private struct DynamicKey: Hashable {
        let name: Int
        let fallback: SubschemaID
        let isTracked: Bool
    }

    init(_ compiler: SchemaCompiler) {
        maximumSize = compiler.options.limits.maximumProgramSize
        subschemas = compiler.subschemas
        summaries = KindSummary.of(compiler.subschemas)
        dynamicNames = compiler.dynamicNames
        patterns = compiler.patterns
        resourceCount = compiler.registry.resources.count
        hasDynamicScope = compiler.dynamicNames.contains { $0.candidates.count > 1 }
        entries += [UInt32](repeating: Program.passEntry, count: Program.kindCount)
        entries += [UInt32](repeating: Program.failEntry, count: Program.kindCount)
    }

    /// Writes all blocks that are asked for, then shortens the ways between them.
    mutating func finish() {
        while let (block, variant) = waiting.popLast() {
            write(variant, to: block)
            if code.count + entries.count + tables.entryCount > maximumSize {
                isTooLarge = true
                return
            }
        }
        resolveAliases()
        let room = maximumSize - code.count - entries.count - tables.entryCount
        var linker = CodeLinker(entries: entries, code: code, tables: tables, room: room)
        linker.link()
        tables = linker.tables
        entries = linker.entries
        code = linker.code
    }

    /// Whether a pattern matches a name, or is too costly to tell.
    func mayMatch(_ pattern: Int, _ name: PropertyName) -> Bool {
        var work = 0
        return patterns[pattern].matches(name.bytes.span, work: &work) != false
    }

    /// The block of a subschema.
    mutating func block(_ schema: SubschemaID, isTracked: Bool) -> UInt32 {
        if summaries[schema].fails == KindSummary.all { return Program.failBlock }
        let passes = summaries[schema].passes == KindSummary.all
        if passes, !isTracked || subschemas[schema].rules.isEmpty { return Program.passBlock }
        return block(Variant(schema: schema, isTracked: isTracked))
    }

    private mutating func block(_ variant: Variant) -> UInt32 {
        if let known = blocks[variant] { return known }
        let block = newBlock()
        blocks[variant] = block
        waiting.append((block, variant))
        return block
    }

    /// A block without entries of its own yet: it accepts everything.
    private mutating func newBlock() -> UInt32 {
        entries += [UInt32](repeating: Program.passEntry, count: Program.kindCount)
        return UInt32(entries.count / Program.kindCount - 1)
    }

    // MARK: Blocks

    private mutating func write(_ variant: Variant, to block: UInt32) {
        let schema = subschemas[variant.schema]
        if hasDynamicScope, schema.isScopeEntry, !variant.isInner {
            let inner = self.block(Variant(schema: variant.schema, isTracked: variant.isTracked, isInner: true))
            let list = [Instruction(.enterScope, inner, UInt32(schema.resource))]
            for kind in KindSummary.kinds { setEntry(of: block, kind, to: list, variant) }
            return
        }
        for kind in KindSummary.kinds {
            let isTracked = variant.isTracked && (kind == .array || kind == .object)
            let list = instructions(for: variant.schema, kind, isTracked: isTracked)
            setEntry(of: block, kind, to: list, variant)
        }
    }

    private mutating func setEntry(of block: UInt32, _ kind: JSONKind, to list: [Instruction], _ variant: Variant) {
        let slot = Int(block) * Program.kindCount + Int(kind.rawValue)
        let summary = summaries[variant.schema]
        if summary.fails(kind) {
            entries[slot] = Program.failEntry
        } else if list.isEmpty {
            entries[slot] = Program.passEntry
        } else {
            entries[slot] = place(list)
        }
    }

    /// Appends a run of instructions and returns where it begins.
    private mutating func place(_ list: [Instruction]) -> UInt32 {
        if list.contains(where: { $0.operation == .fail }) { return Program.failEntry }
        var run = list
        run[run.count - 1].isLast = true
        // Kinds often share a run, and it stands right before.
        if code.count >= run.count + 2, code[(code.count - run.count)...].elementsEqual(run) {
            return UInt32(code.count - run.count)
        }
        code += run
        return UInt32(code.count - run.count)
    }

    /// A block that has instructions for one kind only.
    mutating func block(of list: [Instruction], for kind: JSONKind) -> UInt32 {
        let block = newBlock()
        let slot = Int(block) * Program.kindCount + Int(kind.rawValue)
        if !list.isEmpty { entries[slot] = place(list) }
        return block
    }

    /// Lets entries that only lead elsewhere lead there at once.
    private mutating func resolveAliases() {
        var passed: [Int] = []
        for start in entries.indices {
            let kind = start % Program.kindCount
            var slot = start
            while true {
                let entry = Int(entries[slot])
                guard code[entry].operation == .call, code[entry].isLast,
                    passed.count < entries.count
                else { break }
                passed.append(slot)
                slot = Int(code[entry].a) * Program.kindCount + kind
            }
            // All that were passed, so that no way is walked twice.
            for alias in passed { entries[alias] = entries[slot] }
            passed.removeAll(keepingCapacity: true)
        }
    }

    // MARK: Lists and tables

    mutating func list(_ blocks: [UInt32]) -> UInt32 {
        tables.lists += blocks
        return UInt32(tables.lists.count - blocks.count)
    }

    mutating func dynamicTable(_ name: Int, fallback: SubschemaID, isTracked: Bool) -> UInt32 {
        let key = DynamicKey(name: name, fallback: fallback, isTracked: isTracked)
        if let known = dynamicTableIDs[key] { return known }
        var byResource = [UInt32](repeating: 0, count: resourceCount)
        for (resource, schema) in dynamicNames[name].candidates {
            byResource[resource] = dynamicBlock(schema, isTracked: isTracked)
        }
        let table = DynamicTable(blocks: byResource, fallback: dynamicBlock(fallback, isTracked: isTracked))
        tables.dynamicTables.append(table)
        tables.dynamicBlockCount += resourceCount
        dynamicTableIDs[key] = UInt32(tables.dynamicTables.count - 1)
        return UInt32(tables.dynamicTables.count - 1)
    }

    /// A block with a number of its own, since 0 means none in a dynamic table.
    private mutating func dynamicBlock(_ schema: SubschemaID, isTracked: Bool) -> UInt32 {
        block(Variant(schema: schema, isTracked: isTracked))
    }
}
