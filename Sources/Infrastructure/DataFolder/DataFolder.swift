import Glibc

/// A folder that one process at a time uses for its data.
package struct DataFolder: Sendable {
    /// The folder's path, as the user gave it.
    package let path: String

    package init(path: String) { self.path = path }

    /// The path of a file in the folder.
    package func file(_ name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

    /// Creates the folder, and those above it, as far as they are missing; only the owner may look into new ones.
    package func create() throws(FolderError) {
        var end = path.startIndex
        repeat {
            end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
            let part = String(path[..<end])
            if mkdir(part, 0o700) == 0 {
                try Self.sync(Self.parent(of: part))
                continue
            }
            let code = errno
            guard Self.isFolder(part) else {
                throw code == EEXIST || code == ENOTDIR ? .notAFolder : .unwritable(reason: Self.wording(of: code))
            }
        } while end < path.endIndex
    }

    /// The size of a file in the folder in bytes; nil when there is none.
    package func byteCount(of name: String) -> Int? {
        var status = stat()
        return stat(file(name), &status) == 0 ? Int(status.st_size) : nil
    }

    /// Removes a file of the folder, if it is there.
    package func remove(_ name: String) throws(FolderError) {
        guard unlink(file(name)) == 0 || errno == ENOENT else { throw .unwritable(reason: Self.wording(of: errno)) }
    }

    /// Gives a finished file its name, so that it is there whole or not at all, even after a power cut.
    package func rename(_ name: String, to newName: String) throws(FolderError) {
        guard Glibc.rename(file(name), file(newName)) == 0 else {
            throw .unwritable(reason: Self.wording(of: errno))
        }
        try Self.sync(path)
    }

    /// Creates an empty file that only the owner may read.
    package func createFile(_ name: String) throws(FolderError) {
        let created = open(file(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard created >= 0 else { throw .unwritable(reason: Self.wording(of: errno)) }
        close(created)
    }

    /// Makes the names in a folder survive a power cut.
    private static func sync(_ path: String) throws(FolderError) {
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .unwritable(reason: wording(of: errno)) }
        defer { close(folder) }
        // Some file systems cannot sync a folder, and need not.
        guard fsync(folder) == 0 || errno == EINVAL else { throw .unwritable(reason: wording(of: errno)) }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func wording(of code: Int32) -> String { String(cString: strerror(code)) }
}
