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
    /// - Returns: The reading.
    /// - Throws: ``ServiceError`` when the first file cannot be read.
    package static func reading(_ path: String, root: String? = nil) throws(ServiceError) -> ContractReading {
        let reader = ContractReader(try assembled(path, root: root))
        return reader.reading()
    }

    /// A contract as one document.
    ///
    /// - Parameters:
    ///   - path: The first file, as for `reading`.
    ///   - root: The folder that files may come from; nil for that of the first file.
    ///   - options: What is made of the files.
    /// - Returns: The document, and what was found on the way.
    /// - Throws: ``ServiceError`` when the first file cannot be read.
    package static func assembled(
        _ path: String,
        root: String? = nil,
        options: AssemblyOptions = AssemblyOptions()
    ) throws(ServiceError) -> AssembledContract {
        let name = path == "-" ? "<stdin>" : path
        let text = path == "-" ? try DocumentFile.standardInput() : try DocumentFile.bytes(of: path)
        let entry = try DocumentFile.parse(text, named: name)
        var options = options
        options.rootFolder = root
        var assembly = ContractAssembly(entry, at: name, options: options)
        let folder = RootFolder(root ?? FileAddress.folder(of: name))
        while true {
            let missing = assembly.missing
            if missing.isEmpty { return assembly.finish() }
            for file in missing { add(file.path, to: &assembly, folder) }
        }
    }

    private static func add(_ path: String, to assembly: inout ContractAssembly, _ root: RootFolder) {
        switch root.file(at: path) {
        case .outside: assembly.fail(path, .outsideRoot)
        case .missing: assembly.fail(path, .notFound(near: root.nearest(to: path)))
        case .inside:
            do {
                assembly.add(try DocumentFile.read(path), at: path)
            } catch {
                assembly.fail(path, .unreadable(error.diagnostics))
            }
        }
    }
}

/// The folder that files may come from, with every link followed.
private struct RootFolder {
    enum Place {
        case inside
        case outside
        case missing
    }

    private let path: String

    init(_ folder: String) {
        // A folder that is not there holds no file either.
        path = Files.resolved(folder) ?? FileAddress.path(folder, in: Files.currentFolder)
    }

    /// Whether a file lies in the folder; one that a link leads out to does not.
    func file(at path: String) -> Place {
        if let real = Files.resolved(path) { return contains(real) ? .inside : .outside }
        return contains(FileAddress.path(path, in: Files.currentFolder)) ? .missing : .outside
    }

    private func contains(_ absolute: String) -> Bool { path == "/" || absolute.hasPrefix(path + "/") }

    /// The path of a file in the same folder whose name is near; nil when there is none.
    func nearest(to path: String) -> String? {
        let folder = FileAddress.folder(of: path)
        guard let real = Files.resolved(folder), real == self.path || contains(real) else { return nil }
        let name = String(path.split(separator: "/").last ?? "")
        do {
            let nearest = EditDistance.nearest(to: name, among: try Files.names(in: folder))
            return nearest.map { Files.path($0, in: folder) }
        } catch {
            return nil  // Then there is nothing to suggest.
        }
    }
}
