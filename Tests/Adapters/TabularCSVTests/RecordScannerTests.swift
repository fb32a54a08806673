import Tabular
import TabularTesting
import Testing

@testable import TabularCSV

@Suite("Record scanner (RFC 4180)")
struct RecordScannerTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let text: String
        var dialect = Dialect()
        let records: [[String]]
        var lines: [Int]?

        init(_ text: String, _ records: [[String]], lines: [Int]? = nil) {
            self.init(text, Dialect(), records, lines: lines)
        }

        init(_ text: String, _ dialect: Dialect, _ records: [[String]], lines: [Int]? = nil) {
            self.text = text
            self.dialect = dialect
            self.records = records
            self.lines = lines
        }

        var testDescription: String { text.debugDescription }
    }

    /// What a scan of a whole text gives.
    static func scan(
        _ text: String,
        _ dialect: Dialect = Dialect(),
        width: Int? = nil,
        limits: TabularLimits = TabularLimits()
    ) -> (records: [[String]], batch: RecordBatch, scanner: RecordScanner) {
        var batch = RecordBatch()
        batch.text = Array(text.utf8)
        batch.quoting = RecordBatch.Quoting(quote: dialect.quote ?? 0x22, escape: dialect.escape)
        var scanner = RecordScanner(dialect: dialect, width: width, limits: limits)
        let all = batch.text
        let end = scanner.scan(all.span, from: 0, isLast: true, into: &batch)
        #expect(end == all.count)
        return ((0..<batch.count).map { batch.strings(of: $0) }, batch, scanner)
    }

    static let backslash = Dialect(escape: UInt8(ascii: "\\"))
    static let blanks = Dialect(blanksBeforeQuote: true)

    @Test(
        "Records and fields, with the line on which each starts",
        arguments: [
            Sample("a,b\nc,d\n", [["a", "b"], ["c", "d"]], lines: [1, 2]),
            Sample("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            Sample("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]], lines: [1, 2]),
            Sample("a,b\rc,d\r", [["a", "b"], ["c", "d"]], lines: [1, 2]),
            Sample("a\nb\r\nc\rd", [["a"], ["b"], ["c"], ["d"]], lines: [1, 2, 3, 4]),
            Sample("a,b\n\n\r\nc,d\n", [["a", "b"], ["c", "d"]], lines: [1, 4]),
            Sample(",\n,", [["", ""], ["", ""]]),
            Sample("a,", [["a", ""]]),
            Sample("\"\"\n\"\",\n", [[""], ["", ""]]),
            Sample("\"a,b\",c\n", [["a,b", "c"]]),
            Sample("\"a\nb\r\nc\rd\",e\nf,g", [["a\nb\r\nc\rd", "e"], ["f", "g"]], lines: [1, 5]),
            Sample("\"5\"\" disk\",\"\"\"\"", [["5\" disk", "\""]]),
            Sample("a\"b,c\"\n", [["a\"b", "c\""]]),
            Sample("\"a\" ,\"b\"  \n\"c\" ", [["a", "b"], ["c"]]),
            Sample("a\0b,\0\n", [["a\0b", "\0"]]),
            Sample(" \"a\",b\n", [[" \"a\"", "b"]]),
            Sample(" \"a,b\", \"c\"\n", blanks, [["a,b", "c"]]),
            Sample(" x, y\n", blanks, [[" x", " y"]]),
            Sample("a;b;\"c;d\"\n", Dialect(";"), [["a", "b", "c;d"]]),
            Sample("a||b|c||\"d||e\"\n", Dialect("||"), [["a", "b|c", "d||e"]]),
            Sample("a, b,c, \"d, e\"\n", Dialect(", "), [["a", "b,c", "d, e"]]),
            Sample("a\\\"b,\"c\\\"d\\\\\",\"e\\n\"\n", backslash, [["a\\\"b", "c\"d\\", "e\\n"]]),
            Sample("\"a\\\n\",b\nc,d\n", backslash, [["a\\\n", "b"], ["c", "d"]], lines: [1, 3]),
            Sample(
                "a,b\rc\nd,e\n",
                Dialect(loneCarriageReturnEnds: false),
                [["a", "b\rc"], ["d", "e"]],
                lines: [1, 2]
            ),
            Sample("a,\"b\"\n'c,d',e\n", Dialect(quote: UInt8(ascii: "'")), [["a", "\"b\""], ["c,d", "e"]]),
            Sample("a,\"b\n", Dialect(quote: nil), [["a", "\"b"]]),
            Sample("a,b\nc\n", Dialect(""), [["a,b"], ["c"]]),
            Sample("一,\"二,三\"\n", [["一", "二,三"]]),
        ]
    )
    func scans(_ sample: Sample) {
        let found = Self.scan(sample.text, sample.dialect)
        #expect(found.records == sample.records)
        if let lines = sample.lines { #expect((0..<found.batch.count).map { found.batch.place(of: $0).line } == lines) }
    }

    @Test("Without a width a record with wrong quotes is its first line, cut at the delimiters")
    func plainCut() {
        let found = Self.scan("a,\"b\"x,c\nd,e,f\n\"g,h\n")
        #expect(found.records == [["a", "\"b\"x", "c"], ["d", "e", "f"], ["\"g", "h"]])
        #expect(found.batch.records.map { $0.flags.contains(.unclosedQuote) } == [true, false, true])
        #expect(found.scanner.quotes.wrong == 2)
    }

    @Test("Blank lines are counted, or kept where they are records")
    func blankLines() {
        #expect(Self.scan("a,b\n\n\nc,d\n").scanner.blankLineCount == 2)
        var batch = RecordBatch()
        batch.text = Array("a\n\nb\n".utf8)
        var scanner = RecordScanner(dialect: Dialect())
        scanner.keepsBlankLines = true
        let text = batch.text
        _ = scanner.scan(text.span, from: 0, isLast: true, into: &batch)
        #expect((0..<batch.count).map { batch.strings(of: $0) } == [["a"], [""], ["b"]])
    }

    @Test("A record has as many fields as the limit allows, and with one more says so")
    func fieldLimit() {
        var limits = TabularLimits()
        limits.fieldCount = 4
        #expect(Self.scan("a,b,c,d\n", limits: limits).batch.records[0].flags == [])
        let found = Self.scan("a,b,c,d,\"e\"\nf\n", limits: limits)
        #expect(found.records == [["a", "b", "c", "d"], ["f"]])
        #expect(found.batch.records[0].flags == .tooManyFields)
    }

    @Test("A quoted field has as many lines as the limit allows; with one more its quote is stray")
    func lineLimit() {
        var limits = TabularLimits()
        limits.quotedLineCount = 2
        #expect(Self.scan("\"a\nb\nc\",d\n", limits: limits).records == [["a\nb\nc", "d"]])
        #expect(Self.scan("\"a\nb\nc\nd\",e\n", limits: limits).records.first == ["\"a"])
    }

    /// Text with everything that a cut can fall into.
    static let mixed =
        "id,name,note\r\n1,\"Doe, J\",\"5\"\" disk\"\n2,李娜,\"two\r\nlines\"\n\n3,\"a\"  ,b\r4,x,\"stray\"quote\n"
        + "5,\"open,6\n7,\"x\ny\",z\n8,,\n9,\"\",\"\"\"\"\r\n10,a,b,c\n11\n12,p\"q,r\n13,\"multi\n\nline\",end\n14,last,\"one\""

    @Test("However a text is cut, the records, their places and counts are the same")
    func allCuts() throws {
        let text = Array(Self.mixed.utf8)
        var limits = TabularLimits()
        limits.repairByteCount = 60
        limits.sampleByteCount = 40
        limits.batchByteCount = 16
        var options = SourceOptions()
        options.limits = limits
        options.delimiter = [0x2C]
        options.header = .records(count: 1)
        let whole = try Reading(text, options: options, chunkByteCount: text.count)
        #expect(whole.shape.header == ["id", "name", "note"])
        #expect(whole.records.count == 13)
        for (record, place) in zip(whole.records, whole.places) {
            let offset = try #require(place.byteOffset)
            let start = String(decoding: text[offset...].prefix(2), as: UTF8.self)
            if !start.hasPrefix(String(record[0].prefix(1))) { Issue.record("\(record) at \(offset)") }
            let lines = LineEnds(loneCarriageReturnEnds: true).count(in: text.span, range: 0..<offset)
            if place.line != lines + 1 { Issue.record("\(record): line \(place.line) instead of \(lines + 1)") }
        }
        for size in 1...text.count {
            let cut = try Reading(text, options: options, chunkByteCount: size)
            if cut.records != whole.records { Issue.record("pieces of \(size): \(cut.records)") }
            if cut.places != whole.places { Issue.record("pieces of \(size): other places") }
            if cut.flags != whole.flags { Issue.record("pieces of \(size): other flags") }
            if cut.counts != whole.counts { Issue.record("pieces of \(size): \(cut.counts)") }
        }
    }

    @Test("A record as long as the limit is read; a longer one is marked, and the next line is read as ever")
    func recordLimit() throws {
        var options = SourceOptions()
        options.limits.recordByteCount = 1_000
        options.limits.keptByteCount = 20
        options.limits.batchByteCount = 64
        options.limits.repairByteCount = 100
        options.delimiter = [0x2C]
        options.header = .none
        for (length, isTooLong) in [(996, false), (997, true), (5_000, true)] {
            let text = "a,b\nx,\(String(repeating: "y", count: length)),\nc,d\n"
            for size in [7, 64, 10_000] {
                let reading = try Reading(Array(text.utf8), options: options, chunkByteCount: size)
                #expect(reading.records.count == 3)
                #expect(reading.flags[1].contains(.tooLong) == isTooLong, "\(length) in pieces of \(size)")
                #expect(reading.records.last == ["c", "d"])
                #expect(reading.places.map(\.line) == [1, 2, 3])
                if isTooLong { #expect(reading.records[1].joined().count == 20) }
            }
        }
    }

    @Test("A record that is too long is never a footer, and the records around it are all there")
    func longRecordsAmongOthers() throws {
        let rows = (0..<50).map { "\($0),a\($0),2\n" }.joined()
        let long = String(repeating: "x", count: 40_000) + ",q,3\n"
        for (text, footer, count) in [
            (rows + long + rows, nil, 101), (rows + long, nil, 51), (rows + long + rows, 2, 99), (rows + long, 2, 51),
            (rows + long + "1,b,3\n", 2, 51),
        ] {
            var options = SourceOptions()
            options.skippedFooterCount = footer
            options.limits.recordByteCount = 5_000
            options.limits.keptByteCount = 100
            options.limits.batchByteCount = 1_000
            options.limits.sampleByteCount = 1_000
            for size in [100, 1_000, 20_000, 100_000] {
                let reading = try Reading(Array(("id,name,v\n" + text).utf8), options: options, chunkByteCount: size)
                #expect(reading.records.count == count, "\(String(describing: footer)) in pieces of \(size)")
                #expect(reading.flags.count { $0.contains(.tooLong) } == 1)
                #expect(reading.places.last?.line == count + 1)
            }
        }
    }

    @Test("A record that is too long stands on its first line, and the next one on its own")
    func linesOfLongRecords() throws {
        let quoted = "2,\"aaaaaaaaaa\nbbbbbbbbbb\ncccccccc\",dddddddddddddddddddd"
        for rest in ["\n", String(repeating: "y", count: 500) + "\n"] {
            var options = SourceOptions()
            options.delimiter = [0x2C]
            options.header = .records(count: 1)
            options.limits.recordByteCount = 45
            options.limits.keptByteCount = 10
            options.limits.batchByteCount = 20
            for size in [3, 50, 1_000] {
                let text = "id,name,v\n1,a,b\n" + quoted + rest + "3,c,d\n"
                let reading = try Reading(Array(text.utf8), options: options, chunkByteCount: size)
                #expect(reading.places.map(\.line) == [2, 3, 6], "in pieces of \(size)")
                #expect(reading.flags[1].contains(.tooLong))
            }
        }
    }

    @Test("A field of any length takes no more memory than the longest record that is read")
    func boundedMemory() throws {
        /// Megabytes without a line end, perhaps in quotes, and a record.
        struct LongText: TextChunks {
            var pieceCount = 0
            let first: String
            var assumptions: [Assumption] { [] }
            var strayByteCount: Int { 0 }

            mutating func read(into text: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
                pieceCount += 1
                switch pieceCount {
                case 1: text += Array(first.utf8)
                case 2..<200: text += repeatElement(UInt8(ascii: "x"), count: 64 << 10)
                case 200: text += Array("\n3,c\n".utf8)
                default: return false
                }
                return true
            }
        }
        for (first, skipped) in [("id,name\n1,a\n2,", 0), ("id,name\n1,a\n2,\"", 0), ("", 1)] {
            var options = SourceOptions()
            options.limits.recordByteCount = 1 << 20
            options.skippedLineCount = skipped
            var source = CSVSource(LongText(first: first), options: options)
            var batch = RecordBatch()
            var flags: [RecordEntry.Flags] = []
            while try source.next(into: &batch) {
                flags += batch.records.map(\.flags)
                #expect(batch.text.capacity <= 4 << 20)
            }
            #expect(flags.map { $0.contains(.tooLong) } == (skipped == 1 ? [false] : [false, true, false]))
        }
    }

    @Test("A source keeps the promises of all sources, whatever the size of its pieces", arguments: [1, 7, 1_000])
    func conformance(_ size: Int) throws {
        let text = Array("id,name\n1,a\n2,\"b\nc\"\n\n3,d\n".utf8)
        let kit = RecordSourceConformance { CSVSource(InMemoryText(text, chunkByteCount: size)) }
        #expect(try kit.keepsItsPromises() == [["1", "a"], ["2", "b\nc"], ["3", "d"]])
    }
}
