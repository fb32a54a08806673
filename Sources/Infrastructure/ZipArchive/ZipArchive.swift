/// A ZIP file whose entries are read one by one.
public final class ZipArchive: Sendable {
    /// The entries, in the directory's order.
    public let entries: [ZipEntry]
    private let file: ArchiveFile

    /// Opens an archive and reads its directory.
    ///
    /// - Parameters:
    ///   - path: A file; a pipe cannot be read from its end.
    ///   - maximumEntryCount: The most entries.
    /// - Throws: ``ZipError``.
    public init(_ path: String, maximumEntryCount: Int = 10_000) throws(ZipError) {
        file = try ArchiveFile(path)
        entries = try ZipDirectory.entries(of: file, maximumCount: maximumEntryCount)
    }

    /// The entry of a name, letters compared without case; the exact name before others, the last of equals.
    public func entry(named name: String) -> ZipEntry? {
        let lower = name.lowercased()
        return entries.last { $0.name == name } ?? entries.last { $0.name.lowercased() == lower }
    }

    /// Reads an entry piece by piece.
    ///
    /// - Throws: ``ZipError`` when it cannot be read at all.
    public func reader(of entry: ZipEntry) throws(ZipError) -> ZipEntryReader {
        guard !entry.isEncrypted else { throw .encryptedEntry(name: entry.name) }
        guard entry.method == 0 || entry.method == 8 else {
            throw .unknownMethod(name: entry.name, method: entry.method)
        }
        let header = ByteFields(bytes: try file.read(30, at: entry.headerOffset))
        guard header.number(4, at: 0) == 0x0403_4B50, let nameCount = header.number(2, at: 26),
            let extraCount = header.number(2, at: 28)
        else { throw .damagedEntry(name: entry.name) }
        let start = entry.headerOffset + 30 + nameCount + extraCount
        guard start <= file.byteCount, entry.compressedByteCount <= file.byteCount - start else {
            throw .damagedEntry(name: entry.name)
        }
        return try ZipEntryReader(entry, file, start: start)
    }

    /// The whole of an entry.
    ///
    /// - Throws: ``ZipError``; ``ZipError/tooLarge(name:limit:)`` for more than `maximumByteCount`.
    public func bytes(of entry: ZipEntry, maximumByteCount: Int) throws(ZipError) -> [UInt8] {
        let reader = try reader(of: entry)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(entry.byteCount, maximumByteCount))
        while try reader.read(into: &bytes, maximumCount: 64 << 10) {
            if bytes.count > maximumByteCount { throw .tooLarge(name: entry.name, limit: maximumByteCount) }
        }
        return bytes
    }
}
