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
            if mkdir(part, 0o700) == 0 { continue }
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
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .unwritable(reason: Self.wording(of: errno)) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .unwritable(reason: Self.wording(of: errno)) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func wording(of code: Int32) -> String { String(cString: strerror(code)) }
}
