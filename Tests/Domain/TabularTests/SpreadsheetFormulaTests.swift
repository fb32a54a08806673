import Tabular
import Testing

@Suite("Formulas of spreadsheets in texts")
struct SpreadsheetFormulaTests {
    @Test("Texts that a spreadsheet would run, and those that it would not; numbers stay numbers")
    func formulas() {
        let formulas = [
            "=", "=1+1", "@SUM(A1)", "+cmd", "-2+3", "\t=1", "\r=1", "\n=1", "-a", "--1", "+1.", "-.5", "-1.2.3", "-1 ",
            "＝1+1", "＠x", "＋1", "－a", "=北京",
        ]
        for text in formulas {
            let bytes = Array(text.utf8)
            if !SpreadsheetFormula.isLikely(bytes.span) { Issue.record("'\(text)' is no formula") }
        }
        let others = [
            "", "-", "+", "-5", "+8613800138000", "-0.5", "a=b", "1+1", "'=1", " =1", "－", "＋", "（1）", "\u{FEFF}",
            "-\(String(repeating: "9", count: 100))", "北京",
        ]
        for text in others {
            let bytes = Array(text.utf8)
            if SpreadsheetFormula.isLikely(bytes.span) { Issue.record("'\(text)' is a formula") }
        }
        let cut: [[UInt8]] = [[0xEF], [0xEF, 0xBC], [0xEF, 0xBD, 0x9D]]
        for bytes in cut where SpreadsheetFormula.isLikely(bytes.span) { Issue.record("\(bytes) is a formula") }
    }
}
