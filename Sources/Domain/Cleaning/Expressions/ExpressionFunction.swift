import Diagnostics

/// A function that expressions can call.
struct ExpressionFunction: Sendable {
    enum Operation: Sendable, BitwiseCopyable {
        case length
        case upper
        case lower
        case trim
        case substring
        case replace
        case contains
        case startsWith
        case endsWith
        case digits
        case hash8
        case year
        case month
        case day
        case age
        case abs
        case round
        case least
        case greatest
    }

    /// What becomes of a call.
    enum Kind: Sendable {
        case operation(Operation)
        case matches
        case number
        case date
        case daysBetween
        case choose
        case coalesce
        case concat
    }

    /// What it takes.
    enum Parameters: Sendable {
        /// These, of which the last ones can be left out.
        case fixed([(name: String, type: ExpressionType)], optional: Int = 0)
        /// At least one, all alike; nil for any type.
        case several(ExpressionType?)
    }

    let name: String
    let kind: Kind
    let parameters: Parameters
    /// What it yields; nil when that is what it is given.
    let result: ExpressionType?
    let meaning: LocalizedText
    /// A call, and its value as text.
    let example: (call: String, value: String)

    init(
        _ name: String,
        _ kind: Kind,
        _ parameters: Parameters,
        _ result: ExpressionType?,
        _ meaning: LocalizedText,
        _ example: (call: String, value: String)
    ) {
        self.name = name
        self.kind = kind
        self.parameters = parameters
        self.result = result
        self.meaning = meaning
        self.example = example
    }

    /// The function of a name; nil when there is none.
    static func named(_ name: String) -> ExpressionFunction? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    /// How it is called, for people.
    var signature: String {
        switch parameters {
        case .several: return "\(name)(a, b, …)"
        case .fixed(let parameters, let optional):
            let required = parameters.dropLast(optional).map(\.name).joined(separator: ", ")
            let rest = parameters.suffix(optional).map { "[, \($0.name)]" }.joined()
            return "\(name)(\(required)\(rest))"
        }
    }

    /// Every function, in the order of the reference.
    static let all: [ExpressionFunction] = texts + numbersAndDays + choices

    private static let texts = [
        ExpressionFunction(
            "length",
            .operation(.length),
            .fixed([("s", .text)]),
            .number,
            LocalizedText("How many characters a text has.", zh: "文本的字符数。"),
            ("length('王伟')", "2")
        ),
        ExpressionFunction(
            "upper",
            .operation(.upper),
            .fixed([("s", .text)]),
            .text,
            LocalizedText("The text in upper case.", zh: "转为大写。"),
            ("upper('ab1')", "AB1")
        ),
        ExpressionFunction(
            "lower",
            .operation(.lower),
            .fixed([("s", .text)]),
            .text,
            LocalizedText("The text in lower case.", zh: "转为小写。"),
            ("lower('AB1')", "ab1")
        ),
        ExpressionFunction(
            "trim",
            .operation(.trim),
            .fixed([("s", .text)]),
            .text,
            LocalizedText("The text without white space at its ends.", zh: "去掉首尾空白。"),
            ("trim(' a b ')", "a b")
        ),
        ExpressionFunction(
            "substring",
            .operation(.substring),
            .fixed([("s", .text), ("from", .number), ("count", .number)], optional: 1),
            .text,
            LocalizedText(
                "The characters from a place on, the first is 1; so many, or all.",
                zh: "从某个位置（从 1 起）开始的若干字符，或其后全部字符。"
            ),
            ("substring('SO-2024', 4, 2)", "20")
        ),
        ExpressionFunction(
            "replace",
            .operation(.replace),
            .fixed([("s", .text), ("text", .text), ("with", .text)]),
            .text,
            LocalizedText("The text with another in place of each occurrence.", zh: "替换文本中出现的每一处。"),
            ("replace('a-b-c', '-', '/')", "a/b/c")
        ),
        ExpressionFunction(
            "contains",
            .operation(.contains),
            .fixed([("s", .text), ("part", .text)]),
            .flag,
            LocalizedText("Whether a text stands anywhere in another.", zh: "文本是否包含另一文本。"),
            ("contains('北京市', '京')", "true")
        ),
        ExpressionFunction(
            "startsWith",
            .operation(.startsWith),
            .fixed([("s", .text), ("part", .text)]),
            .flag,
            LocalizedText("Whether a text begins with another.", zh: "文本是否以另一文本开头。"),
            ("startsWith('SO1', 'SO')", "true")
        ),
        ExpressionFunction(
            "endsWith",
            .operation(.endsWith),
            .fixed([("s", .text), ("part", .text)]),
            .flag,
            LocalizedText("Whether a text ends with another.", zh: "文本是否以另一文本结尾。"),
            ("endsWith('a.csv', '.xls')", "false")
        ),
        ExpressionFunction(
            "matches",
            .matches,
            .fixed([("s", .text), ("'pattern'", .text)]),
            .flag,
            LocalizedText(
                "Whether a regular expression (ECMA-262), written out, matches the whole text.",
                zh: "正则表达式（ECMA-262，须直接写出）是否匹配整个文本。"
            ),
            ("matches('SO12', 'SO[0-9]+')", "true")
        ),
        ExpressionFunction(
            "digits",
            .operation(.digits),
            .fixed([("s", .text)]),
            .text,
            LocalizedText("The digits 0–9 of a text.", zh: "文本中的数字 0–9。"),
            ("digits('(010) 6228')", "0106228")
        ),
        ExpressionFunction(
            "concat",
            .concat,
            .several(nil),
            .text,
            LocalizedText("All one behind the other, as texts.", zh: "依次连接为文本。"),
            ("concat('a', 1 + 1)", "a2")
        ),
        ExpressionFunction(
            "hash8",
            .operation(.hash8),
            .fixed([("s", .text)]),
            .text,
            LocalizedText(
                "Eight hexadecimal digits that are the same for the same text (SipHash-2-4 with a key of zeros); no secret.",
                zh: "八位十六进制数，相同文本得到相同结果（SipHash-2-4，密钥为零）；不能用于保密。"
            ),
            ("length(hash8('a'))", "8")
        ),
    ]
}
