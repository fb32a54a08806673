/// Finds a text among others in a time that does not depend on how many they are.
struct TextIndex: Sendable {
    /// Whether ASCII letters of either case are the same.
    let ignoresCase: Bool
    /// All texts, one behind the other.
    private var bytes: [UInt8] = []
    /// The offset behind each text.
    private var ends: [Int] = []
    /// A table with open addresses, at most half full: the index of a text and one more, 0 for a free place.
    private var places: [Int32]

    init(ignoresCase: Bool) {
        self.ignoresCase = ignoresCase
        places = Array(repeating: 0, count: 16)
    }

    /// The number of texts.
    var count: Int { ends.count }

    /// The index of a text, which is added when it is new.
    mutating func insert(_ text: Span<UInt8>) -> (index: Int, isNew: Bool) {
        let place = place(of: text)
        if places[place] > 0 { return (Int(places[place]) - 1, false) }
        for offset in text.indices { bytes.append(text[offset]) }
        ends.append(bytes.count)
        places[place] = Int32(ends.count)
        if ends.count * 2 > places.count { grow() }
        return (ends.count - 1, true)
    }

    /// The index of a text; nil when it is none of them.
    func index(of text: Span<UInt8>) -> Int? {
        let index = Int(places[place(of: text)])
        return index > 0 ? index - 1 : nil
    }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    /// Where a text is, or would be.
    private func place(of text: Span<UInt8>) -> Int {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash(text)) & mask
        while places[place] > 0, !isEqual(text, Int(places[place]) - 1) { place = (place + 1) & mask }
        return place
    }

    private func isEqual(_ text: Span<UInt8>, _ index: Int) -> Bool {
        let range = range(index)
        guard range.count == text.count else { return false }
        for offset in text.indices where folded(text[offset]) != folded(bytes[range.lowerBound + offset]) {
            return false
        }
        return true
    }

    @inline(__always)
    private func folded(_ byte: UInt8) -> UInt8 {
        ignoresCase && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// FNV-1a: the texts are those of the recipe's author, so nobody makes them collide on purpose.
    private func hash(_ text: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for offset in text.indices { hash = (hash ^ UInt64(folded(text[offset]))) &* 0x100_0000_01B3 }
        return hash ^ hash >> 32
    }

    private mutating func grow() {
        places = Array(repeating: 0, count: places.count * 2)
        for index in ends.indices {
            let range = range(index)
            places[place(of: bytes.span.extracting(range))] = Int32(index + 1)
        }
    }
}
