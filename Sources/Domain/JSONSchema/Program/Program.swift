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
