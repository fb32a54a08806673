import Diagnostics
import Testing

@testable import Cleaning

@Suite("Mistakes in expressions")
struct ExpressionErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let code: ExpressionError.Code
        let offset: Int
        var remedy: String?
        var testDescription: String { text.isEmpty ? "<empty>" : text }

        init(_ text: String, _ code: ExpressionError.Code, at offset: Int, remedy: String? = nil) {
            self.text = text
            self.code = code
            self.offset = offset
            self.remedy = remedy
        }
    }

    @Test(
        "Each mistake is reported where it stands",
        arguments: [
            Row("", .syntax, at: 0), Row("  ", .syntax, at: 2), Row("1 +", .syntax, at: 3), Row("(1", .syntax, at: 2),
            Row("1)", .syntax, at: 1), Row("1 2", .syntax, at: 2), Row("a b", .syntax, at: 2),
            Row("* 2", .syntax, at: 0),
            Row("'abc", .syntax, at: 0), Row("[abc", .syntax, at: 0), Row("[]", .syntax, at: 0),
            Row("a = 1", .syntax, at: 2, remedy: "write '=='"), Row("a <> 1", .syntax, at: 2, remedy: "write '!='"),
            Row("a == 1 && b == 1", .syntax, at: 7), Row("a == 1 == true", .syntax, at: 7), Row("and", .syntax, at: 0),
            Row("a not b", .syntax, at: 6), Row("\"a\"", .syntax, at: 0, remedy: "write 'text'"),
            Row("a ? 1", .syntax, at: 2),
            Row("价格 ； 1", .syntax, at: 7), Row("1.2.3", .syntax, at: 0),
            Row("12345678901234567890123456789", .syntax, at: 0),
            Row("1 < 2 < 3", .syntax, at: 6), Row("in (1)", .syntax, at: 0),
            Row("a in 1", .syntax, at: 5, remedy: "write '('"),
            Row("a in ()", .syntax, at: 6), Row("length()", .syntax, at: 0, remedy: "write length(s)"),
            Row("length(a, b)", .syntax, at: 0), Row("concat()", .syntax, at: 0), Row("coalesce()", .syntax, at: 0),
            Row("1 + if(true, 1)", .syntax, at: 4, remedy: "write if(condition, a, b)"),
            Row("if(true, 1, 2, 3)", .syntax, at: 0),
            Row("substring(a)", .syntax, at: 0, remedy: "write substring(s, from[, count])"),
            Row("length(a", .syntax, at: 8),
            Row("matches(a, b)", .syntax, at: 11, remedy: "write matches(s, 'pattern')"),
            Row("lenght(a)", .unknownFunction, at: 0, remedy: "did you mean 'length'?"),
            Row("1 + sum(a)", .unknownFunction, at: 4),
            Row("matches(a, '(')", .badPattern, at: 11), Row("matches(a, 'a)|(b')", .badPattern, at: 11),
            // Types.
            Row("'a' + 1", .typeConflict, at: 0, remedy: "write number(…)"), Row("1 + true", .typeConflict, at: 4),
            Row("a and true", .typeConflict, at: 0, remedy: "compare it, as in status == 'paid'"),
            Row("not a", .typeConflict, at: 4),
            Row("true or 1", .typeConflict, at: 8), Row("1 == 'a'", .typeConflict, at: 5),
            Row("today == 1", .typeConflict, at: 9),
            Row("true < false", .typeConflict, at: 7), Row("a < b", .typeConflict, at: 4),
            Row("a in ('x', 1)", .typeConflict, at: 11),
            Row("today + today", .typeConflict, at: 8), Row("1 - today", .typeConflict, at: 4),
            Row("today - a", .typeConflict, at: 8), Row("today * 2", .typeConflict, at: 0),
            Row("-today", .typeConflict, at: 1),
            Row("length(1)", .typeConflict, at: 7, remedy: "write concat(…)"), Row("year(1)", .typeConflict, at: 5),
            Row("year('2024-01-01')", .typeConflict, at: 5, remedy: "write date(…)"),
            Row("if(a, 1, 2)", .typeConflict, at: 3),
            Row("if(true, 1, 'a')", .typeConflict, at: 12), Row("coalesce(1, today)", .typeConflict, at: 12),
            Row("a == (1 == 1)", .typeConflict, at: 6), Row("round(a, '2')", .typeConflict, at: 9),
        ]
    )
    func reports(_ row: Row) {
        let error = #expect(throws: ExpressionError.self) { try Expression(row.text) }
        #expect(error?.code == row.code)
        #expect(error?.offset == row.offset)
        if let remedy = row.remedy { #expect(error?.remedy?.english == remedy) }
        #expect(error?.message.english.isEmpty == false && error?.message.chinese.isEmpty == false)
    }

    private static func nested(_ count: Int) -> String {
        String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
    }

    @Test("Parentheses nest as deep as the limit, and no deeper")
    func depth() throws {
        let limits = ExpressionLimits(maximumDepth: 4)
        _ = try Expression(Self.nested(3), limits: limits)
        let error = #expect(throws: ExpressionError.self) { try Expression(Self.nested(4), limits: limits) }
        #expect(error?.offset == 4)
        _ = try Expression(Self.nested(63))
        #expect(throws: ExpressionError.self) { try Expression(Self.nested(64)) }
        #expect(throws: ExpressionError.self) { try Expression(String(repeating: "abs(", count: 100_000)) }
        // Neither signs nor negations nest.
        _ = try Expression(String(repeating: "- ", count: 10_000) + "1")
        _ = try Expression(String(repeating: "not ", count: 10_000) + "true")
    }

    @Test("An expression is as long as the limit, and no longer")
    func length() throws {
        let limits = ExpressionLimits(maximumNodeCount: 5)
        _ = try Expression("1 + 2 + 3", limits: limits)
        #expect(throws: ExpressionError.self) { try Expression("1 + 2 + -3", limits: limits) }
        #expect(throws: ExpressionError.self) { try Expression(String(repeating: "1 + ", count: 100_000) + "1") }
    }

    @Test("A record may make so much text, and no more")
    func textSize() throws {
        let expression = try Expression("a & a", limits: ExpressionLimits(maximumTextByteCount: 8))
        var evaluator = ExpressionEvaluator(today: 0)
        evaluator.begin()
        evaluator.load("abcd".utf8.span)
        _ = try evaluator.evaluate(expression)
        evaluator.begin()
        evaluator.load("abcde".utf8.span)
        #expect(throws: ExpressionFailure.tooCostly) { try evaluator.evaluate(expression) }
    }

    @Test("What would take too long is given up")
    func costs() throws {
        let long = String(repeating: "a", count: 100_000)
        let cells = ["a": long, "b": String(repeating: "a", count: 50_000) + "b"]
        #expect(try ExpressionTests.value("contains(a, b)", cells: cells) == "tooCostly")
        #expect(try ExpressionTests.value("replace(a, b, '')", cells: cells) == "tooCostly")
        #expect(try ExpressionTests.value("matches(a, '(a+)+\\1b')", cells: cells) == "tooCostly")
        let grown = (0..<12).reduce("a") { text, _ in "replace(\(text), 'a', 'aaaa')" }
        #expect(try ExpressionTests.value(grown, cells: cells) == "tooCostly")
    }
}
