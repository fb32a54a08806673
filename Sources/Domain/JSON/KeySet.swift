/// Finds a name that is given twice in one object, for a whole stack of open objects.
///
/// Names wait on one stack; an object looks at its own part of it when it closes. Few names are compared pair by pair,
/// many go through a table, so the cost stays linear whatever the input.
struct KeySet {
    private struct Key {
        let hash: UInt64
        let node: UInt32
        let length: UInt32
    }

    private var keys: [Key] = []
    private var table: [UInt32] = []
    /// A table pays from here on.
    private static let pairwiseCount = 10

    /// The mark that an object takes when it opens.
    var mark: Int { keys.count }

    mutating func add(hash: UInt64, node: Int, length: Int) {
        keys.append(
            Key(hash: hash, node: UInt32(truncatingIfNeeded: node), length: UInt32(truncatingIfNeeded: length))
        )
    }

    /// Forgets the names since a mark, and returns the node of one that had been there before, if any.
    @inline(__always)
    mutating func close(from mark: Int, nodes: [TapeNode], bytes: Span<UInt8>, decoded: [UInt8]) -> Int? {
        let count = keys.count - mark
        defer { keys.removeLast(count) }
        if count < 2 { return nil }
        return count <= Self.pairwiseCount
            ? pairwise(from: mark, nodes: nodes, bytes: bytes, decoded: decoded)
            : byTable(from: mark, nodes: nodes, bytes: bytes, decoded: decoded)
    }

    private func pairwise(from mark: Int, nodes: [TapeNode], bytes: Span<UInt8>, decoded: [UInt8]) -> Int? {
        for later in (mark + 1)..<keys.count {
            for earlier in mark..<later where keys[later].hash == keys[earlier].hash {
                if isSame(keys[later], keys[earlier], nodes, bytes, decoded) { return Int(keys[later].node) }
            }
        }
        return nil
    }

    private mutating func byTable(from mark: Int, nodes: [TapeNode], bytes: Span<UInt8>, decoded: [UInt8]) -> Int? {
        let count = keys.count - mark
        let slots = 1 << (Int.bitWidth - (count * 2).leadingZeroBitCount)
        if table.count < slots { table = [UInt32](repeating: 0, count: slots) }
        defer { for slot in 0..<slots { table[slot] = 0 } }
        for index in mark..<keys.count {
            // Short names are their own hash, so their bits are spread before they choose a slot.
            let spread = (keys[index].hash &* 0x9E37_79B9_7F4A_7C15) >> 32
            var slot = Int(truncatingIfNeeded: spread) & (slots - 1)
            while table[slot] != 0 {
                let other = keys[mark + Int(table[slot]) - 1]
                if other.hash == keys[index].hash, isSame(keys[index], other, nodes, bytes, decoded) {
                    return Int(keys[index].node)
                }
                slot = (slot + 1) & (slots - 1)
            }
            table[slot] = UInt32(truncatingIfNeeded: index - mark + 1)
        }
        return nil
    }

    private func isSame(
        _ left: Key,
        _ right: Key,
        _ nodes: [TapeNode],
        _ bytes: Span<UInt8>,
        _ decoded: [UInt8]
    ) -> Bool {
        guard left.length == right.length else { return false }
        if left.length <= UInt32(KeyHash.exactByteCount) { return true }
        for index in 0..<Int(left.length) {
            let one = byte(index, of: nodes[Int(left.node)], bytes, decoded)
            let other = byte(index, of: nodes[Int(right.node)], bytes, decoded)
            if one != other { return false }
        }
        return true
    }

    /// A content byte: past the end of the text stand the unescaped strings.
    private func byte(_ index: Int, of node: TapeNode, _ bytes: Span<UInt8>, _ decoded: [UInt8]) -> UInt8 {
        let offset = node.offset + index
        return offset < bytes.count ? bytes[offset] : decoded[offset - bytes.count]
    }
}
