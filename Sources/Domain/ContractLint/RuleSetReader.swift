public import Diagnostics
public import JSON
import JSONSchema
import JSONSelector

/// The reasons why a rule file cannot be used, all that were found.
public struct RuleFileError: ExplainedError {
    /// The findings, in the order in which they were met.
    public let diagnostics: [Diagnostic]

    /// An error with at least one reason.
    public init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "an error has a reason")
        self.diagnostics = diagnostics
    }
}

/// Reads rule files.
public struct RuleSetReader {
    /// Reads the document of a path.
    public typealias Loader = (_ path: String) throws(RuleFileError) -> JSONDocument

    /// The most files that extend one another.
    public static let maximumDepth = 16

    private let load: Loader
    private var findings: [Diagnostic] = []
    private var file = ""

    /// A reader.
    ///
    /// - Parameter load: Gives the document of a path, which is relative to where the first path is.
    public init(load: @escaping Loader) { self.load = load }

    /// The set of a name or of a rule file.
    ///
    /// - Parameter name: `minimal`, `recommended`, `strict` or the path of a file.
    /// - Returns: The set; a file that extends nothing extends `recommended`.
    /// - Throws: ``RuleFileError`` with every finding about the file, or with the reason why one cannot be loaded.
    public mutating func ruleSet(_ name: String) throws(RuleFileError) -> RuleSet {
        let set = try ruleSet(name, below: [], default: [.recommended])
        if !findings.isEmpty { throw RuleFileError(findings) }
        return set
    }

    private mutating func ruleSet(
        _ name: String,
        below chain: [String],
        default bases: [RuleSet]
    ) throws(RuleFileError) -> RuleSet {
        if let known = RuleSet.all.first(where: { $0.name == name }) { return known }
        let root = try load(name).root
        let outer = file
        file = name
        defer { file = outer }
        guard root.kind == .object else {
            report("rules.wrong-type", LocalizedText("a rule file is an object", zh: "规则文件应为对象"), at: root)
            return RuleSet(name: name, extending: bases)
        }
        checkNames(of: root, ["extends", "rules", "ignore"])
        let extended = try self.bases(root["extends"], below: chain + [name]) ?? bases
        var set = RuleSet(name: name, extending: extended)
        for (name, value) in members(root, "rules") { read(name, value, into: &set) }
        for entry in elements(root, "ignore") { if let ignore = ignore(entry, set) { set.add(ignore) } }
        return set
    }

    private mutating func bases(
        _ node: JSONNode?,
        below chain: [String]
    ) throws(RuleFileError) -> [RuleSet]? {
        guard let node else { return nil }
        var sets: [RuleSet] = []
        for element in node.kind == .array ? node.elements.map({ $0 }) : [node] {
            guard let text = element.string else {
                report(
                    "rules.wrong-type",
                    LocalizedText("'extends' names rule sets and files", zh: "“extends”应为规则集或文件的名称"),
                    at: element,
                    remedy: LocalizedText(
                        "write minimal, recommended, strict or a path",
                        zh: "请写 minimal、recommended、strict 或路径"
                    )
                )
                continue
            }
            if let known = RuleSet.all.first(where: { $0.name == text }) {
                sets.append(known)
                continue
            }
            let path = Self.path(text, from: chain[chain.count - 1])
            if chain.contains(path) || chain.count >= Self.maximumDepth {
                report(
                    "rules.circular-extends",
                    LocalizedText("'\(text)' leads back to itself", zh: "“\(text)”指回了自身"),
                    at: element,
                    remedy: LocalizedText("let one of the files extend nothing", zh: "请让其中一个文件不再扩展其他文件")
                )
                continue
            }
            sets.append(try ruleSet(path, below: chain, default: []))
        }
        return sets
    }

    /// A path in a file, seen from where the file is seen.
    private static func path(_ text: String, from file: String) -> String {
        guard !text.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return normal(text) }
        return normal(file[...slash] + text)
    }

    private static func normal(_ path: some StringProtocol) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else {
                parts.append(Substring(part))
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private mutating func read(_ name: JSONNode, _ value: JSONNode, into set: inout RuleSet) {
        let id = name.nameText
        if value.kind == .object { return readOwn(name, value, into: &set) }
        guard set.knows(id) else { return reportUnknown(name, set) }
        if let severity = severity(value) { set.set(id, to: severity) }
    }

    /// What a word says; the outer nil is an error that has been reported.
    private mutating func severity(_ node: JSONNode) -> Diagnostic.Severity?? {
        // YAML 1.1 took `off` for false, and some editors still write it so.
        if node.string == "off" || node.boolean == false { return .some(nil) }
        if let severity = node.string.flatMap(Diagnostic.Severity.init(rawValue:)) { return severity }
        report(
            "rules.invalid-value",
            LocalizedText(
                "'\(node.string ?? node.text())' is no severity",
                zh: "“\(node.string ?? node.text())”不是严重级别"
            ),
            at: node,
            remedy: LocalizedText("write error, warning, note or off", zh: "请写 error、warning、note 或 off")
        )
        return nil
    }
}

// MARK: - Rules of a house, and ignores

extension RuleSetReader {
    private mutating func readOwn(_ name: JSONNode, _ node: JSONNode, into set: inout RuleSet) {
        let id = name.nameText
        let category = String(id.prefix { $0 != "." })
        guard category != id, LintCategory(rawValue: category) == nil else {
            return report(
                "rules.invalid-name",
                LocalizedText("'\(id)' cannot be the name of a rule of your own", zh: "“\(id)”不能作为自定义规则的名称"),
                at: name,
                remedy: LocalizedText(
                    "write your own category, a dot and a name, such as 'our.order-id'",
                    zh: "请写自己的类别、点号和名称，例如“our.order-id”"
                )
            )
        }
        checkNames(of: node, ["severity", "message", "given", "field", "required", "assert", "remedy"])
        let severity = node["severity"].map { self.severity($0) } ?? .some(.warning)
        let message = localized(node, "message") ?? LocalizedText("this breaks '\(id)'", zh: "这违反了“\(id)”")
        let selectors = selectors(of: node, name)
        guard let schema = assertion(of: node, name), !selectors.isEmpty, let severity else { return }
        set.add(
            OwnRule(
                id: id,
                message: message,
                remedy: localized(node, "remedy"),
                selectors: selectors,
                field: text(node, "field"),
                isFieldRequired: node["required"]?.boolean ?? true,
                schema: schema
            ),
            severity
        )
    }

    private mutating func selectors(of node: JSONNode, _ name: JSONNode) -> [JSONSelector] {
        guard let given = node["given"] else {
            reportMissing("given", at: name)
            return []
        }
        var selectors: [JSONSelector] = []
        for element in given.kind == .array ? given.elements.map({ $0 }) : [given] {
            do throws(JSONSelectorError) {
                selectors.append(try JSONSelector(element.string ?? element.text()))
            } catch {
                report(
                    "rules.invalid-selector",
                    error.message,
                    at: element,
                    remedy: LocalizedText(
                        "write one such as '$.paths[*][?(@.deprecated)]'",
                        zh: "请写成“$.paths[*][?(@.deprecated)]”的形式"
                    )
                )
            }
        }
        return selectors
    }

    private mutating func assertion(of node: JSONNode, _ name: JSONNode) -> Schema? {
        guard let assert = node["assert"] else {
            reportMissing("assert", at: name)
            return nil
        }
        do {
            return try Schema(assert, options: SchemaOptions(assertsFormat: true))
        } catch {
            findings += error.errors.map { $0.diagnostic(in: file) }
            return nil
        }
    }

    private mutating func ignore(_ node: JSONNode, _ set: RuleSet) -> Ignore? {
        checkNames(of: node, ["rule", "file", "pointer", "reason", "expires"])
        guard let rule = node["rule"] else {
            reportMissing("rule", at: node)
            return nil
        }
        guard let id = rule.string, set.knows(id) else {
            reportUnknown(rule, set)
            return nil
        }
        guard let reason = text(node, "reason"), !reason.isEmpty else {
            reportMissing("reason", at: node)
            return nil
        }
        let pointer = text(node, "pointer")
        let day = text(node, "expires")
        if let pointer, JSONPointer(pointer) == nil {
            reportInvalid(
                node["pointer"] ?? node,
                LocalizedText("write a JSON pointer such as /paths/~1orders", zh: "请写 JSON 指针，例如 /paths/~1orders")
            )
        }
        if let day, CalendarDay(day) == nil {
            reportInvalid(
                node["expires"] ?? node,
                LocalizedText("write a day such as 2027-03-31", zh: "请写日期，例如 2027-03-31")
            )
        }
        return Ignore(
            rule: id,
            file: text(node, "file"),
            pointer: pointer.flatMap { JSONPointer($0) },
            reason: reason,
            expires: day.flatMap { CalendarDay($0) },
            location: SourceLocation(file: file, position: node.position)
        )
    }
}

// MARK: - Members and findings

extension RuleSetReader {
    private mutating func members(_ node: JSONNode, _ name: String) -> [(JSONNode, JSONNode)] {
        guard let value = node[name], !value.isNull else { return [] }
        if value.kind == .object { return value.memberNodes.map { ($0.name, $0.value) } }
        reportType(value, name, LocalizedText("an object", zh: "对象"))
        return []
    }

    private mutating func elements(_ node: JSONNode, _ name: String) -> [JSONNode] {
        guard let value = node[name], !value.isNull else { return [] }
        if value.kind == .array { return value.elements.map { $0 } }
        reportType(value, name, LocalizedText("a list", zh: "列表"))
        return []
    }

    private mutating func text(_ node: JSONNode, _ name: String) -> String? {
        guard let value = node[name] else { return nil }
        if let text = value.string { return text }
        reportType(value, name, LocalizedText("a text", zh: "文本"))
        return nil
    }

    private mutating func localized(_ node: JSONNode, _ name: String) -> LocalizedText? {
        guard let value = node[name] else { return nil }
        if let text = value.string { return LocalizedText(text, zh: text) }
        if let english = value["en"]?.string { return LocalizedText(english, zh: value["zh"]?.string ?? english) }
        reportType(value, name, LocalizedText("a text, or {en: …, zh: …}", zh: "文本，或 {en: …, zh: …}"))
        return nil
    }

    private mutating func checkNames(of node: JSONNode, _ names: [String]) {
        for (name, _) in node.memberNodes where !names.contains(name.nameText) {
            let nearest = EditDistance.nearest(to: name.nameText, among: names)
            report(
                "rules.unknown-field",
                LocalizedText("'\(name.nameText)' has no meaning here", zh: "“\(name.nameText)”在此处没有意义"),
                at: name,
                remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
            )
        }
    }

    private mutating func reportUnknown(_ node: JSONNode, _ set: RuleSet) {
        let text = node.string ?? node.text()
        let names = RuleCatalogue.all.map(\.id) + set.ownRules.map(\.id)
        let nearest = EditDistance.nearest(to: text, among: names)
        report(
            "lint.unknown-rule",
            LocalizedText("there is no rule '\(text)'", zh: "没有规则“\(text)”"),
            at: node,
            remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                ?? LocalizedText("'handover contract rules' lists them", zh: "“handover contract rules”会列出全部规则")
        )
    }

    private mutating func reportMissing(_ name: String, at node: JSONNode) {
        report(
            "rules.missing-field",
            LocalizedText("'\(name)' is missing", zh: "缺少“\(name)”"),
            at: node,
            remedy: LocalizedText("add '\(name)' here", zh: "请在此处添加“\(name)”")
        )
    }

    private mutating func reportInvalid(_ node: JSONNode, _ remedy: LocalizedText) {
        let text = node.string ?? node.text()
        report(
            "rules.invalid-value",
            LocalizedText("'\(text)' cannot be used here", zh: "“\(text)”不能用在此处"),
            at: node,
            remedy: remedy
        )
    }

    private mutating func reportType(_ node: JSONNode, _ name: String, _ expected: LocalizedText) {
        report(
            "rules.wrong-type",
            LocalizedText("'\(name)' must be \(expected.english)", zh: "“\(name)”应为\(expected.chinese)"),
            at: node
        )
    }

    private mutating func report(
        _ code: String,
        _ message: LocalizedText,
        at node: JSONNode,
        remedy: LocalizedText? = nil
    ) {
        let location = SourceLocation(file: file, position: node.position)
        findings.append(Diagnostic(code: code, message, at: location, remedy: remedy))
    }
}
