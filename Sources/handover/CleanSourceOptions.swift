import ArgumentParser
import DataCleaning
import Diagnostics
import DocumentFiles

/// Options about the source; the same words stand under `source` in a recipe.
struct CleanSourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Speech.text("The encoding, such as gb18030; otherwise found out.", zh: "编码，例如 gb18030；未指定时自动识别。"),
            valueName: Speech.text("encoding", zh: "编码")
        )
    )
    var encoding: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "The text between fields, or tab, comma, semicolon, pipe, space; otherwise found out.",
                zh: "字段之间的分隔符，或 tab、comma、semicolon、pipe、space；未指定时自动识别。"
            ),
            valueName: Speech.text("delimiter", zh: "分隔符")
        )
    )
    var delimiter: String?

    @Option(
        help: ArgumentHelp(
            Speech.text("How many records the header has, or none; otherwise found out.", zh: "表头的行数，或 none；未指定时自动识别。"),
            valueName: Speech.text("header", zh: "表头")
        )
    )
    var header: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "The sheet of a workbook, by name or number, or all of the same columns; otherwise the first visible one.",
                zh: "工作簿中的工作表，可写名称或序号，或 all（列相同的全部工作表）；未指定时为第一个可见工作表。"
            ),
            valueName: Speech.text("sheet", zh: "工作表")
        )
    )
    var sheet: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                """
                The table of a text with several, by number among those of two lines or more; or all, the default: \
                the one that most lines are of, and all behind it.
                """,
                zh: "文本含多个表格时要读取的表格，可写序号（只计两行以上的表格）；默认 all：行数最多的表格及其后的全部内容。"
            ),
            valueName: Speech.text("table", zh: "表格")
        )
    )
    var table: String?

    @Option(
        help: ArgumentHelp(
            Speech.text(
                "A member of the recipe's source, such as source.numbers.decimals=2; can be repeated.",
                zh: "设置配方中 source 的成员，例如 source.numbers.decimals=2；可重复使用。"
            ),
            valueName: Speech.text("path=value", zh: "路径=值")
        )
    )
    var set: [String] = []

    /// The options as members of `source`, those with a name of their own last.
    func settings() throws -> [SourceSetting] {
        let members = try set.map { text in
            guard let setting = SourceSetting(text) else {
                throw CommandMistake.invalidValue(
                    "--set",
                    text,
                    LocalizedText(
                        "write a member of source and its value: source.header=2",
                        zh: "请写 source 的成员及其值，例如 source.header=2"
                    )
                )
            }
            return setting
        }
        let options = [
            ("encoding", encoding), ("delimiter", delimiter), ("header", header), ("sheet", sheet), ("table", table),
        ]
        return members
            + options.compactMap { name, value in
                value.map { SourceSetting(option: "--\(name)", member: name, value: $0) }
            }
    }
}

/// Mistakes in the values of options.
enum CommandMistake {
    /// A value that an option cannot have.
    static func invalidValue(_ option: String, _ value: String, _ remedy: LocalizedText) -> ServiceError {
        ServiceError(
            "command.invalid-value",
            LocalizedText("'\(option)' cannot be '\(value)'", zh: "“\(option)”不能是“\(value)”"),
            remedy: remedy
        )
    }
}
