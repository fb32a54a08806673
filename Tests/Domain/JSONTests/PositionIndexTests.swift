import Diagnostics
import Testing

@testable import JSON

@Suite("Lines and columns")
struct PositionIndexTests {
    @Test("Every byte has the position that reading from the start gives")
    func agrees() {
        var generator = SystemRandomNumberGenerator()
        let pieces = ["a", "é", "中", "😀", "\n", "\r\n", "\u{301}", " "].map { Array($0.utf8) }
        for length in [0, 1, 1023, 1024, 1025, 2048, 5000] {
            var bytes: [UInt8] = []
            while bytes.count < length { bytes += pieces.randomElement(using: &generator) ?? [] }
            let index = PositionIndex(bytes, byteCount: bytes.count)
            var offset = 0
            while offset <= bytes.count {
                #expect(index.position(ofByte: offset, in: bytes) == SourcePosition(ofByte: offset, in: bytes.span))
                offset += 37
            }
            let end = SourcePosition(ofByte: bytes.count, in: bytes.span)
            #expect(index.position(ofByte: bytes.count, in: bytes) == end)
        }
    }

    @Test("A text of 4 MB on one line has columns beyond a million, and bytes behind the text do not count")
    func oneLine() {
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 4 << 20)
        let count = bytes.count
        bytes += Array("\n\n\n".utf8)
        let index = PositionIndex(bytes, byteCount: count)
        #expect(index.position(ofByte: count, in: bytes) == SourcePosition(line: 1, column: count + 1))
        #expect(index.position(ofByte: 3_000_000, in: bytes) == SourcePosition(line: 1, column: 3_000_001))
    }
}
