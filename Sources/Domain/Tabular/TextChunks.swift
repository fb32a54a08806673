/// A source's text, decoded to UTF-8, piece by piece.
public protocol TextChunks: Sendable {
    /// Appends the next piece, at most some 256 KiB; a character is never cut.
    ///
    /// Undecodable bytes become U+FFFD and are entered in `origins`, and so is where the text stands in the source.
    ///
    /// - Parameters:
    ///   - text: Grows by the piece.
    ///   - origins: Grows by the piece's checkpoints; offsets count the whole text that was handed out before.
    /// - Returns: false at the end, when nothing was appended.
    /// - Throws: What the source's bytes cannot be read by, or why they cannot be read as text.
    mutating func read(into text: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool

    /// What was assumed about the encoding so far.
    var assumptions: [Assumption] { get }

    /// The undecodable bytes so far.
    var strayByteCount: Int { get }

    /// Where the first few undecodable bytes stand in the source: offsets from 0, ascending, one for each run.
    var strayOffsets: [Int] { get }
}

extension TextChunks {
    /// None.
    public var strayOffsets: [Int] { [] }
}
