import Diagnostics
import Tabular

/// A schema bound to the columns that are written.
final class BoundSchema: Sendable {
    let rule: SchemaRule
    /// The index among the recipe's rules.
    let position: Int
    /// The reason of records that are refused, as an index of the recipe's reasons.
    let code: Int
    /// The reason of records that ask for too much work.
    let tooCostly: Int

    init(rule: SchemaRule, position: Int, code: Int, tooCostly: Int) {
        self.rule = rule
        self.position = position
        self.code = code
        self.tooCostly = tooCostly
    }
}

extension Cleaner {
    /// Adds the reasons for which a schema refuses the record at hand.
    func check(
        _ schema: BoundSchema,
        _ batch: RecordBatch,
        _ worker: borrowing CleaningWorker,
        _ result: inout CleanBatch
    ) {
        var text: [UInt8] = []
        var ends: [Int] = []
        for column in schema.rule.columns {
            let cell = worker.cells[column.index]
            text.append(contentsOf: bytes(of: cell, batch, worker))
            ends.append(text.count)
        }
        switch schema.rule.verdict(on: text, ends: ends) {
        case .valid: return
        case .tooCostly:
            let reason = RejectReason(
                column: -1,
                code: schema.tooCostly,
                instruction: -1,
                rule: schema.position,
                value: 0..<0
            )
            result.reasons.append(reason)
        case .invalid(let findings):
            for (member, message) in findings {
                let column = schema.rule.columns.first { $0.name == member }?.index ?? -1
                let start = result.values.count
                if column >= 0 { result.values.append(contentsOf: bytes(of: worker.cells[column], batch, worker)) }
                let end = result.values.count
                result.append(note: message)
                result.reasons.append(
                    RejectReason(
                        column: column,
                        code: schema.code,
                        instruction: -1,
                        rule: schema.position,
                        value: start..<end,
                        note: end..<result.values.count
                    )
                )
            }
        }
    }

    private func bytes(
        of cell: CellText,
        _ batch: RecordBatch,
        _ worker: borrowing CleaningWorker
    ) -> ArraySlice<UInt8> {
        switch cell.store {
        case .batch: batch.text[cell.range]
        case .arena: worker.arena.bytes[cell.range]
        }
    }
}

extension CleanBatch {
    /// Appends what a person is told, in both languages.
    mutating func append(note: LocalizedText) {
        values.append(contentsOf: note.english.utf8)
        // No byte of UTF-8 is FF.
        values.append(0xFF)
        values.append(contentsOf: note.chinese.utf8)
    }

    /// The text that was appended by ``append(note:)``.
    static func note(_ bytes: ArraySlice<UInt8>) -> LocalizedText {
        let parts = bytes.split(separator: 0xFF, maxSplits: 1, omittingEmptySubsequences: false)
        let english = String(decoding: parts.first ?? [], as: UTF8.self)
        return LocalizedText(english, zh: parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : english)
    }
}
