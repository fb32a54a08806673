import Diagnostics
import DocumentFiles
import Files
import Synchronization
import Tabular
import TextEncoding

/// The bytes of a source, which one reader takes one after the other.
final class SourceBytes: Sendable {
    private let stream: Mutex<FileStream>
    private let state: Mutex<State>

    private struct State {
        var readCount = 0
        /// Bytes that were looked at and not read yet.
        var pending: [UInt8] = []
    }

    /// Opens a file; `-` is standard input.
    init(_ path: String) throws(ServiceError) {
        do throws(FileError) {
            stream = Mutex(path == "-" ? FileStream.standardInput : try FileStream(path))
        } catch {
            throw DocumentFile.unreadable(error)
        }
        state = Mutex(State())
    }

    /// How many bytes have been read.
    var readCount: Int { state.withLock { $0.readCount } }

    /// The first bytes, so many or all; they will be read again.
    func beginning(_ count: Int) throws(TabularError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try take(count - bytes.count)
            if more.isEmpty { break }
            bytes += more
        }
        state.withLock { $0.pending = bytes }
        return bytes
    }

    func read(_ wanted: Int) throws(TabularError) -> [UInt8] {
        let waiting = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        let bytes = waiting.isEmpty ? try take(wanted) : waiting
        state.withLock { $0.readCount += bytes.count }
        return bytes
    }

    private func take(_ count: Int) throws(TabularError) -> [UInt8] {
        do throws(FileError) {
            return try stream.withLock { (stream) throws(FileError) in try stream.read(upTo: count) }
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
    var strayOffsets: [Int] { text.withLock { $0?.strayOffsets ?? [] } }
    var strayByteCount: Int { text.withLock { $0?.strayByteCount ?? 0 } }

    func read(into bytes: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
        // It is taken out, so that what waits in it is not copied.
        guard var text = self.text.withLock({ $0.take() }) else { return false }
        defer { self.text.withLock { $0 = text } }
        return try text.read(into: &bytes, origins: &origins)
    }
}
