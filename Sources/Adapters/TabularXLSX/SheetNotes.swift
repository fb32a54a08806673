import Diagnostics
import Tabular

/// What is told about the sheets of a workbook.
enum SheetNotes {
    /// The most names that are told.
    private static let nameLimit = 10

    private static func list(_ sheets: [SheetPart]) -> (english: String, chinese: String) {
        let named = sheets.prefix(nameLimit)
        let rest = sheets.count - named.count
        let english = named.map { "'\($0.name)'" + ($0.isHidden ? " (hidden)" : "") }.joined(separator: ", ")
        let chinese = named.map { "“\($0.name)”" + ($0.isHidden ? "（隐藏）" : "") }.joined(separator: "、")
        return rest > 0 ? ("\(english) and \(rest) more", "\(chinese) 等 \(sheets.count) 个") : (english, chinese)
    }

    /// Sheets that nobody asked for.
    static func unread(_ sheets: [SheetPart]) -> LocalizedText {
        let (english, chinese) = list(sheets)
        return LocalizedText(
            "the workbook also has the \(sheets.count == 1 ? "sheet" : "sheets") \(english), not read; choose one "
                + "with --sheet NAME, or all that have the same columns with --sheet all",
            zh: "工作簿另有工作表\(chinese)，未读取；可用 --sheet 名称 选择，或用 --sheet all 依次读取列相同的全部工作表"
        )
    }

    /// Sheets that do not belong to the table.
    static func otherColumns(_ sheets: [SheetPart], than first: String) -> LocalizedText {
        let (english, chinese) = list(sheets)
        return LocalizedText(
            "\(sheets.count == 1 ? "the sheet \(english) has" : "the sheets \(english) have") other columns than "
                + "'\(first)' and \(sheets.count == 1 ? "was" : "were") not read",
            zh: "工作表\(chinese)的列与“\(first)”不同，未读取"
        )
    }

    /// Hidden sheets, when all others are asked for.
    static func hidden(_ sheets: [SheetPart]) -> LocalizedText {
        let (english, chinese) = list(sheets)
        return LocalizedText(
            "not read, being hidden: \(sheets.count == 1 ? "the sheet" : "the sheets") \(english)",
            zh: "因隐藏而未读取：工作表\(chinese)"
        )
    }

    /// What was read.
    static func assumption(_ names: [String]) -> Assumption {
        let english = names.map { "'\($0)'" }.joined(separator: ", ")
        let chinese = names.map { "“\($0)”" }.joined(separator: "、")
        return Assumption(
            .sheet,
            names.joined(separator: ", "),
            text: LocalizedText("\(names.count == 1 ? "sheet" : "sheets") \(english)", zh: "工作表\(chinese)")
        )
    }
}
