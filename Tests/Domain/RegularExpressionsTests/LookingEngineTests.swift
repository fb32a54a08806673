@testable import RegularExpressions
import Testing

@Suite("The two ways to look around")
struct LookingEngineTests {
    @Test("Backtracking and the linear pass give the same answers")
    func agreement() throws {
        let patterns = [
            "(?=ab)a", "(?!ab)a", "(?<=ab)c", "(?<!ab)c", "^(?=.*b)(?!.*c)", "(?<=a(?=b)).c", "(?<=(?<!x)a+)b",
            "(?!(?!a))b",
            "(?=a|b$)(?:a|b)c?", "\\b(?=a)", "(?<=\\b)c", "(?<=^a)b", "(?=$)", "(?<=a{2})b", "(?<=ab|c)a",
            "(?:(?=a)a|(?<=a)b)+$",
        ]
        var texts = [""]
        for length in 0..<5 {
            for text in texts where text.count == length {
                texts += ["a", "b", "c", "x "].map { text + $0 }
            }
        }
        for pattern in patterns {
            var parser = PatternParser(pattern, isPermissive: false, maximumDepth: 10)
            let node = try parser.parse()
            let engine = try LookingEngine(node, features: parser.features, limits: RegularExpressionLimits())
            for text in texts {
                let backtracked = try engine.matches(text.utf8.span)
                if engine.matchesLinearly(text.utf8.span) != backtracked { Issue.record("\(pattern) on '\(text)'") }
            }
        }
    }

    @Test(
        "Look-ahead that stands first needs no engine that looks around, and gives the same answers",
        arguments: [
            "^(?=ab)a", "^(?!ab)a", "(?=a)^b?", "^(?=.*b)(?!.*c)", "^(?=a+$)(?=(.*b)).+$", "^(?=[ab]+$)(?!b).{1,3}$",
            "^(?!a|b$)", "^(?!(?:ab)+$)[^x]*$", "^(?=\\w+\\b)(?!.*\\bx)", "^(?=$)", "^(?!)a", "^(?=)a",
            "^(?=(a)(b))c|^a", "(?:^(?=a)b)", "^(?=a(?=b))", "^(?=(?<=a)b)",
        ]
    )
    func conjunctions(_ pattern: String) throws {
        var texts = [""]
        for length in 0..<5 {
            for text in texts where text.count == length {
                texts += ["a", "b", "c", "x ", "\u{2028}"].map { text + $0 }
            }
        }
        let expression = try RegularExpression(pattern)
        var parser = PatternParser(pattern, isPermissive: false, maximumDepth: 10)
        let node = try parser.parse()
        let engine = try LookingEngine(node, features: parser.features, limits: RegularExpressionLimits())
        for text in texts where try expression.matches(text) != engine.matches(text.utf8.span) {
            Issue.record("\(pattern) on '\(text)'")
        }
    }
}
