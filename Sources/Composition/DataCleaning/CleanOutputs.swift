import DocumentFiles
import Files

/// The files that a run writes; they take their places together at its end.
struct CleanOutputs: ~Copyable {
    private var clean: OutputFile
    private var rejects: OutputFile?

    init(_ options: CleanOptions) throws(ServiceError) {
        let records = try Self.open(options.output)
        let others = try Self.openIfAny(options.rejects)
        clean = records
        rejects = others
    }

    private static func openIfAny(_ path: String?) throws(ServiceError) -> OutputFile? {
        guard let path else { return nil }
        return try open(path)
    }

    private static func open(_ path: String) throws(ServiceError) -> OutputFile {
        if path == "-" { return OutputFile.standardOutput }
        do throws(FileError) {
            return try OutputFile(path)
        } catch {
            throw DocumentFile.unwritable(error)
        }
    }

    mutating func begin(_ header: [UInt8], rejects rejectHeader: [UInt8]) throws(ServiceError) {
        try write(header, rejects: rejectHeader)
    }

    mutating func write(_ bytes: [UInt8], rejects rejectBytes: [UInt8]) throws(ServiceError) {
        do throws(FileError) {
            if !bytes.isEmpty { try clean.write(bytes) }
            if !rejectBytes.isEmpty { try rejects?.write(rejectBytes) }
        } catch {
            throw DocumentFile.unwritable(error)
        }
    }

    /// Puts the clean records in their place, then the rejects.
    consuming func finish() throws(ServiceError) {
        do throws(FileError) {
            if let other = rejects.take() {
                // Both are brought to disk before either is seen.
                try clean.synchronize()
                try clean.finish()
                try other.finish()
            } else {
                try clean.finish()
            }
        } catch {
            throw DocumentFile.unwritable(error)
        }
    }
}
