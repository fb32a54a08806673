import Diagnostics
import DocumentFiles
import JSON
import JSONSchema

// What the metaschema says of a schema that cannot be compiled.
extension SchemaLoader {
    /// The most findings of a metaschema beside the compiler's.
    private static let maximumFindingCount = 100

    /// An error of a schema's root that no metaschema could be found by.
    static func invalidDialect(_ root: JSONNode, in file: String) -> ServiceError? {
        guard let value = root["$schema"], value.string == nil else { return nil }
        let uri = Dialect.draft2020.uri
        return ServiceError(
            "schema.invalid-keyword",
            LocalizedText("'$schema' must be a string, the URI of a metaschema", zh: "“$schema”必须是字符串，即元模式的 URI"),
            at: SourceLocation(file: file, position: value.position),
            remedy: LocalizedText("write \"\(uri)\", or leave it out", zh: "请写 \"\(uri)\"，或将其删去")
        )
    }

    /// An error with what the metaschema has to say of other places in the schema's own document.
    mutating func explained(
        _ error: ServiceError,
        _ document: JSONDocument,
        _ dialect: Dialect,
        in file: String
    ) async -> ServiceError {
        let name = document.root["$schema"]?.string ?? dialect.uri
        let uri = URIReference(name).withoutFragment.description
        guard !error.isOutside, let root = metaschemaRoot(uri) else { return error }
        let metaschema: LoadedSchema
        do {
            metaschema = try await compiledMetaschema(root, uri)
        } catch {
            // Its own errors are no errors of the schema.
            return error
        }
        let place = InstancePlace(number: 1, file: file, line: nil)
        let instance = Instance(place: place, content: .success(document))
        let verdict = InstanceVerdict(instance, metaschema, maximumFindingCount: Self.maximumFindingCount)
        guard verdict.outcome == .invalid else { return error }
        let known = Set(error.diagnostics.compactMap(\.location))
        let findings = verdict.errors.map { finding in
            Diagnostic(
                code: finding.code,
                finding.message,
                at: SourceLocation(file: file, position: finding.position),
                remedy: finding.remedy
            )
        }
        let others = findings.filter { finding in finding.location.map { !known.contains($0) } ?? true }
        return ServiceError(error.diagnostics + others)
    }
}
