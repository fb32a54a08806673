import Tabular
import Testing

@testable import TabularCSV

@Suite("Quote repair")
struct QuoteRepairTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let text: String
        let fields: [String]
        /// In quarters.
        let cost: Int
        var lineCount = 1

        init(_ text: String, _ fields: [String], cost: Int, lineCount: Int = 1) {
            self.text = text
            self.fields = fields
            self.cost = cost
            self.lineCount = lineCount
        }

        var testDescription: String { text.debugDescription }
    }

    static func read(
        _ text: String,
        width: Int,
        limits: TabularLimits = TabularLimits()
    ) -> (
        fields: [String], reading: QuoteRepair.Reading
    )? {
        var batch = RecordBatch()
        batch.text = Array(text.utf8)
        let repair = QuoteRepair(dialect: Dialect(), width: width, limits: limits)
        var steps = limits.repairStepCount
        let reading = repair.reading(of: batch.text.span, from: 0, strictEnd: nil, stepsLeft: &steps)
        return reading.map { ($0.fields.map { batch.string(of: $0) }, $0) }
    }

    @Test(
        "Three fields are found where quotes are wrong",
        arguments: [
            Sample("a,b,c\n", ["a", "b", "c"], cost: 0),
            Sample("a,\"b,c\n", ["a", "\"b", "c"], cost: 8),
            Sample("1,\"I forgot to close this,3\n", ["1", "\"I forgot to close this", "3"], cost: 8),
            Sample("a,\"b\"x,c\n", ["a", "\"b\"x", "c"], cost: 12),
            Sample("a,\"Hey \" you\",c\n", ["a", "Hey \" you", "c"], cost: 4),
            Sample("a,\"b, \" c\",d\n", ["a", "b, \" c", "d"], cost: 4),
            Sample("a,b\"c,d\n", ["a", "b\"c", "d"], cost: 4),
            Sample("a,\"b\"\"c\",d\n", ["a", "b\"c", "d"], cost: 0),
            Sample("\"a\"b\",c,d\n", ["a\"b", "c", "d"], cost: 4),
            Sample("a,b,\"c\n", ["a", "b", "\"c"], cost: 8),
            Sample("a,b,c\"\n", ["a", "b", "c\""], cost: 4),
            Sample("\"\"a\"\",b,c\n", ["\"a\"", "b", "c"], cost: 8),
            Sample("a,\"b\nc\" d\",e\n", ["a", "b\nc\" d", "e"], cost: 5, lineCount: 2),
            Sample("a,\"one \" two\nthree\nfour\",e\n", ["a", "one \" two\nthree\nfour", "e"], cost: 6, lineCount: 3),
            Sample("a,\"b,c\nd,\"e\",f\n", ["a", "\"b", "c"], cost: 8),
            Sample("a,\"b\" ,\"c\nx,y,z\n", ["a", "\"b\" ", "\"c"], cost: 20),
            Sample("一,\"二\"二\",三\n", ["一", "二\"二", "三"], cost: 4),
            Sample("a,\"\",\"b\n", ["a", "", "\"b"], cost: 8),
            Sample("a,\",b\n", ["a", "\"", "b"], cost: 8),
            Sample("\"a,\"b\",c\n", ["\"a", "b", "c"], cost: 8),
        ]
    )
    func repairs(_ sample: Sample) throws {
        let found = try #require(Self.read(sample.text, width: 3))
        #expect(found.fields == sample.fields)
        #expect(found.reading.cost == sample.cost)
        #expect(found.reading.lineCount == sample.lineCount)
    }

    @Test("A wrong number of fields is taken only where no way has the right one")
    func width() throws {
        let found = try #require(Self.read("a,\"b\n", width: 4))
        #expect(found.fields == ["a", "\"b"])
        #expect(found.reading.cost == 8 + 12 + 4)
    }

    @Test("The window ends at the limits of lines and bytes, and work at the limit of steps")
    func limits() {
        let text = "a,\"b \" c\nd\ne\",f\n"
        var limits = TabularLimits()
        limits.repairLineCount = 3
        #expect(Self.read(text, width: 3, limits: limits)?.fields == ["a", "b \" c\nd\ne", "f"])
        limits.repairLineCount = 2
        #expect(Self.read(text, width: 3, limits: limits)?.reading.lineCount == 1)
        limits.repairByteCount = 5
        #expect(Self.read(text, width: 3, limits: limits) == nil)
        limits = TabularLimits()
        limits.repairStepCount = 10
        #expect(Self.read(text, width: 3, limits: limits) == nil)
    }

    @Test("However bad the quotes are, the work of all repairs is bounded; beyond, quotes are text")
    func budget() {
        let row = #"1,"abi,plain "x" y,3"# + "\n"
        let text = String(repeating: row, count: 2_000)
        let found = RecordScannerTests.scan(text, width: 3)
        #expect(found.records.count == 2_000)
        // A window is not made wider when each further line costs more than what was found.
        #expect(found.scanner.repairStepCount < 20 * text.utf8.count)
        var limits = TabularLimits()
        limits.firstRepairStepCount = 1
        limits.repairStepCountPerByte = 0
        let bounded = RecordScannerTests.scan(text, width: 4, limits: limits)
        #expect(bounded.records.allSatisfy { $0 == ["1", "\"abi", "plain \"x\" y", "3"] })
        #expect(
            bounded.batch.records.map { $0.flags.contains(.unclosedQuote) } == [false]
                + Array(repeating: true, count: 1_999)
        )
    }

    @Test("Wide records with many bad quotes take steps by their fields, not by the square of them")
    func wide() {
        let row = (0..<200).map { "\"\($0)\"x" }.joined(separator: ",") + "\n"
        let found = RecordScannerTests.scan(String(repeating: row, count: 20), width: 200)
        #expect(found.records.count == 20 && found.records.allSatisfy { $0.count == 200 })
        #expect(found.scanner.repairStepCount < 100 * 20 * row.utf8.count)
    }

    @Test("A record without wrong quotes is never repaired")
    func differential() {
        let rows = ["a,\"b\"\"c\",d", "\"x\",\"\",\"\"\"\"", "1,2,3", ",,", "\"l\n\n\",\"m\",n"]
        var state: UInt64 = 7
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<5 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += rows[Int(state >> 33) % rows.count] + "\n"
            }
            let found = RecordScannerTests.scan(text, width: 3)
            if found.scanner.quotes.repaired != 0 || found.batch.count != 5 { Issue.record("\(text)") }
        }
    }

    @Test("A record of the wrong width with line ends in quotes is looked at again")
    func suspicious() {
        let found = RecordScannerTests.scan("a,b,\"c\nd,e,\"f\ng,h,i\n", width: 3)
        #expect(found.records == [["a", "b", "\"c"], ["d", "e", "\"f"], ["g", "h", "i"]])
        #expect(found.batch.repairs.map(\.kind) == [.unclosedQuote, .unclosedQuote])
        #expect((0..<3).map { found.batch.place(of: $0).line } == [1, 2, 3])
    }
}
