import Glibc

/// Why a file or folder could not be used, as the system says it.
public struct FileError: Error, Sendable, Hashable {
    /// The path as it was given.
    public let path: String
    /// The system's error number.
    public let code: Int32
    /// Where the first byte stands that is too much, when the file is larger than was allowed.
    public let excess: TextPlace?

    /// What the system says of a path.
    public init(path: String, code: Int32) {
        self.path = path
        self.code = code
        excess = nil
    }

    /// A file of which more was read than is allowed.
    ///
    /// - Parameters:
    ///   - path: The path as it was given.
    ///   - bytes: The file from its start, more than `maximumByteCount` bytes of it.
    ///   - maximumByteCount: How many are allowed.
    init(path: String, tooLarge bytes: [UInt8], maximumByteCount: Int) {
        self.path = path
        code = EFBIG
        excess = TextPlace(ofByte: maximumByteCount, in: bytes)
    }

    /// The system's words, for example `No such file or directory`.
    public var reason: String { String(cString: strerror(code)) }
    /// Whether there is nothing at the path.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    /// Whether a folder stands where a file is wanted.
    public var isFolder: Bool { code == EISDIR }
    /// Whether the file is larger than was allowed.
    public var isTooLarge: Bool { code == EFBIG }
    /// Whether there is no room on the disk, or none for this user.
    public var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
    /// Whether nobody reads what is written any more.
    public var isAbandoned: Bool { code == EPIPE }
}

/// Whole files and folders, read and written with the system's own calls.
public enum Files {
    /// What stands at a path.
    public enum Kind: Sendable {
        case file
        case folder
        case other
    }

    /// What stands at a path; nil when there is nothing.
    public static func kind(of path: String) -> Kind? {
        var status = stat()
        guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Why the system says nothing about what a path leads to: nothing there, a circle of links, no permission; nil when
    /// something is there.
    public static func failure(at path: String) -> FileError? {
        guard !path.utf8.contains(0) else { return FileError(path: path, code: EINVAL) }
        var status = stat()
        return stat(path, &status) == 0 ? nil : FileError(path: path, code: errno)
    }

    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - maximumByteCount: The most that is read; a larger file fails with `EFBIG` and ``FileError/excess``.
    /// - Returns: The bytes, all of them.
    /// - Throws: ``FileError``.
    public static func read(_ path: String, maximumByteCount: Int = 1 << 30) throws(FileError) -> [UInt8] {
        // The system would take the text before a NUL for the whole path.
        guard !path.utf8.contains(0) else { throw FileError(path: path, code: EINVAL) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(path: path, code: errno)
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > maximumByteCount {
                throw FileError(path: path, tooLarge: bytes, maximumByteCount: maximumByteCount)
            }
        }
    }

    /// The names in a folder, sorted, without those that start with a dot.
    ///
    /// - Throws: ``FileError``.
    public static func names(in folder: String) throws(FileError) -> [String] {
        guard !folder.utf8.contains(0) else { throw FileError(path: folder, code: EINVAL) }
        guard let stream = opendir(folder) else { throw FileError(path: folder, code: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileError(path: folder, code: errno) }
                return names.sorted()
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
    }

    /// The folder that the process runs in, from the root.
    public static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// The path from the root with every link followed; nil when there is nothing at the path.
    public static func resolved(_ path: String) -> String? {
        guard !path.utf8.contains(0), let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The last part of a path, of the folder that is meant when the path is `.`.
    public static func name(of path: String) -> String {
        var resolved = path
        if let real = realpath(path, nil) {
            resolved = String(cString: real)
            free(real)
        }
        return resolved.split(separator: "/").last.map(String.init) ?? resolved
    }

    /// A path below a folder; a path from the root stays as it is.
    public static func path(_ path: String, in folder: String) -> String {
        if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
        return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }
}
