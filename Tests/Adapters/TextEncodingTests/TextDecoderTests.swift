import Tabular
import Testing

@testable import TextEncoding

@Suite("Decoders")
struct TextDecoderTests {
    static let text = "id,名称,备注\r\n1,\"测试|一下\",€ 5\r\n2,ABCDEFGHIJKLMNOP,表ソ\n3,𠮷野家,\u{E9}t\u{E9}\n"

    static func sample(in encoding: TextEncoding) -> String {
        switch encoding {
        case .utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: text
        case .gb18030: "id,名称,备注\r\n1,\"测试|一下\",€ 5\r\n2,ABCDEFGHIJKLMNOP,表ソ\n3,亞野家\n"
        case .big5: "id,名稱,備註\r\n1,\"測試|一下\"\r\n2,ABCDEFGHIJKLMNOP,許功蓋\n"
        case .shiftJIS: "id,名称\r\n1,\"ソ表|ﾃｽﾄ\"\r\n2,ABCDEFGHIJKLMNOP,能力\n"
        case .eucKR: "id,이름\r\n1,\"서울|똠\"\r\n2,ABCDEFGHIJKLMNOP,부산\n"
        case .windows1252: "id,name\r\n1,\"été|€\"\r\n2,ABCDEFGHIJKLMNOP,Ÿ\n"
        }
    }

    @Test("A text is the same however its bytes are cut, and offsets lead back", arguments: TextEncoding.allCases)
    func cuts(_ encoding: TextEncoding) {
        let text = Self.sample(in: encoding)
        let bytes = EncodedText.bytes(text, in: encoding)
        for size in 1...bytes.count {
            let read = EncodedText.read(bytes, in: encoding, pieceByteCount: size)
            if read.string != text { Issue.record("pieces of \(size): \(read.string)") }
            var origin = 0
            for scalar in text.unicodeScalars {
                let offset = String(text.unicodeScalars.prefix { $0 != scalar }).utf8.count
                let first = EncodedText.bytes(String(text.unicodeScalars.prefix { $0 != scalar }), in: encoding).count
                let found = read.origins.originOffset(of: offset, in: read.text.span, from: 0)
                if found != first { Issue.record("pieces of \(size): offset \(offset) is \(found), not \(first)") }
                origin = max(origin, found)
            }
            if size > 24, size % 7 != 0 { continue }
            #expect(origin < bytes.count)
        }
    }

    struct Stray: Sendable, CustomTestStringConvertible {
        let encoding: TextEncoding
        let bytes: [UInt8]
        let text: String
        /// Offsets of undecodable bytes in the source.
        let offsets: [Int]
        var testDescription: String { "\(encoding.rawValue) \(bytes)" }
    }

    @Test(
        "Undecodable bytes become U+FFFD, are told by their offset, and take no delimiter with them",
        arguments: [
            Stray(encoding: .utf8, bytes: [0x61, 0xFF, 0x62], text: "a\u{FFFD}b", offsets: [1]),
            Stray(encoding: .utf8, bytes: [0xE4, 0xB8, 0x2C], text: "\u{FFFD},", offsets: [0]),
            Stray(encoding: .utf8, bytes: [0xE4, 0xB8], text: "\u{FFFD}", offsets: [0]),
            Stray(encoding: .utf8, bytes: [0xC0, 0xAF], text: "\u{FFFD}\u{FFFD}", offsets: [0, 1]),
            Stray(encoding: .utf8, bytes: [0xED, 0xA0, 0x80], text: "\u{FFFD}\u{FFFD}\u{FFFD}", offsets: [0, 1, 2]),
            Stray(encoding: .utf8, bytes: [0xF0, 0x9F, 0x98, 0x41], text: "\u{FFFD}A", offsets: [0]),
            Stray(encoding: .gb18030, bytes: [0xD6, 0xD0, 0xFF, 0x2C], text: "中\u{FFFD},", offsets: [2]),
            Stray(encoding: .gb18030, bytes: [0xD6, 0x2C, 0x31], text: "\u{FFFD},1", offsets: [0]),
            Stray(encoding: .gb18030, bytes: [0x31, 0xD6], text: "1\u{FFFD}", offsets: [1]),
            Stray(encoding: .gb18030, bytes: [0x81, 0x30, 0x81], text: "\u{FFFD}0\u{FFFD}", offsets: [0, 2]),
            Stray(encoding: .gb18030, bytes: [0x84, 0x32, 0xA5, 0x30], text: "\u{FFFD}2\u{FFFD}0", offsets: [0, 2]),
            Stray(encoding: .big5, bytes: [0xA4, 0x0A, 0x80], text: "\u{FFFD}\n\u{FFFD}", offsets: [0, 2]),
            Stray(encoding: .shiftJIS, bytes: [0x82, 0x22, 0xA0], text: "\u{FFFD}\"\u{FFFD}", offsets: [0, 2]),
            Stray(encoding: .eucKR, bytes: [0xC9, 0xFE, 0x61], text: "\u{FFFD}a", offsets: [0]),
            Stray(encoding: .windows1252, bytes: [0x81, 0x61], text: "\u{FFFD}a", offsets: [0]),
            Stray(encoding: .utf16LittleEndian, bytes: [0x00, 0xD8, 0x61, 0x00], text: "\u{FFFD}a", offsets: [0]),
            Stray(encoding: .utf16BigEndian, bytes: [0x00, 0x61, 0x00], text: "a\u{FFFD}", offsets: [2]),
            Stray(encoding: .utf16BigEndian, bytes: [0xD8, 0x00], text: "\u{FFFD}", offsets: [0]),
            Stray(encoding: .utf32LittleEndian, bytes: [0x00, 0x00, 0x11, 0x00], text: "\u{FFFD}", offsets: [0]),
            Stray(encoding: .utf32BigEndian, bytes: [0x00, 0x00, 0x00, 0x61, 0x00], text: "a\u{FFFD}", offsets: [4]),
        ]
    )
    func strays(_ stray: Stray) {
        for size in [1, 2, 3, 100] {
            let read = EncodedText.read(stray.bytes, in: stray.encoding, pieceByteCount: size)
            #expect(read.error == nil)
            #expect(read.string == stray.text)
            #expect(read.origins.strays.map(\.originOffset) == stray.offsets)
            for found in read.origins.strays {
                #expect(Array(read.text[found.textOffset..<found.textOffset + 3]) == [0xEF, 0xBF, 0xBD])
            }
        }
    }

    @Test("Blocks of a long text join without loss", arguments: TextEncoding.allCases)
    func blocks(_ encoding: TextEncoding) {
        let sample = Self.sample(in: encoding)
        var text = ""
        for index in 0..<900 { text += String(repeating: "x", count: index % 11) + sample }
        let bytes = EncodedText.bytes(text, in: encoding)
        let read = EncodedText.read(bytes, in: encoding)
        #expect(read.string == text)
        let end = read.origins.originOffset(of: read.text.count, in: read.text.span, from: 0)
        #expect(end == bytes.count)
    }

    struct Name: Sendable {
        let name: String
        let encoding: TextEncoding?
    }

    @Test(
        "Encodings have the names that people know",
        arguments: [
            Name(name: "GBK", encoding: .gb18030), Name(name: "gb2312", encoding: .gb18030),
            Name(name: "GB18030-2022", encoding: .gb18030), Name(name: "ansi", encoding: .gb18030),
            Name(name: "utf8", encoding: .utf8), Name(name: "UTF-8-SIG", encoding: .utf8),
            Name(name: "utf_16", encoding: .utf16LittleEndian), Name(name: "Shift-JIS", encoding: .shiftJIS),
            Name(name: "Latin 1", encoding: .windows1252), Name(name: "cp949", encoding: .eucKR),
            Name(name: "utf-7", encoding: nil), Name(name: "", encoding: nil),
        ]
    )
    func names(_ name: Name) {
        #expect(TextEncoding(named: name.name) == name.encoding)
    }

    @Test("Every encoding is known by its own name", arguments: TextEncoding.allCases)
    func ownNames(_ encoding: TextEncoding) {
        #expect(TextEncoding(named: encoding.rawValue) == encoding)
    }
}
