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

/// Shows what would become of the first records, added in their order.
///
/// Rules `unique` compare these records with one another, so that one of them which keeps the last record of a key knows
/// nothing of those that are not shown.
public struct RecordPreviewer: Sendable {
    private let cleaner: Cleaner
    private var worker: CleaningWorker
    private let words: RejectWriter
    private let limit: Int
    private var previews: [RecordPreview] = []
    /// The records that rules `unique` compare, by their indices in ``previews``, each with a key for every rule.
    private var compared: [(index: Int, keys: [UInt128])] = []
    /// Of each column without steps that others fill, what fills it.
    private let makers: [Int: String]

    /// A previewer of what one cleaner would do with so many records.
    public init(_ cleaner: Cleaner, limit: Int) {
        self.cleaner = cleaner
        self.limit = limit
        worker = cleaner.makeWorker()
        words = RejectWriter(style: .full, recipe: cleaner.recipe, language: .english)
        makers = cleaner.recipe.makers
    }

    /// Whether as many records have been added as are shown.
    public var isFull: Bool { previews.count >= limit }

    /// Takes the records of the next batch, up to the limit.
    ///
    /// - Returns: Whether all of them were taken.
    public mutating func add(_ batch: RecordBatch) -> Bool {
        let count = min(limit - previews.count, batch.count)
        for index in 0..<count { add(index, batch) }
        return count == batch.count
    }

    /// What would become of the records.
    public consuming func finish() -> [RecordPreview] {
        for (index, rule) in repeats() {
            let code = cleaner.recipe.rules[rule].code
            let reason = RejectReason(column: -1, code: code, instruction: -1, rule: rule, value: 0..<0)
            previews[index] = RecordPreview(
                place: previews[index].place,
                fate: .rejected,
                changes: [],
                refusals: [refusal(reason, [])]
            )
        }
        return previews
    }

    private mutating func add(_ index: Int, _ batch: RecordBatch) {
        var result = CleanBatch()
        worker.arena.clear()
        for position in worker.changedCounts.indices { worker.changedCounts[position] = 0 }
        cleaner.clean(index, batch, &worker, &result)
        let place = batch.place(of: index)
        if result.droppedCount > 0 {
            previews.append(RecordPreview(place: place, fate: .dropped, changes: [], refusals: []))
            return
        }
        let refusals = result.reasons.map { refusal($0, result.values) }
        let changes = refusals.isEmpty ? changes(of: index, batch) : []
        let fate: RecordPreview.Fate = !refusals.isEmpty ? .rejected : changes.isEmpty ? .unchanged : .repaired
        if refusals.isEmpty, !result.keys.isEmpty { compared.append((previews.count, result.keys)) }
        previews.append(RecordPreview(place: place, fate: fate, changes: changes, refusals: refusals))
    }

    private func refusal(_ reason: RejectReason, _ values: [UInt8]) -> RecordPreview.Refusal {
        RecordPreview.Refusal(
            column: words.columnName(reason),
            code: cleaner.recipe.codes[reason.code],
            message: words.message(reason, values)
        )
    }

    /// The records that repeat others, and the rule that each breaks; rules that keep the last record come first.
    private func repeats() -> [(index: Int, rule: Int)] {
        let rules = cleaner.recipe.uniqueRules
        let lasts = rules.indices.filter { cleaner.recipe.keepsLast(rules[$0]) }
        let firsts = rules.indices.filter { !cleaner.recipe.keepsLast(rules[$0]) }
        var latest: [[UInt128: Int]] = rules.map { _ in [:] }
        for (index, keys) in compared { for rule in lasts { latest[rule][keys[rule]] = index } }
        var known: [Set<UInt128>] = rules.map { _ in [] }
        var found: [(index: Int, rule: Int)] = []
        for (index, keys) in compared {
            let broken =
                lasts.first { keys[$0] != 0 && latest[$0][keys[$0]] != index }
                ?? firsts.first { keys[$0] != 0 && known[$0].contains(keys[$0]) }
            if let broken {
                found.append((index, rules[broken]))
            } else {
                for rule in firsts { known[rule].insert(keys[rule]) }
            }
        }
        return found
    }

    private func changes(of index: Int, _ batch: RecordBatch) -> [RecordPreview.Change] {
        let raw = batch.strings(of: index)
        var changes: [RecordPreview.Change] = []
        func add(_ column: Int, _ steps: [String]) {
            let cell = worker.cells[column]
            let bytes = cell.store == .batch ? batch.text[cell.range] : worker.arena.bytes[cell.range]
            let after = String(decoding: bytes, as: UTF8.self)
            let before = raw.indices.contains(column) && cleaner.recipe.isOfSource(column) ? raw[column] : ""
            // As bytes: to a string two ways of writing one letter are equal.
            if before.utf8.elementsEqual(after.utf8) { return }
            changes.append(
                RecordPreview.Change(
                    column: cleaner.recipe.cellNames[column],
                    before: cleaner.recipe.masked(before, column: column),
                    after: cleaner.recipe.masked(after, column: column),
                    steps: steps
                )
            )
        }
        for program in cleaner.recipe.allPrograms {
            let steps = program.instructions.filter { worker.changedCounts[$0] > 0 }
            let maker = makers[program.column].map { [$0] } ?? []
            add(program.column, maker + steps.map { cleaner.recipe.steps[$0].name })
        }
        let others = Set(makers.keys).subtracting(cleaner.recipe.allPrograms.map(\.column))
        for column in others.sorted() { add(column, [makers[column]].compactMap(\.self)) }
        return changes
    }
}

extension CompiledRecipe {
    /// The columns that other columns and rules fill, and what does.
    fileprivate var makers: [Int: String] {
        var makers: [Int: String] = [:]
        for position in instructions.indices where instructions[position].operation == .split {
            for column in columnLists[instructions[position].otherColumn] { makers[column] = steps[position].name }
        }
        for rule in rules {
            guard case .lookup(let lookup) = rule.kind else { continue }
            for (column, _) in lookup.taken { makers[column] = rule.name }
        }
        return makers
    }
}
