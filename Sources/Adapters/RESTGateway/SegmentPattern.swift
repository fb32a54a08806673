import Contract

/// A path segment that has names in braces among its text, such as `{id}.json`.
///
/// Earlier names take as much as they can, so that `{name}.{ext}` splits at the last dot; each takes at least one byte. A
/// segment is looked through once, whatever it holds.
struct SegmentPattern: Sendable, Hashable {
    /// The text before each name; the first may be empty, the others are not.
    private let prefixes: [[UInt8]]
    /// The text after the last name; may be empty.
    private let suffix: [UInt8]

    init(_ segment: PathTemplate.Segment) {
        var prefixes: [[UInt8]] = []
        var text: [UInt8] = []
        for part in segment.parts {
            switch part {
            case .literal(let literal): text += literal.utf8
            case .parameter:
                prefixes.append(text)
                text = []
            }
        }
        self.prefixes = prefixes
        suffix = text
    }

    /// How much of the segment is written out.
    var literalByteCount: Int { prefixes.reduce(suffix.count) { $0 + $1.count } }

    /// Adds the raw texts of the names.
    ///
    /// - Parameters:
    ///   - segment: A segment as it was sent; its text may be percent-encoded where the pattern's is not.
    ///   - values: What is added to.
    /// - Returns: False, with nothing added, when the segment does not fit.
    func capture(_ segment: Substring, into values: inout [Substring]) -> Bool {
        if suffix.isEmpty, prefixes.count == 1, prefixes[0].isEmpty {
            if segment.isEmpty { return false }
            values.append(segment)
            return true
        }
        let units = Self.units(of: segment)
        guard let first = prefixes.first, Self.matches(first, units, at: 0) else { return false }
        var end = units.count - suffix.count
        guard end > first.count, Self.matches(suffix, units, at: end) else { return false }
        var found: [Substring] = []
        for prefix in prefixes.dropFirst().reversed() {
            // The last place that fits leaves the most for the names before it.
            guard let start = Self.findLast(prefix, in: units, before: end) else { return false }
            found.append(segment[units[start + prefix.count].range.lowerBound..<units[end - 1].range.upperBound])
            end = start
        }
        guard end > first.count else { return false }
        found.append(segment[units[first.count].range.lowerBound..<units[end - 1].range.upperBound])
        values += found.reversed()
        return true
    }

    /// One byte of a segment, and where it was written, on its own or as `%XX`.
    private typealias Unit = (byte: UInt8, range: Range<Substring.Index>)

    private static func units(of segment: Substring) -> [Unit] {
        let bytes = segment.utf8
        var units: [Unit] = []
        units.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let next = bytes.index(after: index)
            if bytes[index] == UInt8(ascii: "%"),
                let end = bytes.index(index, offsetBy: 3, limitedBy: bytes.endIndex),
                let byte = UInt8(segment[next..<end], radix: 16), bytes[next] != UInt8(ascii: "+")
            {
                units.append((byte, index..<end))
                index = end
            } else {
                units.append((bytes[index], index..<next))
                index = next
            }
        }
        return units
    }

    private static func matches(_ text: [UInt8], _ units: [Unit], at start: Int) -> Bool {
        guard start >= 0, start + text.count <= units.count else { return false }
        return text.indices.allSatisfy { units[start + $0].byte == text[$0] }
    }

    /// The last place of a text that leaves at least one byte before `end`.
    private static func findLast(_ text: [UInt8], in units: [Unit], before end: Int) -> Int? {
        var start = end - text.count - 1
        while start >= 0 {
            if matches(text, units, at: start) { return start }
            start -= 1
        }
        return nil
    }
}
