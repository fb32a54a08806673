import Tabular
import Testing

@testable import TabularXLSX

@Suite("Cells as text")
struct CellTextTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let xml: String
        let text: String
        var testDescription: String { xml }
    }

    static let styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/>"
        + "<xf numFmtId=\"164\"/></cellXfs>"
    static let shared =
        "<si><t>一</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r></si>"
        + "<si><t>漢</t><rPh sb=\"0\" eb=\"1\"><t>かん</t></rPh><phoneticPr fontId=\"1\"/></si><si/>"

    @Test(
        "Every type of cell",
        arguments: [
            Sample(xml: "<c><v>12.50</v></c>", text: "12.5"), Sample(xml: "<c t='n'><v>007</v></c>", text: "7"),
            Sample(xml: "<c t=\"s\"><v>0</v></c>", text: "一"), Sample(xml: "<c t=\"s\"><v>1</v></c>", text: "rich"),
            Sample(xml: "<c t=\"s\"><v>2</v></c>", text: "漢"),
            Sample(xml: "<c t=\"str\"><f>A2</f><v>a&amp;b &#x4E2D;&#20013;</v></c>", text: "a&b 中中"),
            Sample(xml: "<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> x </t></is></c>", text: " x "),
            Sample(xml: "<c t=\"inlineStr\"><v>9</v><is><r><t>a</t></r><r><t>b</t></r></is></c>", text: "ab"),
            Sample(xml: "<c t=\"inlineStr\"><is><t><![CDATA[<a&b>]]></t></is></c>", text: "<a&b>"),
            Sample(xml: "<c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x000D_</t></is></c>", text: "a\rb_x000D_"),
            Sample(xml: "<c t=\"inlineStr\"><is><t>_xD842__xDFB7__xZZZZ_</t></is></c>", text: "𠮷_xZZZZ_"),
            Sample(xml: "<c t=\"b\"><v>1</v></c>", text: "TRUE"), Sample(xml: "<c t=\"b\"><v>0</v></c>", text: "FALSE"),
            Sample(xml: "<c t=\"e\"><v>#DIV/0!</v></c>", text: "#DIV/0!"),
            Sample(xml: "<c t=\"d\"><v>2024-05-01T10:30:00.000Z</v></c>", text: "2024-05-01 10:30:00"),
            Sample(xml: "<c t=\"d\"><v>2024-05-01T00:00:00</v></c>", text: "2024-05-01"),
            Sample(xml: "<c s=\"1\"><v>45413</v></c>", text: "2024-05-01"),
            Sample(xml: "<c s=\"2\"><v>45413.4375</v></c>", text: "2024-05-01 10:30:00"),
            Sample(xml: "<c s=\"3\"><v>10.0487268519</v></c>", text: "241:10:10"),
            Sample(xml: "<c s=\"4\"><v>45413</v></c>", text: "2024-05-01"),
            Sample(xml: "<c s=\"99\"><v>45413</v></c>", text: "45413"),
            Sample(xml: "<c s=\"\"><v>1</v></c>", text: "1"),
            Sample(xml: "<x:c vm=\"1\" t=\"str\"><x:v>p</x:v><x:extLst><x:ext/></x:extLst></x:c>", text: "p"),
            Sample(xml: "<c t=\"str\"><!-- c --><v>a<!-- v -->b</v></c>", text: "ab"),
        ]
    )
    func cells(_ sample: Sample) throws {
        let book = MadeWorkbook(rows: "<row>\(sample.xml)</row>", shared: Self.shared, styles: Self.styles)
        #expect(try book.firstCell() == sample.text)
    }

    @Test(
        "Numbers as their shortest text",
        arguments: [
            ("0", "0"), ("-0", "0"), ("-0.0", "0"), ("1", "1"), ("100", "100"), ("1.0", "1"), ("0.10", "0.1"),
            ("-12.340", "-12.34"), ("1E3", "1000"), ("1.5E-7", "0.00000015"), ("1e20", "100000000000000000000"),
            ("1e21", "1e+21"), ("1E+23", "1e+23"), ("0.1", "0.1"), ("0.30000000000000004", "0.30000000000000004"),
            ("12.299999999999999", "12.299999999999999"), ("12.300000000000001", "12.3"),
            ("123456789012345", "123456789012345"), ("110105194912310021", "110105194912310021"),
            ("-6222021234567890123", "-6222021234567890123"), ("+9007199254740993", "9007199254740993"),
            ("00000000000000000012", "12"), ("0000000000000000", "0"), ("1234567890123456.0", "1234567890123456"),
            (String(repeating: "7", count: 309), String(repeating: "7", count: 309)),
            (String(repeating: "7", count: 310), String(repeating: "7", count: 310)),
            (".5", "0.5"), ("5.", "5"), ("+5", "5"), ("abc", "abc"), ("1.2.3", "1.2.3"),
        ]
    )
    func numbers(_ written: String, _ expected: String) {
        var text: [UInt8] = []
        NumberText.appendShortest(Array(written.utf8), to: &text)
        #expect(String(decoding: text, as: UTF8.self) == expected)
    }

    @Test(
        "Numbers with two decimals, unless they are whole",
        arguments: [
            ("12.3", "12.30"), ("12", "12"), ("12.0", "12"), ("1.005", "1.00"), ("1.015", "1.01"), ("0.125", "0.12"),
            ("0.375", "0.38"), ("-0.001", "0.00"), ("-2.5", "-2.50"), ("1e-300", "0.00"), ("999999.999", "1000000.00"),
            ("110105194912310021", "110105194912310021"), ("12345678901234567.5", "12345678901234568"),
        ]
    )
    func decimals(_ written: String, _ expected: String) {
        var text: [UInt8] = []
        NumberText.append(Array(written.utf8), decimals: 2, to: &text)
        #expect(String(decoding: text, as: UTF8.self) == expected)
    }

    @Test(
        "Days from 1900",
        arguments: [
            (0, "00:00:00"), (0.5, "12:00:00"), (1, "1900-01-01"), (59, "1900-02-28"), (60, nil), (60.5, nil),
            (61, "1900-03-01"), (25_569, "1970-01-01"), (36_585, "2000-02-29"), (45_413.999999, "2024-05-02"),
            (2_958_465, "9999-12-31"), (2_958_466, nil), (-1, nil),
        ] as [(Double, String?)]
    )
    func from1900(_ serial: Double, _ expected: String?) {
        #expect(ExcelDate.text(serial, isFrom1904: false) == expected)
    }

    @Test(
        "Days from 1904",
        arguments: [(0, "1904-01-01"), (0.25, "06:00:00"), (1, "1904-01-02"), (60, "1904-03-01")] as [(Double, String)]
    )
    func from1904(_ serial: Double, _ expected: String) throws {
        #expect(ExcelDate.text(serial, isFrom1904: true) == expected)
        let book = MadeWorkbook(
            rows: "<row><c s=\"1\"><v>1</v></c></row>",
            styles: Self.styles,
            workbook: "<workbookPr date1904=\"true\"/>"
        )
        #expect(try book.firstCell() == "1904-01-02")
    }

    @Test(
        "Formats of dates are told from those of numbers",
        arguments: [
            ("yyyy-mm-dd", .date), ("yyyy\\-mm\\-dd", .date), ("m/d/yyyy h:mm", .dateAndTime), ("h:mm AM/PM", .time),
            ("[h]:mm:ss", .duration), ("[hh]:mm:ss", .duration), ("mm:ss.0", .time), ("mmmm\" \"yyyy", .date),
            ("[$-411]ggge\"年\"m\"月\"d\"日\";@", .date), ("yyyy年m月d日", .date), ("上午/下午h时mm分", .time),
            ("General", .number), ("0.00", .number), ("#,##0.00\"元\"", .number), ("\"day\" 0", .number),
            ("\\d0", .number),
            ("0_d", .number), ("0.00E+00", .number), ("[Red]0.00", .number), ("[$¥-804]#,##0.00", .number),
            ("@", .number), ("0分", .number), ("0月", .number), ("#,##0年", .number), ("??日", .number),
            ("0\\.00时;年", .number), ("G/通用格式", .number), ("G/通用格式\"公里\"", .number), ("G/通用格式年", .number),
            ("G/標準", .number), ("General年", .number), ("yyyy年m月d日;0", .date), ("年月日", .date), ("分秒", .time),
            ("ge.m.d", .date), ("m月d日 0", .date), ("h时mm分ss.00秒", .time),
            ("0;yyyy", .number), ("General\" days\"", .number), ("_-* #,##0_-", .number), ("", .number),
        ] as [(String, NumberFormat)]
    )
    func formats(_ code: String, _ expected: NumberFormat) {
        #expect(NumberFormat(code: code) == expected)
    }
}
