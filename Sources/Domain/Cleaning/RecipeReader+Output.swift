import Diagnostics
import JSON

extension RecipeReader {
    /// Reads how clean records are written.
    mutating func readOutput(_ root: JSONNode) {
        guard let node = root["output"], !node.isNull else { return }
        guard node.kind == .object else {
            return findings.reportType("output", LocalizedText("an object", zh: "对象"), at: node)
        }
        findings.checkNames(of: node, ["form", "columns", "lineEnds", "byteOrderMark", "formulaGuard"])
        recipe.output.form = word(node, "form")
        recipe.output.lineEnds = word(node, "lineEnds")
        recipe.output.byteOrderMark = boolean(node, "byteOrderMark")
        recipe.output.formulaGuard = boolean(node, "formulaGuard")
        guard let list = node["columns"], let columns = columns(list, "columns") else { return }
        guard recipe.order.kept == nil, recipe.order.sequence == nil, recipe.order.dropped.isEmpty else {
            return findings.reportValue(
                "columns",
                LocalizedText(
                    "write either this or 'order' with drop, keep or reorder",
                    zh: "此项与“order”中的 drop、keep、reorder 只能写其一"
                ),
                at: list
            )
        }
        recipe.order.sequence = columns
        if !columns.contains(where: { $0.name == "*" }) { recipe.order.kept = columns }
    }

    /// Reads how rejected records are listed.
    mutating func readRejects(_ root: JSONNode) {
        guard let node = root["rejects"], !node.isNull else { return }
        guard node.kind == .object else {
            return findings.reportType("rejects", LocalizedText("an object", zh: "对象"), at: node)
        }
        findings.checkNames(of: node, ["format", "mask"])
        recipe.rejects.style = word(node, "format")
        recipe.rejects.masksFields = boolean(node, "mask") ?? false
    }

    private mutating func boolean(_ node: JSONNode, _ name: String) -> Bool? {
        guard let value = node[name] else { return nil }
        if let boolean = value.boolean { return boolean }
        findings.reportValue(name, LocalizedText("write true or false", zh: "请写 true 或 false"), at: value)
        return nil
    }
}
