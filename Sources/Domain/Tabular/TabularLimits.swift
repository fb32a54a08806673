/// What a source may ask for at most; each limit has a stated answer.
public struct TabularLimits: Hashable, Sendable {
    /// Bytes of one record; a longer one is marked ``RecordEntry/Flags/tooLong``.
    public var recordByteCount = 4 << 20
    /// Bytes that are kept of a record that is too long.
    public var keptByteCount = 64 << 10
    /// Fields of one record; one with more is marked ``RecordEntry/Flags/tooManyFields``.
    public var fieldCount = 16_384
    /// Physical lines of one quoted field; beyond, its quote counts as stray.
    public var quotedLineCount = 10_000
    /// Physical lines that the repair of stray quotes looks at.
    public var repairLineCount = 64
    /// Bytes that the repair of stray quotes looks at.
    public var repairByteCount = 64 << 10
    /// Steps that one repair may take.
    public var repairStepCount = 1_000_000
    /// Steps that all repairs may take before the first byte of a source; beyond what they may take, quotes are text.
    public var firstRepairStepCount = 100_000_000
    /// Steps that all repairs may take besides, for each byte of text before them.
    public var repairStepCountPerByte = 50
    /// Bytes of decoded text from which the shape of the source is found out.
    public var sampleByteCount = 256 << 10
    /// Records from which the shape of the source is found out.
    public var sampleRecordCount = 1_000
    /// Bytes of text in a usual batch.
    public var batchByteCount = 256 << 10

    /// The limits that hold unless a recipe says otherwise.
    public init() {}
}
