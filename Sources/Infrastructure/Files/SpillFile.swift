import Glibc
import Synchronization

/// A file without a name, for what does not fit into memory; it is gone as soon as nobody holds it any more.
///
/// Bytes are only ever added at the end, and those that are there never change, so that several tasks may read while one
/// writes. It takes room in the folder for temporary files and leaves nothing there, even when the process is killed.
public final class SpillFile: Sendable {
    /// The folder for temporary files: the one that `TMPDIR` names, else `/tmp`.
    public static var standardFolder: String {
        guard let folder = getenv("TMPDIR"), folder.pointee != 0 else { return "/tmp" }
        return String(cString: folder)
    }

    /// The folder that the file takes room in.
    public let folder: String
    /// The most bytes that the file takes.
    public let maximumByteCount: Int
    let descriptor: Int32
    private let end = Mutex(0)

    /// Starts an empty file.
    ///
    /// - Parameters:
    ///   - folder: Where it takes room.
    ///   - maximumByteCount: The most bytes that it takes.
    /// - Throws: ``FileError``.
    public init(
        in folder: String = SpillFile.standardFolder,
        maximumByteCount: Int = .max
    ) throws(FileError) {
        guard !folder.utf8.contains(0) else { throw FileError(path: folder, code: EINVAL) }
        // O_TMPFILE, which is not imported: its own bit and that of a folder.
        var descriptor = open(folder, O_RDWR | O_DIRECTORY | 0o20_000_000 | O_CLOEXEC, 0o600)
        // What file systems and kernels answer that do not know files without a name.
        if descriptor < 0, errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL {
            descriptor = Self.named(in: folder)
        }
        guard descriptor >= 0 else { throw FileError(path: folder, code: errno) }
        self.folder = folder
        self.maximumByteCount = maximumByteCount
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Makes a file with a name and takes the name away at once.
    static func named(in folder: String) -> Int32 {
        var template = Array("\(folder)/handover-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        if descriptor >= 0 {
            unlink(template)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        return descriptor
    }

    /// The number of bytes that were written.
    public var byteCount: Int { end.withLock { $0 } }

    /// Writes bytes behind those that are there.
    ///
    /// - Returns: The offset of the first of them.
    /// - Throws: ``FileError``: `EFBIG` when there would be more than ``maximumByteCount``, `ENOSPC` when there is no
    ///   room. Then nothing was added.
    @discardableResult
    public func append(_ bytes: Span<UInt8>) throws(FileError) -> Int {
        try bytes.withUnsafeBytes { (buffer) throws(FileError) in try append(buffer) }
    }

    /// Writes bytes behind those that are there.
    ///
    /// - Returns: The offset of the first of them.
    /// - Throws: ``FileError``, as for a span.
    @discardableResult
    public func append(_ bytes: [UInt8]) throws(FileError) -> Int { try append(bytes.span) }

    private func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int {
        try end.withLock { (end) throws(FileError) in
            let start = end
            guard bytes.count <= maximumByteCount - start else { throw FileError(path: folder, code: EFBIG) }
            var written = 0
            while written < bytes.count, let base = bytes.baseAddress {
                let count = pwrite(descriptor, base + written, bytes.count - written, off_t(start + written))
                if count > 0 {
                    written += count
                } else if errno != EINTR {
                    throw FileError(path: folder, code: errno)
                }
            }
            end = start + bytes.count
            return start
        }
    }

    /// Appends bytes of the file to an array.
    ///
    /// - Parameters:
    ///   - range: Offsets in the file, below ``byteCount``.
    ///   - bytes: Grows by the bytes of the range.
    /// - Throws: ``FileError``: `ERANGE` when the range reaches past the end.
    public func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(FileError) {
        guard range.lowerBound >= 0, range.upperBound <= byteCount else { throw FileError(path: folder, code: ERANGE) }
        let first = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: range.count))
        var code: Int32 = 0
        bytes.withUnsafeMutableBytes { buffer in
            var done = 0
            while done < range.count, code == 0, let base = buffer.baseAddress {
                let place = off_t(range.lowerBound + done)
                let count = pread(descriptor, base + first + done, range.count - done, place)
                if count > 0 {
                    done += count
                } else if count == 0 || errno != EINTR {
                    code = count == 0 ? EIO : errno
                }
            }
        }
        if code != 0 {
            bytes.removeLast(range.count)
            throw FileError(path: folder, code: code)
        }
    }
}
