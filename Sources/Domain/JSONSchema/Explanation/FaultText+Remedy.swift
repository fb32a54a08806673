import Diagnostics
import JSON

extension FaultText {
    /// What the author of the instance can do.
    var remedy: LocalizedText {
        switch fault {
        case .type(let types): return retyped(types) ?? useExpected
        case .values(let values): return useValue(values)
        case .alternatives: return fault.acceptedValues.map(useValue) ?? useExpected
        case .bound, .notMultiple, .numberFormat: return useNumber
        case .tooShort(let count, let least): return change(.characters, by: least - count)
        case .tooLong(let count, let most): return change(.characters, by: most - count)
        case .noMatch(let pattern):
            let short = Excerpt.shortened(pattern)
            return LocalizedText("change it so that it matches '\(short)'", zh: "请修改使其匹配“\(short)”")
        case .wrongFormat(let format): return FormatGuide.remedy(format)
        case .tooFewElements(let least): return change(.elements, by: least - found.count)
        case .tooManyElements(let most): return change(.elements, by: most - found.count)
        case .equalElements(_, let second):
            let place = position(of: second)
            return LocalizedText(
                "remove the element at position \(place), or change it",
                zh: "请删除或修改位置 \(place) 处的元素"
            )
        case .tooFewMatches(let count, let least, let part): return changeMatches(by: least - count, part)
        case .tooManyMatches(let count, let most, let part): return changeMatches(by: most - count, part)
        case .tooFewMembers(let least): return change(.members, by: least - found.count)
        case .tooManyMembers(let most): return change(.members, by: most - found.count)
        case .missing, .missingBeside, .memberNotAllowed, .nameNotAllowed, .elementNotAllowed, .nothingAllowed:
            return changeMembers
        case .forbidden, .tooManyBranches, .noBranch, .unexplained: return changeBranch
        }
    }

    private var useExpected: LocalizedText {
        let expected = expected
        return LocalizedText("use \(expected.english)", zh: Chinese.joined("请改用", expected.chinese))
    }

    // MARK: Types and values

    /// The same value with another type, where that takes no thought.
    private func retyped(_ types: TypeSet) -> LocalizedText? {
        switch found.kind {
        case .string where !types.contains(.string):
            let text = found.string ?? ""
            let isNumber = JSONNumber(text).map { types.contains(.number) || types.admits(.number) && $0.isInteger }
            let isWord =
                text == "true" || text == "false" ? types.contains(.boolean) : text == "null" && types.contains(.null)
            guard isNumber ?? isWord else { return nil }
            return LocalizedText("remove the quotation marks: \(text)", zh: "请去掉引号：\(text)")
        case .number where types == .string, .true where types == .string, .false where types == .string:
            return LocalizedText("put it in quotation marks: \"\(excerpt)\"", zh: "请加上引号：\"\(excerpt)\"")
        case .number where types.admits(.number):
            return LocalizedText("use a whole number", zh: "请使用整数")
        case .string where types == .array, .number where types == .array, .object where types == .array:
            return LocalizedText("put it in square brackets, as the element of an array", zh: "请放入方括号，作为数组的元素")
        default: return nil
        }
    }

    private func useValue(_ values: [JSONNode]) -> LocalizedText {
        let texts = values.lazy.compactMap(\.string)
        if values.count > 1, let text = found.string, let nearest = Self.similar(to: text, among: texts),
            let node = values.first(where: { $0.string == nearest })
        {
            let meant = Excerpt.of(node)
            return LocalizedText("use \(meant), if that is what was meant", zh: Chinese.joined("如果本意如此，请改用", meant))
        }
        let list = Self.values(values)
        return LocalizedText("use \(list.english)", zh: Chinese.joined("请改用", list.chinese))
    }

    private var useNumber: LocalizedText {
        switch fault {
        case .bound(let bound, let limit):
            let most = Excerpt.of(limit)
            return switch (bound.isUpper, bound.isExclusive) {
            case (true, false): LocalizedText("use \(most) or less", zh: "请使用不大于 \(most) 的数字")
            case (true, true): LocalizedText("use less than \(most)", zh: "请使用小于 \(most) 的数字")
            case (false, false): LocalizedText("use \(most) or more", zh: "请使用不小于 \(most) 的数字")
            case (false, true): LocalizedText("use more than \(most)", zh: "请使用大于 \(most) 的数字")
            }
        case .notMultiple(_, let divisor):
            let step = Excerpt.of(divisor)
            guard let value = found.integer, let unit = divisor.integer, unit > 0, abs(value / 2) < 1 << 52,
                unit < 1 << 52
            else {
                return LocalizedText("round it to a multiple of \(step)", zh: "请取 \(step) 的倍数")
            }
            let rest = value % unit
            let (low, high) = value < 0 ? (value - rest - unit, value - rest) : (value - rest, value - rest + unit)
            return LocalizedText("use \(low) or \(high), for example", zh: "例如，请改用 \(low) 或 \(high)")
        case .numberFormat(let format):
            let range = format.range
            return LocalizedText(
                "use a whole number from \(range.least) to \(range.greatest)",
                zh: "请使用 \(range.least) 到 \(range.greatest) 之间的整数"
            )
        default: return useExpected
        }
    }

    // MARK: Sizes

    private func change(_ unit: Unit, by count: Int) -> LocalizedText {
        let (english, chinese) = (unit.english(abs(count)), unit.chinese(abs(count)))
        return switch (unit, count > 0) {
        case (.characters, true): LocalizedText("lengthen it by \(english)", zh: "请增加 \(chinese)")
        case (.characters, false): LocalizedText("shorten it by \(english)", zh: "请缩短 \(chinese)")
        case (_, true): LocalizedText("add \(english)", zh: "请添加 \(chinese)")
        case (_, false): LocalizedText("remove \(english)", zh: "请删除 \(chinese)")
        }
    }

    private func changeMatches(by count: Int, _ part: SubschemaID) -> LocalizedText {
        let change = change(.elements, by: count)
        if let phrase = phrase(of: part) {
            return LocalizedText(
                "\(change.english) that \(abs(count) == 1 ? "is" : "are") \(phrase.english)",
                zh: Chinese.joined("\(change.chinese)，要求是", phrase.chinese)
            )
        }
        return LocalizedText(
            "\(change.english) that match\(abs(count) == 1 ? "es" : "") 'contains'",
            zh: "\(change.chinese)，要求匹配“contains”"
        )
    }

    // MARK: Members

    private var changeMembers: LocalizedText {
        switch fault {
        case .missing(let name):
            let add = Self.quoted(name)
            guard let similar = misspelt(name) else {
                return LocalizedText("add the member \(add.english)", zh: "请添加成员\(add.chinese)")
            }
            let other = Self.quoted(similar)
            return LocalizedText(
                "add the member \(add.english), or rename \(other.english) to it",
                zh: "请添加成员\(add.chinese)，或将\(other.chinese)改名为它"
            )
        case .missingBeside(let name, let trigger):
            let (name, trigger) = (Self.quoted(name), Self.quoted(trigger))
            return LocalizedText(
                "add the member \(name.english), or remove \(trigger.english)",
                zh: "请添加成员\(name.chinese)，或删除\(trigger.chinese)"
            )
        case .memberNotAllowed(let schema, let keyword):
            let own = Self.quoted(name)
            guard let nearest = nearestMember(schema, keyword) else {
                return LocalizedText("remove the member \(own.english)", zh: "请删除成员\(own.chinese)")
            }
            let meant = Self.quoted(nearest)
            return LocalizedText(
                "remove the member \(own.english), or rename it to \(meant.english)",
                zh: "请删除成员\(own.chinese)，或将其改名为\(meant.chinese)"
            )
        case .nameNotAllowed:
            let own = Self.quoted(name)
            return LocalizedText("rename or remove the member \(own.english)", zh: "请改名或删除成员\(own.chinese)")
        case .elementNotAllowed:
            return LocalizedText("remove the element at position \(name)", zh: "请删除位置 \(name) 处的元素")
        default: return LocalizedText("remove the value, or change the schema", zh: "请删除该值，或修改模式")
        }
    }

    /// A member that is there and that the schema does not know, when its name is nearly the missing one.
    private func misspelt(_ missing: String) -> String? {
        var known: Set<String> = []
        for rule in program.subschemas[schema].rules {
            switch rule.check {
            case .properties(_, let table): known.formUnion(table.namesByValue.map(\.text))
            case .required(let names): known.formUnion(names.map(\.text))
            default: break
            }
        }
        let others = found.members.lazy.map(\.name).filter { !known.contains($0) }
        return Self.similar(to: missing, among: others)
    }

    // MARK: Branches

    private var changeBranch: LocalizedText {
        switch fault {
        case .forbidden(let part):
            if let name = onlyRequired(by: part) {
                let name = Self.quoted(name)
                return LocalizedText("remove the member \(name.english)", zh: "请删除成员\(name.chinese)")
            }
            guard let phrase = phrase(of: part) else {
                return LocalizedText(
                    "change it so that it no longer matches the schema of 'not'",
                    zh: "请修改使其不再匹配“not”的模式"
                )
            }
            return LocalizedText(
                "use anything but \(phrase.english)",
                zh: Chinese.joined("请改用除", phrase.chinese, "以外的值")
            )
        case .tooManyBranches(let accepted, _):
            let places = Self.places(accepted)
            return LocalizedText(
                "change it so that only one of the branches \(places.english) matches",
                zh: "请修改使分支 \(places.chinese) 中只有一个匹配"
            )
        case .noBranch(let keyword, _):
            return LocalizedText(
                "change it so that it matches a branch of '\(keyword.rawValue)'",
                zh: "请修改使其匹配“\(keyword.rawValue)”的一个分支"
            )
        default: return LocalizedText("check its parts one by one", zh: "请逐个检查其各个部分")
        }
    }
}
