import Diagnostics
import JSON

/// Collects what is found in a description: each problem once, with the highest severity that it was found with.
///
/// The parts that requests reach are looked at twice, by the reader, which needs them, and by the check of the whole
/// document; both say the same words, so that one finding is left.
struct FindingCollector {
    private struct Problem: Hashable {
        let rule: ContractRule
        let node: Int
        let message: String
    }

    private let locate: (JSONNode) -> SourceLocation
    private var places: [Problem: Int] = [:]
    private(set) var findings: [Diagnostic] = []

    /// A collector; `locate` says where a node stands in its author's files.
    init(locate: @escaping (JSONNode) -> SourceLocation) { self.locate = locate }

    mutating func report(
        _ rule: ContractRule,
        _ message: LocalizedText,
        at node: JSONNode,
        severity: Diagnostic.Severity,
        remedy: LocalizedText? = nil
    ) {
        let problem = Problem(rule: rule, node: node.index, message: message.english)
        if let known = places[problem] {
            let other = findings[known]
            guard severity == .error, other.severity != .error else { return }
            findings[known] = Diagnostic(
                code: other.code,
                severity: .error,
                other.message,
                at: other.location,
                remedy: other.remedy
            )
            return
        }
        places[problem] = findings.count
        findings.append(
            Diagnostic(code: rule.code, severity: severity, message, at: locate(node), remedy: remedy)
        )
    }

    /// What was found, by file and place, each once.
    var sorted: [Diagnostic] { ContractError.sorted(findings) }

    /// Adds findings of those who looked at the files before; what was found again in the same words is one finding.
    mutating func merge(_ earlier: [Diagnostic]) {
        struct Sentence: Hashable {
            let code: String
            let location: SourceLocation?
            let message: String

            init(_ finding: Diagnostic) {
                code = finding.code
                location = finding.location
                message = finding.message.english
            }
        }
        let known = Set(earlier.map { Sentence($0) })
        let again = findings.filter { known.contains(Sentence($0)) }
        let errors = Set(again.filter { $0.severity == .error }.map { Sentence($0) })
        findings.removeAll { known.contains(Sentence($0)) }
        findings += earlier.map { finding in
            guard errors.contains(Sentence(finding)) else { return finding }
            return Diagnostic(
                code: finding.code,
                severity: .error,
                finding.message,
                at: finding.location,
                remedy: finding.remedy
            )
        }
    }

    // MARK: Sentences that several ask for

    mutating func missing(_ name: String, at node: JSONNode, severity: Diagnostic.Severity) {
        report(
            .missingField,
            LocalizedText("'\(name)' is missing", zh: "缺少“\(name)”"),
            at: node,
            severity: severity,
            remedy: LocalizedText("add '\(name)' here", zh: "请在此处添加“\(name)”")
        )
    }

    mutating func wrongType(
        _ value: JSONNode,
        _ name: String,
        expected: LocalizedText,
        rule: ContractRule = .wrongType,
        severity: Diagnostic.Severity,
        remedy: LocalizedText? = nil
    ) {
        let found = Self.excerpt(of: value)
        report(
            rule,
            LocalizedText(
                "'\(name)' is \(found), but \(expected.english) belongs here",
                zh: "“\(name)”的值是 \(found)，此处应为\(expected.chinese)"
            ),
            at: value,
            severity: severity,
            remedy: remedy
        )
    }

    mutating func invalidStatus(_ name: JSONNode, severity: Diagnostic.Severity) {
        let text = name.nameText
        let help =
            text.lowercased().hasSuffix("xx")
            ? LocalizedText("write '\(text.uppercased())'", zh: "请写“\(text.uppercased())”")
            : LocalizedText("write a code such as '200', '4XX' or 'default'", zh: "请写“200”、“4XX”或“default”")
        report(
            .invalidValue,
            LocalizedText("'\(text)' is no status", zh: "“\(text)”不是状态码"),
            at: name,
            severity: severity,
            remedy: help
        )
    }

    mutating func invalidPath(_ name: JSONNode, severity: Diagnostic.Severity) {
        let text = name.nameText
        report(
            .invalidPath,
            LocalizedText("'\(text)' is no path", zh: "“\(text)”不是路径"),
            at: name,
            severity: severity,
            remedy: text.hasPrefix("/")
                ? LocalizedText(
                    "write each name in braces of its own, with something between two of them",
                    zh: "每个名称应各自写在花括号中，且两者之间应有分隔"
                )
                : LocalizedText("start the path with '/'", zh: "路径应以“/”开头")
        )
    }

    mutating func invalidPlace(_ value: JSONNode, severity: Diagnostic.Severity) {
        let text = value.string ?? ""
        report(
            .invalidValue,
            LocalizedText("'\(text)' is no place for a parameter", zh: "“\(text)”不是参数位置"),
            at: value,
            severity: severity,
            remedy: LocalizedText("write path, query, header or cookie", zh: "请写 path、query、header 或 cookie")
        )
    }

    mutating func invalidStyle(_ value: JSONNode, in place: ParameterPlace, severity: Diagnostic.Severity) {
        let text = value.string ?? ""
        let names = ParameterStyle.allowed(in: place).map(\.rawValue).joined(separator: ", ")
        let isNewer = place == .cookie && text == "cookie"
        report(
            .invalidValue,
            LocalizedText(
                "'\(text)' is no style of a \(place.rawValue) parameter",
                zh: "“\(text)”不是 \(place.rawValue) 参数的样式"
            ),
            at: value,
            severity: severity,
            remedy: isNewer
                ? LocalizedText("write \(names), or 'openapi: 3.2.0'", zh: "可用：\(names)；或写“openapi: 3.2.0”")
                : LocalizedText("write \(names)", zh: "可用：\(names)")
        )
    }

    mutating func invalidSecurityField(_ field: String, _ value: JSONNode, severity: Diagnostic.Severity) {
        let text = value.string ?? ""
        report(
            .invalidValue,
            LocalizedText("'\(text)' is no '\(field)' of a security scheme", zh: "“\(text)”不是安全方案的“\(field)”"),
            at: value,
            severity: severity,
            remedy: field == "in"
                ? LocalizedText("write query, header or cookie", zh: "请写 query、header 或 cookie")
                : LocalizedText(
                    "write apiKey, http, oauth2, openIdConnect or mutualTLS",
                    zh: "请写 apiKey、http、oauth2、openIdConnect 或 mutualTLS"
                )
        )
    }

    mutating func unknownDialect(_ value: JSONNode, severity: Diagnostic.Severity) {
        let uri = value.string ?? ""
        report(
            .unknownDialect,
            LocalizedText("the dialect '\(uri)' is not known", zh: "未知的方言“\(uri)”"),
            at: value,
            severity: severity,
            remedy: LocalizedText(
                "leave it out for the dialect of OpenAPI",
                zh: "若使用 OpenAPI 自己的方言，请将其去掉"
            )
        )
    }

    /// Reports a path parameter that is not required, as it has to be.
    mutating func unlessRequired(_ parameter: JSONNode, severity: Diagnostic.Severity) {
        let help = LocalizedText("add 'required: true'", zh: "请添加“required: true”")
        let name = parameter["name"]?.string ?? ""
        let message = LocalizedText("path parameter '\(name)' is not required", zh: "路径参数“\(name)”没有标记为必需")
        guard let value = parameter["required"] else {
            return report(.missingField, message, at: parameter, severity: severity, remedy: help)
        }
        if value.boolean == false { report(.invalidValue, message, at: value, severity: severity, remedy: help) }
    }

    /// A value's text, shortened.
    static func excerpt(of value: JSONNode) -> String {
        switch value.kind {
        case .object where value.count > 0: "{…}"
        case .array where value.count > 0: "[…]"
        default: String(value.text().prefix(40))
        }
    }
}

/// What belongs into a field.
enum ExpectedValue {
    static let object = LocalizedText("an object", zh: "对象")
    static let array = LocalizedText("an array", zh: "数组")
    static let text = LocalizedText("a string", zh: "字符串")
    static let flag = LocalizedText("true or false", zh: "true 或 false")
    static let number = LocalizedText("a number", zh: "数字")
    static let schema = LocalizedText("a schema", zh: "模式")
    static let schemas = LocalizedText("an array of schemas, at least one", zh: "至少含一个模式的数组")
    static let schemaMap = LocalizedText("an object of schemas", zh: "由模式组成的对象")
    static let texts = LocalizedText("an array of strings", zh: "字符串数组")
    static let uniqueTexts = LocalizedText("an array of different strings", zh: "由互不相同的字符串组成的数组")
    static let textMap = LocalizedText("an object of strings", zh: "由字符串组成的对象")
    static let count = LocalizedText("a whole number of at least 0", zh: "不小于 0 的整数")
    static let positive = LocalizedText("a number above 0", zh: "大于 0 的数字")
}
