import Diagnostics
import JSON
import RegularExpressions

extension StepCatalogue {
    /// Steps that compare a cell with what is allowed.
    static let checkSteps: [StepDescription] = [
        StepDescription(
            "boolean",
            code: "bad_boolean",
            LocalizedText("Reads yes or no and writes each in one way.", zh: "读取是或否并统一写法。"),
            parameters: [
                StepParameter("true", "[是, 有, Y, yes, true, 1, √]", LocalizedText("what means yes", zh: "表示“是”的文本")),
                StepParameter("false", "[否, 无, N, no, false, 0, ×]", LocalizedText("what means no", zh: "表示“否”的文本")),
                StepParameter("to", "['true', 'false']", LocalizedText("what is written", zh: "写出的文本")),
            ],
            good: StepExample("boolean", "是", "true"),
            bad: StepExample("boolean", "maybe", nil)
        ) { reader in
            let yes = reader.texts("true") ?? ["是", "有", "Y", "yes", "true", "1", "√"]
            let no = reader.texts("false") ?? ["否", "无", "N", "no", "false", "0", "×"]
            let output = reader.texts("to") ?? ["true", "false"]
            guard output.count == 2 else {
                reader.failValue(
                    "to",
                    LocalizedText("write two texts", zh: "请写两个文本"),
                    at: reader.value("to") ?? reader.node
                )
                return nil
            }
            return .boolean(
                BooleanRule(
                    yes: TokenSet(yes, ignoresCase: true),
                    no: TokenSet(no, ignoresCase: true),
                    output: (Array(output[0].utf8), Array(output[1].utf8))
                )
            )
        },
        StepDescription(
            "length",
            code: "bad_length",
            LocalizedText("Refuses a text that is too short or too long.", zh: "拒绝过短或过长的文本。"),
            parameters: [
                StepParameter("min", "0", LocalizedText("the least characters", zh: "最少字符数")),
                StepParameter("max", "none", LocalizedText("the most characters", zh: "最多字符数")),
            ],
            good: StepExample("{length: {min: 2, max: 4}}", "王伟", "王伟"),
            bad: StepExample("{length: {min: 2, max: 4}}", "王", nil)
        ) { reader in
            let minimum = reader.integer("min", in: 0...1_000_000_000, default: 0)
            let maximum = reader.integer("max", in: 0...1_000_000_000, default: .max)
            reader.failCrossed("min", "max", minimum > maximum)
            return .length(LengthRule(minimum: minimum, maximum: maximum))
        },
        StepDescription(
            "pattern",
            code: "bad_pattern",
            LocalizedText(
                "Refuses a text that a regular expression (ECMA-262) does not match as a whole.",
                zh: "拒绝与正则表达式（ECMA-262）不完全匹配的文本。"
            ),
            parameters: [StepParameter("pattern", nil, LocalizedText("the expression", zh: "正则表达式"))],
            shortForm: "pattern",
            good: StepExample("{pattern: 'SO[0-9]{4}'}", "SO2401", "SO2401"),
            bad: StepExample("{pattern: 'SO[0-9]{4}'}", "SO24011", nil)
        ) { reader in pattern(&reader) },
        StepDescription(
            "range",
            code: "out_of_range",
            LocalizedText("Refuses a number, or a day, outside its limits.", zh: "拒绝超出范围的数字或日期。"),
            parameters: [
                StepParameter(
                    "min",
                    "none",
                    LocalizedText("the least number, the first day, or today", zh: "最小值、最早日期或 today")
                ),
                StepParameter(
                    "max",
                    "none",
                    LocalizedText("the greatest number, the last day, or today", zh: "最大值、最晚日期或 today")
                ),
            ],
            good: StepExample("{range: {min: 0, max: 100}}", "99.5", "99.5"),
            bad: StepExample("{range: {min: 2024-01-01}}", "2023-12-31", nil)
        ) { reader in range(&reader) },
        StepDescription(
            "enum",
            code: "bad_value",
            LocalizedText(
                "Refuses a text that is none of these; with 'map' each has what is written for it.",
                zh: "拒绝不在列表中的文本；设置“map”时写出其对应的值。"
            ),
            parameters: [
                StepParameter("values", "none", LocalizedText("the texts", zh: "允许的文本")),
                StepParameter("map", "none", LocalizedText("what is written for each text", zh: "各文本对应写出的值")),
                StepParameter("table", "none", LocalizedText("a file with more of them", zh: "列出更多文本的文件")),
                StepParameter("from", "the first", LocalizedText("its column of texts", zh: "表中允许的文本所在列")),
                StepParameter("to", "none", LocalizedText("its column of what is written", zh: "表中写出的值所在列")),
                StepParameter("ignoreCase", "false", LocalizedText("letters of either case", zh: "不分大小写")),
            ],
            shortForm: "values",
            good: StepExample("{enum: {values: [北京, 上海], map: {京: 北京}}}", "京", "北京"),
            bad: StepExample("{enum: [北京, 上海]}", "京", nil),
            others: [StepExample("{enum: {table: cities.csv, from: name}}", "北京市", "北京市")]
        ) { reader in choice(&reader) },
    ]

    private static func pattern(_ reader: inout StepReader) -> Step? {
        guard let text = reader.requiredText("pattern") else { return nil }
        do throws(RegularExpressionError) {
            // Alone first, so that a bracket too many is found where it stands.
            _ = try RegularExpression(text)
            return .pattern(try RegularExpression("^(?:\(text))$", limits: CellPatterns.limits))
        } catch {
            reader.fail()
            reader.findings.report(
                .badPattern,
                error.message,
                at: reader.value("pattern") ?? reader.node,
                remedy: error.remedy
            )
            return nil
        }
    }

    private static func range(_ reader: inout StepReader) -> Step {
        let isOfDays = ["min", "max"].contains { name in
            guard let text = reader.value(name)?.string else { return false }
            return text == TodayLimits.word || DateReader.iso(text.utf8.span) != nil
        }
        if isOfDays {
            var today: TodayLimits = []
            let minimum = reader.day("min", .minimum, &today)
            let maximum = reader.day("max", .maximum, &today)
            if let minimum, let maximum { reader.failCrossed("min", "max", minimum.isBehind(maximum)) }
            return .range(.days(minimum: minimum, maximum: maximum, today: today))
        }
        let (minimum, maximum) = reader.decimals("min", "max")
        return .range(.numbers(minimum: minimum, maximum: maximum))
    }

    private static func choice(_ reader: inout StepReader) -> Step? {
        var tokens = (reader.texts("values") ?? []).map { Array($0.utf8) }
        var replacements: [[UInt8]?] = Array(repeating: nil, count: tokens.count)
        let ignoresCase = reader.boolean("ignoreCase", default: false)
        var table: TableColumn?
        if reader.has("table") {
            table = reader.tableColumn(isTwofold: false, ignoresCase: ignoresCase)
            if table == nil { return nil }
        }
        guard let map = reader.map() else { return nil }
        // What is written for a text is stronger than that it is allowed.
        tokens = map.keys + tokens
        replacements = map.values + replacements
        guard !tokens.isEmpty || table != nil else {
            reader.fail()
            reader.findings.reportMissing("values", at: reader.node)
            return nil
        }
        let values = TokenSet(tokens, ignoresCase: ignoresCase)
        return .choice(ChoiceRule(values: values, replacements: replacements, table: table))
    }
}
