public import Compression

/// Writes an archive, its entries whole or piece by piece; memory does not grow with them.
///
/// The same entries give the same bytes: all times are 1980-01-01. Sizes and check sums of entries that are written piece
/// by piece stand behind them; numbers of 64 bits are used only where others do not fit.
///
/// - SeeAlso: APPNOTE.TXT 6.3.10, section 4.3.
public struct ZipWriter: ~Copyable {
    /// What was written since it was last taken away.
    public var output: [UInt8] = []
    private var directory: [UInt8] = []
    /// The offset in the archive of what is written next.
    private var offset = 0
    private var entryCount = 0
    private var open: OpenEntry?
    private var deflater: Deflater?
    /// Numbers from here on are written with 64 bits.
    private let wideFrom: Int

    private struct OpenEntry {
        let name: [UInt8]
        let headerOffset: Int
        var sum = CRC32()
        var byteCount = 0
        var compressedByteCount = 0
    }

    /// What is told about an entry in its header and in the directory.
    private struct Description {
        let name: [UInt8]
        /// Bit 11: the name is UTF-8; bit 3: sizes and check sum stand behind the entry.
        let flags: Int
        let method: Int
        let checkSum: Int
        let compressedByteCount: Int
        let byteCount: Int
    }

    /// An archive without entries.
    public init() { self.init(wideFrom: 0xFFFF_FFFF) }

    /// An archive whose numbers are written with 64 bits from a number on.
    init(wideFrom: Int) { self.wideFrom = wideFrom }

    /// Adds an entry of less than 4 GiB.
    ///
    /// - Throws: ``InflateError/outOfMemory``.
    public mutating func add(_ name: String, _ bytes: [UInt8], isCompressed: Bool = true) throws(InflateError) {
        precondition(open == nil, "the entry before has ended")
        var body = bytes
        if isCompressed {
            body = []
            var deflater = try Deflater()
            deflater.deflate(bytes, into: &body, isEnd: true)
        }
        var sum = CRC32()
        sum.update(with: bytes)
        let description = Description(
            name: Array(name.utf8),
            flags: 0x0800,
            method: isCompressed ? 8 : 0,
            checkSum: Int(sum.value),
            compressedByteCount: body.count,
            byteCount: bytes.count
        )
        let headerOffset = offset
        writeHeader(description)
        write(body)
        list(description, headerOffset)
    }

    /// Starts an entry that is written piece by piece.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - level: How it is compressed, from 1, fast, to 9, small.
    /// - Throws: ``InflateError/outOfMemory``.
    public mutating func begin(_ name: String, level: Int = 6) throws(InflateError) {
        precondition(open == nil, "the entry before has ended")
        deflater = try Deflater(level: level)
        open = OpenEntry(name: Array(name.utf8), headerOffset: offset)
        writeHeader(
            Description(
                name: Array(name.utf8),
                flags: 0x0808,
                method: 8,
                checkSum: 0,
                compressedByteCount: 0,
                byteCount: 0
            )
        )
    }

    /// Adds bytes to the entry that was started.
    public mutating func append(_ bytes: [UInt8]) { deflate(bytes, isEnd: false) }

    /// Ends the entry that was started.
    public mutating func end() {
        deflate([], isEnd: true)
        guard let entry = open.take() else { return }
        deflater = nil
        // The descriptor's sizes have 64 bits exactly when the directory's need them.
        let width = entry.byteCount >= wideFrom || entry.compressedByteCount >= wideFrom ? 8 : 4
        var descriptor: [UInt8] = []
        Self.append(0x0807_4B50, 4, to: &descriptor)
        Self.append(Int(entry.sum.value), 4, to: &descriptor)
        Self.append(entry.compressedByteCount, width, to: &descriptor)
        Self.append(entry.byteCount, width, to: &descriptor)
        write(descriptor)
        let description = Description(
            name: entry.name,
            flags: 0x0808,
            method: 8,
            checkSum: Int(entry.sum.value),
            compressedByteCount: entry.compressedByteCount,
            byteCount: entry.byteCount
        )
        list(description, entry.headerOffset)
    }

    private mutating func deflate(_ bytes: [UInt8], isEnd: Bool) {
        precondition(open != nil, "an entry was started")
        let before = output.count
        deflater?.deflate(bytes, into: &output, isEnd: isEnd)
        let count = output.count - before
        offset += count
        open?.compressedByteCount += count
        open?.byteCount += bytes.count
        open?.sum.update(with: bytes)
    }

    /// Ends the archive with its directory.
    public mutating func finish() {
        precondition(open == nil, "the entry before has ended")
        let start = offset
        let count = directory.count
        write(directory)
        let isWide = start >= wideFrom || count >= wideFrom || entryCount >= 0xFFFF
        var end: [UInt8] = []
        if isWide {
            for (count, value) in [
                (4, 0x0606_4B50), (8, 44), (2, 45), (2, 45), (4, 0), (4, 0), (8, entryCount), (8, entryCount),
                (8, count), (8, start), (4, 0x0706_4B50), (4, 0), (8, start + count), (4, 1),
            ] {
                Self.append(value, count, to: &end)
            }
        }
        let entries = isWide ? 0xFFFF : entryCount
        for (count, value) in [
            (4, 0x0605_4B50), (2, 0), (2, 0), (2, entries), (2, entries), (4, isWide ? 0xFFFF_FFFF : count),
            (4, isWide ? 0xFFFF_FFFF : start), (2, 0),
        ] {
            Self.append(value, count, to: &end)
        }
        write(end)
    }

    // MARK: Records

    private mutating func write(_ bytes: [UInt8]) {
        output += bytes
        offset += bytes.count
    }

    private mutating func writeHeader(_ entry: Description) {
        var header: [UInt8] = []
        Self.append(0x0403_4B50, 4, to: &header)
        Self.append(20, 2, to: &header)
        Self.append(entry, sizes: (entry.compressedByteCount, entry.byteCount), extraCount: 0, to: &header)
        write(header + entry.name)
    }

    /// Adds an entry to the directory.
    private mutating func list(_ entry: Description, _ headerOffset: Int) {
        var extra: [UInt8] = []
        /// What stands in a field of 32 bits; a number that does not fit goes into the extra field.
        func narrow(_ value: Int) -> Int {
            guard value >= wideFrom else { return value }
            Self.append(value, 8, to: &extra)
            return 0xFFFF_FFFF
        }
        // The extra field has the size before the compressed size, the header the other way round.
        let size = narrow(entry.byteCount)
        let compressed = narrow(entry.compressedByteCount)
        let place = narrow(headerOffset)
        let isWide = !extra.isEmpty
        Self.append(0x0201_4B50, 4, to: &directory)
        Self.append(isWide ? 45 : 20, 2, to: &directory)
        Self.append(isWide ? 45 : 20, 2, to: &directory)
        Self.append(entry, sizes: (compressed, size), extraCount: isWide ? extra.count + 4 : 0, to: &directory)
        for count in [2, 2, 2, 4] { Self.append(0, count, to: &directory) }
        Self.append(place, 4, to: &directory)
        directory += entry.name
        if isWide {
            Self.append(1, 2, to: &directory)
            Self.append(extra.count, 2, to: &directory)
            directory += extra
        }
        entryCount += 1
    }

    /// The fields that a header and the directory share.
    private static func append(
        _ entry: Description,
        sizes: (compressed: Int, expanded: Int),
        extraCount: Int,
        to bytes: inout [UInt8]
    ) {
        // No time, and the first day that can be told.
        for (count, value) in [
            (2, entry.flags), (2, entry.method), (2, 0), (2, 0x21), (4, entry.checkSum), (4, sizes.compressed),
            (4, sizes.expanded), (2, entry.name.count), (2, extraCount),
        ] {
            append(value, count, to: &bytes)
        }
    }

    private static func append(_ value: Int, _ byteCount: Int, to bytes: inout [UInt8]) {
        for index in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}
