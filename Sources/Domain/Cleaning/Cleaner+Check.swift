import Tabular

extension Cleaner {
    /// Adds the reason for which a check of the whole record refuses it.
    func judge(
        _ check: any RecordCheck,
        _ batch: RecordBatch,
        _ worker: borrowing CleaningWorker,
        _ result: inout CleanBatch
    ) {
        let cells = recipe.outputColumns.map { column in
            let cell = worker.cells[column]
            let bytes = cell.store == .batch ? batch.text[cell.range] : worker.arena.bytes[cell.range]
            return String(decoding: bytes, as: UTF8.self)
        }
        guard let refusal = check.refusal(of: cells) else { return }
        let start = result.values.count
        if let column = refusal.column { result.values.append(contentsOf: cells[column].utf8) }
        let end = result.values.count
        result.append(note: refusal.message)
        result.reasons.append(
            RejectReason(
                column: refusal.column.map { recipe.outputColumns[$0] } ?? -1,
                code: recipe.checkCode,
                instruction: -1,
                rule: -1,
                value: start..<end,
                note: end..<result.values.count
            )
        )
    }
}
