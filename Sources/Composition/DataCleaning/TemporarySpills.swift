import Diagnostics
import DocumentFiles
import Files
package import Tabular

/// Room in the folder for temporary files, for keys that do not fit into memory; none of it outlives the process.
package struct TemporarySpills: SpillStore {
    private let folder: String

    /// Room in a folder; by default in the one that `TMPDIR` names, else in `/tmp`.
    package init(folder: String? = nil) { self.folder = folder ?? SpillFile.standardFolder }

    /// A file without a name.
    package func makeSpace() throws(TabularError) -> any SpillSpace {
        do throws(FileError) {
            return Space(file: try SpillFile(in: folder))
        } catch {
            throw Self.error(error)
        }
    }

    fileprivate static func error(_ error: FileError) -> TabularError {
        let reason = SystemWords.text(error.reason)
        return TabularError(
            error.isOutOfSpace ? .noSpace : .unwritableFile,
            LocalizedText(
                "keys that do not fit into memory cannot be kept in '\(error.path)': \(reason.english)",
                zh: "内存放不下的键无法存到“\(error.path)”：\(reason.chinese)"
            ),
            remedy: LocalizedText(
                "name a folder with more room in the environment variable TMPDIR",
                zh: "请用环境变量 TMPDIR 指定空间更大的文件夹"
            )
        )
    }
}

private final class Space: SpillSpace {
    private let file: SpillFile

    init(file: SpillFile) { self.file = file }

    func append(_ bytes: [UInt8]) throws(TabularError) {
        do throws(FileError) {
            try file.append(bytes)
        } catch {
            throw TemporarySpills.error(error)
        }
    }

    func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(TabularError) {
        do throws(FileError) {
            try file.read(range, into: &bytes)
        } catch {
            throw TemporarySpills.error(error)
        }
    }
}
