import Glibc

/// A file beside a place, in which the new content of the place stands until it is whole.
///
/// Whoever writes it holds a lock on it (`flock`). So what a process that was killed has left behind can be told from what
/// another one is writing, and the next draft for the same place clears it away.
struct DraftFile: ~Copyable {
    let path: String
    /// Open for writing.
    let descriptor: Int32
    /// The draft among those that go when the process is ended.
    private let number: Int?

    /// More drafts for one place at the same time are a mistake.
    private static let maximumCount = 100

    /// Makes a draft.
    ///
    /// - Parameters:
    ///   - place: Where the content will stand, with every link followed.
    ///   - file: The place as the user gave it, for errors.
    /// - Throws: ``FileError``.
    init(beside place: String, for file: String) throws(FileError) {
        Self.removeLeftovers(beside: place)
        var status = stat()
        let mode = stat(place, &status) == 0 ? status.st_mode & 0o777 : 0o666
        for count in 0..<Self.maximumCount {
            let draft = "\(place).\(getpid())\(count == 0 ? "" : "-\(count)").draft"
            let opened = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
            if opened < 0, errno == EEXIST { continue }
            guard opened >= 0 else { throw FileError(path: file, code: errno) }
            // Whoever clears away may have taken it for a leftover before it was locked.
            let isHeld = flock(opened, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
            if isHeld, fstat(opened, &status) == 0, status.st_nlink > 0 {
                path = draft
                descriptor = opened
                number = Drafts.remember(draft)
                return
            }
            close(opened)
        }
        throw FileError(path: file, code: EEXIST)
    }

    /// Gives up the lock; the file is in its place, or is to be removed.
    consuming func end(removing: Bool) {
        if removing { unlink(path) }
        close(descriptor)
        Drafts.forget(number)
    }

    /// Removes drafts that nobody holds.
    private static func removeLeftovers(beside place: String) {
        let slash = place.lastIndex(of: "/")
        let folder = slash.map { $0 == place.startIndex ? "/" : String(place[..<$0]) } ?? "."
        let name = slash.map { String(place[place.index(after: $0)...]) } ?? place
        // A folder that cannot be listed may still be written to.
        guard let names = try? Files.names(in: folder) else { return }
        for other in names where other.hasPrefix(name + ".") && other.hasSuffix(".draft") {
            let middle = other.dropFirst(name.count + 1).dropLast(".draft".count)
            guard !middle.isEmpty, middle.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) else {
                continue
            }
            let path = Files.path(other, in: folder)
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            var status = stat()
            let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            if isFile, flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
            close(descriptor)
        }
    }
}

extension Files {
    /// Links are followed this far.
    private static let maximumLinkCount = 40

    /// Where a file would stand that is written to a path: links are followed, also one that leads to nothing yet.
    static func place(of path: String) -> String {
        if let real = resolved(path) { return real }
        var place = path
        for _ in 0..<maximumLinkCount {
            guard let target = target(ofLink: place) else { return place }
            let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
            place = target.hasPrefix("/") ? target : folder + target
        }
        return path
    }

    /// The path from the root of the file that is written when a path is; two paths of one file have the same.
    public static func destination(of path: String) -> String {
        let place = place(of: path)
        if let real = resolved(place) { return real }
        guard let slash = place.lastIndex(of: "/") else {
            return resolved(".").map { self.path(place, in: $0) } ?? place
        }
        let folder = slash == place.startIndex ? "/" : String(place[..<slash])
        return resolved(folder).map { self.path(String(place[place.index(after: slash)...]), in: $0) } ?? place
    }

    private static func target(ofLink path: String) -> String? {
        guard !path.utf8.contains(0) else { return nil }
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
