import Diagnostics
import StringFormats

extension StepCatalogue {
    /// Steps about numbers and codes by which people, firms and things are known.
    static let codeSteps: [StepDescription] = [
        StepDescription(
            "phone",
            code: "bad_phone",
            LocalizedText(
                "Reads a telephone number of mainland China, with or without 86.",
                zh: "读取中国大陆电话号码，可带 86。"
            ),
            parameters: [
                StepParameter("region", "CN", LocalizedText("CN, the only one", zh: "目前只有 CN")),
                StepParameter("kind", "mobile", LocalizedText("mobile, fixed or any", zh: "mobile、fixed 或 any")),
                StepParameter("to", "national", LocalizedText("national or e164", zh: "national 或 e164")),
            ],
            good: StepExample("{phone: {region: CN}}", "+86 138-0013-8000", "13800138000"),
            bad: StepExample("phone", "12800138000", nil)
        ) { reader in
            _ = reader.word("region", default: Region.china)
            let kind = reader.word("kind", default: PhoneRule.Kind.mobile)
            return .phone(PhoneRule(kind: kind, form: reader.word("to", default: PhoneRule.Form.national)))
        },
        identityCardStep,
        StepDescription(
            "creditCode",
            code: "bad_credit_code",
            LocalizedText(
                "Checks a unified social credit code (GB 32100).",
                zh: "检查统一社会信用代码（GB 32100）。"
            ),
            good: StepExample("creditCode", "91350100m000100y43", "91350100M000100Y43"),
            bad: StepExample("creditCode", "91350100M000100Y44", nil)
        ) { _ in .creditCode },
        StepDescription(
            "bankCard",
            code: "bad_bank_card",
            LocalizedText(
                "Checks the number of a bank card (Luhn) and takes out blanks and hyphens.",
                zh: "检查银行卡号（Luhn 算法），去掉空格和连字符。"
            ),
            good: StepExample("bankCard", "4111 1111 1111 1111", "4111111111111111"),
            bad: StepExample("bankCard", "4111 1111 1111 1112", nil)
        ) { _ in .bankCard },
        StepDescription(
            "postalCode",
            code: "bad_postal_code",
            LocalizedText("Checks a postal code of China: six digits.", zh: "检查邮政编码：六位数字。"),
            good: StepExample("postalCode", "100000", "100000"),
            bad: StepExample("postalCode", "10000", nil)
        ) { _ in .postalCode },
        StepDescription(
            "plate",
            code: "bad_plate",
            LocalizedText("Checks the number on a Chinese number plate.", zh: "检查车牌号。"),
            good: StepExample("plate", "粤b·12D34", "粤B12D34"),
            bad: StepExample("plate", "京AI2345", nil)
        ) { _ in .plate },
        StepDescription(
            "division",
            code: "bad_division",
            LocalizedText(
                "Reads an administrative division of China, by code or name, as of the end of \(DivisionTable.year) (GB/T 2260).",
                zh: "读取行政区划代码或名称（GB/T 2260，\(DivisionTable.year) 年底）。"
            ),
            parameters: [
                StepParameter(
                    "to",
                    "code",
                    LocalizedText("code, name or full (the names above in front)", zh: "code（代码）、name（名称）或 full（含上级名称）")
                ),
                StepParameter(
                    "level",
                    "any",
                    LocalizedText(
                        "any, province, prefecture or county",
                        zh: "any、province（省级）、prefecture（地级）或 county（县级）"
                    )
                ),
            ],
            shortForm: "to",
            good: StepExample("division", "广东省深圳市南山区", "440305"),
            bad: StepExample("division", "朝阳区", nil),
            others: [
                StepExample("{division: full}", "110105", "北京市朝阳区"),
                StepExample("{division: {to: name, level: prefecture}}", "440300", "深圳市"),
            ]
        ) { reader in
            let level = reader.word("level", default: DivisionRule.Level.any)
            return .division(DivisionRule(form: reader.word("to", default: DivisionRule.Form.code), level: level))
        },
        StepDescription(
            "currency",
            code: "bad_currency",
            LocalizedText(
                "Reads a currency by its code (ISO 4217), sign or Chinese name, and writes the code.",
                zh: "读取货币代码（ISO 4217）、符号或中文名称，写成代码。"
            ),
            parameters: [
                StepParameter("allowed", "all", LocalizedText("the codes that are taken", zh: "允许的货币代码"))
            ],
            shortForm: "allowed",
            good: StepExample("currency", "人民币", "CNY"),
            bad: StepExample("{currency: [CNY, USD]}", "EUR", nil)
        ) { reader in
            let allowed = reader.texts("allowed")
            for code in allowed ?? [] where !CurrencyRule.isCode(code) {
                reader.failValue(
                    "allowed",
                    LocalizedText("write codes such as CNY", zh: "请写 CNY 这样的代码"),
                    at: reader.value("allowed") ?? reader.node
                )
            }
            return .currency(CurrencyRule(allowed: allowed.map { TokenSet($0, ignoresCase: false) }))
        },
        format("email", "bad_email", "email", "an e-mail address", zh: "电子邮件地址", "a@example.cn", "a@"),
        format("url", "bad_url", "uri", "an absolute URL", zh: "网址", "https://example.cn/a", "example"),
        format("uuid", "bad_uuid", "uuid", "a UUID", zh: "UUID", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b810"),
        format("ipv4", "bad_ip", "ipv4", "an IPv4 address", zh: "IPv4 地址", "10.0.0.1", "10.0.0.256"),
        format("ipv6", "bad_ip", "ipv6", "an IPv6 address", zh: "IPv6 地址", "::1", "::g"),
        StepDescription(
            "ip",
            code: "bad_ip",
            LocalizedText("Refuses what is not an IPv4 or IPv6 address.", zh: "拒绝不是 IPv4 或 IPv6 地址的值。"),
            good: StepExample("ip", "2001:db8::1", "2001:db8::1"),
            bad: StepExample("ip", "10.0.0", nil)
        ) { _ in .formats(["ipv4", "ipv6"].compactMap { StringFormat(name: $0) }) },
    ]

    private enum Region: String, CaseIterable {
        case china = "CN"
    }

    private static func format(
        _ name: String,
        _ code: String,
        _ format: String,
        _ english: String,
        zh chinese: String,
        _ good: String,
        _ bad: String
    ) -> StepDescription {
        StepDescription(
            name,
            code: code,
            LocalizedText("Refuses what is not \(english).", zh: "拒绝不是\(chinese)的值。"),
            good: StepExample(name, good, good),
            bad: StepExample(name, bad, nil)
        ) { _ in StringFormat(name: format).map(Step.format) }
    }
}
