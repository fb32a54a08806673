import FoundationEssentials

/// A folder that is removed, with all that is in it, when nobody holds it any more.
public final class TemporaryFolder: Sendable {
    /// The absolute path, which no two folders share.
    public let path: String

    /// A new folder, which is empty.
    ///
    /// - Parameter name: The beginning of the folder's own name; may have spaces and signs of any script.
    public init(_ name: String = "handover test") {
        path = FileManager.default.temporaryDirectory.path() + "\(name) \(UUID().uuidString)"
        // Without it the test fails at the first file.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    // What stays behind is the system's to remove.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and the folders above it.
    ///
    /// - Returns: The file's absolute path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// Writes a file of bytes that are no text, and the folders above it.
    ///
    /// - Returns: The file's absolute path.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
        return "\(path)/\(name)"
    }
}
