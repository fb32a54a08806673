import Diagnostics
import Testing

@testable import Cleaning

@Suite("Numbers, money and quantities")
struct NumberRuleTests {
    private func integer(
        _ minimum: Int = .min,
        _ maximum: Int = .max,
        digitCount: Int = 18,
        plus: Bool = false,
        groups: Bool = false,
        zeros: Bool = true
    ) -> IntegerRule {
        IntegerRule(
            minimum: minimum,
            maximum: maximum,
            digitCount: digitCount,
            allowsPlus: plus,
            allowsGroups: groups,
            keepsLeadingZeros: zeros
        )
    }

    @Test("A whole number keeps its text; its limits belong to it, and leading zeros count as digits")
    func integers() {
        let rule = integer(1, 999_999, digitCount: 6)
        check([
            ValueSample("1", "1"), ValueSample("999999", "999999"), ValueSample("007", "007"), ValueSample("0", nil),
            ValueSample("1000000", nil), ValueSample("0000001", nil), ValueSample("-1", nil), ValueSample("", nil),
            ValueSample("1.5", nil), ValueSample("两", nil), ValueSample("+5", nil), ValueSample("1 ", nil),
            ValueSample("1,000", nil), ValueSample("-", nil),
        ]) { rule.apply(to: $0, into: &$1) }
        check([
            ValueSample("-5", "-5"), ValueSample("999999999999999999", "999999999999999999"),
            ValueSample("9999999999999999999", nil), ValueSample("-007", "-007"),
        ]) { integer().apply(to: $0, into: &$1) }
    }

    @Test("A sign, groups and leading zeros are options")
    func integerOptions() {
        check([ValueSample("+5", "5"), ValueSample("+007", "007")]) { integer(plus: true).apply(to: $0, into: &$1) }
        check([ValueSample("007", "7"), ValueSample("-000", "0"), ValueSample("12", "12")]) {
            integer(zeros: false).apply(to: $0, into: &$1)
        }
        check([
            ValueSample("1,234", "1234"), ValueSample("-1,234,567", "-1234567"), ValueSample("12,34", nil),
            ValueSample("1234,567", nil), ValueSample(",123", nil), ValueSample("1,23", nil), ValueSample("123", "123"),
        ]) { integer(groups: true).apply(to: $0, into: &$1) }
    }

    private func number(
        point: Character = ".",
        grouping: Character? = ",",
        scale: Int? = nil,
        rounding: Decimal.Rounding = .refuse,
        minimum: Decimal? = nil,
        maximum: Decimal? = nil,
        exponent: Bool = false,
        percent: Bool = false
    ) -> NumberRule {
        NumberRule(
            point: point.asciiValue ?? 0x2E,
            grouping: grouping?.asciiValue,
            scale: scale,
            rounding: rounding,
            minimum: minimum,
            maximum: maximum,
            allowsExponent: exponent,
            isPercent: percent
        )
    }

    @Test("A number loses its groups, and keeps the decimals that it has")
    func numbers() {
        check([
            ValueSample("1,234.50", "1234.50"), ValueSample("-0.10", "-0.10"), ValueSample("+3", "3"),
            ValueSample("007", "7"), ValueSample("1234567.000", "1234567.000"), ValueSample("-0.00", "0.00"),
            ValueSample("0.0", "0.0"), ValueSample("1,23", nil),
            ValueSample(".5", nil), ValueSample("5.", nil), ValueSample("1e3", nil), ValueSample("", nil),
            ValueSample("9999999999999999999999999999", "9999999999999999999999999999"),
            ValueSample("99999999999999999999999999999", nil),
            ValueSample(
                "0.0000000000000000000000000001",
                "0.0000000000000000000000000001"
            ), ValueSample("-", nil), ValueSample("１", nil),
        ]) { number().apply(to: $0, into: &$1) }
        check([ValueSample("1.234,5", "1234.5"), ValueSample("1,5", "1.5")]) {
            number(point: ",", grouping: ".").apply(to: $0, into: &$1)
        }
        check([
            ValueSample("1.5e3", "1500"), ValueSample("12E-3", "0.012"), ValueSample("1e29", nil),
            ValueSample("1e", nil),
            ValueSample("1e+2", "100"),
        ]) { number(exponent: true).apply(to: $0, into: &$1) }
    }

    @Test("A number is rounded only when that is asked for")
    func rounding() {
        check([ValueSample("1.5", "1.50"), ValueSample("1.550", "1.55"), ValueSample("1.555", nil)]) {
            number(scale: 2).apply(to: $0, into: &$1)
        }
        check([ValueSample("1.555", "1.56"), ValueSample("-1.555", "-1.56"), ValueSample("1.5549", "1.55")]) {
            number(scale: 2, rounding: .halfUp).apply(to: $0, into: &$1)
        }
        check([ValueSample("1.545", "1.54"), ValueSample("1.555", "1.56"), ValueSample("1.5451", "1.55")]) {
            number(scale: 2, rounding: .halfEven).apply(to: $0, into: &$1)
        }
    }

    @Test("The limits of a number belong to it")
    func limits() {
        check([
            ValueSample("0.5", "0.5"), ValueSample("0.49", nil), ValueSample("1.25", "1.25"),
            ValueSample("1.2501", nil),
            ValueSample("-3", nil),
        ]) { number(minimum: Decimal(5, scale: 1), maximum: Decimal(125, scale: 2)).apply(to: $0, into: &$1) }
    }

    @Test("A share in hundredths becomes a number")
    func percent() {
        check([
            ValueSample("12%", "0.12"), ValueSample("12.5 %", "0.125"), ValueSample("100", "1"),
            ValueSample("-3%", "-0.03"), ValueSample("12.50%", "0.125"),
            ValueSample("3％", "0.03"), ValueSample("12%%", nil), ValueSample("%", nil), ValueSample("12 ", nil),
        ]) { number(percent: true).apply(to: $0, into: &$1) }
    }

    private let money = MoneyRule(
        scale: 2,
        digitCount: 12,
        allowsNegative: false,
        allowsAccounting: false,
        grouping: UInt8(ascii: ","),
        leading: [Array("¥".utf8)],
        trailing: [Array("元".utf8)]
    )

    @Test("Money has two decimals, and is never rounded")
    func moneys() {
        check([
            ValueSample("12", "12.00"), ValueSample("12.3", "12.30"), ValueSample("12.34", "12.34"),
            ValueSample("1,234.5", "1234.50"), ValueSample("¥12", "12.00"), ValueSample("12元", "12.00"),
            ValueSample("¥1,234,567元", "1234567.00"), ValueSample("007.5", "007.50"),
            ValueSample("001,234", "001234.00"), ValueSample("12,34", nil), ValueSample("5,", nil),
            ValueSample("1,,000", nil), ValueSample("1,2345", nil), ValueSample("1234,567", nil),
            ValueSample(",123", nil), ValueSample("¥,123", nil), ValueSample("1,23元", nil), ValueSample("1.234,5", nil),
            ValueSample("1.2,3", nil), ValueSample("1,234,", nil),
            ValueSample("999999999999.99", "999999999999.99"), ValueSample("1000000000000", nil),
            ValueSample("12.345", nil), ValueSample("12.", nil), ValueSample(".5", nil), ValueSample("-5.00", nil),
            ValueSample("¥¥1", nil), ValueSample("1元元", nil), ValueSample("一百", nil), ValueSample("", nil),
            ValueSample("¥", nil), ValueSample("N/A", nil), ValueSample("--", nil), ValueSample("1 2", nil),
            ValueSample("¥ 1", nil), ValueSample("元1", nil), ValueSample("(1.00)", nil),
        ]) { money.apply(to: $0, into: &$1) }
    }

    @Test("Separators can be taken out wherever they stand, and the point is an option")
    func moneyGroups() throws {
        let rows: [(step: String, cells: [ValueSample])] = [
            (
                "groups: any",
                [
                    ValueSample("¥1,2,元", "12.00"), ValueSample(",¥,1", "1.00"), ValueSample("12,34", "1234.00"),
                    ValueSample("5,", "5.00"), ValueSample("1.2,3", "1.23"), ValueSample(",", nil),
                ]
            ),
            (
                "decimal: ','",
                [
                    ValueSample("12,34", "12.34"), ValueSample("5,", nil), ValueSample("1.234", nil),
                    ValueSample("5", "5.00"),
                ]
            ),
            (
                "decimal: ',', grouping: '.', currency: ['€']",
                [
                    ValueSample("1.234,50", "1234.50"), ValueSample("1.234,5 €", nil),
                    ValueSample("1.234,5€", "1234.50"),
                    ValueSample("5.5", nil), ValueSample("1.234", "1234.00"),
                    ValueSample("€1.234.567,89", "1234567.89"),
                ]
            ),
            ("grouping: none", [ValueSample("1,234", nil), ValueSample("1234", "1234.00")]),
        ]
        for row in rows {
            let recipe = try Recipes.recipe("columns: {a: [{money: {\(row.step)}}]}")
            let step = recipe.columns[0].steps[0].step
            check(row.cells) { step.apply(to: $0, into: &$1) }
        }
        let findings = try Recipes.findings("columns: {a: [{money: {decimal: ',', grouping: ','}}]}")
        #expect(findings.map(\.code) == ["recipe.bad-parameter"])
    }

    @Test("Negative amounts and those of accountants are options")
    func moneyOptions() {
        let rule = MoneyRule(
            scale: 0,
            digitCount: 4,
            allowsNegative: true,
            allowsAccounting: true,
            grouping: nil,
            leading: [Array("$".utf8)],
            trailing: []
        )
        check([
            ValueSample("-$5", "-5"), ValueSample("$-5", "-5"), ValueSample("(5)", "-5"), ValueSample("($5)", "-5"),
            ValueSample("--5", nil), ValueSample("(5", nil), ValueSample("5.0", nil), ValueSample("1,000", nil),
            ValueSample("9999", "9999"), ValueSample("10000", nil),
        ]) { rule.apply(to: $0, into: &$1) }
    }

    @Test("Quantities are brought to one unit")
    func units() {
        let rule = UnitRule(
            factors: [
                (Array("kg".utf8), Decimal(1)), (Array("斤".utf8), Decimal(5, scale: 1)),
                (Array("g".utf8), Decimal(1, scale: 3)),
            ],
            number: number(),
            allowsBare: true
        )
        check([
            ValueSample("2kg", "2"), ValueSample("3 斤", "1.5"), ValueSample("250G", "0.25"), ValueSample("7", "7"),
            ValueSample("7.50", "7.5"), ValueSample("7.50kg", "7.5"),
            ValueSample("1,500 g", "1.5"), ValueSample("2 lb", nil), ValueSample("kg", nil), ValueSample("-1kg", "-1"),
            ValueSample("2  kg", nil),
        ]) { rule.apply(to: $0, into: &$1) }
    }

    @Test("The point and the sign between groups are two signs, or a decimal would be taken for thousands")
    func separators() throws {
        let rows: [(step: String, cells: [ValueSample])] = [
            (
                "number: {decimal: ','}",
                [ValueSample("1,500", "1.5"), ValueSample("1500", "1500"), ValueSample("1.500", nil)]
            ),
            ("number: {decimal: ',', grouping: '.'}", [ValueSample("1.500,5", "1500.5")]),
            ("number: {grouping: none}", [ValueSample("1,500", nil), ValueSample("1.5", "1.5")]),
            ("percent: {decimal: ','}", [ValueSample("12,5%", "0.125")]),
            ("money: {grouping: ' '}", [ValueSample("1 500.5", "1500.50")]),
        ]
        for row in rows {
            let recipe = try Recipes.recipe("columns: {a: [{\(row.step)}]}")
            let step = recipe.columns[0].steps[0].step
            check(row.cells) { step.apply(to: $0, into: &$1) }
        }
        let wrong = [
            "number: {decimal: ',', grouping: ','}", "number: {grouping: '.'}", "money: {grouping: '.'}",
            "number: {decimal: '0'}", "percent: {grouping: '-'}", "units: {to: kg, from: {g: 1}, decimal: '5'}",
        ]
        for step in wrong {
            #expect(
                try Recipes.findings("columns: {a: [{\(step)}]}").map(\.code) == ["recipe.bad-parameter"],
                "\(step)"
            )
        }
    }

    @Test("Units that differ in case only are told apart; letters of either case do when one unit fits")
    func unitCase() {
        let rule = UnitRule(
            factors: [
                (Array("W".utf8), Decimal(1)), (Array("mW".utf8), Decimal(1, scale: 3)),
                (Array("MW".utf8), Decimal(1_000_000)), (Array("kWh".utf8), Decimal(3600)),
            ],
            number: number(),
            allowsBare: true
        )
        check([
            ValueSample("5 MW", "5000000"), ValueSample("5 mW", "0.005"), ValueSample("5 Mw", nil),
            ValueSample("5 w", "5"), ValueSample("1 KWH", "3600"),
        ]) { rule.apply(to: $0, into: &$1) }
    }

    @Test("The digits of a whole number are those of its longer limit, any when one of them is missing")
    func integerLimits() throws {
        let rows: [(step: String, cells: [ValueSample])] = [
            (
                "minimum: -100, maximum: 9",
                [ValueSample("-50", "-50"), ValueSample("9", "9"), ValueSample("-0101", nil)]
            ),
            ("maximum: 9", [ValueSample("-50", "-50"), ValueSample("10", nil), ValueSample("-1000000", "-1000000")]),
            ("minimum: 1, maximum: 999", [ValueSample("042", "042"), ValueSample("0042", nil)]),
            ("minimum: -5, maximum: 100, digits: 2", [ValueSample("-05", "-05"), ValueSample("100", nil)]),
            ("minimum: -999999999999999999", [ValueSample("-999999999999999999", "-999999999999999999")]),
        ]
        for row in rows {
            let recipe = try Recipes.recipe("columns: {a: [{integer: {\(row.step)}}]}")
            let step = recipe.columns[0].steps[0].step
            check(row.cells) { step.apply(to: $0, into: &$1) }
        }
    }

    @Test("Decimals of any scales are compared exactly")
    func comparison() {
        let sorted = [
            Decimal(-15, scale: 1), Decimal(-149, scale: 2), Decimal(0), Decimal(1, scale: 28), Decimal(1, scale: 1),
            Decimal(11, scale: 2), Decimal(2), Decimal.init(Decimal.power(27)),
        ]
        for (left, smaller) in sorted.enumerated() {
            for (right, larger) in sorted.enumerated() { #expect((smaller < larger) == (left < right)) }
        }
    }
}
