@testable import StringFormats
import Testing

@Suite("Labels beyond ASCII (RFC 5890 to 5893)")
struct InternationalLabelTests {
    private func scalars(_ text: String) -> [UInt32] {
        text.unicodeScalars.map(\.value)
    }

    @Test("Punycode goes both ways as in RFC 3492, section 7.1")
    func punycode() {
        let rows = [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
            ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
            ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"), ("そのスピードで", "d9juau41awczczp"), ("bücher", "bcher-kva"),
            ("ü", "tda"),
        ]
        for (text, encoded) in rows {
            #expect(Punycode.encode(scalars(text)) == Array(encoded.utf8), "\(text)")
            #expect(Punycode.decode(Array(encoded.utf8)) == scalars(text), "\(encoded)")
        }
    }

    @Test("What is no Punycode does not decode")
    func brokenPunycode() {
        for text in ["!", "a-!", "99999999", "-tda", "zzzzzzzzzzzzzzzzzzzz", "tda9"] {
            #expect(Punycode.decode(Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test("Each code point is allowed, disallowed or in need of a context")
    func derivedProperties() {
        let rows: [(UInt32, DerivedProperty)] = [
            (0x61, .valid), (0x41, .disallowed), (0x5F, .disallowed), (0xDF, .valid), (0xE9, .valid),
            (0xC9, .disallowed),
            (0xB7, .contextual), (0x200C, .contextual), (0x660, .contextual), (0x640, .disallowed), (0x4E2D, .valid),
            (0x2122, .disallowed), (0x1100, .disallowed), (0xAC00, .valid), (0x3007, .valid), (0xFF21, .disallowed),
            (0x378, .disallowed), (0xD800, .disallowed), (0x20D0, .disallowed), (0x1D165, .disallowed),
            (0x34F, .disallowed),
        ]
        for (scalar, expected) in rows {
            #expect(DerivedProperty(of: scalar) == expected, "U+\(String(scalar, radix: 16))")
        }
    }

    @Test("Normalization Form C is recognised")
    func normalForm() {
        let composed = [
            "é", "ạ\u{301}", "가각", "a\u{315}\u{35c}", "\u{915}\u{93c}", "x\u{301}", "ǘ", "が",
        ]
        for text in composed where !NormalForm.isComposed(scalars(text)) { Issue.record("'\(text)' is composed") }
        let others = [
            "e\u{301}", "é\u{323}", "a\u{301}\u{323}", "\u{1100}\u{1161}", "가\u{11a8}", "か\u{3099}", "u\u{308}\u{301}",
            "ü\u{301}",
        ]
        for text in others where NormalForm.isComposed(scalars(text)) { Issue.record("'\(text)' is not composed") }
    }

    @Test("The Bidi rule decides over a label")
    func bidi() {
        for text in ["a", "a1", "אב", "א1", "א-ב", "ا٠", "אְ", "a-b", "a\u{301}"] where !BidiRule.accepts(scalars(text))
        {
            Issue.record("'\(text)' is refused")
        }
        for text in ["", "1a", "אa", "aא", "א-", "1", "-א", "ا٠1", "a-", "٠א"] where BidiRule.accepts(scalars(text)) {
            Issue.record("'\(text)' is accepted")
        }
    }

    @Test("A context rule looks at the neighbours")
    func contexts() {
        let rows: [(String, Int, Bool)] = [
            ("l·l", 1, true), ("l·", 1, false), ("͵α", 0, true), ("͵a", 0, false), ("א״", 1, true), ("a״", 1, false),
            ("・ア", 0, true),
            ("・a", 0, false), ("٠١", 0, true), ("٠۱", 0, false), ("क्\u{200d}", 2, true), ("क\u{200d}", 1, false),
            ("ب\u{200c}ب", 1, true), ("ب\u{64e}\u{200c}\u{64e}ب", 2, true), ("ا\u{200c}ب", 1, false),
            ("ب\u{200c}", 1, false),
        ]
        for (text, index, expected) in rows {
            #expect(ContextRule.holds(at: index, in: scalars(text)) == expected, "\(text)")
        }
    }
}
