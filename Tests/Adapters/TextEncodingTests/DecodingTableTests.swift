import Foundation
import Testing

@testable import TextEncoding

@Suite("Decoding tables")
struct DecodingTableTests {
    static func fixture(_ name: String) throws -> [[String]] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        return try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: " ").map(String.init) }
    }

    /// FNV-1a, 64 bits, over values of 32 bits, lowest byte first.
    static func digest(_ values: some Sequence<UInt32>) -> String {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for value in values {
            for shift in [UInt32(0), 8, 16, 24] {
                state = (state ^ UInt64(value >> shift & 0xFF)) &* 0x100_0000_01B3
            }
        }
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func codePoints(_ table: DoubleByteTable) -> [UInt32] {
        var points: [UInt32] = []
        for first in UInt8(0x81)...0xFE {
            for second in UInt8(0x40)...0xFE { points.append(table.codePoint(first, second)) }
        }
        return points + table.singles.map(UInt32.init)
    }

    static func fourBytes(_ place: Int) -> [UInt8] {
        [0x81 + place / 12600, 0x30 + place / 1260 % 10, 0x81 + place / 10 % 126, 0x30 + place % 10].map { UInt8($0) }
    }

    @Test("Every code point of every table is the one of its source")
    func digests() throws {
        let lines = try Self.fixture("table-digests.txt")
        let expected = Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
        let four = (0..<39_420).map { place in
            let code = Self.fourBytes(place)
            return FourByteCode.codePoint(code[0], code[1], code[2], code[3])
        }
        let found = [
            "gb18030": Self.digest(Self.codePoints(.gb18030)),
            "big5": Self.digest(Self.codePoints(.big5)),
            "shift_jis": Self.digest(Self.codePoints(.shiftJIS)),
            "euc-kr": Self.digest(Self.codePoints(.eucKR)),
            "gb18030-four": Self.digest(four),
            "windows-1252": Self.digest(Windows1252Table.codes.map(UInt32.init)),
        ]
        #expect(found == expected)
    }

    @Test("The classes of characters are the ones that were counted")
    func classes() throws {
        let lines = try Self.fixture("class-digests.txt")
        let expected = Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
        let found = [
            "gb18030": CharacterClasses.gb18030Letters, "cp950": CharacterClasses.big5Letters,
            "cp932": CharacterClasses.shiftJISLetters, "cp949": CharacterClasses.eucKRLetters,
        ]
        .mapValues { Self.digest(CharacterClasses.unpacked($0).map(UInt32.init)) }
        #expect(found == expected)
        #expect(CharacterClasses.unpacked("A3B..C") == [1, 0, 0, 0, 2, 0, 0, 3])
    }

    @Test("What GB 18030 changed since 2000 is decoded by the edition of 2022")
    func changes() throws {
        let lines = try Self.fixture("gb18030-2022.txt")
        #expect(lines.count == 26 + 18)
        for line in lines {
            let code = stride(from: 0, to: line[0].utf8.count, by: 2).compactMap { offset in
                UInt8(line[0].dropFirst(offset).prefix(2), radix: 16)
            }
            let expected = UInt32(line[1], radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
            let read = EncodedText.read(code, in: .gb18030)
            #expect(read.string == expected, "\(line)")
        }
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        let encoding: TextEncoding
        let bytes: [UInt8]
        let text: String
        var testDescription: String { "\(encoding.rawValue) \(text)" }
    }

    @Test(
        "Single characters at the edges of the sets",
        arguments: [
            Sample(encoding: .gb18030, bytes: [0xFE, 0x9F], text: "䶮"),
            Sample(encoding: .gb18030, bytes: [0x82, 0x30, 0xB7, 0x31], text: "㛃"),
            Sample(encoding: .gb18030, bytes: [0x95, 0x34, 0xB2, 0x35], text: "𠮷"),
            Sample(encoding: .gb18030, bytes: [0x80], text: "€"),
            Sample(encoding: .gb18030, bytes: [0xA2, 0xE3], text: "€"),
            Sample(encoding: .gb18030, bytes: [0xB0, 0xA1, 0xF7, 0xFE], text: "啊齄"),
            Sample(encoding: .gb18030, bytes: [0xE3, 0x32, 0x9A, 0x35], text: "\u{10FFFF}"),
            Sample(encoding: .gb18030, bytes: [0x90, 0x30, 0x81, 0x30], text: "\u{10000}"),
            Sample(encoding: .big5, bytes: [0xA4, 0x40, 0xA4, 0xA4], text: "一中"),
            Sample(encoding: .shiftJIS, bytes: [0x83, 0x5C, 0x95, 0x5C, 0xB1], text: "ソ表ｱ"),
            Sample(encoding: .eucKR, bytes: [0xB0, 0xA1, 0x8C, 0x63], text: "가똠"),
            Sample(encoding: .windows1252, bytes: [0x80, 0x9F, 0xE9], text: "€Ÿé"),
        ]
    )
    func characters(_ sample: Sample) {
        let read = EncodedText.read(sample.bytes, in: sample.encoding)
        #expect(read.string == sample.text)
        #expect(read.source.strayByteCount == 0)
    }
}
