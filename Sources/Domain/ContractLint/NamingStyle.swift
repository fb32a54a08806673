import Diagnostics
import JSON

/// How the words of a name are joined.
enum NamingStyle: String, Sendable, CaseIterable {
    case camel = "camelCase"
    case pascal = "PascalCase"
    case snake = "snake_case"
    case kebab = "kebab-case"

    /// The style of a name; nil for a single word in lower case, which fits several, and for a mixture.
    init?(_ name: String) {
        let bytes = Array(name.utf8)
        guard let first = bytes.first else { return nil }
        let hasUpper = bytes.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let hasLower = bytes.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        let hasUnderscore = bytes.contains(UInt8(ascii: "_"))
        let hasHyphen = bytes.contains(UInt8(ascii: "-"))
        let isPlain = bytes.allSatisfy { $0 >= 0x80 || Self.isAlphanumeric($0) || $0 == 0x5F || $0 == 0x2D }
        guard isPlain, hasLower else { return nil }
        switch (hasUnderscore, hasHyphen, hasUpper) {
        case (true, false, false): self = .snake
        case (false, true, false): self = .kebab
        case (false, false, true):
            self = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) ? .pascal : .camel
        default: return nil
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// The style that most of many names have: at least four of five, of at least ten that show one.
    static func habit(of names: some Sequence<String>) -> NamingStyle? {
        var counts: [NamingStyle: Int] = [:]
        for name in names { if let style = NamingStyle(name) { counts[style, default: 0] += 1 } }
        let sum = counts.values.reduce(0, +)
        guard sum >= 10 else { return nil }
        return allCases.first { counts[$0, default: 0] * 5 >= sum * 4 }
    }

    /// The words of a name, lower case.
    static func words(of name: some StringProtocol) -> [String] {
        var words: [String] = []
        var isUpper = true
        for scalar in name.unicodeScalars {
            if "_-. ".unicodeScalars.contains(scalar) {
                words.append("")
                continue
            }
            if words.isEmpty || scalar.properties.isUppercase && !isUpper { words.append("") }
            isUpper = scalar.properties.isUppercase
            words[words.count - 1] += scalar.properties.lowercaseMapping
        }
        return words.filter { !$0.isEmpty }
    }
}

extension LintRun {
    /// Reports the names that break the habit of the others.
    mutating func reportOddNames(_ names: [(name: String, value: JSONNode)]) {
        guard let habit = NamingStyle.habit(of: names.lazy.map(\.name)) else { return }
        for (name, value) in names {
            guard let style = NamingStyle(name), style != habit else { continue }
            report(
                LocalizedText(
                    "'\(name)' is \(style.rawValue), where most names are \(habit.rawValue)",
                    zh: "“\(name)”是 \(style.rawValue)，而多数名称是 \(habit.rawValue)"
                ),
                on: value
            )
        }
    }
}
