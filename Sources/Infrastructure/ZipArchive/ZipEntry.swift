/// One file of an archive, as the archive's directory tells it.
public struct ZipEntry: Hashable, Sendable {
    /// The name, with `/` between folders even where the archive has `\`.
    public let name: String
    /// Bytes in the archive.
    public let compressedByteCount: Int
    /// Bytes when expanded, as claimed.
    public let byteCount: Int
    /// The check sum of the expanded bytes.
    public let checkSum: UInt32
    /// 0 for stored, 8 for DEFLATE.
    let method: Int
    let isEncrypted: Bool
    /// Where the entry's local header starts in the file.
    let headerOffset: Int
}

/// Little-endian numbers in bytes; nil where the bytes end.
struct ByteFields {
    let bytes: [UInt8]

    func number(_ byteCount: Int, at offset: Int) -> Int? {
        guard offset >= 0, offset + byteCount <= bytes.count else { return nil }
        var value: UInt64 = 0
        for index in (0..<byteCount).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
        return Int(exactly: value)
    }
}
