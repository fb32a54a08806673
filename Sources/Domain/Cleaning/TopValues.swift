/// The most frequent values of a column, in bounded memory.
///
/// Exact while there are at most ``capacity`` different ones; beyond, a new value takes the place of the rarest and its
/// count, so counts are too high by at most that.
///
/// - SeeAlso: Metwally and others, "Efficient computation of frequent and top-k elements in data streams" (2005).
struct TopValues: Sendable {
    static let capacity = 64
    /// The most bytes that are kept of a value.
    static let byteCount = 80

    private struct Entry: Sendable {
        var hash: UInt64
        var count: Int
        var text: [UInt8]
    }

    private var entries: [Entry] = []
    private var hashes: [UInt64] = []
    /// Whether every value so far has been counted by itself.
    private(set) var isExact = true

    /// How many different values are kept.
    var count: Int { entries.count }

    /// Takes a value with its hash.
    mutating func add(_ text: Span<UInt8>, hash: UInt64) {
        for index in hashes.indices where hashes[index] == hash {
            entries[index].count += 1
            return
        }
        insert(hash, count: 1) { Self.kept(text) }
    }

    private static func kept(_ text: Span<UInt8>) -> [UInt8] {
        var end = min(text.count, byteCount)
        // A character is not cut.
        while end < text.count, end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end)
        for offset in 0..<end { bytes.append(text[offset]) }
        return bytes
    }

    private mutating func insert(_ hash: UInt64, count: Int, _ text: () -> [UInt8]) {
        if entries.count < Self.capacity {
            entries.append(Entry(hash: hash, count: count, text: text()))
            hashes.append(hash)
            return
        }
        isExact = false
        var rarest = 0
        for index in entries.indices where entries[index].count < entries[rarest].count { rarest = index }
        entries[rarest] = Entry(hash: hash, count: entries[rarest].count + count, text: text())
        hashes[rarest] = hash
    }

    /// Takes what another one has seen.
    mutating func merge(_ other: TopValues) {
        isExact = isExact && other.isExact
        for entry in other.entries.sorted(by: { $0.count > $1.count }) {
            if let index = hashes.firstIndex(of: entry.hash) {
                entries[index].count += entry.count
            } else {
                insert(entry.hash, count: entry.count) { entry.text }
            }
        }
    }

    /// The values, the most frequent first; equally frequent ones by their text.
    func most(_ limit: Int) -> [(value: String, count: Int)] {
        entries.map { (value: String(decoding: $0.text, as: UTF8.self), count: $0.count) }
            .sorted { left, right in (right.count, left.value) < (left.count, right.value) }
            .prefix(limit).map { $0 }
    }
}
