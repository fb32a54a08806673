/// How schemas are compiled.
public struct SchemaOptions: Hashable, Sendable {
    /// The side of an exchange that an instance belongs to, which decides about `readOnly` and `writeOnly`.
    public enum Direction: Hashable, Sendable {
        case none
        /// `required` does not ask for `readOnly` properties.
        case request
        /// `required` does not ask for `writeOnly` properties.
        case response
    }

    /// How regular expressions are read.
    public enum PatternMode: Hashable, Sendable {
        /// ECMA-262 with the `u` flag and nothing else.
        case strict
        /// Also what browsers and people tolerate, such as needless escapes.
        case lenient
    }

    /// Whether `format` is checked, in dialects that leave it open.
    public var assertsFormat: Bool
    /// The side of an exchange.
    public var direction: Direction
    /// How regular expressions are read.
    public var patternMode: PatternMode
    /// How much an evaluation may ask for.
    public var limits: SchemaLimits

    /// Options; as they stand, `format` is an annotation.
    public init(
        assertsFormat: Bool = false,
        direction: Direction = .none,
        patternMode: PatternMode = .lenient,
        limits: SchemaLimits = SchemaLimits()
    ) {
        self.assertsFormat = assertsFormat
        self.direction = direction
        self.patternMode = patternMode
        self.limits = limits
    }
}

/// How much an evaluation may ask for.
public struct SchemaLimits: Hashable, Sendable {
    /// How deep subschemas may nest while they are applied; each level takes native stack.
    public var maximumDepth: Int
    /// How many subschemas may be applied to one instance and what is in it.
    public var maximumStepCount: Int

    /// Limits; the defaults suit threads with 512 KiB of stack.
    public init(maximumDepth: Int = 512, maximumStepCount: Int = 1 << 30) {
        self.maximumDepth = maximumDepth
        self.maximumStepCount = maximumStepCount
    }
}

/// A limit that an evaluation ran into; the instance is neither valid nor invalid.
public struct SchemaLimitError: Error, Hashable, Sendable {
    /// What there was too much of.
    public enum Limit: String, Sendable {
        case depth = "too-deep"
        case steps = "too-many-steps"
        case pattern = "pattern-too-costly"
    }

    /// What there was too much of.
    public let limit: Limit
}
