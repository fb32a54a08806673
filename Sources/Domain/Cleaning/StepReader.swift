import Diagnostics
import JSON

/// Reads the parameters of one step.
struct StepReader {
    /// The step's node, where what is missing is reported.
    let node: JSONNode
    private let values: [String: JSONNode]
    var findings: RecipeFindings
    /// The files that the recipe may name.
    let files: RecipeFiles
    /// Whether something was wrong with this step.
    private(set) var hasFailed = false

    init(node: JSONNode, values: [String: JSONNode], findings: RecipeFindings, files: RecipeFiles) {
        self.node = node
        self.values = values
        self.findings = findings
        self.files = files
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    func value(_ name: String) -> JSONNode? { values[name] }

    mutating func text(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        if let text = value.scalarText { return text }
        failType(name, LocalizedText("a text", zh: "文本"), at: value)
        return nil
    }

    mutating func requiredText(_ name: String) -> String? {
        guard values[name] != nil else {
            fail()
            findings.reportMissing(name, at: node)
            return nil
        }
        return text(name)
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int) -> Int {
        guard let value = values[name] else { return fallback }
        if let number = value.integer, range.contains(number) { return number }
        let bounds = "\(range.lowerBound)–\(range.upperBound)"
        failValue(name, LocalizedText("write a whole number in \(bounds)", zh: "请写 \(bounds) 内的整数"), at: value)
        return fallback
    }

    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) -> Int? {
        has(name) ? integer(name, in: range, default: range.lowerBound) : nil
    }

    mutating func boolean(_ name: String, default fallback: Bool) -> Bool {
        guard let value = values[name] else { return fallback }
        if let boolean = value.boolean { return boolean }
        failValue(name, LocalizedText("write true or false", zh: "请写 true 或 false"), at: value)
        return fallback
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        default fallback: Word
    ) -> Word where Word.RawValue == String {
        guard let value = values[name] else { return fallback }
        if let word = value.scalarText.flatMap(Word.init(rawValue:)) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        failValue(name, LocalizedText("write one of \(words)", zh: "请写以下之一：\(words)"), at: value)
        return fallback
    }

    /// One text or a list of them.
    mutating func texts(_ name: String) -> [String]? {
        guard let value = values[name] else { return nil }
        if let text = value.scalarText { return [text] }
        guard value.kind == .array else {
            failType(name, LocalizedText("a list of texts", zh: "文本列表"), at: value)
            return nil
        }
        var texts: [String] = []
        for element in value.elements {
            // YAML reads an unquoted null or ~ as no value; here it is meant as the text.
            if let text = element.scalarText ?? (element.isNull ? "null" : nil) {
                texts.append(text)
            } else {
                failType(name, LocalizedText("a list of texts", zh: "文本列表"), at: element)
            }
        }
        return texts
    }

    /// A list of columns with at least one; nil, with a finding, when it is not given.
    mutating func requiredColumns(_ name: String) -> [ColumnReference]? {
        guard let value = values[name] else {
            fail()
            findings.reportMissing(name, at: node)
            return nil
        }
        guard value.kind == .array, value.count > 0 else {
            failType(name, LocalizedText("a list of columns", zh: "列名列表"), at: value)
            return nil
        }
        var columns: [ColumnReference] = []
        for element in value.elements {
            if let text = element.scalarText, !text.isEmpty {
                columns.append(ColumnReference(name: text, location: findings.location(element)))
            } else {
                failType(name, LocalizedText("a list of columns", zh: "列名列表"), at: element)
            }
        }
        return columns
    }

    mutating func decimal(_ name: String) -> Decimal? {
        guard let value = values[name] else { return nil }
        if let text = value.scalarText, let decimal = Decimal(text.utf8.span) { return decimal }
        failValue(name, LocalizedText("write a number such as 0.5", zh: "请写数字，例如 0.5"), at: value)
        return nil
    }

    /// The two limits of a number, of which the first one is not above the second one.
    mutating func decimals(_ least: String, _ greatest: String) -> (Decimal?, Decimal?) {
        let (minimum, maximum) = (decimal(least), decimal(greatest))
        if let minimum, let maximum { failCrossed(least, greatest, maximum < minimum) }
        return (minimum, maximum)
    }

    /// Reports two limits between which there is nothing.
    mutating func failCrossed(_ least: String, _ greatest: String, _ isCrossed: Bool) {
        guard isCrossed, let value = values[least] else { return }
        failValue(
            least,
            LocalizedText("write no more than under '\(greatest)'", zh: "请写不大于“\(greatest)”的值"),
            at: value
        )
    }

    /// The zone that a parameter names: one that is built in, an offset, or one of the time zone database.
    mutating func zone(_ name: String) -> ZoneRules? {
        guard let value = values[name] else { return nil }
        let text = value.scalarText ?? ""
        if let zone = ZoneRules.builtIn(text) { return zone }
        guard ZoneRules.isName(text) else {
            failValue(
                name,
                LocalizedText(
                    "write an offset such as +08:00 or a name such as Asia/Shanghai",
                    zh: "请写 +08:00 这样的偏移量或 Asia/Shanghai 这样的名称"
                ),
                at: value
            )
            return nil
        }
        do throws(RecipeFileError) {
            if let zone = ZoneFile.rules(try files.timeZone(text)) { return zone }
            failValue(
                name,
                LocalizedText("the system's file of this zone is damaged", zh: "本系统中该时区的文件已损坏"),
                at: value
            )
        } catch {
            fail()
            findings.report(error, at: findings.location(value))
        }
        return nil
    }

    /// A time of day.
    mutating func time(_ name: String) -> Moment? {
        guard let value = values[name] else { return nil }
        if let text = value.scalarText, let moment = DateReader.isoTime(text.utf8.span, from: 0) { return moment }
        failValue(name, LocalizedText("write a time such as 08:30", zh: "请写时间，例如 08:30"), at: value)
        return nil
    }

    mutating func moment(_ name: String) -> Moment? {
        guard let value = values[name] else { return nil }
        if let text = value.scalarText, let moment = DateReader.iso(text.utf8.span) { return moment }
        failValue(name, LocalizedText("write a day such as 2024-05-01", zh: "请写日期，例如 2024-05-01"), at: value)
        return nil
    }

    /// A text of one ASCII character, or none.
    mutating func character(_ name: String, default fallback: UInt8?) -> UInt8? {
        guard let value = values[name] else { return fallback }
        let text = value.scalarText ?? ""
        if text.isEmpty || text == "none" { return nil }
        if text.utf8.count == 1, let byte = text.utf8.first { return byte }
        failValue(name, LocalizedText("write one ASCII character", zh: "请写一个 ASCII 字符"), at: value)
        return fallback
    }

    mutating func fail() { hasFailed = true }

    mutating func failType(_ name: String, _ expected: LocalizedText, at node: JSONNode) {
        fail()
        findings.reportType(name, expected, at: node)
    }

    mutating func failValue(_ name: String, _ remedy: LocalizedText, at node: JSONNode) {
        fail()
        findings.reportValue(name, remedy, at: node)
    }
}
