import Diagnostics
import JSON

extension RecipeReader {
    /// Reads how clean records are written.
    mutating func readOutput(_ root: JSONNode) {
        guard let node = root["output"], !node.isNull else { return }
        guard node.kind == .object else {
            return findings.reportType("output", LocalizedText("an object", zh: "对象"), at: node)
        }
        findings.checkNames(
            of: node,
            ["form", "sheet", "table", "columns", "lineEnds", "byteOrderMark", "formulaGuard"]
        )
        recipe.output.form = word(node, "form")
        recipe.output.sheet = name(
            node,
            "sheet",
            LocalizedText(
                "write 1 to 31 characters, none of []:*?/\\, and no ' at an end",
                zh: "请写 1 至 31 个字符，不含 []:*?/\\，首尾不能是 '"
            )
        ) { name in
            (1...31).contains(name.utf16.count) && !name.hasPrefix("'") && !name.hasSuffix("'")
                && !name.unicodeScalars.contains { $0.value < 0x20 || "[]:*?/\\".unicodeScalars.contains($0) }
        }
        recipe.output.table = name(
            node,
            "table",
            LocalizedText("write a name that does not start with 'sqlite_'", zh: "请写一个不以“sqlite_”开头的名称")
        ) { name in !name.isEmpty && !name.contains("\0") && !name.lowercased().hasPrefix("sqlite_") }
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

    private mutating func name(
        _ node: JSONNode,
        _ member: String,
        _ remedy: LocalizedText,
        isValid: (String) -> Bool
    ) -> String? {
        guard let value = node[member] else { return nil }
        guard let name = value.string else {
            findings.reportType(member, LocalizedText("a text", zh: "文本"), at: value)
            return nil
        }
        if isValid(name) { return name }
        findings.reportValue(member, remedy, at: value)
        return nil
    }

    private mutating func boolean(_ node: JSONNode, _ name: String) -> Bool? {
        guard let value = node[name] else { return nil }
        if let boolean = value.boolean { return boolean }
        findings.reportValue(name, LocalizedText("write true or false", zh: "请写 true 或 false"), at: value)
        return nil
    }
}
