import Diagnostics
import JSON

extension StepCatalogue {
    /// Steps about numbers, money and quantities.
    static let numberSteps: [StepDescription] = [
        StepDescription(
            "integer",
            code: "bad_integer",
            LocalizedText("Reads a whole number and keeps it as it is written.", zh: "读取整数，保留原写法。"),
            parameters: [
                StepParameter("minimum", "none", LocalizedText("the least number", zh: "最小值")),
                StepParameter("maximum", "none", LocalizedText("the greatest number", zh: "最大值")),
                StepParameter(
                    "digits",
                    "those of the longer limit, else 18",
                    LocalizedText("the most digits, leading zeros counted", zh: "最多位数（含前导零）")
                ),
                StepParameter("plus", "false", LocalizedText("whether +5 is taken", zh: "是否接受 +5")),
                StepParameter("grouping", "false", LocalizedText("whether 1,234 is taken", zh: "是否接受 1,234")),
                StepParameter("leadingZeros", "keep", LocalizedText("keep or drop", zh: "keep（保留）或 drop（去除）")),
            ],
            good: StepExample("{integer: {minimum: 1, maximum: 999}}", "042", "042"),
            bad: StepExample("{integer: {minimum: 1}}", "0", nil)
        ) { reader in integer(&reader) },
        StepDescription(
            "number",
            code: "bad_number",
            LocalizedText("Reads a decimal number and writes it plainly.", zh: "读取小数，写成普通形式。"),
            parameters: numberParameters + [
                StepParameter("exponent", "false", LocalizedText("whether 1.5e3 is taken", zh: "是否接受 1.5e3"))
            ],
            good: StepExample("{number: {scale: 1, rounding: half-up}}", "1,234.56", "1234.6"),
            bad: StepExample("{number: {scale: 1}}", "1.25", nil)
        ) { reader in .number(number(&reader)) },
        StepDescription(
            "money",
            code: "bad_amount",
            LocalizedText(
                "Reads an amount of money, takes out signs and groups, and writes a fixed number of decimals.",
                zh: "读取金额，去掉货币符号和千位分隔符，写成固定的小数位数。"
            ),
            parameters: [
                StepParameter("scale", "2", LocalizedText("the decimals; more are refused", zh: "小数位数；更多则拒绝")),
                StepParameter("digits", "12", LocalizedText("the most digits before the point", zh: "小数点前最多位数")),
                StepParameter("currency", "[¥, 元]", LocalizedText("signs in front or behind", zh: "前后的货币符号")),
                StepParameter("negative", "false", LocalizedText("whether -5 is taken", zh: "是否接受 -5")),
                StepParameter("accounting", "false", LocalizedText("whether (5) is -5", zh: "(5) 是否表示 -5")),
                pointParameter, groupingParameter,
                StepParameter(
                    "groups",
                    "three",
                    LocalizedText(
                        "three: the sign stands between groups of three digits; any: it is taken out wherever it is",
                        zh: "three（分隔符须隔开三位一组的数字）或 any（分隔符在任何位置都去掉）"
                    )
                ),
            ],
            good: StepExample("money", "¥1,234.5", "1234.50"),
            bad: StepExample("money", "12.345", nil),
            others: [
                StepExample("money", "12,34", nil),
                StepExample("{money: {decimal: ',', grouping: '.'}}", "1.234,50", "1234.50"),
                StepExample("{money: {groups: any}}", "12,3456", "123456.00"),
            ]
        ) { reader in money(&reader) },
        StepDescription(
            "percent",
            code: "bad_number",
            LocalizedText("Reads a share in hundredths.", zh: "读取百分数。"),
            parameters: numberParameters,
            good: StepExample("percent", "12.5%", "0.125"),
            bad: StepExample("percent", "12‰", nil)
        ) { reader in
            var rule = number(&reader)
            rule.isPercent = true
            return .number(rule)
        },
        StepDescription(
            "chineseNumber",
            code: "bad_number",
            LocalizedText(
                "Reads a number or an amount of money in Chinese characters.",
                zh: "读取中文数字或大写金额。"
            ),
            parameters: Array(numberParameters.drop { $0.name != "scale" }),
            good: StepExample("{chineseNumber: {scale: 2}}", "壹佰贰拾元叁角肆分整", "120.34"),
            bad: StepExample("chineseNumber", "一二三万", nil)
        ) { reader in .chineseNumber(ChineseNumberRule(number: number(&reader))) },
        StepDescription(
            "units",
            code: "bad_unit",
            LocalizedText("Reads a quantity with its unit and writes it in one unit.", zh: "读取带单位的数量，换算为同一单位。"),
            parameters: [
                StepParameter(
                    "to",
                    nil,
                    LocalizedText("the unit that is written (without its name)", zh: "换算成的单位（不写出）")
                ),
                StepParameter(
                    "from",
                    nil,
                    LocalizedText(
                        "what one of each other unit is in it; letters of either case when only one unit fits",
                        zh: "其他单位与其的换算比例；仅有一个单位相符时不分大小写"
                    )
                ),
                StepParameter(
                    "bare",
                    "true",
                    LocalizedText("whether a number alone is in that unit", zh: "无单位时是否视为该单位")
                ),
            ] + numberParameters,
            good: StepExample("{units: {to: kg, from: {斤: 0.5, g: 0.001}}}", "3 斤", "1.5"),
            bad: StepExample("{units: {to: kg, from: {g: 0.001}}}", "3 lb", nil)
        ) { reader in units(&reader) },
    ]

    private static let pointParameter = StepParameter("decimal", "'.'", LocalizedText("the point", zh: "小数点"))

    private static let groupingParameter = StepParameter(
        "grouping",
        "','",
        LocalizedText(
            "the sign between groups, or none, as it is when the point is ','",
            zh: "千位分隔符，或 none；小数点为“,”时默认 none"
        )
    )

    private static let numberParameters = [
        pointParameter, groupingParameter,
        StepParameter(
            "scale",
            "as written",
            LocalizedText(
                "how many decimals are written; what is converted has as many as it needs",
                zh: "写出的小数位数；换算所得的数按需要写"
            )
        ),
        StepParameter(
            "rounding",
            "refuse",
            LocalizedText("refuse, half-up or half-even", zh: "refuse（拒绝）、half-up（四舍五入）或 half-even（银行家舍入）")
        ),
        StepParameter("minimum", "none", LocalizedText("the least number", zh: "最小值")),
        StepParameter("maximum", "none", LocalizedText("the greatest number", zh: "最大值")),
    ]

    private static func integer(_ reader: inout StepReader) -> Step {
        let limit = 999_999_999_999_999_999
        let minimum = reader.optionalInteger("minimum", in: -limit...limit)
        let maximum = reader.optionalInteger("maximum", in: -limit...limit)
        reader.failCrossed("minimum", "maximum", minimum ?? .min > maximum ?? .max)
        // Without a least number there is no telling how many digits are too many.
        let implied = minimum.flatMap { least in maximum.map { Self.digitCount(of: least, $0) } }
        return .integer(
            IntegerRule(
                minimum: minimum ?? .min,
                maximum: maximum ?? .max,
                digitCount: reader.integer("digits", in: 1...18, default: implied ?? 18),
                allowsPlus: reader.boolean("plus", default: false),
                allowsGroups: reader.boolean("grouping", default: false),
                keepsLeadingZeros: reader.word("leadingZeros", default: LeadingZeros.keep) == .keep
            )
        )
    }

    /// The digits of the longer one of two numbers.
    private static func digitCount(of left: Int, _ right: Int) -> Int {
        String(max(left.magnitude, right.magnitude)).count
    }

    private enum Groups: String, CaseIterable {
        case three
        case any
    }

    private enum LeadingZeros: String, CaseIterable {
        case keep
        case drop
    }

    private static func number(_ reader: inout StepReader) -> NumberRule {
        let point = reader.character("decimal", default: UInt8(ascii: ".")) ?? UInt8(ascii: ".")
        let (minimum, maximum) = reader.decimals("minimum", "maximum")
        return NumberRule(
            point: point,
            grouping: grouping(beside: point, &reader),
            scale: reader.optionalInteger("scale", in: 0...12),
            rounding: reader.word("rounding", default: Decimal.Rounding.refuse),
            minimum: minimum,
            maximum: maximum,
            allowsExponent: reader.boolean("exponent", default: false)
        )
    }

    /// The sign between groups; the usual one gives way to the point of a recipe.
    private static func grouping(beside point: UInt8, _ reader: inout StepReader) -> UInt8? {
        let comma = UInt8(ascii: ",")
        let grouping = reader.character("grouping", default: point == comma ? nil : comma)
        let own = Array("0123456789+-".utf8)
        if grouping != point, !own.contains(point), grouping.map({ !own.contains($0) }) ?? true { return grouping }
        let name = reader.has("grouping") ? "grouping" : "decimal"
        reader.failValue(
            name,
            LocalizedText(
                "write different signs for the point and between groups, which are no part of a number",
                zh: "小数点与千位分隔符应为两个不同的符号，且不能是数字或正负号"
            ),
            at: reader.value(name) ?? reader.node
        )
        return nil
    }

    private static func money(_ reader: inout StepReader) -> Step {
        let signs = (reader.texts("currency") ?? ["¥", "元"]).filter { !$0.isEmpty }.map { Array($0.utf8) }
        let point = reader.character("decimal", default: UInt8(ascii: ".")) ?? UInt8(ascii: ".")
        let yuan = Array("元".utf8)
        let sign = Array("¥".utf8)
        return .money(
            MoneyRule(
                scale: reader.integer("scale", in: 0...9, default: 2),
                digitCount: reader.integer("digits", in: 1...28, default: 12),
                allowsNegative: reader.boolean("negative", default: false),
                allowsAccounting: reader.boolean("accounting", default: false),
                grouping: grouping(beside: point, &reader),
                // ¥ is written in front and 元 behind; any other sign can stand on either side.
                leading: signs.filter { $0 != yuan },
                trailing: signs.filter { $0 != sign },
                point: point,
                allowsAnyGroups: reader.word("groups", default: Groups.three) == .any
            )
        )
    }

    private static func units(_ reader: inout StepReader) -> Step? {
        guard let unit = reader.requiredText("to") else { return nil }
        var factors = [(unit: Array(unit.utf8), factor: Decimal(1))]
        guard let others = reader.value("from"), others.kind == .object else {
            reader.fail()
            reader.findings.reportMissing("from", at: reader.value("from") ?? reader.node)
            return nil
        }
        for (name, value) in others.memberNodes {
            guard let text = value.scalarText, let factor = Decimal(text.utf8.span) else {
                reader.failValue(
                    "from",
                    LocalizedText("write a number such as 0.5 for each unit", zh: "请为每个单位写数字，例如 0.5"),
                    at: value
                )
                continue
            }
            factors.append((Array(name.nameText.utf8), factor))
        }
        let allowsBare = reader.boolean("bare", default: true)
        return .units(UnitRule(factors: factors, number: number(&reader), allowsBare: allowsBare))
    }
}
