import Diagnostics
import JSON

extension FaultText {
    /// What was found and what was expected, in one sentence.
    var message: LocalizedText {
        switch fault {
        case .type, .values, .alternatives:
            let expected = expected
            return LocalizedText(
                "expected \(expected.english), but found \(described.english)",
                zh: Chinese.joined("应为", expected.chinese, "，实际为", described.chinese)
            )
        case .bound(let bound, let limit): return outOfBounds(bound, limit)
        case .notMultiple(_, let divisor):
            let step = Excerpt.of(divisor)
            return LocalizedText("\(excerpt) is no multiple of \(step)", zh: "\(excerpt) 不是 \(step) 的倍数")
        case .numberFormat(let format): return wrongFormat(format.name)
        case .tooShort(let count, let least): return size(.characters, count, atLeast: least)
        case .tooLong(let count, let most): return size(.characters, count, atMost: most)
        case .noMatch(let pattern):
            let short = Excerpt.shortened(pattern)
            return LocalizedText(
                "\(excerpt) does not match the pattern '\(short)'",
                zh: "\(excerpt) 不匹配模式“\(short)”"
            )
        case .wrongFormat(let format): return wrongFormat(format)
        case .tooFewElements(let least): return size(.elements, found.count, atLeast: least)
        case .tooManyElements(let most): return size(.elements, found.count, atMost: most)
        case .equalElements(let first, let second): return twice(first, second)
        case .tooFewMatches(let count, let least, _):
            return matching(count, LocalizedText("at least \(least) must", zh: "至少应有 \(least) 个"))
        case .tooManyMatches(let count, let most, _):
            return matching(count, LocalizedText("at most \(most) may", zh: "最多只能有 \(most) 个"))
        case .tooFewMembers(let least): return size(.members, found.count, atLeast: least)
        case .tooManyMembers(let most): return size(.members, found.count, atMost: most)
        case .missing, .missingBeside, .memberNotAllowed, .nameNotAllowed, .elementNotAllowed, .nothingAllowed:
            return memberMessage
        case .forbidden, .tooManyBranches, .noBranch, .unexplained: return branchMessage
        }
    }

    private var memberMessage: LocalizedText {
        switch fault {
        case .missing(let name):
            let name = Self.quoted(name)
            return LocalizedText("the member \(name.english) is missing", zh: "缺少成员\(name.chinese)")
        case .missingBeside(let name, let trigger):
            let (name, trigger) = (Self.quoted(name), Self.quoted(trigger))
            return LocalizedText(
                "the member \(name.english) is missing, which \(trigger.english) asks for",
                zh: "缺少成员\(name.chinese)，它是\(trigger.chinese)所要求的"
            )
        case .memberNotAllowed(let schema, let keyword):
            let name = Self.quoted(name)
            let message = LocalizedText("the member \(name.english) is not allowed here", zh: "此处不允许成员\(name.chinese)")
            guard let nearest = nearestMember(schema, keyword) else {
                return message
            }
            let meant = Self.quoted(nearest)
            return LocalizedText(
                "\(message.english); did you mean \(meant.english)?",
                zh: "\(message.chinese)；是否想写\(meant.chinese)？"
            )
        case .nameNotAllowed:
            let name = Self.quoted(name)
            return LocalizedText("the name \(name.english) is not allowed here", zh: "此处不允许名称\(name.chinese)")
        case .elementNotAllowed:
            return LocalizedText(
                "the element \(excerpt) at position \(name) is not allowed",
                zh: "不允许位置 \(name) 处的元素 \(excerpt)"
            )
        default:
            return LocalizedText(
                "no value is allowed here, but found \(described.english)",
                zh: Chinese.joined("此处不允许任何值，实际为", described.chinese)
            )
        }
    }

    private var branchMessage: LocalizedText {
        switch fault {
        case .forbidden(let part):
            if let name = onlyRequired(by: part) {
                let name = Self.quoted(name)
                return LocalizedText("the member \(name.english) is not allowed here", zh: "此处不允许成员\(name.chinese)")
            }
            let expected = expected
            guard phrase(of: part) != nil else {
                return LocalizedText(
                    "\(excerpt) matches the schema of 'not', which it must not match",
                    zh: "\(excerpt) 匹配了“not”的模式，而它不应匹配"
                )
            }
            return LocalizedText(
                "expected \(expected.english), but found \(described.english)",
                zh: Chinese.joined("应为", expected.chinese, "，实际为", described.chinese)
            )
        case .tooManyBranches(let accepted, let count):
            let places = Self.places(accepted)
            return LocalizedText(
                "\(excerpt) matches the branches \(places.english) of \(count) of 'oneOf', but must match one only",
                zh: "\(excerpt) 同时匹配“oneOf” \(count) 个分支中的第 \(places.chinese) 个，但只能匹配一个"
            )
        case .noBranch(let keyword, let count):
            let name = keyword.rawValue
            return LocalizedText(
                count == 1
                    ? "\(excerpt) does not match the branch of '\(name)'"
                    : "\(excerpt) matches none of the \(count) branches of '\(name)'",
                zh: "\(excerpt) 不匹配“\(name)” \(count) 个分支中的任何一个"
            )
        default:
            return LocalizedText(
                "the value does not match the schema, but is too large or nested too deeply to say why",
                zh: "该值不匹配模式，但过大或嵌套过深，无法说明原因"
            )
        }
    }

    /// Branches as people count them.
    static func places(_ branches: [Int], most: Int = 8) -> LocalizedText {
        let numbers = branches.prefix(most).map { LocalizedText("\($0 + 1)", zh: "\($0 + 1)") }
        let list = list(numbers, "and", "、")
        return branches.count > most ? LocalizedText("\(list.english), …", zh: "\(list.chinese)……") : list
    }

    private func outOfBounds(_ bound: NumberBound, _ limit: JSONNode) -> LocalizedText {
        let (value, most) = (excerpt, Excerpt.of(limit))
        return switch (bound.isUpper, bound.isExclusive) {
        case (true, false): LocalizedText("\(value) is above the maximum \(most)", zh: "\(value) 大于最大值 \(most)")
        case (true, true): LocalizedText("\(value) is not below \(most)", zh: "\(value) 应小于 \(most)")
        case (false, false): LocalizedText("\(value) is below the minimum \(most)", zh: "\(value) 小于最小值 \(most)")
        case (false, true): LocalizedText("\(value) is not above \(most)", zh: "\(value) 应大于 \(most)")
        }
    }

    private func wrongFormat(_ format: String) -> LocalizedText {
        LocalizedText("\(excerpt) does not have the format '\(format)'", zh: "\(excerpt) 不符合格式“\(format)”")
    }

    private func size(_ unit: Unit, _ count: Int, atLeast least: Int) -> LocalizedText {
        LocalizedText(
            "\(excerpt) has \(unit.english(count)), but must have at least \(least)",
            zh: "\(excerpt) 有 \(unit.chinese(count))，至少应有 \(least) 个"
        )
    }

    private func size(_ unit: Unit, _ count: Int, atMost most: Int) -> LocalizedText {
        LocalizedText(
            "\(excerpt) has \(unit.english(count)), but must have at most \(most)",
            zh: "\(excerpt) 有 \(unit.chinese(count))，最多只能有 \(most) 个"
        )
    }

    private func matching(_ count: Int, _ bound: LocalizedText) -> LocalizedText {
        LocalizedText(
            "\(count) of \(Unit.elements.english(found.count)) match 'contains', but \(bound.english)",
            zh: "\(found.count) 个元素中有 \(count) 个匹配“contains”，\(bound.chinese)"
        )
    }

    private func twice(_ first: Int, _ second: Int) -> LocalizedText {
        let value = Excerpt.of(found.document.node(at: second))
        let (early, late) = (position(of: first), position(of: second))
        return LocalizedText(
            "the element \(value) at position \(late) stands at position \(early) already",
            zh: "位置 \(late) 处的元素 \(value) 与位置 \(early) 处的相同"
        )
    }

    /// The position of an element in the array that was found.
    func position(of element: Int) -> Int {
        for (position, candidate) in found.elements.enumerated() where candidate.index == element { return position }
        return 0
    }

    /// The value with its type.
    private var described: LocalizedText {
        let excerpt = excerpt
        return switch found.kind {
        case .null: LocalizedText("null", zh: "null")
        case .true, .false: LocalizedText(excerpt, zh: excerpt)
        case .number: LocalizedText("the number \(excerpt)", zh: "数字 \(excerpt)")
        case .string: LocalizedText("the string \(excerpt)", zh: "字符串 \(excerpt)")
        case .array: LocalizedText("the array \(excerpt)", zh: "数组 \(excerpt)")
        case .object: LocalizedText("the object \(excerpt)", zh: "对象 \(excerpt)")
        }
    }
}

/// Joins pieces of Chinese text, with a space where Latin letters or digits meet Chinese characters.
enum Chinese {
    static func joined(_ pieces: String...) -> String {
        var text = ""
        for piece in pieces {
            if let last = text.unicodeScalars.last, let first = piece.unicodeScalars.first,
                isCharacter(last) && isLatin(first) || isLatin(last) && isCharacter(first)
            {
                text += " "
            }
            text += piece
        }
        return text
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { scalar.value > 0x20 && scalar.value < 0x7F }

    /// A character, not one of the marks between them.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x3400 && scalar.value < 0xFF00
    }
}
