import Tabular

/// A cell before and behind one step.
public struct StepChange: Hashable, Sendable {
    /// The number of the record, from 1.
    public let record: Int
    /// The cell as it came to the step.
    public let before: String
    /// The cell as the step left it.
    public let after: String
}

/// The first cells that each step changes.
///
/// The loop over cells only counts changes; when a batch has changed cells that are wanted, its steps are done once more
/// to find them. That happens at most ``count`` times for a step.
struct StepExamples: Sendable {
    /// How many are kept for each step.
    static let count = 3
    /// The most bytes that are kept of a cell.
    static let byteCount = 120

    /// The examples of each instruction, by record.
    private(set) var changes: [[StepChange]]
    private var seen: [Int]

    init(recipe: CompiledRecipe) {
        changes = recipe.instructions.map { _ in [] }
        seen = recipe.instructions.map { _ in 0 }
    }

    /// Looks at a batch that has been cleaned, with all changes of this worker so far.
    mutating func add(_ batch: RecordBatch, _ recipe: CompiledRecipe, changedCounts: [Int]) {
        for program in recipe.programs where program.instructions.contains(where: { isWanted($0, changedCounts) }) {
            find(in: batch, program, recipe, changedCounts)
        }
        seen = changedCounts
    }

    private func isWanted(_ position: Int, _ changedCounts: [Int]) -> Bool {
        changes[position].count < Self.count && changedCounts[position] > seen[position]
    }

    private mutating func find(
        in batch: RecordBatch,
        _ program: CompiledRecipe.Program,
        _ recipe: CompiledRecipe,
        _ changedCounts: [Int]
    ) {
        for index in 0..<batch.count where batch.records[index].flags.isDisjoint(with: recipe.refusals) {
            trace(index, batch, program, recipe)
            guard program.instructions.contains(where: { isWanted($0, changedCounts) }) else { return }
        }
    }

    /// Does the steps of one cell that the source has; ends where one needs to know more than the cell.
    private mutating func trace(
        _ index: Int,
        _ batch: RecordBatch,
        _ program: CompiledRecipe.Program,
        _ recipe: CompiledRecipe
    ) {
        let fields = batch.fieldIndices(of: index)
        guard program.column < recipe.names.count else { return }
        var cell: [UInt8] = []
        if fields.lowerBound + program.column < fields.upperBound {
            batch.append(field: batch.fields[fields.lowerBound + program.column], to: &cell)
        }
        for position in program.instructions {
            switch recipe.instructions[position].operation {
            case .required, .optional, .fill, .fillDown: if cell.isEmpty { return }
            case .split, .merge, .compute: return
            case .mask: continue
            case .trim, .narrow, .other:
                var output = CellBuffer()
                let after: [UInt8]
                switch recipe.steps[position].apply(to: cell.span, into: &output) {
                case .part(let part): after = part.count == cell.count ? cell : Array(cell[part])
                case .written: after = output.bytes
                case .refused, .tooCostly: return
                }
                if after != cell { keep(position, batch.firstRecord + index, cell, after) }
                cell = after
            }
        }
        // Cells are hidden when all else is done.
        guard let mask = recipe.masks[program.column], mask.isWritten, mask.instruction >= 0, !cell.isEmpty else {
            return
        }
        keep(mask.instruction, batch.firstRecord + index, cell, mask.rule.hidden(cell))
    }

    private mutating func keep(_ position: Int, _ record: Int, _ before: [UInt8], _ after: [UInt8]) {
        guard changes[position].count < Self.count, !changes[position].contains(where: { $0.record == record }) else {
            return
        }
        changes[position].append(StepChange(record: record, before: Self.text(before), after: Self.text(after)))
    }

    /// The start of a text for people, with an ellipsis when there is more.
    static func text(_ bytes: [UInt8]) -> String {
        guard bytes.count > byteCount else { return String(decoding: bytes, as: UTF8.self) }
        var end = byteCount
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self) + "…"
    }

    /// Takes what another one has found.
    mutating func merge(_ other: StepExamples) {
        for index in changes.indices {
            let all = (changes[index] + other.changes[index]).sorted { $0.record < $1.record }
            changes[index] = Array(all.prefix(Self.count))
        }
    }
}
