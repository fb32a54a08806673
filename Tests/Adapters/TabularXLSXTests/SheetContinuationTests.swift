import Diagnostics
import Tabular
import Testing

@testable import TabularXLSX

@Suite("Workbooks of several sheets")
struct SheetContinuationTests {
    /// A sheet's name, its rows, and whether it is hidden.
    typealias Sheet = (name: String, rows: String, isHidden: Bool)

    static func workbook(_ sheets: [Sheet]) -> MadeWorkbook {
        var book = MadeWorkbook(rows: "")
        let types = MadeWorkbook.relationships
        var list = ""
        var relations = ""
        for (index, sheet) in sheets.enumerated() {
            list += "<sheet name=\"\(sheet.name)\" r:id=\"s\(index)\"\(sheet.isHidden ? " state=\"hidden\"" : "")/>"
            relations +=
                "<Relationship Id=\"s\(index)\" Type=\"\(types)/worksheet\" Target=\"worksheets/\(index).xml\"/>"
            book.set("xl/worksheets/\(index).xml", "<worksheet><sheetData>\(sheet.rows)</sheetData></worksheet>")
        }
        book.set("xl/workbook.xml", "<workbook xmlns:r=\"\(types)\"><sheets>\(list)</sheets></workbook>")
        book.set("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>")
        return book
    }

    static func rows(_ texts: [[String]], from row: Int = 1, column: Int = 1) -> String {
        texts.enumerated().map { XLSXSourceTests.row(row + $0, $1, from: column) }.joined()
    }

    static let header = ["编号", "名称", "数量"]
    static let book = workbook([
        ("空", "", false), ("甲", rows([header, ["1", "茶", "3"], ["2", "水", "4"]]), false),
        ("乙", rows([["标题"]]) + rows([header, ["3", "酒", "5"]], from: 3, column: 2), false),
        ("丙", rows([["单价", "名称", "数量"], ["9", "x", "1"]]), false), ("丁", rows([header, ["8", "y", "2"]]), true),
        ("戊", rows([header]), false), ("己", rows([["编号", "名称"], ["7", "z"]]), false),
    ])

    private static func all() -> SourceOptions {
        var options = SourceOptions()
        options.sheet = .all
        return options
    }

    @Test("All sheets that have the same columns are read, one behind the other; others are named")
    func all() throws {
        let read = try Self.book.read(Self.all())
        #expect(read.shape.header == Self.header)
        #expect(read.records == [["1", "茶", "3"], ["2", "水", "4"], ["3", "酒", "5"]])
        #expect(read.places.map(\.cell) == ["甲!A2", "甲!A3", "乙!B4"] && read.places.map(\.record) == [1, 2, 3])
        #expect(read.counts.records == 3 && read.shape.assumptions.first?.value == "甲, 乙, 戊")
        #expect(
            read.shape.notes.map(\.english) == [
                "the sheets '丙', '己' have other columns than '甲' and were not read",
                "not read, being hidden: the sheet '丁' (hidden)",
            ]
        )
    }

    @Test("Sheets that nobody asked for are named, unless one was chosen")
    func unread() throws {
        let book = Self.workbook([("甲", Self.rows([Self.header, ["1", "茶", "3"]]), false), ("乙", "", true)])
        let read = try book.read()
        #expect(read.records.count == 1)
        #expect(
            read.shape.notes.first?.english.hasPrefix("the workbook also has the sheet '乙' (hidden), not read") == true
        )
        #expect(read.shape.notes.first?.text(in: .chinese).contains("“乙”（隐藏）") == true && read.shape.notes.count == 1)
        var options = SourceOptions()
        options.sheet = .number(1)
        #expect(try book.read(options).shape.notes.isEmpty)
        let many = Self.workbook((1...30).map { ("S\($0)", "", false) })
        #expect(try many.read().shape.notes.first?.english.contains("'S11' and 19 more, not read") == true)
    }

    @Test("Without a header sheets of no more columns go on; each has its own footer")
    func noHeader() throws {
        var options = Self.all()
        options.header = .none
        let book = Self.workbook([
            ("甲", Self.rows([["1", "a", "3"], ["2", "b", "4"]]), false),
            ("乙", Self.rows([["3", "c", "5"], ["4", "d"]], column: 2), false),
            ("丙", Self.rows([["1", "2", "3", "4"]]), false),
        ])
        let read = try book.read(options)
        #expect(read.records == [["1", "a", "3"], ["2", "b", "4"], ["3", "c", "5"], ["4", "d", ""]])
        #expect(read.shape.notes.count == 1)
        options.skippedFooterCount = 1
        #expect(try book.read(options).counts.footerRecords == 2)
    }

    @Test("A header of two rows is found again in each sheet")
    func twoHeaderRows() throws {
        var options = Self.all()
        options.header = .records(count: 2)
        let header = [["组", "", "备注"], ["a", "b"]]
        let book = Self.workbook([
            ("甲", Self.rows(header + [["1", "2", "x"]]), false), ("乙", Self.rows(header + [["3", "4", "y"]]), false),
        ])
        #expect(try book.read(options).records == [["1", "2", "x"], ["3", "4", "y"]])
    }

    @Test("Formulas without a value are counted in all sheets")
    func formulas() throws {
        let rows = Self.rows([Self.header, ["1", "茶", "3"]]) + "<row r=\"3\"><c r=\"A3\"><f>1+1</f></c></row>"
        let read = try Self.workbook([("甲", rows, false), ("乙", rows, false)]).read(Self.all())
        #expect(read.counts.uncachedFormulas == 2)
    }

    @Test("Records that were written to several sheets come back whole", arguments: [[], ["编号", "名称"]])
    func writtenSheets(_ columns: [String]) throws {
        let records = (1...250).map { ["\($0)", "名称 \($0)"] }
        var style = XLSXStyle()
        style.sheetName = "订单"
        var limits = WorkbookLimits()
        limits.rowCount = 100
        try WrittenWorkbook.with(columns, records, style: style, limits: limits) { (path) throws in
            var options = Self.all()
            if columns.isEmpty { options.header = .none }
            let read = try MadeWorkbook.read(path, options)
            #expect(read.records == records && read.shape.header == columns && read.shape.notes.isEmpty)
            options.sheet = .firstVisible
            #expect(try MadeWorkbook.read(path, options).shape.notes.count == 1)
        }
    }
}
