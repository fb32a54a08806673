@testable import RegularExpressions
import Testing

@Suite("Patterns that need no engine")
struct FastClassTests {
    private func shape(_ pattern: String) throws -> String {
        switch try RegularExpression(pattern).fastClass {
        case nil: "engine"
        case .always: "always"
        case .equals(let bytes): "equals \(String(decoding: bytes, as: UTF8.self))"
        case .prefix(let bytes): "prefix \(String(decoding: bytes, as: UTF8.self))"
        case .suffix(let bytes): "suffix \(String(decoding: bytes, as: UTF8.self))"
        case .contains(let bytes): "contains \(String(decoding: bytes, as: UTF8.self))"
        case .containsAny: "containsAny"
        case .only(_, let minimum, let maximum): "only \(minimum) \(maximum.map(String.init) ?? "")"
        case .bytes(let sets): "bytes \(sets.count)"
        }
    }

    @Test("A pattern's shape is recognised")
    func shapes() throws {
        let rows = [
            ("", "always"), (".*", "always"), ("^", "always"), ("$", "always"), ("^.*", "always"), (".*$", "always"),
            ("a*", "always"), ("(?:)", "always"), ("^$", "equals "), ("^abc$", "equals abc"), ("^(abc)$", "equals abc"),
            ("^a{3}é$", "equals aaaé"), ("^abc", "prefix abc"), ("^abc.*", "prefix abc"), ("^/x", "prefix /x"),
            ("abc$", "suffix abc"), (".*abc$", "suffix abc"), ("\\.json$", "suffix .json"), ("abc", "contains abc"),
            (".*abc.*", "contains abc"), ("a+b+", "contains ab"), (".+", "containsAny"), ("\\S", "containsAny"),
            ("[a-z]+", "containsAny"), ("^.*$", "only 0 "), ("^.+$", "only 1 "), ("^[a-z0-9-]+$", "only 1 "),
            ("^(?:\\w){2,5}$", "only 2 5"), ("^[A-Z]{2}$", "only 2 2"), ("^\\d{4}-\\d{2}-\\d{2}$", "bytes 10"),
            ("^abc.*$", "engine"), ("a|b", "engine"), ("^\\w\\W$", "engine"), ("(?=a)", "engine"),
            ("[ab]{2}", "engine"),
            ("^a^b$", "engine"), ("\\bfoo", "engine"),
        ]
        for (pattern, expected) in rows {
            let found = try shape(pattern)
            if found != expected { Issue.record("\(pattern): \(found) instead of \(expected)") }
        }
    }

    @Test("The short way and the engines give the same answers")
    func agreement() throws {
        let patterns = [
            "", ".*", "^.*$", ".+", "^.+$", "^ab$", "^ab", "ab$", "ab", "[ab]", "^[ab]{2,3}$", "^[^a]*$", "^\\d-\\w$",
            "^é{2}$",
            "🐲", "^🐲*$", "\\s", "^\\S+$", "a{2,3}", "^a{2,3}", "b{2,3}$", "^$",
        ]
        let texts = [
            "", "a", "ab", "aab", "abab", "b", "bb", "bbb", "1-a", "1-é", "éé", "é", "🐲", "🐲🐲", "a🐲", "\n", "a\nb", " ",
            "\u{2028}",
            "\u{2028}a", "aaaa", "1", "-",
        ]
        for pattern in patterns {
            let short = try RegularExpression(pattern)
            // A look-ahead that always holds forces the engines.
            let long = try RegularExpression("(?=)(?:\(pattern))")
            let automaton = try RegularExpression("(?:\(pattern))|[]")
            #expect(short.fastClass != nil || pattern.contains("{2,3}"), "\(pattern)")
            for text in texts {
                let answers = [try short.matches(text), try long.matches(text), try automaton.matches(text)]
                if Set(answers).count != 1 { Issue.record("\(pattern) on '\(text)': \(answers)") }
            }
        }
    }
}
