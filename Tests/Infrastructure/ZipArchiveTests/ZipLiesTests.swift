import Testing

@testable import ZipArchive

/// Archives whose directory says what is not so.
@Suite("Archives that lie")
struct ZipLiesTests {
    /// The offsets of the directory's entries.
    static func entries(of bytes: [UInt8]) -> [Int] {
        bytes.indices.dropLast(46).filter { bytes[$0..<$0 + 4] == [0x50, 0x4B, 1, 2] }
    }

    static func set(_ value: UInt64, _ count: Int, at offset: Int, in bytes: inout [UInt8]) {
        for index in 0..<count { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))) }
    }

    /// Expands all entries; nil when that succeeds.
    static func error(_ bytes: [UInt8]) throws -> ZipError? {
        do {
            try ZipArchiveTests.open(bytes) { (archive) throws in
                for entry in archive.entries { _ = try archive.bytes(of: entry, maximumByteCount: 1 << 20) }
            }
            return nil
        } catch let error as ZipError {
            return error
        }
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let name: String
        /// The field of the second entry in the directory, its bytes, and what it becomes.
        let field: Int
        let count: Int
        let value: UInt64
        let isOfDirectory: Bool
        var testDescription: String { name }
    }

    @Test(
        "Sizes and places that are not so",
        arguments: [
            Lie(name: "one byte fewer when expanded", field: 24, count: 4, value: 4, isOfDirectory: false),
            Lie(name: "one byte more when expanded", field: 24, count: 4, value: 6, isOfDirectory: false),
            Lie(name: "4 GiB when expanded", field: 24, count: 4, value: 0xFFFF_FFFE, isOfDirectory: false),
            Lie(name: "one byte fewer in the file", field: 20, count: 4, value: 4, isOfDirectory: false),
            Lie(name: "nothing in the file", field: 20, count: 4, value: 0, isOfDirectory: false),
            Lie(name: "bytes of the next entry, too", field: 20, count: 4, value: 100, isOfDirectory: true),
            Lie(name: "4 GiB in the file", field: 20, count: 4, value: 0xFFFF_FFFE, isOfDirectory: true),
            Lie(name: "the place of the first entry", field: 42, count: 4, value: 0, isOfDirectory: true),
            Lie(name: "a place inside the first entry", field: 42, count: 4, value: 3, isOfDirectory: true),
            Lie(name: "a place behind the file", field: 42, count: 4, value: 0xFFFF_FFFE, isOfDirectory: true),
            Lie(name: "64 bits, which are not there", field: 24, count: 4, value: 0xFFFF_FFFF, isOfDirectory: false),
        ]
    )
    func lies(_ lie: Lie) throws {
        var writer = ZipWriter()
        try writer.add("first", ZipArchiveTests.text)
        try writer.add("second", Array("12345".utf8), isCompressed: false)
        try writer.add("third", ZipArchiveTests.text)
        writer.finish()
        var bytes = writer.output
        #expect(try Self.error(bytes) == nil)
        let entry = Self.entries(of: bytes)[1]
        Self.set(lie.value, lie.count, at: entry + lie.field, in: &bytes)
        #expect(try Self.error(bytes) == (lie.isOfDirectory ? .damagedDirectory : .damagedEntry(name: "second")))
    }

    @Test("What expands to more than is claimed is not expanded further")
    func smallClaim() throws {
        var writer = ZipWriter()
        try writer.add("x", [UInt8](repeating: 0, count: 10_000_000))
        writer.finish()
        var bytes = writer.output
        Self.set(10, 4, at: Self.entries(of: bytes)[0] + 24, in: &bytes)
        try ZipArchiveTests.open(bytes) { (archive) throws in
            let reader = try archive.reader(of: archive.entries[0])
            var read: [UInt8] = []
            #expect(throws: ZipError.damagedEntry(name: "x")) {
                while try reader.read(into: &read, maximumCount: 1000) {}
            }
            #expect(read.count <= 1000)
        }
    }

    @Test("Two entries of the same bytes are refused, side by side they are read")
    func overlaps() throws {
        var writer = ZipWriter()
        for name in ["a", "b"] { try writer.add(name, ZipArchiveTests.text) }
        writer.finish()
        var bytes = writer.output
        #expect(try Self.error(bytes) == nil)
        // The second takes the first's place; its name in the header is not looked at.
        Self.set(0, 4, at: Self.entries(of: bytes)[1] + 42, in: &bytes)
        #expect(try Self.error(bytes) == .damagedDirectory)
    }

    @Test("Numbers of 64 bits that are not so are refused or do no harm, and never a trap")
    func wideNumbers() throws {
        var writer = ZipWriter(wideFrom: 0)
        try writer.add("a", ZipArchiveTests.text)
        try writer.add("b", Array("12345".utf8), isCompressed: false)
        writer.finish()
        let good = writer.output
        #expect(try Self.error(good) == nil)
        // Size, compressed size and place stand in the extra field behind the name; count, size and place of the
        // directory in its end; the locator behind that says where the end is.
        var fields = Self.entries(of: good).flatMap { entry in [0, 8, 16].map { entry + 46 + 1 + 4 + $0 } }
        let end = try #require(good.indices.dropLast(4).last { good[$0..<$0 + 4] == [0x50, 0x4B, 6, 6] })
        fields += [end + 24, end + 32, end + 40, end + 48, end + 56 + 8]
        let values: [UInt64] = [
            0, 1, 46, UInt64(good.count), 0xFFFF_FFFF, 1 << 32, 1 << 62, .max >> 1, .max >> 1 + 1, .max,
        ]
        var refusals = 0
        for field in fields {
            for value in values {
                var bytes = good
                Self.set(value, 8, at: field, in: &bytes)
                if bytes != good, try Self.error(bytes) != nil { refusals += 1 }
            }
        }
        // Of the two counts of entries the second is read, and one entry can be claimed of two.
        #expect(refusals >= (fields.count - 1) * (values.count - 2))
    }

    @Test("A directory of much more than its entries need is refused")
    func largeDirectory() throws {
        var writer = ZipWriter()
        try writer.add(String(repeating: "n", count: 3_000), [])
        writer.finish()
        let name = 3_000 + 46
        try ZipArchiveTests.open(writer.output, limit: name / 1024 + 1) { #expect($0.entries.count == 1) }
        #expect(throws: ZipError.damagedDirectory) {
            try ZipArchiveTests.open(writer.output, limit: name / 1024) { _ in }
        }
    }
}
