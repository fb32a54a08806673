package import Diagnostics
import Files
package import JSON
import YAMLDocuments

/// Findings about files of a service, or about the system it runs on.
package struct ServiceError: ExplainedError {
    /// Whether the system around the service failed, rather than what it was given.
    package let isOutside: Bool
    package let diagnostics: [Diagnostic]

    package init(
        _ code: String,
        _ message: LocalizedText,
        at location: SourceLocation? = nil,
        remedy: LocalizedText? = nil,
        isOutside: Bool = false
    ) {
        diagnostics = [Diagnostic(code: code, message, at: location, remedy: remedy)]
        self.isOutside = isOutside
    }

    package init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
        isOutside = false
    }
}

/// YAML and JSON files.
package enum DocumentFile {
    /// The largest file that is read.
    static let maximumByteCount = 64 << 20

    /// Reads a file: JSON when it starts with a brace or bracket, YAML otherwise.
    package static func read(_ path: String) throws(ServiceError) -> JSONDocument {
        var bytes = try bytes(of: path)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            do {
                return try JSONParser().parse(bytes)
            } catch {
                // A YAML document may start with a brace too; only what neither reads is reported, as JSON.
                let json = error
                do {
                    return try YAMLReader().read(bytes)
                } catch {
                    throw ServiceError([json.diagnostic(in: path)])
                }
            }
        }
        do {
            return try YAMLReader().read(bytes)
        } catch {
            throw ServiceError([error.diagnostic(in: path)])
        }
    }

    /// The bytes of a file.
    static func bytes(of path: String) throws(ServiceError) -> [UInt8] {
        do {
            return try Files.read(path, maximumByteCount: maximumByteCount)
        } catch {
            throw ServiceError(
                "file.unreadable",
                LocalizedText("'\(path)' cannot be read: \(error.reason)", zh: "无法读取“\(path)”：\(error.reason)"),
                remedy: error.isMissing
                    ? LocalizedText("check the path", zh: "请检查路径") : LocalizedText("check its permissions", zh: "请检查权限")
            )
        }
    }
}
