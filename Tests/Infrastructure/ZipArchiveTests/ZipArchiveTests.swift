import Foundation
import Testing
import ZipArchive

@Suite("ZIP archives")
struct ZipArchiveTests {
    static let text = Array(String(repeating: "<row/>", count: 50_000).utf8)

    static func made() throws -> [UInt8] {
        var writer = ZipWriter()
        try writer.add("a/one.xml", text)
        try writer.add("a\\two.xml", Array("two".utf8), isCompressed: false)
        try writer.add("空.xml", [])
        writer.finish()
        return writer.output
    }

    /// Opens bytes as a file that is gone afterwards.
    static func open<Result>(_ bytes: [UInt8], limit: Int = 100, _ body: (ZipArchive) throws -> Result) throws -> Result
    {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).zip")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        return try body(ZipArchive(path.path(), maximumEntryCount: limit))
    }

    @Test("Entries come back, compressed or not, by names in any case and with either slash")
    func entries() throws {
        try Self.open(Self.made()) { (archive) throws in
            #expect(archive.entries.map(\.name) == ["a/one.xml", "a/two.xml", "空.xml"])
            let one = try #require(archive.entry(named: "A/One.XML"))
            #expect(try archive.bytes(of: one, maximumByteCount: 1 << 20) == Self.text)
            let two = try #require(archive.entry(named: "a/two.xml"))
            #expect(try archive.bytes(of: two, maximumByteCount: 3) == Array("two".utf8))
            #expect(archive.entry(named: "three.xml") == nil)
        }
    }

    @Test("A part is read in pieces of at most the wanted size")
    func pieces() throws {
        try Self.open(Self.made()) { (archive) throws in
            let reader = try archive.reader(of: archive.entries[0])
            var bytes: [UInt8] = []
            var last = 0
            while try reader.read(into: &bytes, maximumCount: 1000) {
                #expect(bytes.count - last <= 1000)
                last = bytes.count
            }
            #expect(bytes == Self.text)
            let isMore = try reader.read(into: &bytes, maximumCount: 1000)
            #expect(!isMore)
        }
    }

    @Test("A part that is larger than its reader allows is refused")
    func limits() throws {
        try Self.open(Self.made()) { (archive) throws in
            let entry = archive.entries[0]
            #expect(try archive.bytes(of: entry, maximumByteCount: Self.text.count).count == Self.text.count)
            #expect(throws: ZipError.tooLarge(name: "a/one.xml", limit: Self.text.count - 1)) {
                try archive.bytes(of: entry, maximumByteCount: Self.text.count - 1)
            }
        }
        try Self.open(Self.made(), limit: 3) { #expect($0.entries.count == 3) }
        #expect(throws: ZipError.tooManyEntries(limit: 2)) { try Self.open(Self.made(), limit: 2) { _ in } }
    }

    @Test("A changed byte anywhere is an error or does no harm, and never a trap")
    func changedBytes() throws {
        var writer = ZipWriter()
        try writer.add("x", Array("some text, some text, some text".utf8))
        try writer.add("y", Array("stored".utf8), isCompressed: false)
        writer.finish()
        let good = writer.output
        var refusals = 0
        for index in good.indices {
            for value in [UInt8(0), 0xFF, good[index] ^ 1] where value != good[index] {
                var bytes = good
                bytes[index] = value
                do {
                    try Self.open(bytes) { (archive) throws in
                        for entry in archive.entries { _ = try archive.bytes(of: entry, maximumByteCount: 1 << 20) }
                    }
                } catch is ZipError {
                    refusals += 1
                }
            }
        }
        #expect(refusals > good.count)
    }

    @Test("Cut off anywhere, an archive is refused")
    func cut() throws {
        let good = try Self.made()
        for count in [0, 1, 21, 22, good.count / 2, good.count - 23, good.count - 1] {
            #expect(throws: ZipError.self) {
                try Self.open(Array(good.prefix(count))) { (archive) throws in
                    for entry in archive.entries { _ = try archive.bytes(of: entry, maximumByteCount: 1 << 20) }
                }
            }
        }
    }

    @Test("A directory that needs 64 bits is read")
    func wide() throws {
        var writer = ZipWriter()
        try writer.add("w", Array("wide".utf8))
        writer.finish()
        var bytes = writer.output
        let end = bytes.count - 22
        let size = Int(bytes[end + 12]) | Int(bytes[end + 13]) << 8
        let start = end - size
        func field(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let record =
            field(0x0606_4B50, 4) + field(44, 8) + field(45, 2) + field(45, 2) + field(0, 8) + field(1, 8)
            + field(1, 8) + field(size, 8) + field(start, 8)
        let locator = field(0x0706_4B50, 4) + field(0, 4) + field(end, 8) + field(1, 4)
        let tail =
            field(0x0605_4B50, 4) + field(0, 4) + field(0xFFFF, 2) + field(0xFFFF, 2)
            + field(0xFFFF_FFFF, 4) + field(0xFFFF_FFFF, 4) + field(0, 2)
        bytes.removeLast(22)
        bytes += record + locator + tail
        try Self.open(bytes) { (archive) throws in
            #expect(try archive.bytes(of: archive.entries[0], maximumByteCount: 10) == Array("wide".utf8))
        }
    }

    @Test("What is no file is refused")
    func noFile() {
        #expect(throws: ZipError.self) { try ZipArchive("/nonexistent/file.xlsx") }
        #expect(throws: ZipError.unreadable(code: EISDIR)) { try ZipArchive("/tmp") }
        #expect(throws: ZipError.unreadable(code: EINVAL)) { try ZipArchive("a\0b") }
    }
}
