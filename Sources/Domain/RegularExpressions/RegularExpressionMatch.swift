/// Where a pattern matches in a text, and what its groups took.
public struct RegularExpressionMatch: Hashable, Sendable {
    /// The start and the end of each group, the whole first; -1 when it took no part.
    private var bounds: [Int] = []

    /// Nothing yet, to be used again and again.
    package init() {}

    /// The bytes that the whole pattern matches, as offsets in the text.
    public var range: Range<Int> { bounds.isEmpty ? 0..<0 : bounds[0]..<bounds[1] }

    /// How many groups the pattern has, the whole not counted.
    public var groupCount: Int { max(0, bounds.count / 2 - 1) }

    /// The bytes that a group took last, by its number from 1, or 0 for the whole; nil when it took no part.
    public func group(_ number: Int) -> Range<Int>? {
        precondition(number >= 0 && number <= groupCount, "a pattern has the groups that it has")
        let start = bounds[2 * number]
        let end = bounds[2 * number + 1]
        return start >= 0 && end >= start ? start..<end : nil
    }

    /// Takes what a search has found.
    mutating func take(_ slots: [Int], groupCount: Int) {
        let count = 2 * (groupCount + 1)
        if bounds.count != count { bounds = [Int](repeating: -1, count: count) }
        for index in 0..<count { bounds[index] = slots[index] }
    }
}
