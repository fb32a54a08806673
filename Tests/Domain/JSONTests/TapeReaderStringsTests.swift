import JSON
import Testing

@Suite("Strings of JSON text (RFC 8259, section 7)")
struct TapeReaderStringsTests {
    @Test("Escapes and control characters are refused where they stand")
    func escapes() {
        Refusal.check([
            Refusal(#""\x41""#, .invalidEscape, at: 1), Refusal(#""\'""#, .invalidEscape, at: 1),
            Refusal(#""a\ ""#, .invalidEscape, at: 2),
            Refusal(#""\U0041""#, .invalidEscape, at: 1), Refusal(#""\u004""#, .invalidEscape, at: 1),
            Refusal(#""\u00G1""#, .invalidEscape, at: 1),
            Refusal(#""\u 041""#, .invalidEscape, at: 1), Refusal(#""\u+041          ""#, .invalidEscape, at: 1),
            Refusal(#""\u00é1      ""#, .invalidEscape, at: 1),
            Refusal("\"\\u00\u{11}1          \"", .invalidEscape, at: 1), Refusal(#""ab\u12"#, .unexpectedEnd, at: 7),
            Refusal(#""\"#, .unexpectedEnd, at: 2),
            Refusal(#""\u"#, .unexpectedEnd, at: 3), Refusal(#""abc"#, .unexpectedEnd, at: 4),
            Refusal(#""abc\n"#, .unexpectedEnd, at: 6),
            Refusal("\"a\nb\"", .controlCharacter, at: 2), Refusal("\"\t\"", .controlCharacter, at: 1),
            Refusal("\"\u{0}\"", .controlCharacter, at: 1),
            Refusal("\"\u{1F}\"", .controlCharacter, at: 1), Refusal("\"\\n\u{1F}\"", .controlCharacter, at: 3),
            Refusal("\"abcdefgh\r\"", .controlCharacter, at: 9),
            Refusal("{\"a\n\":1}", .controlCharacter, at: 3), Refusal("'a'", .unexpectedByte, at: 0),
            Refusal(#""\/\a""#, .invalidEscape, at: 3),
        ])
    }

    @Test("Half of a surrogate pair is refused at its escape")
    func surrogates() {
        Refusal.check([
            Refusal(#""\ud800""#, .loneSurrogate, at: 1), Refusal(#""\udc00""#, .loneSurrogate, at: 1),
            Refusal(#""\udfff x""#, .loneSurrogate, at: 1),
            Refusal(#""a\uD83D""#, .loneSurrogate, at: 2), Refusal(#""\ud83d\n""#, .loneSurrogate, at: 1),
            Refusal(#""\ud83d\u0041""#, .loneSurrogate, at: 1),
            Refusal(#""\ud83d\ud83d\ude00""#, .loneSurrogate, at: 1),
            Refusal(#""\ude00\ud83d""#, .loneSurrogate, at: 1), Refusal(#""\ud83dx\ude00""#, .loneSurrogate, at: 1),
            Refusal(#""\ud83d\u"#, .unexpectedEnd, at: 9), Refusal(#""\ud83d\uzzzz""#, .invalidEscape, at: 7),
            Refusal(#"{"\ud800":1}"#, .loneSurrogate, at: 2),
            Refusal(#""\ud83d"#, .loneSurrogate, at: 1),
        ])
    }

    @Test("Bytes that are no UTF-8 are refused at the sequence they begin")
    func encoding() {
        let sequences: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xE4, 0xB8],
            [0xE4, 0x41, 0x41], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
            [0xC2, 0xC2, 0x80],
        ]
        for sequence in sequences {
            for lead in [0, 1, 7, 12, 13, 14, 15, 16, 17, 30, 31, 32, 70] {
                let before = [UInt8](repeating: 0x61, count: lead)
                let after = [UInt8](repeating: 0x62, count: 20)
                Refusal.check([
                    Refusal([0x22] + before + sequence + after + [0x22], .invalidUTF8, at: 1 + lead),
                    Refusal([0x22] + before + sequence + [0x22], .invalidUTF8, at: 1 + lead),
                    Refusal([0x22] + before + Array("\\n中".utf8) + sequence + [0x22], .invalidUTF8, at: 6 + lead),
                    Refusal(
                        Array("{\"中\":1,\"".utf8) + before + sequence + Array("\":2}".utf8),
                        .invalidUTF8,
                        at: 10 + lead
                    ),
                ])
            }
        }
        // What is wrong earlier is reported, even when the encoding is wrong later.
        Refusal.check([
            Refusal([0x5B, 0x2C, 0x22, 0xFF, 0x22], .unexpectedByte, at: 1),
            Refusal([0x22, 0x0A, 0xFF, 0x22], .controlCharacter, at: 1),
            Refusal([0x22, 0x61, 0xE4, 0xB8], .invalidUTF8, at: 2),
        ])
    }

    @Test("Well-formed UTF-8 is told as the standard library tells it, wherever it stands")
    func oracle() {
        var random = Numbers(state: 11)
        let pieces: [[UInt8]] = [
            Array("a".utf8), Array("é".utf8), Array("中".utf8), Array("한".utf8), Array("ไ".utf8), Array("😀".utf8),
            Array("\u{10FFFF}".utf8),
            Array("\u{800}".utf8), Array("\u{D7FF}".utf8), Array("\u{10000}".utf8), [UInt8](repeating: 0x7A, count: 19),
        ]
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<(random.next() % 30) { bytes += pieces[Int(random.next() % UInt64(pieces.count))] }
            if !bytes.isEmpty, random.next() % 2 == 0 {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.removeLast()
                }
            }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            if UTF8Sequence.isValid(bytes.span) != expected { Issue.record("\(bytes): \(expected)") }
            if (UTF8Sequence.firstInvalidOffset(in: bytes.span, 0..<bytes.count) == nil) != expected {
                Issue.record("\(bytes): \(expected)")
            }
        }
    }

    @Test("Every scalar comes back from its escape and from its bytes")
    func allScalars() throws {
        var text = "["
        var expected: [String] = []
        for value in UInt32(0)...0x10FFFF where value % 37 == 0 || value < 0x900 || (0xD700...0xE100).contains(value) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let units = Character(scalar).utf16.map { unit in
                let digits = String(unit, radix: 16, uppercase: value % 2 == 0)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            text += (expected.isEmpty ? "\"" : ",\"") + units.joined()
            if value >= 0x20, value != 0x22, value != 0x5C {
                text.unicodeScalars.append(scalar)
            } else {
                text += units.joined()
            }
            text += "\""
            expected.append(String(scalar) + String(scalar))
        }
        let root = try JSONParser().parse(text + "]").root
        #expect(root.count == expected.count)
        for (element, string) in zip(root.elements, expected)
        where !(element.string?.utf8.elementsEqual(string.utf8) ?? false) {
            Issue.record("\(string.unicodeScalars.map(\.value))")
        }
    }
}

/// The same numbers in every run.
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
