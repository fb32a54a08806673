import Diagnostics

extension StepCatalogue {
    /// Steps between columns.
    static let columnSteps: [StepDescription] = [
        StepDescription(
            "split",
            code: "bad_split",
            LocalizedText(
                "Divides a cell into parts, each in a new column. Steps of these columns stand behind, under their names.",
                zh: "将单元格拆分到多个新列；新列的步骤写在其后，以新列名为键。"
            ),
            parameters: [
                StepParameter("by", "none", LocalizedText("the text between two parts", zh: "各部分之间的分隔文本")),
                StepParameter(
                    "pattern",
                    "none",
                    LocalizedText(
                        "an expression (ECMA-262) for what stands between them, instead",
                        zh: "匹配分隔处的正则表达式（ECMA-262），代替文本"
                    )
                ),
                StepParameter("into", nil, LocalizedText("the names of the new columns", zh: "新列的名称")),
                StepParameter(
                    "more",
                    "last",
                    LocalizedText(
                        "where further parts go: last (the last column) or reject",
                        zh: "多余部分：last（留在最后一列）或 reject（拒绝）"
                    )
                ),
                StepParameter(
                    "keep",
                    "false",
                    LocalizedText("whether the column itself is written, too", zh: "是否同时保留原列")
                ),
            ],
            good: StepExample("{split: {by: '-', into: [c, d]}}", "010-6228-8888", "010,6228-8888"),
            bad: StepExample("{split: {by: '-', into: [c, d], more: reject}}", "010-6228-8888", nil),
            others: [
                StepExample("{split: {by: '-', into: [c, d], keep: true}}", "010", "010,010,"),
                StepExample("{split: {pattern: '[/、]', into: [c, d]}}", "红、蓝", "红,蓝"),
            ]
        ) { reader in split(&reader) },
        StepDescription(
            "merge",
            LocalizedText(
                "Joins cells of several columns, as they are at that moment; the column can be a new one.",
                zh: "合并多列的当前值；目标列可以是新列。"
            ),
            parameters: [
                StepParameter("of", nil, LocalizedText("the columns", zh: "要合并的列")),
                StepParameter("with", "' '", LocalizedText("what stands between two cells", zh: "两个值之间的文本")),
                StepParameter("skipEmpty", "true", LocalizedText("whether empty cells are left out", zh: "是否略过空单元格")),
            ],
            shortForm: "of",
            good: StepExample("{merge: {of: [a, b], with: '-'}}", "010", "010-x"),
            bad: StepExample("{merge: [a]}", "010", "010")
        ) { reader in merge(&reader) },
    ]

    private static func split(_ reader: inout StepReader) -> Step? {
        guard let separator = separator(&reader), let columns = reader.requiredColumns("into") else { return nil }
        let rule = SplitRule(
            separator: separator,
            partCount: columns.count,
            rest: reader.word("more", default: SplitRule.Rest.last),
            keepsCell: reader.boolean("keep", default: false)
        )
        return .split(rule, into: columns)
    }

    private static func separator(_ reader: inout StepReader) -> SplitRule.Separator? {
        if let pattern = reader.value("pattern"), reader.has("by") {
            reader.failValue(
                "pattern",
                LocalizedText("write 'by' or 'pattern', not both", zh: "“by”和“pattern”只能写一个"),
                at: pattern
            )
            return nil
        }
        if reader.has("pattern") { return finder(&reader).map { .pattern($0) } }
        guard let text = reader.requiredText("by") else { return nil }
        guard !text.isEmpty else {
            reader.failValue(
                "by",
                LocalizedText("write at least one character", zh: "请写至少一个字符"),
                at: reader.value("by") ?? reader.node
            )
            return nil
        }
        return .text(Array(text.utf8))
    }

    private static func merge(_ reader: inout StepReader) -> Step? {
        guard let columns = reader.requiredColumns("of") else { return nil }
        let separator = reader.text("with") ?? " "
        let skipsEmpty = reader.boolean("skipEmpty", default: true)
        return .merge(MergeRule(separator: Array(separator.utf8), skipsEmpty: skipsEmpty), of: columns)
    }
}
