/// Durations of RFC 3339, appendix A.
enum Durations {
    static func isDuration(_ text: Span<UInt8>) -> Bool {
        guard text.has("P", at: 0) else { return false }
        var offset = 1
        if let weeks = unit(text, at: offset), weeks.letter == UInt8(ascii: "W") { return weeks.end == text.count }
        let dateParts = parts(text, &offset, units: "YMD")
        guard dateParts >= 0 else { return false }
        guard text.has("T", at: offset) else { return dateParts > 0 && offset == text.count }
        offset += 1
        return parts(text, &offset, units: "HMS") > 0 && offset == text.count
    }

    private struct Unit {
        let letter: UInt8
        let end: Int
    }

    /// How many numbers with units follow, each unit the next one after that before it; -1 when they do not.
    private static func parts(_ text: Span<UInt8>, _ offset: inout Int, units: StaticString) -> Int {
        var count = 0
        var last = -1
        while let unit = unit(text, at: offset) {
            guard let index = index(of: unit.letter, in: units), count == 0 || index == last + 1 else { return -1 }
            last = index
            count += 1
            offset = unit.end
        }
        return count
    }

    private static func index(of letter: UInt8, in units: StaticString) -> Int? {
        units.description.utf8.enumerated().first { $0.element == letter }?.offset
    }

    private static func unit(_ text: Span<UInt8>, at offset: Int) -> Unit? {
        let end = text.end(of: .digits, from: offset)
        guard end > offset, end < text.count else { return nil }
        return Unit(letter: text[end], end: end + 1)
    }
}
