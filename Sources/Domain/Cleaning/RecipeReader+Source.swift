import Diagnostics
import JSON
import Tabular

extension RecipeReader {
    private static let sourceNames = [
        "encoding", "language", "undecodable", "delimiter", "quote", "escape", "header", "headerNames", "skip",
        "skipFooter", "table", "comment", "short", "long", "minimumConfidence", "sheet", "range", "hiddenRows",
        "merged", "errors", "numbers", "columns", "limits",
    ]

    /// What people write for delimiters that are hard to type, or that a shell takes for itself.
    private static let delimiters: [String: [UInt8]] = [
        "tab": [0x09], #"\t"#: [0x09], "comma": [0x2C], "semicolon": [0x3B], "pipe": [0x7C], "space": [0x20],
    ]

    /// Reads what is known about the source; what is not said keeps the values that suit a recipe.
    mutating func readSource(_ node: JSONNode?) {
        // A recipe wants records of one width: missing fields are added, empty ones too many are left out.
        recipe.source.short = .fill
        recipe.source.long = .dropEmpty
        guard let node, !node.isNull else { return }
        readSourceMembers(node)
    }

    /// Reads the members of `source` that are there.
    mutating func readSourceMembers(_ node: JSONNode) {
        guard node.kind == .object else {
            return findings.reportType("source", LocalizedText("an object", zh: "对象"), at: node)
        }
        findings.checkNames(of: node, Self.sourceNames)
        readText(node)
        readHeader(node)
        readRecords(node)
        readWorkbook(node)
        readLimits(node)
    }

    private mutating func readText(_ node: JSONNode) {
        if let encoding = text(node, "encoding") { recipe.source.encoding = encoding == "auto" ? nil : encoding }
        if let language = text(node, "language") { recipe.source.language = language }
        if let kept = flag(node, "undecodable", yes: "replace", no: "reject") { recipe.source.keepsUndecodable = kept }
        if let delimiter = text(node, "delimiter") {
            switch delimiter {
            case "auto": recipe.source.delimiter = nil
            case "none": recipe.source.delimiter = []
            default: recipe.source.delimiter = Self.delimiters[delimiter] ?? Array(delimiter.utf8)
            }
        }
        if let quote = mark(node, "quote") { recipe.source.quote = quote }
        if let escape = mark(node, "escape") { recipe.source.escape = escape }
        if let comment = text(node, "comment") { recipe.source.comment = Array(comment.utf8) }
    }

    private mutating func mark(_ node: JSONNode, _ name: String) -> SourceOptions.Mark? {
        guard let value = node[name], let text = text(node, name) else { return nil }
        switch text {
        case "auto": return .automatic
        case "none", "doubled": return SourceOptions.Mark.none
        default:
            if text.utf8.count == 1, let byte = text.utf8.first { return .byte(byte) }
            findings.reportValue(
                name,
                LocalizedText("write one ASCII character, auto or none", zh: "请写一个 ASCII 字符、auto 或 none"),
                at: value
            )
            return nil
        }
    }

    private mutating func readHeader(_ node: JSONNode) {
        if let header = node["header"] {
            switch (header.string, header.integer) {
            case ("auto", _): recipe.source.header = .automatic
            case ("none", _), (_, 0): recipe.source.header = .none
            case (_, let count?) where (1...100).contains(count): recipe.source.header = .records(count: count)
            default:
                findings.reportValue(
                    "header",
                    LocalizedText("write auto, none or the number of header records", zh: "请写 auto、none 或表头行数"),
                    at: header
                )
            }
        }
        if let asIs = flag(node, "headerNames", yes: "as-is", no: "clean") { recipe.keepsHeaderNames = asIs }
        if let count = count(node, "skip") { recipe.source.skippedLineCount = count }
        if let count = count(node, "skipFooter") { recipe.source.skippedFooterCount = count }
        guard let names = node["columns"] else { return }
        recipe.source.columnNames = (columns(names, "columns") ?? []).map(\.name)
    }

    private mutating func readRecords(_ node: JSONNode) {
        if let table = node["table"] {
            if table.string == "all" {
                recipe.source.table = .all
            } else if let number = table.integer, number >= 1 {
                recipe.source.table = .number(number)
            } else {
                findings.reportValue(
                    "table",
                    LocalizedText("write all or a number from 1", zh: "请写 all 或从 1 开始的序号"),
                    at: table
                )
            }
        }
        recipe.source.short = word(node, "short") ?? recipe.source.short
        recipe.source.long = word(node, "long") ?? recipe.source.long
        guard let confidence = node["minimumConfidence"] else { return }
        if let text = confidence.scalarText, let value = Double(text), (0...1).contains(value) {
            recipe.source.minimumConfidence = value
            recipe.source.minimumEncodingConfidence = value
        } else {
            findings.reportValue(
                "minimumConfidence",
                LocalizedText("write a number from 0 to 1", zh: "请写 0 到 1 之间的数"),
                at: confidence
            )
        }
    }

    private mutating func readWorkbook(_ node: JSONNode) {
        if let sheet = node["sheet"] {
            if let number = sheet.integer, number >= 1 {
                recipe.source.sheet = .number(number)
            } else if sheet.string == "all" {
                recipe.source.sheet = .all
            } else if let name = text(node, "sheet") {
                recipe.source.sheet = .name(name)
            }
        }
        if let range = text(node, "range") { recipe.source.range = range }
        if let skips = flag(node, "hiddenRows", yes: "skip", no: "read") { recipe.source.skipsHiddenRows = skips }
        if let fills = flag(node, "merged", yes: "fill", no: "top") { recipe.source.fillsMergedCells = fills }
        recipe.source.errorValues = word(node, "errors") ?? recipe.source.errorValues
        guard let numbers = node["numbers"] else { return }
        if numbers.string == "shortest" {
            recipe.source.numbers = .shortest
        } else if let decimals = numbers["decimals"]?.integer, (0...12).contains(decimals) {
            recipe.source.numbers = .decimals(decimals)
        } else {
            findings.reportValue(
                "numbers",
                LocalizedText("write shortest or {decimals: 2}", zh: "请写 shortest 或 {decimals: 2}"),
                at: numbers
            )
        }
    }

    private mutating func readLimits(_ node: JSONNode) {
        guard let limits = node["limits"] else { return }
        let names: [(name: String, path: WritableKeyPath<TabularLimits, Int>)] = [
            ("recordByteCount", \.recordByteCount), ("keptByteCount", \.keptByteCount), ("fieldCount", \.fieldCount),
            ("quotedLineCount", \.quotedLineCount),
        ]
        guard limits.kind == .object else {
            return findings.reportType("limits", LocalizedText("an object", zh: "对象"), at: limits)
        }
        findings.checkNames(of: limits, names.map(\.name))
        for (name, path) in names where limits[name] != nil {
            if let count = count(limits, name) { recipe.source.limits[keyPath: path] = max(1, count) }
        }
    }

    // MARK: - Values

    private mutating func text(_ node: JSONNode, _ name: String) -> String? {
        guard let value = node[name] else { return nil }
        if let text = value.scalarText, !text.isEmpty { return text }
        findings.reportType(name, LocalizedText("a text", zh: "文本"), at: value)
        return nil
    }

    private mutating func count(_ node: JSONNode, _ name: String) -> Int? {
        guard let value = node[name] else { return nil }
        // No field can be longer, so that no record needs to.
        let most = FieldRange.maximumByteCount
        if let count = value.integer, (0...most).contains(count) { return count }
        findings.reportValue(
            name,
            LocalizedText("write a whole number from 0 to \(most)", zh: "请写 0 到 \(most) 的整数"),
            at: value
        )
        return nil
    }

    private mutating func flag(_ node: JSONNode, _ name: String, yes: String, no: String) -> Bool? {
        guard let value = node[name] else { return nil }
        if value.string == yes { return true }
        if value.string == no { return false }
        findings.reportValue(name, LocalizedText("write \(yes) or \(no)", zh: "请写 \(yes) 或 \(no)"), at: value)
        return nil
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ node: JSONNode,
        _ name: String
    ) -> Word? where Word.RawValue == String {
        guard let value = node[name] else { return nil }
        if let word = value.string.flatMap(Word.init(rawValue:)) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        findings.reportValue(name, LocalizedText("write one of \(words)", zh: "请写以下之一：\(words)"), at: value)
        return nil
    }
}
