import Files
public import Tabular
import ZipArchive

/// What a file holds, by its first bytes: its name says little.
public enum FileKind: Hashable, Sendable {
    /// A ZIP archive, as workbooks are.
    case archive
    /// A workbook of Excel 97 to 2003.
    case legacyWorkbook
    /// A workbook that a password protects.
    case encryptedWorkbook
    /// Anything else: CSV, or any other text.
    case other

    /// Bytes in which the mark of an encrypted workbook is looked for.
    private static let searchedByteCount = 16 << 20
    private static let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    /// How an archive begins: with an entry, or with its directory when it has none; `PK` alone can begin a header.
    private static let archives: [[UInt8]] = [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]]

    /// Whether bytes begin as an archive or an old workbook does, so that they are no text.
    ///
    /// - Parameter bytes: The first eight bytes, or all when there are fewer.
    /// - Returns: Whether it is one of them.
    public static func isWorkbook(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: compoundFile) || isArchive(bytes)
    }

    private static func isArchive(_ bytes: some Collection<UInt8>) -> Bool {
        archives.contains { bytes.starts(with: $0) }
    }

    /// What a file holds.
    ///
    /// - Throws: ``TabularError/Code/unreadableFile``.
    public init(ofFile path: String) throws(TabularError) {
        do throws(FileError) {
            let stream = try FileStream(path)
            var bytes: [UInt8] = []
            while bytes.count < 8 {
                let more = try stream.read(upTo: 8 - bytes.count)
                if more.isEmpty { break }
                bytes += more
            }
            if bytes.starts(with: Self.compoundFile) {
                while bytes.count < Self.searchedByteCount {
                    let more = try stream.read(upTo: 1 << 20)
                    if more.isEmpty { break }
                    bytes += more
                }
                self = Self.isEncrypted(bytes) ? .encryptedWorkbook : .legacyWorkbook
            } else {
                self = Self.isArchive(bytes) ? .archive : .other
            }
        } catch {
            throw TabularError.workbook(.unreadable(code: error.code)).located(in: path)
        }
    }

    /// Whether a compound file has a stream of the name that encrypted workbooks have; names are in UTF-16LE.
    private static func isEncrypted(_ bytes: [UInt8]) -> Bool {
        let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
        let text = bytes.span
        var offset = 0
        while offset + name.count <= text.count {
            if text[offset] == name[0] {
                var index = 1
                while index < name.count, text[offset + index] == name[index] { index += 1 }
                if index == name.count { return true }
            }
            offset += 1
        }
        return false
    }
}
