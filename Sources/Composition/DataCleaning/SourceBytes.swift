import Diagnostics
import DocumentFiles
import Files
import Synchronization
import Tabular
import TextEncoding

/// The bytes of a source, which one reader takes one after the other.
final class SourceBytes: Sendable {
    private let stream: Mutex<FileStream>
    private let count = Mutex(0)

    /// Opens a file; `-` is standard input.
    init(_ path: String) throws(ServiceError) {
        do throws(FileError) {
            stream = Mutex(path == "-" ? FileStream.standardInput : try FileStream(path))
        } catch {
            throw DocumentFile.unreadable(error)
        }
    }

    /// How many bytes have been read.
    var readCount: Int { count.withLock { $0 } }

    func read(_ wanted: Int) throws(TabularError) -> [UInt8] {
        do throws(FileError) {
            let bytes = try stream.withLock { (stream) throws(FileError) in try stream.read(upTo: wanted) }
            count.withLock { $0 += bytes.count }
            return bytes
        } catch {
            let finding = DocumentFile.unreadable(error).diagnostics[0]
            throw TabularError(.unreadableFile, finding.message, remedy: finding.remedy)
        }
    }
}

/// A decoded text that can be asked about its encoding while a source reads it.
final class WatchedText: TextChunks {
    /// Nil only while it reads.
    private let text: Mutex<DecodedText?>

    init(_ text: DecodedText) { self.text = Mutex(text) }

    /// The encoding by which the source should be read instead.
    var betterEncoding: TextEncoding? { text.withLock { $0?.betterEncoding } }
    var assumptions: [Assumption] { text.withLock { $0?.assumptions ?? [] } }
    var strayByteCount: Int { text.withLock { $0?.strayByteCount ?? 0 } }

    func read(into bytes: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
        // It is taken out, so that what waits in it is not copied.
        guard var text = self.text.withLock({ $0.take() }) else { return false }
        defer { self.text.withLock { $0 = text } }
        return try text.read(into: &bytes, origins: &origins)
    }
}
