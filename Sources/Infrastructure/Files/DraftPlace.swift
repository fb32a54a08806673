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
    private var draft: DraftFile?

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
        let place = Files.place(of: file)
        let made = try DraftFile(beside: place, for: file)
        name = file
        path = made.path
        target = place
        draft = consume made
    }

    deinit { if let draft { draft.end(removing: true) } }

    /// Brings what was written to disk and puts it in the file's place.
    ///
    /// - Throws: ``FileError``; then what stood there before is as it was.
    public consuming func finish() throws(FileError) {
        guard let draft = draft.take() else { return }
        // Somebody else has written it, by its path; the descriptor is that of the same file.
        var failure = fsync(draft.descriptor) == 0 ? 0 : errno
        if failure == 0, rename(draft.path, target) != 0 { failure = errno }
        draft.end(removing: failure != 0)
        guard failure == 0 else { throw FileError(path: name, code: failure) }
        Files.synchronizeFolder(of: target)
    }
}
