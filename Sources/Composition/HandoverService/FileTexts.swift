import DocumentFiles
import Synchronization

/// The texts of files as they were read, by path: a pipe gives its text once.
package final class FileTexts: Sendable {
    private let texts = Mutex<[String: [UInt8]]>([:])

    /// None yet.
    package init() {}

    /// Keeps a text, without byte order mark; that which was kept first stays.
    func keep(_ text: [UInt8], of path: String) {
        let text = DocumentFile.withoutByteOrderMark(text)
        texts.withLock { texts in if texts[path] == nil { texts[path] = text } }
    }

    /// The text of a file; nil when none was kept.
    subscript(path: String) -> [UInt8]? { texts.withLock { $0[path] } }
}
