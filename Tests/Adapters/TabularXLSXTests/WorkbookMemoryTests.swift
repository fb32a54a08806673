import Foundation
import Tabular
import Testing
import ZipArchive

@testable import TabularXLSX

/// Workbooks that are read in a process of their own, whose memory is measured.
@Suite("Memory that workbooks take")
struct WorkbookMemoryTests {
    /// Kilobytes that reading takes at most, the program itself included.
    static let maximum = 64 << 10

    /// The program that reads; the build puts it beside the tests.
    static var probe: URL? {
        let folders = [Bundle.main.bundleURL, URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()]
        return folders.map { $0.appending(path: "WorkbookProbe") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
    }

    struct Outcome: Equatable {
        let records: Int
        let fields: Int
        let code: String
        let kilobytes: Int
    }

    static func outcome(_ bytes: [UInt8], _ option: String...) throws -> Outcome {
        let probe = try #require(Self.probe, "WorkbookProbe is not beside the tests")
        return try MadeWorkbook.withFile(bytes) { (path) throws in
            let process = Process()
            process.executableURL = probe
            process.arguments = [path] + option
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 0)
            let parts = text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
            try #require(parts.count == 4)
            return Outcome(
                records: Int(parts[0]) ?? -1,
                fields: Int(parts[1]) ?? -1,
                code: parts[2],
                kilobytes: Int(parts[3]) ?? -1
            )
        }
    }

    /// A workbook whose part has a long middle that is the same block again and again.
    static func book(
        _ name: String,
        _ start: String,
        _ block: [UInt8],
        count: Int,
        _ end: String,
        level: Int = 1
    )
        throws -> [UInt8]
    {
        var book = MadeWorkbook(
            rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
            shared: "<si><t>a</t></si>"
        )
        book.parts.removeAll { $0.name == name }
        var writer = ZipWriter()
        for part in book.parts { try writer.add(part.name, Array(part.text.utf8)) }
        try writer.begin(name, level: level)
        writer.append(Array(start.utf8))
        for _ in 0..<count { writer.append(block) }
        writer.append(Array(end.utf8))
        writer.end()
        writer.finish()
        return writer.output
    }

    static let sheet = "xl/worksheets/sheet1.xml"
    static let megabyte = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)

    private func expect(_ bytes: [UInt8], records: Int, code: TabularError.Code? = nil) throws {
        let outcome = try Self.outcome(bytes)
        #expect(outcome.code == code?.rawValue ?? "-")
        #expect(outcome.records == records)
        #expect(outcome.kilobytes > 0 && outcome.kilobytes <= Self.maximum)
    }

    static let inlineStart = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>"
    static let inlineEnd = "</t></is></c></row><row><c><v>1</v></c></row></sheetData></worksheet>"

    @Test("A string of 15 MiB is cut, in the sheet or among the shared strings")
    func longStrings() throws {
        // The first row is taken for a header.
        try expect(Self.book(Self.sheet, Self.inlineStart, Self.megabyte, count: 15, Self.inlineEnd), records: 1)
        try expect(
            Self.book("xl/sharedStrings.xml", "<sst><si><t>", Self.megabyte, count: 15, "</t></si></sst>"),
            records: 1
        )
    }

    @Test(
        "A text of 500 MB in 500 kB is refused long before its end, in the sheet or among the shared strings",
        arguments: [(sheet, inlineStart, inlineEnd), ("xl/sharedStrings.xml", "<sst><si><t>", "</t></si></sst>")]
    )
    func hugeStrings(_ part: String, _ start: String, _ end: String) throws {
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000)
        let bytes = try Self.book(part, start, block, count: 50, end, level: 9)
        #expect(bytes.count < 500_000)
        try expect(bytes, records: 0, code: .workbookTooLarge)
    }

    static let text = String(repeating: "x", count: 1_000)

    @Test(
        "So is one that is a formula, or a reading, or in many runs",
        arguments: [
            (sheet, "<worksheet><sheetData><row><c><f>", text, "</f></c></row></sheetData></worksheet>"),
            ("xl/sharedStrings.xml", "<sst><si><rPh><t>", text, "</t></rPh></si></sst>"),
            ("xl/sharedStrings.xml", "<sst><si>", "<r><t>\(text)</t></r>", "</si></sst>"),
        ]
    )
    func hugeParts(_ part: String, _ start: String, _ text: String, _ end: String) throws {
        let block = Array(repeatElement(Array(text.utf8), count: (1 << 20) / text.utf8.count).joined())
        try expect(Self.book(part, start, block, count: 17, end), records: 0, code: .workbookTooLarge)
    }

    @Test("A string of 128 KiB in each cell of a row makes no row of 2 GB: its start is kept, and marked")
    func repeatedStrings() throws {
        let limit = WorkbookLimits().cellByteCount
        let string = "<si><t>\(String(repeating: "x", count: limit))</t></si>"
        let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 16_384)
        let rows = (1...3).map { "<row r=\"\($0)\">\(cells)</row>" }.joined()
        try expect(MadeWorkbook(rows: rows, shared: string).bytes, records: 3)
        let merged = MadeWorkbook(
            rows: "<row r=\"1\"><c t=\"s\"><v>0</v></c></row><row r=\"2\"/><row r=\"3\"/>",
            shared: string,
            behind: "<mergeCells><mergeCell ref=\"A1:XFD3\"/></mergeCells>"
        )
        let outcome = try Self.outcome(merged.bytes, "merged")
        #expect(outcome.code == "-")
        #expect(outcome.kilobytes <= Self.maximum)
    }

    @Test("A cell in the first and one in the last column of each row make no batch of all rows")
    func wideEmptyRows() throws {
        let rows = (1...1_000).map {
            "<row r=\"\($0)\"><c r=\"A\($0)\"><v>1</v></c><c r=\"XFD\($0)\"><v>2</v></c></row>"
        }
        try expect(MadeWorkbook(rows: rows.joined()).bytes, records: 1_000)
    }

    @Test("Ten million empty rows that are claimed are not read")
    func emptyRows() throws {
        let block = Array(repeatElement(Array("<row/>".utf8), count: 1_000).joined())
        let start = "<worksheet><dimension ref=\"A1:XFD10000000\"/><sheetData>"
        let end = "</sheetData></worksheet>"
        try expect(Self.book(Self.sheet, start, block, count: 100, end), records: 0)
        let last = "<row r=\"10000000\"/>"
        try expect(Self.book(Self.sheet, start, block, count: 100, last + end), records: 0, code: .badReference)
    }

    @Test("Elements in each other, a hundred thousand deep, are refused")
    func deepElements() throws {
        try expect(
            Self.book(
                Self.sheet,
                "<worksheet>",
                Array(repeatElement(Array("<a>".utf8), count: 100_000).joined()),
                count: 1,
                ""
            ),
            records: 0,
            code: .malformedXML
        )
    }

    @Test("A tag or a comment of 96 MiB is refused or passed over")
    func longTags() throws {
        try expect(
            Self.book(Self.sheet, "<worksheet a=\"", Self.megabyte, count: 96, "\"/>"),
            records: 0,
            code: .malformedXML
        )
    }

    @Test("Shared strings of 48 MiB lie on disk")
    func sharedStrings() throws {
        let strings = Array(
            String(repeating: "<si><t>\(String(repeating: "字", count: 340))</t></si>", count: 1_000).utf8
        )
        try expect(Self.book("xl/sharedStrings.xml", "<sst>", strings, count: 48, "</sst>"), records: 1)
    }

    @Test("A cell in the last row and column, and a dimension that lies, take no rectangle")
    func farCells() throws {
        let row = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"
        try expect(MadeWorkbook(rows: row).bytes, records: 1)
        var book = MadeWorkbook(rows: "")
        book.set(
            Self.sheet,
            "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\(row)"
                + "</sheetData></worksheet>"
        )
        try expect(book.bytes, records: 1)
    }

    @Test("49,174 cells over five rows up to the last column are read")
    func wideRows() throws {
        var cells = 0
        var rows = ""
        for number in 1...5 {
            rows += "<row r=\"\(number)\">"
            for column in 1...16_384 where number <= 3 || column > 16_383 - (number == 5 ? 20 : 0) {
                rows += "<c r=\"\(ColumnLetters.text(of: column))\(number)\"><v>1</v></c>"
                cells += 1
            }
            rows += "</row>"
        }
        #expect(cells == 49_174)
        try expect(MadeWorkbook(rows: rows).bytes, records: 5)
    }

    @Test("Declarations, ways out of the archive and too many entries are refused")
    func refusals() throws {
        var bomb = MadeWorkbook(rows: "")
        let entities = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }
        bomb.set(
            Self.sheet,
            "<!DOCTYPE x [<!ENTITY l0 \"lol\">\(entities.joined())]><worksheet><sheetData><row><c t=\"str\">"
                + "<v>&l9;</v></c></row></sheetData></worksheet>"
        )
        try expect(bomb.bytes, records: 0, code: .forbiddenDeclaration)
        for target in ["../../../etc/passwd", "/../x", "a/../../../x"] {
            var book = MadeWorkbook(rows: "")
            book.set(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"\(target)\"/></Relationships>"
            )
            try expect(book.bytes, records: 0, code: .unsafePath)
        }
        for (count, code) in [(10_000, nil), (10_001, TabularError.Code.damagedArchive)] {
            var book = MadeWorkbook(rows: "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")
            while book.parts.count < count { book.parts.append(("empty\(book.parts.count)", "")) }
            try expect(book.bytes, records: code == nil ? 2 : 0, code: code)
        }
    }

    @Test("A workbook whose check sum or size is wrong, or that is cut anywhere, is refused")
    func damaged() throws {
        let good = try MadeWorkbook(rows: XLSXSourceTests.table).bytes
        for sixteenth in 0..<16 {
            let outcome = try Self.outcome(Array(good.prefix(good.count * sixteenth / 16)))
            #expect(["xlsx.damaged-archive", "xlsx.not-a-workbook"].contains(outcome.code))
            #expect(outcome.records == 0 && outcome.kilobytes <= Self.maximum)
        }
        // The directory's check sum (16), compressed size (20), size (24) and place (42) of each entry.
        for offset in good.indices.dropLast(46) where good[offset..<offset + 4] == [0x50, 0x4B, 1, 2] {
            for field in [16, 20, 24, 42] {
                var bytes = good
                bytes[offset + field] ^= 1
                let outcome = try Self.outcome(bytes)
                #expect(outcome.code == "xlsx.damaged-archive")
                #expect(outcome.kilobytes <= Self.maximum)
            }
        }
    }
}
