import Foundation
import Tabular
import Testing

@testable import TabularXLSX

@Suite("Workbooks that mean harm")
struct HostileWorkbookTests {
    static func code(of book: MadeWorkbook) -> TabularError.Code? {
        do {
            _ = try book.read()
            return nil
        } catch let error as TabularError {
            return error.code
        } catch {
            return nil
        }
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let sheet: String
        let code: TabularError.Code?
        var testDescription: String { String(sheet.prefix(80)) }
    }

    static func sheet(_ rows: String) -> String { "<worksheet><sheetData>\(rows)</sheetData></worksheet>" }

    @Test(
        "Documents that are not well-formed, places that cannot be",
        arguments: [
            Sample(sheet: "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>", code: .forbiddenDeclaration),
            Sample(sheet: sheet("<row><c t=\"str\"><v>&lol;</v></c></row>"), code: .malformedXML),
            Sample(sheet: sheet("<row><c t=\"str\"><v>&amp</v></c></row>"), code: .malformedXML),
            Sample(sheet: sheet("<row><c></row></c>"), code: .malformedXML),
            Sample(sheet: "<worksheet><sheetData><row>", code: .malformedXML),
            Sample(sheet: "<worksheet><sheetData></sheetData>", code: .malformedXML),
            Sample(sheet: "<worksheet/><worksheet/>", code: .malformedXML),
            Sample(sheet: "text<worksheet/>", code: .malformedXML),
            Sample(sheet: "", code: .malformedXML),
            Sample(sheet: sheet("<row r=1><c/></row>"), code: .malformedXML),
            Sample(sheet: sheet("<row a=\"1\" b><c/></row>"), code: .malformedXML),
            Sample(sheet: String(repeating: "<a>", count: 64), code: .malformedXML),
            Sample(sheet: sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"), code: nil),
            Sample(sheet: sheet("<row r=\"1048577\"><c><v>1</v></c></row>"), code: .badReference),
            Sample(sheet: sheet("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"), code: .badReference),
            Sample(sheet: sheet("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"), code: .badReference),
            Sample(sheet: sheet("<row r=\"1\"><c r=\"A2\"/></row>"), code: .badReference),
            Sample(sheet: sheet("<row r=\"2\"/><row r=\"1\"/>"), code: .badReference),
            Sample(sheet: sheet("<row r=\"0\"/>"), code: .badReference),
            Sample(sheet: sheet("<row r=\"x\"/>"), code: .badReference),
        ]
    )
    func sheets(_ sample: Sample) {
        var book = MadeWorkbook(rows: "")
        book.set("xl/worksheets/sheet1.xml", sample.sheet)
        #expect(Self.code(of: book) == sample.code)
    }

    @Test("Nesting and attributes are bounded: the limit is read, one more is not")
    func limits() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth - 1) + String(repeating: "</a>", count: depth - 1)
        }
        func attributes(_ count: Int) -> String { (0..<count).map { " a\($0)=\"\"" }.joined() }
        for (text, code) in [
            (nested(64), nil), (nested(65), TabularError.Code.malformedXML),
        ] {
            var book = MadeWorkbook(rows: "")
            book.set("xl/worksheets/sheet1.xml", "<worksheet>\(text)</worksheet>")
            #expect(Self.code(of: book) == code)
        }
        #expect(Self.code(of: MadeWorkbook(rows: "<row\(attributes(128))/>")) == nil)
        #expect(Self.code(of: MadeWorkbook(rows: "<row\(attributes(129))/>")) == .malformedXML)
    }

    @Test("The bytes of a text and of a cell are bounded: the limit is read, one more is not")
    func elementLimit() throws {
        var limits = WorkbookLimits()
        limits.elementByteCount = 100
        // What counts ends with the next tag, and with the cell's own end tag.
        for (before, behind, count) in [
            ("<sheetData>", "</sheetData>", 100), ("<sheetData><row><c t=\"str\"><v a=\"\">", "</v></c>", 92),
            ("<sheetData><row><c t=\"inlineStr\"><is><t>", "</t></is></c>", 93),
            ("<sheetData><row><c><f>", "</f></c>", 97),
        ] {
            for isPast in [false, true] {
                let text = String(repeating: " ", count: count - behind.utf8.count + (isPast ? 1 : 0))
                let end = before.contains("<row>") ? "</row></sheetData>" : ""
                let sheet = Array("<worksheet>\(before)\(text)\(behind)\(end)</worksheet>".utf8)
                var context = WorkbookContext()
                context.limits = limits
                context.readsPlainRows = false
                var reader = SheetReader(.whole(sheet), part: "p", name: "s", context: context)
                var code: TabularError.Code?
                do throws(TabularError) {
                    var row = SheetRow()
                    var found: [UInt8] = []
                    while try reader.next(&row, text: &found) {}
                } catch {
                    code = error.code
                }
                #expect(code == (isPast ? .workbookTooLarge : nil), "\(before)")
            }
        }
    }

    @Test(
        "A row's text is bounded: the limit is kept, of a row with one byte more the start",
        arguments: [true, false]
    )
    func rowLimit(_ readsPlainly: Bool) throws {
        let rows = [["1", "2"], ["12345", "67890"], ["3", "4"]].enumerated()
            .map { XLSXSourceTests.row($0.offset + 1, $0.element) }
        for (limit, range, expected) in [
            (10, nil, ["12345", "67890"]), (9, nil, ["12345", ""]), (9, "B1:C3", ["", ""]),
        ] as [(Int, String?, [String])] {
            var options = SourceOptions()
            options.header = .none
            options.range = range
            options.limits.recordByteCount = limit
            options.limits.keptByteCount = 5
            try MadeWorkbook.withFile(MadeWorkbook(rows: rows.joined()).bytes) { (path) throws in
                var source = XLSXSource(path, options: options, readsPlainRows: readsPlainly)
                var batch = RecordBatch()
                #expect(try source.next(into: &batch))
                try #require(batch.count == 3)
                #expect(batch.strings(of: 1) == expected)
                #expect(batch.records.map(\.flags) == [[], limit == 9 ? .tooLong : [], []])
            }
        }
    }

    @Test("Rows are bounded, empty ones too: the limit is read, one more is not", arguments: [true, false])
    func rowCount(_ readsPlainly: Bool) {
        var context = WorkbookContext()
        context.limits.rowCount = 1_000
        for (count, code) in [(1_000, nil), (1_001, TabularError.Code.badReference)] {
            let rows = String(repeating: "<row/>", count: count)
            let lines = PlainRowTests.reading(.whole(Array(Self.sheet(rows).utf8)), context, isPlain: readsPlainly)
            #expect(lines.contains { $0.hasPrefix(TabularError.Code.badReference.rawValue) } == (code != nil))
        }
        #expect(WorkbookLimits().rowCount == 1_048_576)
    }

    @Test("A workbook names at most 10,000 sheets, and as many relationships")
    func lists() {
        for (count, code) in [(10_000, nil), (10_001, TabularError.Code.workbookTooLarge)] {
            var sheets = MadeWorkbook(rows: "")
            sheets.set(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"\(MadeWorkbook.relationships)\"><sheets>"
                    + String(repeating: "<sheet r:id=\"s1\"/>", count: count) + "</sheets></workbook>"
            )
            #expect(Self.code(of: sheets) == code)
            var relations = MadeWorkbook(rows: "")
            let others = (1..<count).map { "<Relationship Id=\"o\($0)\" Type=\"x\" Target=\"x\"/>" }
            relations.set(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                    + others.joined() + "</Relationships>"
            )
            #expect(Self.code(of: relations) == code)
        }
    }

    @Test("Merged ranges that overlap, or reach past the last column, do not fill a cell twice")
    func merges() throws {
        let rows = XLSXSourceTests.row(1, ["a", "", "", "b"]) + XLSXSourceTests.row(2, ["", "", "", "c"])
        let areas = ["A1:B2", "A1:C1", "B2:C2", "D1:XFE2", "D2:D2"]
        let behind = "<mergeCells>\(areas.map { "<mergeCell ref=\"\($0)\"/>" }.joined())</mergeCells>"
        var options = SourceOptions()
        options.header = .none
        options.fillsMergedCells = true
        let read = try MadeWorkbook(rows: rows, behind: behind).read(options)
        #expect(read.records == [["a", "a", "", "b"], ["a", "a", "", "c"]])
    }

    @Test("An entry whose name leads out of the archive is no part of the workbook, and nothing is written to it")
    func entryNames() throws {
        let name = "handover-\(UUID().uuidString)"
        var book = MadeWorkbook(rows: XLSXSourceTests.table)
        for up in ["../", "../../../../../../../../tmp/", "/tmp/", "..\\"] { book.set(up + name, "x") }
        #expect(try book.read().records.count == 3)
        #expect(!FileManager.default.fileExists(atPath: "/tmp/\(name)"))
        var moved = MadeWorkbook(rows: XLSXSourceTests.table)
        moved.parts = moved.parts.map { $0.name.contains("sheet1") ? ("../\($0.name)", $0.text) : $0 }
        #expect(Self.code(of: moved) == .missingPart)
    }

    @Test("A cell's text is cut at its limit, and the record says so")
    func longCell() throws {
        let limit = WorkbookLimits().cellByteCount
        for (count, isCut) in [(limit, false), (limit + 1, true), (1_000_000, true)] {
            let text = String(repeating: "x", count: count)
            for cell in ["<c t=\"str\"><v>\(text)</v></c>", "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>"] {
                var options = SourceOptions()
                options.header = .none
                let read = try MadeWorkbook(rows: "<row>\(cell)</row>").read(options)
                #expect(read.flags[0].contains(.cellTooLong) == isCut)
                #expect(read.records[0][0].utf8.count == min(count, limit))
            }
        }
    }

    @Test("A target outside the workbook is not followed")
    func unsafePath() {
        var book = MadeWorkbook(rows: "")
        book.set(
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"../../etc/passwd\"/></Relationships>"
        )
        #expect(Self.code(of: book) == .unsafePath)
        #expect(WorkbookParts.path("../a/./b.xml", in: "xl/") == "a/b.xml")
        #expect(WorkbookParts.path("\\xl\\a.xml", in: "q/") == "xl/a.xml")
        #expect(WorkbookParts.path("../../a", in: "xl/") == nil)
    }

    @Test("Files that are no workbooks")
    func kinds() throws {
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let encrypted = compound + Array("EncryptedPackage".utf16.flatMap { [UInt8($0), 0] as [UInt8] })
        let files: [([UInt8], TabularError.Code)] = [
            (compound, .legacyFormat), (encrypted, .encryptedWorkbook), (Array("a,b\n".utf8), .notAWorkbook),
            ([], .notAWorkbook), (Array("PK,name".utf8), .notAWorkbook), ([0x50, 0x4B, 3, 4], .damagedArchive),
        ]
        for (bytes, code) in files {
            let error = #expect(throws: TabularError.self) {
                try MadeWorkbook.withFile(bytes) { try MadeWorkbook.read($0) }
            }
            #expect(error?.code == code)
        }
        var binary = MadeWorkbook(rows: "")
        binary.set("xl/workbook.bin", "x")
        #expect(Self.code(of: binary) == .binaryFormat)
        var incomplete = MadeWorkbook(rows: "")
        incomplete.parts.removeAll { $0.name.hasPrefix("xl/worksheets") }
        #expect(Self.code(of: incomplete) == .missingPart)
    }

    @Test("Cut off anywhere, a workbook is refused")
    func truncated() throws {
        let bytes = try MadeWorkbook(rows: XLSXSourceTests.table).bytes
        for part in 0..<16 {
            let cut = Array(bytes.prefix(bytes.count * part / 16))
            #expect(throws: TabularError.self) { try MadeWorkbook.withFile(cut) { try MadeWorkbook.read($0) } }
        }
    }

    @Test("A tag, a reference or a line end may be cut by the end of a piece")
    func pieces() throws {
        // The sheet is expanded in pieces of 256 KiB: each padding puts another byte of the row on the border.
        for padding in stride(from: PartBytes.pieceByteCount - 260, through: PartBytes.pieceByteCount, by: 7) {
            let comment = "<!--\(String(repeating: "x", count: padding - 30))-->"
            let book = MadeWorkbook(
                rows: comment
                    + "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&amp;中\r\nb</v></c><c r=\"C1\"><v>12</v></c></row>"
            )
            var options = SourceOptions()
            options.header = .none
            #expect(try book.read(options).records == [["a&中\nb", "", "12"]])
        }
    }
}
