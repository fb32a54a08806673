import Diagnostics
import Foundation
import Tabular
import Testing
import ZipArchive

@testable import TabularXLSX

/// Records as tests write them.
enum WrittenWorkbook {
    static func table(_ records: some Sequence<[String]>) -> FieldTable {
        var table = FieldTable()
        for record in records {
            for field in record {
                table.text += Array(field.utf8)
                table.fieldEnds.append(UInt32(table.text.count))
            }
            table.recordEnds.append(UInt32(table.fieldEnds.count))
        }
        return table
    }

    static func with<Result>(
        _ columns: [String],
        _ records: [[String]],
        style: XLSXStyle = XLSXStyle(),
        limits: WorkbookLimits = WorkbookLimits(),
        _ body: (String) throws -> Result
    ) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx").path()
        defer { try? FileManager.default.removeItem(atPath: path) }  // Some tests leave nothing.
        var sink = try XLSXSink(path, style: style, limits: limits)
        try sink.begin(columns: columns)
        var start = 0
        while start < records.count {
            let end = min(start + 700, records.count)
            try sink.write(table(records[start..<end]))
            start = end
        }
        try sink.finish()
        return try body(path)
    }

    /// The cells of a sheet, each row where it stands, or those rows alone that have cells.
    static func rows(_ path: String, sheet: Int = 1, isDense: Bool = true) throws -> [[String]] {
        let workbook = try WorkbookOpening(path, options: SourceOptions())
        var reader = try workbook.reader(of: workbook.sheets(.number(sheet))[0])
        var row = SheetRow()
        var text: [UInt8] = []
        var rows: [[String]] = []
        while try reader.next(&row, text: &text) {
            var cells: [String] = []
            for cell in row.cells {
                while cells.count < cell.column - 1 { cells.append("") }
                cells.append(String(decoding: text[cell.start..<cell.start + cell.count], as: UTF8.self))
            }
            while isDense, rows.count < row.number - 1 { rows.append([]) }
            if isDense || !cells.isEmpty { rows.append(cells) }
            text.removeAll(keepingCapacity: true)
        }
        return rows
    }

    static func part(_ name: String, _ path: String) throws -> String {
        let archive = try ZipArchive(path)
        let entry = try #require(archive.entry(named: name))
        return String(decoding: try archive.bytes(of: entry, maximumByteCount: 1 << 24), as: UTF8.self)
    }
}

@Suite("Workbooks that are written")
struct XLSXSinkTests {
    static let odd = [
        "", " ", "a\tb\nc\r\nd\re", "00123", "=1+1", "<&>\"'", "_x0041_", "\u{1}\u{B}", "中文，𠮷", "1e5", "TRUE", " a ",
        String(repeating: "long ", count: 100), "\u{FFFE}",
    ]

    @Test("What is written is read again, text as text")
    func roundTrip() throws {
        let records =
            [Self.odd, Self.odd.reversed(), [], ["", "", "x"]] + (0..<3_000).map { ["\($0)", "same", "\($0 % 7)"] }
        try WrittenWorkbook.with(["编号", "b<"], records) { (path) throws in
            let rows = try WrittenWorkbook.rows(path)
            #expect(rows.count == records.count + 1)
            #expect(rows[0] == ["编号", "b<"])
            for (record, row) in zip(records, rows.dropFirst()) {
                let filled = row + [String](repeating: "", count: max(0, record.count - row.count))
                if filled != record { Issue.record("\(record) became \(row)") }
            }
            let sheet = try WrittenWorkbook.part("xl/worksheets/sheet1.xml", path)
            #expect(!sheet.contains("<v>00123"))
            #expect(
                sheet.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>")
            )
            #expect(sheet.contains("<c r=\"A1\" s=\"2\""))
        }
    }

    @Test("A record that is written is a record of the source again")
    func asSource() throws {
        let records = (0..<500).map { ["SO\($0)", "13800138000", "北京", "00\($0)"] }
        try WrittenWorkbook.with(["id", "phone", "city", "code"], records) { (path) throws in
            let read = try MadeWorkbook.read(path)
            #expect(read.shape.header == ["id", "phone", "city", "code"])
            #expect(read.records == records)
        }
    }

    @Test("Numbers are numbers where that was asked for, and only what a number gives back")
    func numbers() throws {
        let records = [["12", "12"], ["00123", "00123"], ["1.5", "1.5"], ["x", "x"]]
        var style = XLSXStyle()
        for (numbers, expected) in [
            (XLSXStyle.Numbers.none, [[], [], [], []]), (.columns(["b"]), [["B2"], [], ["B4"], []]),
            (.all, [["A2", "B2"], [], ["A4", "B4"], []]),
        ] {
            style.numbers = numbers
            try WrittenWorkbook.with(["a", "b"], records, style: style) { (path) throws in
                let sheet = try WrittenWorkbook.part("xl/worksheets/sheet1.xml", path)
                for cell in ["A2", "B2", "A3", "B3", "A4", "B4", "A5", "B5"] {
                    #expect(sheet.contains("<c r=\"\(cell)\"><v>") == expected.joined().contains(cell))
                }
                #expect(try WrittenWorkbook.rows(path).dropFirst() == records[...])
            }
        }
    }

    @Test("Rows that one sheet cannot hold go into further ones, each with the header")
    func sheets() throws {
        var limits = WorkbookLimits()
        limits.rowCount = 4
        var style = XLSXStyle()
        style.sheetName = "订单"
        for (count, names) in [(3, ["订单"]), (4, ["订单", "订单 (2)"]), (7, ["订单", "订单 (2)", "订单 (3)"])] {
            let records = (0..<count).map { ["\($0)"] }
            try WrittenWorkbook.with(["n"], records, style: style, limits: limits) { (path) throws in
                let workbook = try WorkbookOpening(path, options: SourceOptions())
                #expect(workbook.parts.sheets.map(\.name) == names)
                var all: [[String]] = []
                for sheet in names.indices {
                    let rows = try WrittenWorkbook.rows(path, sheet: sheet + 1)
                    #expect(rows[0] == ["n"])
                    all += rows.dropFirst()
                }
                #expect(all == records)
            }
        }
        #expect(WorkbookLimits().rowCount == 1_048_576)
    }

    @Test("The longest cell and the widest record are written; one more is refused, with its record and column")
    func limits() throws {
        let long = String(repeating: "中", count: 32_767)
        try WrittenWorkbook.with(["a"], [[long]]) { (path) throws in
            #expect(try WrittenWorkbook.rows(path)[1] == [long])
        }
        func error(_ columns: [String], _ records: [[String]]) -> TabularError? {
            #expect(throws: TabularError.self) { try WrittenWorkbook.with(columns, records) { _ in } }
        }
        let cell = error(["a", "备注"], [["x"], ["y", long + "z"]])
        #expect(cell?.code == .cellTooLong)
        #expect(cell?.message.english == "the field '备注' of record 2 has 32768 characters; a cell holds 32767")
        #expect(error([], [["", "", long + "z"]])?.message.english.contains("'C' of record 1 ") == true)
        #expect(error([long + "z"], [])?.code == .cellTooLong)
        let wide = (1...16_384).map { "\($0)" }
        try WrittenWorkbook.with([], [wide]) { (path) throws in
            #expect(try WrittenWorkbook.rows(path) == [wide])
        }
        #expect(error([], [wide + ["x"]])?.code == .tooManyFields)
        #expect(error(wide + ["x"], [])?.code == .tooManyFields)
    }

    @Test("Without columns there is no header, and without anything an empty sheet")
    func empty() throws {
        try WrittenWorkbook.with([], [["a"], ["b"]]) { (path) throws in
            #expect(try WrittenWorkbook.rows(path) == [["a"], ["b"]])
            #expect(try !WrittenWorkbook.part("xl/worksheets/sheet1.xml", path).contains("<pane"))
        }
        try WrittenWorkbook.with([], []) { (path) throws in
            #expect(try WrittenWorkbook.rows(path).isEmpty)
        }
        try WrittenWorkbook.with(["a", ""], []) { (path) throws in
            #expect(try WrittenWorkbook.rows(path) == [["a"]])
        }
    }

    @Test("The same records give the same bytes, however they come")
    func isDeterministic() throws {
        let records = (0..<5_000).map { ["\($0)", "city \($0 % 12)", "phone \($0 * 7)"] }
        let bytes = try WrittenWorkbook.with(["a", "b", "c"], records) { try Data(contentsOf: URL(filePath: $0)) }
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx").path()
        defer { try? FileManager.default.removeItem(atPath: path) }  // The system empties its folder some day, too.
        var sink = try XLSXSink(path)
        try sink.begin(columns: ["a", "b", "c"])
        for record in records { try sink.write(WrittenWorkbook.table([record])) }
        try sink.prepare()
        #expect(!FileManager.default.fileExists(atPath: path))
        try sink.finish()
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }

    @Test("A workbook that is abandoned, or whose folder is missing, leaves nothing")
    func abandoned() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // The system empties its folder some day, too.
        var sink = try XLSXSink(folder.path() + "/a.xlsx")
        try sink.begin(columns: ["a"])
        try sink.write(WrittenWorkbook.table((0..<10_000).map { ["\($0)", UUID().uuidString] }))
        sink.abandon()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
        let missing = #expect(throws: TabularError.self) { _ = try XLSXSink(folder.path() + "/none/a.xlsx") }
        #expect(missing?.code == .unwritableFile)
        let full = #expect(throws: TabularError.self) {
            var sink = try XLSXSink("/dev/full")
            try sink.begin(columns: ["a"])
        }
        #expect(full?.code == .noSpace)
    }

    @Test(
        "All values of the corpus come back",
        .enabled(if: WorkbookCorpus.folder != nil, "shared/corpora/xlsx is not there")
    )
    func corpus() throws {
        var cells = 0
        for name in WorkbookCorpus.names where !["pass_protected.xlsx", "issue252.xlsx"].contains(name) {
            let workbook = try WorkbookOpening(WorkbookCorpus.path(name), options: SourceOptions())
            for sheet in workbook.parts.sheets.indices {
                let rows = try WrittenWorkbook.rows(WorkbookCorpus.path(name), sheet: sheet + 1, isDense: false)
                try WrittenWorkbook.with([], rows) { (path) throws in
                    let again = try WrittenWorkbook.rows(path, isDense: false)
                    cells += rows.reduce(0) { $0 + $1.count }
                    if again != rows { Issue.record("\(name), sheet \(sheet + 1)") }
                }
            }
        }
        #expect(cells > 10_000)
    }
}
