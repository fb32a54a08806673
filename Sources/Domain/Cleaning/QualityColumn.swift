public import Tabular

/// One column of a source as a report tells about it: its cells as they were read, and what the recipe does to them.
public struct QualityColumn: Sendable {
    /// What the values of a column are.
    public enum Kind: String, Sendable, CaseIterable {
        /// There are none.
        case empty
        case integer, number, money, percent, date, time, datetime, boolean, url, email, uuid, address
        /// Words and prose.
        case text
        /// No kind has nineteen of twenty.
        case mixed
    }

    /// A value with how often it occurs.
    public struct ValueCount: Hashable, Sendable {
        /// The value, cut when it is long.
        public let value: String
        /// How often; estimated unless ``QualityColumn/isTopExact``.
        public let count: Int
    }

    /// How many values have so many characters.
    public struct LengthBucket: Hashable, Sendable {
        /// The numbers of characters.
        public let range: ClosedRange<Int>
        /// The values.
        public let count: Int
    }

    /// A step, and what it does.
    public struct Step: Hashable, Sendable {
        /// Its name in a recipe.
        public let rule: String
        /// The cells that it changed.
        public let changedCount: Int
        /// The first of them.
        public let examples: [StepChange]
    }

    /// Its name in the header.
    public let name: String
    /// Whether the recipe masks it; its values are then masked here, too.
    public let isMasked: Bool
    /// What its values are.
    public let kind: Kind
    /// The records that were looked at.
    public let recordCount: Int
    /// The cells without a character but white space.
    public let emptyCount: Int
    /// The cells that hold a word for "no value", such as `N/A`.
    public let nullTokenCount: Int
    /// The other cells by kind, the most frequent first.
    public let kinds: [(kind: CellKind, count: Int)]
    /// How many different values there are, words for "no value" and blanks counted as they stand.
    public let distinctCount: Int
    /// Whether ``distinctCount`` is exact; otherwise it is off by 1.6 % in the usual case.
    public let isDistinctExact: Bool
    /// The values that occur more than once, the most frequent first.
    public let top: [ValueCount]
    /// Whether the counts in ``top`` are exact; otherwise they are estimated by a sample of records.
    public let isTopExact: Bool
    /// Some values, in the order of their records.
    public let examples: [String]
    /// The values by length.
    public let lengths: [LengthBucket]
    /// The numbers among the values; nil when there are too few, or they are masked or look like identifiers.
    public let numbers: QualityNumbers?
    /// The recipe's steps, in their order.
    public let steps: [Step]

    /// How many frequent values are told.
    public static let topLimit = 10
    /// How many examples are told.
    public static let exampleLimit = 5
    /// How often a value occurs in a sample, at the least, for its frequency to be told.
    static let sampledCount = 8

    /// The cells that hold a value.
    public var valueCount: Int { kinds.reduce(0) { $0 + $1.count } }

    static func columns(of recipe: CompiledRecipe, _ profile: SourceProfile) -> [QualityColumn] {
        let masks = recipe.masks.map { $0?.rule }
        let programs = Dictionary(grouping: recipe.programs, by: \.column)
        return profile.columns.indices.map { index in
            QualityColumn(
                name: index < recipe.names.count ? recipe.names[index] : "column\(index + 1)",
                index: index,
                mask: index < masks.count ? masks[index] : nil,
                profile,
                steps: (index < recipe.names.count ? programs[index] ?? [] : []).flatMap(\.instructions).map {
                    position in
                    let mask = index < masks.count ? masks[index] : nil
                    return Step(
                        rule: recipe.steps[position].name,
                        changedCount: profile.changedCounts[position],
                        examples: profile.examples.changes[position].map { $0.masked(by: mask) }
                    )
                }
            )
        }
    }

    private init(name: String, index: Int, mask: MaskRule?, _ profile: SourceProfile, steps: [Step]) {
        let column = profile.columns[index]
        let sums = column.sums
        let sample = profile.sample.cells(of: index)
        self.name = name
        self.steps = steps
        isMasked = mask != nil
        recordCount = profile.recordCount
        emptyCount = column.emptyCount + sums.blankCount
        nullTokenCount = sums.nullTokenCount
        kinds = CellKind.allCases.map { (kind: $0, count: sums.kinds[Int($0.rawValue)]) }
            .filter { $0.count > 0 }.sorted { ($1.count, $0.kind.rawValue) < ($0.count, $1.kind.rawValue) }
        kind = Self.kind(of: sums)
        distinctCount = column.distinctCount
        isDistinctExact = column.isExact
        lengths = sums.lengths.enumerated().filter { $0.element > 0 }
            .map { LengthBucket(range: CellTotals.lengths(in: $0.offset), count: $0.element) }
        let frequent = FrequentValues(column, sample, recordCount: profile.recordCount)
        isTopExact = frequent.isExact
        top = frequent.values.prefix(Self.topLimit).map { value in
            ValueCount(
                value: String(decoding: mask?.hidden(value.text) ?? value.text, as: UTF8.self),
                count: value.count
            )
        }
        var examples: [String] = []
        for cell in sample where !WhiteSpace.trimmed(cell.span).isEmpty && examples.count < Self.exampleLimit {
            let text = String(decoding: mask?.hidden(cell) ?? cell, as: UTF8.self)
            if !examples.contains(text) { examples.append(text) }
        }
        self.examples = examples
        numbers = mask == nil ? QualityNumbers(column, sums, sample, kind) : nil
    }

    private static func kind(of sums: CellTotals) -> Kind {
        let total = sums.valueCount
        if total == 0 { return .empty }
        func has(_ kinds: [CellKind]) -> Bool {
            kinds.reduce(0) { $0 + sums.kinds[Int($1.rawValue)] } * 20 >= total * 19
        }
        let single: [(CellKind, Kind)] = [
            (.integer, .integer), (.money, .money), (.percent, .percent), (.date, .date), (.time, .time),
            (.datetime, .datetime), (.boolean, .boolean), (.url, .url), (.email, .email), (.uuid, .uuid),
            (.address, .address),
        ]
        for (kind, name) in single where has([kind]) { return name }
        if has([.integer, .number]) { return .number }
        if has([.integer, .number, .money]) { return .money }
        if has([.date, .datetime]) { return .datetime }
        return has([.word, .text]) ? .text : .mixed
    }
}

extension StepChange {
    fileprivate func masked(by mask: MaskRule?) -> StepChange {
        guard let mask else { return self }
        func masked(_ text: String) -> String { String(decoding: mask.hidden(Array(text.utf8)), as: UTF8.self) }
        return StepChange(record: record, before: masked(before), after: masked(after))
    }
}

/// The values of a column that occur more than once.
private struct FrequentValues {
    let isExact: Bool
    /// The most frequent first; equally frequent ones by their bytes.
    let values: [(text: [UInt8], count: Int)]

    init(_ column: ColumnProfile, _ sample: [[UInt8]], recordCount: Int) {
        if column.isExact {
            isExact = true
            values = Self.sorted(column.counted.filter { $0.count > 1 }.map { (text: $0.text, count: $0.count) })
            return
        }
        var counts: [[UInt8]: Int] = [:]
        for cell in sample where !cell.isEmpty { counts[cell, default: 0] += 1 }
        // A sample of all records is none.
        isExact = sample.count >= recordCount
        let least = isExact ? 2 : QualityColumn.sampledCount
        let scale = Double(recordCount) / Double(max(1, sample.count))
        let frequent = counts.filter { $0.value >= least }
        let isExact = isExact
        values = Self.sorted(
            frequent.map { (text: $0.key, count: isExact ? $0.value : Int((Double($0.value) * scale).rounded())) }
        )
    }

    private static func sorted(_ values: [(text: [UInt8], count: Int)]) -> [(text: [UInt8], count: Int)] {
        values.sorted { left, right in
            left.count == right.count ? left.text.lexicographicallyPrecedes(right.text) : left.count > right.count
        }
    }
}
