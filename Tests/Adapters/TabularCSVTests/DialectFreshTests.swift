import Tabular
import Testing

@testable import TabularCSV

/// Random tables in random dialects with random pollution, to which nothing was adjusted.
private struct FreshTable {
    let delimiter: String
    let kind: String
    let text: String
    /// Exactly the rows that were written.
    let rows: [[String]]

    private static let words = """
        red blue Paris London north old house river Smith Jones good night table chair very long way home
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    private static let chinese = ["北京", "上海", "王伟", "蓝牙耳机", "加急", "请尽快发货，谢谢"]
    private static let columns = [
        "id", "code", "date", "price", "name", "note", "city", "time", "url", "flag", "empty",
    ]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func cell(_ column: String, _ index: Int, _ random: inout SeededNumbers) -> String {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        func pick(_ choices: [String]) -> String { choices[number(0...choices.count - 1)] }
        switch column {
        case "id": return "\(1_000 + index)"
        case "code": return "\(pick(["A", "B", "C"]))\(number(100...999))-\(number(1...9))"
        case "date": return "2024-\(two(number(1...12)))-\(two(number(1...28)))"
        case "price": return "\(number(1...999)).\(two(number(0...99)))"
        case "name": return (0..<number(1...2)).map { _ in pick(words) }.joined(separator: " ")
        case "note":
            let text = (0..<number(0...9)).map { _ in pick(words) }.joined(separator: " ")
            return text + pick(["", "", ", ok", "; see", " 5\" wide", "!"])
        case "city": return pick(chinese)
        case "time": return "\(two(number(0...23))):\(two(number(0...59)))"
        case "url": return "https://x.org/\(number(1...999))"
        case "flag": return pick(["Y", "N"])
        default: return pick(["", "", "x"])
        }
    }

    private static func write(_ rows: [[String]], _ delimiter: String, _ quotesAll: Bool, _ lineEnd: String) -> String {
        rows.map { row in
            row.map { cell in
                let needs = quotesAll || cell.contains(delimiter) || cell.contains("\"")
                return needs ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
            }.joined(separator: delimiter) + lineEnd
        }.joined()
    }

    init(_ random: inout SeededNumbers) {
        let names = Array(Self.columns.shuffled(using: &random).prefix(Int.random(in: 2...9, using: &random)))
        let count = [2, 3, 5, 10, 30, 100][Int.random(in: 0...5, using: &random)]
        var rows = [names]
        for index in 0..<count { rows.append(names.map { Self.cell($0, index, &random) }) }
        delimiter = [",", ",", ",", ";", ";", "\t"][Int.random(in: 0...5, using: &random)]
        let quotesAll = Int.random(in: 0..<5, using: &random) == 0
        let lineEnd = ["\n", "\r\n", "\n", "\r"][Int.random(in: 0...3, using: &random)]
        if Int.random(in: 0..<5, using: &random) == 0 { rows.removeFirst() }
        kind = ["plain", "plain", "preamble", "stray", "mark", "no end"][Int.random(in: 0...5, using: &random)]
        var text = Self.write(rows, delimiter, quotesAll, lineEnd)
        switch kind {
        case "preamble":
            let first = Bool.random(using: &random) ? "Report of the month" : "made by me\(lineEnd)in May"
            text = first + lineEnd + (Bool.random(using: &random) ? lineEnd : "") + text
        case "mark": text = "\u{FEFF}" + text
        case "no end": text.removeLast()
        case "stray" where rows.count > 3 && !quotesAll:
            let row = Int.random(in: 1..<rows.count, using: &random)
            let column = Int.random(in: 0..<names.count, using: &random)
            let cell = rows[row][column]
            guard !cell.isEmpty, !cell.contains(where: { "\", ;|".contains($0) }) else { break }
            var marked = rows
            marked[row][column] = "\u{0}" + cell
            text = Self.write(marked, delimiter, quotesAll, lineEnd).replacing("\u{0}", with: "\"")
            rows[row][column] = "\"" + cell
        default: break
        }
        self.text = text
        self.rows = rows
    }
}

@Suite("Fresh tables")
struct DialectFreshTests {
    @Test("Of random tables nearly all are read exactly")
    func fresh() async {
        var random = SeededNumbers(seed: 731)
        let tables = (0..<500).map { _ in FreshTable(&random) }
        var right = 0
        var misses: [String] = []
        for table in tables {
            // A refusal is a miss as well.
            let reading = try? Reading(table.text)
            if reading?.rows == table.rows {
                right += 1
            } else {
                misses.append("\(table.delimiter.debugDescription) \(table.kind)")
            }
        }
        #expect(right * 100 >= tables.count * 99, "\(misses)")
        print("Fresh: \(right) of \(tables.count); \(misses)")
    }
}
