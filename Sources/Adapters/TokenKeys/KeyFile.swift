import Diagnostics
import Glibc

/// A file that only its owner reads, and that is there whole or not at all.
struct KeyFile {
    let folder: String
    let name: String

    /// How many bytes a key file may have.
    static let maximumByteCount = 16_384

    var path: String { "\(folder)/\(name)" }

    /// The content of the file; nil when there is none.
    ///
    /// - Throws: ``KeyError`` when the file is not private, not a file, too large or not handed out.
    func read() throws(KeyError) -> [UInt8]? {
        // O_NONBLOCK, so that a pipe of that name cannot stop the service.
        // SAFETY: the path lives for the call, and the system copies it.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw unreadable(errno)
        }
        defer { close(descriptor) }
        let status = try status(of: descriptor)
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw damaged(LocalizedText("'\(path)' is no regular file", zh: "“\(path)”不是普通文件"))
        }
        guard status.st_mode & 0o077 == 0 else {
            throw KeyError(
                .exposedFile,
                LocalizedText("others may use the key file '\(path)'", zh: "其他用户可以访问密钥文件“\(path)”"),
                at: SourceLocation(file: path),
                remedy: LocalizedText(
                    "replace the key if others have seen it, or run 'chmod 600 \(path)'",
                    zh: "若密钥可能已泄露请更换，否则执行“chmod 600 \(path)”"
                )
            )
        }
        return try content(of: descriptor)
    }

    /// Makes the file, and its folder where there is none.
    ///
    /// - Returns: False when the file is there already; it stays as it is.
    /// - Throws: ``KeyError`` when the folder is open to others, or nothing can be written there.
    func create(_ bytes: [UInt8]) throws(KeyError) -> Bool {
        try prepareFolder()
        var generator = SystemRandomNumberGenerator()
        let draft = "\(path).\(String(generator.next(), radix: 36)).new"
        // SAFETY: the path lives for the call, and the system copies it.
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(errno) }
        defer {
            // SAFETY: the path lives for the call, and the system copies it.
            _ = unsafe unlink(draft)
        }
        do throws(KeyError) {
            try write(bytes, to: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw unwritable(errno) }
        guard try publish(draft) else { return false }
        try synchronizeFolder()
        return true
    }

    /// Gives the draft its name, unless another process was first: the one key that exists is the key of both.
    private func publish(_ draft: String) throws(KeyError) -> Bool {
        // SAFETY: both paths live for the call, and the system copies them.
        if unsafe link(draft, path) == 0 { return true }
        if errno == EEXIST { return false }
        guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { throw unwritable(errno) }
        // A file system without hard links; there the last writer wins, and is asked again when the file is read back.
        // SAFETY: both paths live for the call, and the system copies them.
        guard unsafe rename(draft, path) == 0 else { throw unwritable(errno) }
        return true
    }

    private func prepareFolder() throws(KeyError) {
        // SAFETY: the path lives for the call, and the system copies it.
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw unwritable(errno) }
        // SAFETY: the path lives for the call, and the system copies it.
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unwritable(errno) }
        defer { close(descriptor) }
        guard try status(of: descriptor).st_mode & 0o022 == 0 else {
            throw KeyError(
                .exposedFile,
                LocalizedText("others may write into the key folder '\(folder)'", zh: "其他用户可以写入密钥目录“\(folder)”"),
                at: SourceLocation(file: folder),
                remedy: LocalizedText("run 'chmod 700 \(folder)'", zh: "请执行“chmod 700 \(folder)”")
            )
        }
    }

    /// Makes the name of the new file last through a loss of power, as its content already does.
    private func synchronizeFolder() throws(KeyError) {
        // SAFETY: the path lives for the call, and the system copies it.
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unwritable(errno) }
        defer { close(descriptor) }
        // Some network file systems cannot, and say EINVAL; the file itself is safe there as well.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw unwritable(errno) }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws(KeyError) {
        var offset = 0
        while offset < bytes.count {
            let rest = bytes[offset...]
            // SAFETY: the buffer lives for the call, and the count is the buffer's own.
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw unwritable(errno) }
            offset += count
        }
        guard fsync(descriptor) == 0 else { throw unwritable(errno) }
    }

    private func content(of descriptor: Int32) throws(KeyError) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            // SAFETY: the buffer lives for the call, and the count is the buffer's own.
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(errno) }
            guard count > 0 else { return content }
            content += buffer[..<count]
            guard content.count <= Self.maximumByteCount else {
                throw damaged(LocalizedText("the key file '\(path)' is too large", zh: "密钥文件“\(path)”过大"))
            }
        }
    }

    private func status(of descriptor: Int32) throws(KeyError) -> stat {
        var status = stat()
        // SAFETY: the structure lives for the call, which fills it.
        guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(errno) }
        return status
    }

    func damaged(_ message: LocalizedText) -> KeyError {
        KeyError(
            .damagedFile,
            message,
            at: SourceLocation(file: path),
            remedy: LocalizedText(
                "restore the file from a backup, or remove it to get a new key, which ends all sessions",
                zh: "请从备份恢复该文件；或删除它以生成新密钥，届时所有会话失效"
            )
        )
    }

    private func unreadable(_ code: Int32) -> KeyError {
        let reason = Self.reason(code)
        return KeyError(
            .unreadableFile,
            LocalizedText("cannot read the key file '\(path)': \(reason)", zh: "无法读取密钥文件“\(path)”：\(reason)"),
            at: SourceLocation(file: path),
            remedy: LocalizedText("let the service's user own the file", zh: "请让运行服务的用户拥有该文件")
        )
    }

    private func unwritable(_ code: Int32) -> KeyError {
        let reason = Self.reason(code)
        return KeyError(
            .unwritableFolder,
            LocalizedText("cannot make the key file '\(path)': \(reason)", zh: "无法创建密钥文件“\(path)”：\(reason)"),
            at: SourceLocation(file: path),
            remedy: LocalizedText(
                "give the service a data folder that it may write to",
                zh: "请为服务指定可写的数据目录"
            )
        )
    }

    private static func reason(_ code: Int32) -> String {
        // SAFETY: strerror gives a terminated string, which is copied at once.
        unsafe String(cString: strerror(code))
    }
}
