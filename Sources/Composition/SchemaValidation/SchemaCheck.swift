import CommandLine
package import Diagnostics
package import DocumentFiles
import JSON
import JSONSchema

/// What a schema is, and whether its metaschema accepts it.
package struct SchemaCheck: Sendable {
    /// The URI of the metaschema that the schema follows.
    package let dialect: String
    /// How many subschemas can be reached, the schema itself included.
    package let subschemaCount: Int
    /// The files or URLs that they stand in, the schema's own first.
    package let documents: [String]
    /// What the metaschema says of the schema's document; nil when nobody knows the metaschema.
    let verdict: InstanceVerdict?
    private let metaschema: LoadedSchema?
    private let instance: Instance

    /// Looks at a schema and validates it against the metaschema that it names.
    ///
    /// - Throws: ``ServiceError`` when the metaschema cannot be compiled.
    package init(
        _ loaded: LoadedSchema,
        options: SchemaLoadingOptions,
        maximumFindingCount: Int,
        onFetch: @escaping @Sendable (String) -> Void
    ) async throws(ServiceError) {
        let summary = loaded.schema.summary
        dialect = summary.dialect
        subschemaCount = summary.subschemaCount
        documents = [loaded.name] + summary.documents.filter { $0 != loaded.uri }.map(loaded.file)
        let place = InstancePlace(number: 1, file: loaded.name, line: nil)
        let instance = Instance(place: place, content: .success(loaded.document))
        self.instance = instance
        metaschema = try await SchemaLoader.metaschema(of: loaded, options: options, onFetch: onFetch)
        verdict = metaschema.map { InstanceVerdict(instance, $0, maximumFindingCount: maximumFindingCount) }
    }

    /// Whether the metaschema accepts the schema.
    package var isValid: Bool { verdict?.isValid ?? true }

    /// The object for programs.
    package func json(language: Language) -> String {
        var writer = JSONWriter(indentation: 2)
        writer.beginObject()
        writer.name("schema")
        writer.string(documents[0])
        writer.name("valid")
        writer.boolean(isValid)
        writer.name("dialect")
        writer.string(dialect)
        writer.name("subschemas")
        writer.integer(subschemaCount)
        writer.name("documents")
        writer.beginArray()
        for document in documents { writer.string(document) }
        writer.endArray()
        writer.name("errors")
        JSONReport(language: language).append(verdict?.errors ?? [], to: &writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// What the metaschema says of the schema in a standard format.
    ///
    /// - Parameters:
    ///   - report: The format.
    ///   - tell: Told what the format has no place for.
    /// - Returns: One object; nil when nobody knows the metaschema.
    package func standard(_ report: StandardReport, tell: (Diagnostic) -> Void) -> String? {
        metaschema.map { metaschema in
            var bytes: [UInt8] = []
            _ = report.append(instance, by: metaschema, to: &bytes, tell: tell)
            return String(decoding: bytes.dropLast(), as: UTF8.self)
        }
    }

    /// The lines for people.
    package func text(language: Language, isColoured: Bool) -> String {
        let isEnglish = language == .english
        guard isValid else {
            var bytes: [UInt8] = []
            let report = TextReport(language: language, isColoured: isColoured, namesValid: false)
            if let verdict { report.append(verdict, to: &bytes) }
            return String(decoding: bytes.dropLast(), as: UTF8.self)
        }
        let count = subschemaCount
        let name = TerminalText.line(documents[0])
        let dialect = TerminalText.line(dialect)
        let text =
            isEnglish
            ? "\(name): valid schema of \(dialect), \(count) \(count == 1 ? "subschema" : "subschemas")"
            : "\(name)：有效的模式，方言 \(dialect)，\(count) 个子模式"
        let others = documents.dropFirst().map { "  " + (isEnglish ? "refers to " : "引用 ") + TerminalText.line($0) }
        return ([text] + others).joined(separator: "\n")
    }
}
