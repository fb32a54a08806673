import Diagnostics
import Tabular

/// A recipe bound to the columns of one source.
struct CompiledRecipe: Sendable {
    /// What the loop over cells looks at first: most steps are one of these few.
    enum Operation: Sendable, BitwiseCopyable {
        case trim
        case narrow
        case required
        case optional
        case fill
        case other
    }

    /// One step of one column; plain bytes, since a copy of it is made for each cell.
    struct Instruction: Sendable, BitwiseCopyable {
        let operation: Operation
        /// The index of the reason in ``CompiledRecipe/codes``; -1 when the step refuses nothing.
        let code: Int
        /// The index of the other column, for a step that looks at one; else -1.
        let otherColumn: Int
    }

    /// The steps of one column, as indices of ``CompiledRecipe/instructions``.
    struct Program: Sendable {
        let column: Int
        let instructions: Range<Int>
    }

    /// A rule about records, its columns as indices.
    struct Rule: Sendable {
        let kind: Kind
        let code: Int
        let name: String
    }

    enum Kind: Sendable {
        case require([Int])
        case together([Int])
        case oneOf([Int])
        case sampleEvery(Int)
        case sampleFirst(Int)
        case unique(columns: [Int], comparesEmpty: Bool, keepsLast: Bool)
    }

    /// The source's columns.
    let names: [String]
    /// In the order in which their reasons count.
    private(set) var programs: [Program] = []
    private(set) var instructions: [Instruction] = []
    /// The step of each instruction.
    private(set) var steps: [HeldStep] = []
    private(set) var codes: [RejectCode] = []
    private(set) var rules: [Rule] = []
    /// The rules that compare records with one another, as indices of ``rules``.
    private(set) var uniqueRules: [Int] = []
    /// The columns that are written, in their order.
    private(set) var outputColumns: [Int] = []
    private(set) var outputNames: [String] = []
    /// Whether records must be cleaned one after the other, since one looks at the one before.
    private(set) var isSequential = false
    /// Whether records are judged; without a recipe they are written as they are, however many fields they have.
    let judges: Bool
    /// The flags of records that are refused before any step.
    let refusals: RecordEntry.Flags
    /// The reason of each of these flags, as indices of ``codes``.
    private(set) var flagCodes: [(flag: RecordEntry.Flags, code: Int)] = []
    /// What cells are refused with that would take too much work.
    private(set) var tooCostly = -1

    init(_ recipe: Recipe, header: [String], readsTwice: Bool = false) throws(RecipeError) {
        var binding = RecipeBinding(header: header, keepsNames: recipe.keepsHeaderNames, file: recipe.file)
        // Without a recipe the header is written as it was read.
        names = recipe.judges ? binding.names : header
        judges = recipe.judges
        var refusals = RecordEntry.Flags.refusals
        if recipe.source.keepsUndecodable { refusals.remove(.undecodable) }
        if recipe.source.short == .keep { refusals.remove(.missingFields) }
        if recipe.source.long == .keep { refusals.remove(.extraFields) }
        self.refusals = recipe.judges ? refusals : []
        if recipe.judges {
            flagCodes = Self.flagNames.map { ($0.flag, self.index(of: RejectCode($0.code.rawValue))) }
            tooCostly = index(of: RejectCode("pattern_too_costly"))
        }
        addPrograms(recipe, &binding)
        for rule in recipe.rules { add(rule, &binding) }
        if !readsTwice { refuseLast(recipe, &binding) }
        arrange(recipe.order, &binding)
        if !binding.findings.diagnostics.isEmpty { throw RecipeError(binding.findings.diagnostics) }
    }

    private static let flagNames: [(flag: RecordEntry.Flags, code: TabularError.Code)] = [
        (.otherTable, .otherTable), (.tooLong, .recordTooLong), (.tooManyFields, .tooManyFields),
        (.missingFields, .missingFields), (.extraFields, .extraFields), (.undecodable, .undecodableBytes),
        (.errorValue, .errorValue), (.cellTooLong, .cellTooLong), (.badDate, .badDate), (.badReference, .badReference),
    ]

    private mutating func addPrograms(_ recipe: Recipe, _ binding: inout RecipeBinding) {
        var isNamed = [Bool](repeating: false, count: names.count)
        for column in recipe.columns {
            let reference = ColumnReference(name: column.name, location: column.location)
            guard let index = binding.index(of: reference) else { continue }
            if isNamed[index] { binding.reportDuplicate(reference) }
            isNamed[index] = true
            addProgram(column.steps, to: index, &binding)
        }
        guard !recipe.otherSteps.isEmpty else { return }
        for index in names.indices where !isNamed[index] { addProgram(recipe.otherSteps, to: index, &binding) }
    }

    private mutating func addProgram(_ steps: [Recipe.ColumnStep], to column: Int, _ binding: inout RecipeBinding) {
        let start = instructions.count
        for step in steps {
            var otherColumn = -1
            if case .fallbackColumn(let reference) = step.step { otherColumn = binding.index(of: reference) ?? -1 }
            if case .fillDown = step.step { isSequential = true }
            let code = step.code.map { self.index(of: $0) } ?? -1
            self.steps.append(.held(step.step, name: step.name))
            let operation = Self.operation(of: step.step)
            instructions.append(Instruction(operation: operation, code: code, otherColumn: otherColumn))
        }
        programs.append(Program(column: column, instructions: start..<instructions.count))
    }

    private static func operation(of step: Step) -> Operation {
        switch step {
        case .trim(.both): .trim
        case .narrow: .narrow
        case .required: .required
        case .optional: .optional
        case .fillDown, .fallbackColumn: .fill
        default: .other
        }
    }

    /// The index of a reason, which is added when it is new.
    private mutating func index(of code: RejectCode) -> Int {
        if let index = codes.firstIndex(of: code) { return index }
        codes.append(code)
        return codes.count - 1
    }

    private mutating func add(_ rule: RecordRule, _ binding: inout RecipeBinding) {
        let kind: Kind
        switch rule.kind {
        case .unique(let columns, let comparesEmpty, let keepsLast):
            let indices = columns.map { binding.indices(of: $0) } ?? Array(names.indices)
            kind = .unique(columns: indices, comparesEmpty: comparesEmpty, keepsLast: keepsLast)
        case .require(let columns): kind = .require(binding.indices(of: columns))
        case .together(let columns): kind = .together(binding.indices(of: columns))
        case .oneOf(let columns): kind = .oneOf(binding.indices(of: columns))
        case .sampleEvery(let count): kind = .sampleEvery(count)
        case .sampleFirst(let count): kind = .sampleFirst(count)
        }
        let code = rule.code.map { self.index(of: $0) } ?? -1
        if case .unique = kind { uniqueRules.append(rules.count) }
        rules.append(Rule(kind: kind, code: code, name: rule.name))
    }

    /// Whether a rule `unique` keeps the last record of a key instead of the first.
    func keepsLast(_ rule: Int) -> Bool {
        if case .unique(_, _, let keepsLast) = rules[rule].kind { keepsLast } else { false }
    }

    /// Reports rules that need a source that can be read twice.
    private func refuseLast(_ recipe: Recipe, _ binding: inout RecipeBinding) {
        for rule in recipe.rules {
            guard case .unique(_, _, keepsLast: true) = rule.kind else { continue }
            binding.reportSinglePass(at: rule.location)
        }
    }

    private mutating func arrange(_ order: ColumnOrder, _ binding: inout RecipeBinding) {
        var columns = Array(names.indices)
        if let kept = order.kept {
            let indices = Set(binding.indices(of: kept))
            columns.removeAll { !indices.contains($0) }
        }
        let dropped = Set(binding.indices(of: order.dropped))
        columns.removeAll { dropped.contains($0) }
        if let sequence = order.sequence {
            let listed = sequence.map { $0.name == "*" ? -1 : binding.index(of: $0) ?? -1 }
            let others = columns.filter { !listed.contains($0) }
            let hasStar = sequence.contains { $0.name == "*" }
            var arranged: [Int] = []
            for (reference, index) in zip(sequence, listed) {
                if reference.name == "*" { arranged += others }
                if columns.contains(index), !arranged.contains(index) { arranged.append(index) }
            }
            columns = arranged + (hasStar ? [] : others)
        }
        outputColumns = columns
        var newNames = names
        for (column, name) in order.renamed { if let index = binding.index(of: column) { newNames[index] = name } }
        outputNames = columns.map { newNames[$0] }
    }
}
