public import Compression

/// Writes an archive of entries that are each in memory as a whole.
///
/// - SeeAlso: APPNOTE.TXT 6.3.10, section 4.3.
public struct ZipWriter: Sendable {
    /// What was written since it was last taken away.
    public var output: [UInt8] = []
    private var directory: [UInt8] = []
    private var offset = 0
    private var entryCount = 0

    /// An archive without entries.
    public init() {}

    /// Adds an entry of less than 4 GiB.
    ///
    /// - Throws: ``InflateError/outOfMemory``.
    public mutating func add(_ name: String, _ bytes: [UInt8], isCompressed: Bool = true) throws(InflateError) {
        var body = bytes
        if isCompressed {
            body = []
            var deflater = try Deflater()
            deflater.deflate(bytes, into: &body, isEnd: true)
        }
        var sum = CRC32()
        sum.update(with: bytes)
        var shared: [UInt8] = []
        // Version 2.0; bit 11: the name is UTF-8; no time: 1980-01-01.
        for (count, value) in [(2, 20), (2, 0x0800), (2, isCompressed ? 8 : 0), (2, 0), (2, 0x21)] {
            Self.append(value, count, to: &shared)
        }
        Self.append(Int(sum.value), 4, to: &shared)
        Self.append(body.count, 4, to: &shared)
        Self.append(bytes.count, 4, to: &shared)
        Self.append(name.utf8.count, 2, to: &shared)
        Self.append(0, 2, to: &shared)
        var header: [UInt8] = []
        Self.append(0x0403_4B50, 4, to: &header)
        header += shared + Array(name.utf8)
        Self.append(0x0201_4B50, 4, to: &directory)
        Self.append(20, 2, to: &directory)
        directory += shared
        for count in [2, 2, 2, 4] { Self.append(0, count, to: &directory) }
        Self.append(offset, 4, to: &directory)
        directory += Array(name.utf8)
        output += header + body
        offset += header.count + body.count
        entryCount += 1
    }

    /// Ends the archive with its directory.
    public mutating func finish() {
        output += directory
        Self.append(0x0605_4B50, 4, to: &output)
        for (count, value) in [
            (2, 0), (2, 0), (2, entryCount), (2, entryCount), (4, directory.count), (4, offset), (2, 0),
        ] {
            Self.append(value, count, to: &output)
        }
    }

    private static func append(_ value: Int, _ byteCount: Int, to bytes: inout [UInt8]) {
        for index in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}
