import Foundation
import Tabular
import Testing

@testable import TabularXLSX

/// Rows as they are read without the tokenizer, compared with what the tokenizer finds.
@Suite("Rows that are written plainly")
struct PlainRowTests {
    /// A sheet as it is read: each row with its cells, and the error at its end.
    static func reading(_ bytes: PartBytes, _ context: WorkbookContext, isPlain: Bool) -> [String] {
        var context = context
        context.readsPlainRows = isPlain
        var reader = SheetReader(bytes, part: "sheet", name: "s", context: context)
        var row = SheetRow()
        var text: [UInt8] = []
        var lines: [String] = []
        do throws(TabularError) {
            while try reader.next(&row, text: &text) {
                let cells = row.cells.map { cell in
                    let value = String(decoding: text[cell.start..<cell.start + cell.count], as: UTF8.self)
                    return "\(cell.column) \(cell.flags.rawValue) \(value)"
                }
                lines.append("\(row.number) \(row.isHidden) \(cells)")
                text.removeAll(keepingCapacity: true)
            }
        } catch {
            lines.append("\(error.code.rawValue) \(error.message)")
        }
        lines.append("\(reader.uncachedFormulaCount)")
        return lines
    }

    static func context(_ numbers: SourceOptions.Numbers = .shortest) throws -> WorkbookContext {
        var context = WorkbookContext()
        context.strings = try SharedStrings(
            SharedStringsTests.part(["eins", "", "<drei>"].map(WrittenText.xml)),
            part: "s",
            limits: context.limits
        )
        let styles =
            "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/>"
            + "</cellXfs></styleSheet>"
        context.formats = try NumberFormats(.whole(Array(styles.utf8)), part: "s", limits: context.limits)
        context.numbers = numbers
        return context
    }

    static func isSame(_ rows: String, _ context: WorkbookContext) -> Bool {
        let sheet = Array("<worksheet><sheetData>\(rows)</sheetData><x/></worksheet>".utf8)
        return reading(.whole(sheet), context, isPlain: true) == reading(.whole(sheet), context, isPlain: false)
    }

    /// Whether the row is read without the tokenizer.
    static func isTaken(_ row: String) throws -> Bool {
        var found = SheetRow()
        var text: [UInt8] = []
        let bytes = Array("\(row)<row r=\"9\"></row></sheetData>".utf8)
        let context = try context()
        return PlainRow.take(bytes.span, from: 0, after: 0, context, row: &found, text: &text) == row.utf8.count
    }

    @Test(
        "What nearly all programs write is read plainly",
        arguments: [
            "<row r=\"1\"></row>", "<row/>", "<row r=\"1\"/>",
            "\n <row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.2\"></row>",
            "<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\"/></row>", "<row><c><v>1.5</v></c></row>",
            "<row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"str\"><v>a&amp;b</v></c>\n</row>",
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>",
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a</t></is></c></row>",
            "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"n\"><v>-1E5</v></c></row>",
            "<row r=\"1\"><c r=\"XFD1\" s=\"1\"><v>45000</v></c></row>",
        ]
    )
    func taken(_ row: String) throws {
        #expect(try Self.isTaken(row))
        #expect(Self.isSame(row, try Self.context()))
    }

    @Test(
        "Anything odd is left to the tokenizer",
        arguments: [
            "<x:row r=\"1\"></x:row>", "<row r='1'></row>", "<row r=\"1\" ></row>", "<row r=\"0\"/>", "<row r=\"x\"/>",
            "<row a=\"&amp;\"/>", "<rows/>", "<row r=\"1048577\"/>", "<!--x--><row/>",
            "<row><c r=\"A2\"><v>1</v></c></row>", "<row><c r=\"B1\"/><c r=\"A1\"/></row>", "<row><c r=\"a1\"/></row>",
            "<row><c r=\"XFE1\"/></row>", "<row><c r=\"A1\" vm=\"1\"><v>1</v></c></row>",
            "<row><c s=\"\"><v>1</v></c></row>",
            "<row><c><f>1+1</f><v>2</v></c></row>", "<row><c t=\"s\"><v>3</v></c></row>",
            "<row><c t=\"s\"><v>x</v></c></row>",
            "<row><c t=\"e\"><v>#N/A</v></c></row>", "<row><c t=\"str\"><v>&lol;</v></c></row>",
            "<row><c t=\"str\"><v><![CDATA[x]]></v></c></row>",
            "<row><c t=\"inlineStr\"><is><r><t>x</t></r></is></c></row>",
            "<row><c s=\"1\"><v>60</v></c></row>", "<row><c><v>1</v><x/></c></row>",
            "<row><c t=\"d\"><v>2024-01-01</v></c></row>",
            "<row><d/></row>", "<row><c><v>1</w></c></row>", "<row><c><v>1</v></c>", "<row", "<row r=\"1\"><c r=\"A1",
            "<row><c t=\"b\"><v>true</v></c></row>",
        ]
    )
    func odd(_ row: String) throws {
        #expect(try !Self.isTaken(row))
        #expect(Self.isSame(row, try Self.context()))
    }

    @Test("Both ways give the same on sheets that are made of odd pieces")
    func generated() throws {
        let pieces = [
            "<row", " r=\"1\"", " r=\"7\"", " spans=\"1:2\"", " hidden=\"1\"", " hidden=\"false\"", ">", "/>", "</row>",
            "<c", " r=\"A1\"",
            " r=\"B7\"", " s=\"1\"", " s=\"2\"", " s=\"3\"", " t=\"s\"", " t=\"str\"", " t=\"b\"", " t=\"e\"",
            " t=\"inlineStr\"", "<v>", "1", "0",
            "45000.5", "12.50", "007", "-0.5", "1E-7", "text", "&lt;", "_x0041_", "</v>", "</c>", "<is>", "<t>", "</t>",
            "</is>", " ", "\r\n",
            "<f>", "</f>", "'", "<!-- -->",
            "<row r=\"1\"><c r=\"A1\"><v>", "</v></c>", "<c t=\"s\"><v>1</v></c>", "<row>", "<c t=\"str\"><v>",
            "<c s=\"1\"><v>",
            "<c t=\"inlineStr\"><is><t>", "</t></is></c>", "<c><v>3</v></c>", "<c><v>12345678901234567</v></c>",
            "<c s=\"1\"><v>2958466</v></c>",
        ]
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let contexts = [try Self.context(), try Self.context(.decimals(2)), try Self.context(.decimals(0))]
        for number in 0..<4_000 {
            var rows = ""
            for _ in 0..<1 + random(14) {
                // Half of the pieces fit together.
                rows +=
                    random(2) == 0 ? pieces[random(pieces.count)] : "<row><c t=\"str\"><v>\(random(99))</v></c></row>"
            }
            if !Self.isSame(rows, contexts[number % 3]) { Issue.record("\(rows)") }
        }
    }

    @Test(
        "Numbers and days come out the same",
        arguments: [SourceOptions.Numbers.shortest, .decimals(2), .decimals(0), .decimals(9)]
    )
    func numbers(_ numbers: SourceOptions.Numbers) throws {
        let context = try Self.context(numbers)
        var rows = ""
        var state: UInt64 = 7
        for _ in 0..<3_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let whole = (state >> 40) % [1, 10, 100, 50_000, 3_000_000][Int(state >> 33) % 5]
            let fraction = ["", ".0", ".5", ".25", ".125", ".10", ".005", ".999999", ".1234567890123"][
                Int(state >> 20) % 9
            ]
            rows += "<row><c s=\"\(state >> 60 & 3)\"><v>\(whole)\(fraction)</v></c></row>"
        }
        #expect(Self.isSame(rows, context))
    }

    @Test(
        "Both ways give the same on every sheet of the corpus",
        .enabled(if: WorkbookCorpus.folder != nil, "shared/corpora/xlsx is not there")
    )
    func corpus() throws {
        for name in WorkbookCorpus.names where !["pass_protected.xlsx", "issue252.xlsx"].contains(name) {
            let workbook = try WorkbookOpening(WorkbookCorpus.path(name), options: SourceOptions())
            for sheet in workbook.parts.sheets {
                let readings = try [true, false].map {
                    Self.reading(try workbook.parts.stream(of: sheet.part), workbook.context, isPlain: $0)
                }
                if readings[0] != readings[1] { Issue.record("\(name), \(sheet.name)") }
            }
            guard let part = workbook.parts.sharedStrings else { continue }
            let strings = try [true, false].map { isPlain in
                try SharedStrings(
                    try workbook.parts.stream(of: part),
                    part: part,
                    limits: workbook.context.limits,
                    readsPlainStrings: isPlain
                )
            }
            #expect(strings[0].count == strings[1].count)
            for index in 0..<strings[0].count {
                let texts = strings.map { SharedStringsTests.string(index, of: $0) }
                if texts[0] != texts[1] { Issue.record("\(name), string \(index)") }
            }
        }
    }

    @Test(
        "Strings that are written plainly, and others, are read the same",
        arguments: [
            "<si><t>a</t></si>", "<si><t xml:space=\"preserve\"> a&amp;b\r\n_x0041_</t></si>", "<si/>", "<si><t/></si>",
            "<si><t></t></si>",
            "<si><r><t>a</t></r><r><t>b</t></r></si>", "<si><t>a</t><rPh><t>b</t></rPh></si>",
            "<si><t>a<!-- --></t></si>", "<x><si><t>a</t></si></x>",
            "<si ><t>a</t></si>", "<si><t>&lol;</t></si>", "<si><t>a</t>",
        ]
    )
    func strings(_ xml: String) throws {
        func reading(_ isPlain: Bool) -> [String?] {
            do throws(TabularError) {
                let part = PartBytes.whole(Array("<sst><si><t>first</t></si>\(xml)<si><t>last</t></si></sst>".utf8))
                let strings = try SharedStrings(part, part: "s", limits: WorkbookLimits(), readsPlainStrings: isPlain)
                return (0..<strings.count).map { SharedStringsTests.string($0, of: strings) }
            } catch {
                return ["\(error.code.rawValue) \(error.message)"]
            }
        }
        #expect(reading(true) == reading(false))
        #expect(!reading(true).isEmpty)
    }
}
