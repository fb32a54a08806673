import Glibc
import Synchronization

/// All of a ``SpillFile`` as memory, of which only a bounded part counts for the process at a time.
///
/// It is read in any order and by several tasks. Pages that were looked at are counted; when they are too many, all are
/// given back to the system, which has them still and gives them again when they are needed.
public final class SpillMapping: Sendable {
    /// What the system maps at once around a byte that is looked at.
    static let blockByteCount = 64 << 10

    /// The number of bytes that can be read.
    public let byteCount: Int
    private let maximumBlockCount: Int
    private let folder: String
    // SAFETY: The pages are only read and stay mapped as long as this object lives; giving them back changes nothing.
    private nonisolated(unsafe) let base: UnsafeMutableRawPointer?
    /// A bit for each block that was looked at.
    // SAFETY: The storage lives as long as this object and is only used through atomic operations.
    private nonisolated(unsafe) let seen: UnsafeMutablePointer<Atomic<UInt64>>
    private let wordCount: Int
    private let blockCount = Atomic(0)

    /// Maps what is in a file now; the file may be let go before the mapping.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - maximumResidentByteCount: About how many bytes count for the process at a time, at least 64 KiB.
    /// - Throws: ``FileError``.
    public init(of file: SpillFile, maximumResidentByteCount: Int) throws(FileError) {
        byteCount = file.byteCount
        folder = file.folder
        maximumBlockCount = max(1, maximumResidentByteCount / Self.blockByteCount)
        var place: UnsafeMutableRawPointer?
        if byteCount > 0 {
            place = mmap(nil, byteCount, PROT_READ, MAP_SHARED, file.descriptor, 0)
            if place == MAP_FAILED { throw FileError(path: file.folder, code: errno) }
        }
        base = place
        wordCount = byteCount / Self.blockByteCount / 64 + 1
        seen = .allocate(capacity: wordCount)
        for index in 0..<wordCount { (seen + index).initialize(to: Atomic(0)) }
    }

    deinit {
        if let base { munmap(base, byteCount) }
        seen.deinitialize(count: wordCount)
        seen.deallocate()
    }

    /// About how many bytes count for the process now.
    public var residentByteCount: Int { blockCount.load(ordering: .relaxed) * Self.blockByteCount }

    /// Appends bytes of the file to an array.
    ///
    /// - Parameters:
    ///   - range: Offsets in the file, below ``byteCount``.
    ///   - bytes: Grows by them.
    public func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "in the file")
        guard let base, !range.isEmpty else { return }
        count(range)
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// The number that stands in eight bytes at an offset, the lowest byte first.
    public func number(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset + 8 <= byteCount, "in the file")
        guard let base else { return 0 }
        count(offset..<offset + 8)
        return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Counts the blocks of a range that is not empty.
    private func count(_ range: Range<Int>) {
        var block = range.lowerBound / Self.blockByteCount
        let last = (range.upperBound - 1) / Self.blockByteCount
        while block <= last {
            let bit: UInt64 = 1 << UInt64(block & 63)
            if seen[block >> 6].load(ordering: .relaxed) & bit == 0 {
                if blockCount.add(1, ordering: .relaxed).newValue > maximumBlockCount { giveBack() }
                seen[block >> 6].bitwiseOr(bit, ordering: .relaxed)
            }
            block += 1
        }
    }

    private func giveBack() {
        madvise(base, byteCount, MADV_DONTNEED)
        for index in 0..<wordCount { seen[index].store(0, ordering: .relaxed) }
        blockCount.store(1, ordering: .relaxed)
    }
}
