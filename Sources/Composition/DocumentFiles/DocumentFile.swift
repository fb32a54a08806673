import Diagnostics
package import Files
package import JSON
import YAMLDocuments

/// YAML and JSON files.
package enum DocumentFile {
    /// The largest file that is read.
    package static let maximumByteCount = 64 << 20

    /// Reads a file: JSON when its name says so or it starts with a brace or bracket, YAML otherwise.
    package static func read(_ path: String) throws(ServiceError) -> JSONDocument {
        try parse(bytes(of: path), named: path)
    }

    /// Reads a file that may hold nothing but comments; nil when it does.
    package static func readIfAny(_ path: String) throws(ServiceError) -> JSONDocument? {
        try parseIfAny(bytes(of: path), named: path)
    }

    /// Reads the text of a file: JSON when its name says so or it starts with a brace or bracket, YAML otherwise.
    ///
    /// - Parameters:
    ///   - bytes: The text, with or without byte order mark.
    ///   - path: The file's name, for findings and for its ending.
    ///   - limits: How much JSON may ask for.
    /// - Returns: The document.
    /// - Throws: ``ServiceError`` when there is none.
    package static func parse(
        _ bytes: [UInt8],
        named path: String,
        limits: JSONLimits = JSONLimits()
    ) throws(ServiceError) -> JSONDocument {
        guard let document = try parseIfAny(bytes, named: path, limits: limits) else {
            throw ServiceError(
                "file.empty",
                LocalizedText("the file is empty", zh: "文件为空"),
                at: SourceLocation(file: path),
                remedy: LocalizedText("write something into it, or give another file", zh: "请写入内容，或指定其他文件")
            )
        }
        return document
    }

    /// Reads the text of a file that may hold nothing but comments; nil when it does.
    package static func parseIfAny(
        _ bytes: [UInt8],
        named path: String,
        limits: JSONLimits = JSONLimits()
    ) throws(ServiceError) -> JSONDocument? {
        // YAML would allow it; but places and excerpts are those of UTF-8, as nearly everybody writes.
        if let finding = WideText.finding(bytes, at: SourceLocation(file: path)) { throw ServiceError([finding]) }
        let bytes = withoutByteOrderMark(bytes)
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if path.hasSuffix(".json") || first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return first == nil ? nil : try json(bytes, path, limits)
        }
        do {
            return try YAMLReader().read(bytes)
        } catch {
            if error.code == .emptyDocument { return nil }
            throw ServiceError([error.diagnostic(in: path)])
        }
    }

    /// A YAML document may start with a brace too; only what neither reads is reported, as JSON.
    private static func json(
        _ bytes: [UInt8],
        _ path: String,
        _ limits: JSONLimits
    ) throws(ServiceError) -> JSONDocument {
        do {
            return try JSONParser(limits: limits).parse(bytes)
        } catch let json {
            // Its name says that JSON is meant, and other programs will want it to be.
            if path.hasSuffix(".json") || json.code == .tooDeep {
                throw ServiceError([json.diagnostic(in: path)])
            }
            do {
                return try YAMLReader().read(bytes)
            } catch {
                throw ServiceError([json.diagnostic(in: path)])
            }
        }
    }

    package static func withoutByteOrderMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// The bytes of a file.
    package static func bytes(
        of path: String,
        maximumByteCount: Int = Self.maximumByteCount
    ) throws(ServiceError) -> [UInt8] {
        do {
            return try Files.read(path, maximumByteCount: maximumByteCount)
        } catch {
            throw unreadable(error, maximumByteCount: maximumByteCount)
        }
    }

    /// All of standard input.
    package static func standardInput(maximumByteCount: Int = Self.maximumByteCount) throws(ServiceError) -> [UInt8] {
        do {
            return try FileStream.standardInput.readAll(maximumByteCount: maximumByteCount)
        } catch {
            throw unreadable(error, maximumByteCount: maximumByteCount)
        }
    }

    /// The names in a folder, sorted.
    package static func names(in folder: String) throws(ServiceError) -> [String] {
        do {
            return try Files.names(in: folder)
        } catch {
            throw unreadable(error)
        }
    }

    /// A file that cannot be read, in words.
    package static func unreadable(
        _ error: FileError,
        maximumByteCount: Int = Self.maximumByteCount
    ) -> ServiceError {
        if error.isTooLarge {
            let limit = maximumByteCount >> 20
            return ServiceError(
                "file.too-large",
                LocalizedText("'\(error.path)' has more than \(limit) MiB", zh: "“\(error.path)”超过 \(limit) MiB"),
                at: error.excess.map { place in
                    let position = SourcePosition(line: place.line, column: place.column)
                    return SourceLocation(file: error.path, position: position)
                },
                remedy: LocalizedText("divide it", zh: "请拆分该文件")
            )
        }
        if error.isFolder {
            return ServiceError(
                "file.unreadable",
                LocalizedText("'\(error.path)' is a folder", zh: "“\(error.path)”是文件夹"),
                remedy: LocalizedText("name a file, not a folder", zh: "请指定文件，而不是文件夹")
            )
        }
        let reason = SystemWords.text(error.reason)
        return ServiceError(
            "file.unreadable",
            LocalizedText(
                "'\(error.path)' cannot be read: \(reason.english)",
                zh: "无法读取“\(error.path)”：\(reason.chinese)"
            ),
            remedy: remedy(error)
        )
    }

    /// A file that cannot be written, in words.
    package static func unwritable(_ error: FileError) -> ServiceError {
        let reason = error.isFolder ? LocalizedText("it is a folder", zh: "这是文件夹") : SystemWords.text(error.reason)
        return ServiceError(
            "file.unwritable",
            LocalizedText(
                "'\(error.path)' cannot be written: \(reason.english)",
                zh: "无法写入“\(error.path)”：\(reason.chinese)"
            ),
            remedy: error.isMissing
                ? LocalizedText("make the folder first, or choose another", zh: "请先创建文件夹，或指定其他位置")
                : LocalizedText("write to another place", zh: "请写到别处"),
            isOutside: !error.isMissing && !error.isFolder
        )
    }

    private static func remedy(_ error: FileError) -> LocalizedText {
        if error.isMissing { return LocalizedText("check the path", zh: "请检查路径") }
        return LocalizedText("check its permissions", zh: "请检查权限")
    }
}
