import Diagnostics
import JSON
import StringFormats

/// Puts a fault into words: what was found, what was expected, and what to do about it.
struct FaultText {
    let fault: Fault
    /// The value, or the member name, that is wrong.
    let found: JSONNode
    /// The schema whose keyword refuses.
    let schema: SubschemaID
    let program: Program

    /// The name of the member that the value is, or whose name is wrong.
    let name: String
    /// The array or object around it; nil for the instance that was asked about.
    let parent: JSONNode?

    /// The value as JSON, shortened.
    var excerpt: String { Excerpt.of(found) }

    // MARK: Words that many sentences need

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

        func atLeast(_ count: Int) -> LocalizedText {
            LocalizedText("at least \(english(count))", zh: "至少 \(chinese(count))")
        }

        func atMost(_ count: Int) -> LocalizedText {
            LocalizedText("at most \(english(count))", zh: "至多 \(chinese(count))")
        }
    }

    /// A quoted name, in the quotation marks of each language.
    static func quoted(_ name: String) -> LocalizedText {
        let short = Excerpt.shortened(name)
        return LocalizedText("'\(short)'", zh: "“\(short)”")
    }

    /// The last of several texts is set apart by a word.
    static func list(_ texts: [LocalizedText], _ english: String, _ chinese: String) -> LocalizedText {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? LocalizedText("", zh: "") }
        let first = texts.dropLast()
        return LocalizedText(
            first.map(\.english).joined(separator: ", ") + " \(english) " + last.english,
            zh: Chinese.joined(first.map(\.chinese).joined(separator: "、"), chinese, last.chinese)
        )
    }

    static func types(_ types: TypeSet) -> [LocalizedText] {
        var names: [LocalizedText] = []
        for (type, text) in typeNames where types.contains(type) { names.append(text) }
        if types.contains(.integerSyntax), !types.contains(.integer) { names.append(wholeNumber) }
        if types.contains(.null) { names.append(LocalizedText("null", zh: "null")) }
        return names
    }

    private static let wholeNumber = LocalizedText("an integer", zh: "整数")

    private static let typeNames: [(type: TypeSet, text: LocalizedText)] = [
        (.boolean, LocalizedText("a boolean", zh: "布尔值")), (.integer, wholeNumber),
        (.number, LocalizedText("a number", zh: "数字")), (.string, LocalizedText("a string", zh: "字符串")),
        (.array, LocalizedText("an array", zh: "数组")), (.object, LocalizedText("an object", zh: "对象")),
    ]

    static func values(_ values: [JSONNode]) -> LocalizedText {
        var seen: Set<String> = []
        let different = values.filter { seen.insert(Excerpt.of($0)).inserted }
        let list = Excerpt.list(different)
        return different.count == 1
            ? LocalizedText(list, zh: list) : LocalizedText("one of \(list)", zh: "以下值之一：\(list)")
    }

    /// What the faults of several branches expect of one value.
    static func alternatives(_ faults: [Fault]) -> LocalizedText {
        var allTypes: TypeSet = []
        var allValues: [JSONNode] = []
        collect(faults, &allTypes, &allValues)
        var texts = types(allTypes)
        if !allValues.isEmpty { texts.append(values(allValues)) }
        return list(texts, "or", "或")
    }

    private static func collect(_ faults: [Fault], _ types: inout TypeSet, _ values: inout [JSONNode]) {
        for fault in faults {
            switch fault {
            case .type(let more): types.formUnion(more)
            case .values(let more): values += more
            case .alternatives(let more): collect(more, &types, &values)
            default: break
            }
        }
    }

    /// A schema as a phrase, when it says one simple thing.
    func phrase(of schema: SubschemaID) -> LocalizedText? {
        let rules = program.subschemas[schema].rules
        guard rules.count == 1, let rule = rules.first else { return nil }
        let place = program.subschemas[schema]
        switch rule.check {
        case .type(let types): return Self.list(Self.types(types), "or", "或")
        case .values(let values): return Self.values(values)
        case .pattern(let pattern): return Self.matching(program.patterns[pattern].source)
        case .bound(let bound):
            let limit = program.registry.document(place.document).node(at: rule.node)
            return Self.bound(bound, limit)
        case .format(let format): return FormatGuide.expected(program.formats[format].name)
        default: return nil
        }
    }

    static func matching(_ pattern: String) -> LocalizedText {
        let short = Excerpt.shortened(pattern)
        return LocalizedText("a string that matches the pattern '\(short)'", zh: "匹配模式“\(short)”的字符串")
    }

    static func bound(_ bound: NumberBound, _ limit: JSONNode) -> LocalizedText {
        let most = Excerpt.of(limit)
        return switch (bound.isUpper, bound.isExclusive) {
        case (true, false): LocalizedText("a number of at most \(most)", zh: "不大于 \(most) 的数字")
        case (true, true): LocalizedText("a number below \(most)", zh: "小于 \(most) 的数字")
        case (false, false): LocalizedText("a number of at least \(most)", zh: "不小于 \(most) 的数字")
        case (false, true): LocalizedText("a number above \(most)", zh: "大于 \(most) 的数字")
        }
    }
}
