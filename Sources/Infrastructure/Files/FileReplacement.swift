import Glibc

extension Files {
    /// Writes a file as a whole: readers see what stood there before, or all of the new text, never a part.
    ///
    /// The text is written beside the file, brought to disk and renamed. A file that is there keeps its permissions, and
    /// a link leads where it led. What is no file, such as a terminal or a pipe, is written to directly.
    ///
    /// - Parameters:
    ///   - path: The file; its folder must be there.
    ///   - bytes: What the file holds afterwards.
    /// - Throws: ``FileError``; then the file is as it was, and nothing lies beside it.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        guard !path.utf8.contains(0) else { throw FileError(path: path, code: EINVAL) }
        switch kind(of: path) {
        case .folder: throw FileError(path: path, code: EISDIR)
        case .other: try write(bytes, to: try opened(path, O_WRONLY, 0, for: path), path)
        case .file, nil:
            let target = place(of: path)
            let draft = "\(target).\(getpid()).new"
            do throws(FileError) {
                let flags = O_WRONLY | O_CREAT | O_EXCL
                try write(bytes, to: try opened(draft, flags, permissions(of: target), for: path), path)
                guard rename(draft, target) == 0 else { throw FileError(path: path, code: errno) }
            } catch {
                // A draft of the same name that was there already is nobody else's: the process has this number.
                unlink(draft)
                throw error
            }
            synchronizeFolder(of: target)
        }
    }

    private static func opened(
        _ name: String,
        _ flags: Int32,
        _ mode: mode_t,
        for path: String
    ) throws(FileError) -> Int32 {
        let descriptor = open(name, flags | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        return descriptor
    }

    private static func permissions(of path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o666
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileError) {
        var code: Int32 = 0
        var rest = bytes[...]
        while code == 0, !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { code = errno }
        }
        // A pipe or terminal knows nothing to bring to disk.
        if code == 0, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { code = errno }
        if close(descriptor) != 0, code == 0, errno != EINTR { code = errno }
        if code != 0 { throw FileError(path: path, code: code) }
    }

    static func synchronizeFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // The new file is there; whether its name outlives a power failure is up to a system that allows no more.
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
