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

/// A rejected record as a report shows it.
public struct RejectExample: Hashable, Sendable {
    /// Where it stands.
    public let place: RecordPlace
    /// The names of all reasons, each with its column: `bad_phone@phone`.
    public let reasons: [String]
    /// The fields as they were read.
    public let raw: [String]
}

/// Takes cleaned batches in their order: finds repeated records, counts, and says what is to be written.
public struct RecordCollector: Sendable {
    /// How many rejects are shown of each reason.
    public static let exampleCount = 5

    let recipe: CompiledRecipe
    private let rejects: RejectWriter
    private var uniques: [UniqueKeys]
    private var tallies: [Tally]
    /// How often each rule `unique` refused a record.
    private(set) var uniqueRefusals: [Int]
    /// What a report tells about rejects and repairs; nil when nobody asked.
    private(set) var quality: QualityTally?
    /// What has become of all records so far.
    public private(set) var counts = CleaningCounts()
    /// The clean records of the last batch, to be written; empty for none.
    public private(set) var cleanBytes: [UInt8] = []
    /// How many records these are.
    public private(set) var cleanCount = 0
    /// The rejected records of the last batch, to be written; empty for none.
    public private(set) var rejectBytes: [UInt8] = []
    /// How many records these are.
    public private(set) var rejectCount = 0

    private struct Tally: Sendable {
        var firstCount = 0
        var count = 0
        var first: RecordPlace?
        var examples: [RejectExample] = []
    }

    /// A collector of what one cleaner makes.
    ///
    /// With `hasReport` it collects what a ``QualityReport`` tells.
    public init(
        _ cleaner: Cleaner,
        rejects style: RejectStyle = .full,
        language: Language = .english,
        hasReport: Bool = false
    ) {
        recipe = cleaner.recipe
        rejects = RejectWriter(style: style, recipe: cleaner.recipe, language: language)
        uniques = recipe.uniqueRules.map { _ in UniqueKeys() }
        uniqueRefusals = recipe.uniqueRules.map { _ in 0 }
        tallies = recipe.codes.map { _ in Tally() }
        quality = hasReport ? QualityTally(recipe: recipe) : nil
    }

    /// The line above all rejected records; empty when their form has none.
    public var rejectHeader: [UInt8] { rejects.header }

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

    /// The first rejects of a reason.
    public func examples(of code: RejectCode) -> [RejectExample] {
        recipe.codes.firstIndex(of: code).map { tallies[$0].examples } ?? []
    }

    /// Takes the next batch.
    ///
    /// ``cleanBytes`` and ``rejectBytes`` are then those of this batch.
    public mutating func collect(_ batch: RecordBatch, _ clean: CleanBatch) {
        cleanBytes.removeAll(keepingCapacity: true)
        rejectBytes.removeAll(keepingCapacity: true)
        cleanCount = 0
        rejectCount = 0
        quality?.take(repairsOf: batch)
        var nextReject = 0
        var copied = 0
        for index in clean.ends.indices {
            guard let rule = repeatedRule(of: index, clean) else { continue }
            let record = clean.indices[index]
            while nextReject < clean.rejects.count, clean.rejects[nextReject].record < record {
                reject(nextReject, batch, clean)
                nextReject += 1
            }
            let start = index == 0 ? 0 : clean.ends[index - 1]
            cleanBytes.append(contentsOf: clean.bytes[copied..<start])
            copied = clean.ends[index]
            rejectRepeated(record, rule, batch)
        }
        while nextReject < clean.rejects.count {
            reject(nextReject, batch, clean)
            nextReject += 1
        }
        cleanBytes.append(contentsOf: clean.bytes[copied..<clean.bytes.count])
        cleanCount = clean.ends.count - (rejectCount - clean.rejects.count)
        counts.records += clean.recordCount
        counts.clean += cleanCount
        counts.rejected += rejectCount
        counts.dropped += clean.droppedCount
    }

    /// The rule that a clean record breaks by repeating an earlier one; nil when it is new, and then remembered.
    private mutating func repeatedRule(of index: Int, _ clean: CleanBatch) -> Int? {
        let count = uniques.count
        if count == 0 { return nil }
        if count == 1 {
            let key = clean.keys[index]
            if key == 0 || uniques[0].insert(key) { return nil }
            uniqueRefusals[0] += 1
            return recipe.uniqueRules[0]
        }
        // A record that one rule refuses is not remembered by the others.
        for position in 0..<count {
            let key = clean.keys[index * count + position]
            if key != 0, uniques[position].contains(key) {
                uniqueRefusals[position] += 1
                return recipe.uniqueRules[position]
            }
        }
        for position in 0..<count {
            let key = clean.keys[index * count + position]
            if key != 0 { _ = uniques[position].insert(key) }
        }
        return nil
    }

    private mutating func rejectRepeated(_ record: Int, _ rule: Int, _ batch: RecordBatch) {
        let reason = RejectReason(column: -1, code: recipe.rules[rule].code, instruction: -1, rule: rule, value: 0..<0)
        write(record, batch, [reason], [])
    }

    private mutating func reject(_ index: Int, _ batch: RecordBatch, _ clean: CleanBatch) {
        write(clean.rejects[index].record, batch, clean.reasons[clean.reasons(of: index)], clean.values)
    }

    private mutating func write(
        _ record: Int,
        _ batch: RecordBatch,
        _ reasons: ArraySlice<RejectReason>,
        _ values: [UInt8]
    ) {
        rejectCount += 1
        rejects.append(record, of: batch, reasons: reasons, values: values, to: &rejectBytes)
        quality?.take(record, of: batch, reasons: reasons, values: values)
        for (offset, reason) in reasons.enumerated() {
            tallies[reason.code].count += 1
            if offset == 0 { tallies[reason.code].firstCount += 1 }
            guard tallies[reason.code].examples.count < Self.exampleCount else { continue }
            let place = batch.place(of: record)
            if tallies[reason.code].first == nil { tallies[reason.code].first = place }
            let names = reasons.map { reason in
                let code = recipe.codes[reason.code].name
                return reason.column < 0 ? code : "\(code)@\(recipe.names[reason.column])"
            }
            tallies[reason.code].examples.append(
                RejectExample(place: place, reasons: names, raw: batch.strings(of: record))
            )
        }
    }
}
