import Glibc
import Synchronization

/// The right to be the only process that uses a folder.
///
/// The system gives it back when the process ends, however that happens; the file stays.
package final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock at once, or fails.
    ///
    /// - Throws: ``FolderError/locked(processID:)`` when another process, or this one, holds it.
    package init(_ folder: DataFolder, fileName: String = "lock") throws(FolderError) {
        let file = open(folder.file(fileName), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw errno == ENOTDIR ? .notAFolder : .unwritable(reason: DataFolder.wording(of: errno))
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            let holder = Self.processID(in: file)
            close(file)
            throw code == EWOULDBLOCK
                ? .locked(processID: holder) : .unwritable(reason: DataFolder.wording(of: code))
        }
        descriptor = Mutex(file)
        Self.write(getpid(), to: file)
    }

    deinit { release() }

    /// Gives the lock back.
    package func release() {
        descriptor.withLock { descriptor in
            if let file = descriptor {
                // Closing alone would not do: a process that is just being started may hold a copy for a moment.
                flock(file, LOCK_UN)
                close(file)
            }
            descriptor = nil
        }
    }

    /// The id is for people only, so nothing depends on whether it can be written.
    private static func write(_ processID: Int32, to file: Int32) {
        let text = Array("\(processID)\n".utf8)
        _ = ftruncate(file, 0)
        _ = pwrite(file, text, text.count, 0)
    }

    private static func processID(in file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
