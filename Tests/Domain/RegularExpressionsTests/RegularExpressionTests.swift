import Foundation
import RegularExpressions
import Testing

@Suite("Regular expressions (ECMA-262, section 22.2)")
struct RegularExpressionTests {
    struct Row {
        let pattern: String
        var yes: [String] = []
        var no: [String] = []
    }

    static let rows: [Row] = [
        // Literals, alternation, anchors.
        Row(pattern: "", yes: ["", "x"]),
        Row(pattern: "abc", yes: ["abc", "xabcx"], no: ["", "ab", "aBc"]),
        Row(pattern: "^abc$", yes: ["abc"], no: ["abc\n", "xabc", "abcx"]),
        Row(pattern: "a|b|", yes: ["a", "", "z"]),
        Row(pattern: "^(?:cat|dog)s?$", yes: ["cat", "dogs"], no: ["cats ", "cow"]),
        Row(pattern: "^a|b$", yes: ["ax", "xb"], no: ["xa", "bx"]),
        Row(pattern: "$^", yes: [""], no: ["a"]),
        Row(pattern: "(?:^a)+b", yes: ["ab"], no: ["aab", "xab"]),
        // Quantifiers.
        Row(pattern: "^a{2}$", yes: ["aa"], no: ["a", "aaa"]),
        Row(pattern: "^a{2,}$", yes: ["aa", "aaaaa"], no: ["a"]),
        Row(pattern: "^a{2,3}?$", yes: ["aa", "aaa"], no: ["a", "aaaa"]),
        Row(pattern: "^a{0}b$", yes: ["b"], no: ["ab"]),
        Row(pattern: "^(?:ab*?c)+?$", yes: ["ac", "abbcac"], no: ["", "ab"]),
        Row(pattern: "^(?:a?){3}a{3}$", yes: ["aaa", "aaaaaa"], no: ["aa", "aaaaaaa"]),
        Row(pattern: "^(?:a*)*$", yes: ["", "aaa"], no: ["b"]),
        Row(pattern: "^(){9999999}$", yes: [""], no: ["a"]),
        Row(pattern: "^(?:\\b|a){2,}$", yes: ["aa", "a"], no: ["", "b"]),
        // Dot and line terminators.
        Row(pattern: "^.$", yes: ["a", "é", "🐲", "\u{85}"], no: ["\n", "\r", "\u{2028}", "\u{2029}", "", "ab"]),
        Row(pattern: "^.*$", yes: ["", "abc"], no: ["a\nb"]),
        Row(pattern: ".*", yes: ["", "a\nb"]),
        Row(pattern: "^.*", yes: ["", "\n"]),
        Row(pattern: ".*$", yes: ["", "\n"]),
        Row(pattern: ".+", yes: ["a", "\na"], no: ["", "\n", "\r\n"]),
        Row(pattern: "^[^]+$", yes: ["a\n🐲"], no: [""]),
        // Classes.
        Row(pattern: "^[a-c1]$", yes: ["a", "c", "1"], no: ["d", "", "-"]),
        Row(pattern: "^[^a-c]$", yes: ["d", "🐲", "\n"], no: ["b", ""]),
        Row(pattern: "[]", no: ["", "a"]),
        Row(pattern: "a[]|b", yes: ["b"], no: ["a"]),
        Row(pattern: "^[\\]\\-\\\\^]$", yes: ["]", "-", "\\", "^"], no: ["a"]),
        Row(pattern: "^[-a]$", yes: ["-", "a"], no: ["b"]),
        Row(pattern: "^[a-]$", yes: ["-", "a"], no: ["b"]),
        Row(pattern: "^[🐲-🐵é]$", yes: ["🐳", "é"], no: ["🐱", "e"]),
        Row(pattern: "^[\\b]$", yes: ["\u{8}"], no: ["b"]),
        Row(pattern: "^[.*+?]$", yes: [".", "*"], no: ["a"]),
        Row(pattern: "^[[]$", yes: ["["], no: ["]"]),
        // Class escapes.
        Row(pattern: "^\\d\\D$", yes: ["1a", "1߀"], no: ["߀a", "11"]),
        Row(pattern: "^\\w\\W$", yes: ["_é", "a-"], no: ["éa", "ab"]),
        Row(
            pattern: "^\\s$",
            yes: ["\t", "\u{B}", "\u{A0}", "\u{FEFF}", "\u{3000}"],
            no: ["\u{85}", "\u{200B}", "\u{180E}"]
        ),
        Row(pattern: "^\\S$", yes: ["a", "\u{180E}"], no: [" ", "\n"]),
        Row(pattern: "^[\\d\\s_]$", yes: ["1", " ", "_"], no: ["a"]),
        Row(pattern: "^[^\\W_]$", yes: ["a", "1"], no: ["_", "é"]),
        // Escapes.
        Row(pattern: "^\\t\\n\\v\\f\\r\\0$", yes: ["\t\n\u{B}\u{C}\r\0"], no: ["t"]),
        Row(pattern: "^\\x41\\u0042\\u{1F432}\\uD83D\\uDC32$", yes: ["AB🐲🐲"], no: ["AB🐲"]),
        Row(pattern: "\\uD83D", no: ["🐲", "a"]),
        Row(pattern: "^\\cA\\ca$", yes: ["\u{1}\u{1}"], no: ["A"]),
        Row(pattern: "^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", yes: ["^$\\.*+?()[]{}|/"], no: [""]),
        // Word boundaries.
        Row(pattern: "\\bfoo\\b", yes: ["foo", "a foo b", "éfoo"], no: ["foobar", "_foo"]),
        Row(pattern: "\\Bo", yes: ["foo"], no: ["o", "é o"]),
        Row(pattern: "^\\b", yes: ["a"], no: ["", "-"]),
        Row(pattern: "^\\B$", yes: [""], no: ["a"]),
        // Look-around.
        Row(pattern: "^(?=.*\\d)(?=.*[A-Z]).{4,}$", yes: ["aB1x"], no: ["ab1x", "aBcx", "B1"]),
        Row(pattern: "^(?!admin$).+$", yes: ["admins", "x"], no: ["admin", ""]),
        Row(pattern: "(?<=\\$)\\d+", yes: ["$5"], no: ["5", "€5"]),
        Row(pattern: "(?<!\\$)\\b\\d+", yes: ["5"], no: ["$5"]),
        Row(pattern: "(?<=a+)b", yes: ["aab"], no: ["b", "cb"]),
        Row(
            pattern: "(?<=^|,)x(?=,|$)",
            yes: ["x", "a,x,b"],
            no: ["ax", "xx,b,"]
        ),
        Row(pattern: "(?!(?=a)b)^.", yes: ["a", "b"], no: [""]),
        // Groups and backreferences.
        Row(pattern: "^(a|b)\\1$", yes: ["aa", "bb"], no: ["ab"]),
        Row(pattern: "^(?<x>.)(?<y>.)\\k<y>\\k<x>$", yes: ["abba", "🐲éé🐲"], no: ["abab"]),
        Row(pattern: "^\\1(a)$", yes: ["a"], no: ["aa"]),
        Row(pattern: "^(?:(a)|b)*\\1$", yes: ["ab", "aa"], no: ["c"]),
        Row(pattern: "^(z)((a+)?(b+)?(c))*\\4$", yes: ["zaacbbbcac"], no: ["zb"]),
        Row(pattern: "^(?=(a+))a*b\\1$", yes: ["aba", "aabaa"], no: ["aab"]),
        Row(pattern: "^(?!(a)x)\\1b$", yes: ["b"], no: ["ab"]),
        Row(pattern: "(?<=\\1(.))c$", yes: ["aac", "🐲🐲c"], no: ["abc"]),
        Row(pattern: "^(?:(?=(\\w+))\\1:)+$", yes: ["ab:cd:"], no: ["ab:cd"]),
        Row(pattern: "(?<$_é\\u0061>x)\\k<$_éa>", yes: ["xx"], no: ["x"]),
        // Properties.
        Row(
            pattern: "^\\p{Letter}\\p{L}\\p{gc=Lu}\\P{Lu}$",
            yes: ["éaAx"],
            no: ["1aAx"]
        ),
        Row(pattern: "^\\p{digit}+$", yes: ["42", "৪২"], no: ["x"]),
        Row(pattern: "^\\p{Script=Han}\\p{sc=Greek}\\p{Script_Extensions=Hira}$", yes: ["中αー"], no: ["aaa"]),
        Row(pattern: "^\\p{sc=Hira}$", yes: ["あ"], no: ["ー"]),
        Row(pattern: "^[\\p{Emoji_Presentation}\\p{White_Space}]+$", yes: ["🐲 🐉"], no: ["a"]),
        Row(
            pattern: "^\\p{Any}\\p{ASCII}\\p{Assigned}\\P{Assigned}$",
            yes: ["🐲aa\u{378}"],
            no: ["aaaa"]
        ),
    ]

    @Test("Each construct matches what the standard says, and nothing else")
    func constructs() throws {
        for row in Self.rows {
            let expression = try RegularExpression(row.pattern)
            for text in row.yes where try !expression.matches(text) { Issue.record("\(row.pattern) refuses '\(text)'") }
            for text in row.no where try expression.matches(text) { Issue.record("\(row.pattern) accepts '\(text)'") }
        }
    }

    @Test("Answers agree with those of JavaScript engines")
    func reference() throws {
        struct Sample: Decodable {
            let p: String
            let y: [String]
            let n: [String]
        }
        let lines = ReferenceSamples.lines.split(separator: "\n")
        #expect(lines.count > 250)
        for line in lines {
            let sample = try JSONDecoder().decode(Sample.self, from: Data(line.utf8))
            let expression = try RegularExpression(sample.p)
            for text in sample.y where try !expression.matches(text) { Issue.record("\(sample.p) refuses '\(text)'") }
            for text in sample.n where try expression.matches(text) { Issue.record("\(sample.p) accepts '\(text)'") }
        }
    }

    @Test("An ill-formed byte counts as one replacement character")
    func illFormedText() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0xED, 0xA0, 0x80, 0xC3]
        #expect(try RegularExpression("^a\\uFFFD{5}$").matches(bytes.span))
        #expect(try RegularExpression("^a.{5}$").matches(bytes.span))
        #expect(try RegularExpression("^(?=a)a[^a-z]{5}$").matches(bytes.span))
    }

    @Test("Many threads share one expression")
    func concurrency() async throws {
        // The states outgrow the cache, so threads meet while it is emptied.
        let limits = RegularExpressionLimits(maximumCacheByteCount: 4096)
        let expression = try RegularExpression("[ab]*a[ab]{9}c", limits: limits)
        await withTaskGroup(of: Bool.self) { group in
            for seed in 0..<16 {
                group.addTask {
                    var state = UInt64(seed) &+ 1
                    var text = ""
                    for _ in 0..<2000 {
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        text += state >> 40 & 1 == 0 ? "a" : "b"
                    }
                    let hit = (try? expression.matches(text + "aababababac")) ?? false
                    let miss = (try? expression.matches(text + "bbababababc")) ?? true
                    return hit && !miss
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
