/// Which of a source's first records are preamble, header, records and footer.
public struct TableStructure: Sendable {
    /// Records and blank lines before the header.
    public private(set) var preambleCount = 0
    /// Header records.
    public private(set) var headerCount = 0
    /// Records and blank lines behind the last record.
    public private(set) var footerCount = 0
    /// How sure the header is, from 0 to 1.
    public private(set) var headerConfidence = 0.0
    /// Whether records that look like a footer are one, at the end of the source.
    public private(set) var mayHaveFooter = false
    /// The columns behind the header.
    public private(set) var columns: [ColumnSurvey.Column] = []

    /// The most records that a preamble has.
    static let preambleLimit = 30
    /// The most records that a footer has.
    public static let footerLimit = 10
    /// The most records that a header has.
    static let headerLimit = 5

    private let width: Int
    private let dividesProse: Bool

    /// Looks at all records of a batch; blank lines are records of one empty field there.
    ///
    /// - Parameters:
    ///   - batch: The first records of the source.
    ///   - width: The number of fields that most records have, at least 1.
    ///   - isWhole: Whether the batch holds all records, so that a footer can be seen.
    ///   - findsPreamble: Whether a preamble is looked for; otherwise only blank lines are one.
    ///   - dividesProse: Whether the delimiter also stands between words, so that a title or a remark has many cells.
    public init(
        _ batch: RecordBatch,
        width: Int,
        isWhole: Bool,
        findsPreamble: Bool = true,
        dividesProse: Bool = false
    ) {
        self.width = width
        self.dividesProse = dividesProse
        let count = batch.count
        guard count > 0 else { return }
        let filled = (0..<count).map { Self.filledCount(batch, $0) }
        columns = ColumnSurvey(batch, records: min(5, count / 3)..<count, width: width).columns
        if findsPreamble {
            if width >= 2 { findPreamble(batch, filled) }
        } else {
            while preambleCount < count, filled[preambleCount] == 0 { preambleCount += 1 }
        }
        if width >= 2 { findFooter(batch, filled, isWhole: isWhole) }
        let body = (preambleCount..<count - footerCount).filter { filled[$0] > 0 }
        guard !body.isEmpty else { return }
        findHeader(batch, body)
    }

    /// The number of cells of a record that are not blank.
    static func filledCount(_ batch: RecordBatch, _ index: Int) -> Int {
        let text = batch.text.span
        return batch.fieldIndices(of: index).reduce(0) {
            $0 + (CellKind.isBlank(text, batch.fields[$1].range) ? 0 : 1)
        }
    }

    /// Whether a record has one cell at most, and that is no value of its column; or is prose that was divided.
    public func isOutside(_ batch: RecordBatch, record index: Int) -> Bool {
        let text = batch.text.span
        let fields = batch.fieldIndices(of: index)
        let filled = fields.filter { !CellKind.isBlank(text, batch.fields[$0].range) }
        if dividesProse, filled.count > 1 { return isProse(batch, fields) }
        guard filled.count <= 1, fields.count < width || width >= 3 else { return false }
        guard let only = filled.first, only - fields.lowerBound < width else { return true }
        return !columns[only - fields.lowerBound].matches(text, batch.fields[only].range)
    }

    /// How many records at the end of a batch are a footer, if nothing follows.
    ///
    /// A record of one cell may be one that lacks its other cells, so that it is ``isOutside(_:record:)`` does not make
    /// it a footer. It must be set apart: by a blank line or an empty record before it, by a word such as "total" or
    /// "合计", or because it is no value of a column that has a type and either a sentence or shorter than records are.
    ///
    /// - Parameters:
    ///   - batch: The records.
    ///   - limit: The most records that may be one; there are ``footerLimit`` at most.
    ///   - isBehindBlankLine: Whether the line before an offset of the batch's text, where a record starts, is blank.
    /// - Returns: The number of records; all those behind the first that is set apart.
    public func footerCount(
        of batch: RecordBatch,
        atMost limit: Int,
        isBehindBlankLine: (_ offset: Int) -> Bool
    ) -> Int {
        let most = min(limit, Self.footerLimit, batch.count)
        var count = 0
        var found = 0
        while count < most {
            let index = batch.count - 1 - count
            let entry = batch.records[index]
            guard entry.flags.isDisjoint(with: Self.unlikeFooter), isShort(batch, index) else { break }
            guard isOutside(batch, record: index) else { break }
            count += 1
            if isBehindBlankLine(entry.start) || isSetApart(batch, index) { found = count }
        }
        return found
    }

    private static let unlikeFooter = RecordEntry.Flags.losses.union(.unclosedQuote)
    /// The most bytes that a record of a footer has; it has to wait for what follows.
    private static let footerByteLimit = 16 << 10

    private func isShort(_ batch: RecordBatch, _ index: Int) -> Bool {
        let end = batch.fieldIndices(of: index).last.map { batch.fields[$0].end } ?? 0
        return end - batch.records[index].start <= Self.footerByteLimit
    }

    /// Whether what stands in a record that is outside tells that it is no record.
    private func isSetApart(_ batch: RecordBatch, _ index: Int) -> Bool {
        let text = batch.text.span
        let fields = batch.fieldIndices(of: index)
        let filled = fields.filter { !CellKind.isBlank(text, batch.fields[$0].range) }
        guard filled.count == 1, filled[0] - fields.lowerBound < width else { return true }
        let range = batch.fields[filled[0]].range
        if FooterWords.start(text, range) { return true }
        let column = columns[filled[0] - fields.lowerBound]
        let isNarrow = fields.count < width
        guard column.type != nil else {
            return isNarrow && Double(range.count) > 2 * column.meanByteCount + 16
        }
        if FooterWords.isSentence(text, range) { return true }
        // A last line without its end may be a record that was cut off.
        let last = batch.fields[fields.upperBound - 1]
        return isNarrow && last.end + (last.isQuoted ? 1 : 0) < text.count
    }

    /// Whether a record of another width has words where values of columns should be, and none of those.
    private func isProse(_ batch: RecordBatch, _ fields: Range<Int>) -> Bool {
        guard fields.count != width else { return false }
        let text = batch.text.span
        var typedCount = 0
        for (field, column) in zip(fields, columns) where column.type != nil {
            let range = batch.fields[field].range
            guard CellKind(text, range).isPlain, !column.matches(text, range) else { return false }
            typedCount += 1
        }
        return typedCount > 0
    }

    private mutating func findPreamble(_ batch: RecordBatch, _ filled: [Int]) {
        let count = batch.count
        let limit = min(count, Self.preambleLimit)
        var index = 0
        var found = 0
        while index < limit {
            let fields = batch.fieldIndices(of: index).count
            let isPart =
                filled[index] == 0 || isOutside(batch, record: index)
                || (width >= 4 && fields < width && filled[index] * 2 <= width)
            if isPart {
                index += 1
                found = index
                continue
            }
            // A block of narrower records with a blank line behind it.
            var end = index
            while end < min(count, index + Self.preambleLimit), filled[end] > 0,
                batch.fieldIndices(of: end).count < width
            {
                end += 1
            }
            guard end > index, end < count, filled[end] == 0 else { break }
            index = end
        }
        preambleCount = found >= count || (found == index && index == Self.preambleLimit) ? 0 : found
    }

    private mutating func findFooter(_ batch: RecordBatch, _ filled: [Int], isWhole: Bool) {
        let count = batch.count
        let body = filled[preambleCount...]
        let most = isWhole ? max(0, count - preambleCount - 1) : 0
        let found = footerCount(of: batch, atMost: most) { _ in false }
        let inside = body.dropLast(found).reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
        mayHaveFooter = inside * 50 <= count
        footerCount = mayHaveFooter ? found : 0
    }

    private mutating func findHeader(_ batch: RecordBatch, _ body: [Int]) {
        guard body.count > 1 else {
            let text = batch.text.span
            let isPlain = batch.fieldIndices(of: body[0]).allSatisfy {
                CellKind(text, batch.fields[$0].range).isPlain
            }
            headerCount = isPlain ? 1 : 0
            headerConfidence = 0.5
            return
        }
        let first = body.count < 8 ? 1 : min(5, body.count / 3)
        let last = body[body.count - 1]
        let columns = ColumnSurvey(batch, records: body[first]..<last + 1, width: width).columns
        var found = 0
        headerConfidence = 0.5
        for index in body.prefix(Self.headerLimit + 1) {
            let vote = HeaderVote(batch, record: index, columns: columns)
            if vote.isWithoutTypes, found == 0 {
                let value = vote.value + HeaderVote.amongTexts(batch, record: index, columns: columns)
                found = value > 0 ? 1 : 0
                headerConfidence = 0.6
                break
            }
            let isWhole = batch.fieldIndices(of: index).count == width && vote.matchCount == 0
            guard vote.value > 0, found == 0 || (isWhole && vote.value >= 1) else { break }
            found += 1
            headerConfidence = 0.9
        }
        if found >= body.count { found = 1 }
        headerCount = min(found, Self.headerLimit)
    }

    /// Takes a header of `count` records as given, or as found with a confidence from 0 to 1.
    public mutating func fixHeader(count: Int, confidence: Double = 1) {
        headerCount = count
        headerConfidence = confidence
    }

    /// The names of the columns that several header records give together.
    ///
    /// Cells of one column are joined by a blank; in all but the last record an empty cell takes the one to its left,
    /// when the record does not fill all columns (names of groups).
    public static func joined(_ records: [[String]]) -> [String] {
        guard records.count > 1 else { return records.first ?? [] }
        let width = records.map(\.count).max() ?? 0
        var rows = records.map { $0 + Array(repeating: "", count: width - $0.count) }
        for index in rows.indices.dropLast() where rows[index].contains(where: { isBlank($0) }) {
            var group = ""
            for column in 0..<width {
                if rows[index][column].isEmpty { rows[index][column] = group } else { group = rows[index][column] }
            }
        }
        return (0..<width).map { column in
            rows.map { trimmed($0[column]) }.filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    private static func isBlank(_ text: String) -> Bool { trimmed(text).isEmpty }

    private static func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[CellForm.trimmed(bytes.span, bytes.indices)], as: UTF8.self)
    }
}
