import Tabular

/// How the cells of a column are hidden.
struct ColumnMask: Sendable {
    /// What hides them where people see them.
    let rule: MaskRule
    /// Whether they are hidden where they are written, too.
    let isWritten: Bool
    /// The step that says so; -1 when the cells are made of hidden ones.
    let instruction: Int

    /// How a cell is hidden that is made of hidden ones: as all of them are, else as a whole; nil when none is hidden.
    init?(of masks: [ColumnMask]) {
        guard let first = masks.first else { return nil }
        rule = masks.allSatisfy { $0.rule == first.rule } ? first.rule : .whole
        isWritten = masks.contains { $0.isWritten }
        instruction = -1
    }

    fileprivate init(_ rule: MaskRule, instruction: Int) {
        self.rule = rule.forPeople
        isWritten = !rule.isForPeopleOnly
        self.instruction = instruction
    }
}

extension CompiledRecipe {
    /// What is wrong with records whose fields need not stand under their own columns.
    private static let displaced: RecordEntry.Flags = [
        .otherTable, .missingFields, .extraFields, .tooManyFields, .tooLong, .unclosedQuote,
    ]

    /// Finds how each column is hidden: as a step of its own says, else as those are that its cells are made of.
    mutating func findMasks() {
        masks = cellNames.map { _ in nil }
        let programs = allPrograms
        for program in programs {
            for position in program.instructions {
                guard case .mask(let rule) = steps[position].step else { continue }
                masks[program.column] = ColumnMask(rule, instruction: position)
            }
        }
        for program in programs {
            for position in program.instructions { inherit(instructions[position], by: program.column) }
        }
        hidesCells = masks.contains { $0 != nil }
        writtenMasks = masks.indices.filter { masks[$0]?.isWritten ?? false }
    }

    private mutating func inherit(_ instruction: Instruction, by column: Int) {
        let other = instruction.otherColumn
        if other < 0 { return }
        var sources: [Int] = []
        switch instruction.operation {
        case .fill: sources = [other]
        case .merge: sources = columnLists[other]
        case .compute where !expressions[other].showsHidden: sources = expressions[other].columns.filter { $0 >= 0 }
        case .split:
            guard let mask = masks[column].flatMap({ ColumnMask(of: [$0]) }) else { return }
            for part in columnLists[other] where masks[part] == nil { masks[part] = mask }
            return
        default: return
        }
        guard masks[column] == nil else { return }
        masks[column] = ColumnMask(of: sources.compactMap { masks[$0] })
    }

    /// Whether people do not see the cells of a column as they are.
    func isMasked(_ column: Int) -> Bool { masks.indices.contains(column) && masks[column] != nil }

    /// The text of a cell as people may see it.
    func masked(_ text: String, column: Int) -> String {
        guard masks.indices.contains(column), let mask = masks[column], !text.isEmpty else { return text }
        return String(decoding: mask.rule.hidden(Array(text.utf8)), as: UTF8.self)
    }

    /// What hides a field of the source as it was read; nil when nothing does.
    ///
    /// Of a record that was refused since its fields need not stand under their own columns, every field is hidden as
    /// soon as any column is.
    func fieldMask(_ column: Int, _ flags: RecordEntry.Flags) -> MaskRule? {
        guard hidesCells else { return nil }
        if isDisplaced(flags) { return .whole }
        return masks.indices.contains(column) ? masks[column]?.rule : nil
    }

    /// Whether a record was refused since its fields need not stand under their own columns.
    func isDisplaced(_ flags: RecordEntry.Flags) -> Bool {
        !flags.intersection(refusals).isDisjoint(with: Self.displaced)
    }

    /// The fields of a record as people may see them.
    func shownFields(of record: Int, _ batch: RecordBatch) -> [String] {
        let flags = batch.records[record].flags
        return batch.strings(of: record).enumerated().map { column, text in
            guard let mask = fieldMask(column, flags), !text.isEmpty else { return text }
            return String(decoding: mask.hidden(Array(text.utf8)), as: UTF8.self)
        }
    }
}

extension MaskRule {
    /// Hides all of a cell.
    static let whole = MaskRule(leading: 0, trailing: 0, isMail: false)

    /// A text, hidden.
    func hidden(_ text: [UInt8]) -> [UInt8] {
        var output = CellBuffer()
        // A mask always writes.
        _ = forPeople.apply(to: text.span, into: &output)
        return output.bytes
    }
}

extension Cleaner {
    /// Hides the cells that are not for everybody, when all that looks at them has done so.
    func hideCells(_ batch: RecordBatch, _ worker: inout CleaningWorker) {
        for column in recipe.writtenMasks {
            guard let mask = recipe.masks[column] else { continue }
            let cell = worker.cells[column]
            if cell.isEmpty { continue }
            worker.back.clear()
            switch cell.store {
            case .batch: _ = mask.rule.apply(to: batch.text.span.extracting(cell.range), into: &worker.back)
            case .arena: hide(worker.arena, cell.range, mask.rule, into: &worker.back)
            }
            let start = worker.arena.count
            worker.arena.append(worker.back, 0..<worker.back.count)
            worker.cells[column] = CellText(start..<worker.arena.count, in: .arena)
            if mask.instruction >= 0 { worker.changedCounts[mask.instruction] &+= 1 }
        }
    }

    private func hide(_ buffer: CellBuffer, _ range: Range<Int>, _ rule: MaskRule, into output: inout CellBuffer) {
        _ = rule.apply(to: buffer.bytes.span.extracting(range), into: &output)
    }
}
