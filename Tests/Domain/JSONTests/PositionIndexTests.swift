import Diagnostics
import Testing

@testable import JSON

@Suite("Lines and columns")
struct PositionIndexTests {
    @Test("Every byte has the position that reading from the start gives")
    func agrees() {
        var generator = SystemRandomNumberGenerator()
        let pieces = ["a", "é", "中", "😀", "\n", "\r\n", "\r", "\u{301}", " "].map { Array($0.utf8) }
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

    @Test(
        "A line ends with LF, CR or CRLF, however its place is asked for",
        arguments: [("\n", 3), ("\r", 3), ("\r\n", 3), ("\r\r", 5), ("\n\r", 4)]
    )
    func lineEnds(_ end: String, _ line: Int) throws {
        let text = "{\(end)\(end)\"a\":1}"
        let document = try JSONParser().parse(text)
        let expected = SourcePosition(line: line, column: 1)
        #expect(document.position(of: 1) == expected)
        #expect(document.positions(of: document.nodes.indices)[1] == expected)
        #expect(
            SourcePosition(ofByte: Array(text.utf8).firstIndex(of: 0x22) ?? 0, in: Array(text.utf8).span) == expected
        )
        do {
            _ = try JSONParser().parse("{\(end)\(end)x")
            Issue.record("it is no JSON")
        } catch {
            #expect(error.position == expected)
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
