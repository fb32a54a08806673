import Tabular
import TabularTesting
import Testing

@Suite("Record batch")
struct RecordBatchTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let text: String
        var escape: UInt8?
        let meaning: String
        var testDescription: String { text }
    }

    @Test(
        "Quotes inside a quoted field are undone when it is read",
        arguments: [
            Sample(text: "plain", meaning: "plain"),
            Sample(text: #"5"" disk"#, meaning: #"5" disk"#),
            Sample(text: #""""#, meaning: #"""#),
            Sample(text: #"""""#, meaning: #""""#),
            Sample(text: #"a"b"#, meaning: #"a"b"#),
            Sample(text: #"a\"b"#, escape: UInt8(ascii: "\\"), meaning: #"a"b"#),
            Sample(text: #"a\\"#, escape: UInt8(ascii: "\\"), meaning: #"a\"#),
            Sample(text: #"a\nb""#, escape: UInt8(ascii: "\\"), meaning: #"a\nb""#),
        ]
    )
    func unescapes(_ sample: Sample) {
        var batch = RecordBatch()
        batch.text = Array("..\(sample.text)..".utf8)
        batch.quoting.escape = sample.escape
        let field = FieldRange(start: 2, count: sample.text.utf8.count, flags: [.quoted, .hasEscapes])
        #expect(batch.string(of: field) == sample.meaning)
    }

    @Test("A field keeps its range and its flags in eight bytes")
    func fieldRange() {
        let field = FieldRange(start: 1 << 31, count: FieldRange.maximumByteCount, flags: [.quoted, .repaired])
        #expect(MemoryLayout<FieldRange>.stride == 8)
        #expect(field.range == 1 << 31..<(1 << 31 + FieldRange.maximumByteCount))
        #expect(field.isQuoted && !field.hasEscapes)
        #expect(field.flags == [.quoted, .repaired])
    }

    @Test("A cell's text keeps its range and its store")
    func cellText() {
        let cell = CellText(70_000..<70_003, in: .arena)
        #expect(cell.range == 70_000..<70_003)
        #expect(cell.store == .arena && cell.count == 3 && !cell.isEmpty)
    }

    @Test("A place in a sheet names the cell")
    func sheetPlaces() {
        var batch = RecordBatch()
        batch.records = [RecordEntry(start: 0, fieldEnd: 0, lineDistance: 10)]
        batch.firstLine = 2
        batch.firstRecord = 11
        batch.sheet = RecordBatch.Sheet(name: "订单", firstColumn: 26)
        #expect(batch.place(of: 0, column: 1) == RecordPlace(line: 12, record: 11, cell: "订单!AA12"))
    }

    @Test(
        "Columns have letters",
        arguments: [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
    )
    func letters(_ column: Int, _ text: String) {
        #expect(ColumnLetters.text(of: column) == text)
    }

    @Test("The source in memory keeps the promises of a source")
    func conformance() throws {
        let rows = [["1", "a"], ["2", ""], ["3", "中"]]
        let kit = RecordSourceConformance { InMemorySource(header: ["id", "name"], rows: rows, batchCount: 2) }
        #expect(try kit.keepsItsPromises() == rows)
    }
}
