import Diagnostics
package import DocumentFiles
import Files
import HTTPFetching
import JSON
import JSONSchema

/// Reads a schema and the documents that its references lead to, and compiles it.
///
/// Compiling says which documents are missing; those that can be had are added, and it is tried again.
package struct SchemaLoader: Sendable {
    private let name: String
    private let options: SchemaLoadingOptions
    private let sources: DocumentSources
    private let onFetch: @Sendable (String) -> Void

    private var registry = SchemaRegistry()
    private var files: [String: String] = [:]
    private var fetchCount = 0
    /// What can be done about the documents that cannot be had.
    private var remedies: [String: LocalizedText] = [:]
    /// The URI that the schema is known by.
    private let uri: String

    /// A loader of one schema.
    ///
    /// - Parameters:
    ///   - path: The schema's file as it was given; `-` for standard input, whose references start from the folder that
    ///     the process runs in.
    ///   - options: What to compile it with.
    ///   - onFetch: Told the URL of each document before it is fetched.
    package init(
        _ path: String,
        options: SchemaLoadingOptions = SchemaLoadingOptions(),
        onFetch: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        let current = Files.currentFolder
        let isStandardInput = path == "-"
        name = isStandardInput ? "<stdin>" : path
        self.options = options
        self.onFetch = onFetch
        let absolute = FileURI.normalized(isStandardInput ? "stdin" : path, in: current)
        uri = FileURI.text(ofPath: absolute)
        let slash = path.lastIndex(of: "/")
        let shown = isStandardInput ? "." : slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        sources = DocumentSources(
            folder: (String(absolute[..<(absolute.lastIndex(of: "/") ?? absolute.startIndex)]), shown),
            mappings: options.mappings,
            allowsNetwork: options.allowsNetwork
        )
    }

    /// The schema, compiled with all it refers to.
    ///
    /// - Throws: ``ServiceError`` for documents that cannot be had or read, and for a schema that cannot be compiled.
    package consuming func load() async throws(ServiceError) -> LoadedSchema {
        let text = name == "<stdin>" ? try DocumentFile.standardInput() : try DocumentFile.bytes(of: name)
        let document = try DocumentFile.parse(text, named: name)
        if let error = Self.invalidDialect(document.root, in: name) { throw error }
        let dialect = try await dialect()
        registry.add(document, at: uri, dialect: dialect)
        files[uri] = name
        let schema: Schema
        let time: Duration
        do {
            (schema, time) = try await compile(document.root, dialect)
        } catch {
            throw await explained(error, document, dialect, in: name)
        }
        return LoadedSchema(
            name: name,
            schema: schema,
            compileTime: time,
            document: document,
            registry: registry,
            uri: uri,
            files: files
        )
    }

    /// The metaschema of a loaded schema, compiled; nil when nobody knows the document.
    package static func metaschema(
        of loaded: LoadedSchema,
        options: SchemaLoadingOptions,
        onFetch: @escaping @Sendable (String) -> Void
    ) async throws(ServiceError) -> LoadedSchema? {
        let uri = loaded.schema.summary.dialect
        guard let root = loaded.registry.schema(at: uri) else { return nil }
        var loader = SchemaLoader(loaded.name == "<stdin>" ? "-" : loaded.name, options: options, onFetch: onFetch)
        loader.registry = loaded.registry
        loader.files = loaded.files
        return try await loader.compiledMetaschema(root, uri)
    }

    /// The schema of a metaschema; nil when nobody has added it.
    func metaschemaRoot(_ uri: String) -> JSONNode? { registry.schema(at: uri) }

    /// A metaschema, compiled.
    mutating func compiledMetaschema(_ root: JSONNode, _ uri: String) async throws(ServiceError) -> LoadedSchema {
        let (schema, time) = try await compile(root, .draft2020)
        return LoadedSchema(
            name: files[uri] ?? uri,
            schema: schema,
            compileTime: time,
            document: root.document,
            registry: registry,
            uri: uri,
            files: files
        )
    }

    /// The dialect of schemas that do not say it.
    private mutating func dialect() async throws(ServiceError) -> Dialect {
        guard let name = options.dialect else { return .draft2020 }
        let wanted = DialectName.uri(of: name)
        if let dialect = Dialect(uri: wanted) { return dialect }
        let address = URIReference(wanted).withoutFragment.description
        if URIReference(wanted).isAbsolute, registry.schema(at: address) == nil {
            _ = try await add(address, .draft2020, from: nil)
        }
        if let dialect = registry.dialect(named: wanted) { return dialect }
        let names = DialectName.all.joined(separator: ", ")
        throw ServiceError(
            "schema.unknown-dialect",
            LocalizedText("'--dialect' cannot be '\(name)'", zh: "“--dialect”不能是“\(name)”"),
            remedy: remedies[address]
                ?? LocalizedText(
                    "write one of \(names), or the URI of a metaschema",
                    zh: "请写 \(names) 之一，或元模式的 URI"
                )
        )
    }

    /// Compiles a schema, adding documents until nothing is missing that could be had.
    private mutating func compile(
        _ node: JSONNode,
        _ dialect: Dialect
    ) async throws(ServiceError) -> (schema: Schema, time: Duration) {
        while true {
            let start = ContinuousClock.now
            let invalid: InvalidSchema
            do {
                let schema = try Schema(node, in: registry, options: options.schemaOptions)
                return (schema, ContinuousClock.now - start)
            } catch {
                invalid = error
            }
            var hasMore = false
            for missing in invalid.missingDocuments where remedies[missing] == nil && files[missing] == nil {
                let site = invalid.errors.first { $0.missingDocument == missing }
                let location = site.map {
                    SourceLocation(file: files[$0.documentURI] ?? $0.documentURI, position: $0.position)
                }
                if try await add(missing, dialect, from: location) { hasMore = true }
            }
            if !hasMore { throw ServiceError(invalid.errors.map(diagnostic)) }
        }
    }

    /// Adds the document of a URI; false, with what can be done about it, when it is not to be had.
    private mutating func add(
        _ uri: String,
        _ dialect: Dialect,
        from location: SourceLocation?
    ) async throws(ServiceError) -> Bool {
        let source = sources.source(of: uri)
        if case .nowhere(let remedy) = source {
            remedies[uri] = remedy
            return false
        }
        let most = options.limits.maximumDocumentCount
        if files.count >= most {
            throw ServiceError(
                "schema.too-many-documents",
                LocalizedText("references lead to more than \(most) documents", zh: "引用涉及的文档超过 \(most) 个"),
                at: location,
                remedy: LocalizedText("bundle them into one", zh: "请将它们合并为一个")
            )
        }
        let document: JSONDocument
        switch source {
        case .file(let path):
            document = try DocumentFile.read(path)
            files[uri] = path
        case .network, .nowhere:
            document = try DocumentFile.parse(try await fetched(uri, from: location), named: uri)
            files[uri] = uri
        }
        registry.add(document, at: uri, dialect: dialect)
        return true
    }

    private mutating func fetched(
        _ uri: String,
        from location: SourceLocation?
    ) async throws(ServiceError) -> [UInt8] {
        let limits = options.limits
        fetchCount += 1
        if fetchCount > limits.maximumFetchCount {
            throw ServiceError(
                "schema.too-many-fetches",
                LocalizedText(
                    "references lead to more than \(limits.maximumFetchCount) documents of the network",
                    zh: "引用涉及的网络文档超过 \(limits.maximumFetchCount) 个"
                ),
                at: location,
                remedy: LocalizedText("keep them in a folder and use '--remotes'", zh: "请将它们存入文件夹并使用“--remotes”")
            )
        }
        onFetch(uri)
        let fetcher = HTTPFetcher(
            limits: HTTPFetchLimits(maximumByteCount: limits.maximumFetchByteCount, timeout: limits.fetchTimeout)
        )
        do {
            return try await fetcher.body(of: uri, accept: Self.accept)
        } catch {
            throw error.explained(at: location)
        }
    }

    private static let accept =
        "application/schema+json, application/json, application/yaml;q=0.9, application/*;q=0.8, */*;q=0.5"

    private func diagnostic(_ error: SchemaError) -> Diagnostic {
        let file = files[error.documentURI] ?? error.documentURI
        guard let remedy = error.missingDocument.flatMap({ remedies[$0] }) else { return error.diagnostic(in: file) }
        return Diagnostic(
            code: "schema.\(error.code.rawValue)",
            error.message,
            at: SourceLocation(file: file, position: error.position),
            remedy: remedy
        )
    }
}
