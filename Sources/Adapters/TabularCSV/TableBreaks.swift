import Tabular

/// Where one table of a text ends and another begins.
///
/// A table begins with a record of another width that names the columns of one or more records of its own width below.
struct TableBreaks: Sendable {
    /// The records below a header that are asked whether it is one.
    private static let surveyLimit = 50
    /// The bytes that wait at most for the records below them.
    private static let waitingByteLimit = 1 << 20

    /// The number of the table at the end of what was seen, from 1.
    private(set) var table = 1
    private var width: Int
    /// Where the first table is known to end, as an offset in the decoded text; nil when nobody knows.
    private let endOffset: Int?

    init(width: Int, endOffset: Int? = nil) {
        self.width = width
        self.endOffset = endOffset
    }

    /// The records at the end of a batch about which only later ones can tell.
    func undecidedCount(_ batch: RecordBatch) -> Int {
        var state = self
        let start = state.walk(batch) { _, _ in }
        var count = 0
        var last = batch.count - 1
        guard last >= start else { return 0 }
        let width = batch.fieldIndices(of: last).count
        while last >= start, count <= Self.surveyLimit, width >= 2, width != state.width {
            guard batch.fieldIndices(of: last).count == width else { break }
            guard batch.text.count - batch.records[last].start <= Self.waitingByteLimit else { return 0 }
            count += 1
            last -= 1
        }
        return count > Self.surveyLimit ? 0 : count
    }

    /// Marks the records that do not belong to the first table.
    mutating func mark(_ batch: inout RecordBatch) {
        var others: [Int] = []
        walk(batch) { index, table in
            if table != 1 { others.append(index) }
        }
        for index in others { batch.records[index].flags.insert(.otherTable) }
    }

    /// Goes through the records; returns the index behind the last record that begins a table, or 0.
    @discardableResult
    private mutating func walk(_ batch: RecordBatch, _ body: (_ index: Int, _ table: Int) -> Void) -> Int {
        var behind = 0
        for index in 0..<batch.count {
            let count = batch.fieldIndices(of: index).count
            if table == 1, let endOffset, batch.textOffset + batch.records[index].start >= endOffset {
                table = 2
                width = count
                behind = index + 1
            } else if count != width, count >= 2, begins(batch, index, width: count) {
                table += 1
                width = count
                behind = index + 1
            }
            body(index, table)
        }
        return behind
    }

    private func begins(_ batch: RecordBatch, _ index: Int, width: Int) -> Bool {
        var end = index + 1
        let limit = min(batch.count, index + 1 + Self.surveyLimit)
        while end < limit, batch.fieldIndices(of: end).count == width { end += 1 }
        return end > index + 1
            && HeaderVote.isHeader(batch, record: index, of: index + 1..<end, width: width)
    }
}
