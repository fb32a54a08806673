public import Tabular

/// Records of a delimited text: dialect, header, preamble and footer are found out, or given.
///
/// Memory does not grow with the text: a batch, what is left of the one before, and a sample of the start are held.
public struct CSVSource<Chunks: TextChunks>: RecordSource {
    private var chunks: Chunks
    let options: SourceOptions
    private var scanner: RecordScanner
    private var structure: TableStructure?
    private var breaks: TableBreaks?
    private var found: SourceShape?
    /// Text that was read but not handed out, and its place in the whole.
    private var pending: [UInt8] = []
    private var pendingOffset = 0
    /// The offset in the pending text at which to go on.
    private var start = 0
    /// Whether a blank line stands before the pending text.
    private var isBehindBlankLine = false
    /// Whether the text at hand starts with the rest of a line that is left out.
    private var startsInsideLine = false
    private var leading: LeadingLines
    private var origins = OriginMap()
    private var isEnded = false

    /// What was counted so far.
    public private(set) var counts = SourceCounts()

    /// A source that reads `chunks`.
    public init(_ chunks: Chunks, options: SourceOptions = SourceOptions()) {
        self.chunks = chunks
        self.options = options
        scanner = RecordScanner(dialect: Dialect(), limits: options.limits)
        leading = LeadingLines(options: options)
    }

    /// The shape of the text; reads 256 KiB of it.
    public mutating func shape() throws(TabularError) -> SourceShape {
        if var found {
            found.assumptions = chunks.assumptions + found.assumptions
            return found
        }
        let beginning = try beginning()
        let survey = try TableSurvey.survey(of: beginning, options: options)
        scanner = survey.scanner(from: survey.part)
        scanner.blankLineCount = survey.blankLineCount + leading.blankCount
        scanner.commentLineCount = survey.commentLineCount + leading.commentCount
        counts.blankLines = scanner.blankLineCount
        counts.commentLines = scanner.commentLineCount
        counts.skippedLines = leading.skippedCount
        counts.preambleLines = survey.shape.preambleCount
        structure = survey.structure
        if options.table != .all, survey.shape.columnCount > 1 {
            let end = survey.part.start + survey.part.text.count
            let isCut = end < beginning.start + beginning.text.count
            breaks = TableBreaks(width: survey.shape.columnCount, endOffset: isCut ? pendingOffset + end : nil)
        }
        start = survey.dataStart + survey.part.start
        found = survey.shape
        return try shape()
    }

    /// Fills the batch with the next records.
    public mutating func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        _ = try shape()
        let usual = options.limits.batchByteCount
        var wanted = usual
        batch.removeAll()
        while !pending.isEmpty || !isEnded {
            batch.removeAll()
            // Room for a long record is asked for at once, because storage that grows by doubling takes much more.
            if wanted > usual { batch.text.reserveCapacity(wanted + usual) }
            // The storage of the batch is used again; what is left over is small.
            batch.text.append(contentsOf: pending)
            forgetPending()
            while batch.text.count - start < wanted, try read(into: &batch.text) {}
            batch.textOffset = pendingOffset
            batch.firstLine = scanner.line
            batch.firstRecord = counts.records + 1
            batch.quoting = RecordBatch.Quoting(
                quote: scanner.dialect.quote ?? UInt8(ascii: "\""),
                escape: scanner.dialect.escape
            )
            let text = batch.text
            startsInsideLine = scanner.isSkipping
            var consumed = scanner.scan(text.span, from: start, isLast: isEnded, into: &batch)
            consumed = holdBack(text, consumed, &batch)
            breaks?.mark(&batch)
            batch.origins = origins
            markStrays(text, consumed, &batch)
            count(batch)
            let origin = origins.originOffset(of: pendingOffset + consumed, in: text.span, from: pendingOffset)
            isBehindBlankLine = hasBlankLine(text, before: consumed)
            pending.append(contentsOf: text[consumed...])
            pendingOffset += consumed
            origins.forget(before: pendingOffset, originOffset: origin)
            start = 0
            if !batch.isEmpty { return true }
            if isEnded { break }
            // A record longer than the text so far; doubling keeps the work linear, up to the longest record there is.
            wanted = pending.count + max(usual, min(pending.count, options.limits.recordByteCount - pending.count))
        }
        pending = []
        batch.removeAll()
        return false
    }

    /// Reads until the sample is there.
    mutating func beginning() throws(TabularError) -> SourceBeginning {
        var read = pending
        var wanted = options.limits.sampleByteCount
        while true {
            while read.count <= wanted, try self.read(into: &read) {}
            var start = pendingOffset == 0 && read.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let kept = leading.pass(read.span, from: start, isLast: isEnded)
            if kept > start {
                drop(kept, from: &read)
                start = 0
            }
            if !isEnded, kept > 0 && read.count <= wanted || leading.isPassing { continue }
            let beginning = SourceBeginning(read, from: start, line: leading.line, isWhole: isEnded, options: options)
            wanted = beginning.start + options.limits.sampleByteCount
            guard isEnded || read.count > wanted else { continue }
            if !isEnded, leading.passFiller(of: beginning.text) { continue }
            pending = read
            return beginning
        }
    }

    /// Takes what is left out at the start from the text that was read.
    private mutating func drop(_ count: Int, from text: inout [UInt8]) {
        let origin = origins.originOffset(of: pendingOffset + count, in: text.span, from: pendingOffset)
        text.removeFirst(count)
        pendingOffset += count
        origins.forget(before: pendingOffset, originOffset: origin)
    }

    /// Empties the text that waits, and gives its room back when it was a long record's.
    private mutating func forgetPending() {
        if pending.capacity > 4 * options.limits.batchByteCount {
            pending = []
        } else {
            pending.removeAll(keepingCapacity: true)
        }
    }

    private mutating func read(into text: inout [UInt8]) throws(TabularError) -> Bool {
        guard !isEnded else { return false }
        isEnded = try !chunks.read(into: &text, origins: &origins)
        return !isEnded
    }

    /// Takes records back that only later ones can explain: they wait for what follows.
    private mutating func holdBack(_ text: [UInt8], _ consumed: Int, _ batch: inout RecordBatch) -> Int {
        guard !batch.isEmpty else { return consumed }
        let footer = footerCount(batch)
        if isEnded {
            counts.footerRecords += footer
            batch.removeLast(footer)
            return consumed
        }
        let held = max(footer, breaks?.undecidedCount(batch) ?? 0)
        guard held > 0 else { return consumed }
        let entry = batch.records[batch.count - held]
        batch.removeLast(held)
        // What was counted behind the kept records will be counted again.
        var again = scanner
        again.isSkipping = false
        again.line = batch.firstLine + entry.line
        let counted = again
        var scratch = RecordBatch()
        scratch.textOffset = batch.textOffset
        scratch.firstLine = again.line
        scratch.firstRecord = batch.firstRecord + batch.count
        let part = Array(text[..<consumed])
        _ = again.scan(part.span, from: entry.start, isLast: true, into: &scratch)
        scanner.takeBack(from: counted, to: again)
        return entry.start
    }

    /// The records at the end of a batch that are a footer, if nothing follows.
    private func footerCount(_ batch: RecordBatch) -> Int {
        let readable = Self.readableCount(batch)
        if let given = options.skippedFooterCount { return min(given, readable) }
        guard let structure, structure.mayHaveFooter else { return 0 }
        let count = structure.footerCount(of: batch, atMost: readable) { hasBlankLine(batch.text, before: $0) }
        let isFirst = counts.records == 0 && found?.headerCount == 0
        return isFirst && count == batch.count ? count - 1 : count
    }

    /// Whether the line before a place in the text at hand, where a line starts, is blank.
    private func hasBlankLine(_ text: [UInt8], before offset: Int) -> Bool {
        guard offset > 0 else { return isBehindBlankLine }
        guard let lineEnd = LineEnds.before(offset, in: text.span) else { return false }
        var position = lineEnd
        while position > 0, text[position - 1] == 0x20 || text[position - 1] == 0x09 { position -= 1 }
        return position > 0 ? LineEnds.before(position, in: text.span) != nil : !startsInsideLine
    }

    /// The records at the end of a batch that are there as a whole, and could wait for what follows.
    private static func readableCount(_ batch: RecordBatch) -> Int {
        let isCut = batch.records.lastIndex { !$0.flags.isDisjoint(with: .losses) }
        return batch.count - (isCut.map { $0 + 1 } ?? 0)
    }

    private func markStrays(_ text: [UInt8], _ consumed: Int, _ batch: inout RecordBatch) {
        var record = 0
        for stray in origins.strays {
            let offset = stray.textOffset - pendingOffset
            guard offset < consumed, !batch.isEmpty else { return }
            while record + 1 < batch.count, batch.records[record + 1].start <= offset { record += 1 }
            let behind = batch.fields[batch.fieldIndices(of: record)].last?.end ?? 0
            guard batch.records[record].start <= offset, offset <= behind else { continue }
            batch.records[record].flags.insert(.undecodable)
        }
    }

    private mutating func count(_ batch: RecordBatch) {
        counts.records += batch.count
        counts.blankLines = scanner.blankLineCount
        counts.commentLines = scanner.commentLineCount
        counts.strayBytes = chunks.strayByteCount
        if counts.strayBytes > 0 { counts.strayOffsets = chunks.strayOffsets }
        counts.shortRecords = scanner.raggedness?.shortCount ?? 0
        counts.longRecords = scanner.raggedness?.longCount ?? 0
        counts.drifts = scanner.raggedness?.driftCount ?? 0
        for entry in batch.records where entry.flags.contains(.repaired) { counts.repairedRecords += 1 }
    }
}

extension RecordBatch {
    /// Takes the last records out.
    fileprivate mutating func removeLast(_ count: Int) {
        guard count > 0 else { return }
        records.removeLast(count)
        fields.removeLast(fields.count - (records.last?.fieldEnd ?? 0))
        let kept = records.count
        repairs.removeAll { $0.record >= kept }
    }
}

extension RecordScanner {
    /// Forgets what was counted between two states, and stands at the line of the first.
    mutating func takeBack(from first: RecordScanner, to second: RecordScanner) {
        line = first.line
        isSkipping = first.isSkipping
        repairStepCount -= second.repairStepCount - first.repairStepCount
        blankLineCount -= second.blankLineCount - first.blankLineCount
        commentLineCount -= second.commentLineCount - first.commentLineCount
        guard let before = first.raggedness, let after = second.raggedness else { return }
        raggedness?.takeBack(from: before, to: after)
    }
}
