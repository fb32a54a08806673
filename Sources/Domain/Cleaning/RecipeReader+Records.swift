import Diagnostics
import JSON

extension RecipeReader {
    private static let ruleNames = ["unique", "require", "together", "oneOf", "sample"]

    mutating func readRule(_ node: JSONNode) {
        guard node.kind == .object, let name = Self.ruleNames.first(where: { node[$0] != nil }), let value = node[name]
        else {
            let names = Self.ruleNames.joined(separator: ", ")
            return findings.report(
                .unknownStep,
                LocalizedText("this is no rule about records", zh: "这不是记录规则"),
                at: node,
                remedy: LocalizedText("write an object with one of \(names)", zh: "请写含有以下之一的对象：\(names)")
            )
        }
        var code: RejectCode? = RejectCode(name == "unique" ? "duplicate" : "incomplete")
        if let reject = node["reject"] { code = self.code(reject) ?? code }
        let kind: RecordRule.Kind?
        switch name {
        case "unique":
            findings.checkNames(of: node, ["unique", "reject", "empties", "keep"])
            kind = unique(node, value)
        case "sample":
            findings.checkNames(of: node, ["sample"])
            code = nil
            kind = sample(value)
        default:
            findings.checkNames(of: node, [name, "reject"])
            kind = columns(value, name).map { columns in
                switch name {
                case "require": .require(columns)
                case "together": .together(columns)
                default: .oneOf(columns)
                }
            }
        }
        guard let kind else { return }
        recipe.rules.append(RecordRule(kind: kind, code: code, location: findings.location(node)))
    }

    private mutating func unique(_ node: JSONNode, _ value: JSONNode) -> RecordRule.Kind? {
        let keepsLast = node["keep"]?.string == "last"
        if let keep = node["keep"], !keepsLast, keep.string != "first" {
            findings.reportValue("keep", LocalizedText("write first or last", zh: "请写 first 或 last"), at: keep)
        }
        let comparesEmpty = node["empties"]?.boolean
        if let empties = node["empties"], comparesEmpty == nil {
            findings.reportValue("empties", LocalizedText("write true or false", zh: "请写 true 或 false"), at: empties)
        }
        if value.string == "*" {
            return .unique(columns: nil, comparesEmpty: comparesEmpty ?? false, keepsLast: keepsLast)
        }
        guard let columns = columns(value, "unique") else { return nil }
        guard !columns.isEmpty else {
            findings.reportValue("unique", LocalizedText("name at least one column", zh: "请至少写一个列名"), at: value)
            return nil
        }
        return .unique(columns: columns, comparesEmpty: comparesEmpty ?? false, keepsLast: keepsLast)
    }

    private mutating func sample(_ value: JSONNode) -> RecordRule.Kind? {
        if value.kind == .object { findings.checkNames(of: value, ["every", "first"]) }
        for (name, limit) in [("every", 1), ("first", 0)] {
            guard let number = value[name] else { continue }
            if let count = number.integer, count >= limit {
                return name == "every" ? .sampleEvery(count) : .sampleFirst(count)
            }
            findings.reportValue(name, LocalizedText("write a whole number", zh: "请写整数"), at: number)
            return nil
        }
        findings.reportMissing("every", at: value)
        return nil
    }
}
