import Glibc
import Tabular
import TabularXLSX
import ZipArchive

/// What has to hold for any workbook.
enum XLSXCheck {
    private struct Reading: Equatable {
        var shape: SourceShape?
        var records: [[[UInt8]]] = []
        var places: [RecordPlace] = []
        var flags: [RecordEntry.Flags] = []
        var counts = SourceCounts()
        var error: TabularError?
    }

    private static let path = "/dev/shm/handover-fuzz-\(getpid()).xlsx"

    static func run(_ input: [UInt8]) {
        guard let flags = input.first else { return }
        let rest = Array(input.dropFirst())
        write(flags & 1 == 0 ? workbook(rest) : rest)
        var options = SourceOptions()
        options.limits.batchByteCount = flags & 2 == 0 ? 64 : 4_096
        options.limits.sampleRecordCount = flags & 4 == 0 ? 2 : 1_000
        if flags & 8 != 0 { options.fillsMergedCells = true }
        if flags & 16 != 0 { options.numbers = .decimals(2) }
        if flags & 32 != 0 { options.errorValues = .text }
        if flags & 64 != 0 { options.range = "B2:D" }
        if flags & 128 != 0 { options.skipsHiddenRows = true }
        let plain = reading(options, isPlain: true)
        precondition(plain == reading(options, isPlain: false), "both ways of reading give the same")
        precondition(zip(plain.places, plain.places.dropFirst()).allSatisfy { $0.line < $1.line }, "rows ascend")
        precondition(plain.counts.records >= plain.records.count, "all records are counted")
    }

    /// A workbook of the parts that an input has.
    private static func workbook(_ input: [UInt8]) -> [UInt8] {
        let parts = input.split(separator: 0xFF, omittingEmptySubsequences: false).map(Array.init)
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let names = ["worksheet", "sharedStrings", "styles"]
        let relations = names.map { "<Relationship Id=\"\($0)\" Type=\"\(types)/\($0)\" Target=\"\($0).xml\"/>" }
            .joined()
        let book = "<workbook xmlns:r=\"\(types)\"><sheets><sheet name=\"s\" r:id=\"worksheet\"/></sheets></workbook>"
        var writer = ZipWriter()
        do {
            try writer.add("xl/workbook.xml", Array(book.utf8), isCompressed: false)
            let text = "<Relationships>\(relations)</Relationships>"
            try writer.add("xl/_rels/workbook.xml.rels", Array(text.utf8), isCompressed: false)
            for (name, bytes) in zip(names, parts) { try writer.add("xl/\(name).xml", bytes, isCompressed: false) }
        } catch {
            preconditionFailure("what is stored needs no memory")
        }
        writer.finish()
        return writer.output
    }

    private static func write(_ bytes: [UInt8]) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        precondition(descriptor >= 0, "the file can be written")
        _ = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    private static func reading(_ options: SourceOptions, isPlain: Bool) -> Reading {
        var source = XLSXSource(path, options: options, readsPlainRows: isPlain)
        var result = Reading()
        do throws(TabularError) {
            result.shape = try source.shape()
            var batch = RecordBatch()
            while try source.next(into: &batch) {
                for index in 0..<batch.count {
                    result.records.append(
                        batch.fieldIndices(of: index).map { Array(batch.text[batch.fields[$0].range]) }
                    )
                    result.places.append(batch.place(of: index))
                    result.flags.append(batch.records[index].flags)
                }
            }
        } catch {
            precondition(!error.diagnostics.isEmpty, "an error explains itself")
            result.error = error
        }
        result.counts = source.counts
        return result
    }
}
