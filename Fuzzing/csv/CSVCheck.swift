import Tabular
import TabularCSV

/// What has to hold for any text.
enum CSVCheck {
    /// Text that is there, in pieces.
    private struct Pieces: TextChunks {
        let bytes: [UInt8]
        let size: Int
        var offset = 0
        var assumptions: [Assumption] { [] }
        var strayByteCount: Int { 0 }

        mutating func read(into text: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
            guard offset < bytes.count else { return false }
            let end = min(offset + size, bytes.count)
            text += bytes[offset..<end]
            offset = end
            return true
        }
    }

    private struct Reading: Equatable {
        var shape: SourceShape
        var records: [[[UInt8]]] = []
        var places: [RecordPlace] = []
        var flags: [RecordEntry.Flags] = []
        var counts = SourceCounts()
        var written: [UInt8] = []
    }

    static func run(_ input: [UInt8]) {
        guard let flags = input.first else { return }
        let text = Array(input.dropFirst())
        var options = SourceOptions()
        options.minimumConfidence = 0
        options.limits.sampleByteCount = flags & 1 == 0 ? 64 : 4_096
        options.limits.batchByteCount = flags & 2 == 0 ? 16 : 1_024
        options.limits.recordByteCount = flags & 4 == 0 ? 200 : 4_096
        options.limits.keptByteCount = 20
        options.limits.repairByteCount = flags & 8 == 0 ? 60 : 1_024
        options.limits.repairStepCount = 10_000
        options.limits.fieldCount = flags & 16 == 0 ? 20 : 1_000
        if flags & 32 != 0 { (options.short, options.long) = (.fill, .dropEmpty) }
        if flags & 64 != 0 { options.table = .number(1) }
        if flags & 128 != 0 { options.delimiter = [UInt8(ascii: ",")] }
        guard let whole = reading(text, options, size: max(1, text.count)) else { return }
        for size in [1, 7] {
            precondition(reading(text, options, size: size) == whole, "all cuts are read alike")
        }
        precondition(zip(whole.places, whole.places.dropFirst()).allSatisfy { $0.line < $1.line }, "lines ascend")
        precondition(whole.counts.records == whole.records.count, "all records are counted")
        again(whole)
    }

    /// What was written is read as the same records.
    private static func again(_ whole: Reading) {
        var options = SourceOptions()
        options.delimiter = [UInt8(ascii: ",")]
        options.quote = .byte(UInt8(ascii: "\""))
        options.escape = SourceOptions.Mark.none
        options.header = SourceOptions.Header.none
        options.skippedFooterCount = 0
        guard whole.records.contains(where: { $0.count > 1 }), let back = reading(whole.written, options, size: 64)
        else {
            return
        }
        precondition(back.records.count <= whole.records.count, "no record comes from nowhere")
    }

    private static func reading(_ text: [UInt8], _ options: SourceOptions, size: Int) -> Reading? {
        var source = CSVSource(Pieces(bytes: text, size: size), options: options)
        do throws(TabularError) {
            var result = Reading(shape: try source.shape())
            var batch = RecordBatch()
            while try source.next(into: &batch) {
                for index in 0..<batch.count {
                    result.records.append(
                        batch.fieldIndices(of: index).map { field in
                            var bytes: [UInt8] = []
                            batch.append(field: batch.fields[field], to: &bytes)
                            return bytes
                        }
                    )
                    result.places.append(batch.place(of: index))
                    result.flags.append(batch.records[index].flags)
                    CSVWriter().append(batch, record: index, to: &result.written)
                }
            }
            result.counts = source.counts
            return result
        } catch {
            precondition(!error.diagnostics.isEmpty, "an error explains itself")
            return nil
        }
    }
}
