/// How much a regular expression may ask for.
public struct RegularExpressionLimits: Hashable, Sendable {
    /// How deep groups and look-arounds may nest; 1 allows `(a)`.
    public var maximumDepth: Int
    /// How many instructions a pattern may have once its repetitions are counted out: `a{3}` has three.
    public var maximumProgramSize: Int
    /// How many steps one match may take, for patterns with backreferences.
    public var maximumStepCount: Int
    /// How many instructions one match may look at, for all other patterns: those that a text needs for the first time.
    ///
    /// Such a match takes time linear in the text, but up to the size of the pattern for each scalar.
    public var maximumWorkCount: Int
    /// How many bytes a pattern may keep to answer faster; a full cache is emptied.
    public var maximumCacheByteCount: Int

    /// Limits; the defaults suit patterns that people write.
    public init(
        maximumDepth: Int = 200,
        maximumProgramSize: Int = 25_000,
        maximumStepCount: Int = 5_000_000,
        maximumWorkCount: Int = 50_000_000,
        maximumCacheByteCount: Int = 1 << 20
    ) {
        self.maximumDepth = maximumDepth
        self.maximumProgramSize = maximumProgramSize
        self.maximumStepCount = maximumStepCount
        self.maximumWorkCount = maximumWorkCount
        self.maximumCacheByteCount = maximumCacheByteCount
    }
}
