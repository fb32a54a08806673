public import Tabular

/// Text that is UTF-8 already, handed out in pieces of a chosen size.
public struct InMemoryText: TextChunks {
    private let bytes: [UInt8]
    private let chunkByteCount: Int
    private var offset = 0

    /// Hands out `bytes` in pieces of `chunkByteCount`, at least 1; characters may be cut.
    public init(_ bytes: [UInt8], chunkByteCount: Int = 64 << 10) {
        precondition(chunkByteCount >= 1, "a piece holds at least one byte")
        self.bytes = bytes
        self.chunkByteCount = chunkByteCount
    }

    /// Hands out a text.
    public init(_ text: String, chunkByteCount: Int = 64 << 10) {
        self.init(Array(text.utf8), chunkByteCount: chunkByteCount)
    }

    /// Nothing.
    public var assumptions: [Assumption] { [] }
    /// None.
    public var strayByteCount: Int { 0 }

    /// Appends the next piece.
    public mutating func read(into text: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
        guard offset < bytes.count else { return false }
        let end = min(offset + chunkByteCount, bytes.count)
        text.append(contentsOf: bytes[offset..<end])
        offset = end
        return true
    }
}
