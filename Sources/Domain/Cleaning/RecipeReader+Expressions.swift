import Diagnostics
import JSON

extension RecipeReader {
    /// `{name, value, after?, from?, reject?}`.
    mutating func readComputed(_ node: JSONNode) {
        guard node.kind == .object else {
            return findings.reportType("computed", LocalizedText("a list of objects", zh: "对象列表"), at: node)
        }
        findings.checkNames(of: node, ["name", "value", "after", "from", "reject"])
        guard let name = node["name"] else { return findings.reportMissing("name", at: node) }
        guard let text = name.scalarText, !text.isEmpty else {
            return findings.reportType("name", LocalizedText("the name of a column", zh: "列名"), at: name)
        }
        guard let value = node["value"] else { return findings.reportMissing("value", at: node) }
        var expression = findings.expression(value, "value")
        if let from: StepCatalogue.MaskSource = word(node, "from") { expression?.showsHidden = from == .unmasked }
        let after = node["after"].flatMap { column($0, "after") }
        var code = RejectCode(StepCatalogue.badExpressionValue)
        if let reject = node["reject"] { code = self.code(reject) ?? code }
        guard let expression else { return }
        recipe.computed.append(
            ComputedColumn(
                name: text,
                location: findings.location(name),
                value: expression,
                after: after,
                code: code
            )
        )
    }

    /// `{require: [...], when: …}`.
    mutating func require(_ node: JSONNode, _ value: JSONNode) -> RecordRule.Kind? {
        let columns = columns(value, "require")
        guard let when = node["when"] else { return columns.map { .require($0) } }
        guard let condition = findings.expression(when, "when", isCondition: true), let columns else { return nil }
        return .requireWhen(columns, condition)
    }
}
