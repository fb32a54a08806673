import Glibc

/// A file, or standard input, read piece by piece.
public struct FileStream: ~Copyable {
    /// The path as it was given, or `<stdin>`.
    public let name: String
    private let descriptor: Int32
    private let isOwned: Bool

    /// Opens a file.
    ///
    /// - Throws: ``FileError``; a folder is no file.
    public init(_ path: String) throws(FileError) {
        guard !path.utf8.contains(0) else { throw FileError(path: path, code: EINVAL) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        name = path
        self.descriptor = descriptor
        isOwned = true
    }

    private init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        isOwned = false
    }

    /// The standard input of this process.
    public static var standardInput: FileStream { FileStream(descriptor: STDIN_FILENO, name: "<stdin>") }

    deinit { if isOwned { close(descriptor) } }

    /// Reads what is there, at most a number of bytes.
    ///
    /// - Returns: The bytes; none at the end.
    /// - Throws: ``FileError``.
    public func read(upTo count: Int) throws(FileError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            var got = Glibc.read(descriptor, buffer.baseAddress, count)
            while got < 0, errno == EINTR { got = Glibc.read(descriptor, buffer.baseAddress, count) }
            if got < 0 { code = errno }
            initializedCount = max(0, got)
        }
        if code != 0 { throw FileError(path: name, code: code) }
        return bytes
    }

    /// Reads all that is left.
    ///
    /// - Parameter maximumByteCount: The most that is read; more fails with `EFBIG` and ``FileError/excess``.
    /// - Returns: The bytes.
    /// - Throws: ``FileError``.
    public func readAll(maximumByteCount: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try read(upTo: 1 << 16)
            if chunk.isEmpty { return bytes }
            bytes += chunk
            if bytes.count > maximumByteCount {
                throw FileError(path: name, tooLarge: bytes, maximumByteCount: maximumByteCount)
            }
        }
    }
}
