import Tabular
import Testing

@testable import TabularCSV

@Suite("Random texts")
struct RandomTextTests {
    static let pieces = [
        "a", "b", "1", "22", ",", ",", ",", ";", "\"", "\"", "\"\"", "'", "\n", "\n", "\r\n", "\r", " ", "\t", "|",
        "\\",
        "\0", "一", "x,y,z\n", "1,2,3\n", "\"q\",\"r\n\",s\n", "\n\n", "2024-01-01", "#",
    ]

    /// Small limits, so that small texts meet them.
    static func options(_ random: inout SeededNumbers) -> SourceOptions {
        var options = SourceOptions()
        options.minimumConfidence = 0
        options.limits.sampleByteCount = Int.random(in: 10...200, using: &random)
        options.limits.batchByteCount = Int.random(in: 1...60, using: &random)
        options.limits.recordByteCount = Int.random(in: 30...200, using: &random)
        options.limits.keptByteCount = 20
        options.limits.repairByteCount = Int.random(in: 10...60, using: &random)
        options.limits.quotedLineCount = Int.random(in: 1...5, using: &random)
        options.limits.fieldCount = Int.random(in: 3...40, using: &random)
        if Bool.random(using: &random) { (options.short, options.long) = (.fill, .dropEmpty) }
        if Int.random(in: 0..<4, using: &random) == 0 { options.table = .number(1) }
        if Int.random(in: 0..<4, using: &random) == 0 { options.comment = Array("#".utf8) }
        return options
    }

    @Test("Whatever stands in a text, all its cuts are read alike, and each record has its place")
    func cuts() throws {
        var random = SeededNumbers(seed: 99)
        for round in 0..<1_500 {
            let count = Int.random(in: 0...60, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let options = Self.options(&random)
            let bytes = Array(text.utf8)
            do {
                let whole = try Reading(bytes, options: options, chunkByteCount: max(1, bytes.count))
                for size in [1, 5, 33] {
                    let cut = try Reading(bytes, options: options, chunkByteCount: size)
                    let isSame =
                        cut.records == whole.records && cut.places == whole.places && cut.flags == whole.flags
                        && cut.counts == whole.counts && cut.repairs == whole.repairs
                    if !isSame { Issue.record("\(round): \(text.debugDescription) in pieces of \(size)") }
                }
                for place in whole.places {
                    let offset = try #require(place.byteOffset)
                    let dialect = whole.shape.dialect ?? Dialect()
                    let ends = LineEnds(loneCarriageReturnEnds: dialect.loneCarriageReturnEnds)
                    let line = ends.count(in: bytes.span, range: 0..<offset) + 1
                    if line != place.line { Issue.record("\(round): \(text.debugDescription): line \(place.line)") }
                }
            } catch let error as TabularError {
                if error.code != .notText { Issue.record("\(round): \(error)") }
            }
        }
    }
}
