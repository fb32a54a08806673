import Testing

@testable import TextEncoding

@Suite("Encodings that were considered")
struct EncodingCandidateTests {
    /// `编号,姓名` and a row, in GBK.
    private let gbk: [UInt8] = [
        0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x0A, 0x31, 0x2C, 0xCD, 0xF5, 0xCE, 0xB0, 0x0A,
    ]

    @Test("They come with their likelihood and the first line in them, the likeliest first")
    func candidates() throws {
        let candidates = EncodingCandidate.candidates(of: gbk, isWhole: true)
        #expect(candidates.count == 6)
        let best = try #require(candidates.first)
        #expect(best.encoding == .gb18030 && best.firstLine == "编号,姓名")
        let sums = candidates.compactMap(\.logLikelihood)
        #expect(sums.count == 6 && sums == sums.sorted(by: >))
        #expect(candidates.last?.firstLine != best.firstLine)
    }

    @Test("UTF-8 comes first whenever it is taken")
    func utf8() {
        let text = Array("\n\n编号,姓名,城市,备注\n1,王伟,北京,无\n".utf8)
        let candidates = EncodingCandidate.candidates(of: text, isWhole: true)
        #expect(candidates.first?.encoding == .utf8 && candidates.first?.firstLine == "编号,姓名,城市,备注")
    }

    @Test("ASCII says nothing; a mark, or the places of NULs, say all")
    func clear() {
        #expect(EncodingCandidate.candidates(of: Array("a,b\n".utf8), isWhole: true).isEmpty)
        let marked = EncodingCandidate.candidates(of: [0xEF, 0xBB, 0xBF] + Array("é,b\n".utf8), isWhole: true)
        #expect(marked.map(\.encoding) == [.utf8] && marked[0].logLikelihood == nil && marked[0].firstLine == "é,b")
        let wide = Array("编号,name\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let candidates = EncodingCandidate.candidates(of: [0xFF, 0xFE] + wide, isWhole: true)
        #expect(candidates.map(\.encoding) == [.utf16LittleEndian] && candidates[0].firstLine == "编号,name")
    }

    @Test("A long line is cut")
    func longLine() {
        let text = Array(String(repeating: "中", count: 1_000).utf8)
        let line = EncodingCandidate.candidates(of: text, isWhole: true).first?.firstLine ?? ""
        #expect((300...340).contains(line.count))
    }
}
