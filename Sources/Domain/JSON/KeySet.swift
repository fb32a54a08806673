/// Finds a name that is given twice in one object, for a whole stack of open objects.
///
/// Names wait on one stack; an object looks at its own part of it when it closes. Few names are compared pair by pair,
/// many go through a table, so the cost stays linear whatever the input. Objects mostly look like one before them:
/// names that hash like a row of names that all hash differently need no check.
struct KeySet {
    private struct Key: BitwiseCopyable {
        let hash: UInt64
        let offset: UInt32
        let length: UInt32
    }

    /// A row of names whose hashes are all different.
    private struct Shape: BitwiseCopyable {
        var start = 0
        var count = 0
    }

    private var keys: [Key] = []
    private var table: [UInt32] = []
    private var shapes: [Shape] = []
    private var shapeHashes: [UInt64] = []
    /// A table pays from here on.
    private static let pairwiseCount = 10
    private let seed = KeyHash.seed
    /// How often a name was found in the slot of another.
    private(set) var collisionCount = 0
    private static let shapeSlots = 64
    /// Bounds the memory for shapes, in names.
    private static let shapeNameCount = 8192

    /// The mark that an object takes when it opens.
    var mark: Int { keys.count }

    @inline(__always)
    mutating func add(hash: UInt64, offset: Int, length: Int) {
        keys.append(
            Key(hash: hash, offset: UInt32(truncatingIfNeeded: offset), length: UInt32(truncatingIfNeeded: length))
        )
    }

    /// Forgets the names since a mark, and returns where the content of one begins that had been there before, if any.
    @inline(__always)
    mutating func close(from mark: Int, text: Span<UInt8>, decoded: [UInt8]) -> Int? {
        let count = keys.count - mark
        if count < 2 {
            if count == 1 { keys.removeLast() }
            return nil
        }
        let twice = isKnownShape(from: mark) ? nil : check(from: mark, text: text, decoded: decoded)
        keys.removeLast(count)
        return twice
    }

    private func slot(from mark: Int) -> Int {
        let hash = (keys[mark].hash ^ keys[keys.count - 1].hash &* 3) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (hash >> 48) &+ UInt64(truncatingIfNeeded: keys.count - mark))
            & (Self.shapeSlots - 1)
    }

    private func isKnownShape(from mark: Int) -> Bool {
        if shapes.isEmpty { return false }
        let shape = shapes[slot(from: mark)]
        guard shape.count == keys.count - mark else { return false }
        let known = shapeHashes.span.extracting(shape.start..<shape.start + shape.count)
        let names = keys.span.extracting(mark..<keys.count)
        for index in known.indices where known[index] != names[index].hash { return false }
        return true
    }

    private mutating func check(from mark: Int, text: Span<UInt8>, decoded: [UInt8]) -> Int? {
        var hasEqualHashes = false
        let twice =
            keys.count - mark <= Self.pairwiseCount
            ? pairwise(from: mark, text: text, decoded: decoded, &hasEqualHashes)
            : byTable(from: mark, text: text, decoded: decoded, &hasEqualHashes)
        if twice == nil, !hasEqualHashes { noteShape(from: mark) }
        return twice
    }

    private mutating func noteShape(from mark: Int) {
        let count = keys.count - mark
        guard shapeHashes.count + count <= Self.shapeNameCount else { return }
        if shapes.isEmpty { shapes = [Shape](repeating: Shape(), count: Self.shapeSlots) }
        shapes[slot(from: mark)] = Shape(start: shapeHashes.count, count: count)
        for index in mark..<keys.count { shapeHashes.append(keys[index].hash) }
    }

    private func pairwise(
        from mark: Int,
        text: Span<UInt8>,
        decoded: [UInt8],
        _ hasEqualHashes: inout Bool
    ) -> Int? {
        let keys = keys.span
        for later in (mark + 1)..<keys.count {
            for earlier in mark..<later where keys[later].hash == keys[earlier].hash {
                if isSame(keys[later], keys[earlier], text, decoded) { return Int(keys[later].offset) }
                hasEqualHashes = true
            }
        }
        return nil
    }

    private mutating func byTable(
        from mark: Int,
        text: Span<UInt8>,
        decoded: [UInt8],
        _ hasEqualHashes: inout Bool
    ) -> Int? {
        let count = keys.count - mark
        let slots = 1 << (Int.bitWidth - (count * 2).leadingZeroBitCount)
        if table.count < slots { table = [UInt32](repeating: 0, count: slots) }
        defer { for slot in 0..<slots { table[slot] = 0 } }
        for index in mark..<keys.count {
            // Short names are their own hash. The seed keeps anybody outside from preparing names that share a slot.
            var slot = Int(truncatingIfNeeded: KeyHash.spread(keys[index].hash, seed: seed)) & (slots - 1)
            while table[slot] != 0 {
                let other = keys[mark + Int(table[slot]) - 1]
                if other.hash == keys[index].hash {
                    if isSame(keys[index], other, text, decoded) { return Int(keys[index].offset) }
                    hasEqualHashes = true
                }
                collisionCount += 1
                slot = (slot + 1) & (slots - 1)
            }
            table[slot] = UInt32(truncatingIfNeeded: index - mark + 1)
        }
        return nil
    }

    private func isSame(_ left: Key, _ right: Key, _ text: Span<UInt8>, _ decoded: [UInt8]) -> Bool {
        guard left.length == right.length else { return false }
        if left.length <= UInt32(KeyHash.exactByteCount) { return true }
        for index in 0..<Int(left.length) {
            let one = Self.byte(Int(left.offset) + index, text, decoded)
            if one != Self.byte(Int(right.offset) + index, text, decoded) { return false }
        }
        return true
    }

    /// A content byte: past the end of the text stand the unescaped strings.
    private static func byte(_ offset: Int, _ text: Span<UInt8>, _ decoded: [UInt8]) -> UInt8 {
        offset < text.count ? text[offset] : decoded[offset]
    }
}
