import Diagnostics
import JSON

extension FaultText {
    /// What would have been accepted, as a phrase.
    var expected: LocalizedText {
        switch fault {
        case .type(let types): return Self.list(Self.types(types), "or", "或")
        case .values(let values): return Self.values(values)
        case .alternatives(let faults): return Self.alternatives(faults)
        case .bound(let bound, let limit): return Self.bound(bound, limit)
        case .notMultiple(_, let divisor):
            let step = Excerpt.of(divisor)
            return LocalizedText("a multiple of \(step)", zh: "\(step) 的倍数")
        case .numberFormat(let format):
            let range = format.range
            return LocalizedText(
                "the format '\(format.name)' (a whole number from \(range.least) to \(range.greatest))",
                zh: "格式“\(format.name)”（\(range.least) 到 \(range.greatest) 之间的整数）"
            )
        case .tooShort(_, let least): return Unit.characters.atLeast(least)
        case .tooLong(_, let most): return Unit.characters.atMost(most)
        case .noMatch(let pattern): return Self.matching(pattern)
        case .wrongFormat(let format): return FormatGuide.expected(format)
        case .tooFewElements(let least): return Unit.elements.atLeast(least)
        case .tooManyElements(let most): return Unit.elements.atMost(most)
        case .equalElements: return LocalizedText("elements that all differ", zh: "互不相同的元素")
        case .tooFewMatches(_, let least, let part): return matchingElements(Unit.elements.atLeast(least), least, part)
        case .tooManyMatches(_, let most, let part): return matchingElements(Unit.elements.atMost(most), most, part)
        case .tooFewMembers(let least): return Unit.members.atLeast(least)
        case .tooManyMembers(let most): return Unit.members.atMost(most)
        case .missing, .missingBeside, .memberNotAllowed, .nameNotAllowed, .elementNotAllowed, .nothingAllowed:
            return expectedMembers
        case .forbidden, .tooManyBranches, .noBranch, .unexplained: return expectedBranch
        }
    }

    private var expectedMembers: LocalizedText {
        switch fault {
        case .missing(let name):
            let name = Self.quoted(name)
            return LocalizedText("the member \(name.english)", zh: "成员\(name.chinese)")
        case .missingBeside(let name, let trigger):
            let (name, trigger) = (Self.quoted(name), Self.quoted(trigger))
            return LocalizedText(
                "the member \(name.english) beside \(trigger.english)",
                zh: "在成员\(trigger.chinese)之外还有成员\(name.chinese)"
            )
        case .memberNotAllowed(let schema, let keyword):
            let known = KnownMembers(program).names(in: schema, keyword)
            if known.isEmpty { return LocalizedText("no member of this name", zh: "没有此名称的成员") }
            return LocalizedText(
                "no members but \(Excerpt.list(names: known))",
                zh: "除\(Excerpt.chineseList(names: known))以外没有其他成员"
            )
        case .nameNotAllowed: return LocalizedText("another name, or no member", zh: "其他名称，或没有成员")
        case .elementNotAllowed:
            return LocalizedText("no element at position \(name)", zh: "位置 \(name) 处没有元素")
        default: return LocalizedText("no value", zh: "没有值")
        }
    }

    private var expectedBranch: LocalizedText {
        switch fault {
        case .forbidden(let part):
            if let name = onlyRequired(by: part) {
                let name = Self.quoted(name)
                return LocalizedText("no member \(name.english)", zh: "没有成员\(name.chinese)")
            }
            guard let phrase = phrase(of: part) else {
                return LocalizedText("a value that does not match the schema of 'not'", zh: "不匹配“not”的模式的值")
            }
            return LocalizedText("anything but \(phrase.english)", zh: Chinese.joined("除", phrase.chinese, "以外的值"))
        case .tooManyBranches(_, let count):
            return LocalizedText(
                "a value that matches one of the \(count) branches of 'oneOf' only",
                zh: "只匹配“oneOf” \(count) 个分支之一的值"
            )
        case .noBranch(let keyword, let count):
            return LocalizedText(
                "a value that matches one of the \(count) branches of '\(keyword.rawValue)'",
                zh: "匹配“\(keyword.rawValue)” \(count) 个分支之一的值"
            )
        default: return LocalizedText("a value that matches the schema", zh: "匹配模式的值")
        }
    }

    private func matchingElements(_ bound: LocalizedText, _ count: Int, _ part: SubschemaID) -> LocalizedText {
        if let phrase = phrase(of: part) {
            return LocalizedText(
                "\(bound.english) that \(count == 1 ? "is" : "are") \(phrase.english)",
                zh: Chinese.joined(bound.chinese, "是", phrase.chinese)
            )
        }
        return LocalizedText(
            "\(bound.english) that match\(count == 1 ? "es" : "") 'contains'",
            zh: "\(bound.chinese)匹配“contains”"
        )
    }

    /// The name of the only member that a schema requires, when it says nothing else.
    func onlyRequired(by schema: SubschemaID) -> String? {
        let rules = program.subschemas[schema].rules
        guard rules.count == 1, case .required(let names) = rules[0].check, names.count == 1 else { return nil }
        return names[0].text
    }
}

extension NumberFormat {
    /// The least and the greatest number, as texts.
    var range: (least: String, greatest: String) {
        switch name {
        case "int8": ("-128", "127")
        case "int16": ("-32768", "32767")
        case "int32": ("-2147483648", "2147483647")
        case "int64": ("-9223372036854775808", "9223372036854775807")
        case "uint8": ("0", "255")
        case "uint16": ("0", "65535")
        case "uint32": ("0", "4294967295")
        default: ("0", "18446744073709551615")
        }
    }
}
