package import Contract
import Diagnostics
package import DocumentFiles
import Files
import JSON

/// Reads contracts with all the files that they refer to.
package enum ContractFiles {
    /// What a contract says, and what is wrong with it.
    ///
    /// - Parameters:
    ///   - path: The first file as the user gave it; `-` for standard input, whose references start from the folder
    ///     that the process runs in.
    ///   - root: The folder that files may come from; nil for that of the first file.
    ///   - texts: Where the text of each file is kept; nil to keep none.
    /// - Returns: The reading.
    /// - Throws: ``ServiceError`` when the first file cannot be read.
    package static func reading(
        _ path: String,
        root: String? = nil,
        keeping texts: FileTexts? = nil
    ) throws(ServiceError) -> ContractReading {
        let reader = ContractReader(try assembled(path, root: root, keeping: texts))
        return reader.reading()
    }

    /// A contract as one document.
    ///
    /// - Parameters:
    ///   - path: The first file, as for `reading`.
    ///   - root: The folder that files may come from; nil for that of the first file.
    ///   - options: What is made of the files.
    ///   - texts: Where the text of each file is kept; nil to keep none.
    /// - Returns: The document, and what was found on the way.
    /// - Throws: ``ServiceError`` when the first file cannot be read, or the root is no folder.
    package static func assembled(
        _ path: String,
        root: String? = nil,
        options: AssemblyOptions = AssemblyOptions(),
        keeping texts: FileTexts? = nil
    ) throws(ServiceError) -> AssembledContract {
        if let root, Files.kind(of: root) != .folder { throw noFolder(root) }
        let name = path == "-" ? "<stdin>" : path
        let text = path == "-" ? try DocumentFile.standardInput() : try DocumentFile.bytes(of: path)
        texts?.keep(text, of: name)
        let entry = try DocumentFile.parse(text, named: name)
        var options = options
        options.rootFolder = root
        var assembly = ContractAssembly(entry, at: name, options: options)
        var folder = RootFolder(root ?? FileAddress.folder(of: name))
        while true {
            let missing = assembly.missing
            if missing.isEmpty { return assembly.finish() }
            for file in missing { add(file.path, to: &assembly, &folder, keeping: texts) }
        }
    }

    private static func noFolder(_ root: String) -> ServiceError {
        ServiceError(
            "file.no-folder",
            LocalizedText("'\(root)' is no folder", zh: "“\(root)”不是文件夹"),
            remedy: LocalizedText("give a folder that holds all files", zh: "请指定包含所有文件的文件夹")
        )
    }

    private static func add(
        _ path: String,
        to assembly: inout ContractAssembly,
        _ root: inout RootFolder,
        keeping texts: FileTexts?
    ) {
        switch root.file(at: path) {
        case .outside: assembly.fail(path, .outsideRoot)
        case .missing:
            if let error = Files.failure(at: path), !error.isMissing {
                assembly.fail(path, .unreadable(DocumentFile.unreadable(error).diagnostics))
            } else {
                assembly.fail(path, .notFound(near: root.nearest(to: path)))
            }
        case .special: assembly.fail(path, .unreadable([noFile(path)]))
        case .inside:
            do {
                let text = try DocumentFile.bytes(of: path)
                texts?.keep(text, of: path)
                assembly.add(try DocumentFile.parse(text, named: path), at: path)
            } catch {
                assembly.fail(path, .unreadable(error.diagnostics))
            }
        }
    }
}

extension ContractFiles {
    /// A pipe or a device may never end, and a contract is read again and again.
    private static func noFile(_ path: String) -> Diagnostic {
        Diagnostic(
            code: "file.unreadable",
            LocalizedText("'\(path)' is no regular file, and is not read", zh: "“\(path)”不是普通文件，不会读取"),
            remedy: LocalizedText("put what it gives into a file", zh: "请将其内容存为文件")
        )
    }
}

/// The folder that files may come from, with every link followed.
private struct RootFolder {
    enum Place {
        case inside
        case outside
        case missing
        /// Inside, and neither file nor folder: a pipe, a device, a socket.
        case special
    }

    private let path: String
    /// How many missing files may still get a suggestion, since each looks at a whole folder.
    private var remainingSuggestions = 50

    init(_ folder: String) {
        // A folder that is not there holds no file either.
        path = Files.resolved(folder) ?? FileAddress.path(folder, in: Files.currentFolder)
    }

    /// Whether a file lies in the folder; one that a link leads out to does not.
    func file(at path: String) -> Place {
        if let real = Files.resolved(path) {
            if !contains(real) { return .outside }
            return Files.kind(of: real) == .other ? .special : .inside
        }
        return contains(FileAddress.path(path, in: Files.currentFolder)) ? .missing : .outside
    }

    private func contains(_ absolute: String) -> Bool { FileAddress.contains(absolute, in: path) ?? false }

    /// The path of a file in the same folder whose name is near; nil when there is none.
    mutating func nearest(to path: String) -> String? {
        guard remainingSuggestions > 0 else { return nil }
        remainingSuggestions -= 1
        let folder = FileAddress.folder(of: path)
        guard let real = Files.resolved(folder), ByteName(real) == ByteName(self.path) || contains(real) else {
            return nil
        }
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? ""
        do {
            // A link that leads nowhere has the very name.
            let names = try Files.names(in: folder).filter { ByteName($0) != ByteName(name) }
            let nearest = EditDistance.nearest(to: name, among: names)
            return nearest.map { Files.path($0, in: folder) }
        } catch {
            return nil  // Then there is nothing to suggest.
        }
    }
}
