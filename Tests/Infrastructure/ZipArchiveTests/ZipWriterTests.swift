import Compression
import Testing

@testable import ZipArchive

@Suite("Writing ZIP archives")
struct ZipWriterTests {
    /// An archive of two entries in pieces and one as a whole.
    static func made(wideFrom: Int = 0xFFFF_FFFF, pieceCount: Int = 300) throws -> [UInt8] {
        var writer = ZipWriter(wideFrom: wideFrom)
        try writer.begin("one.xml", level: 1)
        var output: [UInt8] = []
        for _ in 0..<pieceCount {
            writer.append(Array(ZipArchiveTests.text.prefix(997)))
            // What was written can be taken away at any time.
            output += writer.output
            writer.output.removeAll()
        }
        writer.end()
        try writer.add("whole", Array("whole".utf8), isCompressed: false)
        try writer.begin("空")
        writer.end()
        writer.finish()
        return output + writer.output
    }

    @Test("Entries that were written in pieces are read as any others, with numbers of 32 and of 64 bits")
    func streams() throws {
        // At 5 the entry of five bytes is wide, too; at 1,000 the large one alone; at 0xFFFF_FFFF nothing.
        for wideFrom in [0, 5, 1000, 0xFFFF_FFFF] {
            try ZipArchiveTests.open(Self.made(wideFrom: wideFrom)) { (archive) throws in
                #expect(archive.entries.map(\.name) == ["one.xml", "whole", "空"])
                let one = try archive.bytes(of: archive.entries[0], maximumByteCount: 1 << 20)
                #expect(one.count == 300 * 997)
                #expect(one.prefix(997).elementsEqual(ZipArchiveTests.text.prefix(997)))
                #expect(try archive.bytes(of: archive.entries[1], maximumByteCount: 5) == Array("whole".utf8))
                #expect(try archive.bytes(of: archive.entries[2], maximumByteCount: 5) == [])
            }
        }
    }

    @Test("Numbers have 64 bits exactly from where 32 do not suffice")
    func isWide() throws {
        func hasWideEnd(_ bytes: [UInt8]) -> Bool {
            bytes.indices.dropLast(3).contains { bytes[$0..<$0 + 4] == [0x50, 0x4B, 6, 6] }
        }
        // The directory stands behind all entries: where it starts is the largest number.
        let bytes = try Self.made()
        let end = bytes.count - 22
        // The large entry's sizes take eight bytes more.
        let start = 8 + (0..<4).reversed().reduce(0) { $0 << 8 | Int(bytes[end + 16 + $1]) }
        #expect(!hasWideEnd(bytes))
        #expect(try hasWideEnd(Self.made(wideFrom: start)))
        #expect(try !hasWideEnd(Self.made(wideFrom: start + 1)))
    }

    @Test("The same entries give the same bytes")
    func isDeterministic() throws { #expect(try Self.made() == Self.made()) }

    @Test("An archive without entries is one")
    func isEmpty() throws {
        var writer = ZipWriter()
        writer.finish()
        try ZipArchiveTests.open(writer.output) { #expect($0.entries.isEmpty) }
    }
}
