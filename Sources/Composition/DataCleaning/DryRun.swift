import Cleaning
import CommandLine
package import Diagnostics
import Tabular

/// What would become of the first records of a source.
package struct DryRun: Sendable {
    let previews: [RecordPreview]
    /// The kind of file; records of a workbook stand in rows.
    let form: SourceShape.Form
    /// What a person should know about the source.
    let notes: [LocalizedText]
    /// Whether a rule keeps the last record of a key, and there are records that are not shown.
    let isBlind: Bool

    /// The lines for people: each changed cell before and after, and each reason.
    package func text(in language: Language) -> String {
        let isEnglish = language == .english
        let lineWord = form == .xlsx ? "row" : "line"
        var lines = notes.map { $0.text(in: language) }
        let column = previews.flatMap { $0.changes.map(\.column.count) }.max() ?? 0
        for preview in previews {
            let number = preview.place.record
            let line = preview.place.line
            let place = isEnglish ? "record \(number), \(lineWord) \(line)" : "记录 \(number)，第 \(line) 行"
            switch preview.fate {
            case .unchanged: lines.append("\(place)    " + (isEnglish ? "unchanged" : "不变"))
            case .dropped: lines.append("\(place)    " + (isEnglish ? "dropped" : "丢弃"))
            case .rejected:
                for refusal in preview.refusals {
                    let name = refusal.column.isEmpty ? "" : refusal.column + "  "
                    let word = isEnglish ? "rejected" : "剔除"
                    lines.append(
                        "\(place)    \(word)  \(name)\(refusal.message.text(in: language)) [\(refusal.code.name)]"
                    )
                }
            case .repaired:
                lines.append(place)
                for change in preview.changes {
                    let blanks = String(repeating: " ", count: column - change.column.count)
                    let steps = change.steps.joined(separator: ", ")
                    lines.append(
                        "    \(change.column)\(blanks)  \"\(change.before)\" → \"\(change.after)\"    \(steps)"
                    )
                }
            }
        }
        if isBlind {
            lines.append(
                LocalizedText(
                    "'keep: last' has compared these \(previews.count) records only; one of them that a later record repeats "
                        + "will be rejected",
                    zh: "“keep: last”只比较了这 \(previews.count) 条记录；其中与后面的记录重复者将被剔除"
                ).text(in: language)
            )
        }
        let counts = RecordPreview.Fate.allCases.map { fate in previews.count { $0.fate == fate } }
        lines.append(
            isEnglish
                ? "\(previews.count) records: \(counts[1]) repaired, \(counts[0]) unchanged, \(counts[2]) rejected, "
                    + "\(counts[3]) dropped; nothing was written"
                : "共 \(previews.count) 条记录：修复 \(counts[1])，不变 \(counts[0])，剔除 \(counts[2])，丢弃 \(counts[3])；没有写出任何内容"
        )
        return lines.map { TerminalText.line($0) }.joined(separator: "\n")
    }
}
