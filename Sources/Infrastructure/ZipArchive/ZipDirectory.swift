/// Reads an archive's directory: the only truth about its entries.
///
/// - SeeAlso: APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16.
enum ZipDirectory {
    /// A comment may stand behind the directory's end.
    private static let longestEnd = 22 + 65_535
    /// Bytes of a directory on average per entry: names, extra fields and comments hardly ever have 100.
    private static let averageByteCount = 1024

    static func entries(of file: ArchiveFile, maximumCount: Int) throws(ZipError) -> [ZipEntry] {
        let tailOffset = max(0, file.byteCount - longestEnd)
        let tail = ByteFields(bytes: try file.read(longestEnd, at: tailOffset))
        guard let end = endRecord(in: tail) else { throw .noDirectory }
        guard var count = tail.number(2, at: end + 10), var size = tail.number(4, at: end + 12),
            var offset = tail.number(4, at: end + 16)
        else { throw .noDirectory }
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            let wide = try wideEnd(of: file, before: tailOffset + end)
            if let wide { (count, size, offset) = wide }
        }
        guard count <= maximumCount else { throw .tooManyEntries(limit: maximumCount) }
        guard offset >= 0, size >= 0, size <= file.byteCount, offset <= file.byteCount - size,
            size <= maximumCount * averageByteCount
        else { throw .damagedDirectory }
        let directory = ByteFields(bytes: try file.read(size, at: offset))
        var entries: [ZipEntry] = []
        var place = 0
        for _ in 0..<count {
            guard let (entry, next) = entry(in: directory, at: place), entry.headerOffset < file.byteCount else {
                throw .damagedDirectory
            }
            entries.append(entry)
            place = next
        }
        guard !overlap(entries, before: offset) else { throw .damagedDirectory }
        return entries
    }

    /// Whether two entries have bytes in common, or one with the directory behind them, by which a small file can hold any number of large ones.
    private static func overlap(_ entries: [ZipEntry], before end: Int) -> Bool {
        var last = end
        for entry in entries.sorted(by: { $0.headerOffset > $1.headerOffset }) {
            let room = last - entry.headerOffset
            guard room >= headerByteCount, entry.compressedByteCount <= room - headerByteCount else { return true }
            last = entry.headerOffset
        }
        return false
    }

    /// Bytes of an entry's local header, its name and its extra fields aside.
    private static let headerByteCount = 30

    /// The last record that can be the end of a directory: its comment must reach the end of the file.
    private static func endRecord(in tail: ByteFields) -> Int? {
        var offset = tail.bytes.count - 22
        while offset >= 0 {
            if tail.number(4, at: offset) == 0x0605_4B50, let comment = tail.number(2, at: offset + 20),
                offset + 22 + comment <= tail.bytes.count
            {
                return offset
            }
            offset -= 1
        }
        return nil
    }

    /// Count, size and offset of a directory that needs 64 bits.
    private static func wideEnd(of file: ArchiveFile, before end: Int) throws(ZipError) -> (Int, Int, Int)? {
        let locator = ByteFields(bytes: try file.read(20, at: end - 20))
        guard locator.number(4, at: 0) == 0x0706_4B50 else { return nil }
        guard let offset = locator.number(8, at: 8) else { throw .damagedDirectory }
        let record = ByteFields(bytes: try file.read(56, at: offset))
        guard record.number(4, at: 0) == 0x0606_4B50, let count = record.number(8, at: 32),
            let size = record.number(8, at: 40), let start = record.number(8, at: 48)
        else { throw .damagedDirectory }
        return (count, size, start)
    }

    private static func entry(in fields: ByteFields, at place: Int) -> (ZipEntry, next: Int)? {
        guard fields.number(4, at: place) == 0x0201_4B50, let flags = fields.number(2, at: place + 8),
            let method = fields.number(2, at: place + 10), let sum = fields.number(4, at: place + 16),
            var compressed = fields.number(4, at: place + 20), var size = fields.number(4, at: place + 24),
            let nameCount = fields.number(2, at: place + 28), let extraCount = fields.number(2, at: place + 30),
            let commentCount = fields.number(2, at: place + 32), var header = fields.number(4, at: place + 42)
        else { return nil }
        let nameStart = place + 46
        let extraStart = nameStart + nameCount
        guard extraStart + extraCount + commentCount <= fields.bytes.count else { return nil }
        var extra = extraStart
        while extra + 4 <= extraStart + extraCount {
            guard let kind = fields.number(2, at: extra), let count = fields.number(2, at: extra + 2) else {
                return nil
            }
            if kind == 1 {
                // Only the fields that do not fit above are there, in this order.
                var next = extra + 4
                func widened(_ value: Int) -> Int? {
                    guard value == 0xFFFF_FFFF else { return value }
                    defer { next += 8 }
                    return next + 8 <= extra + 4 + count ? fields.number(8, at: next) : nil
                }
                guard let wideSize = widened(size), let wideCompressed = widened(compressed),
                    let wideHeader = widened(header)
                else { return nil }
                (size, compressed, header) = (wideSize, wideCompressed, wideHeader)
            }
            extra += 4 + count
        }
        let name = String(decoding: fields.bytes[nameStart..<extraStart], as: UTF8.self)
        let entry = ZipEntry(
            name: String(name.map { $0 == "\\" ? "/" : $0 }),
            compressedByteCount: compressed,
            byteCount: size,
            checkSum: UInt32(truncatingIfNeeded: sum),
            method: method,
            isEncrypted: flags & 1 != 0,
            headerOffset: header
        )
        return (entry, extraStart + extraCount + commentCount)
    }
}
