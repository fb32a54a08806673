public import Diagnostics
public import Tabular

/// Everything that is told about one run of cleaning, for people and for programs.
///
/// But for ``seconds`` it is the same in every run over the same source, for any number of workers.
public struct QualityReport: Sendable {
    /// What was read.
    public struct Input: Hashable, Sendable {
        /// Its name, for people.
        public let name: String
        /// Its size, in bytes.
        public let byteCount: Int
        /// The kind of file.
        public let form: SourceShape.Form

        /// An input.
        public init(name: String, byteCount: Int, form: SourceShape.Form) {
            self.name = name
            self.byteCount = byteCount
            self.form = form
        }
    }

    /// The recipe's file.
    public struct RecipeFile: Hashable, Sendable {
        /// Its name, for people.
        public let name: String
        /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
        public let digest: String

        /// A recipe's file.
        public init(name: String, digest: String) {
            self.name = name
            self.digest = digest
        }
    }

    /// Why records were rejected.
    public struct Reason: Hashable, Sendable {
        /// The reason's name.
        public let code: String
        /// The recipe's own words for it; nil when it has none.
        public let message: LocalizedText?
        /// The records for which it was the first reason; over all reasons these are all rejects.
        public let firstCount: Int
        /// The records for which it was one of the reasons.
        public let count: Int
        /// The first such record.
        public let first: RecordPlace
        /// The first few of them.
        public let examples: [RejectedRecord]
    }

    /// One thing that records have to pass, and how many came to it and went on.
    public struct Stage: Hashable, Sendable {
        /// What holds records back.
        public enum Kind: String, Sendable, CaseIterable {
            /// Whether it could be read well.
            case source
            /// A step of a column.
            case column
            /// A rule that leaves records out.
            case drop
            /// A rule about records.
            case record
        }

        /// What holds records back.
        public let kind: Kind
        /// The column; empty when it is about the record.
        public let column: String
        /// The step or rule, or the reason when the record could not be read well.
        public let rule: String
        /// The reason's name; empty for a rule that leaves records out.
        public let code: String
        /// The records that nothing before has held back.
        public let incoming: Int
        /// Those of them that it lets pass.
        public let outgoing: Int
    }

    /// Records that were read otherwise than they stand.
    public struct RepairGroup: Hashable, Sendable {
        /// What was wrong.
        public let kind: Repair.Kind
        /// How many records.
        public let count: Int
        /// The first few of them.
        public let examples: [RepairedRecord]
    }

    /// What was read.
    public let input: Input
    /// The sheet of a workbook; nil for text.
    public let sheet: String?
    /// The day that the recipe calls today; nil when nobody has said which that is.
    public let today: RunDay?
    /// The recipe; nil when there is none.
    public var recipe: RecipeFile?
    /// Everything that was assumed about the source.
    public let assumptions: [Assumption]
    /// What became of the records.
    public let counts: CleaningCounts
    /// What was counted while the source was read.
    public let sourceCounts: SourceCounts
    /// Why records were rejected, the most frequent reason first.
    public let reasons: [Reason]
    /// The way of the records from the source to the result, one thing they have to pass after the other.
    public let funnel: [Stage]
    /// The columns of the source, at most ``SourceProfile/columnLimit``.
    public let columns: [QualityColumn]
    /// How many columns the source has.
    public let columnCount: Int
    /// What was read otherwise than it stands, by kind.
    public let repairs: [RepairGroup]
    /// How long the run took.
    public var seconds = 0.0

    /// The report of a run.
    ///
    /// - Parameters:
    ///   - input: What was read.
    ///   - shape: What it looks like.
    ///   - counts: What was counted while it was read.
    ///   - profile: What all workers have seen, merged.
    ///   - collector: The collector, which has to have been asked for a report.
    public init(
        input: Input,
        shape: SourceShape,
        counts: SourceCounts,
        profile: SourceProfile,
        collector: RecordCollector
    ) {
        self.input = input
        assumptions = shape.assumptions
        self.counts = collector.counts
        var counts = counts
        counts.preambleLines = shape.preambleCount
        sourceCounts = counts
        let recipe = collector.recipe
        let tally = collector.quality ?? QualityTally(recipe: recipe)
        sheet = tally.sheet
        today = recipe.knowsToday ? RunDay(dayNumber: recipe.today) : nil
        let positions = Dictionary(
            recipe.codes.enumerated().map { ($0.element.name, $0.offset) }
        ) { first, _ in first }
        reasons = collector.reasons.map { reason in
            Reason(
                code: reason.code.name,
                message: reason.code.message,
                firstCount: reason.firstCount,
                count: positions[reason.code.name].map { tally.recordCounts[$0] } ?? reason.count,
                first: reason.first,
                examples: positions[reason.code.name].map { tally.examples[$0] } ?? []
            )
        }
        funnel = Self.funnel(recipe, tally, collector.counts)
        columnCount = max(shape.columnCount, recipe.names.count)
        columns = QualityColumn.columns(of: recipe, profile)
        repairs = Repair.Kind.allCases.compactMap { kind in
            tally.repairs[kind].map { RepairGroup(kind: kind, count: $0.count, examples: $0.examples) }
        }
    }

    /// How many records the result has for each second; 0 when no time was taken.
    public var recordsPerSecond: Double { seconds > 0 ? Double(counts.records) / seconds : 0 }
    /// How many bytes of the source were read for each second; 0 when no time was taken.
    public var bytesPerSecond: Double { seconds > 0 ? Double(input.byteCount) / seconds : 0 }

    private static func funnel(
        _ recipe: CompiledRecipe,
        _ tally: QualityTally,
        _ counts: CleaningCounts
    ) -> [Stage] {
        var stages: [Stage] = []
        var rest = counts.records
        func add(_ kind: Stage.Kind, _ column: String, _ rule: String, _ code: String, _ heldBack: Int) {
            let stage = Stage(
                kind: kind,
                column: column,
                rule: rule,
                code: code,
                incoming: rest,
                outgoing: rest - heldBack
            )
            stages.append(stage)
            rest -= heldBack
        }
        for (index, count) in tally.refusedByCodes.enumerated() where count > 0 && !recipe.lateCodes.contains(index) {
            let code = recipe.codes[index].name
            add(.source, "", code, code, count)
        }
        for program in recipe.allPrograms {
            for position in program.instructions {
                let heldBack = tally.refusedBySteps[position]
                // A step that refuses nothing can still be given up for a cell that would take too much work.
                let own = recipe.instructions[position].code
                let index = own >= 0 ? own : recipe.tooCostly
                guard recipe.codes.indices.contains(index), own >= 0 || heldBack > 0 else { continue }
                let name = recipe.steps[position].name
                add(.column, recipe.cellNames[program.column], name, recipe.codes[index].name, heldBack)
            }
        }
        if counts.dropped > 0 { add(.drop, "", recipe.droppingRules, "", counts.dropped) }
        for (index, rule) in recipe.rules.enumerated() where rule.code >= 0 {
            add(.record, "", rule.name, recipe.codes[rule.code].name, tally.refusedByRules[index])
        }
        for index in recipe.lateCodes where tally.refusedByCodes[index] > 0 {
            let code = recipe.codes[index].name
            add(.record, "", code, code, tally.refusedByCodes[index])
        }
        return stages
    }
}

extension CompiledRecipe {
    /// The names of the rules that leave records out, in their order.
    fileprivate var droppingRules: String {
        var names: [String] = []
        for rule in rules where rule.code < 0 && !names.contains(rule.name) { names.append(rule.name) }
        return names.joined(separator: ", ")
    }
}
