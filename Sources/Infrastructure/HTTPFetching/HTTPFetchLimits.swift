/// How much a fetch may ask for.
public struct HTTPFetchLimits: Hashable, Sendable {
    /// The most bytes of a body; none is compressed, since none is asked to be.
    public var maximumByteCount: Int
    /// How often a server may send elsewhere.
    public var maximumRedirectCount: Int
    /// How long everything may take, from the first connection to the last byte.
    public var timeout: Duration

    /// Limits; the defaults suit documents that people write.
    public init(
        maximumByteCount: Int = 16 << 20,
        maximumRedirectCount: Int = 5,
        timeout: Duration = .seconds(30)
    ) {
        self.maximumByteCount = maximumByteCount
        self.maximumRedirectCount = maximumRedirectCount
        self.timeout = timeout
    }
}
