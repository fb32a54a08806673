import Testing

@testable import Cleaning

@Suite("White space, width, case and tokens")
struct TextStepTests {
    @Test("White space is taken off both ends, and nothing inside")
    func trims() {
        let invisible = [
            "\t", "\n", "\u{0B}", "\r", " ", "\u{85}", "\u{A0}", "\u{1680}", "\u{2000}", "\u{200A}", "\u{200B}",
            "\u{2028}", "\u{2029}", "\u{202F}", "\u{205F}", "\u{3000}", "\u{FEFF}",
        ]
        for space in invisible {
            check([ValueSample("\(space)a\(space)b\(space)\(space)", "a\(space)b")]) { text, _ in
                .part(WhiteSpace.trimmed(text))
            }
        }
        check([
            ValueSample("", ""), ValueSample(" \u{3000} ", ""), ValueSample("王", "王"),
            ValueSample("\u{200C}a", "\u{200C}a"),
        ]) {
            text,
            _ in .part(WhiteSpace.trimmed(text))
        }
    }

    @Test("One side alone can be trimmed")
    func trimsOneSide() {
        check([ValueSample("  a  ", "a  ")]) { text, _ in .part(WhiteSpace.trimmed(text, .left)) }
        check([ValueSample("  a  ", "  a")]) { text, _ in .part(WhiteSpace.trimmed(text, .right)) }
    }

    @Test("Bytes that are no UTF-8 are not taken for white space")
    func trimsIllFormed() {
        for bytes: [UInt8] in [[0xE3], [0xE3, 0x80], [0x80], [0xA0, 0x80], [0xC2], [0xEF, 0xBB]] {
            #expect(WhiteSpace.trimmed(bytes.span) == 0..<bytes.count)
        }
    }

    @Test(
        "Runs of white space become one blank",
        arguments: [
            ValueSample("a  b", "a b"), ValueSample("a\u{3000}b", "a b"), ValueSample("a b", "a b"),
            ValueSample("  a\n\n", " a "), ValueSample("", ""), ValueSample("王\u{200B}伟", "王伟"),
            ValueSample("王\u{FEFF}\u{200B}伟", "王伟"), ValueSample("a\u{200B} \u{FEFF}b", "a b"),
            ValueSample("\u{FEFF}a", "a"),
        ]
    )
    func squeezes(_ sample: ValueSample) {
        #expect(outcome(of: sample.cell, WhiteSpace.squeeze) == sample.result)
    }

    @Test("Full-width forms become narrow, and back again")
    func narrows() {
        check([
            ValueSample("１３８－００１３", "138-0013"), ValueSample("ＡＢｃ～！", "ABc~!"),
            ValueSample("￥１．５０", "¥1.50"), ValueSample("￠￡￢￣￤￦", "¢£¬¯¦₩"),
            ValueSample("王\u{3000}伟", "王 伟"), ValueSample("plain", "plain"), ValueSample("、。", "、。"),
            ValueSample("𠮷", "𠮷"),
        ]) { Width.narrow($0, into: &$1) }
        check([ValueSample("AZ 09~", "ＡＺ\u{3000}０９～"), ValueSample("¥₩", "￥￦"), ValueSample("王", "王")]) {
            Width.widen($0, into: &$1)
        }
        for scalar in 0x20...0x7E as ClosedRange<UInt8> {
            let text = String(UnicodeScalar(scalar))
            let wide = outcome(of: text) { Width.widen($0, into: &$1) }
            #expect(wide.flatMap { outcome(of: $0) { Width.narrow($0, into: &$1) } } == text)
        }
    }

    @Test("Half-width katakana become full-width, with their marks of sound")
    func katakana() {
        check([
            ValueSample("ｶﾞｷﾞｸﾞｹﾞｺﾞ", "ガギグゲゴ"), ValueSample("ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", "パピプペポ"), ValueSample("ﾂﾞﾃﾞﾄﾞｳﾞ", "ヅデドヴ"),
            ValueSample("ｱﾞ", "ア゛"), ValueSample("ﾃｽﾄ｡", "テスト。"), ValueSample("abc", "abc"),
            ValueSample("ﾊﾞﾋﾞﾌﾞﾍﾞﾎﾞ", "バビブベボ"), ValueSample("ﾝ", "ン"), ValueSample("ﾜﾞｦﾞﾞｦﾟ", "ヷヺ゛ヲ゜"),
        ]) { Width.widenKatakana($0, into: &$1) }
    }

    @Test("Letters change case one by one")
    func cases() {
        check([ValueSample("ÄbC王", "äbc王"), ValueSample("İ", "İ")]) { LetterCase.lower.apply(to: $0, into: &$1) }
        check([ValueSample("äbc", "ÄBC"), ValueSample("straße", "STRAßE")]) {
            LetterCase.upper.apply(to: $0, into: &$1)
        }
        check([
            ValueSample("o'NEIL and sons", "O'neil And Sons"), ValueSample("ivan-PETER", "Ivan-Peter"),
            ValueSample("éLAN 3rd", "Élan 3Rd"),
        ]) { LetterCase.title.apply(to: $0, into: &$1) }
    }

    @Test("A token is found whole, in either case when asked")
    func tokens() {
        let tokens = TokenSet(TokenSet.noValue, ignoresCase: true)
        for text in ["NULL", "null", "n/a", "无", "-", "None"] {
            #expect(tokens.index(of: Array(text.utf8).span) != nil, "\(text)")
        }
        for text in ["", "nul", "NULLS", "---", "无无"] {
            #expect(tokens.index(of: Array(text.utf8).span) == nil, "\(text)")
        }
        #expect(TokenSet(["NA"], ignoresCase: false).index(of: Array("na".utf8).span) == nil)
    }
}
