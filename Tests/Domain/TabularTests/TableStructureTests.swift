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
