import Testing

@testable import Tabular

@Suite("Byte word")
struct ByteWordTests {
    @Test("Each byte is found wherever it stands, and no other is taken for it")
    func exact() {
        for wanted in [UInt8(0), 1, 0x0A, 0x22, 0x2C, 0x7F, 0x80, 0xFF] {
            let pattern = ByteWord.repeating(wanted)
            for other in UInt8.min...UInt8.max {
                var bytes = [UInt8](repeating: other, count: 9)
                bytes[5] = wanted
                let hits = ByteWord(bytes.span, at: 1).matches(pattern)
                let expected = other == wanted ? 0x8080_8080_8080_8080 : UInt64(0x80) << 32
                if hits != expected { Issue.record("\(wanted) among \(other)") }
            }
        }
    }

    @Test("One byte past ASCII is noticed")
    func ascii() {
        var bytes = [UInt8](repeating: 0x7F, count: 8)
        #expect(ByteWord(bytes.span, at: 0).isASCII)
        bytes[7] = 0x80
        #expect(!ByteWord(bytes.span, at: 0).isASCII)
    }
}
