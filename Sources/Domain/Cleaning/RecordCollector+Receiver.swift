public import Tabular

/// A clean record on its way to somebody who may refuse it.
public struct OutgoingRecord: Sendable {
    /// Which of the batch's clean records it is, from 0.
    public let index: Int
    /// The number of the record in the source, from 1.
    public let number: Int
    /// The cells of the columns that are written.
    public let cells: [String]

    /// A record.
    public init(index: Int, number: Int, cells: [String]) {
        self.index = index
        self.number = number
        self.cells = cells
    }
}

extension RecordCollector {
    /// The clean records of the next batch that repeat no other one, for somebody who may refuse some of them.
    ///
    /// The batch is to be collected afterwards; what ``refuse(_:_:code:in:)`` is told in between are rejects then.
    ///
    /// - Parameters:
    ///   - batch: The records.
    ///   - clean: What a cleaner whose form is ``RecordForm/fields`` made of them.
    /// - Returns: The records in their order.
    /// - Throws: Why keys that do not fit into memory cannot be kept.
    public mutating func outgoing(
        _ batch: RecordBatch,
        _ clean: CleanBatch
    ) throws(TabularError) -> [OutgoingRecord] {
        var records: [OutgoingRecord] = []
        records.reserveCapacity(clean.indices.count)
        verdicts.removeAll(keepingCapacity: true)
        for index in clean.indices.indices {
            if let rule = try repeatedRule(of: index, batch, clean) {
                verdicts.append(.repeated(rule: rule))
                continue
            }
            verdicts.append(.kept)
            let cells = clean.table.fieldIndices(of: index).map { field in
                String(decoding: clean.table.text[clean.table.range(of: field)], as: UTF8.self)
            }
            let number = batch.firstRecord + clean.indices[index]
            records.append(OutgoingRecord(index: index, number: number, cells: cells))
        }
        return records
    }

    /// Makes a reject of a record that ``outgoing(_:_:)`` has handed out.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - refusal: Why it is refused; its column is one of those that are written.
    ///   - code: The reason, one of those that the cleaner was told with ``Cleaner/received(refusing:)``.
    ///   - clean: The batch, which keeps the words.
    public mutating func refuse(
        _ record: OutgoingRecord,
        _ refusal: RecordRefusal,
        code: RejectCode,
        in clean: inout CleanBatch
    ) {
        guard let position = recipe.codes.firstIndex(of: code) else {
            preconditionFailure("the cleaner knows the reasons of whoever records are given to")
        }
        let start = clean.values.count
        if let column = refusal.column { clean.values.append(contentsOf: record.cells[column].utf8) }
        let end = clean.values.count
        clean.append(note: refusal.message)
        verdicts[record.index] = .refused(
            RejectReason(
                column: refusal.column.map { recipe.outputColumns[$0] } ?? -1,
                code: position,
                instruction: -1,
                rule: -1,
                value: start..<end,
                note: end..<clean.values.count
            )
        )
    }
}
