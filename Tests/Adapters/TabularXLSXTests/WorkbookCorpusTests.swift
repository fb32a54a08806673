import Foundation
import Tabular
import Testing

@testable import TabularXLSX

/// The workbooks beside the repository.
enum WorkbookCorpus {
    /// The folder `shared/corpora/xlsx` of the nearest ancestor that has one.
    static let folder: URL? = {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor = ancestor.deletingLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/xlsx")
            if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        }
        return nil
    }()

    static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder?.path() ?? "")) ?? []
        return names.filter { $0.hasSuffix(".xlsx") || $0.hasSuffix(".xlsm") }.sorted()
    }()

    static func path(_ name: String) -> String { folder?.appending(path: name).path() ?? name }

    /// One sheet as lines `row,column=text`, without empty cells.
    static func lines(of sheet: SheetPart, in workbook: WorkbookOpening) throws -> [String] {
        var reader = try workbook.reader(of: sheet)
        var row = SheetRow()
        var text: [UInt8] = []
        var lines: [String] = []
        while try reader.next(&row, text: &text) {
            for cell in row.cells where cell.count > 0 {
                let value = String(decoding: text[cell.start..<cell.start + cell.count], as: UTF8.self)
                lines.append("\(row.number),\(cell.column)=\(value)\n")
            }
            text.removeAll(keepingCapacity: true)
        }
        return lines
    }

    /// FNV-1a, 64 bits.
    static func digest(_ lines: [String]) -> String {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for line in lines { for byte in line.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 } }
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

@Suite("Workbooks of the corpus", .enabled(if: WorkbookCorpus.folder != nil, "shared/corpora/xlsx is not there"))
struct WorkbookCorpusTests {
    struct Expectation {
        let file: String
        let sheet: String
        let cellCount: Int
        let digest: String
    }

    static func expectations() throws -> [Expectation] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/openpyxl-values.txt")
        return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Expectation(file: cells[0], sheet: cells[1], cellCount: Int(cells[2]) ?? -1, digest: cells[3])
        }
    }

    @Test("Every sheet has the values that openpyxl reads")
    func values() throws {
        let expectations = try Self.expectations()
        #expect(expectations.count > 90)
        for (file, sheets) in Dictionary(grouping: expectations, by: \.file) where sheets[0].sheet != "-" {
            do {
                let workbook = try WorkbookOpening(WorkbookCorpus.path(file), options: SourceOptions())
                for expected in sheets {
                    let sheet = try workbook.sheets(.name(expected.sheet))[0]
                    let lines = try WorkbookCorpus.lines(of: sheet, in: workbook)
                    if WorkbookCorpus.digest(lines) == expected.digest { continue }
                    Issue.record("\(file), \(expected.sheet): \(lines.count) cells, not \(expected.cellCount)")
                }
            } catch {
                Issue.record("\(file): \(error)")
            }
        }
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let file: String
        /// The cells of all sheets that are not empty.
        let cellCount: Int
        /// What the first one starts with.
        let first: String
        var testDescription: String { file }
    }

    @Test(
        "Workbooks that openpyxl cannot read",
        arguments: [
            Sample(file: "empty_s_attribute.xlsx", cellCount: 10, first: "1,1=Name\n"),
            Sample(file: "issue_419.xlsx", cellCount: 1, first: "1,1=Hello\n"),
            Sample(file: "issue_530.xlsx", cellCount: 30, first: "1,1=报表导出人：\n"),
            Sample(file: "issue_174.xlsx", cellCount: 22, first: "1,1=Your Ref #\n"),
            Sample(file: "minimal_package.xlsx", cellCount: 6986, first: "1,1=ARREST BOOKINGS for "),
            Sample(file: "pivots.xlsx", cellCount: 278, first: "1,1=Date\n"),
            Sample(file: "strict_iso_paths.xlsx", cellCount: 1368, first: "1,1=Item\n"),
        ]
    )
    func others(_ sample: Sample) throws {
        let workbook = try WorkbookOpening(WorkbookCorpus.path(sample.file), options: SourceOptions())

        let all = try workbook.parts.sheets.flatMap { try WorkbookCorpus.lines(of: $0, in: workbook) }
        #expect(all.count == sample.cellCount)
        #expect(all.first?.hasPrefix(sample.first) == true)
    }

    @Test("Protected and damaged workbooks are refused")
    func refusals() {
        let rows: [(String, TabularError.Code)] = [
            ("pass_protected.xlsx", .encryptedWorkbook), ("issue252.xlsx", .damagedArchive),
        ]
        for (file, code) in rows {
            let error = #expect(throws: TabularError.self) {
                try WorkbookOpening(WorkbookCorpus.path(file), options: SourceOptions())
            }
            #expect(error?.code == code)
        }
    }

    @Test("Each workbook gives records or says why not, and every record has its place")
    func records() throws {
        for name in WorkbookCorpus.names {
            var source = XLSXSource(WorkbookCorpus.path(name))
            do {
                let shape = try source.shape()
                var batch = RecordBatch()
                var count = 0
                var line = 0
                while try source.next(into: &batch) {
                    for index in 0..<batch.count {
                        let place = batch.place(of: index)
                        if place.line <= line { Issue.record("\(name): line \(place.line) behind \(line)") }
                        if batch.fieldIndices(of: index).count < shape.columnCount { Issue.record("\(name): short") }
                        line = place.line
                    }
                    count += batch.count
                }
                #expect(source.counts.records == count)
            } catch {
                #expect(["pass_protected.xlsx", "issue252.xlsx"].contains(name), "\(name): \(error)")
            }
        }
    }
}
