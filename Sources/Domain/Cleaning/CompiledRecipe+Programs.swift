import Diagnostics

/// The steps of columns that are made behind those of the source: computed ones, those of a lookup, and their parts.
struct PendingSteps: Sendable {
    private var names: Set<String>
    private var columns: [String: Recipe.Column] = [:]
    /// The steps of all columns that are not named.
    let others: [Recipe.ColumnStep]

    init(_ recipe: Recipe) {
        others = recipe.otherSteps
        names = Set(recipe.computed.map(\.name))
        for rule in recipe.rules {
            if case .lookup(let lookup) = rule.kind { names.formUnion(lookup.taken.map(\.column.name)) }
        }
        if names.isEmpty { return }
        var count = 0
        while count < names.count {
            count = names.count
            for column in recipe.columns where names.contains(column.name) { names.formUnion(column.parts) }
        }
    }

    /// Keeps the steps of a column that will be made later.
    ///
    /// - Returns: false when none of this name will be.
    mutating func keep(_ column: Recipe.Column) -> Bool {
        guard names.contains(column.name), columns[column.name] == nil else { return false }
        columns[column.name] = column
        return true
    }

    /// The steps of a column that has been made.
    func steps(of name: String) -> [Recipe.ColumnStep] { columns[name]?.steps ?? others }
}

extension Recipe.Column {
    /// The columns that its steps add.
    fileprivate var parts: [String] {
        steps.flatMap { step in
            if case .split(_, let parts) = step.step { parts.map(\.name) } else { [String]() }
        }
    }
}

extension CompiledRecipe {
    /// The programs of all columns, in the order in which they run.
    var allPrograms: [Program] {
        var all = programs + computedPrograms
        for rule in rules { if case .lookup(let lookup) = rule.kind { all += lookup.programs } }
        return all
    }

    /// Adds the steps of the columns that stand in the source or are made of such by other steps.
    mutating func addPrograms(_ recipe: Recipe, _ binding: inout RecipeBinding) {
        var named: Set<Int> = []
        for column in recipe.columns {
            let reference = ColumnReference(name: column.name, location: column.location)
            if column.isMade, let (index, isNew) = binding.indexOrNew(reference), isNew {
                named.insert(index)
                standardOrder.append(index)
                programs.append(program(of: column.steps, index, &binding))
                continue
            }
            if !binding.has(column.name), pending.keep(column) { continue }
            guard let index = binding.index(of: reference) else { continue }
            if !named.insert(index).inserted { binding.reportDuplicate(reference) }
            programs.append(program(of: column.steps, index, &binding))
        }
        guard !recipe.otherSteps.isEmpty else { return }
        for index in binding.names.indices where !named.contains(index) {
            programs.append(program(of: recipe.otherSteps, index, &binding))
        }
    }

    /// The programs of a column that has just been added, and of those that its steps add.
    mutating func programs(ofNew column: Int, _ binding: inout RecipeBinding) -> [Program] {
        let steps = pending.steps(of: binding.names[column])
        if steps.isEmpty { return [] }
        let program = program(of: steps, column, &binding)
        return [program] + programs(ofPartsOf: program, &binding)
    }

    /// The programs of the columns that the steps of another one add.
    mutating func programs(ofPartsOf program: Program, _ binding: inout RecipeBinding) -> [Program] {
        var made: [Program] = []
        for instruction in instructions[program.instructions] where instruction.operation == .split {
            for part in columnLists[instruction.otherColumn] { made += programs(ofNew: part, &binding) }
        }
        return made
    }

    private mutating func program(
        of steps: [Recipe.ColumnStep],
        _ column: Int,
        _ binding: inout RecipeBinding
    ) -> Program {
        let start = instructions.count
        append(steps, of: column, &binding)
        return Program(column: column, instructions: start..<instructions.count)
    }

    /// Appends the instructions of a column.
    mutating func append(_ steps: [Recipe.ColumnStep], of column: Int, _ binding: inout RecipeBinding) {
        for step in steps {
            var otherColumn = -1
            switch step.step {
            case .fallbackColumn(let reference): otherColumn = binding.index(of: reference) ?? -1
            case .compute(let expression): otherColumn = add(expression, &binding, hasValue: true)
            case .fillDown: otherColumn = addFilling()
            case .split(let rule, let parts):
                otherColumn = columnLists.count
                columnLists.append(parts.compactMap { binding.add($0) })
                place(parts: columnLists[otherColumn], of: column, keepsColumn: rule.keepsCell)
            case .merge(_, let parts):
                otherColumn = columnLists.count
                columnLists.append(binding.indices(of: parts))
            case .table(let rule): if let table = rule.table?.table, table.isOnDisk { diskTables.append(table) }
            case .choice(let rule): if let table = rule.table?.table, table.isOnDisk { diskTables.append(table) }
            default: break
            }
            let code = step.code.map { self.index(of: $0) } ?? -1
            if step.step.needsToday, !knowsToday { binding.reportUnknownToday(at: step.location) }
            let bound = knowsToday ? step.step.bound(to: today) : step.step
            self.steps.append(.held(bound, name: step.name))
            let operation = Self.operation(of: step.step)
            instructions.append(Instruction(operation: operation, code: code, otherColumn: otherColumn))
        }
    }

    private static func operation(of step: Step) -> Operation {
        switch step {
        case .trim(.both): .trim
        case .narrow: .narrow
        case .required: .required
        case .optional: .optional
        case .fallbackColumn: .fill
        case .fillDown: .fillDown
        case .compute: .compute
        case .split: .split
        case .merge: .merge
        case .mask: .mask
        default: .other
        }
    }
}
