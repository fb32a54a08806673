internal import Diagnostics
internal import JSON

/// The sentences of findings: what was found, and what was expected.
enum FindingMessage {
    // MARK: The value as a whole

    static func unexpected(_ found: JSONNode, _ expected: LocalizedText) -> LocalizedText {
        LocalizedText(
            "expected \(expected.english), but found \(found.described.english)",
            zh: "应为\(expected.chinese)，实际为\(found.described.chinese)"
        )
    }

    static func types(_ types: TypeSet) -> LocalizedText {
        let names = TypeSet.names.filter { name, type in
            types.contains(type) || (type == .integer && types.contains(.integerSyntax))
        }
        return alternatives(names.map { LocalizedText($0.name, zh: chinese[$0.name] ?? $0.name) })
    }

    static func values(_ values: [JSONNode]) -> LocalizedText {
        let list = Excerpt.list(values)
        return values.count == 1
            ? LocalizedText(list, zh: list) : LocalizedText("one of \(list)", zh: "以下值之一：\(list)")
    }

    static func alternatives(_ parts: [LocalizedText]) -> LocalizedText {
        var unique: [LocalizedText] = []
        for part in parts where !unique.contains(part) { unique.append(part) }
        return LocalizedText(
            unique.map(\.english).joined(separator: " or "),
            zh: unique.map(\.chinese).joined(separator: "或")
        )
    }

    static func nothingAllowed(_ found: JSONNode, _ keyword: Keyword) -> LocalizedText {
        switch keyword {
        case .properties, .patternProperties, .additionalProperties, .unevaluatedProperties:
            let name = Excerpt.shortened(found.pointer.tokens.last ?? "")
            return LocalizedText("the member '\(name)' is not allowed here", zh: "此处不允许成员“\(name)”")
        case .propertyNames:
            let name = Excerpt.shortened(found.nameText)
            return LocalizedText("the name '\(name)' is not allowed here", zh: "此处不允许名称“\(name)”")
        case .items, .prefixItems, .additionalItems, .unevaluatedItems:
            let position = found.pointer.tokens.last ?? ""
            return LocalizedText(
                "the element \(Excerpt.of(found)) at position \(position) is not allowed",
                zh: "不允许位置 \(position) 处的元素 \(Excerpt.of(found))"
            )
        default:
            return LocalizedText(
                "no value is allowed here, but found \(found.described.english)",
                zh: "此处不允许任何值，实际为\(found.described.chinese)"
            )
        }
    }

    static func suggesting(_ name: String, after message: LocalizedText) -> LocalizedText {
        LocalizedText("\(message.english); did you mean '\(name)'?", zh: "\(message.chinese)；是否想写“\(name)”？")
    }

    static func forbidden(_ found: JSONNode) -> LocalizedText {
        LocalizedText(
            "\(Excerpt.of(found)) matches the schema that it must not match",
            zh: "\(Excerpt.of(found)) 匹配了不允许匹配的模式"
        )
    }

    static func tooManyBranches(_ found: JSONNode, _ accepted: [Int]) -> LocalizedText {
        let list = accepted.map(String.init).joined(separator: ", ")
        return LocalizedText(
            "\(Excerpt.of(found)) matches the schemas \(list) of 'oneOf', but must match one only",
            zh: "\(Excerpt.of(found)) 同时匹配“oneOf”的模式 \(list)，但只能匹配一个"
        )
    }

    // MARK: Numbers and strings

    static func outOfBounds(_ found: JSONNode, _ bound: NumberBound, _ limit: JSONNode) -> LocalizedText {
        let (value, most) = (Excerpt.of(found), Excerpt.of(limit))
        return switch (bound.isUpper, bound.isExclusive) {
        case (true, false): LocalizedText("\(value) is above the maximum \(most)", zh: "\(value) 大于最大值 \(most)")
        case (true, true): LocalizedText("\(value) is not below \(most)", zh: "\(value) 应小于 \(most)")
        case (false, false): LocalizedText("\(value) is below the minimum \(most)", zh: "\(value) 小于最小值 \(most)")
        case (false, true): LocalizedText("\(value) is not above \(most)", zh: "\(value) 应大于 \(most)")
        }
    }

    static func notMultiple(_ found: JSONNode, _ divisor: JSONNode) -> LocalizedText {
        LocalizedText(
            "\(Excerpt.of(found)) is no multiple of \(Excerpt.of(divisor))",
            zh: "\(Excerpt.of(found)) 不是 \(Excerpt.of(divisor)) 的倍数"
        )
    }

    static func noMatch(_ found: JSONNode, _ pattern: String) -> LocalizedText {
        let pattern = Excerpt.shortened(pattern)
        return LocalizedText(
            "\(found.quoted) does not match the pattern '\(pattern)'",
            zh: "\(found.quoted) 不匹配模式“\(pattern)”"
        )
    }

    static func wrongFormat(_ found: JSONNode, _ format: String) -> LocalizedText {
        LocalizedText("\(found.quoted) does not have the format '\(format)'", zh: "\(found.quoted) 不符合格式“\(format)”")
    }

    // MARK: Sizes

    enum Unit {
        case characters, elements, members

        func english(_ count: Int) -> String {
            let word =
                switch self {
                case .characters: "character"
                case .elements: "element"
                case .members: "member"
                }
            return "\(count) \(word)\(count == 1 ? "" : "s")"
        }

        func chinese(_ count: Int) -> String {
            switch self {
            case .characters: "\(count) 个字符"
            case .elements: "\(count) 个元素"
            case .members: "\(count) 个成员"
            }
        }
    }

    static func size(_ unit: Unit, _ found: JSONNode, _ count: Int, atLeast least: Int) -> LocalizedText {
        LocalizedText(
            "\(found.quoted) has \(unit.english(count)), but must have at least \(least)",
            zh: "\(found.quoted) 有\(unit.chinese(count))，至少应有 \(least) 个"
        )
    }

    static func size(_ unit: Unit, _ found: JSONNode, _ count: Int, atMost most: Int) -> LocalizedText {
        LocalizedText(
            "\(found.quoted) has \(unit.english(count)), but must have at most \(most)",
            zh: "\(found.quoted) 有\(unit.chinese(count))，最多应有 \(most) 个"
        )
    }

    static func matching(_ found: JSONNode, _ count: Int, atLeast least: Int) -> LocalizedText {
        LocalizedText(
            "\(count) of \(Unit.elements.english(found.count)) match 'contains', but at least \(least) must",
            zh: "\(found.count) 个元素中有 \(count) 个匹配“contains”，至少应有 \(least) 个"
        )
    }

    static func matching(_ found: JSONNode, _ count: Int, atMost most: Int) -> LocalizedText {
        LocalizedText(
            "\(count) of \(Unit.elements.english(found.count)) match 'contains', but at most \(most) may",
            zh: "\(found.count) 个元素中有 \(count) 个匹配“contains”，最多只能有 \(most) 个"
        )
    }

    static func twice(in found: JSONNode, _ first: Int, _ second: Int) -> LocalizedText {
        let value = Excerpt.of(found.document.node(at: first))
        let places = [first, second].map { found.document.node(at: $0).pointer.tokens.last ?? "" }
        return LocalizedText(
            "the element \(value) at position \(places[1]) stands at position \(places[0]) already",
            zh: "位置 \(places[1]) 处的元素 \(value) 与位置 \(places[0]) 处的相同"
        )
    }

    // MARK: Members

    static func missing(_ name: String) -> LocalizedText {
        let name = Excerpt.shortened(name)
        return LocalizedText("the member '\(name)' is missing", zh: "缺少成员“\(name)”")
    }

    static func missing(_ name: String, because trigger: String) -> LocalizedText {
        let (name, trigger) = (Excerpt.shortened(name), Excerpt.shortened(trigger))
        return LocalizedText(
            "the member '\(name)' is missing, which '\(trigger)' asks for",
            zh: "缺少成员“\(name)”，它是“\(trigger)”所要求的"
        )
    }

    static let tooMuchToExplain = LocalizedText(
        "the value does not match the schema, but is too large or nested too deeply to say why",
        zh: "该值不匹配模式，但过大或嵌套过深，无法说明原因"
    )

    private static let chinese = [
        "null": "null", "boolean": "布尔值", "integer": "整数", "number": "数字", "string": "字符串", "array": "数组",
        "object": "对象",
    ]
}

extension JSONNode {
    /// The value with its type, as a message names it.
    fileprivate var described: LocalizedText {
        let excerpt = quoted
        return switch kind {
        case .null: LocalizedText("null", zh: " null")
        case .true, .false: LocalizedText(excerpt, zh: " \(excerpt)")
        case .number: LocalizedText("the number \(excerpt)", zh: "数字 \(excerpt)")
        case .string: LocalizedText("the string \(excerpt)", zh: "字符串 \(excerpt)")
        case .array: LocalizedText("the array \(excerpt)", zh: "数组 \(excerpt)")
        case .object: LocalizedText("the object \(excerpt)", zh: "对象 \(excerpt)")
        }
    }

    /// The value as JSON, shortened.
    fileprivate var quoted: String { Excerpt.of(self) }
}
