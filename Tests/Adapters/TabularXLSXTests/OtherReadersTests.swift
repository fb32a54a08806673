import Foundation
import Testing

@testable import TabularXLSX

@Suite("Written workbooks as other programs read them")
struct OtherReadersTests {
    /// Runs a program and gives what it writes; nil when it fails or is not there.
    static func output(_ arguments: [String]) -> String? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }  // There is no `env`: as if the program were not there.
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }

    static let hasOpenpyxl = output(["python3", "-c", "import openpyxl"]) != nil
    static let hasPython = output(["python3", "-c", "import zipfile"]) != nil

    static let records =
        [XLSXSinkTests.odd.map { $0.unicodeScalars.contains("\u{FFFE}") ? "x" : $0 }]
        + (0..<2_000).map { ["\($0)", "城市\($0 % 12)", "00\($0)", "12.5"] }

    @Test("openpyxl reads what was written", .enabled(if: hasOpenpyxl, "openpyxl is not installed"))
    func openpyxl() throws {
        let script = """
            import json, openpyxl, sys
            book = openpyxl.load_workbook(sys.argv[1])
            sheet = book.worksheets[0]
            rows = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
            head = sheet["A1"]
            print(json.dumps({
                "names": book.sheetnames, "rows": rows, "bold": head.font.b, "frozen": sheet.freeze_panes,
                "format": sheet["A3"].number_format,
            }))
            """
        struct Seen: Decodable {
            let names: [String]
            let rows: [[String]]
            let bold: Bool
            let frozen: String
            let format: String
        }
        var limits = WorkbookLimits()
        limits.rowCount = 1_500
        try WrittenWorkbook.with(["编号", "城市"], Self.records, limits: limits) { (path) throws in
            let text = try #require(Self.output(["python3", "-c", script, path]))
            let seen = try JSONDecoder().decode(Seen.self, from: Data(text.utf8))
            #expect(seen.names == ["Sheet1", "Sheet1 (2)"])
            #expect(seen.bold)
            #expect(seen.frozen == "A2")
            #expect(seen.format == "@")
            #expect(seen.rows.count == 1_500)
            for (row, record) in zip(seen.rows.dropFirst(), Self.records) {
                let filled = record + [String](repeating: "", count: row.count - record.count)
                // openpyxl leaves characters that XML cannot hold as they are written.
                let expected = filled.map { $0 == "\u{1}\u{B}" ? "_x0001__x000B_" : $0 }
                if row != expected { Issue.record("\(expected) became \(row)") }
            }
        }
    }

    @Test("Python's zipfile finds nothing wrong", .enabled(if: hasPython, "python3 is not installed"))
    func zipfile() throws {
        let script = "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)"
        try WrittenWorkbook.with(["a"], Self.records) { (path) throws in
            #expect(Self.output(["python3", "-c", script, path]) != nil)
        }
    }
}
