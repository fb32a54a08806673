internal import JSON

/// Schemas as a small machine runs them.
///
/// Budget: a document in no more time than the fastest known validator takes (`Benchmarks/json-schema`), without
/// allocations beyond the machine itself.
final class Program: Sendable {
    /// Kinds of instances, which is the stride of `entries`; one is unused.
    static let kindCount = 8
    /// The block that accepts everything, and its entry.
    static let passBlock: UInt32 = 0
    static let passEntry: UInt32 = 1
    /// The block that accepts nothing, and its entry.
    static let failBlock: UInt32 = 1
    static let failEntry: UInt32 = 0

    /// What the machine reads all the time.
    let cells: ProgramCells
    /// Everything else that instructions refer to.
    let tables: ProgramTables
    let patterns: [SchemaPattern]
    let formats: [StringAssertion]
    /// What the blocks were made from, for explanations.
    let subschemas: [Subschema]
    let dynamicNames: [SchemaCompiler.DynamicName]
    let registry: SchemaRegistry
    let limits: SchemaLimits
    let hasUnevaluated: Bool
    let hasDynamicScope: Bool

    init(_ emitter: CodeEmitter, compiler: SchemaCompiler) {
        cells = ProgramCells(emitter, formats: compiler.formats)
        tables = emitter.tables
        hasDynamicScope = emitter.hasDynamicScope
        patterns = compiler.patterns
        formats = compiler.formats
        subschemas = compiler.subschemas
        dynamicNames = compiler.dynamicNames
        registry = compiler.registry
        limits = compiler.options.limits
        hasUnevaluated = compiler.subschemas.contains { schema in
            schema.rules.contains { $0.keyword == .unevaluatedItems || $0.keyword == .unevaluatedProperties }
        }
    }

    deinit { cells.deallocate() }
}

/// The parts of a program that its machine reads all the time.
struct ProgramCells: Sendable {
    /// For each block and kind the index of its first instruction, perhaps with ``CodeLinker/leafBit``.
    let entries: Cells<UInt32>
    let code: Cells<Instruction>
    let lists: Cells<UInt32>
    let slots: Cells<PropertySlot>
    /// For each slot and kind the entry of the block that its value names, so that there is one thing less to look up.
    let slotEntries: Cells<UInt32>
    let names: Cells<UInt8>
    let plans: Cells<ObjectPlan>
    let planPatterns: Cells<PlanPattern>
    let numberRanges: Cells<NumberRange>
    let stringSets: Cells<StringSet>
    let containsRules: Cells<ContainsRule>
    let unevaluatedRules: Cells<UnevaluatedRule>
    let formats: Cells<StringAssertion>
    /// ``KeyHash/seed``, at hand.
    let seed = KeyHash.seed

    /// Copies of an emitter's tables; see ``deallocate()``.
    init(_ emitter: CodeEmitter, formats: [StringAssertion]) {
        let tables = emitter.tables
        entries = Cells(copying: emitter.entries)
        code = Cells(copying: emitter.code)
        lists = Cells(copying: tables.lists)
        slots = Cells(copying: tables.slots)
        slotEntries = Cells(
            copying: tables.slots.flatMap { slot in
                let first = Int(slot.value) * Program.kindCount
                // What is no block is never applied.
                return emitter.entries.indices.contains(first)
                    ? emitter.entries[first..<first + Program.kindCount]
                    : ArraySlice(repeating: Program.failEntry, count: Program.kindCount)
            }
        )
        names = Cells(copying: tables.names)
        plans = Cells(copying: tables.plans)
        planPatterns = Cells(copying: tables.planPatterns)
        numberRanges = Cells(copying: tables.numberRanges)
        stringSets = Cells(copying: tables.stringSets)
        containsRules = Cells(copying: tables.containsRules)
        unevaluatedRules = Cells(copying: tables.unevaluatedRules)
        self.formats = Cells(copying: formats)
    }

    /// Gives the memory back; nothing may be read afterwards.
    func deallocate() {
        entries.deallocate()
        code.deallocate()
        lists.deallocate()
        slots.deallocate()
        slotEntries.deallocate()
        names.deallocate()
        plans.deallocate()
        planPatterns.deallocate()
        numberRanges.deallocate()
        stringSets.deallocate()
        containsRules.deallocate()
        unevaluatedRules.deallocate()
        formats.deallocate()
    }
}

/// The operands of a program that do not fit into its instructions.
struct ProgramTables: Sendable {
    var lists: [UInt32] = []
    var slots: [PropertySlot] = []
    var names: [UInt8] = []
    var plans: [ObjectPlan] = []
    var planPatterns: [PlanPattern] = []
    var numberRules: [NumberRule] = []
    /// The ranges of the rules, one each.
    var numberRanges: [NumberRange] = []
    var numberSets: [NumberSet] = []
    var stringSets: [StringSet] = []
    var constants: [JSONNode] = []
    var containsRules: [ContainsRule] = []
    var triggers: [DependentNames] = []
    var unevaluatedRules: [UnevaluatedRule] = []
    var dynamicTables: [DynamicTable] = []
    /// How many blocks the dynamic tables have together.
    var dynamicBlockCount = 0

    /// How many entries the tables that grow with the program have together.
    var entryCount: Int {
        lists.count + slots.count + names.count / 8 + plans.count + planPatterns.count + numberRules.count
            + constants.count + triggers.count + unevaluatedRules.count + dynamicBlockCount
    }

    /// Copies a table's slots and names, for a plan.
    mutating func place(_ table: PropertyTable, in plan: inout ObjectPlan) {
        plan.slotBase = UInt32(slots.count)
        plan.slotMask = UInt32(table.slots.count - 1)
        plan.firstSlot = plan.slotBase + table.first
        let nameBase = UInt32(names.count)
        slots += table.slots.map { slot in
            var moved = slot
            moved.nameOffset += nameBase
            moved.next += plan.slotBase
            return moved
        }
        names += table.names
    }

    /// The names in a plan's table, in the order of their declaration.
    func names(of plan: ObjectPlan) -> [PropertyName] {
        var found: [PropertyName] = []
        var seen: Set<UInt32> = []
        var index = plan.firstSlot
        // The last slot leads to any.
        while slots[Int(index)].key != PropertySlot.freeKey, seen.insert(index).inserted {
            let slot = slots[Int(index)]
            let bytes = names[Int(slot.nameOffset)..<Int(slot.nameOffset + slot.nameLength)]
            found.append(PropertyName(String(decoding: bytes, as: UTF8.self)))
            index = slot.next
        }
        return found
    }

    /// The slot of a name in a plan's table; nil when it has none.
    func slot(of name: PropertyName, in plan: ObjectPlan) -> PropertySlot? {
        var index = PropertyTable.start(of: name.key, mask: Int(plan.slotMask), seed: KeyHash.seed)
        while true {
            let slot = slots[Int(plan.slotBase) + index]
            if slot.key == PropertySlot.freeKey { return nil }
            if slot.key == name.key,
                names[Int(slot.nameOffset)..<Int(slot.nameOffset + slot.nameLength)].elementsEqual(name.bytes)
            {
                return slot
            }
            index = (index + 1) & Int(plan.slotMask)
        }
    }
}

/// What an object's members must be, in one pass over them.
struct ObjectPlan: Sendable, BitwiseCopyable {
    /// What is left of the members on the trail.
    enum Trail: UInt8 {
        case nothing
        case matched
        case everything
    }

    /// Where its table begins in ``ProgramTables/slots``, and the table's size less one.
    var slotBase: UInt32 = 0
    var slotMask: UInt32 = 0
    /// The slot of the name that was declared first.
    var firstSlot: UInt32 = 0
    var requiredCount: UInt32 = 0
    /// The block for members that no name and no pattern matches.
    var additional = Program.passBlock
    var patternStart: UInt32 = 0
    var patternCount: UInt32 = 0
    /// The block for the names themselves.
    var memberNames = Program.passBlock
    var trail = Trail.nothing

    /// Whether the table says all there is to say.
    var looksAtNamesAlone: Bool { patternCount == 0 && memberNames == Program.passBlock && trail == .nothing }
}

/// A pattern for member names and the block for their values.
struct PlanPattern: Sendable, BitwiseCopyable {
    let pattern: UInt32
    let block: UInt32
}

struct ContainsRule: Sendable, BitwiseCopyable {
    let block: UInt32
    let minimum: Int
    let maximum: Int
    /// Whether what it accepts counts as evaluated.
    let marks: Bool
}

/// A schema with `unevaluatedItems` or `unevaluatedProperties`.
struct UnevaluatedRule: Sendable, BitwiseCopyable {
    /// Everything else that the schema says.
    let inner: UInt32
    /// What children must be that it leaves out.
    let block: UInt32
    /// Whether a schema around this one looks at the trail as well.
    let isTracked: Bool
}

/// The blocks of a dynamic anchor.
struct DynamicTable: Sendable {
    /// By resource; 0 where the resource has no such anchor.
    let blocks: [UInt32]
    let fallback: UInt32
}

/// A set of strings, with their lengths as a quick filter.
struct StringSet: Sendable, BitwiseCopyable {
    let lengths: UInt64
    let slotBase: Int
    let slotMask: Int

    @inline(__always)
    static func lengthBit(_ length: Int) -> UInt64 { 1 << UInt64(truncatingIfNeeded: min(length, 63)) }
}
