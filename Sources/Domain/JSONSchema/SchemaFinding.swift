public import Diagnostics
public import JSON

/// One reason why a schema refuses an instance.
public struct SchemaFinding: Hashable, Sendable {
    /// The place in the instance.
    public let instancePointer: JSONPointer
    /// The same place as an index on the tape of the instance's document; a member name where the name is refused.
    public let instanceNode: Int
    /// The way from the schema that was asked to the keyword, with a token for each `$ref` that was followed.
    public let evaluationPath: JSONPointer
    /// The keyword's own place: the URI of its resource, with a JSON pointer as fragment.
    public let schemaLocation: String
    /// The keyword that refuses, for example `required`.
    public let keyword: String
    /// What was found, quoted, and what was expected.
    public let message: LocalizedText
}
