import Diagnostics
package import DocumentFiles
import Files
import JSONSchema

/// Where documents of some URIs lie on disk: `https://example.com/schemas/=schemas`.
package struct RemoteMapping: Hashable, Sendable {
    /// The beginning of the URIs; all of one, when a file is given for it.
    let prefix: String
    /// The folder or file.
    let path: String
    let isFolder: Bool

    /// Reads `URL=FOLDER` or `URL=FILE`.
    ///
    /// URLs and paths may have equals signs of their own: the first one counts behind which something is found.
    ///
    /// - Throws: ``ServiceError`` for another form, and for a path where nothing is.
    package init(_ text: String) throws(ServiceError) {
        var first: (prefix: String, path: String)?
        for index in text.indices where text[index] == "=" {
            let prefix = URIReference(String(text[..<index])).withoutFragment
            let path = String(text[text.index(after: index)...])
            guard prefix.isAbsolute, !path.isEmpty else { continue }
            first = first ?? (prefix.description, path)
            guard let kind = Files.kind(of: path) else { continue }
            self.prefix = prefix.description
            self.path = path
            isFolder = kind == .folder
            return
        }
        if let first {
            throw ServiceError(
                "schema.missing-folder",
                LocalizedText(
                    "'--remotes' maps '\(first.prefix)' to '\(first.path)', and there is nothing",
                    zh: "“--remotes”将“\(first.prefix)”映射到“\(first.path)”，但该路径不存在"
                ),
                remedy: LocalizedText("check the path", zh: "请检查路径")
            )
        }
        throw ServiceError(
            "schema.invalid-remotes",
            LocalizedText("'--remotes' cannot be '\(text)'", zh: "“--remotes”不能是“\(text)”"),
            remedy: Self.remedy(text)
        )
    }

    /// What to write in place of something that is no mapping: what is there stays, the other half is added.
    private static func remedy(_ text: String) -> LocalizedText {
        let url = text.utf8.last == UInt8(ascii: "=") ? String(text.dropLast()) : text
        if URIReference(url).withoutFragment.isAbsolute {
            return LocalizedText(
                "say where its documents lie: --remotes '\(url)=FOLDER'",
                zh: "请说明其文档所在的文件夹：--remotes '\(url)=文件夹'"
            )
        }
        let path = text.utf8.first == UInt8(ascii: "=") ? String(text.dropFirst()) : text
        if !path.isEmpty, Files.kind(of: path) != nil || !path.utf8.contains(UInt8(ascii: "=")) {
            return LocalizedText(
                "say which URLs it stands for: --remotes 'https://example.com/schemas/=\(path)'",
                zh: "请说明它对应哪些 URL：--remotes 'https://example.com/schemas/=\(path)'"
            )
        }
        return LocalizedText(
            "write an absolute URL, '=' and a folder, such as https://example.com/schemas/=schemas",
            zh: "请写绝对 URL、“=”和文件夹，例如 https://example.com/schemas/=schemas"
        )
    }

    /// What a URI names below the mapping, percent-decoded; nil when it is another one's, empty when the mapping itself.
    func remainder(of uri: String) -> String? {
        guard isFolder else { return uri.utf8.elementsEqual(prefix.utf8) ? "" : nil }
        guard uri.utf8.starts(with: prefix.utf8) else { return nil }
        let slash = UInt8(ascii: "/")
        let rest = uri.utf8.dropFirst(prefix.utf8.count)
        guard prefix.utf8.last == slash || rest.isEmpty || rest.first == slash else { return nil }
        return FileURI.percentDecoded(Substring(rest.drop { $0 == slash }))
    }
}
