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

    /// For each block and kind the index of its first instruction.
    let entries: [UInt32]
    let code: [Instruction]
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
        entries = emitter.entries
        code = emitter.code
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
struct StringSet: Sendable {
    let lengths: UInt64
    let slotBase: Int
    let slotMask: Int

    @inline(__always)
    static func lengthBit(_ length: Int) -> UInt64 { 1 << UInt64(truncatingIfNeeded: min(length, 63)) }
}
