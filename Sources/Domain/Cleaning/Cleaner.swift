public import Tabular

/// Cleans batches of records by one recipe; several tasks can use it at once, each with a worker of its own.
public struct Cleaner: Sendable {
    let recipe: CompiledRecipe
    /// The form in which clean records are written.
    public let form: RecordForm
    /// What separates two cells, and ends a record.
    let delimiter: UInt8
    let lineEnd: [UInt8]
    /// What stands before each cell of a JSON object: its name and a colon; empty when records are delimited text.
    private let memberNames: [[UInt8]]
    private let hash: KeyedHash
    private let uniqueCount: Int

    /// Binds a recipe to the columns of a source.
    ///
    /// - Parameters:
    ///   - recipe: The recipe.
    ///   - columns: The cells of the source's header.
    ///   - form: The form of clean records; a form of bytes.
    /// - Throws: ``RecipeError`` with every column that the source does not have.
    public init(_ recipe: Recipe, columns: [String], form: RecordForm = .csv(CSVStyle())) throws(RecipeError) {
        self.recipe = try CompiledRecipe(recipe, header: columns)
        self.form = form
        if case .csv(let style) = form {
            delimiter = style.delimiter
            lineEnd = style.carriageReturn ? [0x0D, 0x0A] : [0x0A]
        } else {
            delimiter = UInt8(ascii: ",")
            lineEnd = Array("}\n".utf8)
        }
        let names = self.recipe.outputNames
        memberNames = form == .ndjson ? names.indices.map { JSONFields.memberName(names[$0], at: $0) } : []
        hash = KeyedHash(.random(in: .min ... .max), .random(in: .min ... .max))
        uniqueCount = self.recipe.uniqueRules.count
    }

    /// The names of the columns that are written.
    public var outputColumns: [String] { recipe.outputNames }
    /// Whether batches must be cleaned one after the other by one worker.
    public var isSequential: Bool { recipe.isSequential }

    /// A worker for one task.
    ///
    /// - Parameter profiledColumnCount: How many columns the source has, for the worker to collect what a report tells
    ///   about them; nil when there will be no report.
    public func makeWorker(profiledColumnCount: Int? = nil) -> CleaningWorker {
        CleaningWorker(recipe: recipe, profiledColumnCount: profiledColumnCount)
    }

    /// Cleans the records of a batch; what `result` held before is forgotten.
    ///
    /// - Complexity: O(*n*) in the batch's bytes; once the storage has grown, nothing is allocated for a clean record.
    public func clean(_ batch: RecordBatch, with worker: inout CleaningWorker, into result: inout CleanBatch) {
        result.removeAll()
        result.recordCount = batch.count
        worker.arena.clear()
        for index in 0..<batch.count { clean(index, batch, &worker, &result) }
        worker.profile?.add(batch, recipe, changedCounts: worker.changedCounts)
    }

    /// Cleans one record.
    func clean(
        _ index: Int,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
        let fields = batch.fieldIndices(of: index)
        guard recipe.judges else { return copy(index, fields, batch, &worker, &result) }
        let refused = batch.records[index].flags.intersection(recipe.refusals)
        guard refused.isEmpty else { return refuse(index, refused, &result) }
        let reasonCount = result.reasons.count
        for column in worker.cells.indices {
            let position = fields.lowerBound + column
            worker.cells[column] =
                position < fields.upperBound
                ? load(batch.fields[position], batch, &worker) : CellText(0..<0, in: .batch)
        }
        for program in recipe.programs { run(program, fields, batch, &worker, &result) }
        if result.reasons.count > reasonCount {
            result.rejects.append(CleanBatch.Reject(record: index, reasonEnd: result.reasons.count))
            return
        }
        guard passesRules(index, batch, worker, &result) else { return }
        addKeys(batch, &worker, &result)
        accept(index, batch, &worker, &result)
    }

    /// The cell of a field; escapes in it are undone.
    @inline(__always)
    private func load(_ field: FieldRange, _ batch: RecordBatch, _ worker: inout CleaningWorker) -> CellText {
        guard field.hasEscapes else { return CellText(field.range, in: .batch) }
        let start = worker.arena.count
        worker.arena.append(field, of: batch)
        return CellText(start..<worker.arena.count, in: .arena)
    }

    private func refuse(_ index: Int, _ flags: RecordEntry.Flags, _ result: inout CleanBatch) {
        for (flag, code) in recipe.flagCodes where flags.contains(flag) {
            result.reasons.append(RejectReason(column: -1, code: code, instruction: -1, rule: -1, value: 0..<0))
        }
        result.rejects.append(CleanBatch.Reject(record: index, reasonEnd: result.reasons.count))
    }

    // MARK: - Whole records

    private func passesRules(
        _ index: Int,
        _ batch: RecordBatch,
        _ worker: borrowing CleaningWorker,
        _ result: inout CleanBatch
    ) -> Bool {
        var refusedBy: [Int] = []
        for (position, rule) in recipe.rules.enumerated() {
            switch rule.kind {
            case .unique: break
            case .require(let columns):
                if columns.contains(where: { worker.cells[$0].isEmpty }) { refusedBy.append(position) }
            case .together(let columns):
                let filled = columns.count { !worker.cells[$0].isEmpty }
                if filled != 0, filled != columns.count { refusedBy.append(position) }
            case .oneOf(let columns):
                if columns.count(where: { !worker.cells[$0].isEmpty }) != 1 { refusedBy.append(position) }
            case .sampleEvery(let count):
                if (batch.firstRecord + index - 1) % count == 0 { continue }
                result.droppedCount += 1
                return false
            case .sampleFirst(let count):
                if batch.firstRecord + index <= count { continue }
                result.droppedCount += 1
                return false
            }
        }
        if refusedBy.isEmpty { return true }
        for position in refusedBy {
            let code = recipe.rules[position].code
            result.reasons.append(RejectReason(column: -1, code: code, instruction: -1, rule: position, value: 0..<0))
        }
        result.rejects.append(CleanBatch.Reject(record: index, reasonEnd: result.reasons.count))
        return false
    }

    private func addKeys(_ batch: RecordBatch, _ worker: inout CleaningWorker, _ result: inout CleanBatch) {
        for position in recipe.uniqueRules {
            guard case .unique(let columns, let comparesEmpty) = recipe.rules[position].kind else { continue }
            worker.back.clear()
            var isEmpty = true
            for column in columns {
                let cell = worker.cells[column]
                if !cell.isEmpty { isEmpty = false }
                switch cell.store {
                case .batch: worker.back.append(batch.text.span, cell.range)
                case .arena: worker.back.append(worker.arena, cell.range)
                }
                // No byte of UTF-8 is FF, so no two rows of cells have the same key.
                if columns.count > 1 { worker.back.append(0xFF) }
            }
            let key = isEmpty && !comparesEmpty ? 0 : max(1, hash.hash(worker.back.bytes.span))
            result.keys.append(key)
        }
    }

    /// Writes a clean record.
    private func accept(
        _ index: Int,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
        let start = result.bytes.count
        for (position, column) in recipe.outputColumns.enumerated() {
            let cell = worker.cells[column]
            switch cell.store {
            case .batch: append(batch.text.span.extracting(cell.range), position, to: &result.bytes)
            case .arena: append(worker.arena.bytes.span.extracting(cell.range), position, to: &result.bytes)
            }
        }
        end(index, from: start, &result)
        if recipe.isSequential { remember(batch, &worker) }
    }

    private func remember(_ batch: RecordBatch, _ worker: inout CleaningWorker) {
        for (column, cell) in worker.cells.enumerated() {
            switch cell.store {
            case .batch: worker.previous[column] = Array(batch.text[cell.range])
            case .arena: worker.previous[column] = Array(worker.arena.bytes[cell.range])
            }
        }
    }

    /// Writes a record as it is, when there is no recipe.
    private func copy(
        _ index: Int,
        _ fields: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
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
            CSVFields.append(text, delimiter: delimiter, to: &bytes)
        } else {
            // A record can have more fields than there are names.
            let name =
                position < memberNames.count
                ? memberNames[position] : JSONFields.memberName("column\(position + 1)", at: position)
            bytes.append(contentsOf: name)
            JSONFields.append(text, to: &bytes)
        }
    }

    /// The line above all records: the names of the columns; empty when the form has none.
    public func headerBytes(hasHeader: Bool) -> [UInt8] {
        guard hasHeader, form != .ndjson else { return [] }
        var bytes: [UInt8] = []
        if case .csv(let style) = form, style.byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
        for (position, name) in recipe.outputNames.enumerated() {
            let text = Array(name.utf8)
            append(text.span, position, to: &bytes)
        }
        return bytes + lineEnd
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
