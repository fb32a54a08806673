import Tabular

/// What becomes of records that have more or less fields than the table has columns.
struct Raggedness: Sendable {
    let short: SourceOptions.ShortRecords
    let long: SourceOptions.LongRecords
    /// Whether a record without the delimiter may be divided by another one.
    let takesOtherDelimiters: Bool
    var shortCount = 0
    var longCount = 0
    /// Times that more than a fifth of a thousand records were of another width.
    var driftCount = 0
    /// The thousand that was met last, and its records of another width.
    private var window = 0
    private var missCount = 0

    init(short: SourceOptions.ShortRecords, long: SourceOptions.LongRecords, takesOtherDelimiters: Bool) {
        self.short = short
        self.long = long
        self.takesOtherDelimiters = takesOtherDelimiters
    }

    /// Takes note of the record with a number, from 1, that is of another width.
    mutating func miss(record: Int) {
        if (record - 1) / 1_000 != window {
            window = (record - 1) / 1_000
            missCount = 0
        }
        missCount += 1
        if missCount == 201 { driftCount += 1 }
    }

    /// Forgets what was counted between two states; both are about the same few records.
    mutating func takeBack(from first: Raggedness, to second: Raggedness) {
        shortCount -= second.shortCount - first.shortCount
        longCount -= second.longCount - first.longCount
        if second.driftCount != first.driftCount { driftCount -= 1 }
        if second.window == window, first.window == window { missCount -= second.missCount - first.missCount }
    }
}

extension RecordScanner {
    /// Delimiters that stand for nothing else.
    private static let strongDelimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    /// Brings the last record of another width into shape, as far as it may.
    mutating func even(
        _ text: Span<UInt8>,
        start: Int,
        firstField: Int,
        width: Int,
        into batch: inout RecordBatch
    ) -> RecordEntry.Flags {
        if takeOtherDelimiter(text, firstField: firstField, width: width, into: &batch) { return .repaired }
        raggedness?.miss(record: batch.firstRecord + batch.records.count)
        let count = batch.fields.count - firstField
        let record = batch.records.count
        if count < width {
            raggedness?.shortCount += 1
            switch raggedness?.short {
            case nil, .keep: return []
            case .reject: return .missingFields
            case .fill:
                let end = batch.fields.last?.end ?? start
                for _ in count..<width { batch.fields.append(FieldRange(start: end, count: 0, flags: .filled)) }
                batch.repairs.append(Repair(record: record, kind: .missingFields))
                return .filled
            }
        }
        raggedness?.longCount += 1
        switch raggedness?.long {
        case nil, .keep: return []
        case .reject: return .extraFields
        case .dropEmpty:
            guard batch.fields[(firstField + width)...].allSatisfy({ CellKind.isBlank(text, $0.range) }) else {
                return .extraFields
            }
            batch.fields.removeLast(count - width)
            batch.repairs.append(Repair(record: record, kind: .emptyExtraFields))
            return .repaired
        }
    }

    /// Divides a record of one field, where one other delimiter gives exactly the fields that are wanted.
    private func takeOtherDelimiter(
        _ text: Span<UInt8>,
        firstField: Int,
        width: Int,
        into batch: inout RecordBatch
    ) -> Bool {
        guard raggedness?.takesOtherDelimiters == true, width >= 3, batch.fields.count - firstField == 1 else {
            return false
        }
        let field = batch.fields[firstField]
        guard field.flags.isEmpty else { return false }
        for other in Self.strongDelimiters where dialect.delimiter != [other] {
            var count = 1
            for offset in field.range where text[offset] == other { count += 1 }
            guard count == width else { continue }
            batch.fields.removeLast()
            var from = field.start
            for offset in field.start...field.end where offset == field.end || text[offset] == other {
                batch.fields.append(FieldRange(start: from, count: offset - from, flags: .repaired))
                from = offset + 1
            }
            batch.repairs.append(Repair(record: batch.records.count, kind: .otherDelimiter))
            return true
        }
        return false
    }
}
