/// A file, or anything else, that gives records in batches and in order.
public protocol RecordSource: Sendable {
    /// What the source looks like; reads as much as that takes, once.
    ///
    /// What is assumed of its encoding is what is known by now: far behind the beginning it can be decided anew.
    ///
    /// - Throws: Why the source cannot be read, such as ``TabularError/Code/unclearDialect``.
    mutating func shape() throws(TabularError) -> SourceShape

    /// Fills `batch` with the next records, at least one; header, preamble, blank lines and footer are left out.
    ///
    /// - Returns: false at the end; `batch` is then empty.
    mutating func next(into batch: inout RecordBatch) throws(TabularError) -> Bool

    /// What was counted so far, and final at the end.
    var counts: SourceCounts { get }
}

/// What was counted while a source was read.
public struct SourceCounts: Hashable, Sendable {
    /// Data records that were handed out.
    public var records = 0
    /// Lines at the start that were left out because the user counted them.
    public var skippedLines = 0
    /// Lines and records before the header that were left out, blank ones among them.
    public var preambleLines = 0
    /// Blank lines that were left out, those of the preamble not counted.
    public var blankLines = 0
    /// Records and lines of the footer that were left out.
    public var footerRecords = 0
    /// Lines that a comment mark starts.
    public var commentLines = 0
    /// Records whose quotes were repaired.
    public var repairedRecords = 0
    /// Undecodable bytes.
    public var strayBytes = 0
    /// Where the first few of them stand in the source: offsets from 0, ascending, one for each run.
    public var strayOffsets: [Int] = []
    /// Records with too few fields.
    public var shortRecords = 0
    /// Records with too many fields.
    public var longRecords = 0
    /// Thousands of successive records of which more than a fifth have too few or too many fields.
    public var drifts = 0
    /// Formulas without a cached value.
    public var uncachedFormulas = 0

    /// Nothing counted.
    public init() {}
}
