@testable import RegularExpressions
import Testing

@Suite("What a pattern may ask for")
struct RegularExpressionLimitsTests {
    static let long = String(repeating: "a", count: 50_000)

    private func code(_ pattern: String, _ limits: RegularExpressionLimits) -> RegularExpressionError.Code? {
        do {
            _ = try RegularExpression(pattern, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("Groups nest as deep as the limit, and no deeper")
    func depth() {
        let limits = RegularExpressionLimits(maximumDepth: 3)
        #expect(code("((?:(?=a)))", limits) == nil)
        #expect(code("((?:(?=(a))))", limits) == .tooDeep)
        #expect(code(String(repeating: "(", count: 100_000), RegularExpressionLimits()) == .tooDeep)
    }

    @Test("A program is as large as the limit, and no larger")
    func size() {
        let limits = RegularExpressionLimits(maximumProgramSize: 11)
        #expect(code("(?:ab){5}", limits) == nil)
        #expect(code("(?:ab){5}c", limits) == .tooLarge)
        #expect(code("x.{1,10000}y", RegularExpressionLimits()) == nil)
        #expect(code("(?:x.){1,1000000000}y", RegularExpressionLimits()) == .tooLarge)
        #expect(code("(?:(?:(?:a?){99999999}){99999999}){99999999}b", RegularExpressionLimits()) == .tooLarge)
    }

    @Test("A match with backreferences takes as many steps as the limit, and no more")
    func steps() throws {
        let pattern = "^(a)\\1$"
        // Start, save, a, save, reference of one scalar, end, match.
        let enough = try RegularExpression(pattern, limits: RegularExpressionLimits(maximumStepCount: 8))
        #expect(try enough.matches("aa"))
        let short = try RegularExpression(pattern, limits: RegularExpressionLimits(maximumStepCount: 7))
        let error = #expect(throws: RegularExpressionError.self) { try short.matches("aa") }
        #expect(error?.code == .tooCostly)
    }

    @Test(
        "A match takes as much work as the limit, and no more",
        arguments: ["[ab]*a[ab]{30}c", "(?=[ab]*a[ab]{30}c)[abx]"]
    )
    func work(pattern: String) throws {
        let text = (0..<4_000).map { $0 * $0 % 1_009 < 500 ? "a" : "b" }.joined() + "x"
        var failed = 0
        var answered = 0
        for work in [100, 1_000, 10_000, 1_000_000, 10_000_000] {
            let limits = RegularExpressionLimits(maximumWorkCount: work)
            do {
                #expect(try !RegularExpression(pattern, limits: limits).matches(text))
                answered += 1
            } catch {
                #expect(error.code == .tooCostly)
                #expect(answered == 0)
                failed += 1
            }
        }
        #expect(failed >= 2 && answered >= 1)
    }

    @Test("Look-arounds and text beyond the work limit are given up before memory is taken for them")
    func lookMemory() throws {
        let limits = RegularExpressionLimits(maximumWorkCount: 100_000)
        let pattern = String(repeating: "(?=a*b)", count: 500) + "a"
        #expect(throws: RegularExpressionError.self) {
            try RegularExpression(pattern, limits: limits).matches(Self.long + "b")
        }
    }

    @Test("Patterns that stall a backtracking engine get their answer")
    func hostilePatterns() throws {
        let rows: [(pattern: String, expected: Bool)] = [
            ("(a+)+$", false), ("^(a+)+$", false), ("^(a|aa)+$", false), ("(a*)*b", false), ("(.*)*x(.*)*y", false),
            ("^(([a-z])+.)+[A-Z]([a-z])+$", false), ("(a{1,100}){1,100}b", false), ("[ab]*a[ab]{14}$", false),
            ("^(?=(a+)+$)", false), ("(?<=(a+)+)b", false), ("(?:(?=a*x)a)*b", false), ("(?=(?=(?=.*x).*x).*x)", false),
            ("(?:a?){500}a{500}", true), (".{1,10000}", true), ("(?!(a+)+b)a", true),
        ]
        for row in rows {
            let isMatch = try RegularExpression(row.pattern).matches(Self.long + "!")
            if isMatch != row.expected { Issue.record("\(row.pattern): \(isMatch)") }
        }
    }

    @Test("Backreferences that would stall are given up")
    func hostileBackreferences() throws {
        let error = #expect(throws: RegularExpressionError.self) {
            try RegularExpression("(a+)+\\1b").matches(Self.long + "!")
        }
        #expect(error?.code == .tooCostly)
    }

    @Test("A cache that is always full changes no answer")
    func tinyCache() throws {
        let limits = RegularExpressionLimits(maximumCacheByteCount: 1)
        let expression = try RegularExpression("(?:a|b)*\\bab[^b]{3}c[ab]{40}$", limits: limits)
        let tail = "c" + String(repeating: "ab", count: 20)
        #expect(try expression.matches("abab -ab" + "x-y" + tail))
        #expect(try !expression.matches("abab -ab" + "xby" + tail))
    }
}
