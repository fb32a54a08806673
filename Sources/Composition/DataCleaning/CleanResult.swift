package import Cleaning
import CommandLine
package import Diagnostics
package import Tabular

/// What a run has done.
package struct CleanResult: Sendable {
    /// The source as it was given.
    package let input: String
    /// Where the clean records are; nil when nobody asked for them.
    package let output: String?
    /// Where the rejected records are; nil when nobody asked for them.
    package let rejects: String?
    /// What the source looks like.
    package let shape: SourceShape
    /// What was counted while it was read.
    package let sourceCounts: SourceCounts
    /// What became of the records; those in ``unsentCount`` beside.
    package internal(set) var counts: CleaningCounts
    /// The clean records that were not sent, when they go to a service; nil when they go elsewhere.
    package internal(set) var unsentCount: Int?
    /// Why records were rejected, the most frequent reason first.
    package let reasons: [ReasonCount]
    /// The columns that were written.
    package internal(set) var outputColumns: [String] = []
    /// What a person should know about the source.
    package internal(set) var notes: [LocalizedText] = []
    /// The bytes that were read.
    package internal(set) var byteCount = 0
    /// How long it took.
    package internal(set) var time = Duration.zero
    /// Whether there were more rejects than allowed; then nothing has been written.
    package internal(set) var isOverLimit = false

    init(
        _ options: CleanOptions,
        _ shape: SourceShape,
        _ sourceCounts: SourceCounts,
        _ collector: RecordCollector
    ) {
        input = options.input
        output = options.output
        rejects = options.rejects
        self.shape = shape
        self.sourceCounts = sourceCounts
        counts = collector.counts
        reasons = collector.reasons
    }

    var seconds: Double { max(1e-9, time / .seconds(1)) }

    /// The lines for people.
    package func text(in language: Language) -> String {
        let isEnglish = language == .english
        let words =
            isEnglish
            ? ["assumed", "read", "clean", "rejected", "dropped", "note", "not sent", "left out"]
            : ["推断", "读取", "合格", "剔除", "丢弃", "注意", "未发送", "略去"]
        let width = 10
        func row(_ index: Int, _ text: String) -> String {
            let word = words[index]
            let count = isEnglish ? word.count : word.count * 2
            return word + String(repeating: " ", count: max(1, width - count)) + text
        }
        func number(_ value: Int) -> String {
            let digits = DigitGroups.text(value)
            return String(repeating: " ", count: max(0, 10 - digits.count)) + digits
        }
        let records = isEnglish ? " records" : " 条记录"
        let columns = isEnglish ? "\(outputColumns.count) columns" : "\(outputColumns.count) 列"
        let form = shape.form.rawValue.uppercased()
        var lines = ["\(TerminalText.line(input)) · \(form) · \(columns)"]
        for note in notes + sourceNotes { lines.append(row(5, TerminalText.line(note.text(in: language)))) }
        let assumed = shape.assumptions.map { $0.text.text(in: language) + Self.confidence($0) }
        if !assumed.isEmpty {
            lines.append(row(0, TerminalText.line(assumed.joined(separator: isEnglish ? ", " : "，"))))
        }
        let others = leftOut.filter { $0.count > 0 }
        if !others.isEmpty {
            let parts = others.map { "\(DigitGroups.text($0.count)) " + $0.words.text(in: language) }
            let sum = others.reduce(0) { $0 + $1.count }
            lines.append(row(7, number(sum) + (isEnglish ? " lines: " : " 行：") + parts.joined(separator: " · ")))
        }
        lines.append(row(1, number(counts.records) + records))
        var clean = number(counts.clean)
        if let output, !isOverLimit || counts.clean > 0 && unsentCount != nil {
            clean += " → \(TerminalText.line(output))"
        }
        lines.append(row(2, clean))
        var rejected = number(counts.rejected)
        if let rejects, !isOverLimit { rejected += " → \(TerminalText.line(rejects))" }
        // Each record counts for its first reason, so that the numbers add up.
        let first = reasons.filter { $0.firstCount > 0 }.sorted { $0.firstCount > $1.firstCount }
        let told = first.prefix(8).map { "\($0.code.name) \(DigitGroups.text($0.firstCount))" }
        if !told.isEmpty { rejected += "    " + told.joined(separator: " · ") + (first.count > 8 ? " · …" : "") }
        lines.append(row(3, rejected))
        lines.append(row(4, number(counts.dropped)))
        if let unsentCount { lines.append(row(6, number(unsentCount))) }
        let parts = [counts.clean, counts.rejected, counts.dropped] + (unsentCount.map { [$0] } ?? [])
        let sum = parts.map(DigitGroups.text).joined(separator: " + ")
        let rate = Int((Double(byteCount) / seconds / 1e6).rounded())
        lines.append("\(DigitGroups.text(counts.records)) = \(sum) · \(Self.decimals(seconds)) s · \(rate) MB/s")
        return lines.joined(separator: "\n")
    }

    /// What the source itself tells.
    var sourceNotes: [LocalizedText] {
        var notes = shape.notes
        if sourceCounts.strayBytes > 0 { notes.append(strayNote) }
        let count = sourceCounts.uncachedFormulas
        guard count > 0 else { return notes }
        let formulas = count == 1 ? "1 formula has" : "\(DigitGroups.text(count)) formulas have"
        let note = LocalizedText(
            "\(formulas) no value in the workbook, so that the cells are empty; open it in Excel, and save it",
            zh: "\(DigitGroups.text(count)) 个公式在工作簿中没有缓存值，对应单元格为空；请用 Excel 打开后重新保存"
        )
        return notes + [note]
    }

    /// Where bytes could not be decoded.
    private var strayNote: LocalizedText {
        let count = sourceCounts.strayBytes
        let digits = DigitGroups.text(count)
        let name = shape.assumptions.first { $0.subject == .encoding }?.value ?? ""
        let offsets = sourceCounts.strayOffsets.map(String.init).joined(separator: ", ")
        return LocalizedText(
            (count == 1 ? "1 byte is" : "\(digits) bytes are") + " no \(name), and read as U+FFFD; "
                + "the first at offset \(offsets)",
            zh: "\(digits) 个字节不属于 \(name)，读作 U+FFFD；最先出现在偏移 \(offsets)"
        )
    }

    /// What was read but is no record, with its name for programs; a record can take several lines.
    var leftOut: [(name: String, count: Int, words: LocalizedText)] {
        [
            ("skippedLines", sourceCounts.skippedLines, LocalizedText("skipped", zh: "按要求跳过")),
            ("preambleLines", shape.preambleCount, LocalizedText("before the table", zh: "表前")),
            ("footerRecords", sourceCounts.footerRecords, LocalizedText("behind the table", zh: "表后")),
            ("blankLines", sourceCounts.blankLines, LocalizedText("blank", zh: "空行")),
            ("commentLines", sourceCounts.commentLines, LocalizedText("commented out", zh: "注释")),
        ]
    }

    private static func confidence(_ assumption: Assumption) -> String {
        guard let confidence = assumption.confidence else { return "" }
        return confidence >= 0.99 ? " (0.99+)" : " (\(decimals(confidence)))"
    }

    /// A number with two decimals.
    static func decimals(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let part = hundredths % 100
        return "\(hundredths / 100).\(part < 10 ? "0" : "")\(part)"
    }
}
