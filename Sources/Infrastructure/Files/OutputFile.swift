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
    /// Where the text is until the end; nil when it is written directly, and behind the end.
    private var draft: DraftFile?
    private let descriptor: Int32
    /// Whether it is closed at the end by this file itself.
    private let isOwned: Bool

    /// Starts a file; its folder must be there.
    ///
    /// - Throws: ``FileError``.
    public init(_ path: String) throws(FileError) {
        guard !path.utf8.contains(0) else { throw FileError(path: path, code: EINVAL) }
        switch Files.kind(of: path) {
        case .folder: throw FileError(path: path, code: EISDIR)
        case .other:
            let opened = open(path, O_WRONLY | O_CLOEXEC)
            guard opened >= 0 else { throw FileError(path: path, code: errno) }
            self.init(name: path, target: path, descriptor: opened, isOwned: true)
        case .file, nil:
            let place = Files.place(of: path)
            let made = try DraftFile(beside: place, for: path)
            let descriptor = made.descriptor
            self.init(name: path, target: place, descriptor: descriptor, isOwned: false, draft: consume made)
        }
    }

    private init(
        name: String,
        target: String,
        descriptor: Int32,
        isOwned: Bool,
        draft: consuming DraftFile? = nil
    ) {
        self.name = name
        self.target = target
        self.descriptor = descriptor
        self.isOwned = isOwned
        self.draft = draft
    }

    /// The standard output of this process.
    public static var standardOutput: OutputFile {
        OutputFile(name: "<stdout>", target: "<stdout>", descriptor: STDOUT_FILENO, isOwned: false)
    }

    deinit {
        if isOwned { close(descriptor) }
        if let draft { draft.end(removing: true) }
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
        guard let draft = draft.take() else { return }
        let failure = rename(draft.path, target) == 0 ? 0 : errno
        draft.end(removing: failure != 0)
        if failure != 0 { throw FileError(path: name, code: failure) }
    }
}
