/// Keys in memory: a table with open addresses, at most three quarters full, 16 bytes for each place.
///
/// Keys are hashes, evenly spread over all numbers; none is 0, which marks a free place. A key's place follows from its
/// highest bits, so that the table is almost in ascending order as it stands.
struct KeyTable: Sendable {
    /// Places behind the last one that a key can be given at first; the very last one is never taken.
    private static let slack = 64

    private var places: [UInt128]
    /// The number of places that keys are spread over.
    let capacity: Int
    /// How many keys there are.
    private(set) var count = 0

    init(capacity: Int = 1024) {
        precondition(capacity > 0, "a table has places")
        self.capacity = capacity
        places = [UInt128](repeating: 0, count: capacity + Self.slack)
    }

    /// The bytes that a table takes for each place.
    static var placeByteCount: Int { MemoryLayout<UInt128>.stride }

    /// Where a key is, or would be.
    @inline(__always)
    func place(of key: UInt128) -> Int {
        var index = Int(truncatingIfNeeded: UInt64(key >> 64).multipliedFullWidth(by: UInt64(capacity)).high)
        while places[index] != 0, places[index] != key { index &+= 1 }
        return index
    }

    /// Whether there is a key at a place.
    @inline(__always)
    func isTaken(_ place: Int) -> Bool { places[place] != 0 }

    /// Whether a key cannot be put at a free place before there is more room.
    @inline(__always)
    func isFull(at place: Int) -> Bool { count &* 4 >= capacity &* 3 || place &+ 1 >= places.count }

    /// Puts a key at its free place.
    @inline(__always)
    mutating func put(_ key: UInt128, at place: Int) {
        places[place] = key
        count &+= 1
    }

    func contains(_ key: UInt128) -> Bool { isTaken(place(of: key)) }

    /// Takes a key, and grows when there is no room.
    ///
    /// - Returns: Whether it is new.
    mutating func insert(_ key: UInt128) -> Bool {
        var place = place(of: key)
        if isTaken(place) { return false }
        while isFull(at: place) {
            self = grown()
            place = self.place(of: key)
        }
        put(key, at: place)
        return true
    }

    /// A table of twice the size with the same keys.
    func grown() -> KeyTable {
        var table = KeyTable(capacity: capacity * 2)
        for key in places where key != 0 { table.put(key, at: table.place(of: key)) }
        return table
    }

    /// All keys in ascending order, in the room of the table, which has none afterwards.
    ///
    /// - Complexity: O(*n*): each key stands a few places at most from where it belongs.
    consuming func sorted() -> [UInt128] {
        var keys = places
        places = []
        var end = 0
        for index in keys.indices where keys[index] != 0 {
            let key = keys[index]
            var hole = end
            while hole > 0, keys[hole - 1] > key {
                keys[hole] = keys[hole - 1]
                hole -= 1
            }
            keys[hole] = key
            end += 1
        }
        keys.removeLast(keys.count - end)
        return keys
    }
}
