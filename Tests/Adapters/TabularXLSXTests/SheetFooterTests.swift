import Tabular
import Testing

@testable import TabularXLSX

@Suite("What stands below and beside the table of a sheet")
struct SheetFooterTests {
    /// A header and so many records.
    static func table(_ count: Int, from column: Int = 1) -> String {
        XLSXSourceTests.row(1, ["编号", "姓名", "数量"], from: column)
            + (2..<count + 2).map { XLSXSourceTests.row($0, ["\($0)", "姓名\($0)", "\($0 * 3)"], from: column) }.joined()
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let count: Int
        /// The rows behind the records; an empty one stands for a blank row.
        let rows: [[String]]
        let footerCount: Int
        var given: Int?
        var testDescription: String { "\(count) \(rows) \(given ?? -1)" }
    }

    @Test(
        "A footer is what is set apart at the end, as in text, however long the sheet is",
        arguments: [18, 1_198].flatMap { count in
            [
                Sample(count: count, rows: [["合计说明"]], footerCount: 1),
                Sample(count: count, rows: [[], ["制表人：王五"]], footerCount: 1),
                Sample(count: count, rows: [[], ["", "王五"]], footerCount: 1),
                Sample(count: count, rows: [["A99"]], footerCount: 0),
                Sample(count: count, rows: [["99"]], footerCount: 0),
                Sample(count: count, rows: [["", "王五"]], footerCount: 0),
                Sample(count: count, rows: [["合计", "", "7"]], footerCount: 0),
                Sample(count: count, rows: [["合计说明"]], footerCount: 0, given: 0),
                Sample(count: count, rows: [["合计说明"]], footerCount: 3, given: 3),
                Sample(count: count, rows: [["a", "b", "1"], [], ["合计"]], footerCount: 1),
            ]
        } + [
            Sample(count: 8_191, rows: [["合计说明"]], footerCount: 1),
            Sample(count: 8_191, rows: [[], ["", "王五"], ["x"]], footerCount: 2),
            Sample(count: 8_400, rows: [], footerCount: 8_300, given: 8_300),
            Sample(count: 18, rows: [], footerCount: 18, given: 99),
        ]
    )
    func footers(_ sample: Sample) throws {
        var rows = Self.table(sample.count)
        for (index, cells) in sample.rows.enumerated() where !cells.isEmpty {
            rows += XLSXSourceTests.row(sample.count + 2 + index, cells)
        }
        var options = SourceOptions()
        options.skippedFooterCount = sample.given
        let read = try MadeWorkbook(rows: rows).read(options)
        let all = sample.count + sample.rows.count { !$0.isEmpty }
        #expect(read.counts.footerRecords == sample.footerCount)
        #expect(read.records.count == all - sample.footerCount)
        #expect(read.counts.records == read.records.count)
        #expect(read.places.map(\.record) == Array(1..<read.records.count + 1))
        #expect(read.records.first ?? ["2"] == (read.records.isEmpty ? ["2"] : ["2", "姓名2", "6"]))
        #expect(read.places.last?.line ?? 1 <= all + 2)
        #expect(read.places.dropFirst().allSatisfy { $0.line > 2 })
    }

    @Test("A blank row of its own sets a footer apart as a missing one does; hidden rows do not")
    func blankRows() throws {
        for (between, count) in [
            ("<row r=\"20\"/>", 1), ("<row r=\"20\"><c r=\"A20\" s=\"1\"/></row>", 1),
            ("<row r=\"20\" hidden=\"1\"><c r=\"A20\"><v>5</v></c></row>", 0),
        ] {
            let rows = Self.table(18) + between + XLSXSourceTests.row(21, ["", "王五"])
            var options = SourceOptions()
            options.skipsHiddenRows = true
            #expect(try MadeWorkbook(rows: rows).read(options).counts.footerRecords == count)
        }
    }

    @Test("Of two columns a remark in the first is a footer, too")
    func twoColumns() throws {
        let rows = (2..<20).map { XLSXSourceTests.row($0, ["\($0)", "姓名\($0)"]) }.joined()
        let table = XLSXSourceTests.row(1, ["编号", "姓名"]) + rows
        #expect(
            try MadeWorkbook(rows: table + XLSXSourceTests.row(22, ["制表人：王五"])).read().counts.footerRecords == 1
        )
        #expect(try MadeWorkbook(rows: table + XLSXSourceTests.row(20, ["A99"])).read().counts.footerRecords == 0)
    }

    @Test("A footer in a merged range is one, filled or not", arguments: [false, true])
    func merged(_ fills: Bool) throws {
        var options = SourceOptions()
        options.fillsMergedCells = fills
        let rows = Self.table(18) + XLSXSourceTests.row(21, ["制表人：王五"])
        let book = MadeWorkbook(rows: rows, behind: "<mergeCells><mergeCell ref=\"A21:C21\"/></mergeCells>")
        #expect(try book.read(options).counts.footerRecords == 1)
    }

    @Test("Rows whose last columns have no cell are too short only where that is refused")
    func shortRows() throws {
        let rows = Self.table(18) + XLSXSourceTests.row(20, ["20", "x"]) + XLSXSourceTests.row(21, ["21", "", "1"])
        for (short, flags, count) in [
            (SourceOptions.ShortRecords.keep, RecordEntry.Flags(), 0), (.fill, [], 0), (.reject, .missingFields, 1),
        ] {
            var options = SourceOptions()
            options.short = short
            let read = try MadeWorkbook(rows: rows).read(options)
            #expect(read.records.suffix(2) == [["20", "x", ""], ["21", "", "1"]])
            #expect(read.flags.suffix(2) == [flags, []] && read.counts.shortRecords == count)
        }
    }

    @Test(
        "A cell left of the table is behind all others, counted, and marked where it may not be kept",
        arguments: [(SourceOptions.LongRecords.keep, false), (.dropEmpty, true), (.reject, true)]
    )
    func leftCells(_ long: SourceOptions.LongRecords, _ isMarked: Bool) throws {
        let rows =
            Self.table(1_500, from: 2) + "<row r=\"1600\"><c r=\"A1600\" t=\"str\"><v>IMPORTANT</v></c>"
            + "<c r=\"B1600\"><v>5</v></c></row>"
        var options = SourceOptions()
        options.long = long
        let read = try MadeWorkbook(rows: rows).read(options)
        #expect(read.records.count == 1_501 && read.records.last == ["5", "", "", "IMPORTANT"])
        #expect(read.counts.longRecords == 1 && read.flags.last?.contains(.extraFields) == isMarked)
    }

    @Test("Blank cells outside the table are left out where empty ones are")
    func blankCells() throws {
        let row =
            "<row r=\"20\"><c r=\"A20\" t=\"str\"><v> </v></c><c r=\"B20\"><v>5</v></c>"
            + "<c r=\"G20\" t=\"str\"><v> </v></c></row>"
        // The sample ends before that row, so that it does not tell where the table starts.
        var options = SourceOptions()
        options.limits.sampleRecordCount = 10
        options.long = .dropEmpty
        let read = try MadeWorkbook(rows: Self.table(18, from: 2) + row).read(options)
        #expect(read.records.last == ["5", "", ""] && read.flags.last == [] && read.counts.longRecords == 1)
    }

    @Test("A title in a merged range is no header, and one of two rows is found below it", arguments: [false, true])
    func twoHeaderRows(_ fills: Bool) throws {
        let body = (6..<20).map { XLSXSourceTests.row($0, ["茶\($0)", "\($0)", "\($0 * 2)", "好"]) }.joined()
        let rows =
            XLSXSourceTests.row(1, ["2024年销售报表"]) + XLSXSourceTests.row(2, ["制表:王伟"])
            + XLSXSourceTests.row(4, ["产品", "数量", "", "备注"]) + XLSXSourceTests.row(5, ["", "计划", "实际"]) + body
        let areas = ["A1:D1", "A4:A5", "B4:C4", "D4:D5"].map { "<mergeCell ref=\"\($0)\"/>" }.joined()
        var options = SourceOptions()
        options.fillsMergedCells = fills
        let read = try MadeWorkbook(rows: rows, behind: "<mergeCells>\(areas)</mergeCells>").read(options)
        #expect(read.shape.header == ["产品", "数量 计划", "数量 实际", "备注"])
        #expect(read.shape.headerCount == 2 && read.records.count == 14)
        #expect(read.records.first == ["茶6", "6", "12", "好"])
    }
}
