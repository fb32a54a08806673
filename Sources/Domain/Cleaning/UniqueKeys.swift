/// The keys of all records so far, by their hashes.
///
/// A table with open addresses, at most seven tenths full: 16 bytes for each place. No key is 0, which marks a free one.
struct UniqueKeys: Sendable {
    private var places: [UInt128]
    private var mask: Int
    /// How many keys there are.
    private(set) var count = 0

    init() {
        places = [UInt128](repeating: 0, count: 1024)
        mask = 1023
    }

    /// Whether a key has been there before.
    func contains(_ key: UInt128) -> Bool { places[place(of: key)] != 0 }

    /// Takes a key.
    ///
    /// - Returns: Whether it is new.
    mutating func insert(_ key: UInt128) -> Bool {
        let index = place(of: key)
        if places[index] != 0 { return false }
        places[index] = key
        count += 1
        if count * 10 > places.count * 7 { grow() }
        return true
    }

    /// Where a key is, or would be.
    @inline(__always)
    private func place(of key: UInt128) -> Int {
        var index = Int(truncatingIfNeeded: key) & mask
        while places[index] != 0, places[index] != key { index = (index &+ 1) & mask }
        return index
    }

    private mutating func grow() {
        let keys = places
        places = [UInt128](repeating: 0, count: keys.count * 2)
        mask = places.count - 1
        for key in keys where key != 0 { places[place(of: key)] = key }
    }
}
