import JSON
import Testing

@testable import Cleaning

@Suite("Cells as members of JSON objects (RFC 8259, section 7)")
struct JSONFieldsTests {
    @Test(
        "A cell and a name are read back as they were",
        arguments: ["1", "", "一", "a\"b\\\nc\td\r\u{1}\u{1F}", "\u{7F}\u{2028}", "𠮷{}[],:"]
    )
    func roundTrip(_ text: String) throws {
        var bytes = JSONFields.memberName(text, at: 0)
        JSONFields.append(Array(text.utf8).span, to: &bytes)
        bytes += JSONFields.memberName("second", at: 1)
        JSONFields.append([UInt8]("x".utf8).span, to: &bytes)
        let object = try JSONParser().parse(String(decoding: bytes, as: UTF8.self) + "}").root
        #expect(object[text]?.string == text && object["second"]?.string == "x" && object.count == 2)
    }

    @Test("Bytes that are no UTF-8 stand as U+FFFD")
    func illFormed() {
        var bytes: [UInt8] = []
        JSONFields.append(([0x61, 0xFF, 0x62] as [UInt8]).span, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "\"a\u{FFFD}b\"")
    }
}
