import Tabular

/// Strings that were written before, as far as they are short and few: cells refer to them instead of repeating them.
///
/// What is not among them stands in its cell. So the memory is bounded, and a workbook needs no second pass.
struct RepeatedStrings: Sendable {
    /// Bytes of a string that is looked up.
    static let stringByteCount = 64
    /// Strings that are kept.
    static let stringCount = 1 << 16
    /// Strings of which a hash is compared before a string counts as not among them.
    private static let probeCount = 8

    /// All strings, one behind the other.
    private(set) var text: [UInt8] = []
    private var ends: [UInt32] = []
    /// The number of a string plus one, by its hash.
    private var slots: [UInt32] = []

    /// The number of strings.
    var count: Int { ends.count }

    /// The bytes of a string, from 0.
    func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]) }

    /// The number of a string, and whether it was there before; nil when it is not among them and cannot be.
    mutating func index(of string: Span<UInt8>) -> (index: Int, isKnown: Bool)? {
        guard string.count <= Self.stringByteCount else { return nil }
        if slots.isEmpty { slots = [UInt32](repeating: 0, count: 2 * Self.stringCount) }
        var slot = Int(truncatingIfNeeded: Self.hash(string)) & (slots.count - 1)
        for _ in 0..<Self.probeCount {
            let number = Int(slots[slot])
            if number == 0 {
                guard ends.count < Self.stringCount else { return nil }
                for index in string.indices { text.append(string[index]) }
                ends.append(UInt32(truncatingIfNeeded: text.count))
                slots[slot] = UInt32(truncatingIfNeeded: ends.count)
                return (ends.count - 1, false)
            }
            if isEqual(number - 1, string) { return (number - 1, true) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isEqual(_ index: Int, _ string: Span<UInt8>) -> Bool {
        let range = range(of: index)
        guard range.count == string.count else { return false }
        for offset in string.indices where text[range.lowerBound &+ offset] != string[offset] { return false }
        return true
    }

    /// FNV-1a; who makes strings collide gets them written in their cells.
    private static func hash(_ string: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in string.indices { hash = (hash ^ UInt64(string[index])) &* 0x100_0000_01B3 }
        return hash ^ hash >> 29
    }
}
