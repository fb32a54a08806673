import Tabular

extension Cleaner {
    /// Writes a clean record.
    func accept(
        _ index: Int,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
        if form == .fields { return enter(index, batch, &worker, &result) }
        let start = result.bytes.count
        if form == .ndjson || guardsFormulas {
            for (position, column) in recipe.outputColumns.enumerated() {
                let cell = worker.cells[column]
                switch cell.store {
                case .batch: append(batch.text.span.extracting(cell.range), position, to: &result.bytes)
                case .arena: append(worker.arena.bytes.span.extracting(cell.range), position, to: &result.bytes)
                }
            }
        } else {
            write(batch.text.span, worker, to: &result.bytes)
        }
        end(index, from: start, &result)
    }

    /// Cells that stand in the source as they are written, with one delimiter between two.
    private struct Run {
        var bytes = 0..<0
        /// The first cell's position in the record.
        var first = 0
        /// 0 when there is none.
        var count = 0
    }

    /// Writes a record as delimited text.
    @inline(__always)
    private func write(_ text: Span<UInt8>, _ worker: borrowing CleaningWorker, to bytes: inout [UInt8]) {
        var run = Run()
        for position in recipe.outputColumns.indices {
            let cell = worker.cells[recipe.outputColumns[position]]
            let range = cell.range
            let isInBatch = cell.store == .batch
            let end = run.bytes.upperBound
            if isInBatch, run.count > 0, range.lowerBound == end &+ 1, text[end] == delimiter {
                run.bytes = run.bytes.lowerBound..<range.upperBound
                run.count &+= 1
                continue
            }
            if run.count > 0 { append(run, text, worker, to: &bytes) }
            if position > 0 { bytes.append(delimiter) }
            if isInBatch {
                run = Run(bytes: range, first: position, count: 1)
            } else {
                run.count = 0
                CSVFields.append(worker.arena.bytes.span.extracting(range), delimiter: delimiter, to: &bytes)
            }
        }
        if run.count > 0 { append(run, text, worker, to: &bytes) }
    }

    /// Appends the cells of a run, at once when none of them needs quotes.
    @inline(__always)
    private func append(
        _ run: Run,
        _ text: Span<UInt8>,
        _ worker: borrowing CleaningWorker,
        to bytes: inout [UInt8]
    ) {
        let part = text.extracting(run.bytes)
        if CSVFields.isPlain(part, delimiter: delimiter, delimiterCount: run.count &- 1) {
            // SAFETY: The buffer is read before the closure ends and does not leave it.
            unsafe part.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        } else {
            appendEach(run, text, worker, to: &bytes)
        }
    }

    private func appendEach(
        _ run: Run,
        _ text: Span<UInt8>,
        _ worker: borrowing CleaningWorker,
        to bytes: inout [UInt8]
    ) {
        for position in run.first..<run.first + run.count {
            if position > run.first { bytes.append(delimiter) }
            let range = worker.cells[recipe.outputColumns[position]].range
            CSVFields.append(text.extracting(range), delimiter: delimiter, to: &bytes)
        }
    }

    /// Enters a clean record's cells as fields.
    private func enter(
        _ index: Int,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
        for column in recipe.outputColumns {
            let cell = worker.cells[column]
            switch cell.store {
            case .batch: result.table.append(field: batch.text[cell.range])
            case .arena: result.table.append(field: worker.arena.bytes[cell.range])
            }
        }
        result.table.endRecord()
        result.indices.append(index)
    }

    /// Writes a record as it is, when there is no recipe.
    func copy(
        _ index: Int,
        _ fields: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
        if form == .fields {
            for position in fields {
                batch.append(field: batch.fields[position], to: &result.table.text)
                result.table.endField()
            }
            result.table.endRecord()
            return result.indices.append(index)
        }
        let start = result.bytes.count
        for position in fields {
            let field = batch.fields[position]
            let column = position - fields.lowerBound
            if field.hasEscapes {
                worker.front.clear()
                worker.front.append(field, of: batch)
                append(worker.front.bytes.span, column, to: &result.bytes)
            } else {
                append(batch.text.span.extracting(field.range), column, to: &result.bytes)
            }
        }
        end(index, from: start, &result)
    }

    /// Appends the cell at a position of the record.
    @inline(__always)
    private func append(_ text: Span<UInt8>, _ position: Int, to bytes: inout [UInt8]) {
        if form != .ndjson {
            if position > 0 { bytes.append(delimiter) }
            if guardsFormulas, SpreadsheetFormula.isLikely(text) {
                var guarded = [SpreadsheetFormula.guardByte]
                for offset in text.indices { guarded.append(text[offset]) }
                return CSVFields.append(guarded.span, delimiter: delimiter, to: &bytes)
            }
            CSVFields.append(text, delimiter: delimiter, to: &bytes)
        } else {
            // A record can have more fields than there are names.
            let name =
                position < memberNames.count
                ? memberNames[position] : memberName(at: position)
            bytes.append(contentsOf: name)
            JSONFields.append(text, to: &bytes)
        }
    }

    @inline(__always)
    private func end(_ index: Int, from start: Int, _ result: inout CleanBatch) {
        // A record of one empty field would be a blank line, which readers leave out.
        if result.bytes.count == start, form == .ndjson { result.bytes.append(UInt8(ascii: "{")) }
        if result.bytes.count == start { result.bytes += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
        result.bytes.append(contentsOf: lineEnd)
        result.ends.append(result.bytes.count)
        result.indices.append(index)
    }
}
