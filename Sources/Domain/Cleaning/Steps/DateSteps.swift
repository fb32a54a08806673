import Diagnostics

extension StepCatalogue {
    /// Steps about days and times.
    static let dateSteps: [StepDescription] = [
        StepDescription(
            "date",
            code: "bad_date",
            LocalizedText(
                "Reads a day of the calendar in one of several forms and writes it in one; a time behind it is left out.",
                zh: "按多种写法读取日期，并统一写法；日期之后的时间略去。"
            ),
            parameters: dateParameters(from: "[ymd]", to: "yyyy-MM-dd"),
            shortForm: "from",
            good: StepExample("{date: {from: [ymd, yyyyMMdd]}}", "2024年5月1日", "2024-05-01"),
            bad: StepExample("date", "2024-02-30", nil)
        ) { reader in rule(.date, from: ["ymd"], to: nil, &reader) },
        StepDescription(
            "time",
            code: "bad_time",
            LocalizedText("Reads a time of day and writes it in one form.", zh: "读取时间并统一写法。"),
            parameters: dateParameters(from: "[iso]", to: "HH:mm:ss"),
            shortForm: "from",
            good: StepExample("{time: {from: ['a h:mm'], to: 'HH:mm'}}", "下午 3:05", "15:05"),
            bad: StepExample("time", "24:00", nil)
        ) { reader in rule(.time, from: ["iso"], to: "HH:mm:ss", &reader) },
        StepDescription(
            "datetime",
            code: "bad_date",
            LocalizedText("Reads a day and a time and writes both in one form.", zh: "读取日期和时间并统一写法。"),
            parameters: dateParameters(from: "[ymd, iso]", to: "yyyy-MM-dd HH:mm:ss") + zoneParameters,
            shortForm: "from",
            good: StepExample("datetime", "2024/5/1 8:30", "2024-05-01 08:30:00"),
            bad: StepExample("datetime", "2024-05-01 25:00", nil),
            others: [
                StepExample("{datetime: {zone: Asia/Shanghai}}", "2024-05-01T00:30:00Z", "2024-05-01 08:30:00"),
                StepExample(
                    "{datetime: {zone: '+08:00', toZone: UTC, to: \"yyyy-MM-dd'T'HH:mm:ssXXX\"}}",
                    "2024/5/1 8:30",
                    "2024-05-01T00:30:00Z"
                ),
            ]
        ) { reader in rule(.moment, from: ["ymd", "iso"], to: "yyyy-MM-dd HH:mm:ss", &reader) },
        StepDescription(
            "excelDate",
            code: "bad_date",
            LocalizedText(
                "Reads the number by which a spreadsheet keeps a day, from 20000 (1954) to 80000 (2119); the time in its "
                    + "fraction is left out.",
                zh: "读取电子表格保存日期所用的序列号，从 20000（1954 年）到 80000（2119 年）；小数部分的时间略去。"
            ),
            parameters: [
                StepParameter("epoch", "1900", LocalizedText("1900 or 1904", zh: "1900 或 1904")),
                StepParameter("to", "yyyy-MM-dd", LocalizedText("how it is written", zh: "写法")),
            ],
            good: StepExample("excelDate", "45413", "2024-05-01"),
            bad: StepExample("excelDate", "19999", nil)
        ) { reader in
            let is1904 = reader.word("epoch", default: Epoch.from1900) == .from1904
            let output = pattern(of: "to", fallback: nil, &reader)
            checkParts(of: output, .date, &reader)
            // Smaller and larger numbers are hardly days: 20000 is in 1954, 80000 in 2119.
            return .date(
                DateRule(
                    kind: .date,
                    forms: [.serial(is1904: is1904)],
                    output: output,
                    latestShortYear: 2069,
                    minimum: Moment(dayNumber: 20_000 - 25_569 + (is1904 ? 1_462 : 0)),
                    maximum: Moment(dayNumber: 80_000 - 25_569 + (is1904 ? 1_462 : 0))
                )
            )
        },
    ]

    private enum Epoch: String, CaseIterable {
        case from1900 = "1900"
        case from1904 = "1904"
    }

    private static func dateParameters(from: String, to: String) -> [StepParameter] {
        [
            StepParameter(
                "from",
                from,
                LocalizedText(
                    "the forms, tried in this order: ymd (years 1900 to 2099), dmy, mdy, iso, excel, excel1904, or patterns "
                        + "of y M d H h m s S a XXX",
                    zh: "按顺序尝试的写法：ymd（1900 至 2099 年）、dmy、mdy、iso、excel、excel1904，或由 y M d H h m s S a XXX 组成的模式"
                )
            ),
            StepParameter("to", to, LocalizedText("the pattern that is written", zh: "写出的模式")),
            StepParameter(
                "minimum",
                "none",
                LocalizedText("the first day allowed; today is the day of the run", zh: "允许的最早日期；today 为运行当天")
            ),
            StepParameter("maximum", "none", LocalizedText("the last day allowed, or today", zh: "允许的最晚日期，或 today")),
            StepParameter(
                "twoDigitYears",
                "2069",
                LocalizedText("the last year that two digits can mean", zh: "两位年份所能表示的最晚年份")
            ),
        ]
    }

    private static let zoneParameters = [
        StepParameter(
            "zone",
            "none",
            LocalizedText(
                "the zone of times that tell no offset: +08:00, UTC, Asia/Shanghai, or any that the system knows; of "
                    + "times that come twice the first is meant, and those that clocks leave out are refused",
                zh: "未写偏移量的时间所属时区：+08:00、UTC、Asia/Shanghai，或系统已知的其他时区；重复的时间取第一次，被跳过的时间拒绝"
            )
        ),
        StepParameter("toZone", "that of zone", LocalizedText("the zone in which times are written", zh: "写出时间所用的时区")),
    ]

    private static func rule(
        _ kind: DateRule.Kind,
        from standard: [String],
        to output: String?,
        _ reader: inout StepReader
    ) -> Step? {
        var forms: [DateForm] = []
        for name in reader.texts("from") ?? standard {
            guard let form = form(name, kind) else {
                reader.fail()
                reader.findings.report(
                    .badDatePattern,
                    LocalizedText("'\(name)' does not tell a date or time", zh: "“\(name)”不是日期或时间的写法"),
                    at: reader.value("from") ?? reader.node,
                    remedy: LocalizedText(
                        "write ymd, dmy, mdy, iso, excel or a pattern such as 'yyyy年M月d日'",
                        zh: "请写 ymd、dmy、mdy、iso、excel，或“yyyy年M月d日”这样的模式"
                    )
                )
                continue
            }
            if case .pattern(let pattern) = form { check(pattern, &reader) }
            forms.append(form)
        }
        var today: TodayLimits = []
        let minimum = kind == .time ? reader.time("minimum") : reader.day("minimum", .minimum, &today)
        let maximum = kind == .time ? reader.time("maximum") : reader.day("maximum", .maximum, &today)
        var rule = DateRule(
            kind: kind,
            forms: forms,
            output: pattern(of: "to", fallback: output, &reader),
            latestShortYear: reader.integer("twoDigitYears", in: 99...9999, default: 2069),
            minimum: minimum,
            maximum: maximum,
            todayLimits: today
        )
        rule.zone = reader.zone("zone")
        rule.outputZone = reader.zone("toZone") ?? rule.zone
        checkParts(of: rule.output, kind, &reader)
        if !reader.hasFailed { checkOffsets(of: rule, &reader) }
        reader.failCrossed("minimum", "maximum", isCrossed(rule))
        return .date(rule)
    }

    /// Reports a pattern of which two moments can be read.
    private static func check(_ pattern: DatePattern, _ reader: inout StepReader) {
        if pattern.isHalved {
            report(
                LocalizedText(
                    "'\(pattern.text)' does not tell morning from afternoon",
                    zh: "“\(pattern.text)”分不清上午和下午"
                ),
                LocalizedText("add a, or write H for hours from 0 to 23", zh: "请加上 a，或用 H 表示 0 至 23 时"),
                &reader
            )
        }
        if pattern.isRunTogether {
            report(
                LocalizedText(
                    "'\(pattern.text)' does not tell where a number ends",
                    zh: "“\(pattern.text)”看不出一个数字在哪里结束"
                ),
                LocalizedText("write two letters for two digits, as in 'yyyyMMdd'", zh: "请用两个字母表示两位数字，例如“yyyyMMdd”"),
                &reader
            )
        }
    }

    private static func report(_ message: LocalizedText, _ remedy: LocalizedText, _ reader: inout StepReader) {
        reader.fail()
        let node = reader.value("from") ?? reader.node
        reader.findings.report(.badDatePattern, message, at: node, remedy: remedy)
    }

    /// Reports a pattern with what the step does not read: it could only be written as zero.
    private static func checkParts(of output: DatePattern?, _ kind: DateRule.Kind, _ reader: inout StepReader) {
        guard let output, let node = reader.value("to") else { return }
        switch kind {
        case .date where output.hasClock:
            reader.failValue(
                "to",
                LocalizedText(
                    "write a day alone, or use the step 'datetime', which reads times, too",
                    zh: "请只写日期，或使用还能读取时间的步骤“datetime”"
                ),
                at: node
            )
        case .time where output.hasCalendar:
            reader.failValue(
                "to",
                LocalizedText(
                    "write a time alone, or use the step 'datetime', which reads days, too",
                    zh: "请只写时间，或使用还能读取日期的步骤“datetime”"
                ),
                at: node
            )
        default: break
        }
    }

    /// Whether nothing can be within the limits.
    private static func isCrossed(_ rule: DateRule) -> Bool {
        guard let minimum = rule.minimum, let maximum = rule.maximum else { return false }
        return rule.kind == .time ? minimum > maximum : minimum.isBehind(maximum)
    }

    /// A time with an offset and one without are different moments, so an offset is written, and dropped, knowingly only.
    private static func checkOffsets(of rule: DateRule, _ reader: inout StepReader) {
        guard rule.outputZone == nil else { return }
        // A day or a time of day is meant as it is told, wherever that was.
        var members = rule.kind == .moment && rule.forms.contains(where: \.hasOffset) ? ["from"] : []
        if rule.output?.hasOffset == true { members.append("to") }
        let remedy =
            rule.kind == .moment
            ? LocalizedText("name the zone with 'zone' or 'toZone'", zh: "请用“zone”或“toZone”指定时区")
            : LocalizedText("write it as a step 'datetime', which has zones", zh: "请使用支持时区的步骤“datetime”")
        for name in members { reader.failValue(name, remedy, at: reader.value(name) ?? reader.node) }
    }

    private static func form(_ name: String, _ kind: DateRule.Kind) -> DateForm? {
        switch name {
        case "iso": return .iso
        case "ymd" where kind != .time: return .yearMonthDay
        case "dmy" where kind != .time: return .dayMonthYear
        case "mdy" where kind != .time: return .monthDayYear
        case "yyyyMMdd" where kind != .time: return .compact
        case "excel": return .serial(is1904: false)
        case "excel1904": return .serial(is1904: true)
        default:
            guard let pattern = DatePattern(name) else { return nil }
            return (kind == .time ? pattern.hasTime : pattern.hasDay) ? .pattern(pattern) : nil
        }
    }

    /// The pattern of a parameter; nil also stands for `yyyy-MM-dd`.
    private static func pattern(of name: String, fallback: String?, _ reader: inout StepReader) -> DatePattern? {
        guard let text = reader.text(name) ?? fallback, text != "yyyy-MM-dd" else { return nil }
        if let pattern = DatePattern(text) { return pattern }
        reader.fail()
        reader.findings.report(
            .badDatePattern,
            LocalizedText("'\(text)' is no pattern", zh: "“\(text)”不是模式"),
            at: reader.value(name) ?? reader.node,
            remedy: LocalizedText("write one such as 'yyyy-MM-dd HH:mm'", zh: "请写“yyyy-MM-dd HH:mm”这样的模式")
        )
        return nil
    }
}
