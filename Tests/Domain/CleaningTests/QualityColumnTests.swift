import Tabular
import Testing

@testable import Cleaning

@Suite("What a report tells about columns")
struct QualityColumnTests {
    struct KindSample: Sendable, CustomTestStringConvertible {
        let cells: [String]
        let kind: QualityColumn.Kind
        var testDescription: String { cells.joined(separator: " ") }
    }

    @Test(
        "A column is of the kind that nineteen of twenty values have",
        arguments: [
            KindSample(cells: ["", " ", "N/A", "无"], kind: .empty),
            KindSample(cells: ["1", "-2", "30"], kind: .integer),
            KindSample(cells: ["1", "2.5"], kind: .number),
            KindSample(cells: ["¥1", "2.5"], kind: .money),
            KindSample(cells: ["12%", "3.5%"], kind: .percent),
            KindSample(cells: ["2024-05-01", "2024/5/1", "2024年5月1日"], kind: .date),
            KindSample(cells: ["2024-05-01", "2024-05-01 08:00"], kind: .datetime),
            KindSample(cells: ["a@b.cn"], kind: .email),
            KindSample(cells: ["北京", "a b"], kind: .text),
            KindSample(cells: ["北京", "1"], kind: .mixed),
        ]
    )
    func kinds(_ sample: KindSample) throws {
        #expect(try Reports.column(sample.cells).kind == sample.kind)
    }

    @Test("One value in twenty may be of another kind, two of twenty not")
    func share() throws {
        let ones = Array(repeating: "1", count: 19)
        #expect(try Reports.column(ones + ["x"]).kind == .integer)
        #expect(try Reports.column(ones.dropLast() + ["x", "y"]).kind == .mixed)
    }

    @Test("Empty cells, blank cells and words for no value are counted apart from values")
    func empties() throws {
        let column = try Reports.column(["", " ", "\u{3000}", "N/A", "无", "-", "x", "y", "y"])
        #expect(column.recordCount == 9)
        #expect(column.emptyCount == 3)
        #expect(column.nullTokenCount == 3)
        #expect(column.valueCount == 3)
        #expect(column.top.map(\.value) == ["y"])
        #expect(column.distinctCount == 7)
    }

    @Test("Cells that a short record has not are empty")
    func missing() throws {
        let report = try Reports.report("{}", header: ["a", "b"], rows: [["1"], ["2", "3", "4"]])
        #expect(report.columns.map(\.emptyCount) == [0, 1])
    }

    @Test(
        "Different values are counted exactly up to a bound, and estimated beyond",
        arguments: [1_024, 1_025, 50_000]
    )
    func distinct(_ count: Int) throws {
        let column = try Reports.column((0..<count).map { "v\($0)" })
        #expect(column.isDistinctExact == (count <= 1_024))
        let difference = abs(column.distinctCount - count)
        #expect(column.isDistinctExact ? difference == 0 : difference * 20 < count)
        #expect(column.top.isEmpty)
    }

    @Test("A frequent value among many rare ones is found, with about the right count")
    func frequent() throws {
        let column = try Reports.column((0..<20_000).map { $0 % 10 == 3 ? "13800138000" : "v\($0)" })
        #expect(!column.isTopExact)
        #expect(column.top.map(\.value) == ["13800138000"])
        #expect((1_500...2_500).contains(try #require(column.top.first).count))
    }

    @Test("Frequent values of a small source are exact even when there are many")
    func smallSource() throws {
        let column = try Reports.column((0..<2_000).map { $0 % 100 == 3 ? "x" : "v\($0)" })
        #expect(!column.isDistinctExact && column.isTopExact)
        #expect(column.top == [QualityColumn.ValueCount(value: "x", count: 20)])
    }

    @Test("Long values are cut between characters")
    func longValues() throws {
        let long = String(repeating: "中", count: 30)
        let column = try Reports.column([long, long, "x"])
        #expect(column.top == [QualityColumn.ValueCount(value: String(repeating: "中", count: 21) + "…", count: 2)])
        #expect(column.examples == [String(repeating: "中", count: 21) + "…", "x"])
    }

    @Test("Lengths are counted in characters: each up to 32 by itself, longer ones in ranges that double")
    func lengths() throws {
        let cells = ["a", "中", "ab"] + [32, 33, 64, 65, 128, 129].map { String(repeating: "é", count: $0) }
        let lengths = try Reports.column(cells).lengths
        #expect(lengths.map(\.range) == [1...1, 2...2, 32...32, 33...64, 65...128, 129...256])
        #expect(lengths.map(\.count) == [2, 1, 1, 2, 2, 1])
    }

    struct NumberSample: Sendable, CustomTestStringConvertible {
        let cell: String
        let number: String?
        var testDescription: String { cell }
    }

    @Test(
        "Numbers are read as people write them",
        arguments: [
            NumberSample(cell: "12", number: "12"),
            NumberSample(cell: "-7", number: "-7"),
            NumberSample(cell: "1,234.50", number: "1234.5"),
            NumberSample(cell: "1.234,5", number: "1234.5"),
            NumberSample(cell: "1,5", number: "1.5"),
            NumberSample(cell: "1,500", number: "1500"),
            NumberSample(cell: "1 234.5", number: "1234.5"),
            NumberSample(cell: "¥1,234.5", number: "1234.5"),
            NumberSample(cell: "-$3.25", number: "-3.25"),
            NumberSample(cell: "12.5元", number: "12.5"),
            NumberSample(cell: "12.5%", number: "12.5"),
            NumberSample(cell: "1.5e3", number: "1500"),
            NumberSample(cell: "1.5E-3", number: "0.0015"),
            NumberSample(cell: "0.1234567891", number: "0.123456789"),
            NumberSample(cell: "123456789012345678", number: "123456789012345678"),
            NumberSample(cell: "1e30", number: nil),
            NumberSample(cell: "1e-30", number: "0"),
            NumberSample(cell: "x", number: nil),
        ]
    )
    func numbers(_ sample: NumberSample) {
        #expect(CellMeasure(Array(sample.cell.utf8).span).number?.text == sample.number)
    }

    @Test("Numbers have their least, greatest and mean, and bins of one round width")
    func histogram() throws {
        let numbers = try #require(try Reports.column((0..<1_000).map { String($0 % 100) }).numbers)
        #expect(numbers.minimum == "0" && numbers.maximum == "99" && numbers.mean == "49.5" && numbers.median == "49")
        #expect(numbers.bins.map(\.lower) == (0..<20).map { String($0 * 5) })
        #expect(numbers.bins.allSatisfy { $0.count == 50 })
        #expect(numbers.belowCount == 0 && numbers.aboveCount == 0 && !numbers.isSampled)
    }

    @Test("Outliers do not push the other numbers into one bin")
    func outliers() throws {
        let cells = (0..<500).map { String($0 % 50) } + ["99999999"]
        let numbers = try #require(try Reports.column(cells).numbers)
        #expect(numbers.maximum == "99999999" && numbers.aboveCount == 1)
        #expect(numbers.bins.count == 10 && numbers.bins.allSatisfy { $0.count > 0 })
    }

    @Test("Bins do with one number, with negative ones and with fractions")
    func narrowBins() throws {
        let one = try #require(try Reports.column(["5", "5"]).numbers)
        #expect(one.bins == [QualityNumbers.Bin(lower: "5", upper: "6", count: 2)])
        let signed = try #require(try Reports.column(["-0.75", "-0.25", "0.5"]).numbers)
        #expect(signed.bins.reduce(0) { $0 + $1.count } == 3)
        #expect(signed.bins.first?.lower == "-0.8" && signed.mean == "-0.166667")
    }

    @Test("Whole numbers of one length are identifiers from eight digits on")
    func identifiers() throws {
        #expect(try Reports.column((0..<100).map { String(13_800_138_000 + $0) }).numbers == nil)
        #expect(try Reports.column((0..<100).map { String(10_000_000 + $0) }).numbers == nil)
        #expect(try Reports.column((0..<100).map { String(1_000_000 + $0) }).numbers != nil)
        let phones = (0..<80).map { String(13_800_138_000 + $0) }
        #expect(try Reports.column(phones + Array(repeating: "138-0013-8000", count: 20)).numbers == nil)
        #expect(try Reports.column(phones + Array(repeating: "5 kg", count: 40)).numbers != nil)
    }

    @Test("Any number of workers makes one report")
    func workers() throws {
        let rows = (0..<6_000).map { index -> [String] in
            let number = (index * 7_919) % 6_007
            return [String(index), "城\(number % 7)", "\(number).\(number % 100)", number % 9 == 0 ? "" : "备注\(number)"]
        }
        let recipe = "columns: {d: [trim, {length: {max: 5}}], b: [{replace: {text: 城, with: 市}}]}"
        let header = ["a", "b", "c", "d"]
        let one = try Reports.report(recipe, header: header, rows: rows)
        for workerCount in 2...5 {
            let many = try Reports.report(recipe, header: header, rows: rows, workerCount: workerCount)
            #expect(many.funnel == one.funnel)
            for (left, right) in zip(many.columns, one.columns) {
                #expect(left.kind == right.kind && left.kinds.map(\.count) == right.kinds.map(\.count))
                #expect(left.emptyCount == right.emptyCount && left.nullTokenCount == right.nullTokenCount)
                #expect(left.distinctCount == right.distinctCount && left.isDistinctExact == right.isDistinctExact)
                #expect(left.top == right.top && left.examples == right.examples && left.lengths == right.lengths)
                #expect(left.numbers == right.numbers && left.steps == right.steps)
            }
        }
    }

    @Test("Of a table with too many columns the first ones are profiled")
    func manyColumns() throws {
        for count in [SourceProfile.columnLimit, SourceProfile.columnLimit + 1] {
            let header = (0..<count).map { "c\($0)" }
            let report = try Reports.report("{}", header: header, rows: [header, header])
            #expect(report.columns.count == SourceProfile.columnLimit && report.columnCount == count)
        }
    }
}
