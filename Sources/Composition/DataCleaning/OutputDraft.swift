import Diagnostics
import DocumentFiles
import Files
import Synchronization
import Tabular

/// A file that is written piece by piece and seen by nobody before it is whole; without an end nothing is left of it.
final class OutputDraft: Sendable {
    /// Nil behind the end.
    private let file: Mutex<OutputFile?>

    /// Starts a file; `-` is standard output.
    init(_ path: String) throws(ServiceError) {
        do throws(FileError) {
            file = Mutex(path == "-" ? OutputFile.standardOutput : try OutputFile(path))
        } catch {
            throw DocumentFile.unwritable(error)
        }
    }

    func write(_ bytes: Span<UInt8>) throws(TabularError) {
        do throws(FileError) {
            try file.withLock { (file) throws(FileError) in try file?.write(bytes) }
        } catch {
            throw .unwritable(error)
        }
    }

    func prepare() throws(TabularError) {
        do throws(FileError) {
            try file.withLock { (file) throws(FileError) in try file?.synchronize() }
        } catch {
            throw .unwritable(error)
        }
    }

    func finish() throws(TabularError) {
        do throws(FileError) {
            try file.withLock { (file) throws(FileError) in try file.take()?.finish() }
        } catch {
            throw .unwritable(error)
        }
    }

    func abandon() { file.withLock { $0 = nil } }
}

extension TabularError.Code {
    /// Whoever read what was written has left.
    static let abandoned = Self(rawValue: "file.abandoned")
}

extension TabularError {
    /// Why a file could not be written, in words.
    static func unwritable(_ error: FileError) -> TabularError {
        let finding = DocumentFile.unwritable(error).diagnostics[0]
        // A file that may not grow is as good as full.
        let isFull = error.isOutOfSpace
        let code: Code = error.isAbandoned ? .abandoned : isFull ? .noSpace : .unwritableFile
        let remedy = LocalizedText("free some space, or write elsewhere", zh: "请腾出空间，或写到别处")
        return TabularError(code, finding.message, remedy: isFull ? remedy : finding.remedy)
    }
}
