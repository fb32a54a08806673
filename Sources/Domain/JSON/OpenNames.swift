/// The member names of one open object of a ``JSONBuilder``, so that a name that is given twice is found at once.
///
/// A few names are looked through; many are found through a table, so the cost stays linear whatever the input.
struct OpenNames: Sendable {
    private struct Name: BitwiseCopyable {
        let hash: UInt64
        /// Index of the name on the tape.
        let node: Int
    }

    private var names: [Name] = []
    /// Positions in `names`, plus one; empty while looking through is as fast.
    private var table: [UInt32] = []
    private static let tableCount = 12
    private let seed = KeyHash.seed
    /// How often a name was found in the slot of another.
    private(set) var collisionCount = 0

    /// The node of a name that is there already; otherwise adds the name and returns nil.
    ///
    /// `isSame` says whether the name of another node has the same bytes; it is asked when the hashes agree.
    @inline(__always)
    mutating func add(hash: UInt64, node: Int, isSame: (_ other: Int) -> Bool) -> Int? {
        if table.isEmpty {
            for name in names where name.hash == hash && isSame(name.node) { return name.node }
            names.append(Name(hash: hash, node: node))
            if names.count == Self.tableCount { rebuild() }
            return nil
        }
        var slot = self.slot(of: hash)
        while table[slot] != 0 {
            let name = names[Int(table[slot]) - 1]
            if name.hash == hash, isSame(name.node) { return name.node }
            collisionCount += 1
            slot = (slot + 1) & (table.count - 1)
        }
        names.append(Name(hash: hash, node: node))
        table[slot] = UInt32(truncatingIfNeeded: names.count)
        if names.count * 2 > table.count { rebuild() }
        return nil
    }

    /// Short names are their own hash, so the seed keeps anybody outside from preparing names that share a slot.
    private func slot(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: KeyHash.spread(hash, seed: seed)) & (table.count - 1)
    }

    private mutating func rebuild() {
        table = [UInt32](repeating: 0, count: max(32, table.count * 2))
        for (index, name) in names.enumerated() {
            var slot = slot(of: name.hash)
            while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = UInt32(truncatingIfNeeded: index + 1)
        }
    }
}
