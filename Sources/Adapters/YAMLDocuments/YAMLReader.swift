public import JSON

/// Reads a YAML document as JSON.
///
/// The structure is YAML 1.1 as libyaml reads it (`%YAML 1.1` and `%YAML 1.2` alike); plain scalars mean what the core
/// schema of YAML 1.2 says, so `no` and `2024-01-01` are strings, `0o17` is 15 and `007` is 7. What JSON cannot say is
/// refused with its position: collections and null as keys, keys given twice, infinity and NaN, private tags, recursion.
///
/// - Keys are names by their source text: `200:` is `"200"`, `true:` is `"true"`. An empty key and `~` are refused.
/// - `<<` merges, as in YAML 1.1, when it is plain and its value is a mapping or a sequence of mappings, alias or not.
///   Explicit members win, then earlier mappings over later ones; merged members follow the explicit ones. With any
///   other value it is an ordinary member.
/// - An aliased value keeps the position where it was written.
/// - Further documents in the stream must be empty.
///
/// - SeeAlso: YAML 1.2.2, section 10.3; RFC 8259.
public struct YAMLReader: Sendable {
    /// How much a document may ask for.
    public var limits: YAMLLimits

    /// A reader with limits.
    public init(limits: YAMLLimits = YAMLLimits()) { self.limits = limits }

    /// Reads the one document of a text.
    ///
    /// - Parameter text: UTF-8 with or without byte order mark, or UTF-16 with one.
    /// - Returns: The document, each node with its position.
    /// - Throws: ``YAMLError`` at the first place that breaks a rule.
    /// - Complexity: O(*n*) in the text and in the nodes that aliases stand for.
    public func read(_ text: [UInt8]) throws(YAMLError) -> JSONDocument {
        guard text.count <= limits.maximumByteCount else { throw .tooLong(limits.maximumByteCount) }
        let text = try YAMLText.utf8(from: text)
        var composer = Composer(limits: limits, byteCount: text.count)
        try composer.read(text)
        return try DocumentBuilder.document(of: composer.graph)
    }
}

/// How much a YAML document may ask for.
public struct YAMLLimits: Hashable, Sendable {
    /// How deep sequences and mappings may nest, aliases followed; 1 allows `[]`.
    public var maximumDepth: Int
    /// How many bytes the text may have; more than 2^30 has no effect, since a tape counts in 32 bits.
    public var maximumByteCount: Int {
        didSet { maximumByteCount = min(maximumByteCount, Self.byteCountBound) }
    }
    /// How many nodes the document may have, names included and aliases followed; more than 2^31 has no effect.
    public var maximumNodeCount: Int {
        didSet { maximumNodeCount = min(maximumNodeCount, Self.nodeCountBound) }
    }
    /// How many nodes aliases may add for each node that is written out, and bytes for each byte.
    public var maximumAliasFactor: Int
    /// How many nodes aliases may add in any case, of 64 bytes each, so that a small document with a template passes.
    public var aliasAllowance: Int
    /// How many digits an octal or hexadecimal number may have; turning it into decimal takes time by their square.
    public var maximumRadixDigitCount: Int

    private static let byteCountBound = 1 << 30
    private static let nodeCountBound = 1 << 31

    /// Limits; the defaults suit documents that people write.
    public init(
        maximumDepth: Int = 1024,
        maximumByteCount: Int = 1 << 28,
        maximumNodeCount: Int = 5_000_000,
        maximumAliasFactor: Int = 100,
        aliasAllowance: Int = 100_000,
        maximumRadixDigitCount: Int = 4096
    ) {
        self.maximumDepth = maximumDepth
        self.maximumByteCount = min(maximumByteCount, Self.byteCountBound)
        self.maximumNodeCount = min(maximumNodeCount, Self.nodeCountBound)
        self.maximumAliasFactor = maximumAliasFactor
        self.aliasAllowance = aliasAllowance
        self.maximumRadixDigitCount = maximumRadixDigitCount
    }

    func addedNodeCount(written: Int) -> Int { max(aliasAllowance, scaled(written)) }

    func addedByteCount(written: Int) -> Int {
        let (allowance, overflow) = aliasAllowance.multipliedReportingOverflow(by: 64)
        return max(overflow ? .max : allowance, scaled(written))
    }

    private func scaled(_ written: Int) -> Int {
        let (product, overflow) = written.multipliedReportingOverflow(by: maximumAliasFactor)
        return overflow ? .max : product
    }
}
