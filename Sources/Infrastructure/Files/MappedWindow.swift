import Glibc

/// A part of a ``SpillFile`` that is read as memory; the pages count for the process until the window is let go.
public struct MappedWindow: ~Copyable, Sendable {
    /// The offsets in the file that can be read.
    public let range: Range<Int>
    // SAFETY: The pages are only read, and stay mapped until the window, which nobody can copy, is let go.
    private nonisolated(unsafe) let base: UnsafeRawPointer?
    // SAFETY: As for the base; nobody else knows the address.
    private nonisolated(unsafe) let mapping: UnsafeMutableRawPointer?
    private let mappedCount: Int

    /// Maps a part of a file.
    ///
    /// - Parameters:
    ///   - range: Offsets in the file; what lies past its end is left out.
    ///   - file: The file; it may be let go before the window.
    /// - Throws: ``FileError``.
    public init(_ range: Range<Int>, of file: SpillFile) throws(FileError) {
        let end = min(range.upperBound, file.byteCount)
        let start = min(max(0, range.lowerBound), end)
        self.range = start..<end
        guard start < end else {
            (base, mapping, mappedCount) = (nil, nil, 0)
            return
        }
        // A mapping starts with a page.
        let skipped = start % sysconf(Int32(_SC_PAGESIZE))
        let count = end - start + skipped
        let place = mmap(nil, count, PROT_READ, MAP_SHARED, file.descriptor, off_t(start - skipped))
        guard let place, place != MAP_FAILED else { throw FileError(path: file.folder, code: errno) }
        (base, mapping, mappedCount) = (UnsafeRawPointer(place) + skipped, place, count)
    }

    deinit { if let mapping { munmap(mapping, mappedCount) } }

    /// Appends bytes of the window to an array.
    ///
    /// - Parameters:
    ///   - offsets: Offsets in the file, within ``range``.
    ///   - bytes: Grows by them.
    public func append(_ offsets: Range<Int>, to bytes: inout [UInt8]) {
        precondition(offsets.lowerBound >= range.lowerBound && offsets.upperBound <= range.upperBound, "in the window")
        guard let base else { return }
        bytes.append(
            contentsOf: UnsafeRawBufferPointer(
                start: base + (offsets.lowerBound - range.lowerBound),
                count: offsets.count
            )
        )
    }

    /// The byte at an offset in the file, within ``range``.
    public subscript(offset: Int) -> UInt8 {
        precondition(range.contains(offset), "in the window")
        return base?.load(fromByteOffset: offset - range.lowerBound, as: UInt8.self) ?? 0
    }

    /// Lends the bytes of the window.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let buffer = UnsafeRawBufferPointer(start: base, count: range.count)
        return try buffer.withMemoryRebound(to: UInt8.self) { (bytes) throws(Failure) in try body(bytes.span) }
    }
}
