/// How much an expression may ask for.
struct ExpressionLimits: Hashable, Sendable {
    /// How deep parentheses, calls and signs may nest.
    var maximumDepth = 64
    /// How many operands, operators and calls there may be.
    ///
    /// Each is done at most once for a record, for nothing jumps back.
    var maximumNodeCount = 1_000
    /// How many bytes of text one record may make.
    var maximumTextByteCount = 1 << 20
    /// How many bytes may be compared for one record to find texts in others.
    var maximumComparisonCount = 1 << 24
    /// What the patterns may ask for in one text.
    var patterns = CellPatterns.limits
}
