import Diagnostics

/// An expression bound to the columns of one source.
final class BoundExpression: Sendable {
    let expression: Expression
    /// The index of each column that it names; -1 for the cell at hand.
    let columns: [Int]
    /// Whether its value may be seen though cells are hidden that it is made of.
    let showsHidden: Bool

    init(_ expression: Expression, columns: [Int], showsHidden: Bool) {
        self.expression = expression
        self.columns = columns
        self.showsHidden = showsHidden
    }
}

extension CompiledRecipe {
    /// The name by which a step `compute` calls the cell at hand.
    private static let valueName = "value"

    /// The index of an expression in ``expressions``.
    mutating func add(
        _ value: RecipeExpression,
        _ binding: inout RecipeBinding,
        hasValue: Bool = false
    ) -> Int {
        if value.expression.usesToday, !knowsToday { binding.reportUnknownToday(at: value.location) }
        let columns = value.columns.map { column in
            hasValue && column.name == Self.valueName ? -1 : binding.index(of: column) ?? -1
        }
        if badExpressionValue < 0 { badExpressionValue = index(of: RejectCode(StepCatalogue.badExpressionValue)) }
        expressions.append(BoundExpression(value.expression, columns: columns, showsHidden: value.showsHidden))
        return expressions.count - 1
    }

    /// Whether a column stands in the source.
    func isOfSource(_ column: Int) -> Bool { names.indices.contains(column) }

    /// Adds a column that is made of others, behind the one that it names or behind all.
    mutating func add(_ column: ComputedColumn, _ binding: inout RecipeBinding) {
        // First the expression, for a column cannot be made of itself.
        let expression = add(column.value, &binding)
        let other = column.after.flatMap { binding.index(of: $0) }
        guard let index = binding.add(ColumnReference(name: column.name, location: column.location)) else { return }
        var place = other.flatMap { standardOrder.firstIndex(of: $0) } ?? standardOrder.count - 1
        // Of several behind one column the first comes first.
        if let other {
            while place + 1 < standardOrder.count, computedBehind[standardOrder[place + 1]] == other { place += 1 }
            computedBehind[index] = other
        }
        standardOrder.insert(index, at: place + 1)
        let start = instructions.count
        steps.append(.held(.compute(column.value), name: "compute"))
        instructions.append(
            Instruction(operation: .compute, code: self.index(of: column.code), otherColumn: expression)
        )
        append(pending.steps(of: column.name), of: index, &binding)
        let program = Program(column: index, instructions: start..<instructions.count)
        computedPrograms.append(program)
        computedPrograms += programs(ofPartsOf: program, &binding)
    }
}

extension RecipeBinding {
    mutating func reportUnknownToday(at location: SourceLocation?) {
        report(
            .unknownToday,
            LocalizedText("it is not known which day 'today' is", zh: "不知道“today”是哪一天"),
            at: location,
            remedy: LocalizedText("give the day of the run", zh: "请给出运行日期")
        )
    }
}
