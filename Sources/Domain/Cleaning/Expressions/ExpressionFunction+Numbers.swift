import Diagnostics

extension ExpressionFunction {
    /// Functions about numbers and days.
    static let numbersAndDays = [
        ExpressionFunction(
            "number",
            .number,
            .fixed([("s", .text)]),
            .number,
            LocalizedText("The text read as a number such as -12.50.", zh: "将文本读作数字，例如 -12.50。"),
            ("number('1.50') * 2", "3.00")
        ),
        ExpressionFunction(
            "round",
            .operation(.round),
            .fixed([("n", .number), ("decimals", .number)], optional: 1),
            .number,
            LocalizedText("The number with so many decimals, or none; half up.", zh: "四舍五入到若干位小数，默认取整。"),
            ("round(2.345, 2)", "2.35")
        ),
        ExpressionFunction(
            "abs",
            .operation(.abs),
            .fixed([("n", .number)]),
            .number,
            LocalizedText("The number without its sign.", zh: "绝对值。"),
            ("abs(2 - 5)", "3")
        ),
        ExpressionFunction(
            "min",
            .operation(.least),
            .several(.number),
            .number,
            LocalizedText("The least of the numbers that are not empty.", zh: "非空数字中的最小值。"),
            ("min(3, 1, 2)", "1")
        ),
        ExpressionFunction(
            "max",
            .operation(.greatest),
            .several(.number),
            .number,
            LocalizedText("The greatest of the numbers that are not empty.", zh: "非空数字中的最大值。"),
            ("max(3, 1, 2)", "3")
        ),
        ExpressionFunction(
            "date",
            .date,
            .fixed([("s", .text)]),
            .day,
            LocalizedText(
                "The day of a text such as 2024-05-01; a time behind it is left out.",
                zh: "将 2024-05-01 这样的文本读作日期；其后的时间忽略。"
            ),
            ("date('2024-05-01 08:30') + 1", "2024-05-02")
        ),
        ExpressionFunction(
            "year",
            .operation(.year),
            .fixed([("d", .day)]),
            .number,
            LocalizedText("The year of a day.", zh: "日期的年。"),
            ("year(date('2024-05-01'))", "2024")
        ),
        ExpressionFunction(
            "month",
            .operation(.month),
            .fixed([("d", .day)]),
            .number,
            LocalizedText("The month of a day, 1 to 12.", zh: "日期的月，1 至 12。"),
            ("month(date('2024-05-01'))", "5")
        ),
        ExpressionFunction(
            "day",
            .operation(.day),
            .fixed([("d", .day)]),
            .number,
            LocalizedText("The day of the month, 1 to 31.", zh: "日期的日，1 至 31。"),
            ("day(date('2024-05-01'))", "1")
        ),
        ExpressionFunction(
            "age",
            .operation(.age),
            .fixed([("born", .day), ("on", .day)]),
            .number,
            LocalizedText(
                "The whole years from one day to another; a birthday counts.",
                zh: "两个日期之间的整年数（生日当天计入）。"
            ),
            ("age(date('2000-02-29'), date('2024-02-28'))", "23")
        ),
        ExpressionFunction(
            "daysBetween",
            .daysBetween,
            .fixed([("from", .day), ("to", .day)]),
            .number,
            LocalizedText("The days from one day to another.", zh: "两个日期之间的天数。"),
            ("daysBetween(date('2024-02-28'), date('2024-03-01'))", "2")
        ),
    ]

    /// Functions that choose.
    static let choices = [
        ExpressionFunction(
            "if",
            .choose,
            .fixed([("condition", .flag), ("a", .nothing), ("b", .nothing)]),
            nil,
            LocalizedText("a when the condition is true, else b.", zh: "条件为真时取 a，否则取 b。"),
            ("if(2 > 1, 'yes', 'no')", "yes")
        ),
        ExpressionFunction(
            "coalesce",
            .coalesce,
            .several(.nothing),
            nil,
            LocalizedText("The first that is not empty.", zh: "第一个非空的值。"),
            ("coalesce(empty, '', 'c')", "c")
        ),
    ]
}
