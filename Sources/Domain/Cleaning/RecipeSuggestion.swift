public import Diagnostics
public import Tabular

/// Proposes a recipe for a source by its first records.
///
/// A step is proposed when at least nineteen of twenty filled cells pass it; beside each column stands how many do, and
/// some that do not. What is proposed is a start, to be read by somebody who knows the source.
public struct RecipeSuggestion: Sendable {
    /// How many records are looked at.
    public static let recordLimit = 100_000
    /// The most columns that steps are proposed for.
    public static let columnLimit = 1_000

    private let names: [String]
    private var columns: [ColumnEvidence]
    private var recordCount = 0
    /// Records that were not read well, and were not looked at.
    private var skippedCount = 0

    /// A suggestion for a source.
    ///
    /// - Parameters:
    ///   - header: The cells of its header, or the names that its columns are given.
    ///   - today: The day of the run, for steps that look at it; nil when nobody knows.
    public init(header: [String], today: RunDay? = nil) {
        names = header.map(RecipeBinding.clean)
        let candidates = StepCandidate.all.map { $0.bound(to: today) }
        columns = names.prefix(Self.columnLimit).map { ColumnEvidence(name: $0, candidates: candidates) }
    }

    /// Whether enough records have been seen.
    public var isFull: Bool { recordCount + skippedCount >= Self.recordLimit }

    /// Takes the records of a batch, up to the limit.
    public mutating func add(_ batch: RecordBatch) {
        var bytes: [UInt8] = []
        for index in 0..<batch.count where !isFull {
            guard batch.records[index].flags.isDisjoint(with: .refusals) else {
                skippedCount += 1
                continue
            }
            recordCount += 1
            let fields = batch.fieldIndices(of: index)
            for column in columns.indices {
                bytes.removeAll(keepingCapacity: true)
                let position = fields.lowerBound + column
                if position < fields.upperBound { batch.append(field: batch.fields[position], to: &bytes) }
                columns[column].add(bytes)
            }
        }
    }

    /// The recipe as YAML, with its evidence in comments.
    ///
    /// - Parameters:
    ///   - source: The source's name, for people.
    ///   - language: The language of the comments.
    /// - Returns: The text of a file.
    public func yaml(source: String, in language: Language) -> String {
        let count = DigitGroups.text(recordCount)
        let shown = YAMLText.shown(source)
        var lines = [
            LocalizedText(
                "A recipe for \(shown), proposed by \(count) of its records. Check it before you use it.",
                zh: "根据 \(shown) 的 \(count) 条记录建议的配方，使用前请核对。"
            ),
            LocalizedText(
                "Comments say how many filled cells pass a step, and some that do not; those records are rejected.",
                zh: "注释说明有多少已填单元格通过该步骤，以及部分未通过的值；未通过的记录将被剔除。"
            ),
        ].map { "# " + $0.text(in: language) }
        if skippedCount > 0 {
            let skipped = DigitGroups.text(skippedCount)
            lines.append(
                "# "
                    + LocalizedText(
                        "\(skipped) records were not read well and not looked at.",
                        zh: "有 \(skipped) 条记录无法正确读取，未予分析。"
                    ).text(in: language)
            )
        }
        lines.append("version: 1")
        let keys = self.keys
        var rules: [String] = []
        var steps: [String] = []
        for (column, key) in zip(columns, keys) {
            let proposal = column.proposal(of: recordCount, in: language)
            steps.append("")
            steps += proposal.comments.map { "  # " + $0 }
            guard let key else {
                let text = LocalizedText(
                    "this column cannot be named: another one has the name of its number",
                    zh: "无法指明此列：另一列以其序号为名"
                )
                steps.append("  # " + text.text(in: language))
                continue
            }
            if proposal.steps.isEmpty {
                steps.append("  # \(key): []")
            } else {
                steps.append("  \(key): [\(proposal.steps.joined(separator: ", "))]")
            }
            if proposal.isKey { rules.append("  - {unique: [\(key)]}") }
        }
        if steps.contains(where: { !$0.isEmpty && !$0.hasPrefix("  #") }) {
            lines.append("columns:")
        }
        lines += steps
        if !rules.isEmpty { lines += ["", "records:"] + rules }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How a recipe names each column, as YAML; nil for one that it cannot name.
    private var keys: [String?] {
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        return names.prefix(Self.columnLimit).enumerated().map { index, name in
            if counts[name] == 1, !name.isEmpty, name != "*", name.utf8.count <= 200 { return YAMLText.key(name) }
            let number = "#\(index + 1)"
            return counts[number] != nil ? nil : YAMLText.quoted(number)
        }
    }
}

/// Texts as a YAML file can hold them, whatever they are.
///
/// - SeeAlso: YAML 1.2.2, sections 5.1 (character set) and 5.7 (escaped characters).
enum YAMLText {
    private static let words: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf",
    ]

    /// A key: plain where nobody could take it for anything but a text.
    static func key(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let isPlain =
            bytes.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
            } && bytes.first.map { $0 > UInt8(ascii: "9") } ?? false
        return isPlain && !words.contains(text.lowercased()) ? text : quoted(text)
    }

    /// A text in double quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: append(scalar, to: &result)
            }
        }
        return result + "\""
    }

    /// A text for a comment, on one line and cut when it is long.
    static func shown(_ text: String) -> String {
        var result = "'"
        var count = 0
        for scalar in text.unicodeScalars {
            if count == 40 { return result + "…'" }
            append(scalar, to: &result)
            count += 1
        }
        return result + "'"
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        guard isHidden(scalar) else { return text.unicodeScalars.append(scalar) }
        let digits = String(scalar.value, radix: 16)
        let (mark, width) = scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
        text += mark + String(repeating: "0", count: width - digits.utf8.count) + digits
    }

    /// What a reader of YAML refuses, takes for the end of a line, or a person cannot see.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0xA0, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xE000...0xF8FF, 0xFEFF,
            0xFFF0...0xFFFF, 0xE0000...0x10FFFF:
            true
        default: scalar.properties.isNoncharacterCodePoint
        }
    }
}
