import Tabular

/// Steps and rules that fill other columns than the one at hand.
extension Cleaner {
    /// Divides the cell of a column.
    func split(
        _ position: Int,
        _ column: Int,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) -> SplitRule.Outcome {
        guard case .split(let rule, _) = recipe.steps[position].step else { return .divided }
        let cell = worker.cells[column]
        let outcome =
            switch cell.store {
            case .batch: rule.find(in: batch.text.span.extracting(cell.range), into: &worker.parts)
            case .arena: rule.find(in: worker.arena, cell.range, into: &worker.parts)
            }
        guard outcome == .divided else { return outcome }
        let targets = recipe.columnLists[recipe.instructions[position].otherColumn]
        for (index, target) in targets.enumerated() {
            let part = index < worker.parts.count ? worker.parts[index] : 0..<0
            let start = cell.range.lowerBound + part.lowerBound
            worker.cells[target] = CellText(start..<start + part.count, in: cell.store)
        }
        return .divided
    }

    /// Puts the joined cells of other columns into the front buffer.
    func merge(_ position: Int, _ batch: RecordBatch, _ worker: inout CleaningWorker) {
        worker.front.clear()
        guard case .merge(let rule, _) = recipe.steps[position].step else { return }
        var isFirst = true
        for column in recipe.columnLists[recipe.instructions[position].otherColumn] {
            let cell = worker.cells[column]
            if cell.isEmpty, rule.skipsEmpty { continue }
            if !isFirst { worker.front.append(rule.separator) }
            isFirst = false
            switch cell.store {
            case .batch: worker.front.append(batch.text.span, cell.range)
            case .arena: worker.front.append(worker.arena, cell.range)
            }
        }
    }

    /// Puts the key of some columns into the back buffer.
    func makeKey(_ columns: [Int], _ batch: RecordBatch, _ worker: inout CleaningWorker) {
        worker.back.clear()
        for column in columns {
            let cell = worker.cells[column]
            switch cell.store {
            case .batch: worker.back.append(key: batch.text.span.extracting(cell.range), isAlone: columns.count == 1)
            case .arena: worker.back.append(key: worker.arena, cell.range, isAlone: columns.count == 1)
            }
        }
    }

    /// Fills columns with the cells of a row of another table.
    ///
    /// - Returns: false when there is no such row and the record is to be refused.
    func look(_ lookup: CompiledRecipe.Lookup, _ batch: RecordBatch, _ worker: inout CleaningWorker) -> Bool {
        makeKey(lookup.keys, batch, &worker)
        guard let row = lookup.table.row(of: worker.back.bytes.span) else {
            if lookup.isRequired { return false }
            for (column, _) in lookup.taken { worker.cells[column] = CellText(0..<0, in: .arena) }
            return true
        }
        for (column, tableColumn) in lookup.taken {
            let start = worker.arena.count
            lookup.table.append(row: row, column: tableColumn, to: &worker.arena)
            worker.cells[column] = CellText(start..<worker.arena.count, in: .arena)
        }
        return true
    }
}
