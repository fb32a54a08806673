import Foundation
@testable import RegularExpressions
import Testing

@Suite("Where a pattern matches (ECMA-262, section 22.2.7.2)")
struct MatchFinderTests {
    struct Row {
        let pattern: String
        let text: String
        var from = 0
        /// The text of the whole and of each group, nil for one that took no part; nil when there is no match.
        let groups: [String?]?
    }

    static let rows: [Row] = [
        Row(pattern: "b", text: "abcb", groups: ["b"]),
        Row(pattern: "x", text: "abc", groups: nil),
        Row(pattern: "", text: "", groups: [""]),
        Row(pattern: "(\\d+)-(\\d+)", text: "a 12-345 6-7", groups: ["12-345", "12", "345"]),
        // The leftmost match, and of those the one that is tried first.
        Row(pattern: "a|ab", text: "xab", groups: ["a"]),
        Row(pattern: "ab|a", text: "xab", groups: ["ab"]),
        Row(pattern: "a*?b", text: "aab", groups: ["aab"]),
        Row(pattern: "<.+?>", text: "<a><b>", groups: ["<a>"]),
        Row(pattern: "<.+>", text: "<a><b>", groups: ["<a><b>"]),
        Row(pattern: "a{2,3}?", text: "aaaa", groups: ["aa"]),
        // Groups.
        Row(pattern: "(a)|(b)", text: "b", groups: ["b", nil, "b"]),
        Row(pattern: "(?:(a)|(b))*", text: "ab", groups: ["ab", nil, "b"]),
        Row(pattern: "(z)((a+)?(b+)?(c))*", text: "zaacbbbcac", groups: ["zaacbbbcac", "z", "ac", "a", nil, "c"]),
        Row(pattern: "(a*)*", text: "b", groups: ["", nil]),
        Row(pattern: "(a*)+", text: "b", groups: ["", ""]),
        Row(pattern: "(?<year>\\d{4})年", text: "于2024年", groups: ["2024年", "2024"]),
        Row(pattern: "(a?)b??(c|)", text: "abc", groups: ["a", "a", ""]),
        // Look-around keeps what its groups took, unless it is negated.
        Row(pattern: "(?=(a+))a*b\\1", text: "baaabac", groups: ["aba", "a"]),
        Row(pattern: "(?=(a+))", text: "baaabac", groups: ["", "aaa"]),
        Row(pattern: "(.*?)a(?!(a+)b\\2c)\\2(.*)", text: "baaabaac", groups: ["baaabaac", "ba", nil, "abaac"]),
        Row(pattern: "(?<=(\\d+)(\\d+))$", text: "1053", groups: ["", "1", "053"]),
        Row(pattern: "(?<=\\1(a))b", text: "aab", groups: ["b", "a"]),
        Row(pattern: "(?<!\\$)\\b(\\d+)", text: "$5 7", groups: ["7", "7"]),
        Row(pattern: ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", text: "\"a,b\",c", groups: [","]),
        // References.
        Row(pattern: "(.)\\1", text: "a中中b", groups: ["中中", "中"]),
        Row(pattern: "(?<q>['\"]).*?\\k<q>", text: "say 'it\"s' now", groups: ["'it\"s'", "'"]),
        // From an offset, with the text in front still there.
        Row(pattern: "a", text: "abca", from: 1, groups: ["a"]),
        Row(pattern: "^a", text: "aa", from: 1, groups: nil),
        Row(pattern: "(?<=a)b|^", text: "ab", from: 1, groups: ["b"]),
        Row(pattern: "\\bb", text: "ab b", from: 1, groups: ["b"]),
        Row(pattern: "$", text: "中", from: 3, groups: [""]),
        // Unicode.
        Row(pattern: ".", text: "🐲x", groups: ["🐲"]),
        Row(pattern: "\\p{Script=Han}+", text: "in 北京 now", groups: ["北京"]),
        Row(pattern: "[^\\x00-\\x7F]+", text: "a é🐲中b", groups: ["é🐲中"]),
    ]

    @Test("The first match and its groups are those of the standard")
    func matches() throws {
        for row in Self.rows {
            let bytes = Array(row.text.utf8)
            let match = try MatchFinder(row.pattern).firstMatch(in: bytes.span, from: row.from)
            let found = match.map { match in
                (0...match.groupCount).map { group in
                    match.group(group).map { String(decoding: bytes[$0], as: UTF8.self) }
                }
            }
            if found != row.groups { Issue.record("\(row.pattern) on '\(row.text)': \(String(describing: found))") }
        }
    }

    @Test("Matches agree with those of JavaScript engines")
    func reference() throws {
        let lines = MatchSamples.lines.split(separator: "\n")
        #expect(lines.count >= 200)
        for line in lines { try Self.check(String(line)) }
    }

    static func check(_ line: String) throws {
        struct Sample: Decodable {
            let p: String
            let t: String
            let f: Int
            let m: [[Int]]?
        }
        let sample = try JSONDecoder().decode(Sample.self, from: Data(line.utf8))
        let match = try MatchFinder(sample.p).firstMatch(in: sample.t.utf8.span, from: sample.f)
        let found = match.map { match in
            (0...match.groupCount).map { match.group($0).map { [$0.lowerBound, $0.upperBound] } ?? [] }
        }
        if found != sample.m { Issue.record("\(line): \(String(describing: found))") }
    }

    @Test("A search that notes failures from its first step on finds what others find")
    func noted() throws {
        struct Sample: Decodable {
            let p: String
            let t: String
            let f: Int
            let m: [[Int]]?
        }
        for line in MatchSamples.lines.split(separator: "\n") {
            let sample = try JSONDecoder().decode(Sample.self, from: Data(line.utf8))
            let limits = RegularExpressionLimits()
            let parsed = try RegularExpression.parse(sample.p, mode: .strict, limits: limits)
            var matchers = MatcherTable()
            let program = try ProgramCompiler.compile(
                parsed.node,
                for: .backtracking,
                features: parsed.features,
                limits: limits,
                matchers: &matchers
            )
            let alphabet = try Alphabet(matchers)
            let plan = SearchPlan(program: program, alphabet: alphabet, features: parsed.features)
            var backtracker = Backtracker(plan)
            let outcome = backtracker.search(
                sample.t.utf8.span,
                from: sample.f,
                maximumStepCount: 100_000,
                patience: nil
            )
            var match = RegularExpressionMatch()
            match.take(backtracker.slots, groupCount: parsed.features.groupCount)
            let found = (0...match.groupCount).map { group in
                match.group(group).map { [$0.lowerBound, $0.upperBound] } ?? []
            }
            if (outcome == .matched ? found : nil) != sample.m { Issue.record("\(line): \(found)") }
        }
    }

    @Test("Matches one behind the other, empty ones included")
    func successive() throws {
        let rows: [(pattern: String, text: String, expected: [Range<Int>])] = [
            ("a*", "baaac", [0..<0, 1..<4, 4..<4, 5..<5]),
            ("", "中a", [0..<0, 3..<3, 4..<4]),
            ("\\d", "1a23", [0..<1, 2..<3, 3..<4]),
            ("(?<=a)|b", "ab", [1..<1]),
            ("^", "ab", [0..<0]),
            ("$", "ab", [2..<2]),
        ]
        for row in rows {
            let finder = try MatchFinder(row.pattern)
            let bytes = Array(row.text.utf8)
            var found: [Range<Int>] = []
            var match = RegularExpressionMatch()
            var work = 0
            var next: Int? = 0
            while let offset = next, try finder.firstMatch(in: bytes.span, from: offset, into: &match, work: &work) {
                found.append(match.range)
                next = finder.nextOffset(behind: match, in: bytes.span)
            }
            #expect(found == row.expected, "\(row.pattern)")
        }
    }

    @Test("An ill-formed byte counts as one replacement character, in either direction")
    func illFormedText() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0xED, 0xA0, 0x80, 0xC3, 0x62]
        #expect(try MatchFinder("\\uFFFD+").firstMatch(in: bytes.span)?.range == 1..<6)
        #expect(try MatchFinder("(?<=^a\\uFFFD{5})b").firstMatch(in: bytes.span)?.range == 6..<7)
        #expect(try MatchFinder("(.)\\1{4}").firstMatch(in: bytes.span)?.range == 1..<6)
    }

    @Test("Groups have their numbers by name")
    func names() throws {
        let finder = try MatchFinder("(a)(?<day>b)(?:c)(?<月>d)")
        #expect(finder.groupCount == 3)
        #expect(finder.groupNumber(named: "day") == 2)
        #expect(finder.groupNumber(named: "月") == 3)
        #expect(finder.groupNumber(named: "year") == nil)
    }

    @Test("Patterns that stall other engines find their match, or that there is none")
    func hostilePatterns() throws {
        let long = String(repeating: "a", count: 20_000)
        let rows: [(pattern: String, tail: String, expected: Int?)] = [
            ("(a+)+$", "!", nil), ("(a+)+$", "", 20_000), ("^(?:a|aa)+$", "!", nil), ("(a*)*b", "!", nil),
            ("(?:a+)+b|(a)", "!", 1), ("(a|a)*?c", "c", 20_001), ("((a*)*)*d", "d", 20_001),
            ("(?:a*)*(?=(!))", "!", 20_000),
            ("(.*?,){3}x", ",,y", nil), ("(?:a?){60}a{60}", "", 120),
        ]
        for row in rows {
            let match = try MatchFinder(row.pattern).firstMatch(in: (long + row.tail).utf8.span)
            let count = match?.range.count
            if count != row.expected { Issue.record("\(row.pattern): \(String(describing: count))") }
        }
    }

    @Test("A search takes as many steps as the limit, and no more; the limit is for all searches of a text")
    func limit() throws {
        let text = Array("xab".utf8)
        // At b: b of group 1, save, save, the match; the two scalars in front cannot begin one and are passed over.
        let enough = try MatchFinder("(b)", limits: RegularExpressionLimits(maximumWorkCount: 4))
        #expect(try enough.firstMatch(in: text.span)?.range == 2..<3)
        let short = try MatchFinder("(b)", limits: RegularExpressionLimits(maximumWorkCount: 3))
        #expect(throws: RegularExpressionError.self) { try short.firstMatch(in: text.span) }
        var match = RegularExpressionMatch()
        var work = 0
        #expect(try enough.firstMatch(in: text.span, from: 0, into: &match, work: &work))
        #expect(work == 4)
        #expect(throws: RegularExpressionError.self) {
            try enough.firstMatch(in: text.span, from: 0, into: &match, work: &work)
        }
    }

    @Test("What would take too much is given up", arguments: ["(a+)+\\1b", "(?=(?:a|(a))*b)x|(?:a(?=a*c))*(?=\\1)y"])
    func tooCostly(_ pattern: String) throws {
        let text = String(repeating: "a", count: 20_000) + "!"
        let error = #expect(throws: RegularExpressionError.self) {
            try MatchFinder(pattern, limits: RegularExpressionLimits(maximumStepCount: 100_000))
                .firstMatch(in: text.utf8.span)
        }
        #expect(error?.code == .tooCostly)
    }

    @Test("Many threads share one finder")
    func concurrency() async throws {
        let finder = try MatchFinder("(a+)(b+)")
        await withTaskGroup(of: Bool.self) { group in
            for seed in 1...16 {
                group.addTask {
                    let text = String(repeating: "a", count: seed) + String(repeating: "b", count: seed)
                    return (0..<200).allSatisfy { _ in
                        // A search that fails counts as a wrong answer.
                        (try? finder.firstMatch(in: text.utf8.span))?.group(2) == seed..<2 * seed
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
