import Diagnostics
import Testing

@testable import Cleaning

@Suite("Expressions")
struct ExpressionTests {
    /// The cells of the columns in the rows below.
    static let cells = [
        "a": "12.50", "b": "3", "name": "王伟", "born": "2000-02-29", "status": "paid", "nothing": "",
        "order no": "SO-2024-7",
        "数量": "2", "text": "abc",
    ]

    /// The value of an expression as text, with 2026-03-01 for today; what failed otherwise.
    static func value(_ text: String, cells: [String: String] = cells) throws -> String {
        let expression = try Expression(text)
        var evaluator = ExpressionEvaluator(today: try #require(RunDay("2026-03-01")).dayNumber)
        evaluator.begin()
        for column in expression.columns { evaluator.load((cells[column.name] ?? "").utf8.span) }
        do throws(ExpressionFailure) {
            let value = try evaluator.evaluate(expression)
            var output = CellBuffer()
            evaluator.append(value, to: &output)
            return String(decoding: output.bytes, as: UTF8.self)
        } catch {
            return "\(error)"
        }
    }

    static let rows: [(expression: String, value: String)] = [
        // Operands.
        ("12.50", "12.50"), ("007", "7"), ("'it''s'", "it's"), ("''", ""), ("empty", ""), ("true", "true"),
        ("false", "false"), ("today", "2026-03-01"), ("name", "王伟"), ("[order no]", "SO-2024-7"), ("数量", "2"),
        ("( a )", "12.50"), ("nothing", ""), ("'a\nb'", "a\nb"),
        // Arithmetic and its order.
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("10 - 2 - 3", "5"), ("12 / 4 / 3", "1"), ("7 % 4", "3"),
        ("-2 * -3", "6"),
        ("- - 2", "2"), ("2 - -2", "4"), ("a * b", "37.50"), ("a + b", "15.50"),
        ("a / b", "4.166666666666666666666666667"),
        ("b * 数量", "6"), ("-a", "-12.50"), ("0.1 + 0.2 == 0.3", "true"), ("a + nothing", ""), ("-nothing", ""),
        ("1 / 0", "divisionByZero"), ("1 % (1 - 1)", "divisionByZero"), ("a / nothing", ""), ("text * 2", "notANumber"),
        ("9999999999999999999999999999 + 1", "tooManyDigits"),
        // Days.
        ("today + 31", "2026-04-01"), ("today - 1", "2026-02-28"), ("date(born) + b", "2000-03-03"),
        ("today - date(born)", "9497"), ("born - today", "-9497"), ("daysBetween(born, today)", "9497"),
        ("date('2024-01-31') + 30", "2024-03-01"), ("date(nothing) + 1", ""), ("date(text)", "notADay"),
        ("date('2023-02-29')", "notADay"), ("today + 10000000", "badArgument"), ("today + 0.5", "badArgument"),
        ("today + 9999999999999999999999999999", "badArgument"), ("year(today) & month(today) & day(today)", "202631"),
        ("age(born, date('2025-02-28'))", "24"), ("age(born, date('2025-03-01'))", "25"), ("age(born, born)", "0"),
        ("age(today, born)", "-26"), ("age(nothing, today)", ""),
        // Comparisons.
        ("1 == 1.0", "true"), ("a > 12", "true"), ("a < 2", "false"), ("a >= 12.5", "true"), ("a <= 12.49", "false"),
        ("12 != a", "true"), ("status == 'paid'", "true"), ("'paid' == status", "true"), ("status == 'Paid'", "false"),
        ("a == '12.5'", "false"), ("a == 12.5", "true"), ("a == a", "true"), ("born < today", "true"),
        ("born == date('2000-02-29')", "true"), ("text < 'abd'", "true"), ("trim(text) < trim(name)", "true"),
        ("true == (1 < 2)", "true"), ("nothing == empty", "true"), ("nothing == ''", "true"),
        ("name == empty", "false"),
        ("name != empty", "true"), ("nothing < 1", "false"), ("nothing >= 1", "false"), ("1 > nothing", "false"),
        ("number(nothing) <= empty", "false"), ("nothing == 0", "false"), ("text > 1", "notANumber"),
        // Sets.
        ("status in ('paid', 'sent')", "true"), ("status not in ('paid', 'sent')", "false"),
        ("b in (1, 2, 3.0)", "true"),
        ("b in (1, a, 数量)", "false"), ("b in (text, 3)", "notANumber"), ("nothing in ('a', empty)", "true"),
        // Logic.
        ("true and false", "false"), ("true or false", "true"), ("not true", "false"), ("not not true", "true"),
        ("false and 1 / 0 == 1", "false"), ("true or 1 / 0 == 1", "true"), ("true or false and false", "true"),
        ("not false and false", "false"), ("a > 1 and b > 1 or false", "true"), ("empty or true", "true"),
        ("1 < 2 and not status == 'sent'", "true"),
        // Texts.
        ("name & '-' & b", "王伟-3"), ("1 + 1 & '%'", "2%"), ("'x' & nothing & true & today", "xtrue2026-03-01"),
        ("nothing & empty", ""), ("concat(name, 1.50, today)", "王伟1.502026-03-01"), ("length(name)", "2"),
        ("length(nothing)", "0"), ("upper(text) & lower('ÀB')", "ABCàb"), ("upper(name)", "王伟"),
        ("trim('\u{3000} x ')", "x"),
        ("substring([order no], 4, 4)", "2024"), ("substring(name, 2)", "伟"), ("substring(text, 3, 9)", "c"),
        ("substring(text, 4)", ""), ("substring(text, 9, 2)", ""), ("substring(text, 1, 0)", ""),
        ("substring(text, 0)", "badArgument"), ("substring(text, 1.5)", "badArgument"),
        ("substring(text, 1, -1)", "badArgument"), ("substring(text, nothing)", ""),
        ("replace('aXbX', 'X', '--')", "a--b--"), ("replace(text, '', 'x')", "abc"),
        ("replace('aaa', 'aa', 'b')", "ba"),
        ("replace(text, 'abcd', '')", "abc"), ("replace(text, 'abc', '')", ""), ("contains(name, '伟')", "true"),
        ("contains(text, '')", "true"), ("contains('', 'a')", "false"), ("startsWith(text, 'ab')", "true"),
        ("endsWith(text, 'bc')", "true"), ("endsWith(text, 'ab')", "false"), ("digits([order no])", "20247"),
        ("matches([order no], 'SO-\\d{4}-\\d+')", "true"), ("matches(text, 'b')", "false"),
        ("matches(nothing, '')", "true"),
        ("hash8('a') == hash8('a')", "true"), ("hash8('a') == hash8('b')", "false"), ("length(hash8(nothing))", "8"),
        // Numbers.
        ("round(2.5)", "3"), ("round(-2.5)", "-3"), ("round(2.344, 2)", "2.34"), ("round(2, 2)", "2.00"),
        ("round(a * 1.13, 2)", "14.13"), ("round(nothing)", ""), ("round(1, 29)", "badArgument"),
        ("round(1.5, nothing)", ""), ("abs(-a)", "12.50"),
        ("min(3, b, 2.5)", "2.5"), ("max(a, nothing, 3)", "12.50"), ("max(nothing, nothing)", ""), ("min(1, 1.0)", "1"),
        ("number('1e3')", "notANumber"), ("number(nothing)", ""),
        // Choices.
        ("if(a > 10, 'big', 'small')", "big"), ("if(a < 10, 1 / 0, 2)", "2"), ("if(nothing == '', empty, 1) + 1", ""),
        ("if(true, a, 0) + 1", "13.50"), ("if(a > 1, if(b > 5, 'x', 'y'), 'z')", "y"),
        ("coalesce(nothing, name)", "王伟"),
        ("coalesce(nothing, '', 'c')", "c"), ("coalesce(nothing, 5) + 1", "6"), ("coalesce(b, 1 / 0)", "3"),
        ("coalesce(nothing)", ""), ("if(coalesce(nothing, empty) == empty, 1, 2)", "1"),
    ]

    @Test("Each expression has its value, or the reason why it has none")
    func values() throws {
        for row in Self.rows {
            let value = try Self.value(row.expression)
            if value != row.value { Issue.record("\(row.expression): \(value), not \(row.value)") }
        }
    }

    @Test("The example of each function has the value that it says", arguments: ExpressionFunction.all.map(\.name))
    func examples(_ name: String) throws {
        let function = try #require(ExpressionFunction.named(name))
        #expect(try Self.value(function.example.call) == function.example.value)
        #expect(function.meaning.english.hasSuffix(".") && function.meaning.chinese.hasSuffix("。"))
        #expect(function.signature.hasPrefix(name + "("))
    }

    @Test("Columns are named once, with their places")
    func columns() throws {
        let expression = try Expression("数量 * [unit price] + 数量 - [a]]b] + if(x == '数量', 1, 2)")
        #expect(expression.columns.map(\.name) == ["数量", "unit price", "a]b", "x"])
        #expect(expression.columns.map(\.offset) == [0, 9, 33, 45])
        #expect(try Expression("1").columns.isEmpty)
        #expect(try Expression("today").usesToday && !Expression("[today]").usesToday)
    }

    @Test("A record's texts are forgotten with it")
    func reuse() throws {
        let expression = try Expression("concat(a, a) & 'x'")
        var evaluator = ExpressionEvaluator(today: 0)
        for cell in ["1", "22", "", "333"] {
            evaluator.begin()
            evaluator.load(cell.utf8.span)
            let value = try evaluator.evaluate(expression)
            var output = CellBuffer()
            evaluator.append(value, to: &output)
            #expect(String(decoding: output.bytes, as: UTF8.self) == cell + cell + "x")
        }
    }
}
