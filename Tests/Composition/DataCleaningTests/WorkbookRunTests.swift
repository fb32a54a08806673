import Cleaning
import Diagnostics
import Files
import Foundation
import Tabular
import TestEnvironment
import Testing
import ZipArchive

@testable import DataCleaning

@Suite("Workbooks as sources of cleaning")
struct WorkbookRunTests {
    private let folder = TemporaryFolder("workbooks")

    /// A workbook of two sheets: orders from B2 on, and one without records.
    private func workbook(named name: String, more: String = "") throws -> String {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        func cell(_ place: String, _ text: String) -> String {
            "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        }
        let rows =
            "<row r=\"2\">\(cell("B2", "id"))\(cell("C2", "phone"))\(cell("D2", "amount"))</row>"
            + "<row r=\"3\">\(cell("B3", "A1"))\(cell("C3", "１３８００１３８０００"))<c r=\"D3\"><v>12.5</v></c></row>"
            + "<row r=\"5\">\(cell("B5", "A2"))\(cell("C5", "无"))<c r=\"D5\"><v>7</v></c></row>" + more
        let parts = [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"\(types)/officeDocument\" Target=\"xl/workbook.xml\"/>"
                    + "</Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"\(types)\"><sheets><sheet name=\"订单\" sheetId=\"1\" r:id=\"s1\"/>"
                    + "<sheet name=\"空\" sheetId=\"2\" r:id=\"s2\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s1\" Type=\"\(types)/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                    + "<Relationship Id=\"s2\" Type=\"\(types)/worksheet\" Target=\"worksheets/sheet2.xml\"/>"
                    + "</Relationships>"
            ),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
            (
                "xl/worksheets/sheet2.xml",
                "<worksheet><sheetData><row r=\"1\">\(cell("A1", "only"))</row></sheetData></worksheet>"
            ),
        ]
        var writer = ZipWriter()
        for (name, text) in parts { try writer.add(name, Array(text.utf8)) }
        writer.finish()
        let path = folder.path + "/" + name
        try Data(writer.output).write(to: URL(filePath: path))
        return path
    }

    private let recipe = "columns: {phone: [trim, narrow, {phone: {reject: bad_phone}}]}"

    private func options(
        _ name: String = "orders.xlsx",
        _ settings: [String] = [],
        more: String = ""
    ) throws -> CleanOptions {
        var options = CleanOptions(input: try workbook(named: name, more: more), output: folder.path + "/out.csv")
        options.settings = try settings.map { try #require(SourceSetting($0)) }
        return options
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Files.read(folder.path + "/" + name), as: UTF8.self)
    }

    @Test("The first sheet becomes clean records, and the summary names it")
    func records() async throws {
        let result = try await CleanRun(try options(), language: .english).run()
        #expect(try text("out.csv") == "id,phone,amount\nA1,１３８００１３８０００,12.5\nA2,无,7\n")
        #expect(result.shape.form == .xlsx && result.counts.records == 2 && result.byteCount > 0)
        let summary = result.text(in: .english)
        #expect(summary.contains("orders.xlsx · XLSX · 3 columns") && summary.contains("sheet '订单'"))
    }

    @Test("Another sheet, and how numbers are written, are said with the command")
    func settings() async throws {
        let two = try await CleanRun(try options("a.xlsx", ["source.sheet=2"]), language: .english).run()
        #expect(two.shape.header == ["only"] && two.counts.records == 0)
        var named = try options("b.xlsx")
        named.settings = [SourceSetting(option: "--sheet", member: "sheet", value: "空")]
        #expect(try await CleanRun(named, language: .english).run().shape.header == ["only"])
        _ = try await CleanRun(try options("c.xlsx", ["source.numbers.decimals=2"]), language: .english).run()
        #expect(try text("out.csv").contains("12.50\n"))
        var unknown = try options("d.xlsx")
        unknown.settings = [SourceSetting(option: "--sheet", member: "sheet", value: "三")]
        let error = await #expect(throws: TabularError.self) { try await CleanRun(unknown, language: .english).run() }
        #expect(error?.code == .unknownSheet && error?.remedy?.english.contains("订单") == true)
    }

    @Test("What is not read, and formulas without a value, are told on screen and to programs")
    func notes() async throws {
        let result = try await CleanRun(
            try options("f.xlsx", more: "<row r=\"6\"><c r=\"B6\"><v>1</v></c><c r=\"D6\"><f>1+1</f></c></row>"),
            language: .english
        ).run()
        #expect(try text("out.csv").hasSuffix("1,,\n"))
        let text = result.text(in: .english)
        #expect(text.contains("note      the workbook also has the sheet '空', not read; "))
        #expect(text.contains("note      1 formula has no value in the workbook, so that the cells are empty"))
        let json = result.json(in: .chinese)
        #expect(json.contains("\"uncachedFormulas\": 1") && json.contains("没有缓存值") && json.contains("“空”"))
        let preview = try await CleanRun(try options("g.xlsx"), language: .english).preview(recordCount: 1)
        #expect(preview.text(in: .english).contains("the sheet '空', not read"))
        let all = try await CleanRun(try options("h.xlsx", ["source.sheet=all"]), language: .english).run()
        #expect(all.text(in: .english).contains("the sheet '空' has other columns than '订单' and was not read"))
    }

    @Test("A reject tells row and cell", arguments: [RejectStyle.full, .ndjson])
    func places(_ style: RejectStyle) async throws {
        var options = try options()
        options.recipe = try folder.write(recipe, to: "r.yaml")
        options.rejects = folder.path + "/rejects"
        options.rejectStyle = style
        _ = try await CleanRun(options, language: .english).run()
        #expect(try text("out.csv") == "id,phone,amount\nA1,13800138000,12.5\n")
        let expected =
            style == .full
            ? """
            line,record,byte_offset,column,value,rule,reason,message,reasons,cell,id,phone,amount
            5,2,,phone,无,phone,bad_phone,'无' is not a mobile number of China: 11 digits from 13 to 19,bad_phone@phone,订单!C5,A2,无,7

            """
            : #"{"line":5,"record":2,"reasons":[{"cell":"订单!C5","column":"phone","value":"无","rule":"phone","#
                + #""code":"bad_phone","message":"'无' is not a mobile number of China: 11 digits from 13 to 19"}],"raw":["A2","无","7"]}"#
                + "\n"
        #expect(try text("rejects") == expected)
    }

    @Test("A dry run names rows")
    func dryRun() async throws {
        var options = try options()
        options.recipe = try folder.write(recipe, to: "r.yaml")
        let text = try await CleanRun(options, language: .english).preview(recordCount: 9).text(in: .english)
        #expect(text.contains("record 1, row 3\n") && text.contains("record 2, row 5    rejected  phone"))
    }

    @Test("What a file holds counts, not its name; the summary says so")
    func misnamed() async throws {
        let path = try folder.write("PK,name\n1,王\n", to: "text.xlsx")
        let text = try await CleanRun(
            CleanOptions(input: path, output: folder.path + "/t.csv"),
            language: .english
        ).run()
        #expect(try self.text("t.csv") == "PK,name\n1,王\n")
        #expect(text.text(in: .english).contains("note      the file is named as a workbook but holds text"))
        #expect(text.json(in: .chinese).contains("已按 CSV 读取"))
        let workbook = try await CleanRun(try options("named.csv"), language: .english).run()
        #expect(workbook.shape.form == .xlsx && workbook.notes.count == 1)
    }

    @Test(
        "A web page that is named as a workbook is told with what to do",
        arguments: ["<html><table></table>", "\u{FEFF}\n <!DOCTYPE html>", "<table>", "<?xml version=\"1.0\"?>"]
    )
    func webPage(_ text: String) async throws {
        let path = try folder.write(text, to: "export.xls")
        let options = CleanOptions(input: path, output: folder.path + "/out.csv")
        let error = await #expect(throws: TabularError.self) { try await CleanRun(options, language: .english).run() }
        #expect(error?.code == .notAWorkbook && error?.remedy != nil)
    }

    @Test("An old workbook is told with what to do")
    func legacy() async throws {
        let path = folder.path + "/old.xls"
        try Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]).write(to: URL(filePath: path))
        let options = CleanOptions(input: path, output: folder.path + "/out.csv")
        let error = await #expect(throws: TabularError.self) { try await CleanRun(options, language: .english).run() }
        #expect(error?.code == .legacyFormat && error?.file == path && error?.remedy != nil)
    }

    @Test("A workbook from a pipe is refused with what to do; text from one is read")
    func pipes() async throws {
        for (bytes, isText) in [([0x50, 0x4B, 3, 4, 0, 0, 0, 0], false), (Array("a,b\n1,2\n".utf8), true)] {
            let pipe = folder.path + "/pipe \(isText)"
            #expect(mkfifo(pipe, 0o600) == 0)
            let data = Data(bytes as [UInt8])
            // It waits for a reader, so it needs a thread of its own.
            Thread.detachNewThread { write(data, to: pipe) }
            let options = CleanOptions(input: pipe, output: folder.path + "/piped.csv")
            do {
                let result = try await CleanRun(options, language: .english).run()
                #expect(isText && result.counts.records == 1)
            } catch let error as TabularError {
                #expect(!isText && error.code == .notText && error.remedy != nil)
            }
        }
    }

    private func write(_ data: Data, to pipe: String) {
        // Whether anybody reads is what the test looks at.
        try? FileHandle(forWritingTo: URL(filePath: pipe)).write(contentsOf: data)
    }
}
