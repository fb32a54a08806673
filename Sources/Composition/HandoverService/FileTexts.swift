import Contract
import DocumentFiles
import Synchronization

/// The texts of files as they were read, by path: a pipe gives its text once.
package final class FileTexts: Sendable {
    private let texts = Mutex<[ByteName: [UInt8]]>([:])

    /// None yet.
    package init() {}

    /// Keeps a text, without byte order mark; that which was kept first stays.
    func keep(_ text: [UInt8], of path: String) {
        let text = DocumentFile.withoutByteOrderMark(text)
        let name = ByteName(path)
        texts.withLock { texts in if texts[name] == nil { texts[name] = text } }
    }

    /// The text of a file; nil when none was kept.
    subscript(path: String) -> [UInt8]? { texts.withLock { $0[ByteName(path)] } }
}
