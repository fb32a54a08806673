import Diagnostics
import LibYAML

extension YAMLError {
    private static let beginning = SourcePosition(line: 1, column: 1)

    static func tooLong(_ limit: Int) -> Self {
        YAMLError(
            .tooLarge,
            at: beginning,
            LocalizedText("the text has more than \(limit) bytes", zh: "文本超过 \(limit) 字节"),
            remedy: LocalizedText("split the document", zh: "请拆分文档")
        )
    }

    static func tooManyNodes(_ limit: Int, at position: SourcePosition) -> Self {
        YAMLError(
            .tooLarge,
            at: position,
            LocalizedText("the document has more than \(limit) nodes", zh: "文档超过 \(limit) 个节点"),
            remedy: LocalizedText("split the document", zh: "请拆分文档")
        )
    }

    static func tooDeep(_ limit: Int, at position: SourcePosition) -> Self {
        YAMLError(
            .tooDeep,
            at: position,
            LocalizedText("the document is nested more than \(limit) levels deep", zh: "文档嵌套超过 \(limit) 层"),
            remedy: LocalizedText("nest it less deeply, or refer to parts by name", zh: "请减少嵌套，或按名称引用各部分")
        )
    }

    static func outOfMemory(at position: SourcePosition) -> Self {
        YAMLError(.tooLarge, at: position, LocalizedText("there is not enough memory", zh: "内存不足"))
    }

    static func invalidUTF8(byte: UInt8, at position: SourcePosition) -> Self {
        let digits = "0x" + String(byte, radix: 16, uppercase: true)
        return YAMLError(
            .invalidUTF8,
            at: position,
            LocalizedText("the byte \(digits) is not UTF-8 here", zh: "此处的字节 \(digits) 不是 UTF-8"),
            remedy: LocalizedText("save the file as UTF-8", zh: "请将文件保存为 UTF-8")
        )
    }

    static func invalidUTF16(at position: SourcePosition) -> Self {
        YAMLError(
            .invalidUTF16,
            at: position,
            LocalizedText("half of a UTF-16 character stands here", zh: "此处只有半个 UTF-16 字符"),
            remedy: LocalizedText("save the file as UTF-8", zh: "请将文件保存为 UTF-8")
        )
    }

    static func controlCharacter(_ value: UInt32, at position: SourcePosition) -> Self {
        let digits = String(value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return YAMLError(
            .controlCharacter,
            at: position,
            LocalizedText("the control character \(name) stands in the text", zh: "文本中有控制字符 \(name)"),
            remedy: LocalizedText(
                "remove it, or write it as an escape in double quotes",
                zh: "请删除它，或在双引号中写成转义"
            )
        )
    }

    static let emptyDocument = YAMLError(
        .emptyDocument,
        at: beginning,
        LocalizedText("the document is empty", zh: "文档为空"),
        remedy: LocalizedText("write a value, for example {}", zh: "请写入一个值，例如 {}")
    )

    static func severalDocuments(at position: SourcePosition) -> Self {
        YAMLError(
            .severalDocuments,
            at: position,
            LocalizedText("a second document begins after '---'", zh: "“---”之后开始了第二个文档"),
            remedy: LocalizedText("put each document into a file of its own", zh: "请将每个文档放入单独的文件")
        )
    }
}

extension YAMLError {
    static func duplicateKey(_ name: String, at position: SourcePosition, first: SourcePosition?) -> Self {
        let name = quotable(name)
        let place = first.map { " (first in line \($0.line), column \($0.column))" } ?? ""
        let placeInChinese = first.map { "（首次出现在第 \($0.line) 行第 \($0.column) 列）" } ?? ""
        return YAMLError(
            .duplicateKey,
            at: position,
            related: first,
            LocalizedText(
                "the key '\(name)' is given twice in one mapping\(place)",
                zh: "同一映射中键“\(name)”出现了两次\(placeInChinese)"
            ),
            remedy: name == "<<"
                ? LocalizedText("merge several mappings with '<<: [*a, *b]'", zh: "合并多个映射请写“<<: [*a, *b]”")
                : LocalizedText("remove or rename one of the two", zh: "请删除或重命名其中一个")
        )
    }

    static func keyNotAString(_ kind: LocalizedText, at position: SourcePosition) -> Self {
        YAMLError(
            .keyNotAString,
            at: position,
            LocalizedText("\(kind.english) cannot be a key", zh: "\(kind.chinese)不能作为键"),
            remedy: LocalizedText("use text as the key, in quotes if need be", zh: "请用文本作为键，必要时加引号")
        )
    }

    static func unknownAlias(_ name: String, at position: SourcePosition) -> Self {
        YAMLError(
            .unknownAlias,
            at: position,
            LocalizedText("'*\(quotable(name))' has no anchor before it", zh: "“*\(quotable(name))”之前没有对应的锚点"),
            remedy: LocalizedText(
                "mark the value with '&\(quotable(name))', or put the text in quotes",
                zh: "请用“&\(quotable(name))”标记该值，或给文本加引号"
            )
        )
    }

    static func recursiveAlias(_ name: String, at position: SourcePosition, anchor: SourcePosition) -> Self {
        YAMLError(
            .recursiveAlias,
            at: position,
            related: anchor,
            LocalizedText(
                "'*\(quotable(name))' stands inside the value that it means (line \(anchor.line))",
                zh: "“*\(quotable(name))”位于它所指的值之内（第 \(anchor.line) 行）"
            ),
            remedy: LocalizedText("JSON has no recursive values; write a reference instead", zh: "JSON 没有递归值，请改用引用")
        )
    }

    static func aliasExpansion(_ name: String, at position: SourcePosition) -> Self {
        YAMLError(
            .aliasExpansion,
            at: position,
            LocalizedText(
                "with '*\(quotable(name))' the aliases stand for far more than is written",
                zh: "加上“*\(quotable(name))”后，别名展开的内容远超文档本身"
            ),
            remedy: LocalizedText("write fewer aliases of aliases", zh: "请减少别名的嵌套")
        )
    }

    static func unsupportedTag(_ tag: String, at position: SourcePosition) -> Self {
        YAMLError(
            .unsupportedTag,
            at: position,
            LocalizedText("the tag '\(quotable(tag))' has no meaning in JSON", zh: "标签“\(quotable(tag))”在 JSON 中没有含义"),
            remedy: LocalizedText(
                "remove it; known are !!str, !!int, !!float, !!bool, !!null, !!map and !!seq",
                zh: "请删除它；支持的标签有 !!str、!!int、!!float、!!bool、!!null、!!map 和 !!seq"
            )
        )
    }

    static func tagMismatch(_ tag: String, _ found: LocalizedText, at position: SourcePosition) -> Self {
        YAMLError(
            .tagMismatch,
            at: position,
            LocalizedText("\(found.english) is no '!!\(tag)'", zh: "\(found.chinese)不是“!!\(tag)”"),
            remedy: LocalizedText("remove the tag, or change the value", zh: "请删除标签，或修改该值")
        )
    }

    static func notFinite(_ text: String, at position: SourcePosition) -> Self {
        YAMLError(
            .invalidNumber,
            at: position,
            LocalizedText("JSON has no number '\(text)'", zh: "JSON 没有数字“\(text)”"),
            remedy: LocalizedText("quote it if text is meant: \"\(text)\"", zh: "如果是文本，请加引号：\"\(text)\"")
        )
    }

    static func radixTooLong(_ text: String, limit: Int, at position: SourcePosition) -> Self {
        YAMLError(
            .invalidNumber,
            at: position,
            LocalizedText(
                "the number '\(quotable(text))' has more than \(limit) digits",
                zh: "数字“\(quotable(text))”超过 \(limit) 位"
            ),
            remedy: LocalizedText("write it in decimal, or quote it", zh: "请写成十进制，或加引号")
        )
    }

    /// The beginning of a text, fit for a message.
    static func quotable(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(64).map { $0.value < 0x20 ? " " : $0 }
        return String(String.UnicodeScalarView(scalars)) + (scalars.count < text.unicodeScalars.count ? "…" : "")
    }
}
