import Compression
import Synchronization

/// Expands one entry; sizes and check sum are compared with the directory at its end.
public final class ZipEntryReader: Sendable {
    private struct State: ~Copyable {
        var inflater: Inflater?
        var input: [UInt8] = []
        var inputOffset = 0
        var fileOffset: Int
        var left: Int
        var sum = CRC32()
        var writtenCount = 0
        var isAtEnd = false
    }

    private static let blockByteCount = 64 << 10

    /// The entry.
    public let entry: ZipEntry
    private let file: ArchiveFile
    /// Two readers at a time would mix their bytes, so one waits.
    private let state: Mutex<State>

    init(_ entry: ZipEntry, _ file: ArchiveFile, start: Int) throws(ZipError) {
        self.entry = entry
        self.file = file
        var inflater: Inflater?
        if entry.method == 8 {
            do throws(InflateError) { inflater = try Inflater() } catch { throw .damagedEntry(name: entry.name) }
        }
        state = Mutex(State(inflater: inflater, fileOffset: start, left: entry.compressedByteCount))
    }

    /// Appends the next bytes.
    ///
    /// - Parameters:
    ///   - bytes: Grows by at least one byte, at most `maximumCount`.
    ///   - maximumCount: At least 1.
    /// - Returns: false at the end, when nothing was appended.
    /// - Throws: ``ZipError``.
    public func read(into bytes: inout [UInt8], maximumCount: Int) throws(ZipError) -> Bool {
        try state.withLock { (state) throws(ZipError) in
            let start = bytes.count
            while bytes.count == start {
                if state.isAtEnd { return false }
                try step(&state, &bytes, maximumCount)
            }
            return true
        }
    }

    private func step(
        _ state: inout State,
        _ bytes: inout [UInt8],
        _ maximumCount: Int
    ) throws(ZipError) {
        let start = bytes.count
        if state.inputOffset == state.input.count, state.left > 0 {
            state.input = try file.read(min(Self.blockByteCount, state.left), at: state.fileOffset)
            guard !state.input.isEmpty else { throw .damagedEntry(name: entry.name) }
            state.inputOffset = 0
            state.left -= state.input.count
            state.fileOffset += state.input.count
        }
        var isAtEnd = false
        if state.inflater == nil {
            let count = min(maximumCount, state.input.count - state.inputOffset)
            bytes += state.input[state.inputOffset..<state.inputOffset + count]
            state.inputOffset += count
            isAtEnd = state.left == 0 && state.inputOffset == state.input.count
        } else {
            do throws(InflateError) {
                let progress = try state.inflater?.inflate(
                    state.input,
                    from: state.inputOffset,
                    into: &bytes,
                    maximumCount: maximumCount
                )
                state.inputOffset += progress?.readCount ?? 0
                isAtEnd = progress?.isAtEnd ?? true
                let isStuck = progress?.readCount == 0 && progress?.writtenCount == 0
                if !isAtEnd, isStuck, state.left == 0 { throw InflateError.damaged }
            } catch {
                throw .damagedEntry(name: entry.name)
            }
        }
        state.sum.update(with: bytes, from: start)
        state.writtenCount += bytes.count - start
        // More than was claimed is not expanded any further: it may be very much more.
        guard state.writtenCount <= entry.byteCount else { throw .damagedEntry(name: entry.name) }
        guard isAtEnd else { return }
        state.isAtEnd = true
        let isUsedUp = state.left == 0 && state.inputOffset == state.input.count
        guard isUsedUp, state.writtenCount == entry.byteCount, state.sum.value == entry.checkSum else {
            throw .damagedEntry(name: entry.name)
        }
    }
}
