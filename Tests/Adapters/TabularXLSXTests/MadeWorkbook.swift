import Foundation
import Tabular
import ZipArchive

@testable import TabularXLSX

/// Workbooks that tests make out of their parts.
struct MadeWorkbook {
    var parts: [(name: String, text: String)] = []

    static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// A workbook of one sheet with these rows.
    init(rows: String, shared: String = "", styles: String = "", workbook: String = "", behind: String = "") {
        let types = Self.relationships
        parts = [
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"\(types)/officeDocument\" Target=\"xl/workbook.xml\"/>"
                    + "</Relationships>"
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"\(types)\">\(workbook)<sheets><sheet name=\"订单\" sheetId=\"1\" r:id=\"s1\"/>"
                    + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s1\" Type=\"\(types)/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                    + "<Relationship Id=\"s2\" Type=\"\(types)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                    + "<Relationship Id=\"s3\" Type=\"\(types)/styles\" Target=\"/xl/styles.xml\"/></Relationships>"
            ),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows)</sheetData>\(behind)</worksheet>"),
        ]
        if !shared.isEmpty { parts.append(("xl/sharedStrings.xml", "<sst>\(shared)</sst>")) }
        if !styles.isEmpty { parts.append(("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>")) }
    }

    /// Replaces the text of a part, or adds it.
    mutating func set(_ name: String, _ text: String) {
        parts.removeAll { $0.name == name }
        parts.append((name, text))
    }

    var bytes: [UInt8] {
        get throws {
            var writer = ZipWriter()
            for part in parts { try writer.add(part.name, Array(part.text.utf8)) }
            writer.finish()
            return writer.output
        }
    }

    /// Runs `body` with the path of a file that holds the workbook.
    static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        return try body(path.path())
    }

    /// What a source gives.
    struct Reading {
        var shape: SourceShape
        var records: [[String]] = []
        var flags: [RecordEntry.Flags] = []
        var places: [RecordPlace] = []
        var counts: SourceCounts
    }

    func read(_ options: SourceOptions = SourceOptions()) throws -> Reading {
        try Self.withFile(bytes) { try Self.read($0, options) }
    }

    static func read(_ path: String, _ options: SourceOptions = SourceOptions()) throws -> Reading {
        var source = XLSXSource(path, options: options)
        var reading = Reading(shape: try source.shape(), counts: source.counts)
        var batch = RecordBatch()
        while try source.next(into: &batch) {
            for index in 0..<batch.count {
                reading.records.append(batch.strings(of: index))
                reading.flags.append(batch.records[index].flags)
                reading.places.append(batch.place(of: index, column: 0))
            }
        }
        reading.counts = source.counts
        return reading
    }

    /// The text of the first cell of a sheet whose first row has that cell alone.
    func firstCell(_ options: SourceOptions = SourceOptions()) throws -> String? {
        var options = options
        options.header = .none
        return try read(options).records.first?.first
    }
}
