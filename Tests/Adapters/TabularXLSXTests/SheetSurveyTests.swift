import Tabular
import Testing

@testable import TabularXLSX

@Suite("The columns of a sheet")
struct SheetSurveyTests {
    /// Column B is empty, and so are some cells at the left and at the right.
    static let rows =
        XLSXSourceTests.row(1, ["标题"]) + XLSXSourceTests.row(3, ["", "茶", "3"], from: 2)
        + XLSXSourceTests.row(4, ["", "", "4"], from: 2) + XLSXSourceTests.row(5, ["", "x"], from: 2)

    struct Sample: Sendable, CustomTestStringConvertible {
        let range: String
        let records: [[String]]
        let firstCell: String?
        var testDescription: String { range }
    }

    @Test(
        "A range has the columns that it names, filled or not",
        arguments: [
            Sample(range: "B3:C3", records: [["", "茶"]], firstCell: "B3"),
            Sample(range: "B4:C5", records: [["", "x"]], firstCell: "B5"),
            Sample(range: "B3:D5", records: [["", "茶", "3"], ["", "", "4"], ["", "x", ""]], firstCell: "B3"),
            Sample(range: "B3:F3", records: [["", "茶", "3", "", ""]], firstCell: "B3"),
            Sample(range: "D3:F9", records: [["3", "", ""], ["4", "", ""]], firstCell: "D3"),
            Sample(range: "C3:D5", records: [["茶", "3"], ["", "4"], ["x", ""]], firstCell: "C3"),
            Sample(range: "b3:d4", records: [["", "茶", "3"], ["", "", "4"]], firstCell: "B3"),
            Sample(range: "A:C", records: [["标题", "", ""], ["", "", "茶"], ["", "", "x"]], firstCell: "A1"),
            // Without a last column, or with the last of all, a range is as wide as its rows.
            Sample(range: "B3", records: [["", "茶", "3"], ["", "", "4"], ["", "x", ""]], firstCell: "B3"),
            Sample(range: "B3:XFD4", records: [["", "茶", "3"], ["", "", "4"]], firstCell: "B3"),
            // Without any column the cells tell where the table starts.
            Sample(range: "3:5", records: [["茶", "3"], ["", "4"], ["x", ""]], firstCell: "C3"),
            Sample(range: "E3:F5", records: [], firstCell: nil),
        ]
    )
    func ranges(_ sample: Sample) throws {
        var options = SourceOptions()
        options.range = sample.range
        options.header = .none
        let read = try MadeWorkbook(rows: Self.rows).read(options)
        #expect(read.records == sample.records)
        #expect(read.shape.columnCount == sample.records.first?.count ?? 0)
        #expect(read.places.first?.cell == sample.firstCell.map { "订单!\($0)" })
    }

    struct HeaderSample: Sendable, CustomTestStringConvertible {
        let cells: [String]
        let range: String?
        let header: SourceOptions.Header
        let expected: [String]
        var testDescription: String { "\(cells) \(range ?? "")" }
    }

    @Test(
        "A header cell that is empty is the name of a column all the same",
        arguments: [
            HeaderSample(cells: ["编号", "", "数量"], range: nil, header: .automatic, expected: ["编号", "", "数量"]),
            HeaderSample(cells: ["编号", "名称"], range: nil, header: .records(count: 1), expected: ["编号", "名称", ""]),
            HeaderSample(cells: ["", "名称", "数量"], range: nil, header: .records(count: 1), expected: ["", "名称", "数量"]),
            HeaderSample(cells: ["", "名称"], range: "A1:C9", header: .records(count: 1), expected: ["", "名称", ""]),
            HeaderSample(
                cells: ["编号", "", "数量"],
                range: "A1:E9",
                header: .automatic,
                expected: ["编号", "", "数量", "", ""]
            ),
            HeaderSample(cells: ["编号", "名称", ""], range: "B:D", header: .records(count: 1), expected: ["名称", "", ""]),
            HeaderSample(
                cells: ["编号"],
                range: "A1:D9",
                header: .records(count: 2),
                expected: ["编号 A1", "编号 茶", "编号 3", ""]
            ),
        ]
    )
    func headers(_ sample: HeaderSample) throws {
        var options = SourceOptions()
        options.range = sample.range
        options.header = sample.header
        let rows =
            XLSXSourceTests.row(1, sample.cells) + XLSXSourceTests.row(2, ["A1", "茶", "3"])
            + XLSXSourceTests.row(3, ["A2", "杯", "4"]) + XLSXSourceTests.row(4, ["A3", "水", "5"])
        let read = try MadeWorkbook(rows: rows).read(options)
        #expect(read.shape.header == sample.expected)
        #expect(read.shape.columnCount == sample.expected.count)
        #expect(read.records.allSatisfy { $0.count == sample.expected.count })
    }
}
