/// A set of code points, kept as sorted ranges that neither overlap nor touch.
///
/// Surrogates may be members: a pattern can name them, though no UTF-8 text contains one.
package struct ScalarSet: Hashable, Sendable {
    /// The last code point.
    package static let maximum: UInt32 = 0x10_FFFF

    /// The members, in ascending order.
    package let ranges: [ClosedRange<UInt32>]

    /// The union of ranges in any order.
    package init(_ ranges: [ClosedRange<UInt32>]) {
        guard ranges.count > 1 else {
            self.ranges = ranges
            return
        }
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    init(_ ranges: ClosedRange<UInt32>...) {
        self.init(ranges)
    }

    /// A set of one member.
    init(scalar: UInt32) {
        ranges = [scalar...scalar]
    }

    private init(normalized ranges: [ClosedRange<UInt32>]) {
        self.ranges = ranges
    }

    /// The only member, when there is exactly one.
    var single: UInt32? {
        guard ranges.count == 1, let range = ranges.first, range.lowerBound == range.upperBound else { return nil }
        return range.lowerBound
    }

    /// Every code point that is no member.
    package var inverted: ScalarSet {
        var rest: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if next < range.lowerBound { rest.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.maximum { rest.append(next...Self.maximum) }
        return ScalarSet(normalized: rest)
    }

    /// The members of either set.
    package func union(_ other: ScalarSet) -> ScalarSet {
        ScalarSet(ranges + other.ranges)
    }

    /// The members of exactly one of the two sets.
    func symmetricDifference(_ other: ScalarSet) -> ScalarSet {
        let either = union(other)
        let both = inverted.union(other.inverted).inverted
        return either.inverted.union(both).inverted
    }

    /// Whether a code point is a member; O(log *n*) in the number of ranges.
    package func contains(_ scalar: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= scalar
    }
}

extension ScalarSet {
    static let all = ScalarSet(0...maximum)
    static let none = ScalarSet([])

    /// What `\d` matches.
    static let digits = ScalarSet(0x30...0x39)

    /// What `\w` matches, and what a word boundary looks at.
    static let word = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)

    /// What `\s` matches: WhiteSpace and LineTerminator of ECMA-262, sections 12.2 and 12.3.
    static let whiteSpace = ScalarSet(
        0x09...0x0D,
        0x20...0x20,
        0xA0...0xA0,
        0x1680...0x1680,
        0x2000...0x200A,
        0x2028...0x2029,
        0x202F...0x202F,
        0x205F...0x205F,
        0x3000...0x3000,
        0xFEFF...0xFEFF
    )

    /// What `.` matches: all but the line terminators.
    static let dot = ScalarSet(0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029).inverted
}
