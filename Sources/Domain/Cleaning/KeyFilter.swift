/// Tells of most keys that they are not among some others, and never of one that is: a Bloom filter of blocks.
///
/// All six bits of a key lie in 64 bytes, so that asking costs one access to memory.
///
/// - SeeAlso: Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom Filters" (2007).
struct KeyFilter: Sendable {
    private static let blockByteCount = 64
    private var words: [UInt64]
    private let blockCount: UInt64

    /// A filter of about so many bytes, at least one block.
    init(byteCount: Int) {
        let count = max(1, byteCount / Self.blockByteCount)
        blockCount = UInt64(count)
        words = [UInt64](repeating: 0, count: count * 8)
    }

    @inline(__always)
    private func firstWord(of key: UInt128) -> Int {
        Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: key).multipliedFullWidth(by: blockCount).high) &* 8
    }

    /// Six numbers of nine bits each, from the half of the key that does not choose the block.
    @inline(__always)
    private static func bits(of key: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: key >> 64) }

    mutating func insert(_ key: UInt128) {
        let first = firstWord(of: key)
        var bits = Self.bits(of: key)
        for _ in 0..<6 {
            words[first &+ Int(truncatingIfNeeded: bits &>> 6 & 7)] |= 1 &<< (bits & 63)
            bits &>>= 9
        }
    }

    /// Whether a key may be among those that were inserted.
    func mayContain(_ key: UInt128) -> Bool {
        let first = firstWord(of: key)
        var bits = Self.bits(of: key)
        for _ in 0..<6 {
            if words[first &+ Int(truncatingIfNeeded: bits &>> 6 & 7)] & (1 &<< (bits & 63)) == 0 { return false }
            bits &>>= 9
        }
        return true
    }
}
