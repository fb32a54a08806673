import Diagnostics
import JSON

// Members of rule files, and findings about them.
extension RuleSetReader {
    mutating func members(_ node: JSONNode, _ name: String) -> [(JSONNode, JSONNode)] {
        guard let value = node[name], !value.isNull else { return [] }
        if value.kind == .object { return value.memberNodes.map { ($0.name, $0.value) } }
        reportType(value, name, LocalizedText("an object", zh: "对象"))
        return []
    }

    mutating func elements(_ node: JSONNode, _ name: String) -> [JSONNode] {
        guard let value = node[name], !value.isNull else { return [] }
        if value.kind == .array { return value.elements.map { $0 } }
        reportType(value, name, LocalizedText("a list", zh: "列表"))
        return []
    }

    mutating func text(_ node: JSONNode, _ name: String) -> String? {
        guard let value = node[name] else { return nil }
        if let text = value.string { return text }
        reportType(value, name, LocalizedText("a text", zh: "文本"))
        return nil
    }

    mutating func flag(_ node: JSONNode, _ name: String) -> Bool? {
        guard let value = node[name] else { return nil }
        if let flag = value.boolean { return flag }
        reportType(value, name, LocalizedText("true or false", zh: "true 或 false"))
        return nil
    }

    mutating func localized(_ node: JSONNode, _ name: String) -> LocalizedText? {
        guard let value = node[name] else { return nil }
        if let text = value.string { return LocalizedText(text, zh: text) }
        if let english = value["en"]?.string { return LocalizedText(english, zh: value["zh"]?.string ?? english) }
        reportType(value, name, LocalizedText("a text, or {en: …, zh: …}", zh: "文本，或 {en: …, zh: …}"))
        return nil
    }

    mutating func checkNames(of node: JSONNode, _ names: [String]) {
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

    mutating func reportUnknown(_ node: JSONNode, _ set: RuleSet) {
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

    mutating func reportMissing(_ name: String, at node: JSONNode) {
        report(
            "rules.missing-field",
            LocalizedText("'\(name)' is missing", zh: "缺少“\(name)”"),
            at: node,
            remedy: LocalizedText("add '\(name)' here", zh: "请在此处添加“\(name)”")
        )
    }

    mutating func reportInvalid(_ node: JSONNode, _ remedy: LocalizedText) {
        let text = node.string ?? node.text()
        report(
            "rules.invalid-value",
            LocalizedText("'\(text)' cannot be used here", zh: "“\(text)”不能用在此处"),
            at: node,
            remedy: remedy
        )
    }

    mutating func reportType(_ node: JSONNode, _ name: String, _ expected: LocalizedText) {
        report(
            "rules.wrong-type",
            LocalizedText("'\(name)' must be \(expected.english)", zh: "“\(name)”应为\(expected.chinese)"),
            at: node
        )
    }

    mutating func report(
        _ code: String,
        _ message: LocalizedText,
        at node: JSONNode,
        remedy: LocalizedText? = nil
    ) {
        let location = SourceLocation(file: file, position: node.position)
        findings.append(Diagnostic(code: code, message, at: location, remedy: remedy))
    }
}
