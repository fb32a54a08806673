import Tabular

/// What is known about a record while it is read.
struct RecordFacts {
    /// Line ends inside quoted fields.
    var quotedLineCount = 0
    /// Blanks stood behind a closing quote.
    var hasBlankAfterQuote = false
    /// There are more fields than the limit.
    var hasTooManyFields = false
}

/// How a quoted field ended.
enum QuotedField: Equatable {
    /// As it should; `behind` is the offset of the delimiter, the line end or the text's end.
    case closed(FieldRange, behind: Int)
    /// The text ends before one can know.
    case cut
    /// Not as it should.
    case wrong
}

extension RecordScanner {
    /// Reads the quoted field that `open` opens.
    mutating func quoted(_ text: Span<UInt8>, from open: Int, isLast: Bool, facts: inout RecordFacts) -> QuotedField {
        quotes.opened += 1
        let end = text.count
        let quote = text[open]
        var flags: FieldRange.Flags = .quoted
        var lineCount = 0
        var position = open + 1
        while true {
            let hit = quoteScanner.next(in: text, from: position)
            guard hit < end else {
                if !isLast, end - open <= limits.recordByteCount { return .cut }
                return wrong()
            }
            let byte = text[hit]
            if byte == quote {
                if dialect.escape == nil, hit + 1 < end, text[hit + 1] == quote {
                    flags.insert(.hasEscapes)
                    position = hit + 2
                    continue
                }
                guard hit - open <= limits.recordByteCount else { return wrong() }
                let outcome = closing(text, at: hit, isLast: isLast, facts: &facts)
                guard let behind = outcome else { return wrong() }
                guard behind >= 0 else { return .cut }
                if dialect.escape != nil { lineCount = lineEnds.count(in: text, range: open + 1..<hit) }
                facts.quotedLineCount += lineCount
                quotes.closed += 1
                return .closed(FieldRange(start: open + 1, count: hit - open - 1, flags: flags), behind: behind)
            } else if let escape = dialect.escape, byte == escape {
                if hit + 1 == end, !isLast { return .cut }
                flags.insert(.hasEscapes)
                position = hit + 2
            } else {
                if hit + 1 == end, !isLast { return .cut }
                let length = lineEnds.count(in: text, at: hit)
                lineCount += length > 0 ? 1 : 0
                if lineCount > limits.quotedLineCount { return wrong() }
                position = hit + max(1, length)
            }
        }
    }

    /// The offset behind a closing quote and blanks; nil when it does not close, -1 when the text ends too early.
    private func closing(_ text: Span<UInt8>, at quote: Int, isLast: Bool, facts: inout RecordFacts) -> Int? {
        let end = text.count
        var behind = quote + 1
        while true {
            if behind == end { return isLast ? end : -1 }
            if !isLast, end - behind < max(2, dialect.delimiter.count) { return -1 }
            if lineEnds.count(in: text, at: behind) > 0 || isDelimiter(text, at: behind) { break }
            guard text[behind] == 0x20 else { return nil }
            behind += 1
        }
        if behind > quote + 1 { facts.hasBlankAfterQuote = true }
        return behind
    }

    private mutating func wrong() -> QuotedField {
        quotes.wrong += 1
        return .wrong
    }

    /// Enters a record that was read strictly, unless its line ends in quotes are suspicious.
    mutating func enter(
        _ text: Span<UInt8>,
        range: Range<Int>,
        firstField: Int,
        facts: RecordFacts,
        _ isLast: Bool,
        into batch: inout RecordBatch
    ) -> Int {
        let count = batch.fields.count - firstField
        if count == 1, !keepsBlankLines, batch.fields[firstField].count == 0, !batch.fields[firstField].isQuoted {
            batch.fields.removeLast()
            blankLineCount += 1
            line += 1
            return range.upperBound
        }
        if facts.quotedLineCount > 0, let width, count != width, repairsLeft > 0 {
            let fields = Array(batch.fields[firstField...])
            batch.fields.removeLast(count)
            guard
                let behind = reread(
                    text,
                    from: range.lowerBound,
                    strictEnd: range.upperBound,
                    isLast: isLast,
                    into: &batch
                )
            else { return 0 }
            if behind != range.lowerBound { return behind }
            batch.fields.append(contentsOf: fields)
        }
        if range.count > limits.recordByteCount {
            batch.fields.removeLast(count)
            return enterTooLong(
                text,
                from: range.lowerBound,
                lineEnd: range.upperBound,
                quotedLineCount: facts.quotedLineCount,
                into: &batch
            )
        }
        var flags: RecordEntry.Flags = []
        if facts.hasTooManyFields { flags.insert(.tooManyFields) }
        if facts.hasBlankAfterQuote {
            batch.repairs.append(Repair(record: batch.records.count, kind: .blankAfterQuote))
        }
        enterRecord(text, from: range.lowerBound, firstField: firstField, flags: flags, into: &batch)
        line += facts.quotedLineCount + 1
        return range.upperBound
    }

    /// Enters a record whose fields are there already.
    @inline(__always)
    mutating func enterRecord(
        _ text: Span<UInt8>,
        from start: Int,
        firstField: Int,
        flags: RecordEntry.Flags,
        into batch: inout RecordBatch
    ) {
        let distance = line &- batch.firstLine
        var flags = flags
        if let width, raggedness != nil, batch.fields.count &- firstField != width {
            flags.formUnion(even(text, start: start, firstField: firstField, width: width, into: &batch))
        }
        batch.records.append(
            RecordEntry(start: start, fieldEnd: batch.fields.count, lineDistance: distance, flags: flags)
        )
    }

    /// Enters the start of a record that is too long, and leaves out what follows up to the line end.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - start: The start of the record.
    ///   - lineEnd: The offset behind it; nil when it does not end in the text.
    ///   - quotedLineCount: The line ends inside its fields.
    ///   - batch: Gets the record.
    /// - Returns: The offset to go on at.
    mutating func enterTooLong(
        _ text: Span<UInt8>,
        from start: Int,
        lineEnd: Int? = nil,
        quotedLineCount: Int = 0,
        into batch: inout RecordBatch
    ) -> Int {
        var kept = min(start + limits.keptByteCount, lineEnd ?? text.count)
        while kept > start, kept < text.count, text[kept] & 0xC0 == 0x80 { kept -= 1 }
        batch.fields.append(FieldRange(start: start, count: kept - start))
        batch.records.append(
            RecordEntry(
                start: start,
                fieldEnd: batch.fields.count,
                lineDistance: line - batch.firstLine,
                flags: .tooLong
            )
        )
        line += quotedLineCount
        if let lineEnd {
            line += 1
            return lineEnd
        }
        isSkipping = true
        return text.count
    }
}
