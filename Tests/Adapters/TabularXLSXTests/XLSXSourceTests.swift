import Tabular
import TabularTesting
import Testing

@testable import TabularXLSX

@Suite("Workbooks as sources of records")
struct XLSXSourceTests {
    static func row(_ number: Int, _ cells: [String], from column: Int = 1) -> String {
        let parts = cells.enumerated().filter { !$1.isEmpty }.map { index, text in
            let place = "\(ColumnLetters.text(of: column + index))\(number)"
            return Double(text) == nil
                ? "<c r=\"\(place)\" t=\"str\"><v>\(text)</v></c>" : "<c r=\"\(place)\"><v>\(text)</v></c>"
        }
        return "<row r=\"\(number)\">\(parts.joined())</row>"
    }

    static let table =
        row(1, ["编号", "名称", "数量"]) + row(2, ["A1", "茶", "3"]) + row(3, ["A2", "", "4"])
        + row(7, ["A3", "杯"])

    @Test("Records have the header's width, and their places are the sheet's")
    func records() throws {
        let read = try MadeWorkbook(rows: Self.table).read()
        #expect(read.shape.form == .xlsx)
        #expect(read.shape.header == ["编号", "名称", "数量"])
        #expect(read.records == [["A1", "茶", "3"], ["A2", "", "4"], ["A3", "杯", ""]])
        #expect(read.places.map(\.line) == [2, 3, 7])
        #expect(read.places.map(\.record) == [1, 2, 3])
        #expect(read.places.map(\.cell) == ["订单!A2", "订单!A3", "订单!A7"])
        #expect(read.counts.records == 3)
        #expect(read.shape.assumptions.first?.value == "订单")
    }

    @Test("A table may start anywhere")
    func offset() throws {
        let rows =
            Self.row(4, ["编号", "数量"], from: 3) + Self.row(5, ["A1", "3"], from: 3) + Self.row(6, ["A2", "4"], from: 3)
        let read = try MadeWorkbook(rows: rows).read()
        #expect(read.shape.header == ["编号", "数量"])
        #expect(read.records == [["A1", "3"], ["A2", "4"]])
        #expect(read.places.first?.cell == "订单!C5")
    }

    @Test("Options choose rows and cells")
    func options() throws {
        var options = SourceOptions()
        options.range = "B1:C3"
        #expect(try MadeWorkbook(rows: Self.table).read(options).records == [["茶", "3"], ["", "4"]])
        options = SourceOptions()
        options.header = .none
        #expect(try MadeWorkbook(rows: Self.table).read(options).records.count == 4)
        options.skippedLineCount = 2
        #expect(try MadeWorkbook(rows: Self.table).read(options).records.count == 2)
        options = SourceOptions()
        options.range = "C:A"
        let error = #expect(throws: TabularError.self) { try MadeWorkbook(rows: Self.table).read(options) }
        #expect(error?.code == .badReference)
    }

    @Test(
        "A range is rows and columns, and each of its ends may be open",
        arguments: [
            ("B2:C", [["茶", "3"], ["", "4"], ["杯", ""]]), ("B2:C2", [["茶", "3"]]),
            ("A:A", [["编号"], ["A1"], ["A2"], ["A3"]]),
            ("B3:XFD9", [["", "4"], ["杯", ""]]), ("A7", [["A3", "杯", ""]]), ("C3:C4", [["4"]]), ("X1:Y9", []),
        ] as [(String, [[String]])]
    )
    func ranges(_ range: String, _ expected: [[String]]) throws {
        var options = SourceOptions()
        options.range = range
        options.header = .none
        let read = try MadeWorkbook(rows: Self.table).read(options)
        // A range that names no last column is as wide as its rows.
        #expect(
            read.records.map { $0 + [String](repeating: "", count: max(0, (expected.first?.count ?? 0) - $0.count)) }
                == expected
        )
    }

    @Test("Error values are refused, kept or left out")
    func errorValues() throws {
        let row = "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#DIV/0!</v></c><c r=\"B1\"><v>1</v></c></row>"
        for (choice, text, flags) in [
            (SourceOptions.ErrorValues.reject, "#DIV/0!", RecordEntry.Flags.errorValue), (.text, "#DIV/0!", []),
            (.empty, "", []),
        ] {
            var options = SourceOptions()
            options.header = .none
            options.errorValues = choice
            let read = try MadeWorkbook(rows: row).read(options)
            #expect(read.records.first?.last == "1")
            if choice != .empty { #expect(read.records.first?.first == text) }
            #expect(read.flags == [flags])
        }
    }

    @Test(
        "Numbers have as many decimals as is wanted, whole ones none",
        arguments: [
            ("12.3", "12.30"), ("12", "12"), ("12.00", "12"), ("12.345", "12.35"), ("0.005", "0.01"), ("-1.5", "-1.50"),
            ("1E-3", "0.00"),
            ("99999.99", "99999.99"), ("0", "0"), ("2.675", "2.67"), ("1234567890123", "1234567890123"),
        ]
    )
    func decimals(_ written: String, _ text: String) throws {
        var options = SourceOptions()
        options.numbers = .decimals(2)
        #expect(try MadeWorkbook(rows: "<row><c><v>\(written)</v></c></row>").firstCell(options) == text)
    }

    @Test("Hidden rows are read unless they are to be left out")
    func hiddenRows() throws {
        let rows = Self.table + "<row r=\"8\" hidden=\"1\"><c t=\"str\"><v>A4</v></c></row>"
        var options = SourceOptions()
        #expect(try MadeWorkbook(rows: rows).read(options).records.count == 4)
        options.skipsHiddenRows = true
        #expect(try MadeWorkbook(rows: rows).read(options).records.count == 3)
    }

    @Test("Cells of merged ranges get the value of the first when that is wanted")
    func merges() throws {
        let rows =
            Self.row(1, ["组", "编号"]) + Self.row(2, ["甲", "1"]) + Self.row(3, ["", "2"]) + Self.row(4, ["", "3"])
        let behind = "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>"
        var options = SourceOptions()
        options.header = .records(count: 1)
        let book = MadeWorkbook(rows: rows, behind: behind)
        #expect(try book.read(options).records == [["甲", "1"], ["", "2"], ["", "3"]])
        options.fillsMergedCells = true
        #expect(try book.read(options).records == [["甲", "1"], ["甲", "2"], ["", "3"]])
    }

    @Test("A row with more cells than columns is marked, unless it may keep them")
    func longRows() throws {
        let rows = Self.table + Self.row(9, ["A5", "a", "1", "", "more"])
        var options = SourceOptions()
        options.long = .reject
        let read = try MadeWorkbook(rows: rows).read(options)
        #expect(read.flags.last?.contains(.extraFields) == true)
        #expect(read.counts.longRecords == 1)
        options.long = .keep
        #expect(try MadeWorkbook(rows: rows).read(options).flags.last?.isEmpty == true)
    }

    @Test(
        "What speaks against a value is told with its record",
        arguments: [
            ("<c t=\"e\"><v>#N/A</v></c>", .errorValue), ("<c t=\"s\"><v>5</v></c>", .badReference),
            ("<c s=\"1\"><v>60</v></c>", .badDate), ("<c t=\"str\"><v>ok</v></c>", []),
        ] as [(String, RecordEntry.Flags)]
    )
    func flags(_ cell: String, _ expected: RecordEntry.Flags) throws {
        var options = SourceOptions()
        options.header = .none
        let book = MadeWorkbook(rows: "<row>\(cell)</row>", styles: CellTextTests.styles)
        #expect(try book.read(options).flags == [expected])
    }

    @Test("Sheets are found by name and number")
    func sheets() throws {
        var book = MadeWorkbook(rows: Self.table)
        book.set(
            "xl/workbook.xml",
            "<workbook xmlns:r=\"\(MadeWorkbook.relationships)\"><sheets>"
                + "<sheet name=\"Old\" state=\"hidden\" r:id=\"s1\"/><sheet name=\"New\" r:id=\"s1\"/></sheets></workbook>"
        )
        var options = SourceOptions()
        #expect(try book.read(options).shape.assumptions.first?.value == "New")
        options.sheet = .name("old")
        #expect(try book.read(options).shape.assumptions.first?.value == "Old")
        options.sheet = .number(1)
        #expect(try book.read(options).shape.assumptions.first?.value == "Old")
        for wanted in [SourceOptions.Sheet.number(3), .number(0), .name("X")] {
            options.sheet = wanted
            let error = #expect(throws: TabularError.self) { try book.read(options) }
            #expect(error?.code == .unknownSheet)
        }
    }

    @Test("A source of records keeps the promises of its port")
    func conformance() throws {
        try MadeWorkbook.withFile(MadeWorkbook(rows: Self.table).bytes) { path in
            let records = try RecordSourceConformance { XLSXSource(path) }.keepsItsPromises()
            #expect(records.count == 3)
        }
    }

    @Test("An empty sheet has no records")
    func empty() throws {
        let read = try MadeWorkbook(rows: "").read()
        #expect(read.records.isEmpty)
        #expect(read.shape.columnCount == 0)
    }
}
