/// How schemas are compiled.
public struct SchemaOptions: Hashable, Sendable {
    /// The side of an exchange that an instance belongs to, which decides about `readOnly` and `writeOnly`.
    public enum Direction: Hashable, Sendable {
        case none
        /// `required` does not ask for `readOnly` properties.
        case request
        /// `required` does not ask for `writeOnly` properties.
        case response
        /// `required` asks for neither, as suits an example that does not say which side it belongs to.
        case either
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
    /// Whether `contentEncoding` and `contentMediaType` are checked, where base64 and JSON are known; draft 7 and later.
    public var assertsContent: Bool
    /// The side of an exchange.
    public var direction: Direction
    /// How regular expressions are read.
    public var patternMode: PatternMode
    /// How much a schema and an evaluation may ask for.
    public var limits: SchemaLimits

    /// Options; as they stand, `format` and the content keywords are annotations.
    public init(
        assertsFormat: Bool = false,
        assertsContent: Bool = false,
        direction: Direction = .none,
        patternMode: PatternMode = .lenient,
        limits: SchemaLimits = SchemaLimits()
    ) {
        self.assertsFormat = assertsFormat
        self.assertsContent = assertsContent
        self.direction = direction
        self.patternMode = patternMode
        self.limits = limits
    }
}
