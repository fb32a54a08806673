/// Whether a record looks like the names of the columns below it.
public struct HeaderVote: Sendable {
    /// Above 0 it speaks for a header, below 0 against.
    public private(set) var value = 0.0
    /// Whether no column with a type has a cell in the record.
    public private(set) var isWithoutTypes = true
    /// The cells that are of their column's type.
    public private(set) var matchCount = 0

    /// The vote of the record at `index` of a batch on the columns below it.
    public init(_ batch: RecordBatch, record index: Int, columns: [ColumnSurvey.Column]) {
        let text = batch.text.span
        for (field, column) in zip(batch.fieldIndices(of: index), columns) {
            let range = CellForm.trimmed(text, batch.fields[field].range)
            guard !range.isEmpty else { continue }
            let isPlain = CellKind(text, range).isPlain
            if column.type != nil {
                isWithoutTypes = false
                if column.matches(text, range) {
                    matchCount += 1
                    value -= 1
                } else {
                    value += isPlain ? 1 : 0.25
                }
            } else if column.count >= 2 {
                if !isPlain {
                    value -= 0.25
                } else if column.meanByteCount >= 20, Double(range.count) * 2.5 < column.meanByteCount {
                    value += 0.5
                } else if column.occurrences(of: text, range) >= 2 {
                    value -= 0.75
                }
            }
        }
    }

    /// Whether the record at `index` of a batch names the columns of the records below it.
    public static func isHeader(_ batch: RecordBatch, record index: Int, of records: Range<Int>, width: Int) -> Bool {
        let columns = ColumnSurvey(batch, records: records, width: width).columns
        let vote = HeaderVote(batch, record: index, columns: columns)
        guard vote.isWithoutTypes else { return vote.value > 0 }
        return vote.value + amongTexts(batch, record: index, columns: columns) > 0
    }

    /// A vote for columns without types: names that people give to columns speak for a header, values that come again
    /// below speak against it.
    static func amongTexts(_ batch: RecordBatch, record index: Int, columns: [ColumnSurvey.Column]) -> Double {
        let text = batch.text.span
        var named = 0
        var recurs = false
        var cells: Set<UInt64> = []
        var isFilled = true
        let fields = batch.fieldIndices(of: index)
        for (position, field) in fields.enumerated() {
            let range = CellForm.trimmed(text, batch.fields[field].range)
            cells.insert(ColumnSurvey.fingerprint(text, range))
            guard !range.isEmpty else {
                isFilled = false
                continue
            }
            if ColumnNames.contains(text, range) { named += 1 }
            if position < columns.count, columns[position].occurrences(of: text, range) > 0 { recurs = true }
        }
        let isDistinct = isFilled && cells.count == fields.count
        return Double(named) - (recurs ? 2 : 0) + (isDistinct ? 0.3 : -0.3)
    }
}

/// Names that many tables give to their columns.
private enum ColumnNames {
    private static let english: Set<String> = [
        "id", "no", "name", "date", "time", "code", "type", "phone", "email", "address", "city", "amount", "price",
        "qty", "quantity", "total", "status", "key", "value", "url", "comment", "comments", "description",
    ]
    private static let chinese = ["编号", "姓名", "名称", "日期", "时间", "金额", "数量", "电话", "地址", "状态", "备注", "单号", "类型"]

    /// Whether a cell is such a name, or ends with one behind a blank or `_`.
    static func contains(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 64 else { return false }
        let bytes = range.map { text[$0] }
        let name = String(decoding: bytes, as: UTF8.self).lowercased()
        let last = name.split { $0 == " " || $0 == "_" }.last.map(String.init) ?? name
        return english.contains(last) || chinese.contains { name.hasSuffix($0) }
    }
}
