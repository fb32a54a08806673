import Testing

@testable import TabularXLSX

@Suite("Text and numbers as they are written")
struct WrittenTextTests {
    static func written(_ text: [UInt8]) -> String {
        var xml: [UInt8] = []
        WrittenText.append(text.span, to: &xml)
        return String(decoding: xml, as: UTF8.self)
    }

    @Test(
        "What XML or a workbook would take for something else is escaped",
        arguments: [
            ("", ""), ("abc", "abc"), ("中文 𠮷", "中文 𠮷"), ("a<b>&\"'", "a&lt;b&gt;&amp;\"'"), ("a\tb\nc", "a\tb\nc"),
            ("a\r\nb", "a&#13;\nb"), ("\0\u{1}\u{B}\u{1F}", "_x0000__x0001__x000B__x001F_"), ("\u{7F}", "\u{7F}"),
            ("_x0041_", "_x005F_x0041_"), ("_x00zz_", "_x00zz_"), ("_x0041", "_x0041"),
            ("__x004f__", "__x005F_x004f__"),
            ("a_b", "a_b"), ("\u{FFFE}\u{FFFF}\u{FFFD}", "_xFFFE__xFFFF_\u{FFFD}"), ("ｦ", "ｦ"),
        ]
    )
    func text(_ text: String, _ xml: String) {
        #expect(Self.written(Array(text.utf8)) == xml)
        // The reader undoes it.
        var bytes: [UInt8] = []
        try? XMLText.append(Array(xml.utf8).span, to: &bytes, "part")  // A failure is seen below.
        XMLText.undoEscapes(in: &bytes, from: 0)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test("Ill-formed UTF-8 becomes U+FFFD, so that the workbook can be read")
    func illFormed() {
        #expect(Self.written([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
        #expect(Self.written([0xE4, 0xB8]) == "\u{FFFD}")
        #expect(Self.written([0xED, 0xA0, 0x80]).unicodeScalars.allSatisfy { $0 == "\u{FFFD}" })
    }

    @Test("Blanks at the ends are protected", arguments: [(" a", true), ("a\n", true), ("a b", false), ("", false)])
    func spaces(_ text: String, _ needsSpace: Bool) {
        #expect(WrittenText.needsSpace(Array(text.utf8).span) == needsSpace)
    }

    @Test("Characters are counted as a workbook counts them", arguments: [("", 0), ("ab", 2), ("中é", 2), ("𠮷", 2)])
    func units(_ text: String, _ count: Int) { #expect(WrittenText.unitCount(Array(text.utf8).span) == count) }

    @Test(
        "Only a text that a number gives back is a plain number",
        arguments: [
            ("0", true), ("7", true), ("-7", true), ("12.5", true), ("0.25", true), ("-0.5", true),
            ("123456789012345", true), ("12345678.9012345", true), ("12.50", true),
            ("", false), ("-", false), ("00123", false), ("-01", false), ("01.5", false), (".5", false), ("5.", false),
            ("-.5", false), ("1.2.3", false), ("1e5", false), ("+1", false), (" 1", false), ("1 ", false),
            ("-0", false),
            ("-0.0", false), ("1234567890123456", false), ("１", false), ("NaN", false), ("0x1", false),
            ("1,000", false),
        ]
    )
    func numbers(_ text: String, _ isPlain: Bool) { #expect(PlainNumber.isPlain(Array(text.utf8).span) == isPlain) }

    @Test(
        "Names of sheets are what every program takes",
        arguments: [
            ("订单", 1, "订单"), ("", 1, "Sheet1"), ("a/b:c?d*[e]\\", 1, "a_b_c_d__e__"), ("'a'", 1, "_a_"),
            ("History", 1, "History_"), ("a", 2, "a (2)"),
            (String(repeating: "x", count: 31), 1, String(repeating: "x", count: 31)),
            (String(repeating: "x", count: 32), 1, String(repeating: "x", count: 31)),
            (String(repeating: "x", count: 31), 12, String(repeating: "x", count: 26) + " (12)"),
            (String(repeating: "𠮷", count: 20), 1, String(repeating: "𠮷", count: 15)), ("a\u{1}", 1, "a_"),
        ]
    )
    func sheetNames(_ wanted: String, _ number: Int, _ name: String) {
        #expect(SheetName.valid(wanted, number: number) == name)
    }
}
