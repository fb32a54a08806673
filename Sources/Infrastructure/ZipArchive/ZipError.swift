/// Why an archive, or a part of it, cannot be read.
public enum ZipError: Error, Hashable, Sendable {
    /// The system cannot read the file; the number is its error number.
    case unreadable(code: Int32)
    /// There is no directory at the end: it is no ZIP file, or its end is missing.
    case noDirectory
    /// The directory contradicts itself or the file.
    case damagedDirectory
    /// There are more entries than allowed.
    case tooManyEntries(limit: Int)
    /// An entry cannot be expanded, or its size or check sum is not what the directory says.
    case damagedEntry(name: String)
    /// An entry is encrypted.
    case encryptedEntry(name: String)
    /// An entry is compressed by a method other than DEFLATE.
    case unknownMethod(name: String, method: Int)
    /// An entry is larger than its reader allows.
    case tooLarge(name: String, limit: Int)
}
