public import Diagnostics

/// A reason why a pattern cannot be used, or why a match was given up.
public struct RegularExpressionError: Error, Hashable, Sendable {
    /// The broken rule; raw values are the stable part of a diagnostic's code.
    public enum Code: String, Sendable, CaseIterable {
        case unterminatedGroup = "unterminated-group"
        case unmatchedParenthesis = "unmatched-parenthesis"
        case unterminatedClass = "unterminated-class"
        case invalidGroup = "invalid-group"
        case invalidGroupName = "invalid-group-name"
        case duplicateGroupName = "duplicate-group-name"
        case nothingToRepeat = "nothing-to-repeat"
        case quantifierOutOfOrder = "quantifier-out-of-order"
        case loneBracket = "lone-bracket"
        case invalidEscape = "invalid-escape"
        case invalidBackreference = "invalid-backreference"
        case invalidProperty = "invalid-property"
        case rangeOutOfOrder = "range-out-of-order"
        case classInRange = "class-in-range"
        case tooDeep = "too-deep"
        case tooLarge = "too-large"
        case tooCostly = "too-costly"
    }

    /// The broken rule.
    public let code: Code
    /// Where in the pattern, as a 0-based count of Unicode scalars.
    public let offset: Int
    /// The offending part of the pattern; empty when there is nothing to quote.
    public let excerpt: String

    init(_ code: Code, at offset: Int, excerpt: String = "") {
        self.code = code
        self.offset = offset
        self.excerpt = excerpt
    }

    /// What was found, quoted, in both languages.
    public var message: LocalizedText {
        switch code {
        case .unterminatedGroup: LocalizedText("the group '\(excerpt)' is not closed", zh: "分组“\(excerpt)”没有闭合")
        case .unmatchedParenthesis: LocalizedText("')' closes no group", zh: "“)”没有对应的“(”")
        case .unterminatedClass: LocalizedText("the character class is not closed", zh: "字符类没有闭合")
        case .invalidGroup: LocalizedText("'\(excerpt)' starts no kind of group", zh: "“\(excerpt)”不是合法的分组开头")
        case .invalidGroupName: LocalizedText("'\(excerpt)' is no group name", zh: "“\(excerpt)”不是合法的组名")
        case .duplicateGroupName:
            LocalizedText("the group name '\(excerpt)' is given twice", zh: "组名“\(excerpt)”出现了两次")
        case .nothingToRepeat: LocalizedText("'\(excerpt)' has nothing to repeat", zh: "“\(excerpt)”前面没有可重复的内容")
        case .quantifierOutOfOrder:
            LocalizedText("'\(excerpt)' has its smaller number last", zh: "“\(excerpt)”中较小的数字在后")
        case .loneBracket: LocalizedText("'\(excerpt)' stands alone", zh: "“\(excerpt)”单独出现")
        case .invalidEscape: LocalizedText("'\(excerpt)' is no escape", zh: "“\(excerpt)”不是合法的转义")
        case .invalidBackreference:
            LocalizedText("'\(excerpt)' refers to a group that does not exist", zh: "“\(excerpt)”引用的分组不存在")
        case .invalidProperty: LocalizedText("'\(excerpt)' names no Unicode property", zh: "“\(excerpt)”不是 Unicode 属性")
        case .rangeOutOfOrder:
            LocalizedText("the range '\(excerpt)' ends before it starts", zh: "范围“\(excerpt)”的终点在起点之前")
        case .classInRange:
            LocalizedText("'\(excerpt)' uses a class as the end of a range", zh: "“\(excerpt)”用字符类作范围的端点")
        case .tooDeep: LocalizedText("the pattern nests groups too deeply", zh: "模式的分组嵌套过深")
        case .tooLarge: LocalizedText("the pattern is too large once its repetitions are counted out", zh: "模式展开重复后过大")
        case .tooCostly: LocalizedText("the match was given up, it takes too many steps", zh: "匹配步骤过多，已放弃")
        }
    }

    /// What the author can change, when the rule alone does not say it.
    public var remedy: LocalizedText? {
        switch code {
        case .unterminatedGroup: LocalizedText("add ')', or write '\\(' for the character", zh: "请补上“)”，或用“\\(”表示该字符")
        case .unmatchedParenthesis: LocalizedText("remove it, or write '\\)'", zh: "请删除，或写成“\\)”")
        case .unterminatedClass: LocalizedText("add ']', or write '\\[' for the character", zh: "请补上“]”，或用“\\[”表示该字符")
        case .invalidGroup:
            LocalizedText(
                "ECMA-262 knows (?:…), (?=…), (?!…), (?<=…), (?<!…) and (?<name>…)",
                zh: "ECMA-262 只有 (?:…)、(?=…)、(?!…)、(?<=…)、(?<!…) 和 (?<name>…)"
            )
        case .invalidGroupName: LocalizedText("a name is written as an identifier", zh: "组名应写成标识符")
        case .duplicateGroupName: LocalizedText("rename one of the two", zh: "请给其中一个改名")
        case .nothingToRepeat, .loneBracket:
            LocalizedText("write '\\' in front of it to mean the character", zh: "要表示该字符本身，请在前面加“\\”")
        case .quantifierOutOfOrder, .rangeOutOfOrder: LocalizedText("swap the two ends", zh: "请交换两端")
        case .invalidEscape:
            LocalizedText(
                "only ^ $ \\ . * + ? ( ) [ ] { } | / may be escaped as themselves",
                zh: "只有 ^ $ \\ . * + ? ( ) [ ] { } | / 可以转义为自身"
            )
        case .invalidBackreference: nil
        case .invalidProperty:
            LocalizedText(
                "use a name such as Letter, Lu, Script=Han or Alphabetic",
                zh: "请使用 Letter、Lu、Script=Han、Alphabetic 等名称"
            )
        case .classInRange:
            LocalizedText("move '-' to the end of the class, or write '\\-'", zh: "请把“-”移到字符类末尾，或写成“\\-”")
        case .tooDeep, .tooLarge: LocalizedText("simplify the pattern", zh: "请简化模式")
        case .tooCostly:
            LocalizedText("write the pattern without backreferences", zh: "请改写模式，不用反向引用")
        }
    }
}
