import Diagnostics
import Tabular

extension Cleaner {
    /// Whether a condition has the value that is expected of a record; `code` becomes the reason when it has none.
    func meets(
        _ condition: Int,
        isExpected: Bool,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ code: inout Int
    ) -> Bool {
        do throws(ExpressionFailure) {
            return try holds(condition, batch, &worker) == isExpected
        } catch {
            code = error == .tooCostly ? recipe.tooCostly : recipe.badExpressionValue
            return false
        }
    }

    /// What a person is told about a rule that a record does not pass: the expression, and the cells that it looks at.
    ///
    /// - Parameters:
    ///   - index: The index of the expression.
    ///   - batch: Where cells stand.
    ///   - worker: The cells.
    /// - Returns: The sentence.
    func note(
        ofCheck index: Int,
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
        return LocalizedText(
            "'\(text)' is not true of the record: \(english.joined(separator: ", "))",
            zh: "此记录不满足“\(text)”：\(chinese.joined(separator: "，"))"
        )
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

    /// Puts what a step makes of several cells into the front buffer.
    ///
    /// - Returns: The reason for which there is nothing; nil when there is.
    func make(_ position: Int, _ column: Int, _ batch: RecordBatch, _ worker: inout CleaningWorker) -> Int? {
        let instruction = recipe.instructions[position]
        if case .compute = instruction.operation {
            return compute(instruction, worker.cells[column], batch, &worker)
        }
        merge(position, batch, &worker)
        return nil
    }

    /// Puts the value of an expression into the front buffer.
    ///
    /// - Returns: The reason for which there is none; nil when there is one.
    private func compute(
        _ instruction: CompiledRecipe.Instruction,
        _ cell: CellText,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) -> Int? {
        let bound = recipe.expressions[instruction.otherColumn]
        worker.evaluator.begin()
        for column in bound.columns {
            load(column >= 0 ? worker.cells[column] : cell, batch, &worker)
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
