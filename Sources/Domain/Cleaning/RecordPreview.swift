public import Diagnostics
public import Tabular

/// What would become of one record.
public struct RecordPreview: Hashable, Sendable {
    /// What happens to a record.
    public enum Fate: String, Sendable, CaseIterable {
        case unchanged
        case repaired
        case rejected
        case dropped
    }

    /// A cell that the steps write anew.
    public struct Change: Hashable, Sendable {
        /// The column.
        public let column: String
        /// The cell as it was read.
        public let before: String
        /// The cell as it would be written.
        public let after: String
        /// The steps that changed it.
        public let steps: [String]
    }

    /// A reason for which the record is refused.
    public struct Refusal: Hashable, Sendable {
        /// The column; empty when it is about the record.
        public let column: String
        /// The reason.
        public let code: RejectCode
        /// What a person is told.
        public let message: LocalizedText
    }

    /// Where it stands.
    public let place: RecordPlace
    /// What happens to it.
    public let fate: Fate
    /// The cells that change; of a rejected record none.
    public let changes: [Change]
    /// Why it is rejected.
    public let refusals: [Refusal]
}

/// Shows what would become of records, one by one and in their order.
public struct RecordPreviewer: Sendable {
    private let cleaner: Cleaner
    private var worker: CleaningWorker
    private var uniques: [KeyTable]
    private let words: RejectWriter

    /// A previewer of what one cleaner would do.
    public init(_ cleaner: Cleaner) {
        self.cleaner = cleaner
        worker = cleaner.makeWorker()
        uniques = cleaner.recipe.uniqueRules.map { _ in KeyTable() }
        words = RejectWriter(style: .full, recipe: cleaner.recipe, language: .english)
    }

    /// What would become of the first records of a batch.
    public mutating func previews(of batch: RecordBatch, limit: Int) -> [RecordPreview] {
        (0..<min(limit, batch.count)).map { preview(of: $0, batch) }
    }

    private mutating func preview(of index: Int, _ batch: RecordBatch) -> RecordPreview {
        var result = CleanBatch()
        worker.arena.clear()
        for position in worker.changedCounts.indices { worker.changedCounts[position] = 0 }
        cleaner.clean(index, batch, &worker, &result)
        let place = batch.place(of: index)
        if result.droppedCount > 0 { return RecordPreview(place: place, fate: .dropped, changes: [], refusals: []) }
        var reasons = result.reasons
        for (position, rule) in cleaner.recipe.uniqueRules.enumerated() where reasons.isEmpty {
            let key = result.keys[position]
            // Whether a record is the last one of its key cannot be told from the first records.
            if cleaner.recipe.keepsLast(rule) { continue }
            if key != 0, !uniques[position].insert(key) {
                let code = cleaner.recipe.rules[rule].code
                reasons.append(RejectReason(column: -1, code: code, instruction: -1, rule: rule, value: 0..<0))
            }
        }
        let refusals = reasons.map { reason in
            RecordPreview.Refusal(
                column: words.columnName(reason),
                code: cleaner.recipe.codes[reason.code],
                message: words.message(reason, result.values)
            )
        }
        if !refusals.isEmpty {
            return RecordPreview(place: place, fate: .rejected, changes: [], refusals: refusals)
        }
        let changes = changes(of: index, batch)
        return RecordPreview(
            place: place,
            fate: changes.isEmpty ? .unchanged : .repaired,
            changes: changes,
            refusals: []
        )
    }

    private func changes(of index: Int, _ batch: RecordBatch) -> [RecordPreview.Change] {
        let raw = batch.strings(of: index)
        return (cleaner.recipe.programs + cleaner.recipe.computedPrograms).compactMap { program in
            let cell = worker.cells[program.column]
            let bytes = cell.store == .batch ? batch.text[cell.range] : worker.arena.bytes[cell.range]
            let after = String(decoding: bytes, as: UTF8.self)
            let before = program.column < raw.count ? raw[program.column] : ""
            // As bytes: to a string two ways of writing one letter are equal.
            if before.utf8.elementsEqual(after.utf8) { return nil }
            let steps = program.instructions.filter { worker.changedCounts[$0] > 0 }
            return RecordPreview.Change(
                column: cleaner.recipe.cellNames[program.column],
                before: cleaner.recipe.masked(before, column: program.column),
                after: cleaner.recipe.masked(after, column: program.column),
                steps: steps.map { cleaner.recipe.steps[$0].name }
            )
        }
    }
}
