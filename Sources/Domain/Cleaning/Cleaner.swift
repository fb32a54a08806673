package import Diagnostics
public import Tabular

/// Cleans batches of records by one recipe; several tasks can use it at once, each with a worker of its own.
public struct Cleaner: Sendable {
    private(set) var recipe: CompiledRecipe
    /// What judges records beside the recipe.
    private var recordCheck: (any RecordCheck)?
    /// The form in which clean records are written.
    public let form: RecordForm
    /// What separates two cells, and ends a record.
    let delimiter: UInt8
    let lineEnd: [UInt8]
    let guardsFormulas: Bool
    /// What stands before each cell of a JSON object: its name and a colon; empty when records are delimited text.
    let memberNames: [[UInt8]]
    /// The names of an object's members; none when records are delimited text.
    ///
    /// An object whose members have one name loses all but one of them wherever it is read.
    private let members: DistinctNames
    private let hash: KeyedHash
    private let uniqueCount: Int

    /// Binds a recipe to the columns of a source.
    ///
    /// - Parameters:
    ///   - recipe: The recipe.
    ///   - columns: The cells of the source's header.
    ///   - form: The form of clean records.
    ///   - readsTwice: Whether the source can be read twice, for rules that keep the last record of a key.
    /// - Throws: ``RecipeError`` with every column that the source does not have, and every rule that needs a second
    ///   pass when there is none.
    public init(
        _ recipe: Recipe,
        columns: [String],
        form: RecordForm = .csv(CSVStyle()),
        readsTwice: Bool = false
    ) throws(RecipeError) {
        self.recipe = try CompiledRecipe(recipe, header: columns, readsTwice: readsTwice)
        self.form = form
        if case .csv(let style) = form {
            delimiter = style.delimiter
            lineEnd = style.carriageReturn ? [0x0D, 0x0A] : [0x0A]
            guardsFormulas = style.formulaGuard
        } else {
            delimiter = UInt8(ascii: ",")
            lineEnd = Array("}\n".utf8)
            guardsFormulas = false
        }
        members = form == .ndjson ? DistinctNames(self.recipe.outputNames) : DistinctNames()
        memberNames = members.names.enumerated().map { JSONFields.memberName($1, at: $0) }
        hash = KeyedHash(.random(in: .min ... .max), .random(in: .min ... .max))
        uniqueCount = self.recipe.uniqueRules.count
    }

    /// The names of the columns that are written.
    public var outputColumns: [String] { recipe.outputNames }
    /// What is to be known about the names under which columns are written; nil when these are the columns' own.
    package var namesNote: LocalizedText? {
        let changed = zip(outputColumns, members.names).filter { $0 != $1 }
        if changed.isEmpty { return nil }
        let first = changed.prefix(10).map { "'\($0)' → '\($1)'" }.joined(separator: ", ")
        let list = first + (changed.count > 10 ? ", …" : "")
        return LocalizedText(
            "members of one object need names of their own, so columns were renamed: \(list)",
            zh: "同一对象的成员不能重名或无名，已更改列名：\(list)"
        )
    }

    /// What stands before the value of a field that has no column, in a record with too many.
    func memberName(at position: Int) -> [UInt8] {
        JSONFields.memberName(members.name(ofFieldAt: position), at: position)
    }

    /// Whether batches must be cleaned one after the other by one worker.
    public var isSequential: Bool { recipe.isSequential }
    /// The flags of records that are written although something in them could not be read well.
    package var keptFlags: RecordEntry.Flags { RecordEntry.Flags.refusals.subtracting(recipe.refusals) }
    /// Whether all batches must go through a ``RepeatSurvey`` before any is collected.
    public var needsTwoPasses: Bool { recipe.uniqueRules.contains { recipe.keepsLast($0) } }

    /// Why a table of the recipe, which is on disk, could not be read; nil as long as it could.
    public var failure: TabularError? {
        for table in recipe.diskTables { if let failure = table.failure { return failure } }
        return nil
    }

    /// The same cleaner with a check of records that pass the recipe's own rules, before they are compared.
    ///
    /// - Parameters:
    ///   - check: Judges the cells of ``outputColumns``.
    ///   - code: The reason of what it refuses.
    /// - Returns: The cleaner.
    public func checked(by check: any RecordCheck, code: RejectCode) -> Cleaner {
        var cleaner = self
        cleaner.recordCheck = check
        cleaner.recipe.addCheck(code)
        return cleaner
    }

    /// The same cleaner for somebody who may refuse clean records.
    ///
    /// - Parameter codes: The reasons that ``RecordCollector/refuse(_:_:code:in:)`` can be given.
    /// - Returns: The cleaner.
    public func received(refusing codes: [RejectCode]) -> Cleaner {
        var cleaner = self
        cleaner.recipe.addReceiver(codes)
        return cleaner
    }

    /// A worker for one task.
    ///
    /// - Parameter profiledColumnCount: How many columns the source has, for the worker to collect what a report tells
    ///   about them; nil when there will be no report.
    /// - Returns: The worker.
    public func makeWorker(profiledColumnCount: Int? = nil) -> CleaningWorker {
        CleaningWorker(recipe: recipe, profiledColumnCount: profiledColumnCount)
    }

    /// Cleans the records of a batch; what `result` held before is forgotten.
    ///
    /// - Complexity: O(*n*) in the batch's bytes; once the storage has grown, nothing is allocated for a clean record.
    public func clean(_ batch: RecordBatch, with worker: inout CleaningWorker, into result: inout CleanBatch) {
        result.removeAll()
        result.recordCount = batch.count
        worker.arena.giveBack()
        worker.front.giveBack()
        worker.back.giveBack()
        for index in 0..<batch.count { clean(index, batch, &worker, &result) }
        result.failure = failure
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
        let refused = batch.records[index].flags.intersection(recipe.refusals)
        guard refused.isEmpty else { return refuse(index, refused, &result) }
        guard recipe.judges else { return copy(index, fields, batch, &worker, &result) }
        let reasonCount = result.reasons.count
        let end = min(fields.upperBound, fields.lowerBound + recipe.names.count)
        for column in worker.cells.indices {
            let position = fields.lowerBound + column
            worker.cells[column] =
                position < end
                ? load(batch.fields[position], batch, &worker) : CellText(0..<0, in: .batch)
        }
        for filling in worker.fillings.indices { worker.fillings[filling].begin() }
        for program in recipe.programs { run(program, fields, batch, &worker, &result) }
        if result.reasons.count == reasonCount {
            for program in recipe.computedPrograms { run(program, fields, batch, &worker, &result) }
        }
        if result.reasons.count > reasonCount {
            if recipe.hasAlwaysRules { _ = keepsRules(index, fields, batch, &worker, &result, isRefused: true) }
            result.rejects.append(CleanBatch.Reject(record: index, reasonEnd: result.reasons.count))
            return
        }
        guard keepsRules(index, fields, batch, &worker, &result, isRefused: false) else {
            result.droppedCount += 1
            // What is left out was not refused: the records below may belong to it.
            if result.reasons.count == reasonCount { worker.commitFillings() }
            result.reasons.removeLast(result.reasons.count - reasonCount)
            return
        }
        let keyCount = result.keys.count
        if result.reasons.count == reasonCount {
            addKeys(batch, &worker, &result)
            if !recipe.writtenMasks.isEmpty { hideCells(batch, &worker) }
        }
        if let schema = recipe.schema, result.reasons.count == reasonCount { check(schema, batch, worker, &result) }
        if let recordCheck, result.reasons.count == reasonCount { judge(recordCheck, batch, worker, &result) }
        if result.reasons.count > reasonCount {
            result.keys.removeLast(result.keys.count - keyCount)
            result.rejects.append(CleanBatch.Reject(record: index, reasonEnd: result.reasons.count))
            return
        }
        worker.commitFillings()
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

    /// Adds the reasons of all rules that a record breaks; of one that is refused already, those of rules for all.
    ///
    /// - Returns: false when a rule leaves the record out.
    private func keepsRules(
        _ index: Int,
        _ fields: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch,
        isRefused: Bool
    ) -> Bool {
        let record = batch.firstRecord + index
        let reasonCount = result.reasons.count
        for position in recipe.judgingRules where !isRefused || recipe.rules[position].isAlways {
            var column = -1
            var code = recipe.rules[position].code
            let passes: Bool
            switch recipe.rules[position].kind {
            case .unique, .schema: passes = true
            case .require(let columns):
                column = columns.first { worker.cells[$0].isEmpty } ?? -1
                passes = column < 0
            case .together(let columns):
                let filled = columns.count { !worker.cells[$0].isEmpty }
                passes = filled == 0 || filled == columns.count
                if !passes { column = columns.first { worker.cells[$0].isEmpty } ?? -1 }
            case .oneOf(let columns):
                let filled = columns.filter { !worker.cells[$0].isEmpty }
                passes = filled.count == 1
                column = filled.last ?? -1
            case .requireWhen(let columns, let condition):
                column = columns.first { worker.cells[$0].isEmpty } ?? -1
                passes = column < 0 || meets(condition, isExpected: false, batch, &worker, &code)
                if code != recipe.rules[position].code { column = -1 }
            case .check(let condition): passes = meets(condition, isExpected: true, batch, &worker, &code)
            case .drop(let condition):
                // A record that was refused before is told as such.
                if isRefused || result.reasons.count > reasonCount { continue }
                passes = meets(condition, isExpected: false, batch, &worker, &code)
                if !passes, code < 0 { return false }
            case .lookup(let lookup):
                passes = look(lookup, batch, &worker)
                column = lookup.keys.first ?? -1
                if passes { for program in lookup.programs { run(program, fields, batch, &worker, &result) } }
            case .sampleEvery(let count):
                if (record - 1) % count == 0 { continue }
                return false
            case .sampleFirst(let count):
                if record <= count { continue }
                return false
            case .sampleShare(let share):
                if share.contains(record) { continue }
                return false
            }
            if !passes { addReason(position, column, code, batch, worker, &result) }
        }
        return true
    }

    /// Adds what a rule has against the record at hand; `column` is -1 when it is about no column.
    private func addReason(
        _ position: Int,
        _ column: Int,
        _ code: Int,
        _ batch: RecordBatch,
        _ worker: borrowing CleaningWorker,
        _ result: inout CleanBatch
    ) {
        let start = result.values.count
        if column >= 0 { appendValue(worker.cells[column], batch, worker, &result) }
        let end = result.values.count
        if case .check(let condition) = recipe.rules[position].kind, code == recipe.rules[position].code {
            result.append(note: note(ofCheck: condition, batch, worker))
        }
        result.reasons.append(
            RejectReason(
                column: column,
                code: code,
                instruction: -1,
                rule: position,
                value: start..<end,
                note: end..<result.values.count
            )
        )
    }

    private func appendValue(
        _ cell: CellText,
        _ batch: RecordBatch,
        _ worker: borrowing CleaningWorker,
        _ result: inout CleanBatch
    ) {
        switch cell.store {
        case .batch: result.values.append(contentsOf: batch.text[cell.range])
        case .arena: result.values.append(contentsOf: worker.arena.bytes[cell.range])
        }
    }

    private func addKeys(_ batch: RecordBatch, _ worker: inout CleaningWorker, _ result: inout CleanBatch) {
        for position in recipe.uniqueRules {
            guard case .unique(let columns, let comparesEmpty, _) = recipe.rules[position].kind else { continue }
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
}
