import Tabular
import Testing

@testable import TabularCSV

@Suite("Writer of delimited text (RFC 4180)")
struct WriterTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let fields: [String]
        let text: String
        var style = CSVStyle()
        var testDescription: String { text.debugDescription }

        init(_ fields: [String], _ text: String, _ change: (inout CSVStyle) -> Void = { _ in }) {
            self.fields = fields
            self.text = text
            change(&style)
        }
    }

    @Test(
        "Fields are quoted where they must be, and nowhere else",
        arguments: [
            Sample(["a", "b c", "一"], "a,b c,一\n"),
            Sample(["a,b", "c\nd", "e\rf", "5\" g"], "\"a,b\",\"c\nd\",\"e\rf\",\"5\"\" g\"\n"),
            Sample(["\"", "\"\"", ""], "\"\"\"\",\"\"\"\"\"\",\n"),
            Sample([""], "\"\"\n"),
            Sample(["a;b", "c,d"], "\"a;b\";c,d\n") { $0.delimiter = UInt8(ascii: ";") },
            Sample(["a", "b"], "a,b\r\n") { $0.carriageReturn = true },
            Sample(["=1+1", "@x", "-5", "a=b"], "'=1+1,'@x,-5,a=b\n") { $0.formulaGuard = true },
            Sample(["=1,2", "=1"], "\"=1,2\",=1\n"),
            Sample(["=1,2"], "\"'=1,2\"\n") { $0.formulaGuard = true },
        ]
    )
    func csv(_ sample: Sample) {
        var bytes: [UInt8] = []
        CSVWriter(style: sample.style).append(header: sample.fields, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == sample.text)
    }

    @Test("The byte order mark comes once, before the header")
    func mark() {
        var style = CSVStyle()
        style.byteOrderMark = true
        var bytes: [UInt8] = []
        CSVWriter(style: style).append(header: ["a"], to: &bytes)
        #expect(bytes == [0xEF, 0xBB, 0xBF, 0x61, 0x0A])
    }

    @Test("What is written is read as the same")
    func roundTrip() {
        var random = SeededNumbers(seed: 5)
        let pieces = ["a", ",", "\"", "\n", "\r", " ", "一", ";", "\t", "'"]
        for _ in 0..<500 {
            let rows = (0..<3).map { _ in
                (0..<3).map { _ in
                    (0..<Int.random(in: 0...5, using: &random))
                        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
                }
            }
            var bytes: [UInt8] = []
            for row in rows { CSVWriter().append(header: row, to: &bytes) }
            let read = RecordScannerTests.scan(String(decoding: bytes, as: UTF8.self))
            if read.records != rows { Issue.record("\(rows): \(read.records)") }
            var again: [UInt8] = []
            for index in 0..<read.batch.count { CSVWriter().append(read.batch, record: index, to: &again) }
            if again != bytes { Issue.record("\(rows): written otherwise") }
        }
    }
}
