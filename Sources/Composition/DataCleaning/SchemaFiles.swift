import Cleaning
import Contract
import Diagnostics
import DocumentFiles
import Files
import JSON
import JSONSchema

/// Schemas of recipes: files of JSON Schema, and schemas of contracts.
struct SchemaFiles {
    /// The file, as the user would write it.
    let path: String
    /// The folder of the file; references stay in it.
    private let folder: String

    private static let maximumFileCount = 1_000

    init(path: String) {
        self.path = path
        folder = FileAddress.folder(of: path)
    }

    /// The schema at a pointer.
    func schema(at pointer: JSONPointer) throws -> RecipeSchema {
        let document = try DocumentFile.read(path)
        if document.root["openapi"] != nil || document.root["swagger"] != nil {
            return try schema(of: assembled(document), at: pointer)
        }
        guard let node = document.root[pointer] else { throw missing(pointer, of: document.root) }
        return try compiled(node, of: document, dialect: .draft2020)
    }

    private func schema(of contract: AssembledContract, at pointer: JSONPointer) throws -> RecipeSchema {
        let errors = contract.findings.filter { $0.severity == .error }
        if !errors.isEmpty { throw RecipeFileError(errors) }
        let root = contract.document.root
        guard !pointer.tokens.isEmpty, let node = root[pointer] else { throw missing(pointer, of: root) }
        return try compiled(node, of: contract.document, dialect: .openAPI)
    }

    /// The contract as one document.
    private func assembled(_ entry: JSONDocument) -> AssembledContract {
        var assembly = ContractAssembly(entry, at: path)
        var count = 1
        while true {
            let missing = assembly.missing
            if missing.isEmpty { return assembly.finish() }
            for file in missing {
                count += 1
                if count > Self.maximumFileCount {
                    assembly.fail(file.path, .tooMany(maximum: Self.maximumFileCount))
                } else if !isInside(file.path) {
                    assembly.fail(file.path, Files.resolved(file.path) == nil ? .notFound(near: nil) : .outsideRoot)
                } else {
                    do throws(ServiceError) {
                        assembly.add(try DocumentFile.read(file.path), at: file.path)
                    } catch {
                        assembly.fail(file.path, .unreadable(error.diagnostics))
                    }
                }
            }
        }
    }

    private func isInside(_ path: String) -> Bool {
        guard let home = Files.resolved(folder.isEmpty ? "." : folder), let real = Files.resolved(path) else {
            return false
        }
        return Files.kind(of: real) == .file && (home == "/" || real.hasPrefix(home + "/"))
    }

    /// Compiles a schema, adding the files beside it that its references lead to.
    private func compiled(_ node: JSONNode, of document: JSONDocument, dialect: Dialect) throws -> RecipeSchema {
        let absolute = Files.resolved(path) ?? path
        let base = "file://\(absolute)"
        var registry = SchemaRegistry()
        registry.add(document, at: base, dialect: dialect, schemas: node.index == 0 ? nil : [node])
        var options = SchemaOptions(assertsFormat: true)
        // Who sends a record does not know what the service makes.
        options.direction = .request
        var documents = [base: document]
        var known: Set<String> = [base]
        while true {
            let invalid: InvalidSchema
            do throws(InvalidSchema) {
                let schema = try Schema(node, in: registry, options: options)
                return RecipeSchema(schema, types: types(of: node, in: documents))
            } catch {
                invalid = error
            }
            var hasMore = false
            for uri in invalid.missingDocuments where known.count < Self.maximumFileCount {
                guard known.insert(uri).inserted, let other = Self.path(of: uri), isInside(other) else { continue }
                let document = try DocumentFile.read(other)
                documents[uri] = document
                registry.add(document, at: uri, dialect: dialect)
                hasMore = true
            }
            if hasMore { continue }
            throw RecipeFileError(
                invalid.errors.map { $0.diagnostic(in: $0.documentURI == base ? path : $0.documentURI) }
            )
        }
    }

    private static func path(of uri: String) -> String? {
        uri.hasPrefix("file://") ? PercentEncoding.decoded(uri.dropFirst(7)) : nil
    }

    /// The types of the properties that a schema tells on its face.
    private func types(of node: JSONNode, in documents: [String: JSONDocument]) -> [String: CellTypes] {
        var types: [String: CellTypes] = [:]
        for (name, schema) in SchemaShape(of: node).properties {
            let shape = SchemaShape(of: elsewhere(schema, documents) ?? schema).types
            // What has any type is a text, as it stands.
            if shape == .all { continue }
            var cell: CellTypes = []
            if shape.contains(.null) { cell.insert(.null) }
            if shape.contains(.boolean) { cell.insert(.boolean) }
            if !shape.isDisjoint(with: [.integer, .number]) { cell.insert(.number) }
            if shape.contains(.string) { cell.insert(.string) }
            if !shape.isDisjoint(with: [.array, .object]) { cell.insert(.structure) }
            types[name] = cell
        }
        return types
    }

    /// What a reference into another file leads to.
    private func elsewhere(_ schema: JSONNode, _ documents: [String: JSONDocument]) -> JSONNode? {
        guard let reference = schema["$ref"]?.string, !reference.hasPrefix("#") else { return nil }
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let home = FileAddress.folder(of: Files.resolved(path) ?? path)
        guard let file = PercentEncoding.decoded(parts[0]), let pointer = JSONPointer(parts.count > 1 ? parts[1] : "")
        else { return nil }
        return documents["file://\(FileAddress.path(file, in: home))"]?.root[pointer]
    }

    private func missing(_ pointer: JSONPointer, of root: JSONNode) -> RecipeFileError {
        let schemas =
            (root["components"]?["schemas"] ?? root["$defs"] ?? root["definitions"])?.members.map(\.name) ?? []
        let parent = root["components"] == nil ? (root["$defs"] == nil ? "definitions" : "$defs") : "components/schemas"
        let nearest = pointer.tokens.last.flatMap { EditDistance.nearest(to: $0, among: schemas) } ?? schemas.first
        return RecipeFileError([
            Diagnostic(
                code: "recipe.unknown-schema",
                pointer.tokens.isEmpty
                    ? LocalizedText("'\(path)' has several schemas", zh: "“\(path)”中有多个模式")
                    : LocalizedText("'\(path)' has no schema at '#\(pointer)'", zh: "“\(path)”中没有位于“#\(pointer)”的模式"),
                at: nil,
                remedy: nearest.map {
                    LocalizedText("write '\(path)#/\(parent)/\($0)'", zh: "请写“\(path)#/\(parent)/\($0)”")
                }
            )
        ])
    }
}
