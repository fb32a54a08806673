/// A reason why a data folder cannot be used.
package enum FolderError: Error, Hashable, Sendable {
    /// A file stands where the folder, or one above it, should be.
    case notAFolder
    /// The system refuses; `reason` is its wording.
    case unwritable(reason: String)
    /// Another process holds the folder; its id, when it could be read.
    case locked(processID: Int32?)
}
