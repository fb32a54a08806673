import JSON
package import JSONSchema

/// A schema that is compiled, with the files that it and its references stand in.
package struct LoadedSchema: Sendable {
    /// The schema's file as it was given, or `<stdin>`.
    package let name: String
    package let schema: Schema
    /// How long compiling took, without reading and parsing.
    package let compileTime: Duration
    /// The schema's own document.
    let document: JSONDocument
    let registry: SchemaRegistry
    /// The place of the schema's document in the registry.
    let uri: String
    /// The files or URLs of documents by the URI that they are known by.
    let files: [String: String]

    /// What a person knows the document of a URI by: its file, or the URI itself.
    func file(of documentURI: String) -> String { files[documentURI] ?? documentURI }
}
