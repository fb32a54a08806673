import Glibc

/// A place beside a file, for someone who writes the file by its path; it takes the file's place at the end.
///
/// Nothing is left behind when ``finish()`` is never called. A file that is there keeps its permissions, and a link leads
/// where it led.
public struct DraftPlace: ~Copyable {
    /// The path as it was given.
    public let name: String
    /// Where to write; an empty file.
    public let path: String
    private let target: String
    private var isOpen: Bool
    /// Its number among those that go when the process is ended.
    private let number: Int?

    /// Makes the place; the file's folder must be there.
    ///
    /// - Throws: ``FileError``: `EISDIR` for a folder, `EINVAL` for what is no file, such as a terminal.
    public init(for file: String) throws(FileError) {
        guard !file.utf8.contains(0) else { throw FileError(path: file, code: EINVAL) }
        switch Files.kind(of: file) {
        case .folder: throw FileError(path: file, code: EISDIR)
        case .other: throw FileError(path: file, code: EINVAL)
        case .file, nil: break
        }
        let place = Files.resolved(file) ?? file
        let beside = "\(place).\(getpid()).draft"
        var status = stat()
        let mode = stat(place, &status) == 0 ? status.st_mode & 0o777 : 0o666
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileError(path: file, code: errno) }
        close(descriptor)
        name = file
        path = beside
        target = place
        isOpen = true
        number = Drafts.remember(beside)
    }

    deinit {
        if isOpen { unlink(path) }
        Drafts.forget(number)
    }

    /// Brings what was written to disk and puts it in the file's place.
    ///
    /// - Throws: ``FileError``; then what stood there before is as it was.
    public consuming func finish() throws(FileError) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: name, code: errno) }
        let failure = fsync(descriptor) == 0 ? 0 : errno
        close(descriptor)
        guard failure == 0 else { throw FileError(path: name, code: failure) }
        guard rename(path, target) == 0 else { throw FileError(path: name, code: errno) }
        isOpen = false
        Files.synchronizeFolder(of: target)
    }
}
