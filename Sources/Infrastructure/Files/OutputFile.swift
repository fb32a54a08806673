import Glibc

/// A file that is written piece by piece and seen by nobody before it is whole.
///
/// What is written lies beside the file until ``finish()`` renames it; when that is never called, nothing is left
/// behind. A file that is there keeps its permissions, and a link leads where it led. What is no file, such as a terminal
/// or a pipe, is written to directly.
public struct OutputFile: ~Copyable {
    /// The path as it was given, or `<stdout>`.
    public let name: String
    private let target: String
    /// Where the text is until the end; nil when it is written directly.
    private let draft: String?
    private var descriptor: Int32
    private let isOwned: Bool
    /// The draft among those that go when the process is ended.
    private let number: Int?

    /// Starts a file; its folder must be there.
    ///
    /// - Throws: ``FileError``.
    public init(_ path: String) throws(FileError) {
        guard !path.utf8.contains(0) else { throw FileError(path: path, code: EINVAL) }
        let place: String
        let beside: String?
        switch Files.kind(of: path) {
        case .folder: throw FileError(path: path, code: EISDIR)
        case .other:
            place = path
            beside = nil
        case .file, nil:
            place = Files.resolved(path) ?? path
            beside = "\(place).\(getpid()).draft"
        }
        let flags = beside == nil ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL
        let opened = open(beside ?? place, flags | O_CLOEXEC, Self.permissions(of: place))
        guard opened >= 0 else { throw FileError(path: path, code: errno) }
        number = beside.flatMap { Drafts.remember($0) }
        name = path
        target = place
        draft = beside
        descriptor = opened
        isOwned = true
    }

    private init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        target = name
        draft = nil
        isOwned = false
        number = nil
    }

    /// The standard output of this process.
    public static var standardOutput: OutputFile { OutputFile(descriptor: STDOUT_FILENO, name: "<stdout>") }

    deinit {
        guard isOwned, descriptor >= 0 else { return }
        close(descriptor)
        if let draft { unlink(draft) }
        Drafts.forget(number)
    }

    private static func permissions(of path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o666
    }

    /// Writes bytes behind those that were written before.
    ///
    /// - Throws: ``FileError``.
    public mutating func write(_ bytes: [UInt8]) throws(FileError) { try write(bytes.span) }

    /// Writes bytes behind those that were written before.
    ///
    /// - Throws: ``FileError``.
    public mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if count > 0 { start += count } else if errno != EINTR { throw FileError(path: name, code: errno) }
        }
    }

    /// Brings what was written to disk; a pipe or a terminal knows nothing of that.
    ///
    /// - Throws: ``FileError``.
    public mutating func synchronize() throws(FileError) {
        if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw FileError(path: name, code: errno) }
    }

    /// Brings what was written to disk and puts the file in its place.
    ///
    /// - Throws: ``FileError``; then what stood there before is as it was.
    public consuming func finish() throws(FileError) {
        try synchronize()
        guard let draft else { return }
        guard rename(draft, target) == 0 else { throw FileError(path: name, code: errno) }
        close(descriptor)
        descriptor = -1
        Drafts.forget(number)
    }
}
