import Diagnostics
import RegularExpressions
import Testing

@Suite("Refused patterns")
struct RegularExpressionErrorTests {
    typealias Code = RegularExpressionError.Code

    static let rows: [(pattern: String, code: Code, offset: Int)] = [
        ("a(b", .unterminatedGroup, 1), ("(?:a", .unterminatedGroup, 0), ("^(abc]", .loneBracket, 5),
        ("a)", .unmatchedParenthesis, 1), ("ab[c", .unterminatedClass, 2), ("[", .unterminatedClass, 0),
        ("[a-", .unterminatedClass, 0), ("(?P<name>x)", .invalidGroup, 0), ("(?#comment)a", .invalidGroup, 0),
        ("(?i)abc", .invalidGroup, 0), ("(?i:a)", .invalidGroup, 0), ("(?>a)", .invalidGroup, 0),
        ("(?", .invalidGroup, 0), ("(?<>a)", .invalidGroupName, 0), ("(?<1a>a)", .invalidGroupName, 0),
        ("(?<a b>a)", .invalidGroupName, 0), ("(?<a", .invalidGroupName, 0), ("(?<a\\u{zz}>a)", .invalidGroupName, 0),
        ("(?<a>x)(?<a>y)", .duplicateGroupName, 7), ("*", .nothingToRepeat, 0), ("a|+", .nothingToRepeat, 2),
        ("a**", .nothingToRepeat, 2), ("^*", .nothingToRepeat, 1), ("\\b+", .nothingToRepeat, 2),
        ("(?=a)*", .nothingToRepeat, 5), ("(?<!a){2}", .nothingToRepeat, 6), ("{1}", .nothingToRepeat, 0),
        ("a{1}{2}", .nothingToRepeat, 4), ("a{2,1}", .quantifierOutOfOrder, 1), ("a{", .loneBracket, 1),
        ("a{1", .loneBracket, 1), ("a{,2}", .loneBracket, 1), ("a}", .loneBracket, 1), ("]", .loneBracket, 0),
        ("\\a", .invalidEscape, 0), ("x\\Z", .invalidEscape, 1), ("\\", .invalidEscape, 0), ("\\-", .invalidEscape, 0),
        ("\\_", .invalidEscape, 0), ("\\é", .invalidEscape, 0), ("\\01", .invalidEscape, 0),
        ("[\\1]", .invalidEscape, 1),
        ("[\\B]", .invalidEscape, 1), ("\\c", .invalidEscape, 0), ("\\c1", .invalidEscape, 0),
        ("\\x4", .invalidEscape, 0),
        ("\\u12", .invalidEscape, 0), ("\\u{110000}", .invalidEscape, 0), ("\\u{}", .invalidEscape, 0),
        ("\\k", .invalidEscape, 0), ("\\1", .invalidBackreference, 0), ("(a)\\2", .invalidBackreference, 3),
        ("\\k<a>", .invalidBackreference, 0), ("(?<a>b)\\k<c>", .invalidBackreference, 7),
        ("\\p", .invalidProperty, 0), ("\\pL", .invalidProperty, 0), ("\\p{Foo}", .invalidProperty, 0),
        ("\\p{letter}", .invalidProperty, 0), ("\\p{Han}", .invalidProperty, 0), ("\\p{IsGreek}", .invalidProperty, 0),
        ("[\\p{L]", .invalidProperty, 1), ("[b-a]", .rangeOutOfOrder, 1), ("[🐵-🐲]", .rangeOutOfOrder, 1),
        ("[\\w-a]", .classInRange, 1), ("^[\\w-.]+$", .classInRange, 2), ("[a-\\d]", .classInRange, 1),
        (String(repeating: "(", count: 201) + String(repeating: ")", count: 201), .tooDeep, 200),
        ("((a{1,200}){1,200}){1,200}", .tooLarge, 0), ("(?:ab){999999999999999999999}", .tooLarge, 0),
    ]

    @Test("A pattern that breaks a rule is refused where it breaks it")
    func refusals() {
        for row in Self.rows {
            do {
                _ = try RegularExpression(row.pattern)
                Issue.record("\(row.pattern.prefix(40)) is accepted")
            } catch {
                if error.code != row.code || error.offset != row.offset {
                    Issue.record("\(row.pattern.prefix(40)): \(error.code) at \(error.offset)")
                }
            }
        }
    }

    @Test("Every code is provoked by a pattern, or by a match that is given up")
    func coverage() {
        let provoked = Set(Self.rows.map(\.code)).union([.tooCostly])
        #expect(provoked == Set(Code.allCases))
    }

    @Test("A message quotes the offending text in both languages")
    func message() throws {
        let error = try #require(throws: RegularExpressionError.self) { try RegularExpression("a\\q") }
        #expect(error.message.text(in: .english) == "'\\q' is no escape")
        #expect(error.message.text(in: .chinese) == "“\\q”不是合法的转义")
        #expect(error.remedy != nil)
    }

    @Test("Lenient reading takes what Annex B allows")
    func lenient() throws {
        let rows: [(pattern: String, yes: [String], no: [String])] = [
            ("^[\\w-.]+$", ["a-b.c"], ["a b"]), ("^\\-\\_\\:\\a$", ["-_:a"], ["\\-"]), ("^{a}$", ["{a}"], ["a"]),
            ("^a{,2}$", ["a{,2}"], ["aa"]), ("^]$", ["]"], ["["]), ("^x{1$", ["x{1"], ["x"]),
            ("^[a-\\d]$", ["a", "-", "7"], ["b"]), ("^\\1$", ["\u{1}"], ["1"]), ("^\\101\\8\\400$", ["A8 0"], ["A"]),
            ("^(a)\\2$", ["a\u{2}"], ["aa"]), ("^(?=a)*a$", ["a"], ["b"]), ("^\\c$", ["\\c"], ["c"]),
            ("^[\\c1]$", ["\u{11}"], ["1"]), ("^[\\c]$", ["\\", "c"], ["d"]), ("^\\x4\\u12$", ["x4u12"], ["x"]),
            ("^\\k<a>$", ["k<a>"], ["k"]), ("^\\p$", ["p"], ["P"]), ("^[\\B\\_]$", ["B", "_"], ["\\"]),
            ("^\\p{Lu}\\-\\u{1F432}$", ["A-🐲"], ["a-🐲"]), ("^\\_🐲.$", ["_🐲🐲"], ["_🐲"]),
        ]
        for row in rows {
            #expect(throws: RegularExpressionError.self, "\(row.pattern)") { try RegularExpression(row.pattern) }
            let expression = try RegularExpression(row.pattern, mode: .lenient)
            for text in row.yes where try !expression.matches(text) { Issue.record("\(row.pattern) refuses '\(text)'") }
            for text in row.no where try expression.matches(text) { Issue.record("\(row.pattern) accepts '\(text)'") }
        }
    }

    @Test("Lenient reading keeps what Unicode mode allows as it is")
    func lenientPrefersUnicodeMode() throws {
        #expect(try RegularExpression("^\\u{61}$", mode: .lenient).matches("a"))
        #expect(try RegularExpression("^\\p{L}$", mode: .lenient).matches("é"))
    }

    @Test("Lenient reading still refuses what no mode allows")
    func lenientRefusals() {
        let patterns = [
            "(", ")", "[", "*", "a**", "(?P<a>b)", "(?<a>b)\\k<c>", "(?<a>b)\\k", "(?<=a)*", "^*", "{1}", "[b-a]",
            "a{2,1}", "\\",
            "\\_\\p{Foo}", "\\_\\u{110000}",
        ]
        for pattern in patterns {
            #expect(throws: RegularExpressionError.self, "\(pattern)") {
                try RegularExpression(pattern, mode: .lenient)
            }
        }
    }
}
