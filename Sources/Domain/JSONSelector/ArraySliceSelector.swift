/// A slice of an array, `[start:end:step]`.
///
/// - SeeAlso: RFC 9535, section 2.3.4.
struct ArraySliceSelector: Hashable, Sendable {
    /// The first index, counted from the end when negative; nil for the end that the step starts from.
    let start: Int?
    /// The index after the last, counted from the end when negative; nil for the other end.
    let end: Int?
    /// The distance between two indices; 0 selects nothing.
    let step: Int

    /// A slice.
    init(start: Int? = nil, end: Int? = nil, step: Int = 1) {
        self.start = start
        self.end = end
        self.step = step
    }

    /// The 0-based indices that the slice selects of an array, in its order.
    func indices(count: Int) -> StrideTo<Int> {
        guard step != 0 else { return stride(from: 0, to: 0, by: 1) }
        let isForward = step > 0
        let first = start.map { normalized($0, count) } ?? (isForward ? 0 : count - 1)
        let last = end.map { normalized($0, count) } ?? (isForward ? count : -1)
        return isForward
            ? stride(from: min(max(first, 0), count), to: min(max(last, 0), count), by: step)
            : stride(from: min(max(first, -1), count - 1), to: min(max(last, -1), count - 1), by: step)
    }

    private func normalized(_ index: Int, _ count: Int) -> Int {
        index >= 0 ? index : max(index, -count - 1) + count
    }
}
