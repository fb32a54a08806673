/// The different values of a column with their exact counts, as long as there are not too many.
struct ValueCounts: Sendable {
    /// The most bytes that are kept of a value.
    static let byteCount = 64

    private struct Value: Sendable {
        let cell: CellMeasure
        let start: Int
        let count: Int
    }

    private let limit: Int
    /// The hash of each place; 0 for a free one.
    private var keys: [UInt64] = []
    private var counts: [Int] = []
    /// The value of each place.
    private var places: [Int32] = []
    private var values: [Value] = []
    private var bytes: [UInt8] = []

    /// Room for at most `limit` values.
    init(limit: Int) { self.limit = limit }

    /// How many values there are.
    var count: Int { values.count }
    var isFull: Bool { values.count >= limit }

    /// Counts a value that is there.
    ///
    /// - Returns: Whether it is.
    @inline(__always)
    mutating func count(_ hash: UInt64) -> Bool {
        if keys.isEmpty { return false }
        let place = place(of: hash)
        if keys[place] == 0 { return false }
        counts[place] &+= 1
        return true
    }

    /// Where a hash is, or would be.
    @inline(__always)
    private func place(of hash: UInt64) -> Int {
        let mask = keys.count &- 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while keys[index] != 0, keys[index] != hash { index = (index &+ 1) & mask }
        return index
    }

    /// Adds a value that is not there, of which there is room for one more.
    mutating func insert(_ hash: UInt64, _ text: Span<UInt8>, _ cell: CellMeasure) {
        let end = Self.keptCount(text)
        insert(hash, kept: text.extracting(0..<end), cell, count: 1, isCut: end < text.count)
    }

    private mutating func insert(
        _ hash: UInt64,
        kept text: Span<UInt8>,
        _ cell: CellMeasure,
        count: Int,
        isCut: Bool = false
    ) {
        precondition(!isFull, "a full table takes no further value")
        if (values.count + 1) * 2 > keys.count { grow() }
        let place = place(of: hash)
        keys[place] = hash
        counts[place] = count
        places[place] = Int32(truncatingIfNeeded: values.count)
        let start = bytes.count
        for offset in text.indices { bytes.append(text[offset]) }
        if isCut { bytes += Self.ellipsis }
        values.append(Value(cell: cell, start: start, count: bytes.count - start))
    }

    /// What stands behind a text that is longer.
    static let ellipsis = Array("…".utf8)

    /// How many bytes of a text are kept, so that no character is cut.
    static func keptCount(_ text: Span<UInt8>) -> Int {
        guard text.count > byteCount else { return text.count }
        var end = byteCount
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }

    private mutating func grow() {
        let old = self
        let size = max(16, keys.count * 2)
        keys = [UInt64](repeating: 0, count: size)
        counts = [Int](repeating: 0, count: size)
        places = [Int32](repeating: 0, count: size)
        for index in old.keys.indices where old.keys[index] != 0 {
            let place = place(of: old.keys[index])
            keys[place] = old.keys[index]
            counts[place] = old.counts[index]
            places[place] = old.places[index]
        }
    }

    /// Takes what another one has counted.
    ///
    /// - Returns: False when that is too much; then some of it is missing.
    mutating func merge(_ other: ValueCounts) -> Bool {
        for index in other.keys.indices where other.keys[index] != 0 {
            let hash = other.keys[index]
            let place = keys.isEmpty ? 0 : place(of: hash)
            if !keys.isEmpty, keys[place] == hash {
                counts[place] += other.counts[index]
                continue
            }
            guard !isFull else { return false }
            let value = other.values[Int(other.places[index])]
            let text = other.bytes.span.extracting(value.start..<value.start + value.count)
            insert(hash, kept: text, value.cell, count: other.counts[index])
        }
        return true
    }

    /// Calls `body` with each value; in no order.
    func forEach(_ body: (_ hash: UInt64, _ text: ArraySlice<UInt8>, _ cell: CellMeasure, _ count: Int) -> Void) {
        for index in keys.indices where keys[index] != 0 {
            let value = values[Int(places[index])]
            body(keys[index], bytes[value.start..<value.start + value.count], value.cell, counts[index])
        }
    }
}
