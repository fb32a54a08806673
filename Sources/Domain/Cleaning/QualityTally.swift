public import Diagnostics
public import Tabular

/// A rejected record as a report shows it; cells of masked columns are masked.
public struct RejectedRecord: Hashable, Sendable {
    /// One reason.
    public struct Reason: Hashable, Sendable {
        /// The column; empty when it is about the record.
        public let column: String
        /// The step or rule; empty when the record could not be read well.
        public let rule: String
        /// The reason's name.
        public let code: String
        /// The refused text.
        public let value: String
        /// What a person is told.
        public let message: LocalizedText
    }

    /// Where it stands.
    public let place: RecordPlace
    /// All its reasons, the first one first.
    public let reasons: [Reason]
    /// The fields as they were read, at most ``fieldLimit`` of them, long ones cut.
    public let raw: [String]

    /// The most fields that are shown.
    public static let fieldLimit = 50
}

/// A record that was read otherwise than it stands.
public struct RepairedRecord: Hashable, Sendable {
    /// Where it stands.
    public let place: RecordPlace
    /// Its text in the source, cut when it is long; nil in a workbook.
    public let before: String?
    /// The fields that were made of it, at most ``RejectedRecord/fieldLimit``.
    public let after: [String]
}

/// What a report tells about rejected and repaired records; collected in their order.
struct QualityTally: Sendable {
    /// Repairs of one kind.
    struct Repairs: Sendable {
        var count = 0
        var examples: [RepairedRecord] = []
    }

    private let recipe: CompiledRecipe
    private let words: RejectWriter
    /// The records whose first reason is of a step, by instruction.
    private(set) var refusedBySteps: [Int]
    /// The records whose first reason is of a rule about records.
    private(set) var refusedByRules: [Int]
    /// The records that were not read well, by reason.
    private(set) var refusedByCodes: [Int]
    /// The records that have each reason, each record once.
    private(set) var recordCounts: [Int]
    /// The first rejects of each reason.
    private(set) var examples: [[RejectedRecord]]
    private(set) var repairs: [Repair.Kind: Repairs] = [:]
    private(set) var sheet: String?

    init(recipe: CompiledRecipe) {
        self.recipe = recipe
        words = RejectWriter(style: .full, recipe: recipe, language: .english)
        refusedBySteps = recipe.instructions.map { _ in 0 }
        refusedByRules = recipe.rules.map { _ in 0 }
        refusedByCodes = recipe.codes.map { _ in 0 }
        recordCounts = recipe.codes.map { _ in 0 }
        examples = recipe.codes.map { _ in [] }
    }

    /// Takes a rejected record with its reasons, at least one.
    mutating func take(
        _ record: Int,
        of batch: RecordBatch,
        reasons: ArraySlice<RejectReason>,
        values: [UInt8]
    ) {
        guard let first = reasons.first else { return }
        if first.instruction >= 0 {
            refusedBySteps[first.instruction] += 1
        } else if first.rule >= 0 {
            refusedByRules[first.rule] += 1
        } else {
            refusedByCodes[first.code] += 1
        }
        let codes = Set(reasons.map(\.code))
        for code in codes { recordCounts[code] += 1 }
        guard codes.contains(where: { examples[$0].count < RecordCollector.exampleCount }) else { return }
        let rejected = RejectedRecord(
            place: batch.place(of: record),
            reasons: reasons.map { shown($0, values) },
            raw: fields(of: record, batch)
        )
        for code in codes where examples[code].count < RecordCollector.exampleCount {
            examples[code].append(rejected)
        }
    }

    /// A reason in words, which the writer masks.
    private func shown(_ reason: RejectReason, _ values: [UInt8]) -> RejectedRecord.Reason {
        let message = words.message(reason, values)
        return RejectedRecord.Reason(
            column: words.columnName(reason),
            rule: words.rule(reason),
            code: recipe.codes[reason.code].name,
            value: StepExamples.text(Array(words.value(reason, values).utf8)),
            message: LocalizedText(
                StepExamples.text(Array(message.english.utf8)),
                zh: StepExamples.text(Array(message.chinese.utf8))
            )
        )
    }

    private func fields(of record: Int, _ batch: RecordBatch) -> [String] {
        let flags = batch.records[record].flags
        return batch.fieldIndices(of: record).prefix(RejectedRecord.fieldLimit).enumerated().map { column, position in
            var bytes: [UInt8] = []
            batch.append(field: batch.fields[position], to: &bytes)
            return StepExamples.text(recipe.fieldMask(column, flags)?.hidden(bytes) ?? bytes)
        }
    }

    /// Takes what was repaired in a batch.
    mutating func take(repairsOf batch: RecordBatch) {
        if sheet == nil { sheet = batch.sheet?.name }
        for repair in batch.repairs {
            repairs[repair.kind, default: Repairs()].count += 1
            guard repairs[repair.kind, default: Repairs()].examples.count < RecordCollector.exampleCount else {
                continue
            }
            let example = RepairedRecord(
                place: batch.place(of: repair.record),
                before: text(of: repair.record, batch),
                after: fields(of: repair.record, batch)
            )
            repairs[repair.kind]?.examples.append(example)
        }
    }

    /// The text of a record as it stands; nil in a workbook, and when a column of it is masked.
    private func text(of record: Int, _ batch: RecordBatch) -> String? {
        guard batch.sheet == nil, !recipe.hidesCells else { return nil }
        let start = batch.records[record].start
        var end = record + 1 < batch.count ? batch.records[record + 1].start : batch.text.count
        end = min(end, start + StepExamples.byteCount * 4)
        while end > start, batch.text[end - 1] == 0x0A || batch.text[end - 1] == 0x0D { end -= 1 }
        return String(decoding: batch.text[start..<end], as: UTF8.self)
    }
}
