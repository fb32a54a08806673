import Contract
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
    var findings: [Diagnostic] = []
    private(set) var file = ""
    /// The sets of files that were read, by path.
    private var known: [ByteName: RuleSet] = [:]

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
        if let known = RuleSet.all.first(where: { $0.name == name }) ?? known[ByteName(name)] { return known }
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
        known[ByteName(name)] = set
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
            let path = FileAddress.path(text, in: FileAddress.folder(of: chain[chain.count - 1]))
            if chain.contains(where: { ByteName($0) == ByteName(path) }) || chain.count >= Self.maximumDepth {
                report(
                    "rules.circular-extends",
                    LocalizedText("'\(text)' leads back to itself", zh: "“\(text)”指回了自身"),
                    at: element,
                    remedy: LocalizedText("let one of the files extend nothing", zh: "请让其中一个文件不再扩展其他文件")
                )
                continue
            }
            do throws(RuleFileError) {
                sets.append(try ruleSet(path, below: chain, default: []))
            } catch {
                throw located(error, at: element)
            }
        }
        return sets
    }

    /// An error about a file that cannot be had, at the place that names the file.
    private func located(_ error: RuleFileError, at element: JSONNode) -> RuleFileError {
        let names = RuleSet.all.map(\.name)
        let nearest = EditDistance.nearest(to: element.string ?? "", among: names)
        let place = SourceLocation(file: file, position: element.position)
        return RuleFileError(
            error.diagnostics.map { diagnostic in
                guard diagnostic.location?.position == nil else { return diagnostic }
                return Diagnostic(
                    code: diagnostic.code,
                    severity: diagnostic.severity,
                    diagnostic.message,
                    at: place,
                    remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                        ?? diagnostic.remedy
                )
            }
        )
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
                isFieldRequired: flag(node, "required") ?? true,
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
            guard let text = element.string else {
                reportType(element, "given", LocalizedText("a selector, or a list of them", zh: "选择器，或由其组成的列表"))
                continue
            }
            do throws(JSONSelectorError) {
                selectors.append(try JSONSelector(text))
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
            findings += error.errors.map { explained($0, $0.diagnostic(in: file)) }
            return nil
        }
    }

    /// An error of an assertion; what it refers to can only be in the rule file.
    private func explained(_ error: SchemaError, _ diagnostic: Diagnostic) -> Diagnostic {
        guard error.missingDocument != nil else { return diagnostic }
        let remedy = LocalizedText(
            "write the schema itself, or name one under '$defs' of the assertion; nothing is fetched",
            zh: "请直接写出模式，或引用断言中“$defs”下的模式；不会下载任何内容"
        )
        return Diagnostic(
            code: diagnostic.code,
            severity: diagnostic.severity,
            diagnostic.message,
            at: diagnostic.location,
            remedy: remedy
        )
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
        guard let reason = text(node, "reason"), reason.contains(where: { !$0.isWhitespace }) else {
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
