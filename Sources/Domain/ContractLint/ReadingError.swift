public import Diagnostics

/// A reason why a file is not read at all, told beside the findings of rules.
///
/// No rule set switches it off or changes its severity: it is always an error.
public struct ReadingError: Sendable {
    /// The stable name, such as `yaml.syntax`; match on this, never on a message.
    public let code: String
    /// What it says of the file.
    public let meaning: LocalizedText
    /// What the author can do.
    public let remedy: LocalizedText

    init(_ code: String, _ meaning: LocalizedText, _ remedy: LocalizedText) {
        self.code = code
        self.meaning = meaning
        self.remedy = remedy
    }

    /// The part of the name before the dot: `file`, `yaml` or `json`.
    public var category: String { String(code.prefix { $0 != "." }) }

    /// Every such error, in the order of the reference: files, YAML, JSON.
    public static let all = files + yaml + json

    /// The error of a name; nil when there is none.
    public static func named(_ code: String) -> ReadingError? { byCode[code] }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    private static let files = [
        ReadingError(
            "file.unreadable",
            LocalizedText(
                "There is no such file, it may not be read, or it is a folder, a pipe or a device.",
                zh: "没有该文件、无权读取，或者它是文件夹、管道或设备。"
            ),
            LocalizedText("Check the path and the permissions.", zh: "请检查路径和权限。")
        ),
        ReadingError(
            "file.empty",
            LocalizedText("The file holds nothing, or nothing but comments.", zh: "文件为空，或只有注释。"),
            LocalizedText("Write something into it, or give another file.", zh: "请写入内容，或指定其他文件。")
        ),
        ReadingError(
            "file.too-large",
            LocalizedText("The file has more bytes than are read.", zh: "文件超过可读取的字节数。"),
            LocalizedText("Divide it, and refer to its parts.", zh: "请拆分文件，并引用各部分。")
        ),
        ReadingError(
            "file.not-utf8",
            LocalizedText("The text is in UTF-16 or UTF-32.", zh: "文本采用 UTF-16 或 UTF-32 编码。"),
            LocalizedText("Save the file as UTF-8.", zh: "请将文件保存为 UTF-8。")
        ),
        ReadingError(
            "file.no-folder",
            LocalizedText("What `--root` names is no folder.", zh: "`--root` 所指的不是文件夹。"),
            LocalizedText("Give a folder that holds all files.", zh: "请指定包含所有文件的文件夹。")
        ),
    ]

    private static let yaml = [
        ReadingError(
            "yaml.syntax",
            LocalizedText("The text is no YAML at this place.", zh: "该处的文本不是 YAML。"),
            LocalizedText(
                "Look for a missing quote, bracket or space, a tab, or a line that is not aligned, here or just above.",
                zh: "请在该处或稍前查找缺少的引号、括号或空格，以及制表符或未对齐的行。"
            )
        ),
        ReadingError(
            "yaml.duplicate-key",
            LocalizedText(
                "A mapping has the same key twice, and one of the values would be lost.",
                zh: "同一映射中有两个相同的键，其中一个值会丢失。"
            ),
            LocalizedText("Remove or rename one of the two.", zh: "请删除或重命名其中一个。")
        ),
        ReadingError(
            "yaml.key-not-a-string",
            LocalizedText(
                "A key is a list, a mapping or another value that JSON has no name for.",
                zh: "键是列表、映射或其他不能作为 JSON 名称的值。"
            ),
            LocalizedText("Use text as the key, in quotes if need be.", zh: "请用文本作为键，必要时加引号。")
        ),
        ReadingError(
            "yaml.unknown-alias",
            LocalizedText(
                "An alias such as `*name` has no anchor `&name` before it.",
                zh: "别名（如 `*name`）之前没有锚点 `&name`。"
            ),
            LocalizedText("Mark the value with an anchor, or put the text in quotes.", zh: "请用锚点标记该值，或给文本加引号。")
        ),
        ReadingError(
            "yaml.recursive-alias",
            LocalizedText("An alias stands inside the value that it means.", zh: "别名位于它所指的值之内。"),
            LocalizedText("Write a `$ref` instead.", zh: "请改用 `$ref`。")
        ),
        ReadingError(
            "yaml.alias-expansion",
            LocalizedText("Aliases of aliases stand for far more than is written.", zh: "层层嵌套的别名展开后远超所写内容。"),
            LocalizedText("Write fewer aliases of aliases.", zh: "请减少别名的嵌套。")
        ),
        ReadingError(
            "yaml.unsupported-tag",
            LocalizedText("A tag such as `!order` has no meaning in JSON.", zh: "标签（如 `!order`）在 JSON 中没有含义。"),
            LocalizedText("Remove it.", zh: "请删除它。")
        ),
        ReadingError(
            "yaml.tag-mismatch",
            LocalizedText(
                "A value is not of the kind that its tag says, as in `!!int a`.",
                zh: "值与其标签不符，如 `!!int a`。"
            ),
            LocalizedText("Remove the tag, or change the value.", zh: "请删除标签，或修改该值。")
        ),
        ReadingError(
            "yaml.invalid-number",
            LocalizedText("JSON has no such number, as `.inf` and `.nan`.", zh: "JSON 没有这样的数字，如 `.inf` 和 `.nan`。"),
            LocalizedText("Put it in quotes if text is meant, or write it in decimal.", zh: "如果是文本请加引号，否则请写成十进制。")
        ),
        ReadingError(
            "yaml.several-documents",
            LocalizedText("A second document begins after `---`.", zh: "`---` 之后开始了第二个文档。"),
            LocalizedText("Put each document into a file of its own.", zh: "请将每个文档放入单独的文件。")
        ),
        ReadingError(
            "yaml.empty-document",
            LocalizedText("The text holds nothing, or nothing but comments.", zh: "文本为空，或只有注释。"),
            LocalizedText("Write a value, for example `{}`.", zh: "请写入一个值，例如 `{}`。")
        ),
        ReadingError(
            "yaml.too-deep",
            LocalizedText("Lists and mappings are nested deeper than is read.", zh: "列表和映射的嵌套超过可读取的层数。"),
            LocalizedText("Nest them less deeply, or refer to parts by name.", zh: "请减少嵌套，或按名称引用各部分。")
        ),
        ReadingError(
            "yaml.too-large",
            LocalizedText("The text has more bytes or values than are read.", zh: "文本超过可读取的字节数或值的数量。"),
            LocalizedText("Divide it, and refer to its parts.", zh: "请拆分文件，并引用各部分。")
        ),
        ReadingError(
            "yaml.control-character",
            LocalizedText("The text has a control character that YAML does not allow.", zh: "文本中有 YAML 不允许的控制字符。"),
            LocalizedText("Remove it, or write it as an escape in double quotes.", zh: "请删除它，或在双引号中写成转义。")
        ),
        ReadingError(
            "yaml.invalid-utf8",
            LocalizedText("The bytes at this place are not UTF-8.", zh: "该处的字节不是 UTF-8。"),
            LocalizedText("Save the file as UTF-8.", zh: "请将文件保存为 UTF-8。")
        ),
        ReadingError(
            "yaml.invalid-utf16",
            LocalizedText("Half of a UTF-16 character stands at this place.", zh: "该处只有半个 UTF-16 字符。"),
            LocalizedText("Save the file as UTF-8.", zh: "请将文件保存为 UTF-8。")
        ),
    ]

    private static let json = [
        ReadingError(
            "json.unexpected-byte",
            LocalizedText("The text is no JSON at this place.", zh: "该处的文本不是 JSON。"),
            LocalizedText(
                "Look for a missing or superfluous comma, a missing quote, or a comment, here or just before.",
                zh: "请在该处或稍前查找缺少或多余的逗号、缺少的引号或注释。"
            )
        ),
        ReadingError(
            "json.unexpected-end",
            LocalizedText("The text ends before its arrays, objects or strings do.", zh: "文本在数组、对象或字符串结束之前就结束了。"),
            LocalizedText("Close what is open; perhaps the file was cut off.", zh: "请补全未闭合的部分；文件可能被截断。")
        ),
        ReadingError(
            "json.trailing-content",
            LocalizedText("Something follows the end of the document.", zh: "文档结束后还有内容。"),
            LocalizedText("Remove it, or put it into a file of its own.", zh: "请删除它，或放入单独的文件。")
        ),
        ReadingError(
            "json.duplicate-key",
            LocalizedText(
                "An object has the same name twice, and one of the values would be lost.",
                zh: "同一对象中有两个相同的名称，其中一个值会丢失。"
            ),
            LocalizedText("Remove or rename one of the two.", zh: "请删除或重命名其中一个。")
        ),
        ReadingError(
            "json.invalid-number",
            LocalizedText(
                "A number is not written as JSON has it, as `01`, `+1` and `1.`.",
                zh: "数字的写法不符合 JSON，如 `01`、`+1` 和 `1.`。"
            ),
            LocalizedText(
                "Write it without a leading zero or plus, and with digits after the point.",
                zh: "请去掉前导零或加号，并在小数点后写数字。"
            )
        ),
        ReadingError(
            "json.invalid-escape",
            LocalizedText("A backslash stands before something that JSON has no escape for.", zh: "反斜杠后不是 JSON 的转义。"),
            LocalizedText("Write the backslash twice if it is meant itself.", zh: "如果要表示反斜杠本身，请写两个。")
        ),
        ReadingError(
            "json.lone-surrogate",
            LocalizedText("An escape such as `\\ud83d` is half of a character.", zh: "转义（如 `\\ud83d`）只是半个字符。"),
            LocalizedText("Write both halves, or the character itself.", zh: "请写出完整的代理对，或字符本身。")
        ),
        ReadingError(
            "json.control-character",
            LocalizedText("A string has a control character in it, such as a line feed.", zh: "字符串中有控制字符，如换行。"),
            LocalizedText("Write it as an escape such as `\\n`.", zh: "请写成 `\\n` 等转义。")
        ),
        ReadingError(
            "json.invalid-utf8",
            LocalizedText("The bytes at this place are not UTF-8.", zh: "该处的字节不是 UTF-8。"),
            LocalizedText("Save the file as UTF-8.", zh: "请将文件保存为 UTF-8。")
        ),
        ReadingError(
            "json.byte-order-mark",
            LocalizedText("The text starts with a byte order mark.", zh: "文本以字节顺序标记（BOM）开头。"),
            LocalizedText("Save the file as UTF-8 without it.", zh: "请将文件保存为无 BOM 的 UTF-8。")
        ),
        ReadingError(
            "json.too-deep",
            LocalizedText("Arrays and objects are nested deeper than is read.", zh: "数组和对象的嵌套超过可读取的层数。"),
            LocalizedText("Nest them less deeply, or refer to parts by name.", zh: "请减少嵌套，或按名称引用各部分。")
        ),
        ReadingError(
            "json.too-large",
            LocalizedText("The text has more bytes than are read.", zh: "文本超过可读取的字节数。"),
            LocalizedText("Divide it, and refer to its parts.", zh: "请拆分文件，并引用各部分。")
        ),
    ]
}
