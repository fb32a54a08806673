import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import Contract

/// A description in several files, as text.
struct FileSet {
    var files: [String: String]
    var entry = "api.yaml"

    func document(_ path: String) throws -> JSONDocument {
        try YAMLReader().read(Array(try #require(files[path]).utf8))
    }

    /// The description, with files that are not there refused.
    func assembled(_ options: AssemblyOptions = AssemblyOptions()) throws -> AssembledContract {
        var assembly = ContractAssembly(try document(entry), at: entry, options: options)
        while let missing = assembly.missing.first {
            if files[missing.path] == nil {
                assembly.fail(missing.path, .notFound(near: nil))
            } else {
                assembly.add(try document(missing.path), at: missing.path)
            }
        }
        return assembly.finish()
    }

    /// The bundle in the version that it is written in.
    func bundled() throws -> AssembledContract {
        var options = AssemblyOptions()
        options.upgrades = false
        return try assembled(options)
    }

    /// A description of 3.1 with paths and components, and other files.
    static func of(paths: String = "{}", components: String = "{}", _ files: [String: String]) -> FileSet {
        let text = """
            openapi: 3.1.0
            info: {title: A, version: '1'}
            paths: \(paths)
            components: \(components)
            """
        return FileSet(files: files.merging(["api.yaml": text]) { one, _ in one })
    }
}

extension AssembledContract {
    /// A part of the document as JSON text.
    func text(_ pointer: String) throws -> String? {
        document.root[try #require(JSONPointer(pointer))]?.text()
    }

    /// What was found, as `code file:line:column`.
    var summary: [String] { findings.map { "\($0.code) \($0.location?.description ?? "-")" } }
}
