import Diagnostics
import RegularExpressions
import StringFormats

extension Step {
    /// What a cell has to be to pass, as a phrase: `a whole number from 1 to 999`; nil for a step that refuses none.
    var wanted: LocalizedText? {
        switch self {
        case .required: LocalizedText("a value", zh: "非空的值")
        case .table(let rule):
            LocalizedText(
                "one of the \(rule.values.tokens.count + (rule.table?.table.keyCount ?? 0)) values of the table",
                zh: "对照表中 \(rule.values.tokens.count + (rule.table?.table.keyCount ?? 0)) 个值之一"
            )
        case .split(let rule, _):
            LocalizedText(
                "at most \(count(rule.partCount, "part")) with '\(rule.separator.text)' between them",
                zh: "以“\(rule.separator.text)”分隔的至多 \(rule.partCount) 个部分"
            )
        case .date(let rule): rule.wanted
        case .integer(let rule): rule.wanted
        case .number(let rule): rule.wanted
        case .chineseNumber(let rule): rule.wanted
        case .money(let rule): rule.wanted
        case .units(let rule): rule.wanted
        case .boolean(let rule):
            LocalizedText(
                "one of \(Self.list(rule.yes.tokens + rule.no.tokens))",
                zh: "以下之一：\(Self.list(rule.yes.tokens + rule.no.tokens))"
            )
        case .choice(let rule):
            LocalizedText("one of \(Self.list(rule.examples))", zh: "以下之一：\(Self.list(rule.examples))")
        default: wantedCode ?? wantedShape
        }
    }

    /// The same for numbers and codes.
    private var wantedCode: LocalizedText? {
        switch self {
        case .phone(let rule): rule.wanted
        case .identityCard(let rule):
            LocalizedText(
                "an identity card number: \(rule.upgrades ? "15 or 18" : "18") characters with a birthday and a right check character",
                zh: "居民身份证号码：\(rule.upgrades ? "15 或 18" : "18") 位，出生日期真实且校验码正确"
            )
        case .creditCode:
            LocalizedText(
                "a unified social credit code: 18 characters with a right check character",
                zh: "统一社会信用代码：18 位且校验码正确"
            )
        case .bankCard:
            LocalizedText(
                "a bank card number: 12 to 19 digits with a right check digit",
                zh: "银行卡号：12 至 19 位数字且校验位正确"
            )
        case .postalCode: LocalizedText("a postal code: six digits", zh: "邮政编码：六位数字")
        case .plate:
            LocalizedText(
                "a number plate: a province, a letter, and five or six letters or digits",
                zh: "车牌号：省份简称、一个字母及五或六位字母或数字"
            )
        case .division(let rule):
            LocalizedText(
                "a division of China of \(DivisionTable.year)\(rule.level == .any ? "" : ", a \(rule.level.rawValue)"), by six digits or by a name that no other has",
                zh: "\(DivisionTable.year) 年的行政区划\(rule.level == .any ? "" : "（\(rule.level.rawValue)）")，写六位代码或不重复的名称"
            )
        case .currency(let rule):
            LocalizedText(
                "a currency\(rule.allowed.map { ", one of \(Self.list($0.tokens))" } ?? ""), by its code, sign or Chinese name",
                zh: "货币\(rule.allowed.map { "（\(Self.list($0.tokens))）" } ?? "")的代码、符号或中文名称"
            )
        default: nil
        }
    }

    /// The same for texts of some shape.
    private var wantedShape: LocalizedText? {
        switch self {
        case .format(let format):
            switch format.name {
            case "email": LocalizedText("an e-mail address such as a@example.cn", zh: "电子邮件地址，例如 a@example.cn")
            case "uri": LocalizedText("an absolute URL such as https://example.cn", zh: "网址，例如 https://example.cn")
            case "uuid": LocalizedText("a UUID: 32 hexadecimal digits in five groups", zh: "UUID：分为五组的 32 位十六进制数字")
            case "ipv4": LocalizedText("an IPv4 address such as 10.0.0.1", zh: "IPv4 地址，例如 10.0.0.1")
            case "ipv6": LocalizedText("an IPv6 address such as ::1", zh: "IPv6 地址，例如 ::1")
            default: LocalizedText("of the format '\(format.name)'", zh: "“\(format.name)”格式的值")
            }
        case .formats: LocalizedText("an IPv4 or IPv6 address", zh: "IPv4 或 IPv6 地址")
        case .length(let rule): rule.wanted
        case .pattern(let pattern):
            LocalizedText(
                "a text that '\(Self.inner(pattern.pattern))' matches",
                zh: "与“\(Self.inner(pattern.pattern))”匹配的文本"
            )
        case .range(let rule): rule.wanted
        default: nil
        }
    }

    /// A pattern as its author wrote it, without what makes it match as a whole.
    private static func inner(_ pattern: String) -> String {
        pattern.hasPrefix("^(?:") && pattern.hasSuffix(")$") ? String(pattern.dropFirst(4).dropLast(2)) : pattern
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The first few of some texts.
    private static func list(_ tokens: [[UInt8]]) -> String {
        tokens.prefix(10).map(text).joined(separator: ", ") + (tokens.count > 10 ? ", …" : "")
    }
}

/// `1 digit`, `2 digits`.
private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

/// `from 1 to 9`, `of at least 1`, `of at most 9`; empty without limits.
private func bounds(_ minimum: String?, _ maximum: String?) -> LocalizedText {
    switch (minimum, maximum) {
    case (nil, nil): LocalizedText("", zh: "")
    case (let low?, nil): LocalizedText(" of at least \(low)", zh: "（不小于 \(low)）")
    case (nil, let high?): LocalizedText(" of at most \(high)", zh: "（不大于 \(high)）")
    case (let low?, let high?): LocalizedText(" from \(low) to \(high)", zh: "（\(low) 至 \(high)）")
    }
}

extension SplitRule.Separator {
    /// The text or the pattern, as it was written.
    fileprivate var text: String {
        switch self {
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        case .pattern(let finder): finder.expression.pattern
        }
    }
}

extension DateRule {
    var wanted: LocalizedText {
        let names = forms.map(\.wanted)
        let earliest = minimum.map(\.text)
        let latest = maximum.map(\.text)
        let bounds = bounds(earliest, latest)
        let noun =
            switch kind {
            case .date: LocalizedText("a real day", zh: "真实存在的日期")
            case .time: LocalizedText("a time of day", zh: "时间")
            case .moment where outputZone == nil:
                LocalizedText("a real day with a time and no offset", zh: "真实存在、不带偏移量的日期和时间")
            case .moment: LocalizedText("a real day with a time", zh: "真实存在的日期和时间")
            }
        return LocalizedText(
            "\(noun.english)\(bounds.english) written as \(names.map(\.english).joined(separator: ", "))",
            zh: "\(noun.chinese)\(bounds.chinese)，写法为 \(names.map(\.chinese).joined(separator: ", "))"
        )
    }
}

extension DateForm {
    /// The name in a recipe, and the years that it knows when these are few.
    fileprivate var wanted: LocalizedText {
        switch self {
        case .yearMonthDay, .compact: LocalizedText("\(name) (1900 to 2099)", zh: "\(name)（1900 至 2099 年）")
        default: LocalizedText(name, zh: name)
        }
    }

    /// The name in a recipe.
    var name: String {
        switch self {
        case .yearMonthDay: "ymd"
        case .dayMonthYear: "dmy"
        case .monthDayYear: "mdy"
        case .iso: "iso"
        case .serial(let is1904): is1904 ? "excel1904" : "excel"
        case .compact: "yyyyMMdd"
        case .pattern(let pattern): pattern.text
        }
    }
}

extension Moment {
    /// The day, and the time unless it is midnight.
    fileprivate var text: String {
        var buffer = CellBuffer()
        buffer.append(number: year, digitCount: 4)
        for part in [month, day] {
            buffer.append(UInt8(ascii: "-"))
            buffer.append(number: part, digitCount: 2)
        }
        if hour > 0 || minute > 0 || second > 0 {
            for (part, sign) in [(hour, " "), (minute, ":"), (second, ":")] {
                buffer.append(Array(sign.utf8))
                buffer.append(number: part, digitCount: 2)
            }
        }
        return String(decoding: buffer.bytes, as: UTF8.self)
    }
}

extension Decimal {
    /// The number as it is written.
    var text: String {
        var buffer = CellBuffer()
        write(into: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }
}

extension IntegerRule {
    fileprivate var wanted: LocalizedText {
        let bounds = bounds(minimum == .min ? nil : String(minimum), maximum == .max ? nil : String(maximum))
        // The limits tell as many digits by themselves.
        let longest = minimum == .min ? 18 : String(max(minimum.magnitude, maximum.magnitude)).count
        if maximum != .max, digitCount == longest {
            return LocalizedText("a whole number\(bounds.english)", zh: "整数\(bounds.chinese)")
        }
        return LocalizedText(
            "a whole number\(bounds.english) with at most \(count(digitCount, "digit"))",
            zh: "整数\(bounds.chinese)，至多 \(digitCount) 位"
        )
    }
}

extension NumberRule {
    fileprivate var wanted: LocalizedText {
        wanted(LocalizedText(isPercent ? "a percentage" : "a number", zh: isPercent ? "百分数" : "数字"))
    }

    fileprivate func wanted(_ noun: LocalizedText) -> LocalizedText {
        let bounds = bounds(minimum?.text, maximum?.text)
        let decimals =
            scale.map { scale in
                rounding == .refuse
                    ? LocalizedText(" with at most \(count(scale, "decimal"))", zh: "，至多 \(scale) 位小数")
                    : LocalizedText(" of at most 28 digits", zh: "，至多 28 位")
            } ?? LocalizedText(" of at most 28 digits", zh: "，至多 28 位")
        return LocalizedText(
            noun.english + bounds.english + decimals.english,
            zh: noun.chinese + bounds.chinese + decimals.chinese
        )
    }
}

extension ChineseNumberRule {
    fileprivate var wanted: LocalizedText {
        number.wanted(LocalizedText("a number in Chinese characters", zh: "中文数字"))
    }
}

extension MoneyRule {
    fileprivate var wanted: LocalizedText {
        let sign = allowsNegative || allowsAccounting
        return LocalizedText(
            "an amount\(sign ? "" : " of zero or more") with at most \(count(digitCount, "digit")) and \(count(scale, "decimal"))",
            zh: "\(sign ? "" : "非负")金额，整数至多 \(digitCount) 位，小数至多 \(scale) 位"
        )
    }
}

extension UnitRule {
    fileprivate var wanted: LocalizedText {
        let units = factors.map { String(decoding: $0.unit, as: UTF8.self) }.joined(separator: ", ")
        return number.wanted(LocalizedText("a quantity in \(units)", zh: "以 \(units) 为单位的数量"))
    }
}

extension ChoiceRule {
    /// The first few values.
    fileprivate var examples: [[UInt8]] {
        Array((values.tokens + (table?.table.examples ?? [])).prefix(LookupTable.exampleCount))
    }
}

extension LengthRule {
    fileprivate var wanted: LocalizedText {
        if maximum == .max {
            return LocalizedText("a text of at least \(count(minimum, "character"))", zh: "至少 \(minimum) 个字符的文本")
        }
        if minimum == 0 {
            return LocalizedText("a text of at most \(count(maximum, "character"))", zh: "至多 \(maximum) 个字符的文本")
        }
        return LocalizedText(
            "a text of \(minimum) to \(maximum) characters",
            zh: "\(minimum) 至 \(maximum) 个字符的文本"
        )
    }
}

extension RangeRule {
    fileprivate var wanted: LocalizedText {
        switch self {
        case .numbers(let minimum, let maximum):
            let bounds = bounds(minimum?.text, maximum?.text)
            return LocalizedText("a number\(bounds.english)", zh: "数字\(bounds.chinese)")
        case .days(let minimum, let maximum, _):
            let bounds = bounds(minimum.map(\.text), maximum.map(\.text))
            return LocalizedText("a day\(bounds.english)", zh: "日期\(bounds.chinese)")
        }
    }
}

extension PhoneRule {
    fileprivate var wanted: LocalizedText {
        switch kind {
        case .mobile: LocalizedText("a mobile number of China: 11 digits from 13 to 19", zh: "手机号：以 13 至 19 开头的 11 位数字")
        case .fixed: LocalizedText("a fixed-line number with its area code", zh: "带区号的固定电话号码")
        case .any: LocalizedText("a telephone number of China, mobile or with its area code", zh: "电话号码：手机号或带区号的固定电话")
        }
    }
}
