import Glibc

/// A file that is read at any place.
final class ArchiveFile: Sendable {
    private let descriptor: Int32
    /// The number of bytes when it was opened.
    let byteCount: Int

    init(_ path: String) throws(ZipError) {
        guard !path.utf8.contains(0) else { throw .unreadable(code: EINVAL) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let code = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : errno == 0 ? ESPIPE : errno
            close(descriptor)
            throw .unreadable(code: code)
        }
        self.descriptor = descriptor
        byteCount = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The bytes from an offset on, at most `count`; fewer at the end of the file.
    func read(_ count: Int, at offset: Int) throws(ZipError) -> [UInt8] {
        guard offset >= 0, offset < byteCount, count > 0 else { return [] }
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            var got = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            while got < 0, errno == EINTR { got = pread(descriptor, buffer.baseAddress, count, off_t(offset)) }
            if got < 0 { code = errno }
            initializedCount = max(0, got)
        }
        if code != 0 { throw .unreadable(code: code) }
        return bytes
    }
}
