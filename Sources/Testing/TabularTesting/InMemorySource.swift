public import Tabular

/// Records that are there already, as a source.
public struct InMemorySource: RecordSource {
    private let header: [String]
    private let rows: [[String]]
    private let batchCount: Int
    private var offset = 0
    /// The records that were handed out.
    public private(set) var counts = SourceCounts()

    /// Gives `rows` under `header`, in batches of `batchCount` records; the first record stands on line 2.
    public init(header: [String], rows: [[String]], batchCount: Int = 1_000) {
        precondition(batchCount >= 1, "a batch holds at least one record")
        self.header = header
        self.rows = rows
        self.batchCount = batchCount
    }

    /// The header's shape.
    public mutating func shape() throws(TabularError) -> SourceShape {
        SourceShape(
            form: .csv,
            dialect: Dialect(),
            columnCount: header.isEmpty ? (rows.first?.count ?? 0) : header.count,
            header: header,
            headerCount: header.isEmpty ? 0 : 1
        )
    }

    /// Hands out the next rows.
    public mutating func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        batch.removeAll()
        guard offset < rows.count else { return false }
        batch.firstRecord = offset + 1
        batch.firstLine = offset + (header.isEmpty ? 1 : 2)
        for row in rows[offset..<min(offset + batchCount, rows.count)] {
            let start = batch.text.count
            for cell in row {
                let from = batch.text.count
                batch.text.append(contentsOf: cell.utf8)
                batch.fields.append(FieldRange(start: from, count: batch.text.count - from))
            }
            let distance = batch.records.count
            batch.records.append(RecordEntry(start: start, fieldEnd: batch.fields.count, lineDistance: distance))
        }
        offset += batch.count
        counts.records = offset
        return true
    }
}
