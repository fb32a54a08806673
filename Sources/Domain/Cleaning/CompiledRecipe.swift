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
        case fillDown
        case compute
        case split
        case merge
        /// Nothing for now: cells are hidden when all else is done.
        case mask
        case other
    }

    /// One step of one column; plain bytes, since a copy of it is made for each cell.
    struct Instruction: Sendable, BitwiseCopyable {
        let operation: Operation
        /// The index of the reason in ``CompiledRecipe/codes``; -1 when the step refuses nothing.
        let code: Int
        /// The index of the other column, for a step that looks at one, or of ``CompiledRecipe/columnLists`` for one that
        /// has to do with several, or of ``CompiledRecipe/expressions``, or of ``CleaningWorker/fillings``; else -1.
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
        let isAlways: Bool
    }

    /// A rule that fills columns from another table.
    struct Lookup: Sendable {
        let table: LookupTable
        let keys: [Int]
        let taken: [(column: Int, tableColumn: Int)]
        let isRequired: Bool
        /// The table's file, for people.
        let file: String
        /// The steps of the columns that it adds.
        let programs: [Program]
    }

    enum Kind: Sendable {
        case require([Int])
        /// Columns, and the index of a condition in ``CompiledRecipe/expressions``.
        case requireWhen([Int], Int)
        case check(Int)
        case drop(Int)
        case together([Int])
        case oneOf([Int])
        case sampleEvery(Int)
        case sampleFirst(Int)
        case sampleShare(SampleShare)
        case lookup(Lookup)
        /// Looked at when all other rules have been.
        case schema
        case unique(columns: [Int], comparesEmpty: Bool, keepsLast: Bool)
    }

    /// The source's columns.
    let names: [String]
    /// The columns of a record at hand: the source's, then those that steps and rules add.
    private(set) var cellNames: [String] = []
    /// The columns in the order in which they are written when the recipe says nothing else.
    var standardOrder: [Int] = []
    /// Of each column that has been divided, the last of its parts.
    var lastParts: [Int: Int] = [:]
    /// How many steps fill a cell with the one of the record before.
    var fillingCount = 0
    /// The columns of steps that have to do with several.
    var columnLists: [[Int]] = []
    /// In the order in which their reasons count.
    var programs: [Program] = []
    /// The columns that are computed, when all other cells are clean.
    var computedPrograms: [Program] = []
    /// Of each computed column that stands behind a column, that column.
    var computedBehind: [Int: Int] = [:]
    /// The expressions of steps and rules.
    var expressions: [BoundExpression] = []
    /// The day that expressions call `today`, from 1970-01-01.
    let today: Int
    /// Whether anybody has said which day that is.
    let knowsToday: Bool
    var instructions: [Instruction] = []
    /// The step of each instruction.
    var steps: [HeldStep] = []
    private(set) var codes: [RejectCode] = []
    private(set) var rules: [Rule] = []
    /// The rules that compare records with one another, as indices of ``rules``.
    private(set) var uniqueRules: [Int] = []
    /// What clean records are checked by at last.
    private(set) var schema: BoundSchema?
    /// The rules that look at one record, as indices of ``rules``; the schema is not among them.
    private(set) var judgingRules: [Int] = []
    /// Whether a rule also looks at records that a step has refused.
    private(set) var hasAlwaysRules = false
    /// The columns that are written, in their order.
    private(set) var outputColumns: [Int] = []
    private(set) var outputNames: [String] = []
    /// Of each column what hides its cells; nil when nothing does.
    var masks: [ColumnMask?] = []
    /// Whether any column is hidden.
    var hidesCells = false
    /// The columns whose cells are hidden when they are written, too.
    var writtenMasks: [Int] = []
    /// The steps of columns that are yet to be made.
    var pending: PendingSteps
    /// Whether fields as they were read are masked, too.
    let masksFields: Bool
    /// Whether records must be cleaned one after the other, since one looks at the one before.
    var isSequential = false
    /// Whether records are judged; without a recipe they are written as they are, however many fields they have.
    private(set) var judges: Bool
    /// The tables that are looked up on disk.
    var diskTables: [LookupTable] = []
    /// The flags of records that are refused before any step.
    private(set) var refusals: RecordEntry.Flags = []
    /// Those that are refused when records are judged.
    private let possibleRefusals: RecordEntry.Flags
    /// The reason of each of these flags, as indices of ``codes``.
    private(set) var flagCodes: [(flag: RecordEntry.Flags, code: Int)] = []
    /// What cells are refused with that would take too much work.
    private(set) var tooCostly = -1
    /// What records are refused with for which an expression has no value.
    var badExpressionValue = -1
    /// What records are refused with by a ``RecordCheck``.
    private(set) var checkCode = -1
    /// What records are refused with behind the recipe's own rules: by a check, or by whoever they are given to.
    private(set) var lateCodes: [Int] = []

    init(_ recipe: Recipe, header: [String], readsTwice: Bool = false) throws(RecipeError) {
        var binding = RecipeBinding(header: header, keepsNames: recipe.keepsHeaderNames, file: recipe.file)
        // Without a recipe the header is written as it was read.
        names = recipe.judges ? binding.names : header
        today = recipe.today?.dayNumber ?? 0
        knowsToday = recipe.today != nil
        judges = recipe.judges
        masksFields = recipe.rejects.masksFields
        var refusals = RecordEntry.Flags.refusals
        if recipe.source.keepsUndecodable { refusals.remove(.undecodable) }
        if recipe.source.short == .keep { refusals.remove(.missingFields) }
        if recipe.source.long == .keep { refusals.remove(.extraFields) }
        possibleRefusals = refusals
        pending = PendingSteps(recipe)
        if recipe.judges { refuseFlags() } else { refuseLosses(recipe.source) }
        standardOrder = Array(names.indices)
        addPrograms(recipe, &binding)
        for column in recipe.computed { add(column, &binding) }
        for rule in recipe.rules { add(rule, &binding) }
        if recipe.judges, recipe.source.long == .keep { binding.reportKeptFields() }
        if !readsTwice { refuseLast(recipe, &binding) }
        arrange(recipe.order, &binding)
        cellNames = binding.names
        findMasks()
        if let (schema, code) = recipe.schema { bind(schema, code) }
        if !binding.findings.diagnostics.isEmpty { throw RecipeError(binding.findings.diagnostics) }
    }

    private static let flagNames: [(flag: RecordEntry.Flags, code: TabularError.Code)] = [
        (.otherTable, .otherTable), (.tooLong, .recordTooLong), (.tooManyFields, .tooManyFields),
        (.missingFields, .missingFields), (.extraFields, .extraFields), (.undecodable, .undecodableBytes),
        (.errorValue, .errorValue), (.cellTooLong, .cellTooLong), (.badDate, .badDate), (.badReference, .badReference),
    ]

    /// Refuses records of which a part is missing, and those that the options about the source do.
    private mutating func refuseLosses(_ options: SourceOptions) {
        refusals = RecordEntry.Flags.losses.union(.otherTable)
        if options.short == .reject { refusals.insert(.missingFields) }
        if options.long == .reject { refusals.insert(.extraFields) }
        flagCodes = Self.flagNames.filter { refusals.contains($0.flag) }
            .map { ($0.flag, self.index(of: RejectCode($0.code.rawValue))) }
    }

    /// Refuses records that could not be read well.
    private mutating func refuseFlags() {
        refusals = possibleRefusals
        flagCodes = Self.flagNames.map { ($0.flag, self.index(of: RejectCode($0.code.rawValue))) }
        tooCostly = index(of: RejectCode("pattern_too_costly"))
    }

    /// Adds the reason of a ``RecordCheck``; with one records are judged even when the recipe has no steps.
    mutating func addCheck(_ code: RejectCode) {
        if !judges { refuseFlags() }
        judges = true
        checkCode = index(of: code)
        lateCodes.append(checkCode)
    }

    /// Adds the reasons of whoever clean records are given to.
    mutating func addReceiver(_ codes: [RejectCode]) { lateCodes += codes.map { index(of: $0) } }

    /// The index of a reason, which is added when it is new.
    mutating func index(of code: RejectCode) -> Int {
        if let index = codes.firstIndex(of: code) { return index }
        codes.append(code)
        return codes.count - 1
    }

    private mutating func add(_ rule: RecordRule, _ binding: inout RecipeBinding) {
        let kind: Kind
        switch rule.kind {
        case .unique(let columns, let comparesEmpty, let keepsLast):
            let indices = columns.map { binding.indices(of: $0) } ?? Array(binding.names.indices)
            kind = .unique(columns: indices, comparesEmpty: comparesEmpty, keepsLast: keepsLast)
        case .require(let columns): kind = .require(binding.indices(of: columns))
        case .requireWhen(let columns, let when):
            kind = .requireWhen(binding.indices(of: columns), add(when, &binding))
        case .check(let expression): kind = .check(add(expression, &binding))
        case .drop(let expression): kind = .drop(add(expression, &binding))
        case .together(let columns): kind = .together(binding.indices(of: columns))
        case .oneOf(let columns): kind = .oneOf(binding.indices(of: columns))
        case .sampleEvery(let count): kind = .sampleEvery(count)
        case .sampleFirst(let count): kind = .sampleFirst(count)
        case .sampleShare(let share): kind = .sampleShare(share)
        case .lookup(let lookup): kind = .lookup(bind(lookup, &binding))
        }
        let code = rule.code.map { self.index(of: $0) } ?? -1
        if case .unique = kind { uniqueRules.append(rules.count) } else { judgingRules.append(rules.count) }
        if rule.isAlways { hasAlwaysRules = true }
        rules.append(Rule(kind: kind, code: code, name: rule.name, isAlways: rule.isAlways))
    }

    /// A record is checked as it is written, under the names that its columns have then.
    private mutating func bind(_ schema: RecipeSchema, _ code: RejectCode) {
        let columns = zip(outputColumns, outputNames).map { (index: $0, name: $1, types: schema.types[$1] ?? .string) }
        self.schema = BoundSchema(
            rule: SchemaRule(schema: schema.schema, columns: columns),
            position: rules.count,
            code: index(of: code),
            tooCostly: index(of: RejectCode("schema_too_costly"))
        )
        rules.append(Rule(kind: .schema, code: index(of: code), name: "schema", isAlways: false))
    }

    private mutating func bind(_ lookup: LookupRule, _ binding: inout RecipeBinding) -> Lookup {
        let keys = binding.indices(of: lookup.keys)
        var taken: [(column: Int, tableColumn: Int)] = []
        var added: [Int] = []
        for (column, tableColumn) in lookup.taken {
            guard let (index, isNew) = binding.indexOrNew(column) else { continue }
            if isNew { added.append(index) }
            taken.append((index, tableColumn))
        }
        standardOrder += added
        if lookup.table.isOnDisk { diskTables.append(lookup.table) }
        return Lookup(
            table: lookup.table,
            keys: keys,
            taken: taken,
            isRequired: lookup.isRequired,
            file: lookup.file,
            programs: added.flatMap { programs(ofNew: $0, &binding) }
        )
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
        var columns = standardOrder
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
        if columns.isEmpty, !standardOrder.isEmpty {
            binding.reportNoColumns(at: (order.dropped + (order.kept ?? [])).first?.location)
        }
        var newNames = binding.names
        for (column, name) in order.renamed { if let index = binding.index(of: column) { newNames[index] = name } }
        outputNames = columns.map { newNames[$0] }
        // Names that the source has twice are its own affair; a recipe makes no new ones.
        for (column, name) in order.renamed where outputNames.count(where: { $0 == name }) > 1 {
            binding.reportDuplicate(
                ColumnReference(name: name, location: column.location),
                remedy: LocalizedText("choose another name", zh: "请换一个名称")
            )
        }
    }
}
