public import Diagnostics
public import Tabular

/// What has become of all records so far.
public struct CleaningCounts: Hashable, Sendable {
    /// Records that came in.
    public var records = 0
    /// Records that were written.
    public var clean = 0
    /// Records that were refused, each for at least one reason.
    public var rejected = 0
    /// Records that a rule left out.
    public var dropped = 0

    /// Nothing yet.
    public init() {}

    /// Whether no record is unaccounted for.
    public var isBalanced: Bool { records == clean + rejected + dropped }
}

/// How often records were refused for one reason.
public struct ReasonCount: Hashable, Sendable {
    /// The reason.
    public let code: RejectCode
    /// The records for which it was the first reason.
    public let firstCount: Int
    /// The records for which it was one of the reasons.
    public let count: Int
    /// The first such record.
    public let first: RecordPlace
}

/// A rejected record without its cells, as a log may show it.
public struct RejectNotice: Hashable, Sendable {
    /// One reason.
    public struct Reason: Hashable, Sendable {
        /// What was wrong.
        public let code: RejectCode
        /// The column; nil when it is about the record.
        public let column: String?
    }

    /// Where it stands.
    public let place: RecordPlace
    /// All its reasons, the first one first.
    public let reasons: [Reason]
}

/// Takes cleaned batches in their order: finds repeated records, counts, and says what is to be written.
public struct RecordCollector: Sendable {
    /// How many rejects are shown of each reason.
    public static let exampleCount = 5

    let recipe: CompiledRecipe
    /// Nil when nobody wants to read rejected records.
    private let rejects: RejectWriter?
    /// The keys so far for each rule `unique`; nil for one that keeps the last record.
    private var uniques: [UniqueKeys?]
    /// The records that later ones repeat, for rules that keep the last one.
    private var repeated: RepeatedRecords?
    private var tallies: [Tally]
    /// How often each rule `unique` refused a record.
    private(set) var uniqueRefusals: [Int]
    /// What a report tells about rejects and repairs; nil when nobody asked.
    private(set) var quality: QualityTally?
    /// What has become of all records so far.
    public private(set) var counts = CleaningCounts()
    /// The clean records of the last batch, to be written, when the cleaner's form is one of bytes.
    public private(set) var cleanBytes: [UInt8] = []
    /// The clean records of the last batch, when the cleaner's form is ``RecordForm/fields``.
    public private(set) var cleanTable = FieldTable()
    /// Where the records of ``cleanTable`` stand in the last batch, from 0.
    public private(set) var cleanIndices: [Int] = []
    /// How many records these are.
    public private(set) var cleanCount = 0
    /// The rejected records of the last batch, to be written; empty for none.
    public private(set) var rejectBytes: [UInt8] = []
    /// How many records these are.
    public private(set) var rejectCount = 0
    /// The same records without their cells, when they are to be listed.
    public private(set) var refusals: [RejectNotice] = []
    private let listsRefusals: Bool

    /// What was decided about the clean records of the next batch before it is collected; empty when nothing was.
    var verdicts: [Verdict] = []

    /// What becomes of a clean record.
    enum Verdict: Sendable {
        case kept
        /// It repeats another one, by a rule about records.
        case repeated(rule: Int)
        /// Whoever it was given to does not want it.
        case refused(RejectReason)
    }

    private struct Tally: Sendable {
        var firstCount = 0
        var count = 0
        var first: RecordPlace?
    }

    /// A collector of what one cleaner makes.
    ///
    /// - Parameters:
    ///   - cleaner: The cleaner.
    ///   - style: The form of rejected records; nil to count them only.
    ///   - source: The kind of file; records of a workbook are told with their cells.
    ///   - language: The language of messages.
    ///   - memory: What the keys of rules `unique` may take, and where they go beyond that.
    ///   - repeated: What a ``RepeatSurvey`` has found, when the cleaner needs two passes.
    ///   - hasReport: Whether it collects what a ``QualityReport`` tells.
    ///   - listsRefusals: Whether ``refusals`` are listed.
    public init(
        _ cleaner: Cleaner,
        rejects style: RejectStyle? = .full,
        source: SourceShape.Form = .csv,
        language: Language = .english,
        memory: KeyMemory = KeyMemory(),
        repeated: RepeatedRecords? = nil,
        hasReport: Bool = false,
        listsRefusals: Bool = false
    ) {
        precondition(repeated != nil || !cleaner.needsTwoPasses, "the first of two passes has been made")
        recipe = cleaner.recipe
        self.repeated = repeated
        self.listsRefusals = listsRefusals
        rejects = style.map { style in
            RejectWriter(style: style, recipe: cleaner.recipe, language: language, namesCells: source == .xlsx)
        }
        let firsts = recipe.uniqueRules.map { !cleaner.recipe.keepsLast($0) }
        let share = memory.divided(among: firsts.count { $0 })
        uniques = firsts.map { $0 ? UniqueKeys(memory: share) : nil }
        uniqueRefusals = recipe.uniqueRules.map { _ in 0 }
        tallies = recipe.codes.map { _ in Tally() }
        quality = hasReport ? QualityTally(recipe: recipe) : nil
    }

    /// The line above all rejected records; empty when their form has none.
    public var rejectHeader: [UInt8] { rejects?.header ?? [] }

    /// How often records were refused, by reason, the most frequent first.
    public var reasons: [ReasonCount] {
        let counts = zip(recipe.codes, tallies).compactMap { code, tally in
            tally.first.map { first in
                ReasonCount(code: code, firstCount: tally.firstCount, count: tally.count, first: first)
            }
        }
        // Equal counts keep the order of the recipe.
        return counts.enumerated().sorted { left, right in
            (right.element.count, left.offset) < (left.element.count, right.offset)
        }.map(\.element)
    }

    /// Takes the next batch.
    ///
    /// ``cleanBytes`` or ``cleanTable``, and ``rejectBytes``, are then those of this batch.
    ///
    /// - Throws: Why keys that do not fit into memory cannot be kept, or tables on disk not be read.
    public mutating func collect(_ batch: RecordBatch, _ clean: CleanBatch) throws(TabularError) {
        if let failure = clean.failure { throw failure }
        cleanBytes.removeAll(keepingCapacity: true)
        cleanTable.removeAll()
        cleanIndices.removeAll(keepingCapacity: true)
        rejectBytes.removeAll(keepingCapacity: true)
        refusals.removeAll(keepingCapacity: true)
        cleanCount = 0
        rejectCount = 0
        quality?.take(repairsOf: batch)
        var nextReject = 0
        var copied = 0
        for index in clean.indices.indices {
            guard let reason = try reason(against: index, batch, clean) else { continue }
            let record = clean.indices[index]
            while nextReject < clean.rejects.count, clean.rejects[nextReject].record < record {
                reject(nextReject, batch, clean)
                nextReject += 1
            }
            keep(copied..<index, of: clean)
            copied = index + 1
            write(record, batch, [reason], clean)
        }
        verdicts.removeAll(keepingCapacity: true)
        while nextReject < clean.rejects.count {
            reject(nextReject, batch, clean)
            nextReject += 1
        }
        keep(copied..<clean.indices.count, of: clean)
        cleanCount = clean.indices.count - (rejectCount - clean.rejects.count)
        counts.records += clean.recordCount
        counts.clean += cleanCount
        counts.rejected += rejectCount
        counts.dropped += clean.droppedCount
    }

    /// Takes clean records over that stand one behind the other.
    private mutating func keep(_ records: Range<Int>, of clean: CleanBatch) {
        guard !records.isEmpty else { return }
        if clean.table.count > 0 {
            cleanTable.append(clean.table, records)
            cleanIndices.append(contentsOf: clean.indices[records])
        } else {
            let start = records.lowerBound == 0 ? 0 : clean.ends[records.lowerBound - 1]
            cleanBytes.append(contentsOf: clean.bytes[start..<clean.ends[records.upperBound - 1]])
        }
    }

    /// Why a clean record is not kept after all; nil when it is.
    private mutating func reason(
        against index: Int,
        _ batch: RecordBatch,
        _ clean: CleanBatch
    ) throws(TabularError) -> RejectReason? {
        if verdicts.isEmpty { return try repeatedRule(of: index, batch, clean).map { reason(ofRepeated: $0) } }
        switch verdicts[index] {
        case .kept: return nil
        case .repeated(let rule): return reason(ofRepeated: rule)
        case .refused(let reason): return reason
        }
    }

    private func reason(ofRepeated rule: Int) -> RejectReason {
        RejectReason(column: -1, code: recipe.rules[rule].code, instruction: -1, rule: rule, value: 0..<0)
    }

    /// The rule that a clean record breaks by repeating another one; nil when it is new, and then remembered.
    mutating func repeatedRule(
        of index: Int,
        _ batch: RecordBatch,
        _ clean: CleanBatch
    ) throws(TabularError) -> Int? {
        let count = uniques.count
        if count == 0 { return nil }
        if count == 1, repeated == nil {
            let key = clean.keys[index]
            if key == 0 { return nil }
            let isNew = try uniques[0]?.insert(key) ?? true
            return isNew ? nil : refused(by: 0)
        }
        if let position = try repeated?.rule(of: batch.firstRecord + clean.indices[index]) {
            return refused(by: position)
        }
        // A record that one rule refuses is not remembered by the others.
        for position in 0..<count {
            let key = clean.keys[index * count + position]
            if key == 0 { continue }
            let isKnown = try uniques[position]?.contains(key) ?? false
            if isKnown { return refused(by: position) }
        }
        for position in 0..<count {
            let key = clean.keys[index * count + position]
            if key != 0 { _ = try uniques[position]?.insert(key) }
        }
        return nil
    }

    private mutating func refused(by position: Int) -> Int {
        uniqueRefusals[position] += 1
        return recipe.uniqueRules[position]
    }

    private mutating func reject(_ index: Int, _ batch: RecordBatch, _ clean: CleanBatch) {
        write(clean.rejects[index].record, batch, clean.reasons[clean.reasons(of: index)], clean)
    }

    private mutating func write(
        _ record: Int,
        _ batch: RecordBatch,
        _ reasons: ArraySlice<RejectReason>,
        _ clean: CleanBatch
    ) {
        rejectCount += 1
        rejects?.append(record, of: batch, reasons: reasons, in: clean, to: &rejectBytes)
        quality?.take(record, of: batch, reasons: reasons, values: clean.values)
        for (offset, reason) in reasons.enumerated() {
            if offset == 0 { tallies[reason.code].firstCount += 1 }
            // A record counts once, however many of its cells have one reason.
            if reasons.prefix(offset).contains(where: { $0.code == reason.code }) { continue }
            tallies[reason.code].count += 1
            if tallies[reason.code].first == nil { tallies[reason.code].first = batch.place(of: record) }
        }
        guard listsRefusals else { return }
        let told = reasons.map { reason in
            let column = reason.column < 0 ? nil : recipe.cellNames[reason.column]
            return RejectNotice.Reason(code: recipe.codes[reason.code], column: column)
        }
        refusals.append(RejectNotice(place: batch.place(of: record), reasons: told))
    }
}

extension FieldTable {
    /// Appends some successive records of another table.
    fileprivate mutating func append(_ other: FieldTable, _ records: Range<Int>) {
        let first = other.fieldIndices(of: records.lowerBound).lowerBound
        let fields = first..<Int(other.recordEnds[records.upperBound - 1])
        if !fields.isEmpty {
            let start = other.range(of: first).lowerBound
            let distance = UInt32(text.count) &- UInt32(start)
            text.append(contentsOf: other.text[start..<other.range(of: fields.upperBound - 1).upperBound])
            for field in fields { fieldEnds.append(other.fieldEnds[field] &+ distance) }
        }
        let distance = UInt32(fieldEnds.count) &- UInt32(fields.upperBound)
        for record in records { recordEnds.append(other.recordEnds[record] &+ distance) }
    }
}
