import Glibc

/// What a file was at one moment; when it is another afterwards, somebody has changed it.
public struct FileState: Hashable, Sendable {
    /// How long the file is.
    public let byteCount: Int
    private let device: UInt64
    private let node: UInt64
    private let seconds: Int
    private let nanoseconds: Int

    /// The state of what a path leads to; nil when that is no file.
    public init?(of path: String) {
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        byteCount = Int(status.st_size)
        device = UInt64(status.st_dev)
        node = UInt64(status.st_ino)
        seconds = Int(status.st_mtim.tv_sec)
        nanoseconds = Int(status.st_mtim.tv_nsec)
    }
}
