import Diagnostics
import Tabular

extension Cleaner {
    /// What a rule with an expression says about a record.
    enum RuleVerdict {
        case passed
        /// With the index of the reason.
        case refused(Int)
        case dropped
    }

    func verdict(
        of rule: CompiledRecipe.Rule,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) -> RuleVerdict {
        do throws(ExpressionFailure) {
            switch rule.kind {
            case .check(let index): return try holds(index, batch, &worker) ? .passed : .refused(rule.code)
            case .drop(let index): return try holds(index, batch, &worker) ? .dropped : .passed
            case .requireWhen(let columns, let index):
                guard columns.contains(where: { worker.cells[$0].isEmpty }) else { return .passed }
                return try holds(index, batch, &worker) ? .refused(rule.code) : .passed
            default: return .passed
            }
        } catch {
            return .refused(error == .tooCostly ? recipe.tooCostly : recipe.badExpressionValue)
        }
    }

    /// What a person is told about a rule that a record does not pass: the expression, and the cells that it looks at.
    ///
    /// - Parameters:
    ///   - index: The index of the expression.
    ///   - holds: Whether it could be computed, and was false.
    ///   - batch: Where cells stand.
    ///   - worker: The cells.
    /// - Returns: The sentence.
    func note(
        ofCheck index: Int,
        holds: Bool,
        _ batch: RecordBatch,
        _ worker: borrowing CleaningWorker
    ) -> LocalizedText {
        let text = recipe.expressions[index].expression.text
        var english: [String] = []
        var chinese: [String] = []
        for column in recipe.expressions[index].columns where column >= 0 {
            let cell = worker.cells[column]
            let bytes = cell.store == .batch ? batch.text[cell.range] : worker.arena.bytes[cell.range]
            let value = recipe.masked(String(decoding: bytes, as: UTF8.self), column: column)
            let shown = value.count > Self.notedCharacterCount ? value.prefix(Self.notedCharacterCount) + "…" : value
            english.append("\(recipe.cellNames[column]) is '\(shown)'")
            chinese.append("\(recipe.cellNames[column]) 为“\(shown)”")
        }
        let cells = (english: english.joined(separator: ", "), chinese: chinese.joined(separator: "，"))
        return holds
            ? LocalizedText("'\(text)' does not hold: \(cells.english)", zh: "“\(text)”不成立：\(cells.chinese)")
            : LocalizedText("'\(text)' has no value: \(cells.english)", zh: "“\(text)”无法计算：\(cells.chinese)")
    }

    /// The most characters of a cell in a sentence about several.
    private static let notedCharacterCount = 40

    private func holds(
        _ index: Int,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) throws(ExpressionFailure) -> Bool {
        worker.evaluator.begin()
        for column in recipe.expressions[index].columns { load(worker.cells[column], batch, &worker) }
        let value = try worker.evaluator.evaluate(recipe.expressions[index].expression)
        return worker.evaluator.isTrue(value)
    }

    /// Puts the value of an expression into the front buffer, where the cell at hand may be.
    ///
    /// - Returns: The reason for which there is none; nil when there is one.
    func compute(
        _ instruction: CompiledRecipe.Instruction,
        _ cell: CellText?,
        _ range: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) -> Int? {
        let bound = recipe.expressions[instruction.otherColumn]
        worker.evaluator.begin()
        for column in bound.columns {
            if column >= 0 {
                load(worker.cells[column], batch, &worker)
            } else if let cell {
                load(cell, batch, &worker)
            } else {
                worker.evaluator.load(worker.front, range)
            }
        }
        do throws(ExpressionFailure) {
            let value = try worker.evaluator.evaluate(bound.expression)
            worker.front.clear()
            worker.evaluator.append(value, to: &worker.front)
            return nil
        } catch {
            return error == .tooCostly ? recipe.tooCostly : instruction.code
        }
    }

    private func load(_ cell: CellText, _ batch: RecordBatch, _ worker: inout CleaningWorker) {
        switch cell.store {
        case .batch: worker.evaluator.load(batch.text.span.extracting(cell.range))
        case .arena: worker.evaluator.load(worker.arena, cell.range)
        }
    }
}
