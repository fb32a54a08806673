import Tabular

extension RecordScanner {
    /// Reads a suspicious record again, leniently.
    ///
    /// - Returns: The offset behind it; nil when more text is needed; `start` when the strict reading is the better one.
    mutating func reread(
        _ text: Span<UInt8>,
        from start: Int,
        strictEnd: Int?,
        isLast: Bool,
        into batch: inout RecordBatch
    ) -> Int? {
        if let width, repairsLeft > 0, mayRepair(at: batch.textOffset + start) {
            // The same window is looked at however the text is cut.
            if !isLast, text.count - start <= limits.repairByteCount + 2 { return nil }
            repairsLeft -= 1
            let repair = QuoteRepair(dialect: dialect, width: width, limits: limits)
            var stepsLeft = limits.repairStepCount
            let found = repair.reading(of: text, from: start, strictEnd: strictEnd, stepsLeft: &stepsLeft)
            repairStepCount += limits.repairStepCount - stepsLeft
            if let reading = found {
                quotes.repaired += 1
                batch.fields.append(contentsOf: reading.fields)
                batch.repairs.append(
                    Repair(record: batch.records.count, kind: reading.isUnclosed ? .unclosedQuote : .strayQuote)
                )
                let firstField = batch.fields.count - reading.fields.count
                enterRecord(text, from: start, firstField: firstField, flags: .repaired, into: &batch)
                line += reading.lineCount
                return reading.end
            }
        }
        guard strictEnd == nil else { return start }
        return cutLine(text, from: start, isLast: isLast, into: &batch)
    }

    /// Whether repairs have taken no more steps than they may before an offset in the whole text.
    private func mayRepair(at offset: Int) -> Bool {
        repairStepCount < limits.firstRepairStepCount + offset * limits.repairStepCountPerByte
    }

    /// Divides the first line of a record at its delimiters; quotes are text.
    private mutating func cutLine(
        _ text: Span<UInt8>,
        from start: Int,
        isLast: Bool,
        into batch: inout RecordBatch
    ) -> Int? {
        let end = lineEnds.next(in: text, from: start)
        if !isLast, end.end == text.count {
            guard text.count - start > limits.recordByteCount else { return nil }
            return enterTooLong(text, from: start, into: &batch)
        }
        if end.end - start > limits.recordByteCount {
            return enterTooLong(text, from: start, lineEnd: end.end, into: &batch)
        }
        let firstField = batch.fields.count
        var flags: RecordEntry.Flags = [.repaired, .unclosedQuote]
        var fieldStart = start
        var offset = start
        while true {
            if offset >= end.start || isDelimiter(text, at: offset) {
                let stop = min(offset, end.start)
                if batch.fields.count - firstField < limits.fieldCount {
                    batch.fields.append(
                        FieldRange(start: fieldStart, count: stop - fieldStart, flags: .repaired)
                    )
                } else {
                    flags.insert(.tooManyFields)
                }
                if offset >= end.start { break }
                offset += dialect.delimiter.count
                fieldStart = offset
            } else {
                offset += 1
            }
        }
        if width != nil { batch.repairs.append(Repair(record: batch.records.count, kind: .unclosedQuote)) }
        enterRecord(text, from: start, firstField: firstField, flags: flags, into: &batch)
        line += 1
        return end.end
    }
}
