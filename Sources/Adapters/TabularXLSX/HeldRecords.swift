import Tabular

/// What a row was besides what its record tells.
struct RowMark: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// A blank row stands before it.
    static let isBehindBlankRow = RowMark(rawValue: 1)
    /// It has cells outside the columns of the table.
    static let isLong = RowMark(rawValue: 2)
    /// Its last columns have no cells, and that counts.
    static let isShort = RowMark(rawValue: 4)
    /// It has one cell, whose merged range fills the others.
    static let isSpread = RowMark(rawValue: 8)
}

/// Records at the end of a batch that have to wait for what follows: if nothing does, they are a footer.
struct HeldRecords: Sendable {
    private var batch = RecordBatch()
    private var marks: [RowMark] = []

    /// How many there are, and how much they take.
    var count: Int { batch.count }
    var textCount: Int { batch.text.count }
    var fieldCount: Int { batch.fields.count }

    /// Takes the last records of a batch.
    mutating func take(_ count: Int, from other: inout RecordBatch, _ otherMarks: inout [RowMark]) {
        guard count > 0 else { return }
        let first = other.count - count
        let firstField = other.fieldIndices(of: first).lowerBound
        let start = other.records[first].start
        batch.firstLine = other.firstLine
        batch.text += other.text[start...]
        batch.fields += other.fields[firstField...].map { FieldRange(start: $0.start - start, count: $0.count) }
        batch.records += other.records[first...].map {
            RecordEntry(
                start: $0.start - start,
                fieldEnd: $0.fieldEnd - firstField,
                lineDistance: $0.line,
                flags: $0.flags
            )
        }
        marks = Array(otherMarks.suffix(count))
        otherMarks.removeLast(count)
        other.records.removeLast(count)
        other.fields.removeSubrange(firstField...)
        other.text.removeSubrange(start...)
    }

    /// Puts them into an empty batch.
    mutating func giveBack(to other: inout RecordBatch, _ otherMarks: inout [RowMark]) {
        guard !batch.isEmpty else { return }
        other.firstLine = batch.firstLine
        other.text += batch.text
        other.fields += batch.fields
        other.records += batch.records
        otherMarks += marks
        removeAll()
    }

    /// Forgets them.
    mutating func removeAll() {
        batch.removeAll()
        marks = []
    }
}

/// How many records at the end of a batch are a footer, if nothing follows.
struct SheetFooter: Sendable {
    /// What the first rows are.
    let structure: TableStructure
    /// The columns of a record.
    let width: Int
    /// How many records the user wants to be left out.
    let given: Int?

    /// Looks at the end of a batch.
    ///
    /// - Parameters:
    ///   - batch: The records, as wide as the table.
    ///   - marks: What their rows were besides.
    /// - Returns: The number of records.
    func count(in batch: RecordBatch, _ marks: [RowMark]) -> Int {
        let cut = batch.records.lastIndex { !$0.flags.isDisjoint(with: .losses) }
        let readable = batch.count - (cut.map { $0 + 1 } ?? 0)
        if let given { return min(given, readable) }
        guard structure.mayHaveFooter, readable > 0 else { return 0 }
        let first = batch.count - min(readable, TableStructure.footerLimit)
        var end = RecordBatch()
        end.text = batch.text
        for index in first..<batch.count {
            append(index, of: batch, isSpread: marks[index].contains(.isSpread), to: &end)
        }
        return structure.footerCount(of: end, atMost: end.count) { offset in
            guard let index = end.records.lastIndex(where: { $0.start == offset }) else { return false }
            return marks[first + index].contains(.isBehindBlankRow)
        }
    }

    /// Appends a record as its row has it.
    ///
    /// Of two columns, a row has one or both; of more it says nothing that the last
    /// cells are missing, since empty ones are not written.
    private func append(_ index: Int, of batch: RecordBatch, isSpread: Bool, to end: inout RecordBatch) {
        var fields = Array(batch.fields[batch.fieldIndices(of: index)])
        if isSpread, let own = fields.firstIndex(where: { $0.count > 0 }) {
            for other in fields.indices where other > own {
                fields[other] = FieldRange(start: fields[own].end, count: 0)
            }
        }
        if width == 2, fields.count == 2, fields[1].count == 0 { fields.removeLast() }
        end.fields += fields
        let entry = batch.records[index]
        end.records.append(
            RecordEntry(start: entry.start, fieldEnd: end.fields.count, lineDistance: entry.line, flags: entry.flags)
        )
    }
}
