import Diagnostics

extension StepCatalogue {
    /// Steps about cells without a value.
    static let fillingSteps: [StepDescription] = [
        StepDescription(
            "null",
            LocalizedText(
                "Empties a cell that says it has no value.",
                zh: "将表示“无值”的单元格清空。"
            ),
            parameters: [
                StepParameter(
                    "tokens",
                    "[NULL, N/A, NA, '#N/A', '-', '--', 无, 空, nan, none]",
                    LocalizedText("what such cells say", zh: "表示无值的文本")
                ),
                StepParameter("ignoreCase", "true", LocalizedText("letters of either case", zh: "不分大小写")),
            ],
            shortForm: "tokens",
            good: StepExample("'null'", "N/A", ""),
            bad: StepExample("{'null': [无]}", "N/A", "N/A")
        ) { reader in
            let tokens = reader.texts("tokens") ?? TokenSet.noValue
            return .null(TokenSet(tokens, ignoresCase: reader.boolean("ignoreCase", default: true)))
        },
        StepDescription(
            "default",
            LocalizedText(
                "Fills an empty cell with a text, or with the cell of another column.",
                zh: "用文本或另一列的值填充空单元格。"
            ),
            parameters: [
                StepParameter("value", "''", LocalizedText("the text", zh: "文本")),
                StepParameter(
                    "column",
                    "none",
                    LocalizedText("the other column, as it was read or made", zh: "另一列（读入或生成时的值）")
                ),
            ],
            shortForm: "value",
            good: StepExample("{default: 未知}", "", "未知"),
            bad: StepExample("{default: 未知}", "北京", "北京")
        ) { reader in
            if let column = reader.value("column") {
                guard let name = reader.text("column") else { return nil }
                return .fallbackColumn(ColumnReference(name: name, location: reader.findings.location(column)))
            }
            return reader.requiredText("value").map { .fallback(Array($0.utf8)) }
        },
        StepDescription(
            "fillDown",
            LocalizedText(
                "Fills an empty cell with the last one above, as it reached this step, that is not of a rejected record.",
                zh: "用上方最近一个未被剔除记录的非空值（到达本步骤时的值）填充空单元格。"
            ),
            good: StepExample("fillDown", "北京", "北京"),
            bad: StepExample("fillDown", "", "")
        ) { _ in .fillDown },
        computeStep,
        StepDescription(
            "optional",
            LocalizedText(
                "Lets an empty cell pass all steps behind this one.",
                zh: "空单元格跳过其后的所有步骤。"
            ),
            good: StepExample("optional", "", ""),
            bad: StepExample("optional", "a", "a")
        ) { _ in .optional },
        StepDescription(
            "required",
            code: "missing",
            LocalizedText("Refuses an empty cell.", zh: "拒绝空单元格。"),
            shortForm: "reject",
            good: StepExample("required", "a", "a"),
            bad: StepExample("{required: missing_name}", "", nil)
        ) { _ in .required },
    ]
}
