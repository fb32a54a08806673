/// How much a schema and an evaluation may ask for.
///
/// What a schema asks for beyond them is a ``SchemaError``, what an instance asks for a ``SchemaLimitError``.
public struct SchemaLimits: Hashable, Sendable {
    /// How deep subschemas may nest while they are applied; each level takes native stack.
    public var maximumDepth: Int
    /// How many subschemas may be applied to one instance and what is in it.
    public var maximumStepCount: Int
    /// The same for each node of the instance's document and 16,384 more, so that a small instance ends soon.
    public var maximumStepCountPerNode: Int
    /// How deep schemas may stand in one another, and only there: references begin anew.
    public var maximumSchemaDepth: Int
    /// How many schemas and subschemas may be compiled together.
    public var maximumSubschemaCount: Int
    /// How many instructions and entries of tables the compiled schemas may have, patterns apart.
    public var maximumProgramSize: Int
    /// How many documents a registry may have, the schema's own and the metaschemas among them.
    public var maximumDocumentCount: Int
    /// How many schemas with a URI of their own the registry's documents may have.
    public var maximumResourceCount: Int
    /// How many significant digits a divisor in `multipleOf` may have.
    public var maximumDivisorDigitCount: Int
    /// How many bytes a regular expression may have.
    public var maximumPatternByteCount: Int
    /// How many instructions all regular expressions may have together, repetitions counted out.
    public var maximumPatternProgramSize: Int
    /// How many steps one match of a regular expression may take.
    ///
    /// Those are steps back and forth for patterns with backreferences; for all others an instruction that is looked at
    /// for the first time is a twentieth of a step.
    public var maximumPatternStepCount: Int
    /// How many errors of a schema are reported.
    public var maximumErrorCount: Int

    /// Limits; the defaults suit schemas that people write and threads with 512 KiB of stack.
    public init(
        maximumDepth: Int = 512,
        maximumStepCount: Int = 1 << 30,
        maximumStepCountPerNode: Int = 2048,
        maximumSchemaDepth: Int = 512,
        maximumSubschemaCount: Int = 1 << 20,
        maximumProgramSize: Int = 1 << 24,
        maximumDocumentCount: Int = 10_000,
        maximumResourceCount: Int = 100_000,
        maximumDivisorDigitCount: Int = 4096,
        maximumPatternByteCount: Int = 1 << 16,
        maximumPatternProgramSize: Int = 1 << 20,
        maximumPatternStepCount: Int = 5_000_000,
        maximumErrorCount: Int = 100
    ) {
        self.maximumDepth = maximumDepth
        self.maximumStepCount = maximumStepCount
        self.maximumStepCountPerNode = maximumStepCountPerNode
        self.maximumSchemaDepth = maximumSchemaDepth
        self.maximumSubschemaCount = maximumSubschemaCount
        self.maximumProgramSize = maximumProgramSize
        self.maximumDocumentCount = maximumDocumentCount
        self.maximumResourceCount = maximumResourceCount
        self.maximumDivisorDigitCount = maximumDivisorDigitCount
        self.maximumPatternByteCount = maximumPatternByteCount
        self.maximumPatternProgramSize = maximumPatternProgramSize
        self.maximumPatternStepCount = maximumPatternStepCount
        self.maximumErrorCount = maximumErrorCount
    }

    /// How many instructions one match without backreferences may look at.
    var patternWorkCount: Int {
        let (work, isHuge) = maximumPatternStepCount.multipliedReportingOverflow(by: 10)
        return isHuge ? .max : work
    }

    /// How many steps an instance in a document of so many nodes may take.
    func stepCount(forNodes count: Int) -> Int {
        let (steps, isHuge) = maximumStepCountPerNode.multipliedReportingOverflow(by: count + 16_384)
        return isHuge ? maximumStepCount : min(maximumStepCount, steps)
    }
}

/// A limit that an evaluation ran into; the instance is neither valid nor invalid.
public struct SchemaLimitError: Error, Hashable, Sendable {
    /// What there was too much of.
    public enum Limit: String, Sendable {
        /// ``SchemaLimits/maximumDepth``.
        case depth = "too-deep"
        /// ``SchemaLimits/maximumStepCount`` or ``SchemaLimits/maximumStepCountPerNode``.
        case steps = "too-many-steps"
        /// ``SchemaLimits/maximumPatternStepCount``.
        case pattern = "pattern-too-costly"
    }

    /// What there was too much of.
    public let limit: Limit
}
