import Diagnostics
import StringFormats

extension StepCatalogue {
    /// Steps that change how a text is written.
    static let textSteps: [StepDescription] = [
        StepDescription(
            "trim",
            LocalizedText(
                "Takes white space off the ends: what Unicode calls so, U+200B and U+FEFF.",
                zh: "去掉首尾空白：Unicode 所列的空白字符，以及 U+200B 和 U+FEFF。"
            ),
            parameters: [
                StepParameter("side", "both", LocalizedText("both, left or right", zh: "both、left 或 right")),
                StepParameter(
                    "chars",
                    "white space",
                    LocalizedText("the characters in one text, instead of white space", zh: "要去掉的字符（写成一段文本），代替空白")
                ),
            ],
            shortForm: "side",
            good: StepExample("trim", " \u{3000}王伟\t", "王伟"),
            bad: StepExample("trim", "王 伟", "王 伟"),
            others: [StepExample("{trim: {chars: '《》'}}", "《红楼梦》", "红楼梦")]
        ) { reader in
            let sides = reader.word("side", default: WhiteSpace.Sides.both)
            guard let characters = reader.text("chars") else { return .trim(sides) }
            return .trimCharacters(characters.unicodeScalars.map(\.value), sides)
        },
        StepDescription(
            "squeeze",
            LocalizedText(
                "Makes one blank of each run of white space; U+200B and U+FEFF, which have no width, vanish.",
                zh: "将每段连续空白压缩为一个空格；没有宽度的 U+200B 和 U+FEFF 去掉。"
            ),
            good: StepExample("squeeze", "a \u{3000} b", "a b"),
            bad: StepExample("squeeze", "a b", "a b")
        ) { _ in .squeeze },
        StepDescription(
            "narrow",
            LocalizedText(
                "Makes half-width characters of full-width letters, digits and signs.",
                zh: "将全角字母、数字和符号转为半角。"
            ),
            good: StepExample("narrow", "１３８－００１３", "138-0013"),
            bad: StepExample("narrow", "王伟", "王伟")
        ) { _ in .narrow },
        StepDescription(
            "widen",
            LocalizedText(
                "Makes full-width characters of half-width ones; with 'katakana' only of katakana.",
                zh: "将半角字符转为全角；设置“katakana”时只转片假名。"
            ),
            parameters: [
                StepParameter("katakana", "false", LocalizedText("only half-width katakana", zh: "只转半角片假名"))
            ],
            good: StepExample("{widen: {katakana: true}}", "ﾃﾞｰﾀ 1", "データ 1"),
            bad: StepExample("{widen: {katakana: true}}", "A1", "A1")
        ) { reader in reader.boolean("katakana", default: false) ? .widenKatakana : .widen },
        letterCase(.lower, "Writes letters small.", zh: "将字母转为小写。", "ABC", "abc"),
        letterCase(.upper, "Writes letters large.", zh: "将字母转为大写。", "abc", "ABC"),
        letterCase(.title, "Writes the first letter of each word large.", zh: "将每个单词的首字母转为大写。", "ab CD", "Ab Cd"),
        StepDescription(
            "digits",
            LocalizedText(
                "Makes 0–9 of digits of any script, one by one.",
                zh: "将各种文字的数字逐个转为 0–9。"
            ),
            good: StepExample("digits", "二〇二四", "2024"),
            bad: StepExample("digits", "十二", "十2")
        ) { _ in .digits },
        StepDescription(
            "normalise",
            LocalizedText(
                "Spells equal texts alike (Unicode Annex #15): nfc composes letters and marks, nfkc also resolves variants.",
                zh: "统一等价文本的写法（Unicode 附录 15）：nfc 组合字母与附加符号，nfkc 还会转换各种变体字符。"
            ),
            parameters: [StepParameter("form", "nfc", LocalizedText("nfc or nfkc", zh: "nfc 或 nfkc"))],
            shortForm: "form",
            good: StepExample("{normalise: nfkc}", "㎏ ①号 ﾃﾞｰﾀ", "kg 1号 データ"),
            bad: StepExample("normalise", "①号", "①号")
        ) { reader in .normalise(reader.word("form", default: NormalForm.nfc)) },
        replaceStep,
        removeStep,
        maskStep,
    ]

    static let tableParameters = [
        StepParameter("map", "none", LocalizedText("what is written for each whole cell", zh: "各单元格对应写出的值")),
        StepParameter("table", "none", LocalizedText("a file: CSV, NDJSON or YAML", zh: "对照表文件：CSV、NDJSON 或 YAML")),
        StepParameter("from", "the first", LocalizedText("its column of what cells say", zh: "表中原值所在列")),
        StepParameter("to", "the second", LocalizedText("its column of what is written", zh: "表中新值所在列")),
        StepParameter(
            "otherwise",
            "keep",
            LocalizedText("keep, empty or reject what it does not know", zh: "表中没有时：keep（保留）、empty（清空）或 reject（拒绝）")
        ),
        StepParameter("ignoreCase", "false", LocalizedText("letters of either case", zh: "不分大小写")),
    ]

    static func table(_ reader: inout StepReader) -> Step? {
        let ignoresCase = reader.boolean("ignoreCase", default: false)
        let otherwise = reader.word("otherwise", default: TableRule.Otherwise.keep)
        guard let pairs = reader.map() else { return nil }
        var table: TableColumn?
        if reader.has("table") {
            table = reader.tableColumn(isTwofold: true, ignoresCase: ignoresCase)
            if table == nil { return nil }
        }
        let values = TokenSet(pairs.keys, ignoresCase: ignoresCase)
        return .table(TableRule(values: values, replacements: pairs.values, table: table, otherwise: otherwise))
    }

    private static func letterCase(
        _ letterCase: LetterCase,
        _ meaning: String,
        zh: String,
        _ cell: String,
        _ result: String
    ) -> StepDescription {
        StepDescription(
            letterCase.rawValue,
            LocalizedText(meaning, zh: zh),
            good: StepExample(letterCase.rawValue, cell, result),
            bad: StepExample(letterCase.rawValue, "王伟 1", "王伟 1")
        ) { _ in .letterCase(letterCase) }
    }

    private enum MaskKind: String, CaseIterable {
        case phone
        case identityCard
        case name
        case email
        case bankCard
        case all
    }

    private enum MaskReport: String, CaseIterable {
        case all
        case only
    }

    private static let maskStep = StepDescription(
        "mask",
        LocalizedText(
            "Writes * for the characters of a person's data that need not be seen.",
            zh: "将个人信息中不必显示的字符替换为 *。"
        ),
        parameters: [
            StepParameter(
                "kind",
                "all",
                LocalizedText(
                    "phone, identityCard, name, email, bankCard or all",
                    zh: "phone、identityCard、name、email、bankCard 或 all"
                )
            ),
            StepParameter(
                "keep",
                "that of the kind",
                LocalizedText("how many characters at the end stay", zh: "末尾保留的字符数")
            ),
            StepParameter(
                "report",
                "all",
                LocalizedText(
                    "all, or only: the cell is written as it is, and hidden where rejects and reports quote it; with "
                        + "`rejects: {mask: true}` the fields of rejects as they were read are hidden, too",
                    zh: "all，或 only（照原样写出，只在剔除清单和报告引用处隐藏）；`rejects: {mask: true}` 还会隐藏剔除清单中的原始字段"
                )
            ),
        ],
        shortForm: "kind",
        good: StepExample("{mask: phone}", "13800138000", "138****8000"),
        bad: StepExample("{mask: {kind: name, report: only}}", "王伟", "王伟"),
        others: [
            StepExample("{mask: identityCard}", "11010519491231002X", "110***********002X"),
            StepExample("{mask: name}", "欧阳娜娜", "欧***"),
            StepExample("{mask: email}", "wang@example.cn", "w***@example.cn"),
            StepExample("{mask: bankCard}", "4111111111111111", "4111********1111"),
            StepExample("mask", "secret", "******"),
            StepExample("{mask: {keep: 2}}", "secret", "****et"),
        ]
    ) { reader in
        var rule =
            switch reader.word("kind", default: MaskKind.all) {
            case .phone: MaskRule(leading: 3, trailing: 4, isMail: false)
            case .identityCard: MaskRule(leading: 3, trailing: 4, isMail: false)
            case .name: MaskRule(leading: 1, trailing: 0, isMail: false)
            case .email: MaskRule(leading: 1, trailing: 0, isMail: true)
            case .bankCard: MaskRule(leading: 4, trailing: 4, isMail: false)
            case .all: MaskRule(leading: 0, trailing: 0, isMail: false)
            }
        if let keep = reader.optionalInteger("keep", in: 0...1_000) { rule.trailing = keep }
        rule.isForPeopleOnly = reader.word("report", default: MaskReport.all) == .only
        return .mask(rule)
    }
}
