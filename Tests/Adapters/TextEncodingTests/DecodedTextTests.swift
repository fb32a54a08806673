import Diagnostics
import Tabular
import Testing

@testable import TextEncoding

@Suite("Decoded text")
struct DecodedTextTests {
    static let ascii = Array(String(repeating: "1,2024-05-01,ok\n", count: 13_000).utf8)
    static let chinese = String(repeating: "订单，已经发货。请尽快联系客户\n", count: 400)

    @Test("A text of ASCII is undecided to its end")
    func staysOpen() {
        let read = EncodedText.read(Self.ascii)
        #expect(read.text == Self.ascii)
        #expect(read.source.encoding == nil)
        #expect(read.source.assumptions.map(\.value) == ["ASCII"])
        #expect(EncodedText.read([]).text.isEmpty)
    }

    @Test("The first other character may come late", arguments: [1, 4096, 70_000, 208_000])
    func late(pieceByteCount: Int) {
        let bytes = Self.ascii + EncodedText.bytes("3,北京\n4,x\n", in: .gb18030)
        let read = EncodedText.read(bytes, pieceByteCount: pieceByteCount)
        #expect(read.source.encoding == .gb18030)
        #expect(read.string.hasSuffix("3,北京\n4,x\n"))
        let offset = read.origins.originOffset(of: read.text.count - 4, in: read.text.span, from: 0)
        #expect(offset == bytes.count - 4)
    }

    @Test("Text waits for a decision, but not for ever")
    func waits() {
        let bytes = Array("é,".utf8) + Self.ascii
        let read = EncodedText.read(bytes)
        #expect(read.source.encoding == .utf8)
        #expect(read.error == nil)
        #expect(read.text == bytes)
    }

    @Test("Later bytes that speak for another encoding are a contradiction, and the other one is named")
    func contradiction() {
        let bytes =
            EncodedText.bytes("café,", in: .windows1252) + Self.ascii + Self.ascii
            + EncodedText.bytes(Self.chinese, in: .gb18030)
        let read = EncodedText.read(bytes)
        #expect(read.error?.code == .contradictedEncoding)
        #expect(read.source.betterEncoding == .gb18030)
        let again = EncodedText.read(bytes, insteadIn: .gb18030)
        #expect(again.error == nil)
        #expect(again.string.hasSuffix(Self.chinese))
    }

    @Test("An encoding that was decided is given up when too many bytes are none of it")
    func tooManyStrays() {
        let good = EncodedText.bytes(Self.chinese, in: .gb18030)
        for (count, isTolerated) in [(16, true), (17, false)] {
            let bad = [UInt8](repeatElement([0xFF, 0x0A], count: count).joined())
            let read = EncodedText.read(good + bad)
            #expect((read.error == nil) == isTolerated)
            #expect(read.source.encoding == .gb18030)
            let second = EncodedText.read(good + bad, insteadIn: .gb18030)
            #expect((second.error == nil) == isTolerated)
            #expect(second.source.betterEncoding == nil)
            let given = EncodedText.read(good + bad, in: .gb18030)
            #expect(given.error == nil)
            #expect(given.source.strayByteCount == count)
            #expect(given.origins.strays.last?.originOffset == good.count + bad.count - 2)
        }
    }

    @Test("A known encoding that most of what is no ASCII is not of is refused, unless that is wanted")
    func wrongEncoding() {
        let wrong = EncodedText.bytes("姓名,城市\n王伟,北京\n", in: .gb18030)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        for (bytes, given) in [(wrong, TextEncoding.utf8), (mark + wrong, nil)] {
            let error = EncodedText.read(bytes, in: given).error
            #expect(error?.code == .undecodableBytes)
            #expect(error?.message.english.contains("the first at offset \(bytes.count - wrong.count)") == true)
        }
        #expect(EncodedText.read(mark + wrong, in: .gb18030).string == "姓名,城市\n王伟,北京\n")
        let few = EncodedText.read(Array("a\n".utf8) + [0xFF, 0x0A, 0xFE, 0x0A], in: .utf8)
        #expect(few.error == nil && few.source.strayOffsets == [2, 4])
        let rare = EncodedText.read(Self.ascii + [UInt8](repeating: 0xFF, count: 9), in: .utf8)
        #expect(rare.error == nil && rare.source.strayOffsets.count == DecodedText.keptOffsetCount)
    }

    @Test("A few stray bytes do not change what UTF-8 is")
    func strayInUTF8() {
        let bytes = Array(Self.chinese.utf8) + [0xFF, 0x2C] + Array("王伟\n".utf8)
        let read = EncodedText.read(bytes)
        #expect(read.source.encoding == .utf8)
        #expect(read.string == Self.chinese + "\u{FFFD},王伟\n")
        #expect(read.origins.strays.map(\.originOffset) == [Self.chinese.utf8.count])
    }

    struct Marked: Sendable, CustomTestStringConvertible {
        let mark: [UInt8]
        let encoding: TextEncoding
        var testDescription: String { encoding.rawValue }
    }

    @Test(
        "A mark decides and is no text",
        arguments: [
            Marked(mark: [0xEF, 0xBB, 0xBF], encoding: .utf8),
            Marked(mark: [0xFF, 0xFE], encoding: .utf16LittleEndian),
            Marked(mark: [0xFE, 0xFF], encoding: .utf16BigEndian),
            Marked(mark: [0xFF, 0xFE, 0, 0], encoding: .utf32LittleEndian),
            Marked(mark: [0, 0, 0xFE, 0xFF], encoding: .utf32BigEndian),
            Marked(mark: [0x84, 0x31, 0x95, 0x33], encoding: .gb18030),
        ]
    )
    func marks(_ marked: Marked) {
        let text = "编号,名称\n1,甲\n"
        let body = EncodedText.bytes(text, in: marked.encoding)
        for (size, given) in [(1, nil), (3, marked.encoding), (100, nil)] {
            let read = EncodedText.read(marked.mark + body, in: given, pieceByteCount: size)
            #expect(read.string == text)
            #expect(read.source.encoding == marked.encoding)
            #expect(read.origins.originOffset(of: 0, in: read.text.span, from: 0) == marked.mark.count)
        }
        #expect(EncodedText.read(marked.mark).text.isEmpty)
    }

    @Test("A mark says the order of bytes that a name leaves open")
    func orderOfMark() {
        let bytes = [0xFE, 0xFF] + EncodedText.bytes("甲,1\n", in: .utf16BigEndian)
        #expect(EncodedText.read(bytes, in: TextEncoding(named: "utf-16")).string == "甲,1\n")
    }

    @Test(
        "Wide text without a mark is known by its NULs",
        arguments: [
            TextEncoding.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian,
        ]
    )
    func wide(_ encoding: TextEncoding) {
        let text = "id,名称\r\n" + String(repeating: "1,甲乙\r\n", count: 50)
        let read = EncodedText.read(EncodedText.bytes(text, in: encoding))
        #expect(read.source.encoding == encoding)
        #expect(read.string == text)
    }

    @Test("NULs among text are data")
    func nulls() {
        let bytes = Array("a,b\n1,\0\n2,x\n".utf8)
        let read = EncodedText.read(bytes)
        #expect(read.text == bytes)
        #expect(read.source.encoding == nil)
    }

    @Test("Options name the encoding, and a name that is not known is refused")
    func options() throws {
        var options = SourceOptions()
        options.encoding = "gbk"
        let source = try DecodedText(options: options) { _ in [] }
        #expect(source.encoding == .gb18030)
        options.encoding = "klingon"
        let error = #expect(throws: TabularError.self) { try DecodedText(options: options) { _ in [] } }
        #expect(error?.code == .unknownEncoding)
    }

    @Test(
        "A text whose encoding is hardly likelier than others is refused, with what each makes of it",
        arguments: [[0x83, 0x42], [0xDF, 0xDF]] as [[UInt8]]
    )
    func unclear(_ cell: [UInt8]) throws {
        let bytes = Array("id,name\n1,x".utf8) + cell + Array("\n2,b\n3,c\n".utf8)
        for size in [1, 5, 100] {
            let read = EncodedText.read(bytes, pieceByteCount: size)
            let error = try #require(read.error)
            #expect(error.code == .unclearEncoding)
            let readings = error.message.english.split(separator: " reads '")
            #expect(readings.count == 4 && readings.dropFirst().allSatisfy { $0.hasPrefix("1,x") }, "\(error.message)")
            #expect(error.remedy?.english.contains("--encoding ") == true)
        }
        var options = SourceOptions()
        options.minimumEncodingConfidence = 0
        let rest = Remainder(bytes)
        var source = try DecodedText(options: options) { rest.take($0) }
        var text: [UInt8] = []
        var origins = OriginMap()
        while try source.read(into: &text, origins: &origins) {}
        #expect(source.encoding != nil && text.count > 20)
    }

    @Test("An error of the reader goes through")
    func readerFails() {
        var source = DecodedText { (_) throws(TabularError) in
            throw TabularError(.unreadableFile, .init("cannot be read", zh: "无法读取"))
        }
        var text: [UInt8] = []
        var origins = OriginMap()
        let error = #expect(throws: TabularError.self) { try source.read(into: &text, origins: &origins) }
        #expect(error?.code == .unreadableFile)
    }
}
