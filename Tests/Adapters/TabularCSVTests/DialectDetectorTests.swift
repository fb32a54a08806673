import Tabular
import TabularTesting
import Testing

@testable import TabularCSV

@Suite("Dialect detector")
struct DialectDetectorTests {
    struct Sample: Sendable {
        let name: String
        let text: String
        let rows: [[String]]

        init(_ name: String, _ text: String, _ rows: [[String]]) {
            self.name = name
            self.text = text
            self.rows = rows
        }
    }

    /// Reads each sample without parameters and records each that is not read exactly.
    static func check(_ samples: [Sample], sourceLocation: SourceLocation = #_sourceLocation) {
        for sample in samples {
            do {
                let reading = try Reading(sample.text)
                guard reading.rows != sample.rows else { continue }
                let miss = zip(reading.rows, sample.rows).first { $0 != $1 }
                Issue.record(
                    """
                    \(sample.name): \(reading.shape.dialect?.delimiterName ?? ""), \(reading.shape.columnCount) columns, \
                    \(reading.shape.preambleCount) + \(reading.shape.headerCount) first, \
                    \(reading.rows.count) rows instead of \(sample.rows.count); \(String(describing: miss))
                    """,
                    sourceLocation: sourceLocation
                )
            } catch {
                Issue.record("\(sample.name): \(error)", sourceLocation: sourceLocation)
            }
        }
    }

    static let sales = MadeTable.sales.rows

    static func text(_ rows: [[String]], _ style: MadeTable.Style = MadeTable.Style()) -> String {
        MadeTable(rows: rows).text(style)
    }

    @Test("Quotes in wrong places do not hide the delimiter of a small text, nor do they make one")
    func strayQuotes() throws {
        for text in ["a,b\n1,\"x\n2,3\n", "a,b\n1,x\"y\"z\n2,\"q\"w\n3,4\n", "a;\"b\n1;2\n3;4\n"] {
            let reading = try Reading(text)
            let lineCount = text.split(separator: "\n").count
            #expect(reading.shape.columnCount == 2 && reading.rows.count == lineCount, "\(text)")
        }
        #expect(try Reading("\"a, b\"\n\"c, d\"\n\"e, f\"\n").shape.columnCount == 1)
    }

    @Test("A sign that always stands twice is one delimiter, but an empty column between commas is a column")
    func doubled() throws {
        for text in ["a::b\n1::2\n3::4\n", "a||b\n1||2\n3||4\n"] {
            #expect(try Reading(text).rows.allSatisfy { $0.count == 2 }, "\(text)")
        }
        #expect(try Reading("a,,b\n1,,2\n3,,4\n").shape.columnCount == 3)
    }

    @Test("Delimiters of one byte and of several, with and without a header")
    func delimiters() {
        let all = [
            ",", ";", "|", "\t", "\t\t", ", ", "::", "^", "~", " ", "\u{1F}", "; ", " | ", "||", ":",
        ]
        let body = Array(Self.sales.dropFirst())
        Self.check(
            all.flatMap { delimiter in
                // Where a blank divides, whoever writes quotes cells with blanks.
                let style = MadeTable.Style(delimiter: delimiter, quotesAll: delimiter == " ")
                return [
                    Sample("\(delimiter) with header", Self.text(Self.sales, style), Self.sales),
                    Sample("\(delimiter) without header", Self.text(body, style), body),
                ]
            }
        )
    }

    @Test("Line ends of all kinds, mixed, missing and doubled")
    func lineEnds() {
        let plain = Self.text(Self.sales)
        let lines = plain.split(separator: "\n").map(String.init)
        let mixed = lines.enumerated().map { $1 + ($0 % 3 == 0 ? "\n" : "\r\n") }.joined()
        let mixedReturns = lines.enumerated().map { $1 + ($0 % 7 == 3 ? "\r" : "\n") }.joined()
        Self.check([
            Sample("CRLF", Self.text(Self.sales, MadeTable.Style(lineEnd: "\r\n")), Self.sales),
            Sample("CR", Self.text(Self.sales, MadeTable.Style(lineEnd: "\r")), Self.sales),
            Sample("mixed", mixed, Self.sales),
            Sample("mixed with CR", mixedReturns, Self.sales),
            Sample("none at the end", String(plain.dropLast()), Self.sales),
            Sample("two at the end", plain + "\n", Self.sales),
            Sample("blank lines between", lines.joined(separator: "\n\n"), Self.sales),
        ])
    }

    @Test("Quotes and escapes")
    func quotes() {
        let lines = Self.sales.map { row in row.enumerated().map { $0 == 6 ? $1.replacing(". ", with: ".\n") : $1 } }
        Self.check([
            Sample("apostrophes", Self.text(Self.sales, MadeTable.Style(quote: "'")), Self.sales),
            Sample(
                "apostrophes everywhere",
                Self.text(Self.sales, MadeTable.Style(quote: "'", quotesAll: true)),
                Self.sales
            ),
            Sample("quotes everywhere", Self.text(Self.sales, MadeTable.Style(quotesAll: true)), Self.sales),
            Sample("backslashes", Self.text(Self.sales, MadeTable.Style(escape: "\\")), Self.sales),
            Sample("line ends in quotes", Self.text(lines), lines),
            Sample(
                "blanks before quotes",
                "id, name, city\n1, \"Doe, John\", Paris\n2, \"Roe, Jane\", Rome\n",
                [["id", "name", "city"], ["1", "Doe, John", "Paris"], ["2", "Roe, Jane", "Rome"]]
            ),
            Sample(
                "blanks before some quotes",
                "id,name,city\n1, \"Doe, John\",Paris\n2, \"Roe, Jane\",Rome\n",
                [["id", "name", "city"], ["1", "Doe, John", "Paris"], ["2", "Roe, Jane", "Rome"]]
            ),
            Sample(
                "inches",
                "id,size\n1,5\" disk\n2,3\" disk\n3,\"8\"\" disk, old\"\n",
                [["id", "size"], ["1", "5\" disk"], ["2", "3\" disk"], ["3", "8\" disk, old"]]
            ),
            Sample(
                "apostrophes in names",
                "id,name\n1,'t Hooft\n2,O'Brien\n3,d'Arc\n",
                [["id", "name"], ["1", "'t Hooft"], ["2", "O'Brien"], ["3", "d'Arc"]]
            ),
            Sample(
                "unclosed at the end",
                "foo,bar,baz\n1,\"I forgot to close this one,3\n",
                [["foo", "bar", "baz"], ["1", "\"I forgot to close this one", "3"]]
            ),
            Sample(
                "JSON in quotes",
                "id\tdoc\n1\t\"{\"\"a\"\": [1,2]}\"\n2\t\"{\"\"a\"\": [3,4]}\"\n",
                [["id", "doc"], ["1", "{\"a\": [1,2]}"], ["2", "{\"a\": [3,4]}"]]
            ),
        ])
    }

    @Test("Preambles, footers and headers")
    func structure() {
        let plain = Self.text(Self.sales)
        let body = Array(Self.sales.dropFirst())
        let names = Self.sales[0]
        let doubled = [names.map { "\($0) \($0)" }] + body
        let groups = ["When", "When"] + Array(repeating: "What", count: 7)
        let grouped = [zip(groups, names).map { "\($0) \($1)" }] + body
        let header = Self.text([names])
        Self.check([
            Sample("delimited preamble", "PREAMBLE,,,,,,,,\n,,,,,,,,\n" + plain, Self.sales),
            Sample("text and blank line", "Sales report 2018\n\n" + plain, Self.sales),
            Sample("three lines", "Sales report, all shops\nmade by: Ann\non 2018-07-30\n" + plain, Self.sales),
            Sample("pairs", "Report,Sales\nDate,2018-07-30\n\n" + plain, Self.sales),
            Sample("preamble without header", "Sales report\n\n" + Self.text(body), body),
            Sample("two header lines", header + plain, doubled),
            Sample("group header", "When,,What,,,,,,\n" + plain, grouped),
            Sample("header only", header, [names]),
            Sample("one record", Self.text(Array(Self.sales.prefix(2))), Array(Self.sales.prefix(2))),
            Sample("footer of text", plain + "\nFOOTNOTE\n", Self.sales),
            Sample("delimited footer", plain + "FOOTNOTE,,,,,,,,\nFOOTNOTE,,,,,,,,\n", Self.sales),
            Sample("three lines of footer", plain + "a\nb\nc\n", Self.sales),
            Sample("byte order mark", "\u{FEFF}" + plain, Self.sales),
            Sample("named delimiter", "sep=;\n" + Self.text(Self.sales, MadeTable.Style(delimiter: ";")), Self.sales),
            Sample("nothing", "", []),
            Sample(
                "years as names",
                "country,2019,2020\nFR,1.5,2.5\nDE,2.5,3.5\nIT,1.1,1.2\n",
                [
                    ["country", "2019", "2020"], ["FR", "1.5", "2.5"], ["DE", "2.5", "3.5"], ["IT", "1.1", "1.2"],
                ]
            ),
            Sample(
                "Chinese report",
                "销售报表\n制表日期:2024-05-01,,,\n\n编号,姓名,日期,金额\n1,王伟,2024年1月2日,1234.50\n"
                    + "2,李娜,2024年2月3日,88.00\n3,张敏,2024年3月4日,7.25\n,合计,,1329.75\n制表人:王\n",
                [
                    ["编号", "姓名", "日期", "金额"], ["1", "王伟", "2024年1月2日", "1234.50"],
                    ["2", "李娜", "2024年2月3日", "88.00"], ["3", "张敏", "2024年3月4日", "7.25"], ["", "合计", "", "1329.75"],
                ]
            ),
        ])
    }

    @Test("Few records of a wide table")
    func small() {
        var samples: [Sample] = []
        for count in [2, 3, 5, 8] {
            let rows =
                [Self.sales[0]]
                + Self.sales.dropFirst().prefix(count * 3).enumerated()
                .filter { $0.offset % 3 == 1 }.map(\.element)
            samples.append(Sample("\(count) with commas", Self.text(rows), rows))
            let semicolons = Self.text(rows, MadeTable.Style(delimiter: ";"))
            samples.append(Sample("\(count) with semicolons", semicolons, rows))
            let body = Array(rows.dropFirst())
            samples.append(Sample("\(count) without header", Self.text(body), body))
        }
        Self.check(samples)
    }

    @Test("Texts that look like something else")
    func subjects() {
        func rows(_ text: String, _ delimiter: Character) -> [[String]] {
            text.split(separator: "\n").map {
                $0.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
            }
        }
        let delimited: [(String, Character)] = [
            ("id;preis;menge\n1;1,50;2\n2;22,75;4\n3;3,10;5\n", ";"),
            ("1,50;2,25\n22,75;4,00\n3,10;5,00\n", ";"),
            ("time,event\n10:00:01,start\n10:00:05,stop\n10:01:00,start\n", ","),
            ("name;city\nDoe, John;Paris\nRoe, Jane;Rome\nPoe, Ed;Oslo\n", ";"),
            ("id,a,b,c\n1,,,\n2,x,,\n3,,,\n4,,y,\n5,,,z\n6,,,\n", ","),
            ("1|\\N|2024-01-01\n2|x|2024-01-02\n3|\\N|2024-01-03\n", "|"),
            ("编号,姓名,日期,金额\n1,王伟,2024年1月2日,1234.50\n2,李娜,2024年2月3日,88.00\n3,张敏,2024年3月4日,7.25\n", ","),
        ]
        let lines = [
            "This is a text, not a table\nIt has lines; some have semicolons\nOthers: colons\nand others nothing at all\n",
            "name\nJohn Doe\nJane Roe\nEd Poe\n",
            "https://a.b/c\nhttps://d.e/f\nhttps://g.h/i\n",
            "date\n2024-01-01\n2024-01-02\n",
            "2024-01-01 10:00:00\n2024-01-02 11:00:00\n2024-01-02 12:30:00\n",
        ]
        Self.check(
            delimited.map { Sample($0.0, $0.0, rows($0.0, $0.1)) }
                + lines.map { text in Sample(text, text, text.split(separator: "\n").map { [String($0)] }) }
        )
    }

    @Test("Where two delimiters are as good, nothing is guessed; a given one decides")
    func unclear() throws {
        let text = "a,b;c,d\n1,2;3,4\n5,6;7,8\n"
        var options = SourceOptions()
        options.minimumConfidence = 0.5
        let error = #expect(throws: TabularError.self) { try Reading(text, options: options) }
        #expect(error?.code == .unclearDialect)
        options.delimiter = [UInt8(ascii: ";")]
        let reading = try Reading(text, options: options)
        #expect(reading.rows.first == ["a,b", "c,d"])
        #expect(reading.shape.assumptions.first { $0.subject == .delimiter }?.confidence == nil)
    }

    @Test("Confidence lies between 0 and 1, high for a plain table and low for a tiny odd one")
    func confidence() throws {
        #expect(try Reading(Self.text(Self.sales)).shape.confidence > 0.9)
        let odd = try Reading("1,5;2,5\n3,5;4,5\n").shape.confidence
        #expect(odd > 0.05 && odd < 0.5)
    }

    @Test("Bytes that are no text are refused")
    func noText() {
        let bytes = (0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let error = #expect(throws: TabularError.self) { try Reading(bytes) }
        #expect(error?.code == .notText)
    }
}
