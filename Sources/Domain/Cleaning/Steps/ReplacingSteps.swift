import Diagnostics
import JSON
import RegularExpressions

extension StepCatalogue {
    /// Replaces a text or what a pattern matches.
    static let replaceStep = StepDescription(
        "replace",
        code: "unknown_value",
        LocalizedText(
            "Replaces a text, or what a regular expression (ECMA-262) matches, or a whole cell by what a table has for it.",
            zh: "替换出现的每一处文本、正则表达式（ECMA-262）匹配的每一处，或按对照表替换整个单元格。"
        ),
        parameters: [
            StepParameter("text", "none", LocalizedText("what is looked for", zh: "要查找的文本")),
            StepParameter("pattern", "none", LocalizedText("an expression, instead of the text", zh: "正则表达式，代替文本")),
            StepParameter(
                "with",
                "none",
                LocalizedText(
                    "what takes its place, told with each text or pattern; of a pattern `$1` or `$<name>` is a group, `$&` all, `$$` a dollar sign",
                    zh: "替换成的文本，有“text”或“pattern”时必填；用“pattern”时 `$1`、`$<name>` 为分组，`$&` 为整个匹配，`$$` 为美元符号"
                )
            ),
            StepParameter("all", "true", LocalizedText("not only the first one", zh: "是否替换全部")),
        ] + tableParameters,
        good: StepExample("{replace: {text: 有限公司, with: Ltd}}", "某某有限公司", "某某Ltd"),
        bad: StepExample("{replace: {table: cities.csv, otherwise: reject}}", "亰", nil),
        others: [
            StepExample("{replace: {pattern: '(\\d+)[.](\\d+)', with: '$2/$1'}}", "5.2024", "2024/5"),
            StepExample("{replace: {table: cities.csv, from: short, to: name}}", "京", "北京市"),
        ]
    ) { reader in
        if let kind = ["table", "map"].first(where: { reader.has($0) }) {
            return hasOther(["text", "pattern", "with", "all"], beside: kind, &reader) ? nil : table(&reader)
        }
        if let kind = ["text", "pattern"].first(where: { reader.has($0) }),
            hasOther(["from", "to", "otherwise", "ignoreCase"], beside: kind, &reader)
        {
            return nil
        }
        guard !hasTwo("text", "pattern", &reader) else { return nil }
        let isFirstOnly = !reader.boolean("all", default: true)
        if reader.has("pattern") {
            guard let finder = finder(&reader), let with = reader.requiredText("with") else { return nil }
            do throws(RegularExpressionError) {
                let template = try ReplacementTemplate(with, for: finder)
                return .replacePattern(
                    PatternReplacement(finder: finder, template: template, isFirstOnly: isFirstOnly)
                )
            } catch {
                reader.fail()
                let node = reader.value("with") ?? reader.node
                reader.findings.report(.badPattern, error.message, at: node, remedy: dollarRemedy)
                return nil
            }
        }
        guard let text = reader.requiredText("text"), let replacement = reader.requiredText("with") else {
            return nil
        }
        guard !text.isEmpty else {
            reader.failValue(
                "text",
                LocalizedText("write at least one character", zh: "请写至少一个字符"),
                at: reader.value("text") ?? reader.node
            )
            return nil
        }
        return .replace(
            Replacement(text: Array(text.utf8), replacement: Array(replacement.utf8), isFirstOnly: isFirstOnly)
        )
    }

    private static let dollarRemedy = LocalizedText(
        "count the groups of the pattern, or write $$ for a dollar sign",
        zh: "请核对模式中的分组数，或用 $$ 表示美元符号"
    )

    /// Takes out characters or what a pattern matches.
    static let removeStep = StepDescription(
        "remove",
        LocalizedText(
            "Takes out each of these characters, or what a regular expression (ECMA-262) matches.",
            zh: "删除所列的每个字符，或正则表达式（ECMA-262）匹配的部分。"
        ),
        parameters: [
            StepParameter("characters", "none", LocalizedText("the characters in one text", zh: "写成一段文本的字符")),
            StepParameter("pattern", "none", LocalizedText("an expression, instead of characters", zh: "正则表达式，代替字符")),
        ],
        shortForm: "characters",
        good: StepExample("{remove: {pattern: '[(（].*?[)）]'}}", "王伟（经理）", "王伟"),
        bad: StepExample("{remove: ' -()'}", "12", "12")
    ) { reader in
        guard !hasTwo("characters", "pattern", &reader) else { return nil }
        guard reader.has("pattern") else {
            return reader.requiredText("characters").map { text in .remove(text.unicodeScalars.map(\.value)) }
        }
        guard let finder = finder(&reader) else { return nil }
        do throws(RegularExpressionError) {
            let nothing = try ReplacementTemplate("", for: finder)
            return .replacePattern(PatternReplacement(finder: finder, template: nothing, isFirstOnly: false))
        } catch {
            // No reference, no error.
            return nil
        }
    }

    /// Whether parameters are given that say nothing beside another one; then that is reported.
    private static func hasOther(_ names: [String], beside other: String, _ reader: inout StepReader) -> Bool {
        let given = names.filter { reader.has($0) }
        for name in given {
            reader.failValue(
                name,
                LocalizedText("leave it out beside '\(other)'", zh: "有“\(other)”时请删去此项"),
                at: reader.value(name) ?? reader.node
            )
        }
        return !given.isEmpty
    }

    /// Whether both of two parameters are given that exclude each other; then that is reported.
    private static func hasTwo(_ first: String, _ second: String, _ reader: inout StepReader) -> Bool {
        guard reader.has(first), let value = reader.value(second) else { return false }
        reader.failValue(
            second,
            LocalizedText("write '\(first)' or '\(second)', not both", zh: "“\(first)”和“\(second)”只能写一个"),
            at: value
        )
        return true
    }

    /// The finder of the parameter `pattern`; nil, and a finding, when the pattern is wrong.
    static func finder(_ reader: inout StepReader) -> MatchFinder? {
        guard let text = reader.requiredText("pattern") else { return nil }
        do throws(RegularExpressionError) {
            return try MatchFinder(text, limits: CellPatterns.limits)
        } catch {
            reader.fail()
            let node = reader.value("pattern") ?? reader.node
            reader.findings.report(.badPattern, error.message, at: node, remedy: error.remedy)
            return nil
        }
    }
}
