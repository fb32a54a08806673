import Tabular
import Testing

@Suite("Origin map")
struct OriginMapTests {
    /// Every character takes two bytes.
    struct TwoBytes: OriginMeasure {
        func originByteCount(of text: Span<UInt8>) -> Int {
            text.indices.reduce(0) { $0 + (text[$1] & 0xC0 == 0x80 ? 0 : 2) }
        }
    }

    @Test("Text that is as long as its source needs no checkpoints")
    func same() {
        #expect(OriginMap().originOffset(of: 5, in: [UInt8](repeating: 0x61, count: 9).span, from: 0) == 5)
    }

    @Test("Between two checkpoints the text is measured")
    func measures() {
        let text = Array("a中b文c".utf8)
        var map = OriginMap(measure: TwoBytes())
        map.add(textOffset: 0, originOffset: 2)
        #expect(map.originOffset(of: 4, in: text.span, from: 0) == 6)
        map.add(textOffset: 5, originOffset: 100)
        #expect(map.originOffset(of: 4, in: text.span, from: 0) == 6)
        #expect(map.originOffset(of: 5, in: text.span, from: 0) == 100)
        #expect(map.originOffset(of: 9, in: text.span, from: 0) == 104)
    }

    @Test("What lies behind is forgotten, and the rest stays right")
    func forgets() {
        let text = Array("a中b文c".utf8)
        var map = OriginMap(measure: TwoBytes())
        map.addStray(textOffset: 1, originOffset: 2)
        map.add(textOffset: 4, originOffset: 50)
        map.add(textOffset: 8, originOffset: 60)
        map.forget(before: 5, originOffset: 52)
        #expect(map.strays.isEmpty)
        #expect(map.checkpoints.map(\.textOffset) == [5, 8])
        #expect(map.originOffset(of: 8, in: Array(text[5...]).span, from: 5) == 60)
        #expect(map.originOffset(of: 5, in: Array(text[5...]).span, from: 5) == 52)
    }
}
