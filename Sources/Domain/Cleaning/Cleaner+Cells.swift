import Tabular

extension Cleaner {
    /// Where the text of the cell at hand is.
    private enum Place {
        case batch
        case arena
        case front
    }

    /// Runs the steps of one column over its cell.
    func run(
        _ program: CompiledRecipe.Program,
        _ fields: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
        let cell = worker.cells[program.column]
        var place = cell.store == .batch ? Place.batch : .arena
        var range = cell.range
        for position in program.instructions {
            let instruction = recipe.instructions[position]
            switch instruction.operation {
            case .required:
                if !range.isEmpty { continue }
                return refuse(place, range, program.column, position, instruction.code, batch, &worker, &result)
            case .optional:
                if range.isEmpty { return keep(place, range, program.column, &worker) }
                continue
            case .fill, .fillDown:
                if !range.isEmpty {
                    if instruction.operation == .fillDown { hold(instruction, place, range, batch, &worker) }
                    continue
                }
                fill(position, fields, batch, &worker)
                place = .front
                range = 0..<worker.front.count
                if !range.isEmpty { worker.changedCounts[position] &+= 1 }
                continue
            case .compute, .merge:
                keep(place, range, program.column, &worker)
                if let code = make(position, program.column, batch, &worker) {
                    return refuse(place, range, program.column, position, code, batch, &worker, &result)
                }
                place = .front
                range = 0..<worker.front.count
                worker.changedCounts[position] &+= 1
                continue
            case .split:
                keep(place, range, program.column, &worker)
                let cell = worker.cells[program.column]
                place = cell.store == .batch ? .batch : .arena
                range = cell.range
                let outcome = split(position, program.column, batch, &worker)
                if outcome == .divided { continue }
                let code = outcome == .tooMany ? instruction.code : recipe.tooCostly
                return refuse(place, range, program.column, position, code, batch, &worker, &result)
            case .mask: continue
            case .trim, .narrow, .other: break
            }
            if worker.back.count > 0 { worker.back.clear() }
            switch apply(position, place, range, batch, &worker) {
            case .part(let part):
                if part.count != range.count {
                    worker.changedCounts[position] &+= 1
                    range = range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
                }
            case .written:
                swap(&worker.front, &worker.back)
                worker.changedCounts[position] &+= 1
                place = .front
                range = 0..<worker.front.count
            case .refused:
                return refuse(place, range, program.column, position, instruction.code, batch, &worker, &result)
            case .tooCostly:
                return refuse(place, range, program.column, position, recipe.tooCostly, batch, &worker, &result)
            }
        }
        keep(place, range, program.column, &worker)
    }

    /// Does a step to the cell at hand, wherever it lies.
    @inline(__always)
    private func apply(
        _ position: Int,
        _ place: Place,
        _ range: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) -> CellOutcome {
        switch place {
        case .batch: apply(position, to: batch.text.span.extracting(range), into: &worker.back)
        case .arena: apply(position, to: worker.arena, range, into: &worker.back)
        case .front: apply(position, to: worker.front, range, into: &worker.back)
        }
    }

    /// Does a step to a text.
    @inline(__always)
    private func apply(_ position: Int, to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        switch recipe.instructions[position].operation {
        case .trim: .part(WhiteSpace.trimmed(text))
        case .narrow: Width.narrow(text, into: &output)
        default: recipe.steps[position].apply(to: text, into: &output)
        }
    }

    @inline(__always)
    private func apply(
        _ position: Int,
        to buffer: CellBuffer,
        _ range: Range<Int>,
        into output: inout CellBuffer
    ) -> CellOutcome {
        apply(position, to: buffer.bytes.span.extracting(range), into: &output)
    }

    @inline(__always)
    private func keep(_ place: Place, _ range: Range<Int>, _ column: Int, _ worker: inout CleaningWorker) {
        switch place {
        case .batch: worker.cells[column] = CellText(range, in: .batch)
        case .arena: worker.cells[column] = CellText(range, in: .arena)
        case .front:
            let start = worker.arena.count
            worker.arena.append(worker.front, range)
            worker.cells[column] = CellText(start..<start + range.count, in: .arena)
        }
    }

    /// Keeps a cell for the empty ones below.
    private func hold(
        _ instruction: CompiledRecipe.Instruction,
        _ place: Place,
        _ range: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) {
        let filling = instruction.otherColumn
        switch place {
        case .batch: worker.fillings[filling].keep(batch.text.span.extracting(range))
        case .arena: worker.fillings[filling].keep(worker.arena, range)
        case .front: worker.fillings[filling].keep(worker.front, range)
        }
    }

    /// Puts the cell of another column, as it was read, into the front buffer.
    private func fill(
        _ position: Int,
        _ fields: Range<Int>,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker
    ) {
        worker.front.clear()
        let otherColumn = recipe.instructions[position].otherColumn
        if recipe.instructions[position].operation == .fillDown {
            worker.front.append(worker.fillings[otherColumn].cell.bytes)
        } else if !recipe.isOfSource(otherColumn) {
            // A column that steps make was never read.
            let cell = worker.cells[otherColumn]
            switch cell.store {
            case .batch: worker.front.append(batch.text.span, cell.range)
            case .arena: worker.front.append(worker.arena, cell.range)
            }
        } else if fields.lowerBound + otherColumn < fields.upperBound {
            worker.front.append(batch.fields[fields.lowerBound + otherColumn], of: batch)
        }
    }

    private func refuse(
        _ place: Place,
        _ range: Range<Int>,
        _ column: Int,
        _ position: Int,
        _ code: Int,
        _ batch: RecordBatch,
        _ worker: inout CleaningWorker,
        _ result: inout CleanBatch
    ) {
        worker.refusedCounts[position] &+= 1
        let start = result.values.count
        switch place {
        case .batch: result.values.append(contentsOf: batch.text[range])
        case .arena: result.values.append(contentsOf: worker.arena.bytes[range])
        case .front: result.values.append(contentsOf: worker.front.bytes[range])
        }
        result.reasons.append(
            RejectReason(
                column: column,
                code: code,
                instruction: position,
                rule: -1,
                value: start..<result.values.count
            )
        )
    }
}

extension CellBuffer {
    /// Appends a part of what is in another buffer.
    @inline(__always)
    mutating func append(_ other: CellBuffer, _ range: Range<Int>) { append(other.bytes.span, range) }

    /// Appends a field as its author meant it.
    mutating func append(_ field: FieldRange, of batch: RecordBatch) {
        guard field.hasEscapes else { return append(batch.text.span, field.range) }
        var bytes: [UInt8] = []
        batch.append(field: field, to: &bytes)
        append(bytes)
    }
}
