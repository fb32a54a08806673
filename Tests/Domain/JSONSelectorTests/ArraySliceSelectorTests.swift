@testable import JSONSelector
import Testing

@Suite("Array slices (RFC 9535, section 2.3.4)")
struct ArraySliceSelectorTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let start: Int?
        let end: Int?
        let step: Int
        let indices: [Int]
        var testDescription: String { "\(start.map(String.init) ?? ""):\(end.map(String.init) ?? ""):\(step)" }
    }

    @Test(
        "Bounds count from either end and stop at both",
        arguments: [
            Sample(start: 1, end: 3, step: 1, indices: [1, 2]),
            Sample(start: 5, end: nil, step: 1, indices: [5, 6]),
            Sample(start: 1, end: 5, step: 2, indices: [1, 3]),
            Sample(start: 5, end: 1, step: -2, indices: [5, 3]),
            Sample(start: nil, end: nil, step: -1, indices: [6, 5, 4, 3, 2, 1, 0]),
            Sample(start: -2, end: nil, step: 1, indices: [5, 6]),
            Sample(start: -100, end: 100, step: 3, indices: [0, 3, 6]),
            Sample(start: Int.min, end: Int.max, step: 3, indices: [0, 3, 6]),
            Sample(start: 0, end: 7, step: 0, indices: []),
        ]
    )
    func selects(_ sample: Sample) {
        let slice = ArraySliceSelector(start: sample.start, end: sample.end, step: sample.step)
        #expect(Array(slice.indices(count: 7)) == sample.indices)
        #expect(Array(slice.indices(count: 0)).isEmpty)
    }
}
