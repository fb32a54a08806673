@testable import RegularExpressions
import Testing

@Suite("Sets of code points")
struct ScalarSetTests {
    @Test("Ranges that overlap or touch are merged")
    func merging() {
        #expect(ScalarSet(5...9, 1...2, 3...4, 8...12, 20...20).ranges == [1...12, 20...20])
    }

    @Test("A set and its inverse hold every code point once")
    func inversion() {
        for set in [ScalarSet.all, .none, .dot, .word, .whiteSpace] {
            #expect(set.inverted.inverted == set)
            #expect(set.union(set.inverted) == .all)
        }
    }

    @Test("Membership is decided at the ends of ranges")
    func membership() {
        let set = ScalarSet(3...5, 9...9)
        #expect((0...11).filter { set.contains($0) } == [3, 4, 5, 9])
    }

    @Test("The symmetric difference holds what exactly one set holds")
    func difference() {
        #expect(ScalarSet(1...5).symmetricDifference(ScalarSet(4...8)).ranges == [1...3, 6...8])
    }
}
