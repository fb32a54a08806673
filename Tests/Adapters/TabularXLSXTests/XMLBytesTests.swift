import Diagnostics
import Tabular
import Testing
import ZipArchive

@testable import TabularXLSX

@Suite("The encodings of parts")
struct XMLBytesTests {
    /// How a part's text can be written.
    enum Form: CaseIterable {
        case utf8, marked, little, big, littleMarked, bigMarked

        func bytes(_ text: String) -> [UInt8] {
            let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            return switch self {
            case .utf8: Array(text.utf8)
            case .marked: [0xEF, 0xBB, 0xBF] + text.utf8
            case .little: little
            case .big: big
            case .littleMarked: [0xFF, 0xFE] + little
            case .bigMarked: [0xFE, 0xFF] + big
            }
        }
    }

    private static func workbook(_ book: MadeWorkbook, _ change: (String, [UInt8]) -> [UInt8]) throws -> [UInt8] {
        var writer = ZipWriter()
        for part in book.parts { try writer.add(part.name, change(part.name, Array(part.text.utf8))) }
        writer.finish()
        return writer.output
    }

    @Test("Parts in UTF-8 and UTF-16 are read alike, with a mark and without", arguments: Form.allCases)
    func forms(_ form: Form) throws {
        // Long enough for several pieces, at odd places of which pairs of surrogates are cut.
        let rows = (2...20_000).map { XLSXSourceTests.row($0, ["A\($0)", "茶𠮷𠮷\($0)", "\($0)"]) }
        var book = MadeWorkbook(rows: XLSXSourceTests.row(1, ["编号", "名称", "数量"]) + rows.joined())
        for index in book.parts.indices { book.parts[index].text = "<?xml version=\"1.0\"?>" + book.parts[index].text }
        let bytes = try Self.workbook(book) { form.bytes(String(decoding: $1, as: UTF8.self)) }
        let read = try MadeWorkbook.withFile(bytes) { try MadeWorkbook.read($0) }
        #expect(read.shape.header == ["编号", "名称", "数量"] && read.records.count == 19_999)
        for (index, record) in read.records.enumerated()
        where record != [
            "A\(index + 2)", "茶𠮷𠮷\(index + 2)", "\(index + 2)",
        ] {
            Issue.record("\(record)")
            break
        }
    }

    @Test(
        "Ill-formed UTF-16 is refused",
        arguments: [[0x3C], [0x00, 0xD8, 0x3C, 0x00], [0x00, 0xDC], [0x00, 0xD8]] as [[UInt8]]
    )
    func illFormed(_ end: [UInt8]) throws {
        let book = MadeWorkbook(rows: XLSXSourceTests.row(1, ["a"]))
        let bytes = try Self.workbook(book) { name, bytes in
            name.hasSuffix("sheet1.xml") ? Form.little.bytes(String(decoding: bytes, as: UTF8.self)) + end : bytes
        }
        let error = #expect(throws: TabularError.self) {
            try MadeWorkbook.withFile(bytes) { try MadeWorkbook.read($0) }
        }
        #expect(error?.code == .malformedXML && error?.message.english.contains("UTF-16") == true)
    }
}
