import Diagnostics
import JSON

extension RecipeReader {
    private static let ruleNames = [
        "unique", "require", "together", "oneOf", "check", "drop", "lookup", "sample",
    ]

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
        var code: RejectCode? = RejectCode(Self.codes[name] ?? "incomplete")
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
        case "check":
            findings.checkNames(of: node, ["check", "reject", "always"])
            kind = findings.expression(value, "check", isCondition: true).map { .check($0) }
        case "drop":
            findings.checkNames(of: node, ["drop"])
            code = nil
            kind = findings.expression(value, "drop", isCondition: true).map { .drop($0) }
        case "require":
            findings.checkNames(of: node, ["require", "when", "reject", "always"])
            kind = require(node, value)
        case "lookup":
            findings.checkNames(of: node, ["lookup", "on", "take", "missing", "reject"])
            kind = lookup(node, value)
        default:
            findings.checkNames(of: node, [name, "reject", "always"])
            kind = columns(value, name).map { columns in
                name == "together" ? .together(columns) : .oneOf(columns)
            }
        }
        guard let kind else { return }
        var rule = RecordRule(kind: kind, code: code, location: findings.location(node))
        if let always = node["always"] {
            rule.isAlways = always.boolean ?? false
            if always.boolean == nil {
                findings.reportValue("always", LocalizedText("write true or false", zh: "请写 true 或 false"), at: always)
            }
        }
        recipe.rules.append(rule)
    }

    private static let codes = ["unique": "duplicate", "lookup": "not_found", "check": "failed_check"]

    private mutating func lookup(_ node: JSONNode, _ value: JSONNode) -> RecordRule.Kind? {
        guard let path = value.scalarText, !path.isEmpty else {
            findings.reportType("lookup", LocalizedText("the name of a file", zh: "文件名"), at: value)
            return nil
        }
        guard node["on"] != nil, node["take"] != nil else {
            findings.reportMissing(node["on"] == nil ? "on" : "take", at: node)
            return nil
        }
        guard let table = findings.table(path, at: findings.location(value), files) else { return nil }
        let keys = pairs(node, "on").map { (column: $0.name, table: $0.text, at: $0.value) }
        let taken = pairs(node, "take").map { (column: $0.name, table: $0.text, at: $0.value) }
        let keyColumns = keys.compactMap { findings.column($0.table, of: table, at: findings.location($0.at)) }
        let valueColumns = taken.compactMap { findings.column($0.table, of: table, at: findings.location($0.at)) }
        var isRequired = true
        if let missing = node["missing"] {
            isRequired = missing.string == "reject"
            if !isRequired, missing.string != "empty" {
                findings.reportValue(
                    "missing",
                    LocalizedText("write reject or empty", zh: "请写 reject 或 empty"),
                    at: missing
                )
            }
        }
        guard !keys.isEmpty, keyColumns.count == keys.count, valueColumns.count == taken.count else { return nil }
        guard let lookup = findings.lookup(table, keyColumns, valueColumns, at: findings.location(value)) else {
            return nil
        }
        return .lookup(
            LookupRule(
                table: lookup,
                keys: keys.map(\.column),
                taken: zip(taken, valueColumns).map { ($0.column, $1) },
                isRequired: isRequired,
                file: path
            )
        )
    }

    /// An object of columns of the record and names of the table's columns.
    private mutating func pairs(
        _ node: JSONNode,
        _ name: String
    ) -> [(name: ColumnReference, text: String, value: JSONNode)] {
        members(node, name).compactMap { member in
            guard let text = member.value.scalarText else {
                findings.reportType(name, LocalizedText("an object of columns", zh: "列名对象"), at: member.value)
                return nil
            }
            let column = ColumnReference(name: member.name.nameText, location: findings.location(member.name))
            return (column, text, member.value)
        }
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
        if value.kind == .object { findings.checkNames(of: value, ["every", "first", "share", "seed"]) }
        if let share = value["share"] { return sample(value, share: share) }
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

    private mutating func sample(_ value: JSONNode, share: JSONNode) -> RecordRule.Kind? {
        guard let text = share.scalarText, let part = Decimal(text.utf8.span),
            let billionths = part.scaled(to: 9, rounding: .halfUp)?.digits, (0...1_000_000_000).contains(billionths)
        else {
            findings.reportValue(
                "share",
                LocalizedText("write a number from 0 to 1, such as 0.01", zh: "请写 0 到 1 之间的数，例如 0.01"),
                at: share
            )
            return nil
        }
        let seed = value["seed"]?.integer
        if let node = value["seed"], seed == nil {
            findings.reportValue("seed", LocalizedText("write a whole number", zh: "请写整数"), at: node)
        }
        return .sampleShare(SampleShare(billionths: Int(billionths), seed: seed ?? 1))
    }
}
