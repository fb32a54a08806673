import Tabular
import Testing

@Suite("Table structure")
struct TableStructureTests {
    /// A batch of rows; a row of one empty cell stands for a blank line.
    static func batch(_ rows: [[String]]) -> RecordBatch {
        var batch = RecordBatch()
        for row in rows {
            let start = batch.text.count
            for cell in row {
                let from = batch.text.count
                batch.text += Array(cell.utf8)
                batch.fields.append(FieldRange(start: from, count: batch.text.count - from))
            }
            let distance = batch.count
            batch.records.append(RecordEntry(start: start, fieldEnd: batch.fields.count, lineDistance: distance))
        }
        return batch
    }

    static let header = ["id", "name", "paid", "on"]
    static let body = (1...12).map { ["\($0)", "Ann \($0 % 5)", "\($0).50", "2024-01-\(10 + $0)"] }

    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let rows: [[String]]
        let preamble: Int
        let header: Int
        let footer: Int
        var testDescription: String { name }
    }

    @Test(
        "Preamble, header and footer are told from records",
        arguments: [
            Sample(name: "header", rows: [header] + body, preamble: 0, header: 1, footer: 0),
            Sample(name: "none", rows: body, preamble: 0, header: 0, footer: 0),
            Sample(
                name: "two headers",
                rows: [header, ["", "", "EUR", "day"]] + body,
                preamble: 0,
                header: 2,
                footer: 0
            ),
            Sample(name: "title", rows: [["Report"], [""], header] + body, preamble: 2, header: 1, footer: 0),
            Sample(
                name: "wide title",
                rows: [["Report", "", "", ""], header] + body,
                preamble: 1,
                header: 1,
                footer: 0
            ),
            Sample(
                name: "pairs",
                rows: [["by", "Ann"], ["of", "Bob"], [""], header] + body,
                preamble: 3,
                header: 1,
                footer: 0
            ),
            Sample(name: "footer", rows: [header] + body + [[""], ["end of list"]], preamble: 0, header: 1, footer: 2),
            Sample(name: "title, no header", rows: [["Report"]] + body, preamble: 1, header: 0, footer: 0),
            Sample(
                name: "value alone",
                rows: [header] + body + [["13", "", "", ""]],
                preamble: 0,
                header: 1,
                footer: 0
            ),
            Sample(name: "header alone", rows: [header], preamble: 0, header: 1, footer: 0),
            Sample(name: "record alone", rows: [body[0]], preamble: 0, header: 0, footer: 0),
            Sample(name: "nothing", rows: [], preamble: 0, header: 0, footer: 0),
        ]
    )
    func finds(_ sample: Sample) {
        let found = TableStructure(Self.batch(sample.rows), width: 4, isWhole: true)
        #expect(found.preambleCount == sample.preamble)
        #expect(found.headerCount == sample.header)
        #expect(found.footerCount == sample.footer)
    }

    /// The rows behind twelve records, and how many of them are a footer.
    struct Ending: Sendable, CustomTestStringConvertible {
        let rows: [[String]]
        let count: Int
        /// Whether the first column holds names instead of numbers.
        var isNamed = false
        /// Whether the last row has its line end.
        var isEnded = true
        var testDescription: String { "\(rows)" }
    }

    @Test(
        "A record of one cell is a footer only when it is set apart",
        arguments: [
            Ending(rows: [["王五", "", "", ""]], count: 0, isNamed: true),
            Ending(rows: [["王五"]], count: 0, isNamed: true),
            Ending(rows: [["", "王五", "", ""]], count: 0),
            Ending(rows: [["D", "", "", ""]], count: 0),
            Ending(rows: [["13", "", "", ""]], count: 0),
            Ending(rows: [["SO20"]], count: 0, isEnded: false),
            Ending(rows: [["SO20"]], count: 1),
            Ending(rows: [["end"]], count: 1),
            Ending(rows: [["Printed by Ann", "", "", ""]], count: 1),
            Ending(rows: [["制表人：王五", "", "", ""]], count: 1),
            Ending(rows: [["合计", "", "", ""]], count: 1, isNamed: true),
            Ending(rows: [["Total", "", "", ""]], count: 1, isNamed: true),
            Ending(rows: [["Totally Ann", "", "", ""]], count: 0, isNamed: true),
            Ending(rows: [["Note: all of it", "", "", ""]], count: 1, isNamed: true),
            Ending(rows: [["Note", "", "", ""]], count: 0, isNamed: true),
            Ending(rows: [["this list was made for people who want to know more of it"]], count: 1, isNamed: true),
            Ending(rows: [["", "", "", ""], ["王五", "", "", ""]], count: 2, isNamed: true),
            Ending(rows: [["王五", "", "", ""], ["合计", "", "", ""]], count: 1, isNamed: true),
            Ending(rows: [["合计", "", "", ""], ["王五", "", "", ""]], count: 2, isNamed: true),
            Ending(rows: [["合计", "", "78.00", ""]], count: 0),
        ]
    )
    func endings(_ ending: Ending) {
        let names = ["Ann", "Bob", "Cyd", "Dan", "Eve", "Fay"]
        let body = Self.body.enumerated().map { index, row in
            ending.isNamed ? [names[index % 6] + names[index / 6]] + row.dropFirst() : row
        }
        // Many more records, so that one with a single cell does not make the table a sparse one.
        var batch = Self.batch([Self.header] + (0..<10).flatMap { _ in body } + ending.rows)
        if ending.isEnded { batch.text.append(0x0A) }
        let found = TableStructure(batch, width: 4, isWhole: true)
        #expect(found.footerCount == ending.count)
        #expect(found.footerCount(of: batch, atMost: 10) { _ in false } == ending.count)
        #expect(found.footerCount(of: batch, atMost: 0) { _ in true } == 0)
        let last = batch.records[batch.count - 1].start
        let isFullRecord = ending.rows[ending.rows.count - 1].filter { !$0.isEmpty } != ["13"]
        if isFullRecord, ending.rows != [["合计", "", "78.00", ""]] {
            #expect(found.footerCount(of: batch, atMost: 10) { $0 == last } == max(1, ending.count))
        }
    }

    @Test("A record of which a part is missing is never a footer")
    func losses() {
        var batch = Self.batch([Self.header] + Self.body + [["合计"]])
        let found = TableStructure(batch, width: 4, isWhole: true)
        #expect(found.footerCount(of: batch, atMost: 10) { _ in true } == 1)
        for flag in [RecordEntry.Flags.tooLong, .tooManyFields, .unclosedQuote] {
            batch.records[batch.count - 1].flags = flag
            #expect(found.footerCount(of: batch, atMost: 10) { _ in true } == 0)
        }
    }

    @Test("Names speak for a header where no column has a type; a value that recurs speaks against it")
    func texts() {
        let names = [["Ann", "Rome"], ["Bob", "Oslo"], ["Cyd", "Bonn"], ["Ann", "Nice"]]
        #expect(TableStructure(Self.batch([["name", "city"]] + names), width: 2, isWhole: true).headerCount == 1)
        #expect(TableStructure(Self.batch([["姓名", "地址"]] + names), width: 2, isWhole: true).headerCount == 1)
        #expect(TableStructure(Self.batch([["Ann", "Kiel"]] + names), width: 2, isWhole: true).headerCount == 0)
    }

    @Test("A footer is looked for only at the end of the source, and never in a sparse table")
    func footers() {
        let rows = [Self.header] + Self.body + [["end of list"]]
        let part = TableStructure(Self.batch(rows), width: 4, isWhole: false)
        #expect(part.footerCount == 0)
        let sparse = [Self.header] + (1...12).map { $0 % 3 == 0 ? ["", "note \($0)", "", ""] : Self.body[$0 - 1] }
        let found = TableStructure(Self.batch(sparse), width: 4, isWhole: true)
        #expect(found.footerCount == 0 && !found.mayHaveFooter)
    }

    @Test("Where a blank divides, titles and remarks are prose among values")
    func prose() {
        let words = ["End", "of", "report"]
        let rows = [["Report", "of", "May"], Self.header] + Self.body + [words]
        let found = TableStructure(Self.batch(rows), width: 4, isWhole: true, dividesProse: true)
        #expect(found.preambleCount == 1 && found.headerCount == 1 && found.footerCount == 1)
        let short = TableStructure(
            Self.batch([Self.header] + Self.body + [["13", "Ann 3", "13.50"]]),
            width: 4,
            isWhole: true,
            dividesProse: true
        )
        #expect(short.footerCount == 0)
    }

    @Test("Header records are joined by blanks; names of groups reach to the right")
    func joins() {
        #expect(TableStructure.joined([]) == [])
        #expect(TableStructure.joined([[" a ", "b"]]) == [" a ", "b"])
        #expect(
            TableStructure.joined([["When", "", "What"], ["day", "time", ""]]) == ["When day", "When time", "What"]
        )
        #expect(TableStructure.joined([["a", "b"], ["c"]]) == ["a c", "b"])
    }
}
