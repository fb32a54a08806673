import Testing
import ZipArchive

@Suite("Entries that are expanded ahead")
struct ZipReadAheadTests {
    static let text = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 5) }

    static func made() throws -> [UInt8] {
        var writer = ZipWriter()
        try writer.add("large", text)
        try writer.add("empty", [])
        writer.finish()
        return writer.output
    }

    @Test("All of an entry is read, in order, and its end stays the end")
    func reads() throws {
        try ZipArchiveTests.open(Self.made()) { (archive) throws in
            for (entry, expected) in zip(archive.entries, [Self.text, []]) {
                let ahead = ZipReadAhead(try archive.reader(of: entry))
                var bytes: [UInt8] = []
                while try ahead.read(into: &bytes) {}
                #expect(bytes == expected)
                let isMore = try ahead.read(into: &bytes)
                #expect(!isMore)
            }
        }
    }

    @Test("An error comes behind what was expanded before it, and comes again")
    func fails() throws {
        var bytes = try Self.made()
        // Into the middle of what is compressed.
        let count = bytes.count
        for offset in count / 2..<count / 2 + 100 { bytes[offset] ^= 0xA5 }
        try ZipArchiveTests.open(bytes) { (archive) throws in
            let ahead = ZipReadAhead(try archive.reader(of: archive.entries[0]))
            var read: [UInt8] = []
            for _ in 0..<2 {
                #expect(throws: ZipError.damagedEntry(name: "large")) { while try ahead.read(into: &read) {} }
            }
        }
    }

    @Test("Who stops reading waits for nobody")
    func isGivenUp() throws {
        try ZipArchiveTests.open(Self.made()) { (archive) throws in
            for _ in 0..<50 {
                let ahead = ZipReadAhead(try archive.reader(of: archive.entries[0]))
                var bytes: [UInt8] = []
                _ = try ahead.read(into: &bytes)
            }
        }
    }
}
