import Diagnostics
import Tabular

/// The tables that stand one behind the other in the beginning of a text.
///
/// A table has two lines of two fields or more at least. Another one begins with lines of another width, behind a blank
/// line or with a line that names the columns below it.
struct SampleTables: Sendable {
    /// One of them.
    struct Table: Sendable {
        /// The index of its first record, a title before it among them.
        let firstRecord: Int
        /// The number of fields that most of its records have.
        let width: Int
        /// Where it is in the text, as far as the next one.
        var range: Range<Int>
        /// The physical lines before it.
        let lineCount: Int
    }

    /// The most lines that are asked whether they name columns.
    private static let voteLimit = 100
    /// The lines below one in which the width of those above it must not come again.
    private static let lookaheadCount = 50

    /// In their order.
    private(set) var all: [Table] = []
    private var voteCount = 0

    /// Looks at the first records of a text, blank lines among them, which go to the offset `end`.
    init(_ batch: RecordBatch, end: Int) {
        let widths = (0..<batch.count).map { Self.filledWidth(of: $0, in: batch) }
        var titles: Int?
        var index = 0
        while index < widths.count {
            if widths[index] == 0 {
                index += 1
                continue
            }
            var next = index + 1
            while next < widths.count, widths[next] > 0, !begins(batch, next, widths) { next += 1 }
            let start = titles ?? index
            if let width = Self.width(of: widths[index..<next]) {
                if all.last?.width != width { add(batch, from: start, width: width, end: end) }
                titles = nil
            } else {
                titles = start
            }
            index = next
        }
    }

    /// The table in which a record stands, from 1.
    func number(ofRecord index: Int) -> Int { max(1, all.filter { $0.firstRecord <= index }.count) }

    private mutating func add(_ batch: RecordBatch, from first: Int, width: Int, end: Int) {
        let entry = batch.records[first]
        if let last = all.indices.last { all[last].range = all[last].range.lowerBound..<entry.start }
        all.append(Table(firstRecord: first, width: width, range: entry.start..<end, lineCount: entry.line))
    }

    /// The number of fields of a record; 0 when it is blank.
    private static func filledWidth(of index: Int, in batch: RecordBatch) -> Int {
        let text = batch.text.span
        let fields = batch.fieldIndices(of: index)
        return fields.allSatisfy { CellKind.isBlank(text, batch.fields[$0].range) } ? 0 : fields.count
    }

    /// The width of a table; nil when the lines are none.
    private static func width(of widths: ArraySlice<Int>) -> Int? {
        var counts: [Int: Int] = [:]
        for width in widths { counts[width, default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
        return most.key >= 2 && most.value >= 2 && most.value * 2 > widths.count ? most.key : nil
    }

    /// Whether a line without a blank one before it begins another table.
    private mutating func begins(_ batch: RecordBatch, _ index: Int, _ widths: [Int]) -> Bool {
        let (above, width) = (widths[index - 1], widths[index])
        guard above >= 2, width >= 2, width != above, index + 1 < widths.count, widths[index + 1] == width else {
            return false
        }
        let below = widths[index...].prefix(Self.lookaheadCount).prefix { $0 > 0 }
        guard voteCount < Self.voteLimit, !below.contains(above) else { return false }
        voteCount += 1
        let run = index + 1..<index + below.prefix { $0 == width }.count
        return HeaderVote.isHeader(batch, record: index, of: run, width: width)
    }

    // MARK: - Words

    /// What is told when all of them are read, as records of the one with a number.
    func note(reading number: Int, line: Int) -> LocalizedText? {
        guard all.count > 1 else { return nil }
        let shown = all.prefix(8).enumerated()
        let english = shown.map { "table \($0 + 1) from line \(line + $1.lineCount) (\($1.width) columns)" }
        let chinese = shown.map { "第 \($0 + 1) 个从第 \(line + $1.lineCount) 行起（\($1.width) 列）" }
        let rest = all.count > 8
        return LocalizedText(
            "there are several tables: \(english.joined(separator: ", "))\(rest ? ", …" : ""); records have the columns of "
                + "table \(number), what stands before it is left out, and all behind it is read as one table; "
                + "--table \(number == 1 ? 2 : 1) reads another one alone",
            zh: "文件含多个表格：\(chinese.joined(separator: "，"))\(rest ? "，…" : "")；按第 \(number) 个表格的列读取，"
                + "之前的内容略去，之后的内容并入同一表格；可用 --table \(number == 1 ? 2 : 1) 单独读取其他表格"
        )
    }

    /// What is told of the table that is read.
    func assumption(_ number: Int, isGiven: Bool) -> Assumption? {
        guard all.count > 1 else { return nil }
        return Assumption(
            .table,
            "\(number)",
            confidence: isGiven ? nil : 0.9,
            text: LocalizedText("table \(number) of \(all.count)", zh: "\(all.count) 个表格中的第 \(number) 个")
        )
    }
}
