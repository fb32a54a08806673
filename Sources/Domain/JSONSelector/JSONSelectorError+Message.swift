public import Diagnostics

extension JSONSelectorError {
    /// What is wrong, in a sentence that names the place.
    public var message: LocalizedText {
        let place = offset + 1
        switch code {
        case .tooLong:
            let most = JSONSelector.maximumByteCount
            return LocalizedText("the selector has more than \(most) bytes", zh: "选择器超过 \(most) 字节")
        case .tooDeep:
            return LocalizedText(
                "the filter nests deeper than \(JSONSelector.maximumDepth) levels at character \(place)",
                zh: "过滤器在第 \(place) 个字符处嵌套超过 \(JSONSelector.maximumDepth) 层"
            )
        case .unexpected:
            return LocalizedText(
                "\(expected) belongs at character \(place) of the selector",
                zh: "选择器第 \(place) 个字符处应为 \(expected)"
            )
        case .invalidText:
            return LocalizedText(
                "the text at character \(place) of the selector does not end, or has an unknown escape",
                zh: "选择器第 \(place) 个字符处的文本没有结束，或含有未知的转义"
            )
        case .invalidNumber:
            return LocalizedText(
                "the number at character \(place) of the selector cannot be used",
                zh: "选择器第 \(place) 个字符处的数字不可用"
            )
        case .invalidPattern:
            return LocalizedText(
                "the pattern at character \(place) of the selector cannot be read",
                zh: "选择器第 \(place) 个字符处的正则表达式无法解析"
            )
        }
    }
}
